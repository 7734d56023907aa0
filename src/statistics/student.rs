//! Student's t: how far a mean may stray when its error is estimated from few draws.
//!
//! With `T` on `ν` degrees of freedom, `T²/(ν + T²)` is Beta(½, ν/2) (DLMF 8.17; Johnson, Kotz and Balakrishnan,
//! *Continuous Univariate Distributions* 2, 1995, §28.7): the quantile is read from the Beta distribution's.

use super::{Confidence, beta_quantile};
use crate::Probability;

/// Degrees of freedom from which the normal quantile is the same to 1e-6.
const MANY: u64 = 2_000_000;

/// The number of standard errors that a Student's t on `freedom` degrees stays within; infinite without any.
///
/// ```
/// # use armistice::statistics::{Confidence, student_z};
/// assert!((student_z(1, Confidence::P95) - 12.706204736432).abs() < 1e-6);
/// assert!((student_z(10, Confidence::P95) - 2.228138851965).abs() < 1e-9);
/// ```
#[must_use]
pub fn student_z(freedom: u64, confidence: Confidence) -> f64 {
    if freedom == 0 {
        return f64::INFINITY;
    }
    if freedom >= MANY {
        return confidence.z();
    }
    let freedom = freedom as f64;
    let level = Probability::new(confidence.level()).expect("a confidence is a probability");
    let share = beta_quantile(level, 0.5, 0.5 * freedom).expect("both shapes are above 0");
    libm::sqrt(freedom * share / (1.0 - share))
}
