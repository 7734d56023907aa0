//! What is to be said of a metric in a sweep: where it is least and most, what it does along a lever, and where it
//! reaches the target.

use serde::Serialize;

use crate::engine::{Metric, Observed};

use super::{Contrast, Sweep};

/// Standard errors that the ends of a curve must be apart, to be told apart.
const ERRORS: f64 = 2.0;
/// The same for points that were picked because they are extreme.
const ERRORS_OF_EXTREMES: f64 = 3.0;

/// What a metric does from the least value of a lever to the greatest, chance set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Its end is above its beginning.
    Rises,
    /// Its end is below its beginning.
    Falls,
    /// It is highest between the ends.
    Peaks,
    /// It is lowest between the ends.
    Dips,
    /// It hardly moves.
    Flat,
}

/// What is to be said of a metric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// The metric.
    pub metric: String,
    /// The point at which it is least; `None` if it has no value anywhere.
    pub least: Option<usize>,
    /// The point at which it is most.
    pub most: Option<usize>,
    /// Between these two, draw for draw.
    pub spread: Option<Contrast>,
    /// Whether the spread is more than chance.
    pub spread_is_clear: bool,
    /// What it does along one lever of numbers.
    pub course: Option<Course>,
    /// From the first point with a value to the last, along one lever of numbers.
    pub change: Option<Contrast>,
    /// The points that reach the target.
    pub reached: Option<Vec<usize>>,
    /// Where one lever of numbers crosses the target, between two points in proportion.
    pub crossings: Option<Vec<f64>>,
}

impl Reading {
    pub(super) fn of(sweep: &Sweep, metric: Metric, observed: &[Vec<Observed>]) -> Self {
        let values: Vec<(usize, f64)> = (0..sweep.points.len())
            .filter_map(|point| Some((point, sweep.estimate(point, metric).value?)))
            .collect();
        let by_value = |one: &&(usize, f64), other: &&(usize, f64)| one.1.total_cmp(&other.1);
        let least = values.iter().min_by(by_value).map(|(point, _)| *point);
        // The first of equals, as for the least.
        let most = values.iter().rev().max_by(by_value).map(|(point, _)| *point);
        let ratios = |point: usize| -> Vec<(u64, u64)> {
            observed.iter().map(|draw| draw[point].ratio(metric)).collect()
        };
        let contrast = |from: usize, to: usize| Contrast::of(&ratios(from), &ratios(to));
        let spread = least.zip(most).and_then(|(least, most)| contrast(least, most));
        let margin = if metric.is_share() { 0.005 } else { 0.05 };
        let numbers = match sweep.levers.as_slice() {
            [lever] => lever.numbers(),
            _ => None,
        };
        let ends = values.first().zip(values.last()).filter(|_| numbers.is_some());
        let change = ends.and_then(|(first, last)| contrast(first.0, last.0));
        let course = ends.zip(least.zip(most)).map(|((first, last), (least, most))| {
            let apart = |from: usize, to: usize| {
                from != to && contrast(from, to).is_some_and(|it| it.is_clear(ERRORS_OF_EXTREMES, margin))
            };
            let is_clear = change.is_some_and(|change| change.is_clear(ERRORS, margin));
            if apart(first.0, most) && apart(last.0, most) {
                Course::Peaks
            } else if apart(first.0, least) && apart(last.0, least) {
                Course::Dips
            } else if is_clear && last.1 > first.1 {
                Course::Rises
            } else if is_clear {
                Course::Falls
            } else {
                Course::Flat
            }
        });
        let target = sweep.target_of(metric);
        Self {
            metric: metric.name().to_owned(),
            least,
            most,
            spread,
            spread_is_clear: spread.is_some_and(|spread| spread.is_clear(ERRORS_OF_EXTREMES, margin)),
            course,
            change,
            reached: target
                .map(|target| values.iter().filter(|(_, value)| *value >= target).map(|it| it.0).collect()),
            crossings: target.zip(numbers).map(|(target, numbers)| crossings(&values, &numbers, target)),
        }
    }
}

/// Where a line through the points crosses the target.
fn crossings(values: &[(usize, f64)], numbers: &[f64], target: f64) -> Vec<f64> {
    values
        .windows(2)
        .filter_map(|pair| {
            let [(from, below), (to, above)] = *pair else { return None };
            let part = (target - below) / (above - below);
            ((below >= target) != (above >= target))
                .then(|| numbers[from] + part * (numbers[to] - numbers[from]))
        })
        .collect()
}
