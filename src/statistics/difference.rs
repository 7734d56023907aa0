//! The difference of two independent estimates, each with an interval of its own.
//!
//! With estimates `a` and `b` and their intervals `[l, u]`, the difference `a − b` lies between
//! `a − b − √((a − l_a)² + (u_b − b)²)` and `a − b + √((u_a − a)² + (b − l_b)²)`. For two shares with Wilson's intervals
//! this is method 10 of Newcombe (*Statistics in Medicine* 17, 1998), for two means with normal intervals it is
//! `± z √(SE_a² + SE_b²)`; for any other pair see Donner and Zou (*Statistical Methods in Medical Research* 21, 2012).

use super::Interval;

/// Interval of `a − b` at the confidence of both intervals; the estimates must be independent. With common random
/// numbers it is wider than it need be: [`PairedRatios`](super::PairedRatios) tells such differences more closely.
///
/// ```
/// # use armistice::statistics::{Confidence, difference, wilson};
/// let (a, b) = (wilson(56, 70, Confidence::P95), wilson(48, 80, Confidence::P95));
/// let change = difference((56.0 / 70.0, a), (48.0 / 80.0, b));
/// assert!((change.low - 0.0524).abs() < 5e-5 && (change.high - 0.3339).abs() < 5e-5);
/// ```
#[must_use]
pub fn difference((a, of_a): (f64, Interval), (b, of_b): (f64, Interval)) -> Interval {
    Interval {
        low: a - b - libm::hypot(a - of_a.low, of_b.high - b),
        high: a - b + libm::hypot(of_a.high - a, b - of_b.low),
    }
}
