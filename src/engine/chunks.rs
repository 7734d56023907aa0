//! How the work is cut into chunks: whole draws, or a long draw's replications.
//!
//! A chunk's size depends on the scenario alone, so that threads, shards and resumed runs all do the same chunks.

use std::ops::Range;

use crate::scenario::Scenario;

/// Runs that a chunk should have where runs are cheap.
const CHEAP_RUNS: u64 = 1_000;

/// Draws that a chunk has where each must be valued.
const VALUED_DRAWS: u64 = 4;

/// The most runs of one draw that a chunk has, and about as many as it has of several.
const MOST_RUNS: u64 = 10_000;

/// The chunks of a scenario's simulation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunks {
    draws: u64,
    replications: u64,
    is_fixed: bool,
}

impl Chunks {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let simulation = &scenario.simulation;
        Self { draws: simulation.draws, replications: simulation.replications, is_fixed: scenario.is_fixed() }
    }

    /// How many there are.
    pub(super) fn count(self) -> u64 {
        if self.replications > MOST_RUNS {
            self.draws.saturating_mul(self.replications.div_ceil(MOST_RUNS))
        } else {
            self.draws.div_ceil(self.draws_a_chunk())
        }
    }

    fn draws_a_chunk(self) -> u64 {
        let replications = self.replications.max(1);
        if self.is_fixed {
            CHEAP_RUNS.div_ceil(replications)
        } else {
            VALUED_DRAWS.min(MOST_RUNS.div_ceil(replications))
        }
    }

    /// The draws of a chunk, and which of their replications.
    pub(super) fn span(self, chunk: u64) -> (Range<u64>, Range<u64>) {
        if self.replications > MOST_RUNS {
            let parts = self.replications.div_ceil(MOST_RUNS);
            let (draw, first) = (chunk / parts, chunk % parts * MOST_RUNS);
            (draw..draw + 1, first..self.replications.min(first + MOST_RUNS))
        } else {
            let first = chunk * self.draws_a_chunk();
            (first..self.draws.min(first + self.draws_a_chunk()), 0..self.replications)
        }
    }

    /// The runs of some chunks that follow each other.
    pub(super) fn runs(self, chunks: &Range<u64>) -> u64 {
        let before = |chunk: u64| {
            if chunk >= self.count() {
                return self.draws.saturating_mul(self.replications);
            }
            let (draws, replications) = self.span(chunk);
            draws.start * self.replications + replications.start
        };
        before(chunks.end).saturating_sub(before(chunks.start))
    }

    /// The chunks of shard `number` (from 1) of `of`: as many as the others have, or one more.
    pub(super) fn shard(self, number: u64, of: u64) -> Range<u64> {
        let count = u128::from(self.count());
        let bound = |shard: u64| {
            let bound = count * u128::from(shard) / u128::from(of.max(1));
            u64::try_from(bound.min(count)).expect("no more than the chunks, which are a u64")
        };
        bound(number.saturating_sub(1))..bound(number)
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;

    #[test]
    fn shards_cover_all_runs_once_and_differ_by_a_chunk_at_most() {
        for (draws, replications) in [(1, 1), (40, 4), (1_000, 10), (3, 25_001), (100_000_000, 1_000_000)] {
            for is_fixed in [false, true] {
                let chunks = Chunks { draws, replications, is_fixed };
                for of in [1, 3, 7, 1_000] {
                    let shards: Vec<_> = (1..=of).map(|number| chunks.shard(number, of)).collect();
                    assert_eq!((shards[0].start, shards[shards.len() - 1].end), (0, chunks.count()));
                    assert!(shards.windows(2).all(|pair| pair[0].end == pair[1].start));
                    let sizes = || shards.iter().map(|shard| shard.end - shard.start);
                    assert!(sizes().max().unwrap() - sizes().min().unwrap() <= 1);
                    assert_eq!(
                        shards.iter().map(|shard| chunks.runs(shard)).sum::<u64>(),
                        draws * replications
                    );
                }
            }
        }
    }
}
