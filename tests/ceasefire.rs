//! The ceasefire against the reference numbers of model.md B6, exact and simulated, and the invariants of B8.

#[path = "common/terms.rs"]
mod terms;

use armistice::ceasefire::{
    Ceasefire, Chain, Guarantor, Honoured, Terms,
    foresight::{Forces, Restraints},
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use terms::{case, steady};

/// Name, terms, and S(1), S(12), S(24), S(60), S(120), θ(.99).
fn reference_table() -> Vec<(&'static str, Terms, [f64; 6])> {
    let bare = case([0.45, 0.45], 1.0, 0.3, 0.0, 0.0);
    let mut unconsolidated = bare.clone();
    unconsolidated.rates.consolidation = 0.0;
    vec![
        ("bare", bare, [0.957180, 0.678512, 0.534160, 0.305888, 0.127202, 0.676731]),
        (
            "bad terms",
            case([0.3, 0.3], 1.5, 0.3, 0.0, 0.0),
            [0.938668, 0.537015, 0.343664, 0.113402, 0.019346, 0.802853],
        ),
        (
            "monitors only",
            case([0.45, 0.45], 1.0, 0.8, 0.0, 0.0),
            [0.974215, 0.805559, 0.712156, 0.538007, 0.346726, 0.501271],
        ),
        (
            "paper guarantee",
            case([0.45, 0.45], 1.5, 0.5, 0.1, 0.5),
            [0.968445, 0.757696, 0.641640, 0.437024, 0.239022, 0.581663],
        ),
        (
            "medium",
            case([0.45, 0.45], 1.0, 0.7, 0.5, 0.6),
            [0.991667, 0.934280, 0.900000, 0.827434, 0.725537, 0.219284],
        ),
        (
            "strong",
            case([0.45, 0.45], 1.0, 0.9, 0.8, 1.0),
            [0.999205, 0.993706, 0.990352, 0.982887, 0.971334, 0.023954],
        ),
        (
            "asymmetric, none",
            case([0.4, 0.5], 1.5, 0.3, 0.0, 0.0),
            [0.954515, 0.648352, 0.486168, 0.243467, 0.081424, 0.717004],
        ),
        (
            "bare without consolidation",
            unconsolidated,
            [0.957180, 0.584644, 0.340792, 0.067495, 0.004542, 0.812739],
        ),
    ]
}

const PERIODS: [usize; 5] = [1, 12, 24, 60, 120];

#[test]
fn the_chain_reproduces_the_reference_table() {
    for (name, terms, expected) in reference_table() {
        let survival = Chain::new(&terms, Honoured::Truly).survival(120);
        for (period, expected) in PERIODS.into_iter().zip(expected) {
            let found = survival[period];
            assert!((found - expected).abs() < 6e-7, "{name}: S({period}) is {found}, not {expected}");
        }
        let weight = Chain::new(&terms, Honoured::AsPerceived).collapse_weight(0.99);
        assert!((weight - expected[5]).abs() < 6e-7, "{name}: θ is {weight}, not {}", expected[5]);
    }
}

#[test]
fn the_first_transition_reproduces_the_reference_rows() {
    let medium = [
        [0.9738616476, 0.0137475196, 0.0040579977, 0.0083328350],
        [0.4513808880, 0.5162227338, 0.0197956112, 0.0126007670],
        [0.0, 0.4474604197, 0.5206667177, 0.0318728627],
    ];
    let bare = [
        [0.9336786340, 0.0187436710, 0.0047577695, 0.0428199255],
        [0.4314775477, 0.4880573861, 0.0246602682, 0.0558047981],
        [0.0, 0.4250501120, 0.4883849198, 0.0865649682],
    ];
    for (terms, expected) in
        [(case([0.45, 0.45], 1.0, 0.7, 0.5, 0.6), medium), (case([0.45, 0.45], 1.0, 0.3, 0.0, 0.0), bare)]
    {
        let found =
            Chain::new(&terms, Honoured::Truly).transitions().next().expect("transitions have no end");
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-10, "{found} is not {expected}");
        }
    }
}

