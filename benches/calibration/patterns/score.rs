//! How far a set of numbers is from what the defaults are calibrated on.

use super::{
    Found, MONTHS, TOLERANCE,
    curve::{falling, spread},
    facts::band,
    observed,
};

/// How far a set is from what it is calibrated on: the sum of squares of the six points' distances in units of the
/// tolerance, and of how far T1 to T7 and the spread by decisiveness are outside their bands, or within a twentieth of
/// their edges, in tenths of the bands. T8, T9, T12 to T14 and the other patterns have no part in it.
#[must_use]
pub fn score(found: &Found) -> f64 {
    let square = |number: f64| number * number;
    let points: f64 = MONTHS
        .iter()
        .zip(observed())
        .map(|(month, real)| square((found.mixture[*month] - real) / TOLERANCE))
        .sum();
    let outside = |(low, high): (f64, f64), value: f64| {
        let width = high - low;
        let (low, high) = (low + 0.05 * width, high - 0.05 * width);
        square(f64::max(0.0, f64::max(low - value, value - high)) / (0.1 * width))
    };
    let falling = |survival: &[f64]| square(f64::min(0.0, falling(survival) - 0.02) / 0.02);
    points
        + outside(band::TEN_YEARS, found.mixture[120])
        + outside(band::FIRST_YEAR, found.bare[12])
        + falling(&found.mixture)
        + falling(&found.bare)
        + outside(band::MEDIUM, found.medium)
        + outside(band::MONITORS, found.monitors)
        + outside(band::TERMS, found.terms)
        + outside(band::PAPER, found.paper)
        + outside(band::DECISIVENESS, spread(&found.decisiveness))
}

/// The six points alone, by which a search may pass over what is far away.
#[must_use]
pub fn distance(survival: &[f64]) -> f64 {
    let points = MONTHS.iter().zip(observed());
    points.map(|(month, real)| (survival[*month] - real).abs()).fold(0.0, f64::max)
}
