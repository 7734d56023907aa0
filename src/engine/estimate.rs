//! Estimates from tallies: value, Monte Carlo error and interval, and the band of the draws.

use crate::statistics::{Confidence, Interval, MeanSum, Proportion};

use super::summary::{Estimate, Range};

/// The share of the draws that a band covers.
const BAND: f64 = 0.8;

/// An interval as a range.
pub(super) fn range(interval: Interval) -> Range {
    Range { low: interval.low, high: interval.high }
}

/// The estimate of a share.
pub(super) fn share(proportion: &Proportion) -> Estimate {
    Estimate {
        value: proportion.estimate(),
        standard_error: proportion.standard_error(),
        interval: proportion.interval(Confidence::P95).map(range),
        band: proportion.band(BAND).map(range),
    }
}

/// The estimate of a mean over draws.
pub(super) fn mean(sum: &MeanSum) -> Estimate {
    let (value, standard_error) = (sum.mean(), sum.standard_error());
    let z = Confidence::P95.z();
    let interval = value
        .zip(standard_error)
        .map(|(value, error)| Range { low: value - z * error, high: value + z * error });
    Estimate { value, standard_error, interval, band: None }
}
