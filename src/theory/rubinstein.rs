//! Alternating offers: what the first proposer gets when delay costs both.
//!
//! Rubinstein (*Econometrica* 50, 1982) for an endless horizon, Ståhl (1972) for a finite one, Binmore, Shaked and
//! Sutton (*QJE* 104, 1989) for an outside option, Binmore, Rubinstein and Wolinsky (*RAND Journal* 17, 1986) for a
//! risk of breakdown. Player 1 proposes in the first round and in every odd one. Shares are player 1's.

use super::{Discount, GameError};
use crate::{OutOfRange, Probability, units::checked};

/// Player 1's share without an end: `(1 − δ2)/(1 − δ1 δ2)`.
///
/// ```
/// # use armistice::theory::{Discount, rubinstein_share};
/// let share = rubinstein_share(Discount::new(0.9)?, Discount::new(0.8)?);
/// assert!((share - 5.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn rubinstein_share(first: Discount, second: Discount) -> f64 {
    (1.0 - second.get()) / (1.0 - first.get() * second.get())
}

/// Player 1's share when nobody gets anything after `rounds` rounds; `None` without a round.
///
/// From the last round back, the proposer leaves the other what waiting is worth: `1 − δ2 (1 − s)` when player 1
/// proposes and `δ1 s` when player 2 does, with `s` the share one round later.
///
/// ```
/// # use armistice::theory::{Discount, finite_rubinstein_share};
/// let share = finite_rubinstein_share(Discount::new(0.9)?, Discount::new(0.8)?, 3);
/// assert!((share.unwrap() - 0.92).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn finite_rubinstein_share(first: Discount, second: Discount, rounds: u32) -> Option<f64> {
    backwards(rounds, 1.0, 0.0, [first.get(), second.get()], [0.0, 0.0])
}

/// Player 1's share without an end when each round without agreement pays the flows `flows`: Rubinstein's share of
/// the surplus, `w1 + (1 − δ2)/(1 − δ1 δ2) (1 − w1 − w2)`. Flows and shares are per period.
///
/// ```
/// # use armistice::theory::{Discount, war_flow_share};
/// let share = war_flow_share([Discount::new(0.9)?, Discount::new(0.8)?], [0.1, 0.2])?;
/// assert!((share - 0.6).abs() < 1e-12);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a flow is not in `[-1, 1]` or war pays both more than 1 together.
pub fn war_flow_share(discounts: [Discount; 2], flows: [f64; 2]) -> Result<f64, GameError> {
    let surplus = surplus(flows)?;
    Ok(flows[0] + rubinstein_share(discounts[0], discounts[1]) * surplus)
}

/// Player 1's share when each round without agreement pays the flows `flows`, which go on for ever after `rounds`
/// rounds without one; `None` without a round.
///
/// ```
/// # use armistice::theory::{Discount, finite_war_flow_share};
/// let share = finite_war_flow_share([Discount::new(0.9)?, Discount::new(0.8)?], [0.1, 0.2], 2)?;
/// assert!((share.unwrap() - 0.24).abs() < 1e-12);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a flow is not in `[-1, 1]` or war pays both more than 1 together.
pub fn finite_war_flow_share(
    discounts: [Discount; 2],
    flows: [f64; 2],
    rounds: u32,
) -> Result<Option<f64>, GameError> {
    surplus(flows)?;
    Ok(backwards(rounds, 1.0 - flows[1], flows[0], discounts.map(Discount::get), flows))
}

fn surplus(flows: [f64; 2]) -> Result<f64, GameError> {
    for flow in flows {
        checked("a war flow", flow, -1.0, 1.0)?;
    }
    let surplus = 1.0 - flows[0] - flows[1];
    if surplus >= 0.0 { Ok(surplus) } else { Err(GameError::NoAgreement) }
}

/// Backward induction from the last round, in which player 1 gets `last_odd` or `last_even` by who proposes.
fn backwards(rounds: u32, last_odd: f64, last_even: f64, delta: [f64; 2], flow: [f64; 2]) -> Option<f64> {
    let last = if rounds % 2 == 1 { last_odd } else { last_even };
    (rounds > 0).then(|| {
        (1..rounds).rev().fold(last, |share, round| {
            if round % 2 == 1 {
                1.0 - ((1.0 - delta[1]) * flow[1] + delta[1] * (1.0 - share))
            } else {
                (1.0 - delta[0]) * flow[0] + delta[0] * share
            }
        })
    })
}

/// Player 1's share without an end when player 2 may leave for `outside` after refusing: `1/(1 + δ)` while the
/// option is no better than waiting (`o ≤ δ/(1 + δ)`), else `1 − o`. Both discount by `discount`.
///
/// ```
/// # use armistice::theory::{Discount, outside_option_share};
/// let share = outside_option_share(Discount::new(0.9)?, 0.6)?;
/// assert!((share - 0.4).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `outside` is not in `[0, 1]`.
pub fn outside_option_share(discount: Discount, outside: f64) -> Result<f64, OutOfRange> {
    let outside = checked("an outside option", outside, 0.0, 1.0)?;
    let delta = discount.get();
    Ok(if outside <= delta / (1.0 + delta) { 1.0 / (1.0 + delta) } else { 1.0 - outside })
}

/// Player 1's share without an end or impatience when each refusal breaks the talks off with chance `risk`:
/// `d1 + (1 − d1 − d2)/(2 − b)`. As the risk vanishes it is Nash's solution.
///
/// ```
/// # use armistice::{Probability, theory::breakdown_share};
/// let share = breakdown_share(Probability::new(0.1)?, [0.1, 0.2])?;
/// assert!((share - 0.4684210526).abs() < 1e-10);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a disagreement utility is not in `[-1, 1]` or they add up to more than 1.
pub fn breakdown_share(risk: Probability, disagreement: [f64; 2]) -> Result<f64, GameError> {
    Ok(disagreement[0] + surplus(disagreement)? / (2.0 - risk.get()))
}
