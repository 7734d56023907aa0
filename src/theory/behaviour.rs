//! Building blocks of behaviour that is not quite rational: noisy choice and time-dependent concession.
//!
//! Logit choice is that of quantal response (McKelvey and Palfrey, *GEB* 10, 1995); the concession curve that of
//! Faratin, Sierra and Jennings (*Robotics and Autonomous Systems* 24, 1998).

use crate::{OutOfRange, Probability, units::checked};

/// Chance of accepting what is better by `gain`, with precision `precision`: `1/(1 + e^(−λΔ))`. At precision 0 it is
/// a coin; as it grows, the best reply.
///
/// ```
/// # use armistice::theory::logit_acceptance;
/// assert!((logit_acceptance(5.0, 0.1) - 0.6224593312).abs() < 1e-10);
/// ```
#[must_use]
pub fn logit_acceptance(precision: f64, gain: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-precision * gain))
}

/// Chances of choosing among options worth `values`: proportional to `e^(λ v)`. Empty without an option.
///
/// ```
/// # use armistice::theory::softmax;
/// assert!((softmax(4.0, &[0.2, 0.5, 0.3])[1] - 0.5712577895).abs() < 1e-10);
/// ```
#[must_use]
pub fn softmax(precision: f64, values: &[f64]) -> Vec<f64> {
    // The best option at e^0, so that nothing overflows.
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = values.iter().map(|value| libm::exp(precision * (value - best))).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}

/// What an actor asks for at time `elapsed` of its time: from `best` at 0 to `reservation` at 1, by
/// `a = u_min + (u_max − u_min)(1 − τ^(1/e))`. An exponent `e` below 1 holds out (Boulware), above 1 gives way early.
///
/// ```
/// # use armistice::{Probability, theory::aspiration};
/// assert!((aspiration(Probability::new(0.25)?, 1.0, 0.3, 1.0)? - 0.825).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when the exponent is not above 0 or not finite.
pub fn aspiration(
    elapsed: Probability,
    exponent: f64,
    reservation: f64,
    best: f64,
) -> Result<f64, OutOfRange> {
    let exponent = checked("a concession exponent above 0", exponent, f64::MIN_POSITIVE, f64::MAX)?;
    Ok(reservation + (best - reservation) * (1.0 - libm::pow(elapsed.get(), 1.0 / exponent)))
}
