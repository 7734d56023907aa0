//! Somebody is drawn to propose each round, and all must agree (Binmore 1987; Merlo and Wilson, *Econometrica* 63,
//! 1995, with a pie that does not change).
//!
//! With `p_i` the chance to propose: `S = 1/(1 + Σ p_j δ_j/(1 − δ_j))` is what the proposer gains by proposing,
//! `v_i = p_i S/(1 − δ_i)` what a player expects, `δ_i v_i + S` what it keeps as a proposer.

use super::{
    Discount, GameError,
    error::{normalised, same_length},
};

/// The stationary equilibrium with a random proposer under unanimity. The pie is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomProposer {
    /// `S`: what a proposer gets above the value of waiting.
    pub surplus: f64,
    /// `v`: what each player expects before the proposer is drawn; they add up to 1.
    pub values: Vec<f64>,
    /// What each player keeps when it proposes; the others then get `δ_j v_j`.
    pub proposer_shares: Vec<f64>,
}

/// The equilibrium for chances of proposing `recognition` (not negative, scaled to add up to 1).
///
/// ```
/// # use armistice::theory::{Discount, random_proposer};
/// let game = random_proposer(&[0.5, 0.5], &[Discount::new(0.9)?, Discount::new(0.8)?])?;
/// assert!((game.values[0] - 2.0 / 3.0).abs() < 1e-12);
/// assert!((game.proposer_shares[0] - 0.7333333333).abs() < 1e-10);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when the lists differ in length, a chance is negative or none is above 0.
pub fn random_proposer(recognition: &[f64], discounts: &[Discount]) -> Result<RandomProposer, GameError> {
    same_length("discount factors", recognition.len(), discounts.len())?;
    let recognition = normalised("chances to propose", recognition)?;
    let delay: f64 = recognition.iter().zip(discounts).map(|(p, d)| p * d.get() / (1.0 - d.get())).sum();
    let surplus = 1.0 / (1.0 + delay);
    let values: Vec<f64> =
        recognition.iter().zip(discounts).map(|(p, d)| p * surplus / (1.0 - d.get())).collect();
    let proposer_shares = values.iter().zip(discounts).map(|(v, d)| d.get() * v + surplus).collect();
    Ok(RandomProposer { surplus, values, proposer_shares })
}
