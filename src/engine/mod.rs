//! Draws × replications, and the summary that they add up to.

pub mod ceasefires;
mod central;
mod estimate;
pub mod expectation;
mod journal;
pub mod laboratory;
pub mod metric;
mod parallel;
pub mod record;
pub mod run;
pub mod seeds;
mod strength;
mod summarise;
pub mod summary;
mod tally;
pub mod trace;
pub mod until;
mod warnings;
pub mod zone;

pub use central::examine;
pub use estimate::estimate;
pub use laboratory::{DrawCounts, Laboratory, Observed, Valued};
pub use metric::Metric;
pub use parallel::Options;
pub use record::RunRecord;
pub use summarise::DISCLAIMER;
pub use summary::Summary;
pub use trace::trace;
pub use until::{Until, simulate_until};

use std::{io, sync::atomic::AtomicU64};

use crate::scenario::Scenario;

/// How many runs a simulation takes in all, those of the guarantee-strength curve among them.
#[must_use]
pub fn runs(scenario: &Scenario) -> u64 {
    let simulation = &scenario.simulation;
    let main = simulation.draws.saturating_mul(simulation.replications);
    main.saturating_add(strength::runs(scenario))
}

/// Simulates a scenario.
///
/// `progress` is told the runs done so far, of [`runs`], from any thread. `rows` gets every run in order, some at a
/// time. When `options.cancel` is set, what is complete is summarised.
///
/// # Errors
/// What `rows` fails with, or when no threads can be had.
pub fn simulate(
    scenario: &Scenario,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
    rows: &mut (dyn FnMut(&[RunRecord]) -> io::Result<()> + Send),
) -> io::Result<Summary> {
    options.pool()?.install(|| {
        let shared = parallel::Shared::new(scenario);
        let tally = parallel::run_all(&shared, options, progress, rows, &mut |_| false)?;
        let done = AtomicU64::new(tally.runs);
        let curve = strength::curve(&shared, options, &done, progress);
        Ok(summarise::summarise(scenario, &tally, curve))
    })
}
