//! A normal number with all that lies outside `[min, max]` cut off.
//!
//! Both work in the tail on their side of the mean: in the other one probabilities near 1 would lose their digits.

use crate::{
    Probability,
    statistics::{normal_cumulative, normal_quantile},
};

/// The number at `uniform` of the way through what is left of the distribution.
pub(super) fn sample(mean: f64, sd: f64, min: f64, max: f64, uniform: f64) -> f64 {
    let (low, high) = ((min - mean) / sd, (max - mean) / sd);
    let between = |from: f64, to: f64| {
        let (from, to) = (normal_cumulative(from), normal_cumulative(to));
        normal_quantile(Probability::clamped((1.0 - uniform) * from + uniform * to))
    };
    let number = if low > 0.0 { mean - sd * between(-low, -high) } else { mean + sd * between(low, high) };
    number.clamp(min, max)
}

/// How much of the distribution lies within `[min, max]`.
pub(crate) fn mass(mean: f64, sd: f64, min: f64, max: f64) -> f64 {
    let (low, high) = ((min - mean) / sd, (max - mean) / sd);
    if low > 0.0 {
        normal_cumulative(-low) - normal_cumulative(-high)
    } else {
        normal_cumulative(high) - normal_cumulative(low)
    }
}
