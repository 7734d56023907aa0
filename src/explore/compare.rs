//! Two or more sides under the same draws and the same luck: how far apart each metric is, and whether that is noise.
//!
//! Each further side is compared with the first, draw by draw, with the interval of [`PairedRatios`].

use std::io;

use serde::Serialize;

use crate::{
    engine::{
        DISCLAIMER, Laboratory, Metric, Observed, Options, estimate,
        laboratory::in_order,
        summary::{Estimate, Range},
    },
    scenario::Scenario,
    statistics::{Confidence, PairedRatios},
};

/// Version of the JSON document.
pub const SCHEMA_VERSION: u32 = 1;

/// Draws that must differ before an interval of their difference can be trusted.
const ENOUGH: u64 = 10;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// What it is called.
    pub name: &'s str,
    /// The scenario with its changes. All sides have the seed, the draws and the replications of the first.
    pub scenario: &'s Scenario,
}

/// A comparison, ready to be written as JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice.
    pub armistice: String,
    /// What this is and is not.
    pub disclaimer: String,
    /// Parameter draws that are complete on all sides.
    pub draws: u64,
    /// Runs within a draw.
    pub replications: u64,
    /// Seed that all sides share.
    pub seed: u64,
    /// Whether all draws were run.
    pub complete: bool,
    /// What is compared; the first is the baseline.
    pub sides: Vec<SideFacts>,
    /// Metric by metric.
    pub metrics: Vec<MetricComparison>,
    /// What limits the comparison.
    pub notes: Vec<String>,
}

/// What a side is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideFacts {
    /// What it is called.
    pub name: String,
    /// Its scenario's name.
    pub scenario: String,
    /// SHA-256 of its scenario's text.
    pub hash: String,
    /// Its overrides.
    pub overrides: Vec<String>,
}

/// One metric on all sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricComparison {
    /// Its key.
    pub metric: String,
    /// Its name for people.
    pub label: String,
    /// Whether it is a share, in `[0, 1]`.
    pub is_share: bool,
    /// Its value on each side.
    pub values: Vec<Estimate>,
    /// Each further side against the first; `None` where one of them has no value.
    pub differences: Vec<Option<Difference>>,
}

/// How far a side is from the first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The side less the first.
    pub value: f64,
    /// Standard error under common random numbers; `None` with one draw.
    pub standard_error: Option<f64>,
    /// 95 % paired interval.
    pub interval: Option<Range>,
    /// What can be said.
    pub verdict: Verdict,
    /// Share of draws whose own difference has the sign of `value`, among those with a value on both sides.
    pub sign_holds: Option<f64>,
    /// Share of these draws without a difference.
    pub no_difference: Option<f64>,
    /// Share of the variance that common random numbers took away, against independent runs.
    pub variance_saved: Option<f64>,
    /// Draws at which a difference of this size would be told from noise with a chance of 80 %.
    pub draws_to_settle: Option<u64>,
    /// Draws whose own values differ.
    pub draws_that_differ: u64,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No draw differs.
    Identical,
    /// The 95 % interval leaves 0 out.
    Differs,
    /// The 95 % interval leaves 0 out, but fewer than ten draws differ, too few for the interval to be trusted.
    DiffersInFewDraws,
    /// The 95 % interval includes 0: it may be chance.
    Noise,
    /// One draw alone has no interval.
    Unknown,
}

