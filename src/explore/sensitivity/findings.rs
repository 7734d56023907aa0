//! What a study found, as one document: text, JSON and charts are made from it.
//!
//! Shares are of the variance of the metric over the draws. As estimates they may lie a little below 0 or above 1.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    sobol::{Estimate, Index},
    study::{Driver, Study},
    tornado::LOW,
    verdict,
};
use crate::{
    engine::{DISCLAIMER, summary::Range},
    scenario::Scenario,
};

/// Version of this document's shape; it rises when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that a study found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice that made it.
    pub armistice: String,
    /// What the numbers are and are not.
    pub disclaimer: String,
    /// The scenario.
    pub scenario: Studied,
    /// The metric that is explained.
    pub metric: String,
    /// Its name for people.
    pub label: String,
    /// Whether it is a share in `[0, 1]`; else it is a mean of rounds or periods.
    pub is_share: bool,
    /// How much was done.
    pub counts: Counts,
    /// Mean of the metric over the draws.
    pub mean: f64,
    /// Variance of the metric over the draws, chance with it.
    pub variance: f64,
    /// The inputs, from the largest share in all to the smallest; then those that were screened out, from the largest
    /// effect to the smallest.
    pub inputs: Vec<InputFindings>,
    /// The shares of all inputs that were screened out, together.
    pub others: Option<Shares>,
    /// The shares of chance, of the runs at a point; `None` for a metric that knows no chance.
    pub chance: Option<Shares>,
    /// Sum of the inputs' shares alone; 1 where inputs neither work together nor leave room for chance.
    pub sum_of_first: f64,
    /// Whether the indices are settled enough to be read.
    pub converged: bool,
    /// Why not, and what else to know of how far the numbers carry.
    pub notes: Vec<String>,
    /// What the reader should know before trusting the scenario.
    pub warnings: Vec<String>,
}

/// The scenario that was studied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Studied {
    /// Name.
    pub name: String,
    /// Question.
    pub question: String,
    /// What a period is called.
    pub period: String,
    /// SHA-256 of the scenario's text, in hexadecimal.
    pub hash: String,
    /// The `--set` overrides in order.
    pub overrides: Vec<String>,
}

/// How much was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Rows of Saltelli's design that were asked for.
    pub samples_asked: u64,
    /// Rows that were worked through.
    pub samples: u64,
    /// Rows in which the metric has a value at every point; the indices rest on these.
    pub samples_whole: u64,
    /// Trajectories of the screening.
    pub trajectories: u64,
    /// Runs at each point.
    pub replications: u64,
    /// Points.
    pub evaluations: u64,
    /// Runs.
    pub runs: u64,
    /// Seed.
    pub seed: u64,
    /// False when it was interrupted.
    pub complete: bool,
}

/// What one input does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputFindings {
    /// The key in the scenario.
    pub key: String,
    /// The distribution as a person would write it.
    pub value: String,
    /// Its range.
    pub range: Range,
    /// `assumption`, `source`, or `unstated`.
    pub provenance: String,
    /// Why this distribution.
    pub note: String,
    /// From Morris screening.
    pub screening: Screening,
    /// Sobol' indices; `None` if it was screened out.
    pub shares: Option<Shares>,
    /// The metric with the input at its ends and all others at their medians; `None` if it was screened out.
    pub tornado: Option<Ends>,
}

/// Elementary effects on the metric: what it changes as the input goes from its low end to its high end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Screening {
    /// `μ*`: mean size of the effects.
    pub mu_star: f64,
    /// `μ`: mean of the effects.
    pub mu: f64,
    /// `σ`: their standard deviation, which is large where the effect hangs on other inputs.
    pub sigma: f64,
}

/// Shares of the variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shares {
    /// `S`: alone.
    pub first: f64,
    /// Its 95 % interval.
    pub first_interval: Range,
    /// `ST`: in all, alone and together with others.
    pub total: f64,
    /// Its 95 % interval.
    pub total_interval: Range,
}

