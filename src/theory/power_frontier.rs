//! Two players share a pie of 1, the first with falling marginal utility: `u1 = x^r`, `u2 = 1 − x`.
//!
//! Without outside options Nash's solution is `x = αr/(αr + 1 − α)`, and Kalai–Smorodinsky and egalitarian meet
//! where `x^r = 1 − x`. With them each is the root of a condition that falls in `x`, found to the last bit.

use super::{GameError, falling_root};
use crate::{Probability, units::checked};

/// The frontier `(x^r, 1 − x)` for shares `x` in `[0, 1]`.
///
/// ```
/// # use armistice::{Probability, theory::PowerFrontier};
/// let frontier = PowerFrontier::new(0.5)?;
/// let half = Probability::new(0.5)?;
/// assert!((frontier.nash([0.0, 0.0], half)? - 1.0 / 3.0).abs() < 1e-9);
/// assert!((frontier.kalai_smorodinsky([0.0, 0.0])? - (3.0 - 5.0_f64.sqrt()) / 2.0).abs() < 1e-9);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerFrontier {
    exponent: f64,
}

impl PowerFrontier {
    /// The frontier with exponent `r` in `(0, 1]`.
    ///
    /// # Errors
    /// [`GameError::OutOfRange`] when it is not.
    pub fn new(exponent: f64) -> Result<Self, GameError> {
        Ok(Self { exponent: checked("a frontier's exponent above 0", exponent, f64::MIN_POSITIVE, 1.0)? })
    }

    /// Both utilities when player 1 gets the share `x`, in `[0, 1]`.
    #[must_use]
    pub fn utilities(&self, x: f64) -> [f64; 2] {
        [libm::pow(x, self.exponent), 1.0 - x]
    }

    /// Each player's best utility when the other gets its disagreement utility.
    ///
    /// # Errors
    /// [`GameError`] when a disagreement utility is not in `[0, 1]`, or both can't be met.
    pub fn ideal(&self, disagreement: [f64; 2]) -> Result<[f64; 2], GameError> {
        let [low, high] = self.shares(disagreement)?;
        Ok([libm::pow(high, self.exponent), 1.0 - low])
    }

    /// Player 1's share in Nash's solution, with bargaining weight `weight` for player 1.
    ///
    /// # Errors
    /// [`GameError`] when a disagreement utility is not in `[0, 1]`, or both can't be met.
    pub fn nash(&self, disagreement: [f64; 2], weight: Probability) -> Result<f64, GameError> {
        let [low, high] = self.shares(disagreement)?;
        let (r, weight) = (self.exponent, weight.get());
        // α r x^(r−1) (u2 − d2) = (1 − α) (u1 − d1), times x: the derivative of α ln(u1 − d1) + (1 − α) ln(u2 − d2).
        Ok(falling_root(low, high, |x| {
            let [u1, u2] = self.utilities(x);
            weight * r * u1 * (u2 - disagreement[1]) - (1.0 - weight) * x * (u1 - disagreement[0])
        }))
    }

    /// Player 1's share in Kalai and Smorodinsky's solution.
    ///
    /// # Errors
    /// [`GameError`] when a disagreement utility is not in `[0, 1]`, or both can't be met.
    pub fn kalai_smorodinsky(&self, disagreement: [f64; 2]) -> Result<f64, GameError> {
        let ideal = self.ideal(disagreement)?;
        self.equal_gains(disagreement, [ideal[0] - disagreement[0], ideal[1] - disagreement[1]])
    }

    /// Player 1's share in Kalai's egalitarian solution.
    ///
    /// # Errors
    /// [`GameError`] when a disagreement utility is not in `[0, 1]`, or both can't be met.
    pub fn egalitarian(&self, disagreement: [f64; 2]) -> Result<f64, GameError> {
        self.equal_gains(disagreement, [1.0, 1.0])
    }

    /// The share at which the gains are as `scale` is.
    fn equal_gains(&self, disagreement: [f64; 2], scale: [f64; 2]) -> Result<f64, GameError> {
        let [low, high] = self.shares(disagreement)?;
        Ok(falling_root(low, high, |x| {
            let [u1, u2] = self.utilities(x);
            (u2 - disagreement[1]) * scale[0] - (u1 - disagreement[0]) * scale[1]
        }))
    }

    /// The least and the largest share that both players accept.
    fn shares(&self, [d1, d2]: [f64; 2]) -> Result<[f64; 2], GameError> {
        checked("a disagreement utility", d1, 0.0, 1.0)?;
        checked("a disagreement utility", d2, 0.0, 1.0)?;
        let (low, high) = (libm::pow(d1, 1.0 / self.exponent), 1.0 - d2);
        if low <= high { Ok([low, high]) } else { Err(GameError::NoAgreement) }
    }
}
