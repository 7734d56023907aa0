//! Repair: in crisis the text is reopened for one round, and a text that all take brings calm.

use armistice::{
    ceasefire::{
        Ceasefire, Chain, Expectations, Honoured, Repair, Terms,
        chain::{Friction, Row, transition},
        honour::{self, Word},
        power::Power,
        war::War,
    },
    engine::{ceasefires::Ceasefires, run::Bench},
    model::{ActorId, DealSpace, Valuation},
    negotiation::{Blind, renegotiation::renewed_text},
    scenario::Scenario,
};

use crate::{
    Streams, expect_one_number_a_period, expect_survival,
    support::{FIXED, parse, simulate},
    talks,
    terms::case,
};

/// A text that often comes to a crisis.
fn shaky() -> Terms {
    let mut terms = case([0.58, 0.5], 1.2, 0.6, 0.5, 0.1);
    (terms.rates.incidents, terms.rates.escalation, terms.rates.preemption) = (0.5, 0.4, 0.02);
    (terms.sides[0].capability_drift, terms.sides[0].capability_cap) = (0.01, 1.0);
    terms
}

/// A better one.
fn better() -> Terms {
    let mut terms = shaky();
    terms.sides[0].flow = 0.55;
    terms.sides[1].flow = 0.52;
    terms.sides[0].capability_cap = 1.3;
    terms.monitoring.detection = 0.7;
    terms
}

#[test]
fn histories_in_which_the_text_is_reaffirmed_agree_with_the_exact_chain() {
    for chance in [0.2, 1.0] {
        let exact = Chain::new(&shaky(), Honoured::Truly).reaffirmed(chance).survival(36);
        let never = Chain::new(&shaky(), Honoured::Truly).survival(36);
        assert!(exact[36] > never[36] + 0.01);
        let ceasefire = Ceasefire::new(shaky(), 36);
        let repair = Repair { chance, renewed: Some(&ceasefire) };
        let mut streams = Streams::of(3);
        expect_survival(300_000, &exact, || {
            let history = streams.history(&ceasefire, Some(repair));
            assert_eq!(history.reopened, history.repaired);
            assert_eq!(history.changed, None);
            history
        });
    }
}

fn step(peace: [f64; 3], rows: &[Row; 3]) -> [f64; 3] {
    [0, 1, 2].map(|to| (0..3).map(|from| peace[from] * rows[from].peace[to]).sum())
}

#[test]
fn histories_in_which_another_text_takes_its_place_agree_with_the_exact_chain() {
    let chance = 0.3;
    let (before, after) = (shaky(), better());
    // The chain over both texts and over when the second one took over: in crisis, the reopened text gives way to calm
    // under the other one for good, with what is expected from that period on.
    let old: Vec<_> = Chain::new(&before, Honoured::Truly).transitions().take(36).collect();
    let mut wars = vec![War::at_signing(&before)];
    for period in 0..36 {
        let mut war = wars[period].clone();
        war.step();
        wars.push(war);
    }
    let new: Vec<Expectations> = (0..36)
        .map(|since| Expectations::from(&after, wars[since].renewed(&after, since as u32), since as u32))
        .collect();
    let answers = {
        let given = &after.guarantors[0];
        let word = Word { honour: given.honour.honour, severity: given.severity, protects: given.protects };
        honour::answers(&[word], &after.rates).0
    };
    let mut signed = [1.0, 0.0, 0.0];
    let mut renewed = [[0.0; 3]; 36];
    let mut exact = vec![1.0];
    for period in 0..36 {
        renewed[period][0] = signed[2] * chance;
        signed[2] *= 1.0 - chance;
        for since in 0..=period {
            renewed[since][0] += renewed[since][2] * chance;
            renewed[since][2] *= 1.0 - chance;
            let attacks = new[since].after(period - since).attacks;
            let moves = transition(&after, &Friction::new(&after), &attacks, &answers);
            renewed[since] = step(renewed[since], &moves);
        }
        signed = step(signed, &old[period].0);
        exact.push(signed.iter().sum::<f64>() + renewed.iter().flatten().sum::<f64>());
    }
    // It has a recursion of its own: forces that the first text held down grow from what they are.
    let [first, late] = [(&new[0], 24), (&new[24], 0)].map(|(from, period)| from.after(period).attacks[0][0]);
    assert!((first - late).abs() > 1e-4, "{first} {late}");
    let [signed, renewed] = [before, after].map(|terms| Ceasefire::new(terms, 36));
    let repair = Repair { chance, renewed: Some(&renewed) };
    let mut streams = Streams::of(4);
    let mut changed = 0;
    expect_survival(300_000, &exact, || {
        let history = streams.history(&signed, Some(repair));
        changed += u32::from(history.changed.is_some());
        history
    });
    assert!(changed > 30_000, "{changed}");
}

