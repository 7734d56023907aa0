//! Bargaining when resolve is private, and reading a noisy alarm.
//!
//! Side A makes one demand; side B knows its own cost of war and accepts when war would cost it more than the demand
//! takes above `p` (Fearon, *International Organization* 49, 1995; Powell, *In the Shadow of Power*, 1999). Asking
//! for more wins more when it is accepted and war more often: some risk of war is worth taking.

use super::GameError;
use crate::{OutOfRange, Probability, units::checked};

/// A's best demand when B's cost is spread evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// `x*`: the share that A demands.
    pub demand: f64,
    /// Chance that B refuses, and there is war.
    pub war: f64,
    /// What A expects.
    pub value: f64,
    /// The cost below which B refuses: after a refusal B's cost is spread over `[low, cutoff]`, after acceptance
    /// over `[cutoff, high]`.
    pub cutoff: f64,
}

/// A's best demand when B's cost of war is spread evenly over `[low, high]`: `x* = p + z*` with
/// `z* = max(low, (high − c_A)/2)`, and war with chance `(z* − low)/(high − low)`. A can't demand more than 1.
///
/// ```
/// # use armistice::{Probability, theory::screening_offer};
/// let offer = screening_offer(Probability::new(0.5)?, 0.1, [0.0, 0.4])?;
/// assert!((offer.demand - 0.65).abs() < 1e-12 && (offer.war - 0.375).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when a cost is negative or not finite, or `low` is not below `high`.
pub fn screening_offer(
    victory: Probability,
    cost_a: f64,
    costs_b: [f64; 2],
) -> Result<Screening, OutOfRange> {
    let p = victory.get();
    let cost_a = checked("a cost of war", cost_a, 0.0, f64::MAX)?;
    let high = checked("the highest cost of war above 0", costs_b[1], f64::MIN_POSITIVE, f64::MAX)?;
    let low = checked("the lowest cost of war, below the highest,", costs_b[0], 0.0, high.next_down())?;
    // A demand above all of the pie is one of all of it.
    let cutoff = low.max(0.5 * (high - cost_a)).min(1.0 - p);
    let war = ((cutoff - low) / (high - low)).max(0.0);
    let demand = p + cutoff;
    Ok(Screening { demand, war, value: (1.0 - war) * demand + war * (p - cost_a), cutoff })
}

/// A's choice between a demand that both types of B accept and one that only the weak type does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoTypes {
    /// The chance of the weak type from which on the high demand is better: `(c_s + c_A)/(c_w + c_A)`.
    pub threshold: f64,
    /// What A expects from `p + c_s`, which both accept.
    pub pool: f64,
    /// What A expects from `p + c_w`, which the strong type refuses.
    pub screen: f64,
}

/// A's choice when B is weak, with cost `cost_weak`, with chance `weak`, and else strong with the lower cost
/// `cost_strong`.
///
/// ```
/// # use armistice::{Probability, theory::two_type_demand};
/// let choice = two_type_demand(Probability::new(0.5)?, 0.1, Probability::new(0.6)?, 0.3, 0.05)?;
/// assert!((choice.threshold - 0.375).abs() < 1e-12 && choice.screen > choice.pool);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a cost is negative or not finite, the strong type's is larger than the weak one's, or nobody's
/// is above 0.
pub fn two_type_demand(
    victory: Probability,
    cost_a: f64,
    weak: Probability,
    cost_weak: f64,
    cost_strong: f64,
) -> Result<TwoTypes, GameError> {
    let (p, weak) = (victory.get(), weak.get());
    let cost_a = checked("a cost of war", cost_a, 0.0, f64::MAX)?;
    let cost_weak = checked("a weak type's cost of war", cost_weak, 0.0, f64::MAX)?;
    let cost_strong = checked("a strong type's cost of war", cost_strong, 0.0, cost_weak)?;
    if cost_weak + cost_a == 0.0 {
        return Err(GameError::NoWeight { what: "costs of war" });
    }
    Ok(TwoTypes {
        threshold: (cost_strong + cost_a) / (cost_weak + cost_a),
        pool: p + cost_strong,
        screen: weak * (p + cost_weak) + (1.0 - weak) * (p - cost_a),
    })
}

/// Chance of a violation once an alarm is raised, by Bayes' rule: `πd/(πd + (1 − π)f)`; the prior where no alarm is
/// ever raised.
///
/// ```
/// # use armistice::{Probability, theory::violation_given_alarm};
/// let [prior, detection, false_alarm] = [0.05, 0.8, 0.02].map(|p| Probability::new(p).unwrap());
/// assert!((violation_given_alarm(prior, detection, false_alarm) - 0.6779661017).abs() < 1e-10);
/// ```
#[must_use]
pub fn violation_given_alarm(prior: Probability, detection: Probability, false_alarm: Probability) -> f64 {
    posterior(prior.get(), detection.get(), false_alarm.get())
}

/// Chance of a violation while no alarm is raised: `π(1 − d)/(π(1 − d) + (1 − π)(1 − f))`; the prior where an alarm
/// is always raised.
///
/// ```
/// # use armistice::{Probability, theory::violation_given_silence};
/// let [prior, detection, false_alarm] = [0.05, 0.8, 0.02].map(|p| Probability::new(p).unwrap());
/// assert!((violation_given_silence(prior, detection, false_alarm) - 0.0106269926).abs() < 1e-10);
/// ```
#[must_use]
pub fn violation_given_silence(prior: Probability, detection: Probability, false_alarm: Probability) -> f64 {
    posterior(prior.get(), 1.0 - detection.get(), 1.0 - false_alarm.get())
}

fn posterior(prior: f64, if_true: f64, if_false: f64) -> f64 {
    let (yes, no) = (prior * if_true, (1.0 - prior) * if_false);
    if yes + no > 0.0 { yes / (yes + no) } else { prior }
}
