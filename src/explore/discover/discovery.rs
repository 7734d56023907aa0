//! A whole discovery: box after box, each from what the ones before leave, until one is no better than chance.

use std::io;

use super::{Found, Samples, Settings, Trajectory, balance_by_chance, search};
use crate::engine::{
    Options,
    laboratory::in_order,
    seeds::{Purpose, stream},
};

/// A box that shuffled outcomes equal more often than this is no better than chance.
pub const CHANCE: f64 = 0.05;

/// Which box of a trajectory is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// That with the best [balance](Trajectory::balance).
    Balance,
    /// The [widest](Trajectory::widest) that is at least so dense, or the last one where none is.
    Density(f64),
    /// The one at this place, or the last one where there are fewer.
    Step(usize),
}

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// How each box is sought.
    pub settings: Settings,
    /// Which box is looked at. A step is one of the first trajectory; of further ones the best balance is taken.
    pub choice: Choice,
    /// Boxes at most.
    pub boxes: usize,
    /// Limits with a greater quasi-p-value are dropped; 1 keeps all.
    pub weak: f64,
    /// Searches of shuffled outcomes for each box.
    pub shuffles: u64,
    /// Seed of the shuffles.
    pub seed: u64,
}

/// One box, how it was found, and how good such boxes are by chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    /// The search.
    pub trajectory: Trajectory,
    /// The box.
    pub found: Found,
    /// Searches of shuffled outcomes that were made.
    pub shuffles: u64,
    /// Those of them with as good a [balance](Trajectory::balance) or a better one.
    pub as_good: u64,
}

impl Discovered {
    /// Chance of a search as good as this one, or better, where no input matters: `(1 + as good) / (1 + shuffles)`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of shuffles are far below 2^53")]
    pub fn p_value(&self) -> f64 {
        (1 + self.as_good) as f64 / (1 + self.shuffles) as f64
    }

    /// Whether the search found more than chance would.
    #[must_use]
    pub fn beats_chance(&self) -> bool {
        self.p_value() <= CHANCE
    }

    /// Whether there is a box to show: the search beats chance, and some limit is left.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.beats_chance() && !self.found.tight.is_empty()
    }
}

/// What [`discover`] tells `progress`, at most: the searches of all boxes.
#[must_use]
pub fn searches(plan: &Plan) -> u64 {
    plan.shuffles.saturating_mul(plan.boxes as u64)
}

/// Seeks boxes. The last of them may not [stand](Discovered::stands): then it is there to say so, and no further one is
/// sought.
/// When `options.cancel` is set, a box whose shuffles are not complete is left out.
///
/// # Errors
/// When no threads can be had.
pub fn discover(
    samples: &Samples,
    plan: &Plan,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Vec<Discovered>> {
    let mut members: Vec<usize> = (0..samples.len()).collect();
    let mut boxes: Vec<Discovered> = Vec::new();
    while boxes.len() < plan.boxes && members.iter().any(|point| samples.interest()[*point]) {
        let number = boxes.len();
        let trajectory = search(samples, &members, &plan.settings);
        let best = trajectory.balance(&trajectory.steps[trajectory.best()]);
        let before = number as u64 * plan.shuffles;
        let shuffled = in_order(plan.shuffles, options, &|done| progress(before + done), |shuffle| {
            // A draw's own numbers have replication 0: no stream is used twice.
            let mut rng = stream(plan.seed, shuffle, number as u64 + 1, Purpose::Draw);
            balance_by_chance(samples, &members, &plan.settings, &mut rng)
        })?;
        if (shuffled.len() as u64) < plan.shuffles {
            break;
        }
        let last = trajectory.steps.len() - 1;
        let step = match plan.choice {
            Choice::Density(density) => trajectory.widest(density).unwrap_or(last),
            Choice::Step(step) if number == 0 => step.min(last),
            Choice::Balance | Choice::Step(_) => trajectory.best(),
        };
        let found = Found::new(samples, &trajectory, step, plan.weak);
        let inside = trajectory.inside(samples, &found.limits);
        let as_good = shuffled.iter().filter(|balance| **balance >= best).count() as u64;
        let discovered = Discovered { trajectory, found, shuffles: plan.shuffles, as_good };
        let ends = !discovered.stands();
        boxes.push(discovered);
        if ends {
            break;
        }
        // Both lists are in the order of the points.
        members.retain(|point| inside.binary_search(point).is_err());
    }
    Ok(boxes)
}
