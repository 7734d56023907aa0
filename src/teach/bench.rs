//! What a lesson's answers are worked out with: the group's scenario under changes, looked at, run and compared.

use std::{fmt, io};

use crate::{
    engine::{self, Metric, Observed, Options, Summary},
    explore::compare::{self, Side},
    scenario::{Diagnostics, Override, Scenario},
};

/// Why answers could not be worked out.
#[derive(Debug)]
pub enum Trouble {
    /// The group's scenario does not hold together; no shipped lesson's does that.
    Scenario(Box<Diagnostics>),
    /// A change of it is none.
    Change(String),
    /// A number has no value in it.
    NoValue(&'static str),
    /// No threads could be had.
    Io(io::Error),
    /// The work was interrupted.
    Interrupted,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario(diagnostics) => write!(f, "{diagnostics}"),
            Self::Change(what) => f.write_str(what),
            Self::NoValue(asks) => write!(f, "there is no answer to “{asks}”"),
            Self::Io(error) => write!(f, "{error}"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for Trouble {}

/// A group's scenario on the bench.
#[derive(Debug)]
pub(super) struct Bench<'a> {
    text: &'a str,
    options: Options<'a>,
}

impl<'a> Bench<'a> {
    /// The scenario's text, and how it is to be run.
    pub(super) const fn new(text: &'a str, options: Options<'a>) -> Self {
        Self { text, options }
    }

    /// The scenario with these changes, each `KEY=VALUE`.
    fn scenario(&self, changes: &[String]) -> Result<Scenario, Trouble> {
        let change =
            |text: &String| text.parse::<Override>().map_err(|error| Trouble::Change(error.to_string()));
        let changes: Vec<Override> = changes.iter().map(change).collect::<Result<_, _>>()?;
        Scenario::parse("scenario.toml", self.text, &changes)
            .map_err(|errors| Trouble::Scenario(Box::new(errors)))
    }

    /// What `armistice run` says of it.
    pub(super) fn run(&self, changes: &[String]) -> Result<Summary, Trouble> {
        let scenario = self.scenario(changes)?;
        let summary =
            engine::simulate(&scenario, &self.options, &|_| {}, &mut |_| Ok(())).map_err(Trouble::Io)?;
        if summary.counts.complete { Ok(summary) } else { Err(Trouble::Interrupted) }
    }

    /// The exact chance, as `armistice check` prints it, that the ceasefire of the one text on the table outlasts the
    /// hold.
    pub(super) fn survival(&self, changes: &[String]) -> Result<f64, Trouble> {
        let found = engine::examine(&self.scenario(changes)?);
        found.points.first().and_then(|point| point.survival).ok_or(Trouble::NoValue("the chance to hold"))
    }

    /// What `armistice compare` runs: each draw of it under the changes of each side, with the same luck. The outer list
    /// is of sides.
    pub(super) fn compare<const N: usize>(
        &self,
        sides: [&[String]; N],
    ) -> Result<[Vec<Observed>; N], Trouble> {
        let scenarios = sides.iter().map(|changes| self.scenario(changes)).collect::<Result<Vec<_>, _>>()?;
        let sides: Vec<Side<'_>> = scenarios.iter().map(|scenario| Side { name: "", scenario }).collect();
        let draws = compare::observe(&sides, &Metric::ALL, &self.options, &|_| {}).map_err(Trouble::Io)?;
        let asked = scenarios.first().map_or(0, |scenario| scenario.simulation.draws);
        if (draws.len() as u64) < asked {
            return Err(Trouble::Interrupted);
        }
        Ok(std::array::from_fn(|side| draws.iter().map(|draw| draw[side]).collect()))
    }
}
