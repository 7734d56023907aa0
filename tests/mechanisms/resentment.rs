//! Resentment: a belligerent that signed under pressure is readier to attack.

use armistice::{
    ceasefire::{Ceasefire, Chain, Honoured},
    engine::{ceasefires::Ceasefires, run::Bench},
    model::{DealSpace, Valuation},
    negotiation::Blind,
};

use crate::{
    Streams,
    support::{FIXED, parse, simulate},
    talks,
    terms::case,
};

const PRESSED: [&str; 3] = ["pressure.south.slope=0.05", "pressure.south.max=0.2", "pressure.south.start=3"];

#[test]
fn resentment_counts_like_a_lower_flow_of_peace() {
    let mut resentful = case([0.42, 0.42], 1.0, 0.5, 0.1, 0.1);
    resentful.sides[0].resentment = 0.06;
    let mut poor = case([0.42, 0.42], 1.0, 0.5, 0.1, 0.1);
    poor.sides[0].flow -= 0.06;
    let survival = |terms| Chain::new(terms, Honoured::Truly).survival(60);
    assert_eq!(survival(&resentful), survival(&poor));
    assert!(survival(&resentful)[60] < survival(&case([0.42, 0.42], 1.0, 0.5, 0.1, 0.1))[60] - 0.02);
}

#[test]
fn what_is_resented_is_the_pressure_at_the_round_of_signing() {
    let scenario = parse(FIXED, &[&PRESSED[..], &["actors.south.resentment=0.5"]].concat());
    let case = scenario.central();
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let bench = Bench::new(&case, &space, &valuation);
    let mut ceasefires = Ceasefires::new();
    let mut pressed = 0;
    for replication in 0..500 {
        let run = bench.run(&scenario.simulation, 0, replication, &mut ceasefires, &mut Blind);
        let Some(signed) = run.ceasefire else { continue };
        // The first round is 0, and pressure grows by 0.05 from round 3 on to at most 0.2.
        let pressure = (0.05 * (f64::from(run.settlement.rounds) - 1.0 - 3.0)).clamp(0.0, 0.2);
        let sides = &ceasefires.get(signed).terms().sides;
        assert_eq!(sides[0].resentment, 0.0);
        assert!((sides[1].resentment - 0.5 * pressure).abs() < 1e-12);
        pressed += u32::from(pressure > 0.0);
    }
    assert!(pressed > 50, "{pressed}");
}

#[test]
fn resentment_leaves_the_talks_and_the_unpressed_alone() {
    let plain = simulate(FIXED, &PRESSED);
    let resentful = simulate(FIXED, &[&PRESSED[..], &["actors.south.resentment=1"]].concat());
    assert!(plain.rows.iter().map(talks).eq(resentful.rows.iter().map(talks)));
    let mut differ = 0;
    for (plain, resentful) in plain.rows.iter().zip(&resentful.rows) {
        if plain.round <= 4 || !plain.signed {
            assert_eq!(plain, resentful);
        }
        differ += u32::from(plain != resentful);
    }
    assert!(differ > 0);
    let collapses = |simulated: &crate::support::Simulated| {
        simulated.rows.iter().filter(|run| run.collapsed_at.is_some()).count()
    };
    assert!(collapses(&resentful) > collapses(&plain));
}

#[test]
fn the_luck_of_a_period_is_the_same_with_resentment() {
    // An attempt without resentment is an attempt with it: the same luck meets a higher chance.
    let plain = Ceasefire::new(case([0.45, 0.45], 1.5, 0.3, 0.0, 0.0), 1);
    let mut terms = plain.terms().clone();
    terms.sides.iter_mut().for_each(|side| side.resentment = 0.1);
    let resentful = Ceasefire::new(terms, 1);
    let (mut before, mut after) = (0, 0);
    for seed in 0..5_000 {
        let attempts = |ceasefire| Streams::of(seed).history(ceasefire, None).attempts.iter().sum::<u32>();
        let (plain, resentful) = (attempts(&plain), attempts(&resentful));
        assert!(plain <= resentful);
        before += plain;
        after += resentful;
    }
    assert!(after > before);
}
