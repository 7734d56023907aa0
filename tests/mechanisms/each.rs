//! Each mechanism of the ceasefire that acts by its numbers alone: which way it moves the length of peace, and that it
//! leaves the luck of everything else alone. Those with a course of their own have a file each.

use armistice::{
    ceasefire::{Ceasefire, Chain, Guarantor, Honoured, Terms},
    engine::{ceasefires::Ceasefires, run::Bench},
    model::{ActorId, DealSpace, Effect, Valuation, Values, terms::peace_flows, terms::terms},
    negotiation::Blind,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{
    MYOPIC, Streams, expect_one_number_a_period,
    support::{FIXED, parse, simulate},
    talks,
    terms::{case, steady},
};

/// Both sides are tempted, the first one more; one guarantor for each.
fn tempted() -> Terms {
    let mut terms = case([0.57, 0.53], 1.2, 0.4, 0.3, 0.12);
    terms.rates.honour_correlation = 0.0;
    terms.guarantors.push(Guarantor { honour: steady(0.2, 0.2), severity: 0.08, protects: 0 });
    terms
}

type Mechanism = (&'static str, fn(&mut Terms), bool);

/// What moves peace which way: longer or shorter.
const MECHANISMS: [Mechanism; 18] = [
    (
        "another guarantor",
        |terms| {
            terms.guarantors.push(Guarantor { honour: steady(0.3, 0.3), severity: 0.12, protects: 1 });
        },
        true,
    ),
    ("honour", |terms| terms.guarantors[0].honour.honour = 0.8, true),
    ("perceived honour", |terms| terms.guarantors[0].honour.perceived = 0.8, true),
    (
        "turnover",
        |terms| {
            let honour = &mut terms.guarantors[0].honour;
            (honour.turnover, honour.turnover_factor) = (0.1, 0.2);
        },
        false,
    ),
    ("decay", |terms| terms.guarantors[0].honour.decay = 0.05, false),
    ("severity", |terms| terms.guarantors[0].severity = 0.4, true),
    ("containment by less severity", |terms| terms.rates.containment_severity = 0.02, true),
    ("aid", |terms| terms.rates.aid = 0.9, true),
    ("aid on good conduct", |terms| terms.rates.conditional_aid = 1.0, true),
    ("early warning", |terms| terms.monitoring.early_warning = 0.5, true),
    ("open attacks", |terms| terms.rates.overt = 0.95, true),
    ("false alarms", |terms| terms.monitoring.false_alarm = 0.3, false),
    ("surprise", |terms| terms.sides[0].surprise = 7.0, false),
    ("cost of return", |terms| terms.sides.iter_mut().for_each(|side| side.return_cost = 6.0), true),
    ("drift", |terms| terms.sides[0].capability_drift = 0.02, false),
    ("ground of the tempted", |terms| terms.sides[0].ground = 1.2, false),
    ("ground of the other", |terms| terms.sides[1].ground = 1.1, true),
    ("presence", |terms| terms.sides[1].presence = 0.3, true),
];

#[test]
fn each_mechanism_moves_peace_the_way_it_should() {
    let survival = |terms: &Terms| Chain::new(terms, Honoured::Truly).survival(60)[60];
    let before = survival(&tempted());
    for (name, change, longer) in MECHANISMS {
        let mut terms = tempted();
        change(&mut terms);
        let moved = survival(&terms) - before;
        println!("{name}: {before:.4} moves by {moved:.4}");
        assert!(if longer { moved > 2e-3 } else { moved < -2e-3 }, "{name} moves {before} by {moved}");
    }
    // Guarantors of one fate answer more rarely than as many who decide apart.
    let mut together = tempted();
    MECHANISMS[0].1(&mut together);
    let apart = survival(&together);
    together.rates.honour_correlation = 1.0;
    assert!(survival(&together) < apart - 2e-3, "{} {apart}", survival(&together));
}

/// Where nobody decides by anything, the luck of attacks is the same with any mechanism, and a period takes one number.
#[test]
fn each_mechanism_leaves_the_luck_of_attacks_alone() {
    let blind = |change: fn(&mut Terms), hold: u32| {
        let mut terms = tempted();
        change(&mut terms);
        terms.rates.decisiveness = 0.0;
        Ceasefire::new(terms, hold)
    };
    let plain = blind(|_| {}, 1);
    for (name, change, _) in MECHANISMS {
        let (once, long) = (blind(change, 1), blind(change, 60));
        for seed in 0..1_500 {
            let attempts = |ceasefire| Streams::of(seed).history(ceasefire, None).attempts;
            assert_eq!(attempts(&plain), attempts(&once), "{name}");
            let mut streams = Streams::of(seed);
            let history = streams.history(&long, None);
            expect_one_number_a_period(&streams, &history);
        }
    }
}

/// True honour moves no decision.
#[test]
fn true_honour_leaves_all_alone_until_it_is_tested() {
    for honour in [0.0, 0.9] {
        let mut terms = tempted();
        terms.guarantors[0].honour.honour = honour;
        let (plain, changed) = (Ceasefire::new(tempted(), 60), Ceasefire::new(terms, 60));
        let mut untested = 0;
        for seed in 0..3_000 {
            let changed = Streams::of(seed).history(&changed, None);
            if changed.tested.iter().all(|tested| *tested == 0) {
                assert_eq!(changed, Streams::of(seed).history(&plain, None));
                untested += 1;
            }
        }
        assert!((100..2_900).contains(&untested), "{untested}");
    }
}

#[test]
fn each_mechanism_leaves_the_luck_of_the_talks_alone() {
    let base = [&MYOPIC[..], &["ceasefire.attack_ceiling=0.2", "ceasefire.decisiveness=10"]].concat();
    let plain = simulate(FIXED, &base);
    for levers in [
        &["guarantees.promise.turnover=0.2", "guarantees.promise.turnover_factor=0.2"][..],
        &["guarantees.promise.decay=0.1"],
        &["guarantees.promise.honour=0.9"],
        &["guarantees.promise.perceived=0.9"],
        &["guarantees.promise.learning=1"],
        &["guarantees.promise.severity=1"],
        &["ceasefire.containment_severity=2"],
        &["ceasefire.conditional_aid=1"],
        &["ceasefire.overt=0.1"],
        &["ceasefire.exposure=0.3"],
        &["ceasefire.consolidation=0.4"],
        &["ceasefire.preemption=0.1"],
        &["ceasefire.spoilers=0.2"],
        &["ceasefire.repair={ chance = 0.5 }"],
        &["monitoring.detection=0.9"],
        &["monitoring.early_warning=0.7"],
        &["monitoring.false_alarm=0.3"],
        &["actors.south.capability_drift=0.05"],
        &["actors.south.surprise=0.4"],
        &["actors.south.stakes=0.1", "actors.south.capability_drift=0.05"],
        &["issues.line.effect={ kind = \"ground\", actor = \"south\", gain = [0.4, -0.4] }"],
        &["issues.line.effect=[{ kind = \"presence\", protects = \"north\", capability = [0, 1] }, \
           { kind = \"sanctions_snapback\", exposure = [0, 0.2] }]"],
    ] {
        let changed = simulate(FIXED, &[&base[..], levers].concat());
        assert!(
            plain.rows.iter().map(talks).eq(changed.rows.iter().map(talks)),
            "{levers:?} moved the talks"
        );
        assert!(plain.rows != changed.rows, "{levers:?} moved nothing");
    }
}

/// An issue with several effects has them all, as several issues that always go together would.
#[test]
fn several_effects_of_one_issue_are_those_of_several_issues() {
    let model = parse(FIXED, &[]).central().model;
    let sides = model.belligerents.unwrap();
    let effects = [
        Effect::Presence { protects: ActorId(0), capability: vec![0.3; 11] },
        Effect::Ground { actor: ActorId(1), gain: vec![-0.2; 11] },
        Effect::SanctionsSnapback { exposure: vec![0.1; 11] },
    ];
    let mut one = model.clone();
    one.issues[0].effects = effects.to_vec();
    let mut several = model.clone();
    several.issues = effects
        .iter()
        .map(|effect| {
            let mut issue = model.issues[0].clone();
            issue.effects = vec![effect.clone()];
            issue
        })
        .collect();
    let bare = terms(&model, sides, &[4], [0.5; 2]);
    let found = terms(&one, sides, &[4], [0.5; 2]);
    assert_eq!(found, terms(&several, sides, &[4; 3], [0.5; 2]));
    assert_eq!((bare.sides[0].presence, found.sides[0].presence), (0.0, 0.3));
    assert_eq!((bare.sides[1].ground, found.sides[1].ground), (1.0, 0.8));
    assert!((found.rates.exposure - bare.rates.exposure - 0.1).abs() < 1e-15);
}

/// What is disliked without grievance does not bear on breaking the deal, and what is disliked with it does.
#[test]
fn grievance_is_what_of_a_level_bears_on_breaking_the_deal() {
    let model = |grievance: f64| {
        let mut model = parse(FIXED, &[]).central().model;
        model.issues[0].values[0] = Values::Table((0..11).map(|level| f64::from(level) / 10.0).collect());
        model.issues[0].grievance = grievance;
        model
    };
    let sides = [ActorId(0), ActorId(1)];
    for (grievance, expected) in [(1.0, [0.0, 1.0]), (0.4, [0.3, 0.7]), (0.0, [0.5, 0.5])] {
        let found = [0, 10].map(|level| peace_flows(&model(grievance), sides, &[level])[0]);
        found.iter().zip(expected).for_each(|(found, expected)| assert!((found - expected).abs() < 1e-12));
    }
    let survival = |grievance: f64, level: usize| {
        let model = model(grievance);
        let terms = terms(&model, sides, &[level], peace_flows(&model, sides, &[level]));
        Chain::new(&terms, Honoured::Truly).survival(60)[60]
    };
    // Side 0 gets nothing at level 0, and half at 5.
    assert!(survival(0.0, 5) - survival(0.0, 0) < survival(0.5, 5) - survival(0.5, 0));
    assert!(survival(0.5, 5) - survival(0.5, 0) < survival(1.0, 5) - survival(1.0, 0));
}

/// What signed deals come to on average is what they were worth, where all is foreseen and watched to the end: with
/// honour as it is perceived, and with all or half of what a level is worth bearing on breaking the deal.
#[test]
fn deals_come_to_what_they_were_worth_on_average() {
    for grievance in ["issues.line.grievance=1", "issues.line.grievance=0.5"] {
        let levers = [
            &crate::RESTLESS[..],
            &[grievance, "guarantees.promise.honour=0.4", "guarantees.promise.cost=0.05"],
            &["guarantees.promise.answer_cost=3", "simulation.hold=500", "ceasefire.honour_correlation=0.5"],
        ];
        let scenario = parse(FIXED, &levers.concat());
        let case = scenario.central();
        let space = DealSpace::signable(&case.model);
        let valuation = Valuation::new(&case.model, &space);
        let bench = Bench::new(&case, &space, &valuation);
        let mut ceasefires = Ceasefires::new();
        let mut sums = vec![[[0.0_f64; 3]; 3]; space.len()];
        for replication in 0..40_000 {
            let run = bench.run(&scenario.simulation, 0, replication, &mut ceasefires, &mut Blind);
            let Some(deal) = run.settlement.deal else { continue };
            for (actor, sums) in sums[deal].iter_mut().enumerate() {
                let worth = bench.realised(actor, deal, run.history.as_ref());
                *sums = [sums[0] + 1.0, sums[1] + worth, sums[2] + worth * worth];
            }
        }
        let mut compared = 0;
        for (deal, sums) in sums.iter().enumerate().filter(|(_, sums)| sums[0][0] > 2_000.0) {
            for (actor, [count, sum, squares]) in sums.iter().enumerate() {
                let mean = sum / count;
                let error = ((squares / count - mean * mean).max(0.0) / count).sqrt();
                let off = mean - valuation.value(actor, deal);
                // Peace after 500 periods counts for δ^500 < 5e-5.
                assert!(
                    off.abs() < 4.0 * error + 5e-5,
                    "{grievance}: deal {deal} came to {mean} for {actor} and was worth {}, {:.1} errors off",
                    mean - off,
                    off / error
                );
                compared += 1;
            }
        }
        assert!(compared >= 3, "{compared}");
    }
}

/// Inputs that are correlated are drawn from the same luck as others, and leave those alone.
#[test]
fn correlations_leave_the_draws_of_other_inputs_alone() {
    let drawn = [
        "actors.north.war_flow={ min = 0.2, max = 0.5 }",
        "actors.south.war_flow={ min = 0.2, max = 0.5 }",
        "actors.south.surprise={ min = 1, max = 8 }",
        "guarantees.promise.honour={ min = 0, max = 1 }",
    ];
    let all = |levers: &[&str]| -> Vec<[f64; 4]> {
        let scenario = parse(FIXED, levers);
        (0..2_000)
            .map(|seed| {
                let model = scenario.draw(&mut ChaCha8Rng::seed_from_u64(seed)).model;
                let [north, south] = [&model.actors[0], &model.actors[1]];
                [north.war_flow, south.war_flow, south.surprise, model.guarantees[0].honour.honour]
            })
            .collect()
    };
    let correlation =
        "correlations=[{ between = [\"actors.north.war_flow\", \"actors.south.war_flow\"], rank = -0.8 }]";
    let (apart, together) = (all(&drawn), all(&[&drawn[..], &[correlation]].concat()));
    let between = |draws: &[[f64; 4]]| {
        let count = draws.len() as f64;
        let mean = |of: usize| draws.iter().map(|draw| draw[of]).sum::<f64>() / count;
        let means = [mean(0), mean(1)];
        let product = |a: usize, b: usize| {
            draws.iter().map(|draw| (draw[a] - means[a]) * (draw[b] - means[b])).sum::<f64>()
        };
        product(0, 1) / (product(0, 0) * product(1, 1)).sqrt()
    };
    assert!(between(&apart).abs() < 0.1 && between(&together) < -0.7);
    for (apart, together) in apart.iter().zip(&together) {
        assert_eq!(apart[2..], together[2..]);
    }
}