#[test]
fn survival_over_honour_and_over_detection_reproduces_the_reference_sweeps() {
    let sixty = |terms: Terms| Chain::new(&terms, Honoured::Truly).survival(60)[60];
    let honour = [
        (0.0, 0.4539),
        (0.1, 0.6550),
        (0.2, 0.7979),
        (0.3, 0.8823),
        (0.5, 0.9548),
        (0.7, 0.9795),
        (0.9, 0.9899),
    ];
    for (honour, expected) in honour {
        let found = sixty(case([0.4, 0.5], 1.5, 0.8, honour, 1.0));
        assert!((found - expected).abs() < 6e-5, "H = {honour}: {found} is not {expected}");
    }
    let detection = [
        (0.0, 0.1478),
        (0.1, 0.2777),
        (0.2, 0.4445),
        (0.3, 0.6091),
        (0.5, 0.8331),
        (0.7, 0.9309),
        (0.9, 0.9701),
    ];
    for (detection, expected) in detection {
        let found = sixty(case([0.4, 0.5], 1.5, detection, 0.5, 1.0));
        assert!((found - expected).abs() < 6e-5, "d = {detection}: {found} is not {expected}");
    }
}

#[test]
fn believed_but_hollow_guarantees_lie_between() {
    let with = |honour: f64, perceived: f64| {
        let mut terms = case([0.45, 0.45], 1.5, 0.5, honour, 0.5);
        terms.guarantors[0].honour = steady(honour, perceived);
        Chain::new(&terms, Honoured::Truly).survival(60)[60]
    };
    for ((honour, perceived), expected) in [((0.1, 0.1), 0.437), ((0.1, 0.6), 0.688), ((0.6, 0.6), 0.735)] {
        assert!((with(honour, perceived) - expected).abs() < 6e-4, "{honour} {perceived}");
    }
}

