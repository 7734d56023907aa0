//! The value of a lever at which a metric reaches a target: a coarse grid first, then bisection, all points under the
//! same draws and luck.
//!
//! Common random numbers make the metric a fixed function of the lever, so that bisection has something to converge
//! to. Its error is read sideways: the limits are the lever values at which the ends of the metric's own 95 % interval
//! cross the target (inverse estimation; Brown, *Measurement, Regression, and Calibration*, 1993, §2.3). The grid is
//! there to be honest: a target may be out of reach, and a metric that goes up and down has no one threshold.

use std::io;

use serde::Serialize;

use super::compare::difference;
use crate::engine::{
    Metric, Observed,
    summary::{Estimate, Range},
};

/// Standard errors by which a metric must go against its course to count as not monotone: with the 36 pairs of nine
/// points, chance alone does so once in twenty times.
const AGAINST: f64 = 3.0;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The metric's target.
    pub target: f64,
    /// Whether the metric is to be at most the target, not at least.
    pub at_most: bool,
    /// The least value of the lever.
    pub from: f64,
    /// The greatest value of the lever, above `from`.
    pub to: f64,
    /// Points of the coarse grid, ends included, at least 2.
    pub points: usize,
    /// How narrow the bracket of the threshold must be, above 0.
    pub tolerance: f64,
    /// Whether the lever takes whole numbers only.
    pub is_whole: bool,
}

/// The metric at one value of the lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Its estimate.
    pub estimate: Estimate,
    /// Its draws.
    pub draws: Vec<Observed>,
}

/// A value of the lever and what it gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The lever.
    pub lever: f64,
    /// The metric.
    pub estimate: Estimate,
    /// Whether it is on the coarse grid.
    pub on_grid: bool,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The metric reaches the target at the threshold.
    Found,
    /// It reaches it at every point of the grid.
    Always,
    /// It reaches it at no point of the grid.
    Never,
    /// It goes up and down by more than chance: there may be several thresholds.
    NotMonotone,
    /// It has no value at some point of the grid, such as the durability of deals where nothing is signed.
    NoValue,
    /// Interrupted before it was found.
    Incomplete,
}

/// Where the target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// The value of the lever on the side that reaches the target.
    pub value: f64,
    /// The nearest value that was tried and does not reach it.
    pub misses: f64,
    /// Whether the target is reached from here upwards: the smallest value that reaches it, not the largest.
    pub is_smallest: bool,
    /// Lower end of the 95 % interval; `None` where it lies below the range.
    pub low: Option<f64>,
    /// Upper end; `None` where it lies above the range.
    pub high: Option<f64>,
}

/// A course against the rest, larger than chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reversal {
    /// Value of the lever.
    pub from: f64,
    /// A greater value.
    pub to: f64,
    /// What the metric does between them.
    pub change: f64,
    /// Its paired 95 % interval.
    pub interval: Option<Range>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What was found.
    pub verdict: Verdict,
    /// Where; also where the metric is not monotone, as the first crossing on the grid.
    pub threshold: Option<Threshold>,
    /// All brackets of the grid between which the target is crossed.
    pub crossings: Vec<[f64; 2]>,
    /// The largest course against the rest, if one is larger than chance.
    pub reversal: Option<Reversal>,
    /// Every value of the lever that was tried, in order.
    pub points: Vec<Point>,
}

/// The most values of the lever that [`find`] tries.
#[must_use]
pub fn most_points(question: &Question) -> u64 {
    let step = (question.to - question.from) / (question.points.max(2) - 1) as f64;
    let halvings = libm::ceil(libm::log2((step / question.tolerance).max(1.0)));
    question.points as u64 + 3 * halvings as u64
}

/// Answers a question. `measure` gives the metric at a value of the lever, or `None` when it is cancelled; it must use
/// the same draws and luck at all of them.
///
/// # Errors
/// What `measure` fails with.
pub fn find(
    question: &Question,
    metric: Metric,
    mut measure: impl FnMut(f64) -> io::Result<Option<Measured>>,
) -> io::Result<Answer> {
    let mut grid: Vec<(f64, Measured)> = Vec::new();
    for lever in coarse(question) {
        match measure(lever)? {
            Some(measured) => grid.push((lever, measured)),
            None => return Ok(answer(Verdict::Incomplete, &grid)),
        }
    }
    let mut answer = answer(Verdict::Found, &grid);
    if answer.points.iter().any(|point| point.estimate.value.is_none()) {
        answer.verdict = Verdict::NoValue;
        return Ok(answer);
    }
    let reaches = |point: &Point| meets(question, point.estimate.value);
    let pairs = answer.points.windows(2).filter(|pair| reaches(&pair[0]) != reaches(&pair[1]));
    answer.crossings = pairs.map(|pair| [pair[0].lever, pair[1].lever]).collect();
    answer.reversal = reversal(&grid, metric);
    let starts = reaches(&answer.points[0]);
    if answer.crossings.is_empty() {
        answer.verdict = if starts { Verdict::Always } else { Verdict::Never };
        return Ok(answer);
    }
    let mut search = Search { question, points: answer.points, measure: &mut measure };
    let found = search.threshold(!starts)?;
    answer.points = search.points;
    answer.threshold = found;
    answer.verdict = match found {
        None => Verdict::Incomplete,
        Some(_) if answer.reversal.is_some() => Verdict::NotMonotone,
        Some(_) => Verdict::Found,
    };
    Ok(answer)
}