/// The metric with an input at its ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ends {
    /// The input at its low end: 5 % of its distribution lie below.
    pub low_end: f64,
    /// The input at its high end: 5 % lie above.
    pub high_end: f64,
    /// The metric at the low end.
    pub at_low: f64,
    /// The metric at the high end.
    pub at_high: f64,
    /// Standard error of the difference, by chance.
    pub standard_error: f64,
}

impl Shares {
    fn of(index: &Index) -> Self {
        let range = |estimate: Estimate| Range { low: estimate.low, high: estimate.high };
        Self {
            first: index.first.value,
            first_interval: range(index.first),
            total: index.total.value,
            total_interval: range(index.total),
        }
    }
}

impl Findings {
    /// A study with the scenario's words for it.
    #[must_use]
    pub fn new(scenario: &Scenario, study: &Study) -> Self {
        let settings = &study.settings;
        let mut inputs: Vec<InputFindings> =
            study.drivers.iter().map(|driver| input(scenario, driver)).collect();
        let total = |input: &InputFindings| input.shares.map_or(f64::NEG_INFINITY, |shares| shares.total);
        inputs.sort_by(|one, other| {
            let by_effect = other.screening.mu_star.total_cmp(&one.screening.mu_star);
            total(other).total_cmp(&total(one)).then(by_effect)
        });
        let sum_of_first = inputs.iter().filter_map(|input| Some(input.shares?.first)).sum::<f64>();
        let mut findings = Self {
            schema_version: SCHEMA_VERSION,
            armistice: env!("CARGO_PKG_VERSION").to_owned(),
            disclaimer: DISCLAIMER.to_owned(),
            scenario: Studied {
                name: scenario.name.to_string(),
                question: scenario.question.to_string(),
                period: scenario.period.to_string(),
                hash: scenario.text_hash.clone(),
                overrides: scenario.overrides.clone(),
            },
            metric: settings.metric.name().to_owned(),
            label: settings.metric.label().to_owned(),
            is_share: settings.metric.is_share(),
            counts: Counts {
                samples_asked: settings.samples,
                samples: study.rows,
                samples_whole: study.whole_rows,
                trajectories: settings.trajectories,
                replications: settings.replications,
                evaluations: study.evaluations,
                runs: study.runs,
                seed: scenario.simulation.seed,
                complete: study.is_complete(),
            },
            mean: study.mean,
            variance: study.variance,
            inputs,
            others: study.others.as_ref().map(Shares::of),
            chance: study.chance.as_ref().map(Shares::of),
            sum_of_first,
            converged: true,
            notes: Vec::new(),
            warnings: Vec::new(),
        };
        let doubts = verdict::doubts(&findings);
        findings.converged = doubts.is_empty();
        findings.notes = doubts.into_iter().chain(verdict::notes(scenario, &findings)).collect();
        findings.warnings = verdict::warnings(&findings);
        findings
    }

    /// The inputs that were not screened out.
    pub fn studied(&self) -> impl Iterator<Item = (&InputFindings, Shares)> {
        self.inputs.iter().filter_map(|input| Some((input, input.shares?)))
    }
}

fn input(scenario: &Scenario, driver: &Driver) -> InputFindings {
    let parameter = &scenario.parameters[driver.parameter];
    let (low, high) = parameter.quantity.range();
    let end = |uniform| parameter.quantity.sample(uniform);
    InputFindings {
        key: parameter.key.clone(),
        value: parameter.quantity.to_string(),
        range: Range { low, high },
        provenance: parameter.provenance.kind.as_str().to_owned(),
        note: parameter.provenance.note.clone(),
        screening: Screening {
            mu_star: driver.effect.size,
            mu: driver.effect.mean,
            sigma: driver.effect.deviation,
        },
        shares: driver.index.as_ref().map(Shares::of),
        tornado: driver.swing.map(|swing| Ends {
            low_end: end(LOW),
            high_end: end(1.0 - LOW),
            at_low: swing.low,
            at_high: swing.high,
            standard_error: swing.standard_error,
        }),
    }
}