#[test]
fn a_text_that_is_signed_again_is_weighed_as_if_nothing_had_happened() {
    let mut terms = better();
    terms.sides[0].capability_drift = 0.02;
    terms.sides[0].capability_cap = 1.4;
    terms.guarantors[0].honour.learning = 2.0;
    terms.guarantors[0].honour.decay = 0.01;
    let mut war = War::at_signing(&terms);
    for period in 0..24 {
        let renewed = war.renewed(&terms, period);
        assert_eq!(renewed.now(), war.now());
        war.learn(0, period % 3 == 0);
        war.step();
    }
    // Under a lower cap, forces are cut at once; under a higher one they grow from what they are.
    let mut power = Power::at_signing(&terms.sides);
    (0..24).for_each(|_| power.step());
    let before = 1.2 / 2.2;
    let under = |cap: f64| {
        let mut sides = terms.sides.clone();
        sides[0].capability_cap = cap;
        power.under(&sides).shift().attacking[0] + before
    };
    assert!((under(1.0) - 0.5).abs() < 1e-12);
    assert!((under(2.0) - 1.4 / 2.4).abs() < 1e-12);
}

#[test]
fn a_refused_text_changes_nothing() {
    let ceasefire = Ceasefire::new(shaky(), 60);
    let mut reopened = 0;
    for seed in 0..3_000 {
        let plain = Streams::of(seed).history(&ceasefire, None);
        let refused = Streams::of(seed).history(&ceasefire, Some(Repair { chance: 0.5, renewed: None }));
        assert_eq!(refused.repaired, 0);
        reopened += refused.reopened;
        let reopened = refused.reopened;
        assert_eq!(refused, armistice::ceasefire::History { reopened, ..plain });
    }
    assert!(reopened > 500);
}

#[test]
fn histories_are_the_same_up_to_the_first_crisis() {
    let (signed, renewed) = (Ceasefire::new(shaky(), 24), Ceasefire::new(better(), 24));
    let repair = Repair { chance: 1.0, renewed: Some(&renewed) };
    let mut without_crisis = 0;
    for seed in 0..3_000 {
        let mut streams = Streams::of(seed);
        let repaired = streams.history(&signed, Some(repair));
        expect_one_number_a_period(&streams, &repaired);
        assert_eq!(streams.reopening.get_word_pos(), 2 * u128::from(repaired.periods_by_level[2]));
        let plain = Streams::of(seed).history(&signed, None);
        if repaired.reopened == 0 {
            assert_eq!(plain, repaired);
            without_crisis += 1;
        } else {
            let first = repaired.changed.unwrap();
            assert!(plain.collapse.is_none_or(|(period, _)| period > first));
        }
    }
    assert!((500..2_900).contains(&without_crisis), "{without_crisis}");
}

