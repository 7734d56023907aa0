//! Morris screening: which inputs matter at all, from few evaluations.
//!
//! A trajectory begins anywhere on a grid of the unit cube and changes one input after another, each once, by `Δ`. What
//! a step changes, over its length, is an elementary effect. Their mean `μ`, the mean of their sizes `μ*`, and their
//! standard deviation `σ` say how much an input moves the function, in one direction or in any, and how much that
//! hangs on the others.
//!
//! M. D. Morris, *Technometrics* 33 (1991) 161–174; `μ*`: F. Campolongo, J. Cariboni and A. Saltelli, *Environmental
//! Modelling & Software* 22 (2007) 1509–1518.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Levels of the grid: 0, 1/3, 2/3 and 1.
pub const LEVELS: u32 = 4;

/// Length of a step, `LEVELS / (2 (LEVELS − 1))`: from either of the lower levels to either of the upper ones.
pub const STEP: f64 = 2.0 / 3.0;

/// The points of a trajectory: one more than there are inputs.
pub type Trajectory = Vec<Vec<f64>>;

/// A trajectory through the grid, in an order and from a point that its seed and number decide.
#[must_use]
pub fn trajectory(inputs: usize, seed: u64, number: u64) -> Trajectory {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    luck.set_stream(number);
    let mut point: Vec<f64> = Vec::with_capacity(inputs);
    let mut rises = Vec::with_capacity(inputs);
    for _ in 0..inputs {
        let bits = luck.next_u32();
        let low = if bits & 1 == 0 { 0.0 } else { 1.0 / 3.0 };
        let rise = bits & 2 == 0;
        point.push(if rise { low } else { low + STEP });
        rises.push(rise);
    }
    let mut order: Vec<usize> = (0..inputs).collect();
    for last in (1..inputs).rev() {
        order.swap(last, ((u64::from(luck.next_u32()) * (last as u64 + 1)) >> 32) as usize);
    }
    let mut points = vec![point.clone()];
    for input in order {
        point[input] += if rises[input] { STEP } else { -STEP };
        points.push(point.clone());
    }
    points
}

/// What screening found of one input.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// `μ`: mean of its elementary effects.
    pub mean: f64,
    /// `μ*`: mean of their sizes.
    pub size: f64,
    /// `σ`: their standard deviation, with `n − 1`; 0 for a single effect.
    pub deviation: f64,
    /// How many effects there were.
    pub effects: u64,
}

/// The effects of each input: of trajectories and the function's values at their points.
///
/// A trajectory may be of any length, but each of its steps must change one input only; a step with a value that is
/// not finite tells nothing.
#[must_use]
pub fn screen(inputs: usize, trajectories: &[(Trajectory, Vec<f64>)]) -> Vec<Effect> {
    let mut effects: Vec<Vec<f64>> = vec![Vec::new(); inputs];
    for (points, values) in trajectories {
        for (points, values) in points.windows(2).zip(values.windows(2)) {
            let changed = (0..inputs).find(|&input| points[0][input] != points[1][input]);
            let Some(input) = changed else { continue };
            let effect = (values[1] - values[0]) / (points[1][input] - points[0][input]);
            if effect.is_finite() {
                effects[input].push(effect);
            }
        }
    }
    effects.iter().map(|effects| summarise(effects)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "there are few trajectories")]
fn summarise(effects: &[f64]) -> Effect {
    if effects.is_empty() {
        return Effect::default();
    }
    let number = effects.len() as f64;
    let mean = effects.iter().sum::<f64>() / number;
    let size = effects.iter().map(|effect| effect.abs()).sum::<f64>() / number;
    let squares: f64 = effects.iter().map(|effect| (effect - mean) * (effect - mean)).sum();
    let deviation = if effects.len() > 1 { (squares / (number - 1.0)).sqrt() } else { 0.0 };
    Effect { mean, size, deviation, effects: effects.len() as u64 }
}
