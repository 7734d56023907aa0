//! Thresholds of made-up metrics, whose crossings are known.

use std::{cell::Cell, sync::LazyLock};

use armistice::{
    engine::{DrawCounts, Metric, Observed, estimate},
    explore::threshold::{Answer, Measured, Question, Verdict, find, most_points},
    scenario::Scenario,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::{FLAGSHIP, parse};

/// A scenario with distributions, so that draws differ.
static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| parse(FLAGSHIP, &[]));

const QUESTION: Question = Question {
    target: 0.5,
    at_most: false,
    from: 0.0,
    to: 1.0,
    points: 9,
    tolerance: 1.0 / 256.0,
    is_whole: false,
};

/// 400 draws of 10 runs in which a durable peace has chance `curve(lever)`, with the same luck at every lever.
fn measured(curve: impl Fn(f64) -> f64, lever: f64, seed: u64) -> Measured {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let draws: Vec<Observed> = (0..400)
        .map(|draw| {
            let mut counts = DrawCounts::of(draw);
            let durable = (0..10).filter(|_| rng.random::<f64>() < curve(lever)).count() as u64;
            counts.outcomes = [10 - durable, 0, 0, durable];
            Observed { counts, zone: None }
        })
        .collect();
    Measured { estimate: estimate(&SCENARIO, Metric::Durable, draws.iter().copied()), draws }
}

fn ask(question: &Question, curve: impl Fn(f64) -> f64 + Copy) -> Answer {
    find(question, Metric::Durable, |lever| Ok(Some(measured(curve, lever, 1)))).unwrap()
}

#[test]
fn a_rising_metric_has_a_smallest_value_within_its_interval() {
    let answer = ask(&QUESTION, |lever| 0.2 + 0.5 * lever);
    assert_eq!(answer.verdict, Verdict::Found);
    let found = answer.threshold.unwrap();
    assert!(found.is_smallest);
    assert!(found.value - found.misses <= QUESTION.tolerance);
    let (low, high) = (found.low.unwrap(), found.high.unwrap());
    // The error of the share is √(.25/4000) = 0.0079, that of the lever twice this: 0.016.
    assert!(low < 0.6 && 0.6 < high && high - low < 0.08, "{found:?}");
    assert!((found.value - 0.6).abs() < 3.0 * 0.016, "{found:?}");
    assert!(answer.points.windows(2).all(|pair| pair[0].lever < pair[1].lever));
}

#[test]
fn a_falling_metric_has_a_largest_value() {
    let found = ask(&QUESTION, |lever| 0.7 - 0.5 * lever).threshold.unwrap();
    assert!(!found.is_smallest && found.value < found.misses);
    assert!(
        (found.value - 0.4).abs() < 0.05 && found.low.unwrap() < 0.4 && found.high.unwrap() > 0.4,
        "{found:?}"
    );
}

#[test]
fn at_most_turns_the_question_around() {
    let question = Question { at_most: true, target: 0.4, ..QUESTION };
    let found = ask(&question, |lever| 0.7 - 0.5 * lever).threshold.unwrap();
    assert!(found.is_smallest);
    assert!(
        (found.value - 0.6).abs() < 0.05 && found.low.unwrap() < 0.6 && found.high.unwrap() > 0.6,
        "{found:?}"
    );
}

#[test]
fn a_target_out_of_reach_is_never_reached_and_one_met_throughout_always() {
    assert_eq!(ask(&QUESTION, |lever| 0.1 + 0.2 * lever).verdict, Verdict::Never);
    assert_eq!(ask(&QUESTION, |lever| 0.7 + 0.2 * lever).verdict, Verdict::Always);
}

#[test]
fn a_metric_that_goes_up_and_down_is_not_monotone() {
    let answer = ask(&QUESTION, |lever| 0.2 + 2.0 * lever * (1.0 - lever));
    assert_eq!(answer.verdict, Verdict::NotMonotone);
    assert_eq!(answer.crossings.len(), 2);
    assert!(answer.reversal.unwrap().change.abs() > 0.2);
    // 0.2 + 2x(1 − x) = 0.5 first at x = (1 − √0.4)/2 = 0.1838.
    assert!((answer.threshold.unwrap().value - 0.1838).abs() < 0.03);
}

#[test]
fn a_whole_lever_takes_whole_numbers_only() {
    let question = Question { from: 1.0, to: 40.0, is_whole: true, ..QUESTION };
    let answer = ask(&question, |lever| lever / 40.0);
    assert!(answer.points.iter().all(|point| point.lever.fract() == 0.0));
    let found = answer.threshold.unwrap();
    assert_eq!(found.value - found.misses, 1.0);
    assert!((19.0..=21.0).contains(&found.value));
}

#[test]
fn an_interval_may_reach_beyond_the_range() {
    let answer = ask(&Question { to: 0.605, ..QUESTION }, |lever| 0.2 + 0.5 * lever);
    // Whichever side of the target chance put the end on, nothing is made up beyond it.
    assert!(answer.threshold.is_none_or(|found| found.high.is_none()));
}

#[test]
fn a_cancelled_search_is_incomplete_and_no_more_is_tried_than_announced() {
    let tried = Cell::new(0);
    let answer = find(&QUESTION, Metric::Durable, |lever| {
        tried.set(tried.get() + 1);
        Ok((tried.get() <= 12).then(|| measured(|lever| lever, lever, 3)))
    });
    assert_eq!(answer.unwrap().verdict, Verdict::Incomplete);
    tried.set(0);
    let _ = find(&QUESTION, Metric::Durable, |lever| {
        tried.set(tried.get() + 1);
        Ok(Some(measured(|lever| lever, lever, 3)))
    });
    assert!(tried.get() <= most_points(&QUESTION), "{}", tried.get());
}

/// The interval of the threshold covers the truth in 95 % of experiments: 300 of them have a standard error of 1.3 %.
#[test]
fn the_interval_of_the_threshold_covers_the_truth() {
    let covered = (0..300)
        .filter(|seed| {
            let curve = |lever: f64| 0.2 + 0.5 * lever;
            let answer =
                find(&QUESTION, Metric::Durable, |lever| Ok(Some(measured(curve, lever, 1000 + seed))));
            let found = answer.unwrap().threshold.unwrap();
            found.low.is_none_or(|low| low <= 0.6) && found.high.is_none_or(|high| high >= 0.6)
        })
        .count();
    assert!((273..=297).contains(&covered), "{covered} of 300");
}
