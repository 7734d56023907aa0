//! A sweep: metrics along one lever or over two, all points with the same draws and the same luck.

mod contour;
mod contrast;
mod design;
mod lever;
mod observe;
mod reading;

pub use contour::contour;
pub use contrast::Contrast;
pub use design::{Design, InvalidDesign, MOST_POINTS};
pub use lever::{Axis, InvalidLever, Lever, MOST_STEPS, Spacing, Step};
pub use reading::{Course, Reading};

use std::{collections::BTreeMap, io};

use serde::{Serialize, Serializer};

use crate::engine::{DISCLAIMER, Metric, Observed, Options, estimate, summary::Estimate};

/// Version of the layout of [`Sweep`] as JSON.
pub const SCHEMA_VERSION: u32 = 1;

/// What a sweep found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sweep {
    /// Version of this layout.
    pub schema_version: u32,
    /// Version of the tool.
    pub armistice: String,
    /// An illustrative what-if, not a forecast.
    pub disclaimer: String,
    /// The scenario.
    pub scenario: SweptScenario,
    /// Draws at each point.
    pub draws: u64,
    /// Runs of each draw at each point.
    pub replications: u64,
    /// Runs in all.
    pub runs: u64,
    /// The seed, the same at every point.
    pub seed: u64,
    /// False when the sweep was interrupted: then every point has the same, fewer draws.
    pub complete: bool,
    /// One lever or two.
    pub levers: Vec<SweptLever>,
    /// The metrics, the first of which the target is for.
    pub metrics: Vec<String>,
    /// The value of the first metric that is aimed at.
    pub target: Option<f64>,
    /// What is to be said of each metric.
    pub readings: Vec<Reading>,
    /// All points; the first lever moves slowest.
    pub points: Vec<Point>,
    #[serde(skip)]
    asked: Vec<Metric>,
}

/// The scenario of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SweptScenario {
    /// Its name.
    pub name: String,
    /// Its question.
    pub question: String,
    /// What a period is called.
    pub period: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// What was overridden at all points.
    pub overrides: Vec<String>,
}

/// A lever of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SweptLever {
    /// Its name for people.
    pub label: String,
    /// The keys that it moves.
    pub keys: Vec<String>,
    /// `linear`, `log`, `listed` or `levels`.
    pub spacing: &'static str,
    /// Its values.
    pub values: Vec<Setting>,
    /// The least and the greatest central value of its keys in the scenario itself, if they are numbers.
    pub in_scenario: Option<[f64; 2]>,
}

impl SweptLever {
    /// Its values as numbers, if they all are.
    #[must_use]
    pub fn numbers(&self) -> Option<Vec<f64>> {
        self.values.iter().map(|value| value.number).collect()
    }
}

/// A value of a lever: a number in JSON if all values of the lever are, else a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// As a number.
    pub number: Option<f64>,
    /// For people.
    pub shown: String,
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number {
            Some(number) => serializer.serialize_f64(number),
            None => serializer.serialize_str(&self.shown),
        }
    }
}

/// One point of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The value of each lever.
    pub at: Vec<Setting>,
    /// Each metric.
    pub metrics: BTreeMap<String, Estimate>,
}

impl Sweep {
    /// The metrics that were asked for, in order.
    #[must_use]
    pub fn asked(&self) -> &[Metric] {
        &self.asked
    }

    /// A metric at a point.
    ///
    /// # Panics
    /// When the metric was not asked for, or there is no such point.
    #[must_use]
    pub fn estimate(&self, point: usize, metric: Metric) -> &Estimate {
        &self.points[point].metrics[metric.name()]
    }

    /// The target, if it is for this metric.
    #[must_use]
    pub fn target_of(&self, metric: Metric) -> Option<f64> {
        self.target.filter(|_| self.asked.first() == Some(&metric))
    }

    /// How many values each lever has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.levers.iter().map(|lever| lever.values.len()).collect()
    }
}

/// How many runs a sweep takes.
#[must_use]
pub fn runs(design: &Design) -> u64 {
    let simulation = &design.scenario.simulation;
    simulation.draws.saturating_mul(simulation.replications).saturating_mul(design.points().len() as u64)
}

/// Sweeps: runs all draws at all points, or as many draws as there is time for. `progress` is told the runs done so
/// far, of [`runs`], from any thread.
///
/// # Errors
/// When no threads can be had.
pub fn sweep(
    design: &Design,
    metrics: &[Metric],
    target: Option<f64>,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Sweep> {
    let observed = observe::observe(design, metrics.contains(&Metric::Zone), options, progress)?;
    Ok(summarise(design, metrics, target, &observed))
}

fn summarise(design: &Design, metrics: &[Metric], target: Option<f64>, observed: &[Vec<Observed>]) -> Sweep {
    let scenario = &design.scenario;
    let simulation = &scenario.simulation;
    let setting = |step: &Step| Setting { number: step.number, shown: step.shown.clone() };
    let draws = observed.len() as u64;
    let points: Vec<Point> = (design.points().iter().enumerate())
        .map(|(point, at)| {
            let of = |metric: Metric| estimate(at, metric, observed.iter().map(|draw| draw[point]));
            Point {
                at: (design.axes.iter().zip(design.steps(point)))
                    .map(|(axis, step)| setting(&axis.steps[step]))
                    .collect(),
                metrics: metrics.iter().map(|&metric| (metric.name().to_owned(), of(metric))).collect(),
            }
        })
        .collect();
    let mut sweep = Sweep {
        schema_version: SCHEMA_VERSION,
        armistice: env!("CARGO_PKG_VERSION").to_owned(),
        disclaimer: DISCLAIMER.to_owned(),
        scenario: SweptScenario {
            name: scenario.name.to_string(),
            question: scenario.question.to_string(),
            period: scenario.period.to_string(),
            sha256: scenario.text_hash.clone(),
            overrides: scenario.overrides.clone(),
        },
        draws,
        replications: simulation.replications,
        runs: draws * simulation.replications * points.len() as u64,
        seed: simulation.seed,
        complete: draws == simulation.draws,
        levers: (design.axes.iter())
            .map(|axis| SweptLever {
                label: axis.label.clone(),
                keys: axis.keys.clone(),
                spacing: axis.spacing.name(),
                values: axis.steps.iter().map(setting).collect(),
                in_scenario: axis.in_scenario.map(|(low, high)| [low, high]),
            })
            .collect(),
        metrics: metrics.iter().map(|metric| metric.name().to_owned()).collect(),
        target,
        readings: Vec::new(),
        points,
        asked: metrics.to_vec(),
    };
    sweep.readings = metrics.iter().map(|&metric| Reading::of(&sweep, metric, observed)).collect();
    sweep
}
