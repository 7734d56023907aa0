//! The way of a search: box after box, from all points to a small dense box.
//!
//! With `k` of the box's `n` points of interest, of `K` among all `N`: coverage `k/K`, density `k/n`, mass `n/N`.

use super::{Limits, Samples};

/// How a box was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The box of all points.
    Start,
    /// Something was taken off the box before.
    Peel,
    /// Something was put back to the box before.
    Paste,
}

impl Phase {
    /// `start`, `peel` or `paste`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Peel => "peel",
            Self::Paste => "paste",
        }
    }
}

/// One box on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// How it was made.
    pub phase: Phase,
    /// Its limits.
    pub limits: Limits,
    /// Points inside.
    pub points: usize,
    /// Points of interest inside.
    pub of_interest: usize,
}

/// All boxes of one search.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// The boxes, the first of all points that were searched.
    pub steps: Vec<Step>,
    /// The box of all samples, which a limit is compared with.
    pub whole: Limits,
    /// The points that were searched: all, or those that earlier boxes left.
    pub members: Vec<usize>,
    /// All points, those of earlier boxes too.
    pub points: usize,
    /// All points of interest, those of earlier boxes too.
    pub of_interest: usize,
}

impl Trajectory {
    /// Share of all points of interest that a box holds; 0 where there are none.
    #[must_use]
    pub fn coverage(&self, step: &Step) -> f64 {
        share(step.of_interest, self.of_interest)
    }

    /// Share of a box's points that are of interest; 0 where it has none.
    #[must_use]
    pub fn density(&self, step: &Step) -> f64 {
        share(step.of_interest, step.points)
    }

    /// Share of all points that a box holds.
    #[must_use]
    pub fn mass(&self, step: &Step) -> f64 {
        share(step.points, self.points)
    }

    /// Inputs that a box restricts.
    #[must_use]
    pub fn restricted(&self, step: &Step) -> Vec<usize> {
        step.limits.restricted(&self.whole)
    }

    /// How well a box holds the points of interest and no others: the harmonic mean of its coverage of what was
    /// searched and of its gain in density, `(k/n − k₀/n₀) / (1 − k₀/n₀)`, `k₀` and `n₀` being those of the first
    /// box. 0 for a box that is no denser than the first one, 1 for one that holds all points of interest alone.
    #[must_use]
    pub fn balance(&self, step: &Step) -> f64 {
        let Some(first) = self.steps.first() else { return 0.0 };
        let base = self.density(first);
        let gain = (self.density(step) - base) / (1.0 - base);
        let coverage = share(step.of_interest, first.of_interest);
        if gain > 0.0 { 2.0 * coverage * gain / (coverage + gain) } else { 0.0 }
    }

    /// The first box with the best [`balance`](Self::balance).
    #[must_use]
    pub fn best(&self) -> usize {
        let better = |best: (usize, f64), (place, balance): (usize, f64)| {
            if balance > best.1 { (place, balance) } else { best }
        };
        self.steps.iter().map(|step| self.balance(step)).enumerate().fold((0, 0.0), better).0
    }

    /// Of the boxes that are at least so dense, the one with the most coverage, and of several the densest.
    #[must_use]
    pub fn widest(&self, density: f64) -> Option<usize> {
        let dense = self.steps.iter().enumerate().filter(|(_, step)| self.density(step) >= density);
        dense
            .reduce(|best, next| {
                let rank = |step: &Step| (step.of_interest, usize::MAX - step.points);
                if rank(next.1) > rank(best.1) { next } else { best }
            })
            .map(|(place, _)| place)
    }

    /// The points that were searched and that a box holds.
    #[must_use]
    pub fn inside(&self, samples: &Samples, limits: &Limits) -> Vec<usize> {
        let columns = limits.restricted(&self.whole);
        self.members.iter().copied().filter(|&point| limits.holds(samples, point, &columns)).collect()
    }
}

/// A share of a whole; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of points are far below 2^53")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}