fn answer(verdict: Verdict, grid: &[(f64, Measured)]) -> Answer {
    let points = grid
        .iter()
        .map(|(lever, measured)| Point { lever: *lever, estimate: measured.estimate.clone(), on_grid: true })
        .collect();
    Answer { verdict, threshold: None, crossings: Vec::new(), reversal: None, points }
}

/// The coarse grid, rising.
fn coarse(question: &Question) -> Vec<f64> {
    let last = question.points.max(2) - 1;
    let mut grid: Vec<f64> = (0..=last)
        .map(|place| {
            let lever = question.from + (question.to - question.from) * place as f64 / last as f64;
            if question.is_whole { libm::round(lever) } else { lever }
        })
        .collect();
    grid[last] = question.to;
    grid.dedup();
    grid
}

fn meets(question: &Question, value: Option<f64>) -> bool {
    value.is_some_and(
        |value| if question.at_most { value <= question.target } else { value >= question.target },
    )
}

/// The largest course against the one from the first point to the last, if it is more than chance.
fn reversal(grid: &[(f64, Measured)], metric: Metric) -> Option<Reversal> {
    let between = |i: usize, j: usize| difference(&grid[i].1.draws, &grid[j].1.draws, metric);
    let course = between(0, grid.len() - 1)?.value;
    let mut worst: Option<(f64, Reversal)> = None;
    for i in 0..grid.len() {
        for j in i + 1..grid.len() {
            let Some(one) = between(i, j) else { continue };
            let against = if course >= 0.0 { -one.value } else { one.value };
            let errors = one.standard_error.map_or(0.0, |error| against / error.max(f64::MIN_POSITIVE));
            if errors > AGAINST && worst.is_none_or(|(size, _)| against > size) {
                let (from, to) = (grid[i].0, grid[j].0);
                worst = Some((against, Reversal { from, to, change: one.value, interval: one.interval }));
            }
        }
    }
    worst.map(|(_, reversal)| reversal)
}

/// Bisection on what has been measured so far.
struct Search<'s, M> {
    question: &'s Question,
    points: Vec<Point>,
    measure: &'s mut M,
}

/// Which crossing of several is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    First,
    Last,
}

impl<M: FnMut(f64) -> io::Result<Option<Measured>>> Search<'_, M> {
    /// The first crossing and its limits; `None` when it was cancelled.
    fn threshold(&mut self, is_smallest: bool) -> io::Result<Option<Threshold>> {
        let question = self.question;
        // An end of the interval in the direction of the target, and the other one.
        let end = |point: &Point, is_upper: bool| {
            point.estimate.interval.map(|range| if is_upper { range.high } else { range.low })
        };
        let value = |point: &Point| meets(question, point.estimate.value);
        let kindly = |point: &Point| meets(question, end(point, !question.at_most).or(point.estimate.value));
        let strictly = |point: &Point| meets(question, end(point, question.at_most).or(point.estimate.value));
        // The interval is the wider one where an end crosses more than once.
        let (first, last) =
            if is_smallest { (Which::First, Which::Last) } else { (Which::Last, Which::First) };
        let Some(Crossing::Between(left, right)) = self.cross(value, is_smallest, Which::First)? else {
            return Ok(None);
        };
        let Some(kind) = self.cross(kindly, is_smallest, first)? else { return Ok(None) };
        let Some(strict) = self.cross(strictly, is_smallest, last)? else { return Ok(None) };
        let low = if is_smallest { kind } else { strict };
        let high = if is_smallest { strict } else { kind };
        Ok(Some(Threshold {
            value: if is_smallest { right } else { left },
            misses: if is_smallest { left } else { right },
            is_smallest,
            low: low.left(),
            high: high.right(),
        }))
    }

    /// Where `holds` begins (`rising`) or ends to hold, to within the tolerance; `None` when it was cancelled.
    fn cross(
        &mut self,
        holds: impl Fn(&Point) -> bool,
        rising: bool,
        which: Which,
    ) -> io::Result<Option<Crossing>> {
        let mut places = (1..self.points.len())
            .filter(|&place| holds(&self.points[place]) == rising && holds(&self.points[place - 1]) != rising)
            .collect::<Vec<_>>()
            .into_iter();
        let place = if which == Which::First { places.next() } else { places.next_back() };
        let Some(place) = place else { return Ok(Some(Crossing::Outside)) };
        let (mut left, mut right) = (self.points[place - 1].lever, self.points[place].lever);
        let tolerance = if self.question.is_whole { 1.0 } else { self.question.tolerance };
        while right - left > tolerance {
            let middle = 0.5 * (left + right);
            let middle = if self.question.is_whole { libm::floor(middle) } else { middle };
            if middle <= left || middle >= right {
                break;
            }
            let Some(measured) = (self.measure)(middle)? else { return Ok(None) };
            let point = Point { lever: middle, estimate: measured.estimate, on_grid: false };
            if holds(&point) == rising {
                right = middle;
            } else {
                left = middle;
            }
            let at = self.points.partition_point(|other| other.lever < middle);
            self.points.insert(at, point);
        }
        Ok(Some(Crossing::Between(left, right)))
    }
}

/// Where something begins to hold.
#[derive(Clone, Copy)]
enum Crossing {
    /// Between two values of the lever.
    Between(f64, f64),
    /// Nowhere in the range.
    Outside,
}

impl Crossing {
    const fn left(self) -> Option<f64> {
        match self {
            Self::Between(left, _) => Some(left),
            Self::Outside => None,
        }
    }

    const fn right(self) -> Option<f64> {
        match self {
            Self::Between(_, right) => Some(right),
            Self::Outside => None,
        }
    }
}
