//! The tornado: each input at its low and its high end, all others in the middle.
//!
//! It shows a direction, which shares of variance do not, and it sees no interaction.

/// How far through its distribution an input's low end is, in `(0, 1/2)`; the high end is as far from 1.
pub const LOW: f64 = 0.05;

/// How far through their distributions the others are: at their medians.
pub const MIDDLE: f64 = 0.5;

/// A function's values with one input at its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// With the input at its low end.
    pub low: f64,
    /// With the input at its high end.
    pub high: f64,
}

impl Swing {
    /// From the low end to the high one; negative if the function falls.
    #[must_use]
    pub fn change(&self) -> f64 {
        self.high - self.low
    }
}

/// The points of an input: low end and high end.
#[must_use]
pub fn ends(inputs: usize, input: usize) -> [Vec<f64>; 2] {
    [LOW, 1.0 - LOW].map(|end| {
        let mut point = vec![MIDDLE; inputs];
        point[input] = end;
        point
    })
}

/// The swings of a function of some inputs.
pub fn swings(inputs: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Swing> {
    let swing = |input| {
        let [low, high] = ends(inputs, input).map(|point| f(&point));
        Swing { low, high }
    };
    (0..inputs).map(swing).collect()
}
