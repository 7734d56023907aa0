//! Expectations are decided on intervals: all within the bounds, none of it, or too noisy to tell.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its scenario should fail")]

use armistice::{
    engine::{
        Summary,
        expectation::{Cure, Judgement, Verdict, judge},
        summary::{Estimate, Range},
    },
    scenario::{Expectation, Scenario},
    statistics::{Confidence, wilson},
};
use proptest::prelude::*;

/// The flagship, with these expectations at its end.
fn scenario(expectations: &str) -> Scenario {
    let text = include_str!("../scenarios/ukraine-2025.toml");
    Scenario::parse("flagship", &format!("{text}\n{expectations}"), &[]).unwrap()
}

/// What is expected of one metric, with bounds as in TOML.
fn expectation(bounds: &str) -> (Scenario, Expectation) {
    let scenario = scenario(&format!("[[expect]]\nmetric = \"rounds_to_deal\"\n{bounds}\n"));
    let expectation = scenario.expectations.last().unwrap().clone();
    (scenario, expectation)
}

fn summary() -> Summary {
    serde_json::from_str(include_str!("fixtures/summary-flagship.json")).unwrap()
}

fn estimate(value: f64, standard_error: f64, low: f64, high: f64) -> Estimate {
    let interval = Some(Range { low, high });
    Estimate { value: Some(value), standard_error: Some(standard_error), interval, band: None }
}

/// A mean with a normal interval.
fn mean(value: f64, standard_error: f64) -> Estimate {
    let half = Confidence::P95.z() * standard_error;
    estimate(value, standard_error, value - half, value + half)
}

fn judged(bounds: &str, draws: u64, found: Estimate, baseline: Option<&Estimate>) -> Judgement {
    let (scenario, expectation) = expectation(bounds);
    judge_with(&scenario, &expectation, draws, found, baseline)
}

fn judge_with(
    scenario: &Scenario,
    expectation: &Expectation,
    draws: u64,
    found: Estimate,
    baseline: Option<&Estimate>,
) -> Judgement {
    let mut summary = summary();
    summary.counts.draws = draws;
    summary.metrics.insert(expectation.metric.to_string(), found);
    judge(scenario, &summary, expectation, baseline)
}

fn draws_needed(judgement: Judgement) -> f64 {
    match judgement.verdict {
        Verdict::Undecided(Cure::Draws(draws)) => draws,
        verdict => panic!("{verdict:?} needs no draws"),
    }
}

#[test]
fn the_whole_interval_decides_and_its_ends_are_within_the_bounds() {
    let found = || estimate(0.5, 0.05, 0.4, 0.6);
    for (bounds, wanted) in [
        ("min = 0.4\nmax = 0.6", Some(Verdict::Met)),
        ("min = 0.3", Some(Verdict::Met)),
        ("max = 0.6", Some(Verdict::Met)),
        ("min = 0.61", Some(Verdict::Failed)),
        ("max = 0.39", Some(Verdict::Failed)),
        ("min = 0.7\nmax = 0.9", Some(Verdict::Failed)),
        // An end that touches a bound is within it.
        ("min = 0.6", None),
        ("max = 0.4", None),
        ("min = 0.45", None),
        ("min = 0.45\nmax = 0.55", None),
        ("min = 0.55\nmax = 0.58", None),
    ] {
        let verdict = judged(bounds, 100, found(), None).verdict;
        match wanted {
            Some(wanted) => assert_eq!(verdict, wanted, "{bounds}"),
            None => assert!(matches!(verdict, Verdict::Undecided(Cure::Draws(_))), "{bounds}: {verdict:?}"),
        }
    }
}

#[test]
fn what_has_no_value_fails_and_what_has_no_interval_is_undecided() {
    let nothing = Estimate { value: None, standard_error: None, interval: None, band: None };
    assert_eq!(judged("min = 0", 100, nothing.clone(), None).verdict, Verdict::Failed);
    let bare = Estimate { value: Some(3.0), ..nothing.clone() };
    assert_eq!(judged("min = 0", 100, bare.clone(), None).verdict, Verdict::Undecided(Cure::SecondDraw));
    let change = "baseline = \"summary.json\"\nchange_min = 0";
    for baseline in [None, Some(&bare), Some(&nothing)] {
        let verdict = judged(change, 100, mean(3.0, 0.1), baseline).verdict;
        assert_eq!(verdict, Verdict::Undecided(Cure::Baseline), "{baseline:?}");
    }
}

#[test]
fn one_draw_of_uncertain_inputs_decides_nothing() {
    let sharp = || mean(3.0, 1e-6);
    assert_eq!(judged("min = 1", 1, sharp(), None).verdict, Verdict::Undecided(Cure::SecondDraw));
    assert_eq!(judged("min = 1", 2, sharp(), None).verdict, Verdict::Met);
}

