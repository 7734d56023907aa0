//! Draws are added until a metric is precise: its standard error is at most a wanted one.
//!
//! The rule is Chow and Robbins's (*Annals of Mathematical Statistics* 36, 1965): the error is estimated from what
//! there is, and the interval at the end covers the truth about as often as it says when the wanted error is small.
//! An error estimated from few draws is not believed, hence a least number of draws; and a share of which nothing or
//! everything was seen has no error yet, so that the half-width of Wilson's interval stands for it.

use std::{io, sync::atomic::AtomicU64};

use serde::Serialize;

use super::{
    Metric, Options, Partial, RunRecord, Summary, parallel, strength,
    summarise::{metrics, summarise},
    summary::Estimate,
    tally::Tally,
};
use crate::{scenario::Scenario, statistics::Confidence};

/// Draws before which no error is believed.
pub const LEAST_DRAWS: u64 = 100;

/// How much more there must be for another point of the convergence.
const GROWTH: f64 = 1.1;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Until {
    /// What is to be precise.
    #[serde(serialize_with = "name")]
    pub metric: Metric,
    /// The standard error that it is to have at most, above 0.
    pub standard_error: f64,
}

fn name<S: serde::Serializer>(metric: &Metric, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(metric.name())
}

/// How a metric became precise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Convergence {
    /// What was wanted.
    pub until: Until,
    /// Whether it was reached.
    pub reached: bool,
    /// The metric after some draws, ever more; the last is where it ended.
    pub points: Vec<Converging>,
}

/// A metric after some draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Converging {
    /// Draws.
    pub draws: u64,
    /// The metric.
    pub estimate: Estimate,
}

impl Until {
    /// The error of an estimate: the standard error, or, for a share of which nothing or everything was seen, the
    /// half-width of its interval in standard errors; `None` without a value.
    #[must_use]
    pub fn error(&self, estimate: &Estimate) -> Option<f64> {
        let value = estimate.value?;
        if self.metric.is_share() && (value <= 0.0 || value >= 1.0) {
            return estimate.interval.map(|range| (range.high - range.low) / 2.0 / Confidence::P95.z());
        }
        estimate.standard_error
    }

    fn is_met(&self, draws: u64, estimate: &Estimate) -> bool {
        draws >= LEAST_DRAWS && self.error(estimate).is_some_and(|error| error <= self.standard_error)
    }

    /// Draws that it will probably take, judged by those that there are.
    fn expected(&self, draws: u64, estimate: &Estimate) -> Option<u64> {
        let times = self.error(estimate)? / self.standard_error;
        Some(libm::ceil(draws as f64 * times * times).max(LEAST_DRAWS as f64) as u64)
    }
}

/// Simulates a scenario until a metric is precise, with at most its own number of draws.
///
/// `settled` gives the scenario with the number of draws that it came to: the summary and the rows are then those of
/// [`simulate`](super::simulate) with it. `expects` is told how many runs it will probably take.
///
/// # Errors
/// What `rows` fails with, or when no threads can be had.
///
pub fn simulate_until(
    scenario: &Scenario,
    until: &Until,
    settled: &(dyn Fn(u64) -> Scenario + Sync),
    options: &Options<'_>,
    (progress, expects): (&(dyn Fn(u64) + Sync), &(dyn Fn(u64) + Sync)),
    mut rows: &mut (dyn FnMut(&[RunRecord]) -> io::Result<()> + Send),
) -> io::Result<(Summary, Convergence)> {
    options.pool()?.install(|| {
        let shared = parallel::Shared::new(scenario);
        let curve_runs = strength::runs(scenario);
        let mut points: Vec<Converging> = Vec::new();
        let mut enough = |tally: &Tally| {
            let estimate = metric_of(scenario, tally, until.metric);
            let is_met = until.is_met(tally.draws, &estimate);
            if let Some(draws) = until.expected(tally.draws, &estimate) {
                let draws = draws.clamp(tally.draws, scenario.simulation.draws);
                expects(draws.saturating_mul(scenario.simulation.replications).saturating_add(curve_runs));
            }
            let last = points.last().map_or(0.0, |point| point.draws as f64);
            if is_met || tally.draws as f64 >= GROWTH * last {
                points.push(Converging { draws: tally.draws, estimate });
            }
            is_met
        };
        let part = Partial::whole(scenario);
        let tally = parallel::run_all(&shared, options, progress, part, &mut rows, &mut enough)?.into_tally();
        let estimate = metric_of(scenario, &tally, until.metric);
        let reached = until.is_met(tally.draws, &estimate);
        if points.last().is_none_or(|point| point.draws < tally.draws) {
            points.push(Converging { draws: tally.draws, estimate });
        }
        let scenario = settled(tally.draws.max(1));
        let shared = parallel::Shared::new(&scenario);
        let done = AtomicU64::new(tally.runs);
        let curve = strength::curve(&shared, options, &done, progress);
        let convergence = Convergence { until: *until, reached, points };
        Ok((summarise(&scenario, &tally, curve), convergence))
    })
}

fn metric_of(scenario: &Scenario, tally: &Tally, metric: Metric) -> Estimate {
    metrics(scenario, tally).remove(metric.name()).expect("every metric is in a summary")
}
