//! The difference of a metric between two points that met the same luck: what both owe to the same draw cancels.

use serde::Serialize;

use crate::statistics::PairedRatios;

/// A difference and its Monte Carlo error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Contrast {
    /// The second point's metric less the first one's.
    pub difference: f64,
    /// Its standard error over draws; `None` with one draw.
    pub standard_error: Option<f64>,
}

impl Contrast {
    /// The contrast of two points by their draws' ratios; `None` when the metric has no value at one of them.
    #[must_use]
    pub fn of(first: &[(u64, u64)], second: &[(u64, u64)]) -> Option<Self> {
        let pairs: Vec<_> = first.iter().zip(second).map(|(&one, &other)| [one, other]).collect();
        let paired = PairedRatios::of(&pairs)?;
        Some(Self { difference: paired.difference(), standard_error: paired.standard_error() })
    }

    /// Whether chance alone hardly makes a difference as large: above `errors` standard errors, and above `least`.
    #[must_use]
    pub fn is_clear(&self, errors: f64, least: f64) -> bool {
        self.standard_error.is_some_and(|error| self.difference.abs() > errors * error + least)
    }
}
