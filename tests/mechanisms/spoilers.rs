//! Spoilers: incidents that somebody sets off to break the ceasefire.

use armistice::{
    ceasefire::{Ceasefire, Chain, Honoured, Terms, chain::Friction},
    model::terms::terms,
    scenario::Scenario,
};

use crate::{
    Streams, expect_one_number_a_period, expect_survival,
    support::{FIXED, parse, simulate},
    talks,
    terms::case,
};

#[test]
fn an_incident_has_three_independent_causes() {
    let mut terms = case([0.42, 0.42], 1.0, 0.5, 0.3, 0.1);
    terms.rates.incidents = 0.08;
    terms.rates.spoilers = 0.05;
    terms.monitoring.false_alarm = 0.02;
    assert!((Friction::new(&terms).incident - (1.0 - 0.92 * 0.95 * 0.98)).abs() < 1e-15);
    terms.rates.spoilers = 0.0;
    assert_eq!(Friction::new(&terms).incident, 1.0 - (1.0 - 0.08) * (1.0 - 0.02));
}

#[test]
fn histories_with_spoilers_agree_with_the_exact_chain_and_count_them() {
    let mut terms = case([0.45, 0.45], 1.0, 0.5, 0.4, 0.1);
    terms.rates.spoilers = 0.1;
    terms.monitoring.false_alarm = 0.06;
    let exact = Chain::new(&terms, Honoured::Truly).survival(36);
    let incident = Friction::new(&terms).incident;
    let ceasefire = Ceasefire::new(terms, 36);
    let mut streams = Streams::of(1);
    let (mut incidents, mut spoiled, mut alarms) = (0, 0, 0);
    expect_survival(200_000, &exact, || {
        let history = streams.history(&ceasefire, None);
        incidents += history.incidents;
        spoiled += history.spoiled;
        alarms += history.false_alarms;
        history
    });
    // Given an incident, each cause was at work with its chance over that of an incident.
    for (count, chance) in [(spoiled, 0.1 / incident), (alarms, 0.06 / incident)] {
        let share = f64::from(count) / f64::from(incidents);
        let error = (chance * (1.0 - chance) / f64::from(incidents)).sqrt();
        assert!((share - chance).abs() < 4.0 * error, "{share} is not {chance}");
    }
}

#[test]
fn spoilers_shorten_peace() {
    let survival = |spoilers: f64| {
        let mut terms = case([0.42, 0.42], 1.0, 0.3, 0.0, 0.0);
        terms.rates.spoilers = spoilers;
        Chain::new(&terms, Honoured::Truly).survival(60)[60]
    };
    assert!([0.0, 0.03, 0.1, 0.3].map(survival).is_sorted_by(|less, more| less > more));
}

#[test]
fn spoilers_leave_the_luck_of_attacks_alone() {
    // Spoilers are foreseen, so that decisions go by them; here nobody decides by anything.
    let mut terms = case([0.45, 0.45], 1.5, 0.3, 0.0, 0.0);
    terms.rates.decisiveness = 0.0;
    let plain = Ceasefire::new(terms.clone(), 1);
    terms.rates.spoilers = 0.3;
    let (spoiled, long) = (Ceasefire::new(terms.clone(), 1), Ceasefire::new(terms, 60));
    for seed in 0..2_000 {
        let attempts = |ceasefire| Streams::of(seed).history(ceasefire, None).attempts;
        assert_eq!(attempts(&plain), attempts(&spoiled));
        let mut streams = Streams::of(seed);
        let history = streams.history(&long, None);
        expect_one_number_a_period(&streams, &history);
    }
}

#[test]
fn spoilers_leave_the_luck_of_the_talks_alone() {
    // Without any patience, a deal is worth what it brings now, whatever becomes of the ceasefire.
    let myopic = crate::MYOPIC;
    let plain = simulate(FIXED, &myopic);
    let spoiled = simulate(FIXED, &[&myopic[..], &["ceasefire.spoilers=0.4"]].concat());
    assert!(plain.rows.iter().map(talks).eq(spoiled.rows.iter().map(talks)));
    assert_eq!(plain.summary.ceasefire.spoiled, 0);
    assert!(spoiled.summary.ceasefire.spoiled > 0);
    assert!(spoiled.summary.ceasefire.incidents > 2 * plain.summary.ceasefire.incidents);
}

/// The first model refused so many, to keep a proof; a state of constant violations must be writable.
#[test]
fn constant_violations_can_be_written() {
    let scenario =
        parse(FIXED, &["ceasefire.spoilers=0.9", "ceasefire.incidents=0.9", "ceasefire.escalation=0.9"]);
    assert!(Friction::new(&calm(&scenario)).incident > 0.98);
}

fn calm(scenario: &Scenario) -> Terms {
    let model = scenario.central().model;
    let sides = model.belligerents.unwrap();
    terms(&model, sides, &[0], [0.5; 2])
}
