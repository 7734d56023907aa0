//! Nash's bargaining solution of a pie that can be shared in any way.
//!
//! It maximises `Π (x_i − d_i)^α_i` (Nash, *Econometrica* 18, 1950; with weights Harsanyi and Selten 1972), so each
//! player gets its disagreement utility and its share of the surplus: `x_i = d_i + α_i (1 − Σ d_j)`.

use super::{
    GameError,
    error::{normalised, same_length},
};
use crate::units::checked;

/// Shares of a pie of 1 for players with disagreement utilities `disagreement` and bargaining weights `weights`
/// (not negative, scaled to add up to 1).
///
/// ```
/// # use armistice::theory::nash_split;
/// let shares = nash_split(&[0.1, 0.2], &[0.6, 0.4])?;
/// assert!((shares[0] - 0.52).abs() < 1e-12 && (shares[1] - 0.48).abs() < 1e-12);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when the lists differ in length, a number is negative or not finite where it must not be, no
/// weight is above 0, or the disagreement utilities add up to more than 1 (to 1: the only split is they).
pub fn nash_split(disagreement: &[f64], weights: &[f64]) -> Result<Vec<f64>, GameError> {
    same_length("weights", disagreement.len(), weights.len())?;
    for &utility in disagreement {
        checked("a disagreement utility", utility, f64::MIN, f64::MAX)?;
    }
    let weights = normalised("bargaining weights", weights)?;
    let surplus = 1.0 - disagreement.iter().sum::<f64>();
    // Tenths that add up to 1 may do so only up to rounding.
    if surplus < -1e-12 {
        return Err(GameError::NoAgreement);
    }
    Ok(disagreement.iter().zip(weights).map(|(d, weight)| d + weight * surplus.max(0.0)).collect())
}
