//! The draws of a scenario as points: what was drawn for each input, and what came of it.

use std::{fmt, io, str::FromStr};

use super::Samples;
use crate::{
    engine::{
        Laboratory, Metric, Options,
        laboratory::in_order,
        seeds::{Purpose, stream},
    },
    scenario::{METRICS, Parameter, Scenario},
};

/// How a metric is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
}

impl Relation {
    /// All of them, those of two signs first.
    const ALL: [(&'static str, Self); 4] =
        [(">=", Self::AtLeast), ("<=", Self::AtMost), (">", Self::Above), ("<", Self::Below)];

    /// As it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, relation)| *relation == self).map_or("", |(sign, _)| sign)
    }
}

/// Which draws are of interest: those whose own value of a metric is high or low enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// The metric.
    pub metric: Metric,
    /// How it is compared.
    pub relation: Relation,
    /// With what: a finite number.
    pub threshold: f64,
}

impl Condition {
    /// Whether a draw of this value is of interest.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        match self.relation {
            Relation::AtLeast => value >= self.threshold,
            Relation::AtMost => value <= self.threshold,
            Relation::Above => value > self.threshold,
            Relation::Below => value < self.threshold,
        }
    }

    /// The condition in words: `durable peace in at least 80% of runs`, `periods of peace at least 24`.
    #[must_use]
    pub fn words(&self) -> String {
        let (label, number) = (self.metric.label(), self.threshold);
        let (much, many) = match self.relation {
            Relation::AtLeast => ("at least", "at least"),
            Relation::AtMost => ("at most", "at most"),
            Relation::Above => ("above", "more than"),
            Relation::Below => ("below", "fewer than"),
        };
        match self.metric {
            Metric::Zone if self.holds(1.0) && !self.holds(0.0) => format!("a {label}"),
            Metric::Zone if self.holds(0.0) && !self.holds(1.0) => format!("no {label}"),
            Metric::DurableGivenDeal => format!("durable peace after {many} {} of deals", percent(number)),
            Metric::TemporaryPauseGivenDeal => {
                format!("a temporary pause after {many} {} of deals", percent(number))
            }
            Metric::Deal => format!("a deal in {many} {} of runs", percent(number)),
            metric if metric.is_share() => format!("{label} in {many} {} of runs", percent(number)),
            _ => format!("{label} {much} {number}"),
        }
    }
}

/// A share as a percentage, without digits that were not written.
fn percent(share: f64) -> String {
    let text = format!("{:.6}", 100.0 * share);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.metric, self.relation.sign(), self.threshold)
    }
}

/// No condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidCondition {
    /// Nothing is compared.
    NoSign,
    /// No metric has this name.
    Metric(String),
    /// This is not a finite number.
    Number(String),
}

impl fmt::Display for InvalidCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSign => formatter.write_str("write METRIC>=NUMBER, or with <=, > or <"),
            Self::Metric(name) => {
                write!(formatter, "`{name}` is not a metric: they are {}", METRICS.join(", "))
            }
            Self::Number(text) => write!(formatter, "`{text}` is not a number"),
        }
    }
}

impl std::error::Error for InvalidCondition {}

/// `METRIC>=NUMBER`, or with `<=`, `>` or `<`; spaces are free.
impl FromStr for Condition {
    type Err = InvalidCondition;

    fn from_str(text: &str) -> Result<Self, InvalidCondition> {
        let split = |(sign, relation): (&str, Relation)| {
            text.split_once(sign).map(|(name, number)| (name.trim(), relation, number.trim()))
        };
        let (name, relation, number) =
            Relation::ALL.into_iter().find_map(split).ok_or(InvalidCondition::NoSign)?;
        let metric = name.parse().map_err(|_| InvalidCondition::Metric(name.to_owned()))?;
        match number.parse::<f64>() {
            Ok(threshold) if threshold.is_finite() => Ok(Self { metric, relation, threshold }),
            _ => Err(InvalidCondition::Number(number.to_owned())),
        }
    }
}

/// An input that differs between draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its key, as for `--set`.
    pub key: String,
    /// The number's name for people, such as `Ukraine: war flow`.
    pub label: String,
    /// The distribution, as it is written.
    pub quantity: String,
    /// `assumption`, `source`, or `unstated`.
    pub provenance: &'static str,
    /// The reason or the source; empty when nothing is stated.
    pub note: String,
}

/// The draws that were run.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The inputs that differ between draws, in the order of the scenario.
    pub inputs: Vec<Input>,
    /// For each draw the numbers of these inputs, as they are written.
    pub drawn: Vec<Vec<f64>>,
    /// For each draw its own value of the metric; `None` where it has none.
    pub values: Vec<Option<f64>>,
    /// Whether all draws were run; else these are the first.
    pub complete: bool,
}

impl Experiment {
    /// The draws for which the metric has a value, by place: those that are compared.
    #[must_use]
    pub fn compared(&self) -> Vec<usize> {
        (0..self.values.len()).filter(|&draw| self.values[draw].is_some()).collect()
    }

    /// The draws that are [compared](Self::compared) as samples; `None` when there are none.
    #[must_use]
    pub fn samples(&self, condition: &Condition) -> Option<Samples> {
        let draws = self.compared();
        let column =
            |input: usize| -> Vec<f64> { draws.iter().map(|&draw| self.drawn[draw][input]).collect() };
        let columns = (0..self.inputs.len()).map(column).collect();
        let interest = draws.iter().filter_map(|&draw| Some(condition.holds(self.values[draw]?))).collect();
        Samples::new(columns, interest).ok()
    }
}

/// Runs all draws of a laboratory's scenario and keeps what was drawn and what the metric came to in each.
///
/// # Errors
/// When no threads can be had.
pub fn experiment(
    laboratory: &Laboratory<'_>,
    metric: Metric,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Experiment> {
    let scenario = laboratory.scenario();
    let simulation = &scenario.simulation;
    let free = |(_, parameter): &(usize, &Parameter)| !parameter.quantity.is_fixed();
    let free: Vec<(usize, &Parameter)> = scenario.parameters.iter().enumerate().filter(free).collect();
    let rows = in_order(simulation.draws, options, progress, |draw| {
        let all = scenario.drawn(&mut stream(simulation.seed, draw, 0, Purpose::Draw));
        let observed = laboratory.run_draw(draw, simulation.replications, metric == Metric::Zone);
        (free.iter().map(|(place, _)| all[*place]).collect::<Vec<f64>>(), observed.value(metric))
    })?;
    let complete = rows.len() as u64 == simulation.draws;
    let (drawn, values) = rows.into_iter().unzip();
    let inputs = free.iter().map(|(_, parameter)| input(scenario, parameter)).collect();
    Ok(Experiment { inputs, drawn, values, complete })
}

fn input(scenario: &Scenario, parameter: &Parameter) -> Input {
    Input {
        key: parameter.key.clone(),
        label: scenario.label(&parameter.key),
        quantity: parameter.quantity.to_string(),
        provenance: parameter.provenance.kind.as_str(),
        note: parameter.provenance.note.clone(),
    }
}