#[test]
fn a_constant_hazard_gives_the_closed_form_of_the_collapse_weight() {
    let mut terms = case([0.45, 0.45], 1.0, 0.3, 0.0, 0.0);
    terms.rates.consolidation = 0.0;
    terms.rates.preemption = 0.0;
    terms.rates.incidents = 0.0;
    terms.rates.containment_without_response = 0.0;
    let hazard = 1.0 - Chain::new(&terms, Honoured::Truly).survival(1)[1];
    for discount in [0.5, 0.9, 0.99] {
        let expected = discount * hazard / (1.0 - discount * (1.0 - hazard));
        let found = Chain::new(&terms, Honoured::AsPerceived).collapse_weight(discount);
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

/// Terms with every mechanism on.
fn everything(honour_correlation: f64) -> Terms {
    let mut terms = case([0.35, 0.55], 1.4, 0.6, 0.5, 0.7);
    terms.rates.honour_correlation = honour_correlation;
    terms.sides[0].capability_drift = 0.004;
    terms.sides[0].capability_cap = 1.7;
    terms.sides[1].capability_drift = 0.002;
    terms.sides[1].presence = 0.2;
    terms.sides[0].resentment = 0.02;
    terms.rates.spoilers = 0.03;
    terms.monitoring.early_warning = 0.4;
    terms.monitoring.false_alarm = 0.02;
    terms.guarantors[0].honour.decay = 0.004;
    terms.guarantors[0].honour.perceived = 0.35;
    terms.guarantors.push(Guarantor { honour: steady(0.3, 0.4), severity: 0.4, protects: 1 });
    terms.guarantors.push(Guarantor { honour: steady(0.9, 0.9), severity: 0.0, protects: 0 });
    terms
}

#[test]
fn simulated_histories_agree_with_the_exact_chain() {
    const HISTORIES: u32 = 1_000_000;
    let [_, _, monitored, paper, medium, ..] = &reference_table()[..] else { panic!("the table has rows") };
    for (name, terms) in [
        (monitored.0, monitored.1.clone()),
        (paper.0, paper.1.clone()),
        (medium.0, medium.1.clone()),
        ("everything, independent", everything(0.0)),
        ("everything, correlated", everything(0.6)),
    ] {
        let exact = Chain::new(&terms, Honoured::Truly).survival(60);
        let ceasefire = Ceasefire::new(terms.clone(), 60);
        let mut luck = ChaCha8Rng::seed_from_u64(1);
        let mut details = ChaCha8Rng::seed_from_u64(2);
        let mut politics = ChaCha8Rng::seed_from_u64(10 + 2);
        let mut collapses = [0u32; 61];
        for _ in 0..HISTORIES {
            if let Some((period, _)) = ceasefire.simulate(&mut luck, &mut details, &mut politics).collapse {
                collapses[period as usize] += 1;
            }
        }
        let mut alive = HISTORIES;
        for period in 1..=60 {
            alive -= collapses[period];
            let error = (exact[period] * (1.0 - exact[period]) / f64::from(HISTORIES)).sqrt();
            let distance = (f64::from(alive) / f64::from(HISTORIES) - exact[period]) / error;
            assert!(distance.abs() < 4.0, "{name}: S({period}) is {distance:.2} standard errors off");
        }
    }
}

#[test]
fn tested_guarantees_are_honoured_as_often_as_their_honour_says() {
    let mut terms = everything(0.6);
    terms.guarantors[0].honour.decay = 0.0;
    let ceasefire = Ceasefire::new(terms.clone(), 60);
    let mut luck = ChaCha8Rng::seed_from_u64(3);
    let mut details = ChaCha8Rng::seed_from_u64(4);
    let mut politics = ChaCha8Rng::seed_from_u64(10 + 4);
    let (mut tested, mut honoured) = ([0u32; 3], [0u32; 3]);
    for _ in 0..200_000 {
        let history = ceasefire.simulate(&mut luck, &mut details, &mut politics);
        for guarantor in 0..3 {
            tested[guarantor] += history.tested[guarantor];
            honoured[guarantor] += history.honoured[guarantor];
        }
    }
    for guarantor in 0..2 {
        let honour = terms.guarantors[guarantor].honour.honour;
        let error = (honour * (1.0 - honour) / f64::from(tested[guarantor])).sqrt();
        let share = f64::from(honoured[guarantor]) / f64::from(tested[guarantor]);
        assert!((share - honour).abs() < 4.0 * error, "{share} is not {honour}");
    }
    assert_eq!(tested[2], 0, "a guarantee that was not given is not tested");
}

#[test]
fn turnover_follows_its_expected_path_on_average() {
    // One guarantor whose word alone contains an attack; survival is linear in its honour in the first periods.
    let mut terms = case([0.2, 0.9], 2.0, 1.0, 0.8, 0.05);
    terms.guarantors[0].honour.turnover = 0.05;
    terms.guarantors[0].honour.turnover_factor = 0.5;
    terms.guarantors[0].honour.perceived = 0.0;
    terms.rates.containment_with_response = 1.0;
    terms.rates.containment_without_response = 0.0;
    terms.rates.incidents = 0.0;
    terms.rates.preemption = 0.0;
    let exact = Chain::new(&terms, Honoured::Truly).survival(12);
    let ceasefire = Ceasefire::new(terms.clone(), 12);
    let [mut luck, mut details, mut politics] = [5, 6, 7].map(ChaCha8Rng::seed_from_u64);
    let histories = 400_000;
    let held = (0..histories)
        .filter(|_| ceasefire.simulate(&mut luck, &mut details, &mut politics).collapse.is_none())
        .count();
    let share = held as f64 / f64::from(histories);
    // Honour in different periods is correlated, so survival exceeds that of the expected path, a little.
    assert!(share >= exact[12] - 0.003 && share < exact[12] + 0.02, "{share} against {}", exact[12]);
}

#[test]
fn collapse_weights_of_many_deals_at_once_equal_those_of_the_chain() {
    let terms = everything(0.6);
    let own = [[0.1, 0.0], [0.0, 0.1], [0.2, -0.3], [0.05, 0.05], [0.3, 0.3], [-0.5, 0.2]];
    let shared = [0.25, 0.3];
    let discounts = [0.5, 0.93, 0.985];
    let mut weights = vec![vec![0.0; own.len()]; discounts.len()];
    Forces::new(&terms, &own).collapse_weights(&Restraints::new(&terms), shared, &discounts, &mut weights);
    for (deal, own) in own.iter().enumerate() {
        let mut terms = terms.clone();
        for side in 0..2 {
            terms.sides[side].satisfaction = shared[side] + own[side];
        }
        for (discount, weights) in discounts.iter().zip(&weights) {
            let exact = Chain::new(&terms, Honoured::AsPerceived).collapse_weight(*discount);
            assert!((weights[deal] - exact).abs() < 1e-12, "deal {deal}: {} is not {exact}", weights[deal]);
        }
    }
}

#[test]
fn collapse_weights_stay_those_of_the_chain_where_both_sides_are_certain() {
    for (war_cost, satisfaction) in [(0.9, 0.1), (2.9, 0.1), (0.05, 0.9), (2.9, 0.9)] {
        let mut terms = everything(0.6);
        terms.rates.decisiveness = 100.0;
        for side in &mut terms.sides {
            side.stakes = 3.0;
            side.war_cost = war_cost;
            side.satisfaction = satisfaction;
        }
        let mut weights = vec![vec![0.0]];
        let own = [[satisfaction - 0.3; 2]];
        let restraints = Restraints::new(&terms);
        Forces::new(&terms, &own).collapse_weights(&restraints, [0.3; 2], &[0.98], &mut weights);
        let exact = Chain::new(&terms, Honoured::AsPerceived).collapse_weight(0.98);
        assert!((weights[0][0] - exact).abs() < 1e-12, "{} is not {exact}", weights[0][0]);
    }
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let sides = (-0.2..1.0, -0.2..1.0, 0.3..2.0, 0.0..0.5);
    let monitoring = (0.0..1.0, 0.0..0.8, 0.0..0.1);
    let guarantee = (0.0..1.0, 0.0..1.0, 0.0..1.2, 0.0..1.0);
    let rates = (0.02..0.15, 4.0..16.0, 0.02..0.3, 0.1..0.5, 0.0..0.3);
    (sides, monitoring, guarantee, rates).prop_map(|(sides, monitoring, guarantee, rates)| {
        let mut terms = case([sides.0, sides.1], sides.2, monitoring.0, 0.0, guarantee.2);
        terms.sides[1].presence = sides.3;
        terms.monitoring.early_warning = monitoring.1;
        terms.monitoring.false_alarm = monitoring.2;
        terms.guarantors[0].honour = steady(guarantee.0, guarantee.1);
        terms.rates.honour_correlation = guarantee.3;
        terms.rates.attack_ceiling = rates.0;
        terms.rates.decisiveness = rates.1;
        terms.rates.incidents = rates.2;
        terms.rates.escalation = rates.3;
        terms.rates.consolidation = rates.4;
        terms
    })
}

/// How survival must move when a number rises: up or down.
type Change = (&'static str, fn(&mut Terms), bool);

const MONOTONE: [Change; 13] = [
    (
        "honour",
        |terms| terms.guarantors[0].honour.honour = f64::min(1.0, terms.guarantors[0].honour.honour + 0.1),
        true,
    ),
    (
        "perceived honour",
        |terms| {
            terms.guarantors[0].honour.perceived = f64::min(1.0, terms.guarantors[0].honour.perceived + 0.1)
        },
        true,
    ),
    ("severity", |terms| terms.guarantors[0].severity += 0.1, true),
    ("detection", |terms| terms.monitoring.detection = f64::min(1.0, terms.monitoring.detection + 0.1), true),
    ("early warning", |terms| terms.monitoring.early_warning += 0.1, true),
    ("war cost", |terms| terms.sides[0].war_cost += 0.05, true),
    ("consolidation", |terms| terms.rates.consolidation += 0.05, true),
    ("satisfaction", |terms| terms.sides[0].satisfaction += 0.05, true),
    ("presence", |terms| terms.sides[1].presence += 0.1, true),
    ("attack ceiling", |terms| terms.rates.attack_ceiling += 0.02, false),
    ("incidents", |terms| terms.rates.incidents += 0.05, false),
    ("spoilers", |terms| terms.rates.spoilers += 0.05, false),
    ("resentment", |terms| terms.sides[1].resentment += 0.05, false),
];

proptest! {
    #[test]
    fn survival_is_monotone_in_guarantees_monitors_and_terms(terms in any_terms()) {
        let friction = 1.0 - (1.0 - terms.rates.incidents - 0.05) * (1.0 - terms.monitoring.false_alarm);
        prop_assume!(1.0 - terms.rates.containment_with_response >= friction * terms.rates.escalation);
        let before = Chain::new(&terms, Honoured::Truly).survival(60);
        for (name, change, up) in MONOTONE {
            let mut changed = terms.clone();
            change(&mut changed);
            let after = Chain::new(&changed, Honoured::Truly).survival(60);
            for (period, (before, after)) in before.iter().zip(&after).enumerate() {
                let moved = if up { after - before } else { before - after };
                prop_assert!(moved >= -1e-12, "{} moved S({}) by {}", name, period, moved);
            }
        }
    }

    #[test]
    fn collapse_weights_lie_in_the_unit_interval_and_grow_with_patience(terms in any_terms()) {
        let chain = Chain::new(&terms, Honoured::AsPerceived);
        let weights = [0.2, 0.6, 0.9, 0.97, 0.995].map(|discount| chain.collapse_weight(discount));
        prop_assert!(weights.iter().all(|weight| (0.0..=1.0).contains(weight)));
        prop_assert!(weights.is_sorted());
    }

    #[test]
    fn rows_of_the_transition_are_distributions(terms in any_terms()) {
        for transition in Chain::new(&terms, Honoured::Truly).transitions().take(30) {
            for row in transition {
                prop_assert!(row.iter().all(|chance| (0.0..=1.0).contains(chance)));
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
    }
}
