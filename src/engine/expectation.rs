//! Whether results are as expected, decided on the 95 % interval and not on the estimate.
//!
//! With the estimate `x`, its interval `[l, u]` and the bounds `[min, max]`, an expectation is met if
//! `min ≤ l` and `u ≤ max`, failed if `u < min` or `max < l`, and otherwise the run is too noisy to tell. The interval's
//! sides shrink as 1/√draws (of a share that was never or always seen, as 1/draws), so a bound at the distance `d`
//! from `x`, with a side of the length `w` towards it, would be out of the interval after about `draws · (w/d)²`, if the
//! estimate stays where it is. In a change, the side of the baseline `v` stays as it is: then it is `w²/(d² − v²)`.

use crate::{
    scenario::{Expectation, Scenario},
    statistics::{Interval, difference},
};

use super::{
    Summary,
    summary::{Estimate, Range},
};

/// How an expectation fared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// Whether it is met.
    pub verdict: Verdict,
    /// The estimate: of the metric, or of its change.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Range>,
}

/// Whether an expectation is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// All of the interval is within the bounds.
    Met,
    /// None of it is, or there is nothing to estimate from.
    Failed,
    /// Some of it is: too noisy to tell.
    Undecided(Cure),
}

/// What would decide what is undecided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cure {
    /// About so many draws in all, if the estimate stays where it is.
    Draws(f64),
    /// A second draw at least: one alone does not show how much draws differ.
    SecondDraw,
    /// A more precise baseline.
    Baseline,
    /// Perhaps nothing: the estimate is at this bound.
    AtBound(f64),
}

/// Judges what a scenario expects of its summary; a change needs the baseline's estimate of the metric.
#[must_use]
pub fn judge(
    scenario: &Scenario,
    summary: &Summary,
    expectation: &Expectation,
    baseline: Option<&Estimate>,
) -> Judgement {
    let undecided = |value, cure| Judgement { verdict: Verdict::Undecided(cure), value, interval: None };
    let estimate = summary.metrics.get(&*expectation.metric);
    let Some((estimate, value)) = estimate.and_then(|estimate| Some((estimate, estimate.value?))) else {
        return Judgement { verdict: Verdict::Failed, value: None, interval: None };
    };
    let before = match (&expectation.baseline, baseline) {
        (None, _) => None,
        (Some(_), Some(Estimate { value: Some(value), interval: Some(range), .. })) => {
            Some((*value, Interval { low: range.low, high: range.high }))
        }
        (Some(_), _) => return undecided(None, Cure::Baseline),
    };
    let change = value - before.map_or(0.0, |(before, _)| before);
    let one_of_many = summary.counts.draws < 2 && !scenario.is_fixed();
    let Some(own) = estimate.interval.filter(|_| !one_of_many) else {
        return undecided(Some(change), Cure::SecondDraw);
    };
    let own = Interval { low: own.low, high: own.high };
    let interval = before.map_or(own, |before| difference((value, own), before));

    let min = expectation.min.unwrap_or(f64::NEG_INFINITY);
    let max = expectation.max.unwrap_or(f64::INFINITY);
    let verdict = if min <= interval.low && interval.high <= max {
        Verdict::Met
    } else if interval.high < min || max < interval.low {
        Verdict::Failed
    } else {
        // The bounds that the estimate has to be told from: of two that it is beyond, the nearer one.
        let nearest = change.max(min).min(max);
        let bounds = [(min, interval.low < min), (max, max < interval.high)];
        let bounds = bounds
            .into_iter()
            .filter(|&(bound, is_within)| if nearest == change { is_within } else { bound == nearest });
        let settle = Settle {
            draws: summary.counts.draws as f64,
            never_varied: estimate.standard_error == Some(0.0),
            change,
            sides: [value - own.low, own.high - value],
            baseline: before.map_or([0.0; 2], |(value, of)| [of.high - value, value - of.low]),
        };
        Verdict::Undecided(
            bounds.map(|(bound, _)| settle.cure(bound)).reduce(graver).unwrap_or(Cure::SecondDraw),
        )
    };
    Judgement {
        verdict,
        value: Some(change),
        interval: Some(Range { low: interval.low, high: interval.high }),
    }
}

/// What it takes to tell an estimate from a bound.
struct Settle {
    draws: f64,
    /// Whether the share was never or always seen.
    never_varied: bool,
    /// The estimate.
    change: f64,
    /// How far its own interval reaches below and above it.
    sides: [f64; 2],
    /// How far the baseline's interval adds to that.
    baseline: [f64; 2],
}

impl Settle {
    fn cure(&self, bound: f64) -> Cure {
        let distance = (bound - self.change).abs();
        let side = usize::from(bound > self.change);
        if distance == 0.0 {
            return Cure::AtBound(bound);
        }
        let left = distance * distance - self.baseline[side] * self.baseline[side];
        if left <= 0.0 {
            return Cure::Baseline;
        }
        let times = self.sides[side] / libm::sqrt(left);
        Cure::Draws(libm::ceil(self.draws * if self.never_varied { times } else { times * times }))
    }
}

/// The one of two cures that asks for more.
fn graver(a: Cure, b: Cure) -> Cure {
    match (a, b) {
        (Cure::Draws(a), Cure::Draws(b)) => Cure::Draws(a.max(b)),
        (Cure::Draws(_), other) | (other, _) => other,
    }
}
