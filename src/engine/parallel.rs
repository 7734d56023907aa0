//! The work in parallel: chunks of runs, merged in order.
//!
//! What has been merged when the work is cancelled is a prefix of the runs, and memory stays flat as runs grow.

use std::{
    io,
    ops::Range,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use rayon::prelude::*;

use crate::{
    model::{DealSpace, Valuation},
    negotiation::Blind,
    scenario::{Case, Scenario},
};

use super::{
    Partial, RunRecord,
    ceasefires::Ceasefires,
    chunks::Chunks,
    laboratory::DrawCounts,
    partial::DrawPart,
    run::Bench,
    seeds::{Purpose, stream},
    tally::{Tally, zone_is_open},
    zone::blockers_of_case,
};

/// The most chunks that are worked on before their results are merged.
const CHUNKS_A_BATCH: u64 = 16;

/// About how many bytes the tallies of a batch may take; one chunk is always worked on.
const BATCH_BYTES: usize = 256 << 20;

/// Bytes of what a tally keeps of one actor in one round: three histograms of 200 bins.
const BYTES_AN_ACTORS_ROUND: usize = 3 * 200 * 8;

/// How a simulation is carried out.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Worker threads; all cores if `None`. The results do not depend on it.
    pub threads: Option<usize>,
    /// Set to stop early, at the end of a chunk of runs.
    pub cancel: &'a AtomicBool,
}

impl Options<'_> {
    pub(super) fn pool(&self) -> io::Result<rayon::ThreadPool> {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0));
        builder.build().map_err(io::Error::other)
    }

    /// Whether it is to stop.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// What all draws of a scenario share.
pub(super) struct Shared<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) space: DealSpace,
    chunks: Chunks,
    /// The one case of a scenario without distributions, valued.
    fixed: Option<(Case, Valuation, Vec<Vec<usize>>)>,
}

impl<'s> Shared<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        let space = DealSpace::signable(&scenario.setting.model);
        let fixed = scenario.is_fixed().then(|| {
            let case = scenario.central();
            let valuation = Valuation::new(&case.model, &space);
            let blockers = blockers_of_case(&case.model, &case.rules, &valuation);
            (case, valuation, blockers)
        });
        Self { scenario, space, chunks: Chunks::of(scenario), fixed }
    }

    /// Runs a case with the luck of a draw, seen by nobody, and counts what its runs come to.
    pub(super) fn count(
        &self,
        case: &Case,
        valuation: &Valuation,
        draw: u64,
        replications: u64,
    ) -> DrawCounts {
        let simulation = &self.scenario.simulation;
        let bench = Bench::new(case, &self.space, valuation);
        let mut ceasefires = Ceasefires::new();
        let mut counts = DrawCounts::of(draw);
        for replication in 0..replications {
            let run = bench.run(simulation, draw, replication, &mut ceasefires, &mut Blind);
            counts.record(&run, simulation.hold);
        }
        counts
    }

    /// The one case of a scenario without distributions, and its valuation.
    pub(super) fn fixed_case(&self) -> Option<(&Case, &Valuation)> {
        self.fixed.as_ref().map(|(case, valuation, _)| (case, valuation))
    }

    /// All runs of a chunk, or `None` if they were cancelled.
    fn simulate(&self, chunk: u64, options: &Options<'_>, done: &AtomicU64) -> Option<Chunk> {
        let (draws, replications) = self.chunks.span(chunk);
        let mut worker =
            Worker { shared: self, replications, options, done, chunk: Chunk::new(self.scenario) };
        if let Some((case, valuation, blockers)) = &self.fixed {
            let bench = Bench::new(case, &self.space, valuation);
            let mut ceasefires = Ceasefires::new();
            for draw in draws {
                worker.draw(draw, &bench, blockers, &mut ceasefires)?;
            }
        } else {
            for draw in draws {
                let case =
                    self.scenario.draw(&mut stream(self.scenario.simulation.seed, draw, 0, Purpose::Draw));
                let valuation = Valuation::new(&case.model, &self.space);
                let blockers = blockers_of_case(&case.model, &case.rules, &valuation);
                let bench = Bench::new(&case, &self.space, &valuation);
                worker.draw(draw, &bench, &blockers, &mut Ceasefires::new())?;
            }
        }
        Some(worker.chunk)
    }
}

/// Simulates one chunk.
struct Worker<'w> {
    shared: &'w Shared<'w>,
    replications: Range<u64>,
    options: &'w Options<'w>,
    done: &'w AtomicU64,
    chunk: Chunk,
}

