//! A number of the scenario, fixed or not known exactly: each distribution gives one number for one uniform.
//!
//! Sampling inverts the cumulative distribution, so that one uniform makes one number and common random
//! numbers stay common when a range changes.

pub(super) mod truncated_normal;

use std::fmt;

use crate::{Probability, statistics::beta_quantile};

/// A number that is fixed, or drawn once a draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Always this number.
    Fixed(f64),
    /// Triangular: `low ≤ mode ≤ high`.
    Triangular {
        /// Least value.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Greatest value.
        high: f64,
    },
    /// Uniform (flat).
    Uniform {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Normal with all that lies outside `[min, max]` cut off.
    TruncatedNormal {
        /// Mean before the cut.
        mean: f64,
        /// Standard deviation before the cut, above 0.
        sd: f64,
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Beta on `[0, 1]`.
    Beta {
        /// `α`, above 0.
        alpha: f64,
        /// `β`, above 0.
        beta: f64,
    },
    /// One of some numbers.
    Choice {
        /// The numbers.
        choices: Vec<f64>,
        /// The weight of each, at least 0, not all 0.
        weights: Vec<f64>,
    },
}

impl Quantity {
    /// The number at `uniform` of the way through the distribution, `uniform` in `[0, 1]`: the inverse of
    /// the cumulative distribution.
    ///
    /// # Panics
    /// When a number is outside the range that its field states.
    #[must_use]
    pub fn sample(&self, uniform: f64) -> f64 {
        match *self {
            Self::Fixed(number) => number,
            Self::Triangular { low, mode, high } => triangular(low, mode, high, uniform),
            Self::Uniform { min, max } => (min + uniform * (max - min)).clamp(min, max),
            Self::TruncatedNormal { mean, sd, min, max } => {
                truncated_normal::sample(mean, sd, min, max, uniform)
            }
            Self::Beta { alpha, beta } => {
                beta_quantile(Probability::clamped(uniform), alpha, beta).expect("shapes are above 0")
            }
            Self::Choice { ref choices, ref weights } => choice(choices, weights, uniform),
        }
    }

    /// The most likely number; of several equally likely ones the middle of a flat distribution and the first
    /// of several choices. A beta that peaks at both ends gives its mean.
    #[must_use]
    pub fn mode(&self) -> f64 {
        match *self {
            Self::Fixed(number) => number,
            Self::Triangular { mode, .. } => mode,
            Self::Uniform { min, max } => min + (max - min) / 2.0,
            Self::TruncatedNormal { mean, min, max, .. } => mean.clamp(min, max),
            Self::Beta { alpha, beta } => beta_mode(alpha, beta),
            Self::Choice { ref choices, ref weights } => {
                let heaviest = weights.iter().copied().fold(0.0, f64::max);
                let at = weights.iter().position(|weight| *weight >= heaviest).unwrap_or(0);
                choices.get(at).copied().unwrap_or(0.0)
            }
        }
    }

    /// The least and the greatest number that it can be.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        match *self {
            Self::Fixed(number) => (number, number),
            Self::Triangular { low, high, .. } => (low, high),
            Self::Uniform { min, max } | Self::TruncatedNormal { min, max, .. } => (min, max),
            Self::Beta { .. } => (0.0, 1.0),
            Self::Choice { ref choices, ref weights } => {
                let possible = choices.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
                possible.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (number, _)| {
                    (low.min(*number), high.max(*number))
                })
            }
        }
    }

    /// Whether it is always the same number.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        let (low, high) = self.range();
        low >= high
    }
}

fn triangular(low: f64, mode: f64, high: f64, uniform: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return mode;
    }
    let number = if uniform * width <= mode - low {
        low + (uniform * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - uniform) * width * (high - mode)).sqrt()
    };
    number.clamp(low, high)
}

/// Where the density peaks; the mean when it peaks at both ends or is flat.
fn beta_mode(alpha: f64, beta: f64) -> f64 {
    if alpha <= 1.0 && beta <= 1.0 {
        alpha / (alpha + beta)
    } else if alpha <= 1.0 {
        0.0
    } else if beta <= 1.0 {
        1.0
    } else {
        (alpha - 1.0) / (alpha + beta - 2.0)
    }
}

fn choice(choices: &[f64], weights: &[f64], uniform: f64) -> f64 {
    let total: f64 = weights.iter().sum();
    let mut reached = 0.0;
    let mut last = 0.0;
    for (number, weight) in choices.iter().zip(weights) {
        if *weight > 0.0 {
            reached += weight / total;
            last = *number;
            if uniform < reached {
                break;
            }
        }
    }
    last
}

/// As it is written in a scenario file.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(number) => write!(f, "{number}"),
            Self::Triangular { low, mode, high } => {
                write!(f, "{{ low = {low}, mode = {mode}, high = {high} }}")
            }
            Self::Uniform { min, max } => write!(f, "{{ min = {min}, max = {max} }}"),
            Self::TruncatedNormal { mean, sd, min, max } => {
                write!(f, "{{ mean = {mean}, sd = {sd}, min = {min}, max = {max} }}")
            }
            Self::Beta { alpha, beta } => write!(f, "{{ alpha = {alpha}, beta = {beta} }}"),
            Self::Choice { choices, weights } => {
                write!(f, "{{ choices = {choices:?}, weights = {weights:?} }}")
            }
        }
    }
}