#[test]
fn an_estimate_at_its_bound_is_not_promised_a_verdict() {
    for bounds in ["min = 3", "max = 3", "min = 3\nmax = 3.01", "min = 3\nmax = 3"] {
        let verdict = judged(bounds, 100, mean(3.0, 0.5), None).verdict;
        assert_eq!(verdict, Verdict::Undecided(Cure::AtBound(3.0)), "{bounds}");
    }
}

/// 1.96 · 0.1 is the side; a bound at a tenth of it takes a hundred times the draws.
#[test]
fn a_tenth_of_the_distance_takes_a_hundred_times_the_draws() {
    let side = Confidence::P95.z() * 0.1;
    let bound = 3.0 - 0.1 * side;
    let needed = draws_needed(judged(&format!("min = {bound}"), 400, mean(3.0, 0.1), None));
    assert!((needed - 40_000.0).abs() <= 1.0, "{needed}");
}

/// Wilson's interval of 0 in `n` ends at z²/(n + z²), near enough z²/n.
#[test]
fn a_share_that_was_never_seen_takes_draws_in_proportion() {
    let bounds = wilson(0, 1000, Confidence::P95);
    let needed =
        draws_needed(judged("max = 0.0005", 1000, estimate(0.0, 0.0, bounds.low, bounds.high), None));
    let z = Confidence::P95.z();
    let exact = z * z * (1.0 / 0.0005 - 1.0);
    assert!((needed / exact - 1.0).abs() < 0.01, "{needed} against {exact}");
}

#[test]
fn a_change_carries_both_errors_and_names_a_baseline_that_is_too_noisy() {
    let change = |bounds: &str, error: f64, baseline: f64| {
        let bounds = format!("baseline = \"summary.json\"\n{bounds}");
        judged(&bounds, 400, mean(3.2, error), Some(&mean(3.0, baseline)))
    };
    let z = Confidence::P95.z();
    let judgement = change("change_max = 0.5", 0.03, 0.04);
    let range = judgement.interval.unwrap();
    assert!((judgement.value.unwrap() - 0.2).abs() < 1e-12);
    assert!((range.low - (0.2 - z * 0.05)).abs() < 1e-12 && (range.high - (0.2 + z * 0.05)).abs() < 1e-12);
    assert_eq!(judgement.verdict, Verdict::Met);
    assert_eq!(change("change_max = 0.05", 0.03, 0.04).verdict, Verdict::Failed);
    assert_eq!(change("change_max = 0.25", 0.03, 0.04).verdict, Verdict::Undecided(Cure::Baseline));
    // d² = z² (0.03²·400/D + 0.04²)
    let distance = z * 0.045;
    let needed = draws_needed(change(&format!("change_max = {}", 0.2 + distance), 0.03, 0.04));
    let exact = 400.0 * 0.03 * 0.03 / (0.045 * 0.045 - 0.04 * 0.04);
    assert!((needed - exact).abs() <= 1.0, "{needed} against {exact}");
}

#[test]
fn a_table_with_bounds_of_both_kinds_is_two_expectations() {
    let scenario = scenario(
        "[[expect]]\nmetric = \"p_deal\"\nmin = 0.1\nbaseline = \"old/summary.json\"\nchange_max = 0.2\n",
    );
    let [.., value, change] = scenario.expectations.as_slice() else { panic!("there are two") };
    assert_eq!((value.min, value.max, &value.baseline), (Some(0.1), None, &None));
    assert_eq!((change.min, change.max), (None, Some(0.2)));
    assert_eq!(&*change.baseline.as_ref().unwrap().path, "old/summary.json");
}

proptest! {
    /// With the draws that it asks for and the same estimate it is decided; with clearly fewer it is not.
    #[test]
    fn the_draws_that_it_asks_for_decide(
        value in -5.0..5.0_f64,
        error in 0.01..1.0_f64,
        low in -6.0..5.0_f64,
        width in 0.01..4.0_f64,
        sides in 0..3,
        draws in 2..5000_u64,
    ) {
        let bounds = match sides {
            0 => format!("min = {low}"),
            1 => format!("max = {low}"),
            _ => format!("min = {low}\nmax = {}", low + width),
        };
        let (scenario, expectation) = expectation(&bounds);
        let with = |draws: u64, error: f64| judge_with(&scenario, &expectation, draws, mean(value, error), None);
        if let Verdict::Undecided(Cure::Draws(needed)) = with(draws, error).verdict {
            prop_assume!(needed < 1e12);
            let at = |share: f64| {
                let error = error * (draws as f64 / (needed * share)).sqrt();
                matches!(with(draws, error).verdict, Verdict::Met | Verdict::Failed)
            };
            prop_assert!(needed >= draws as f64);
            prop_assert!(at(1.001));
            prop_assert!(!at(0.98) || needed < 100.0);
        }
    }
}
