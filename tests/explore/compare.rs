//! Comparisons of scenarios: the values are those of runs, and differences those of the draws.

use std::sync::atomic::{AtomicBool, Ordering};

use armistice::{
    engine::{Metric, Options},
    explore::compare::{Comparison, Side, Verdict, compare, observe},
    scenario::Scenario,
};

use crate::support::{FIXED, FLAGSHIP, parse, simulate};

const FEW: [&str; 2] = ["simulation.draws=24", "simulation.replications=3"];

fn compared(first: &Scenario, second: &Scenario, threads: usize) -> Comparison {
    let sides = [Side { name: "one", scenario: first }, Side { name: "other", scenario: second }];
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(threads), cancel: &cancel };
    let draws = observe(&sides, &Metric::ALL, &options, &|_| {}).unwrap();
    compare(&sides, &draws, &Metric::ALL)
}

#[test]
fn each_side_has_the_values_of_its_own_run() {
    let strong = [FEW[0], FEW[1], "guarantees.american.honour=0.95", "guarantees.european.honour=0.95"];
    let comparison = compared(&parse(FLAGSHIP, &FEW), &parse(FLAGSHIP, &strong), 2);
    for (side, levers) in [&FEW[..], &strong[..]].into_iter().enumerate() {
        let summary = simulate(FLAGSHIP, levers).summary;
        for metric in &comparison.metrics {
            assert_eq!(metric.values[side], summary.metrics[&metric.metric], "{}", metric.metric);
        }
    }
    for metric in &comparison.metrics {
        let Some(difference) = metric.differences[0] else { continue };
        let values = (metric.values[0].value.unwrap(), metric.values[1].value.unwrap());
        assert!((difference.value - (values.1 - values.0)).abs() < 1e-12, "{}", metric.metric);
    }
}

#[test]
fn a_scenario_does_not_differ_from_itself() {
    let scenario = parse(FLAGSHIP, &FEW);
    let comparison = compared(&scenario, &scenario, 2);
    for metric in &comparison.metrics {
        if let Some(difference) = metric.differences[0] {
            assert_eq!(
                (difference.value, difference.verdict),
                (0.0, Verdict::Identical),
                "{}",
                metric.metric
            );
            assert_eq!(difference.draws_to_settle, None);
        }
    }
}

#[test]
fn threads_do_not_change_a_comparison() {
    let (first, second) =
        (parse(FLAGSHIP, &FEW), parse(FLAGSHIP, &[FEW[0], FEW[1], "pressure.ukraine.slope=0.05"]));
    let one = serde_json::to_string(&compared(&first, &second, 1)).unwrap();
    assert!(one == serde_json::to_string(&compared(&first, &second, 2)).unwrap());
}

#[test]
fn one_draw_says_that_it_has_no_interval() {
    let one = ["simulation.draws=1", "simulation.replications=4"];
    let comparison = compared(&parse(FIXED, &one), &parse(FIXED, &one), 1);
    assert!(comparison.notes.iter().any(|note| note.contains("One draw")), "{:?}", comparison.notes);
    assert!(
        comparison
            .metrics
            .iter()
            .flat_map(|metric| &metric.differences)
            .flatten()
            .all(|it| it.interval.is_none())
    );
}

#[test]
fn holds_that_differ_are_pointed_out() {
    let (first, second) = (parse(FLAGSHIP, &FEW), parse(FLAGSHIP, &[FEW[0], FEW[1], "simulation.hold=24"]));
    let notes = compared(&first, &second, 2).notes;
    assert!(notes.len() == 1 && notes[0].contains("24 months"), "{notes:?}");
}

#[test]
fn a_cancelled_comparison_has_the_same_draws_on_all_sides() {
    let scenario = parse(FLAGSHIP, &["simulation.draws=5000", "simulation.replications=1"]);
    let sides = [Side { name: "one", scenario: &scenario }, Side { name: "other", scenario: &scenario }];
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let draws = observe(&sides, &Metric::ALL, &options, &|runs| cancel.store(runs >= 100, Ordering::Relaxed))
        .unwrap();
    assert!(!draws.is_empty() && draws.len() < 5000);
    let comparison = compare(&sides, &draws, &[Metric::Durable]);
    assert!(!comparison.complete);
    assert_eq!(comparison.draws, draws.len() as u64);
}
