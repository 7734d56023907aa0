//! Looks for a run that shows something.

use std::{
    io,
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    engine::{self, Options, Partial, RunRecord, run::Outcome},
    scenario::Scenario,
};

/// What a run is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An end.
    Outcome(Outcome),
    /// A guarantee that was tested.
    Tested,
}

impl Wanted {
    /// The names of all that can be looked for.
    pub const NAMES: [&'static str; 5] = ["no-deal", "pause", "fragile", "durable", "tested"];

    fn is_shown(self, run: &RunRecord) -> bool {
        match self {
            Self::Outcome(outcome) => run.outcome == outcome.name(),
            Self::Tested => run.tested > 0,
        }
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "no-deal" => Ok(Self::Outcome(Outcome::NoDeal)),
            "pause" => Ok(Self::Outcome(Outcome::TemporaryPause)),
            "fragile" => Ok(Self::Outcome(Outcome::Fragile)),
            "durable" => Ok(Self::Outcome(Outcome::Durable)),
            "tested" => Ok(Self::Tested),
            _ => Err(format!("not among {}", Self::NAMES.join(", "))),
        }
    }
}

/// The first run of a simulation that shows what is wanted, counted from 0; `None` if none does.
///
/// # Errors
/// When no threads can be had.
pub fn find(scenario: &Scenario, wanted: Wanted, options: &Options<'_>) -> io::Result<Option<u64>> {
    let mut found: Option<u64> = None;
    let enough = AtomicBool::new(false);
    let mut rows = |runs: &[RunRecord]| {
        let number = |run: &RunRecord| run.draw * scenario.simulation.replications + run.replication;
        found = found.or_else(|| runs.iter().find(|run| wanted.is_shown(run)).map(number));
        enough.fetch_or(found.is_some() || options.cancelled(), Ordering::Relaxed);
        Ok(())
    };
    let options = Options { cancel: &enough, ..*options };
    engine::simulate_part(scenario, &options, &|_| {}, Partial::whole(scenario), &mut rows)?;
    Ok(found)
}