#[test]
fn the_proposer_tables_its_best_text_that_all_others_take_and_a_mediator_the_best_compromise() {
    let case = parse(FIXED, &[]).central();
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let taken: Vec<usize> = (0..valuation.len())
        .filter(|&text| (0..2).all(|actor| valuation.value(actor, text) >= valuation.collapse[actor]))
        .collect();
    assert!(taken.len() > 2 && taken.len() < valuation.len());
    for proposer in [0, 1] {
        let best = taken.iter().map(|&text| valuation.value(proposer, text)).fold(f64::MIN, f64::max);
        let text = renewed_text(&valuation, &[0, 1], Some(proposer)).unwrap();
        assert!(taken.contains(&text));
        assert_eq!(valuation.value(proposer, text), best);
    }
    let product = |text: usize| -> f64 {
        (0..2).map(|actor| valuation.value(actor, text) - valuation.collapse[actor]).product()
    };
    let compromise = renewed_text(&valuation, &[0, 1], None).unwrap();
    assert!(taken.iter().all(|&text| product(text) <= product(compromise)));
    // The patron need not sign, so it proposes as a mediator.
    assert_eq!(renewed_text(&valuation, &[0, 1], Some(2)), Some(compromise));
}

#[test]
fn no_text_is_tabled_where_some_actor_would_rather_have_war() {
    let case = parse(FIXED, &["actors.north.war_flow=1", "actors.south.war_flow=1"]).central();
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    assert_eq!(renewed_text(&valuation, &[0, 1], None), None);
}

#[test]
fn repair_leaves_the_talks_and_ceasefires_without_a_crisis_alone() {
    let plain = simulate(FIXED, &[]);
    for proposer in [None, Some("ceasefire.repair.proposer=\"south\"")] {
        let mut levers = vec!["ceasefire.repair.chance=0.5"];
        levers.extend(proposer);
        let repaired = simulate(FIXED, &levers);
        assert!(plain.rows.iter().map(talks).eq(repaired.rows.iter().map(talks)));
        let facts = &repaired.summary.ceasefire;
        assert!(facts.reopened > 20 && facts.repaired == facts.reopened, "{facts:?}");
        assert!(facts.changed <= facts.repaired);
        let same =
            plain.rows.iter().zip(&repaired.rows).filter(|(plain, repaired)| plain == repaired).count();
        assert!(same as u64 >= repaired.summary.counts.runs - facts.reopened);
    }
}

#[test]
fn a_run_tells_the_text_that_took_the_signed_ones_place_and_values_it_from_then_on() {
    let scenario = parse(FIXED, &["ceasefire.repair.chance=1", "ceasefire.repair.proposer=\"south\""]);
    let case = scenario.central();
    assert_eq!(case.model.repair.as_ref().unwrap().proposer, Some(ActorId(1)));
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let bench = Bench::new(&case, &space, &valuation);
    let renewed = bench.renewed().unwrap();
    let mut ceasefires = Ceasefires::new();
    let mut changed = 0;
    for replication in 0..2_000 {
        let run = bench.run(&scenario.simulation, 0, replication, &mut ceasefires, &mut Blind);
        let Some((signed, history)) = run.settlement.deal.zip(run.history.as_ref()) else { continue };
        let Some(period) = history.changed else { continue };
        assert_ne!(signed, renewed);
        changed += 1;
        // The flows period by period: (1 − δ) Σ δ^s, with the collapse for ever after.
        let discount = case.model.actors[0].discount;
        let end = history.collapse.map_or(u32::MAX, |(period, _)| period);
        let flow = |at: u32| match at {
            at if at >= end => history.war[0],
            at if at >= period => valuation.flow(0, renewed),
            _ => valuation.flow(0, signed),
        };
        let sum: f64 =
            (0..5_000_u32).map(|at| (1.0 - discount) * discount.powf(f64::from(at)) * flow(at)).sum();
        assert!((bench.realised(0, signed, Some(history)) - sum).abs() < 1e-9);
    }
    assert!(changed > 20, "{changed}");
}

#[test]
fn a_proposer_that_is_no_actor_is_refused() {
    let levers = ["ceasefire.repair.chance=0.2", "ceasefire.repair.proposer=\"nobody\""];
    let levers: Vec<_> = levers.iter().map(|lever| lever.parse().unwrap()).collect();
    let errors = Scenario::parse("scenario.toml", FIXED, &levers).unwrap_err().to_string();
    assert!(errors.contains("nobody"), "{errors}");
}
