//! A part of a simulation: what the runs of some chunks add up to, exactly, so that parts made apart, on other threads,
//! days or machines, join into the very whole.

use std::{collections::BTreeMap, fmt, ops::Range};

use serde::{Deserialize, Serialize};

use crate::{
    scenario::Scenario,
    statistics::{BINS, entries},
};

use super::{chunks::Chunks, laboratory::DrawCounts, tally::Tally};

/// What the runs of some chunks that follow each other add up to.
///
/// ```
/// # use std::sync::atomic::AtomicBool;
/// # use armistice::{engine::{self, Options, Partial}, scenario::Scenario};
/// # let text = std::fs::read_to_string("tests/fixtures/fixed.toml")?;
/// let scenario = Scenario::parse("talks.toml", &text, &["simulation.draws=500".parse()?])?;
/// let cancel = AtomicBool::new(false);
/// let options = Options { threads: Some(1), cancel: &cancel };
/// let part = |shard| {
///     let part = Partial::shard(&scenario, shard, 2);
///     engine::simulate_part(&scenario, &options, &|_| {}, part, &mut |_: &[engine::RunRecord]| Ok(()))
/// };
/// // Made apart, in any order; they could have gone through files.
/// let (second, mut whole) = (part(2)?, part(1)?);
/// whole.join(second, &scenario)?;
/// let summary = engine::conclude(&scenario, whole, &options, &|_| {})?;
/// assert_eq!(summary, engine::simulate(&scenario, &options, &|_| {}, &mut |_| Ok(()))?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partial {
    /// The first chunk, the one after the last that is done, and the one after the last that is to be done.
    first: u64,
    next: u64,
    end: u64,
    pub(super) tally: Tally,
    /// Draws of which some replications are in other parts, or still to come.
    #[serde(with = "entries")]
    open: BTreeMap<u64, DrawPart>,
}

/// A draw, or some of its replications, with what is told of the draw as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DrawPart {
    pub(super) counts: DrawCounts,
    /// Minimal sets of blockers; none where there is a zone of agreement.
    pub(super) blockers: Vec<Vec<usize>>,
    /// Whether there is a zone.
    pub(super) is_open: bool,
    /// The bin of each input.
    pub(super) bins: Vec<usize>,
}

/// Why parts do not join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAdjacent {
    first: Range<u64>,
    second: Range<u64>,
}

impl fmt::Display for NotAdjacent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = (&self.first, &self.second);
        write!(
            f,
            "chunks {}..{} and {}..{} do not follow each other",
            first.start, first.end, second.start, second.end
        )
    }
}

impl std::error::Error for NotAdjacent {}

impl Partial {
    /// Nothing yet of all that a scenario asks for.
    #[must_use]
    pub fn whole(scenario: &Scenario) -> Self {
        Self::shard(scenario, 1, 1)
    }

    /// Nothing yet of shard `number` (from 1) of `of`, which are of about one size.
    #[must_use]
    pub fn shard(scenario: &Scenario, number: u64, of: u64) -> Self {
        let Range { start, end } = Chunks::of(scenario).shard(number, of);
        Self { first: start, next: start, end, tally: Tally::new(scenario), open: BTreeMap::new() }
    }

    /// The chunks that are done.
    #[must_use]
    pub fn chunks(&self) -> Range<u64> {
        self.first..self.next
    }

    /// The chunks that are still to be done.
    #[must_use]
    pub fn rest(&self) -> Range<u64> {
        self.next..self.end
    }

    /// Whether nothing is left to be done of this part.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next >= self.end
    }

    /// The runs that are in it.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.tally.runs
    }

    /// Whether every draw in it is whole.
    pub(super) fn has_whole_draws(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether this can be what a scenario's shard `number` of `of` comes to, or a beginning of it: for one that was read
    /// from a file, before it is joined or gone on with.
    #[must_use]
    pub fn fits(&self, scenario: &Scenario, number: u64, of: u64) -> bool {
        let (empty, shares) = (Self::shard(scenario, number, of), &self.tally.shares);
        let open = || self.open.values().map(|part| part.counts);
        (self.first, self.end) == (empty.first, empty.end)
            && (self.first..=self.end).contains(&self.next)
            && self.runs() == Chunks::of(scenario).runs(&self.chunks())
            && self.open.iter().all(|(draw, part)| self.is_open_draw(*draw, part, scenario))
            && self.tally.is_shaped_like(&empty.tally)
            && self.tally.is_sound(&scenario.simulation, open().map(|counts| counts.signed()).sum())
            && self.runs() == shares.signed.trials() + open().map(|counts| counts.runs()).sum::<u64>()
    }

    fn is_open_draw(&self, draw: u64, part: &DrawPart, scenario: &Scenario) -> bool {
        draw == part.counts.draw
            && draw < scenario.simulation.draws
            && part.counts.runs() < scenario.simulation.replications
            && part.blockers.iter().flatten().all(|actor| *actor < self.tally.actors.len())
            && part.bins.len() == scenario.inputs().len()
            && part.bins.iter().all(|bin| *bin < BINS)
    }

    /// Adds the next chunk.
    pub(super) fn add(&mut self, tally: &Tally, draws: Vec<DrawPart>, replications: u64) {
        self.next += 1;
        self.tally.merge(tally);
        for draw in draws {
            self.add_draw(draw, replications);
        }
    }

    fn add_draw(&mut self, mut draw: DrawPart, replications: u64) {
        if let Some(part) = self.open.remove(&draw.counts.draw) {
            draw.counts.add(&part.counts);
        }
        if draw.counts.runs() == replications {
            self.tally.close_draw(&draw, true);
        } else {
            self.open.insert(draw.counts.draw, draw);
        }
    }

    /// Joins a part that comes right after this one or right before it.
    ///
    /// # Errors
    /// When there is a gap or an overlap between them, or one of them is not done.
    pub fn join(&mut self, other: Self, scenario: &Scenario) -> Result<(), NotAdjacent> {
        let (one, two) = (self.chunks(), other.chunks());
        if !self.is_done() || !other.is_done() || one.end != two.start && two.end != one.start {
            return Err(NotAdjacent { first: one, second: two });
        }
        (self.first, self.end) = (one.start.min(two.start), one.end.max(two.end));
        self.next = self.end;
        self.tally.merge(&other.tally);
        for draw in other.open.into_values() {
            self.add_draw(draw, scenario.simulation.replications);
        }
        Ok(())
    }

    /// The tally of all that is there, unfinished draws included.
    pub(super) fn into_tally(mut self) -> Tally {
        for draw in self.open.into_values() {
            self.tally.close_draw(&draw, false);
        }
        self.tally
    }
}
