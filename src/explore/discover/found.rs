//! A box to look at: one of a trajectory, without the limits that are little better than chance.

use super::{
    Limit, Limits, Samples, Trajectory,
    significance::{count, limits_of},
    trajectory::share,
};

/// A box with the numbers of its limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its place on the trajectory, before any limit was dropped.
    pub step: usize,
    /// Its limits, of all inputs.
    pub limits: Limits,
    /// Its limits that are tighter than those of all samples, in the order of the inputs.
    pub tight: Vec<Limit>,
    /// The limits that were dropped, the least telling first, each with its quasi-p-value at that moment.
    pub dropped: Vec<Limit>,
    /// Points inside, of those that were searched.
    pub points: usize,
    /// Points of interest inside.
    pub of_interest: usize,
    /// Share of all points of interest that it holds.
    pub coverage: f64,
    /// Share of its points that are of interest.
    pub density: f64,
    /// Share of all points that it holds.
    pub mass: f64,
}

impl Found {
    /// The box at a place of a trajectory. Its limits whose quasi-p-value is above `weak` are dropped, one at a time
    /// from the greatest, since each changes the numbers of the others; a `weak` of 1 keeps all.
    ///
    /// # Panics
    /// When the trajectory has no such place.
    #[must_use]
    pub fn new(samples: &Samples, trajectory: &Trajectory, step: usize, weak: f64) -> Self {
        let mut limits = trajectory.steps[step].limits.clone();
        let mut dropped = Vec::new();
        let mut tight = limits_of(samples, trajectory, &limits);
        while let Some(worst) = weakest(&tight).filter(|limit| limit.quasi_p > weak) {
            let end = trajectory.whole.get(worst.column, worst.side);
            limits = limits.with(worst.column, worst.side, end);
            dropped.push(worst);
            tight = limits_of(samples, trajectory, &limits);
        }
        let (points, of_interest) = count(samples, trajectory, &limits);
        Self {
            step,
            limits,
            tight,
            dropped,
            points,
            of_interest,
            coverage: share(of_interest, trajectory.of_interest),
            density: share(of_interest, points),
            mass: share(points, trajectory.points),
        }
    }
}

fn weakest(limits: &[Limit]) -> Option<Limit> {
    limits.iter().copied().reduce(|worst, next| if next.quasi_p > worst.quasi_p { next } else { worst })
}
