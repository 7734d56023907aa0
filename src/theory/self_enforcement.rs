//! A ceasefire that needs no guarantor: breaking it pays once, and costs for ever after.
//!
//! The folk theorem with violations that are seen only sometimes (Fudenberg and Maskin, *Econometrica* 54, 1986;
//! Green and Porter 1984): keeping the peace is an equilibrium when `δ ≥ g/(g + dℓ)`.

use crate::{OutOfRange, Probability, units::checked};

/// The least discount factor with which a ceasefire enforces itself, when a violation gains `gain` at once, is
/// detected with chance `detection`, and then costs `loss` in every period to come. At 1 no patience is enough.
///
/// ```
/// # use armistice::{Probability, theory::required_patience};
/// assert!((required_patience(0.3, 1.0, Probability::new(0.5)?)? - 0.375).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when the gain is not above 0, the loss negative, or either not finite.
pub fn required_patience(gain: f64, loss: f64, detection: Probability) -> Result<f64, OutOfRange> {
    let gain = checked("the gain from a violation above 0", gain, f64::MIN_POSITIVE, f64::MAX)?;
    let loss = checked("the loss from war", loss, 0.0, f64::MAX)?;
    Ok(gain / (gain + detection.get() * loss))
}
