//! Draws × replications, and the summary that they add up to.

pub mod ceasefires;
mod central;
mod chunks;
mod drivers;
mod estimate;
pub mod expectation;
mod instrumental;
mod journal;
pub mod laboratory;
pub mod metric;
mod parallel;
mod partial;
pub mod play;
pub mod record;
pub mod run;
pub mod run_case;
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
pub(crate) use central::level_names;
pub use estimate::estimate;
pub use laboratory::{DrawCounts, Laboratory, Observed, Valued};
pub use metric::Metric;
pub use parallel::{Options, Sink};
pub use partial::{NotAdjacent, Partial};
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

/// How many runs shard `number` (from 1) of `of` has; the guarantee-strength curve is in none.
#[must_use]
pub fn runs_of_shard(scenario: &Scenario, number: u64, of: u64) -> u64 {
    let chunks = chunks::Chunks::of(scenario);
    chunks.runs(&chunks.shard(number, of))
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
    mut rows: &mut (dyn FnMut(&[RunRecord]) -> io::Result<()> + Send),
) -> io::Result<Summary> {
    options.pool()?.install(|| {
        let shared = parallel::Shared::new(scenario);
        let part =
            parallel::run_all(&shared, options, progress, Partial::whole(scenario), &mut rows, &mut |_| {
                false
            })?;
        Ok(conclusion(&shared, part, options, progress))
    })
}

/// Does what is left of a part of a simulation, such as a shard, or goes on with one that was interrupted.
///
/// When `options.cancel` is set, what is complete comes back: the rows that `sink` got are then the runs that are in it.
///
/// # Errors
/// What `sink` fails with, or when no threads can be had.
pub fn simulate_part(
    scenario: &Scenario,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
    part: Partial,
    sink: &mut dyn Sink,
) -> io::Result<Partial> {
    options.pool()?.install(|| {
        let shared = parallel::Shared::new(scenario);
        parallel::run_all(&shared, options, progress, part, sink, &mut |_| false)
    })
}

/// The summary of the whole that [`simulate_part`] came to, perhaps in parts that were joined: that of [`simulate`].
///
/// # Errors
/// When no threads can be had.
pub fn conclude(
    scenario: &Scenario,
    whole: Partial,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Summary> {
    options.pool()?.install(|| Ok(conclusion(&parallel::Shared::new(scenario), whole, options, progress)))
}

/// [`simulate`] but for the guarantee-strength curve, whose runs are left out: for those who want an answer at once.
///
/// # Errors
/// What `sink` fails with, or when no threads can be had.
pub fn simulate_without_curve(
    scenario: &Scenario,
    options: &Options<'_>,
    sink: &mut dyn Sink,
) -> io::Result<Summary> {
    let part = simulate_part(scenario, options, &|_| {}, Partial::whole(scenario), sink)?;
    Ok(summarise::summarise(scenario, &part.into_tally(), Some(Vec::new())))
}

fn conclusion(
    shared: &parallel::Shared<'_>,
    whole: Partial,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> Summary {
    let tally = whole.into_tally();
    let done = AtomicU64::new(tally.runs);
    let curve = strength::curve(shared, options, &done, progress);
    summarise::summarise(shared.scenario, &tally, curve)
}