impl Worker<'_> {
    /// The chunk's replications of one draw, or `None` if they were cancelled.
    fn draw(
        &mut self,
        draw: u64,
        bench: &Bench<'_>,
        blockers: &[Vec<usize>],
        ceasefires: &mut Ceasefires,
    ) -> Option<()> {
        let simulation = &self.shared.scenario.simulation;
        let mut counts = DrawCounts::of(draw);
        for replication in self.replications.clone() {
            if replication.is_multiple_of(256) && self.options.cancelled() {
                return None;
            }
            let record =
                self.chunk.tally.run(bench, simulation, (draw, replication), ceasefires, &mut counts);
            self.chunk.rows.push(record);
        }
        self.done.fetch_add(self.replications.end - self.replications.start, Ordering::Relaxed);
        let is_open = zone_is_open(&self.shared.space, blockers);
        self.chunk.draws.push(DrawPart { counts, blockers: blockers.to_vec(), is_open });
        Some(())
    }
}

/// Some runs, simulated.
struct Chunk {
    tally: Tally,
    draws: Vec<DrawPart>,
    rows: Vec<RunRecord>,
}

impl Chunk {
    fn new(scenario: &Scenario) -> Self {
        Self { tally: Tally::new(scenario), draws: Vec::new(), rows: Vec::new() }
    }
}

/// Takes what a simulation gives while it goes on.
///
/// Any closure that takes rows is one.
pub trait Sink: Send {
    /// Takes some runs; all come in order.
    ///
    /// # Errors
    /// To end the simulation.
    fn rows(&mut self, rows: &[RunRecord]) -> io::Result<()>;

    /// Is told now and then what the rows so far add up to.
    ///
    /// # Errors
    /// To end the simulation.
    fn reached(&mut self, part: &Partial) -> io::Result<()> {
        let _ = part;
        Ok(())
    }
}

impl<F: FnMut(&[RunRecord]) -> io::Result<()> + Send> Sink for F {
    fn rows(&mut self, rows: &[RunRecord]) -> io::Result<()> {
        self(rows)
    }
}

/// Does what is left of a part, or as much as there is time for, or until it is `enough`, which is asked now and then,
/// between whole draws. When it is asked depends on the scenario alone.
pub(super) fn run_all(
    shared: &Shared<'_>,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
    mut part: Partial,
    sink: &mut dyn Sink,
    enough: &mut dyn FnMut(&Tally) -> bool,
) -> io::Result<Partial> {
    let done = AtomicU64::new(part.runs());
    let chunks_a_batch = chunks_a_batch(&part.tally);
    while !part.is_done() && !options.cancelled() {
        let Range { start, end } = part.rest();
        // The same batches wherever the work began.
        let end = end.min((start / chunks_a_batch + 1) * chunks_a_batch);
        let batch: Vec<Option<Chunk>> = (start..end)
            .into_par_iter()
            .map(|chunk| {
                let chunk = shared.simulate(chunk, options, &done);
                progress(done.load(Ordering::Relaxed));
                chunk
            })
            .collect();
        for chunk in batch.into_iter().map_while(|chunk| chunk) {
            part.add(&chunk.tally, chunk.draws, shared.scenario.simulation.replications);
            sink.rows(&chunk.rows)?;
        }
        sink.reached(&part)?;
        if part.rest().start == end && part.has_whole_draws() && enough(&part.tally) {
            break;
        }
    }
    Ok(part)
}

/// As many chunks as their tallies leave room for: with many actors, rounds and tracks a tally takes 150 MB.
fn chunks_a_batch(tally: &Tally) -> u64 {
    let rounds = tally.tracks.iter().flat_map(|track| &track.rounds);
    let bytes = rounds.map(|round| round.actors.len()).sum::<usize>() * BYTES_AN_ACTORS_ROUND;
    let most = BATCH_BYTES / bytes.max(1);
    CHUNKS_A_BATCH.min(most as u64).max(1)
}

#[cfg(test)]
mod tests {
    use super::{CHUNKS_A_BATCH, Tally, chunks_a_batch};
    use crate::{engine::journal::TrackTally, scenario::Scenario};

    #[test]
    fn the_tallies_of_a_batch_stay_within_bounds() {
        let text = include_str!("../../scenarios/ukraine-2025.toml");
        let scenario = Scenario::parse("ukraine-2025.toml", text, &[]).unwrap();
        let mut tally = Tally::new(&scenario);
        assert_eq!(chunks_a_batch(&tally), CHUNKS_A_BATCH, "a usual scenario has room for all");
        // The most actors, rounds and tracks: 60 rounds are kept of each track, 147 MB in all.
        tally.tracks = (0..16).map(|_| TrackTally::new((0..32).collect(), 10_000)).collect();
        assert_eq!(chunks_a_batch(&tally), 1);
        tally.tracks.truncate(4);
        assert_eq!(chunks_a_batch(&tally), 7);
    }
}