/// Runs all sides, draw by draw, for these metrics; the outer list is of draws. Cancelled, it has the draws that are
/// complete.
///
/// # Errors
/// When no threads can be had.
pub fn observe(
    sides: &[Side<'_>],
    metrics: &[Metric],
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Vec<Vec<Observed>>> {
    let Some(first) = sides.first() else { return Ok(Vec::new()) };
    let simulation = &first.scenario.simulation;
    let laboratories: Vec<Laboratory<'_>> = sides.iter().map(|side| Laboratory::new(side.scenario)).collect();
    let runs = simulation.replications * sides.len() as u64;
    let zone = metrics.contains(&Metric::Zone);
    in_order(simulation.draws, options, &|draws| progress(draws * runs), |draw| {
        let run = |laboratory: &Laboratory<'_>| laboratory.run_draw(draw, simulation.replications, zone);
        laboratories.iter().map(run).collect()
    })
}

/// Compares the draws of [`observe`].
///
/// # Panics
/// Without a side.
#[must_use]
pub fn compare(sides: &[Side<'_>], draws: &[Vec<Observed>], metrics: &[Metric]) -> Comparison {
    let simulation = &sides[0].scenario.simulation;
    let columns: Vec<Vec<Observed>> =
        (0..sides.len()).map(|side| draws.iter().map(|draw| draw[side]).collect()).collect();
    let metrics = metrics.iter().map(|&metric| {
        let estimates = sides
            .iter()
            .zip(&columns)
            .map(|(side, column)| estimate(side.scenario, metric, column.iter().copied()));
        let values: Vec<Estimate> = estimates.collect();
        let difference = |side: usize| {
            values[0].value.and(values[side].value)?;
            difference(&columns[0], &columns[side], metric)
        };
        let differences = (1..sides.len()).map(difference).collect();
        MetricComparison {
            metric: metric.name().to_owned(),
            label: metric.label().to_owned(),
            is_share: metric.is_share(),
            values,
            differences,
        }
    });
    Comparison {
        schema_version: SCHEMA_VERSION,
        armistice: env!("CARGO_PKG_VERSION").to_owned(),
        disclaimer: DISCLAIMER.to_owned(),
        draws: draws.len() as u64,
        replications: simulation.replications,
        seed: simulation.seed,
        complete: draws.len() as u64 == simulation.draws,
        metrics: metrics.collect(),
        sides: sides.iter().map(facts).collect(),
        notes: notes(sides, draws.len()),
    }
}

/// How far the second column is from the first; `None` if one of them has no value of the metric.
#[must_use]
pub fn difference(first: &[Observed], second: &[Observed], metric: Metric) -> Option<Difference> {
    let pairs: Vec<_> = first.iter().zip(second).map(|(a, b)| [a.ratio(metric), b.ratio(metric)]).collect();
    let paired = PairedRatios::of(&pairs)?;
    let (value, signs) = (paired.difference(), paired.signs);
    let interval =
        paired.interval(Confidence::P95).map(|interval| Range { low: interval.low, high: interval.high });
    let both = signs.higher + signs.same + signs.lower;
    let share = |count: u64| (both > 0).then(|| count as f64 / both as f64);
    let differ = pairs.iter().filter(|[(ya, na), (yb, nb)]| (ya, na) != (yb, nb)).count() as u64;
    let verdict = match interval {
        _ if differ == 0 => Verdict::Identical,
        None => Verdict::Unknown,
        Some(range) if range.low <= 0.0 && range.high >= 0.0 => Verdict::Noise,
        Some(_) if differ < ENOUGH => Verdict::DiffersInFewDraws,
        Some(_) => Verdict::Differs,
    };
    Some(Difference {
        value,
        standard_error: paired.standard_error(),
        interval,
        verdict,
        sign_holds: share(if value > 0.0 {
            signs.higher
        } else if value < 0.0 {
            signs.lower
        } else {
            signs.same
        }),
        no_difference: share(signs.same),
        variance_saved: paired.variance_saved(),
        draws_to_settle: paired.draws_to_settle(Confidence::P95),
        draws_that_differ: differ,
    })
}

fn facts(side: &Side<'_>) -> SideFacts {
    SideFacts {
        name: side.name.to_owned(),
        scenario: side.scenario.name.to_string(),
        hash: side.scenario.text_hash.clone(),
        overrides: side.scenario.overrides.clone(),
    }
}

fn notes(sides: &[Side<'_>], draws: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let first = sides[0].scenario;
    let times =
        |scenario: &Scenario| (scenario.simulation.hold, scenario.simulation.pause, scenario.period.clone());
    for side in &sides[1..] {
        if times(side.scenario) != times(first) {
            let [hold, other] = [first, side.scenario].map(|scenario| {
                format!(
                    "{} {}s (pause {})",
                    scenario.simulation.hold, scenario.period, scenario.simulation.pause
                )
            });
            notes.push(format!(
                "{} watches {hold} after signing, {} {other}: what is durable and what a pause is not the same on both sides.",
                sides[0].name, side.name
            ));
        }
    }
    if draws == 1 {
        notes.push("One draw has no interval: --draws 2 or more are needed.".to_owned());
    }
    notes
}
