//! Logit choice: better options are chosen more often, not always (McFadden 1974; McKelvey and Palfrey 1995).
//!
//! A text is accepted with chance `σ(λ (V − r − option))`. An offer is drawn from the softmax of `λ E(x)`, with
//! `E(x) = P(x) V(x) + (1 − P(x)) r` and `P(x)` the chance that all who must sign would accept it by the same rule.
//! `λ → ∞` is a best reply, `λ = 0` a coin.

use crate::units::numbers;

numbers! {
    /// Chooses better options more often.
    pub struct Logit {
        /// `λ`: decisiveness, per unit of utility.
        pub decisiveness,
        /// How much more than the reservation value is asked for, in utility: the option value of waiting, or a
        /// sense of fairness.
        pub option,
    }
}

impl Logit {
    /// The chance that a text is accepted that is worth `gain` more than the reservation value.
    #[must_use]
    pub fn acceptance(&self, gain: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-self.decisiveness * (gain - self.option)))
    }

    /// The chance that another one is expected to accept a text that is worth `gain` more than its reservation value:
    /// as decisive, and asking for no more than that.
    #[must_use]
    pub fn expected_acceptance(&self, gain: f64) -> f64 {
        Self { option: 0.0, ..self.clone() }.acceptance(gain)
    }

    /// Running sums of the softmax weights of these expected values; all 0 if none can be chosen.
    #[must_use]
    pub fn running_weights(&self, expected: &[f64]) -> Vec<f64> {
        let most = expected.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        let weight = |value: &f64| {
            if *value > f64::NEG_INFINITY {
                sum += libm::exp(self.decisiveness * (value - most));
            }
            sum
        };
        expected.iter().map(weight).collect()
    }
}

/// Which option chance falls on, with `luck` in `[0, 1)`; `None` if nothing has a weight.
#[must_use]
pub fn drawn(running_weights: &[f64], luck: f64) -> Option<usize> {
    let total = running_weights.last().copied().filter(|total| *total > 0.0)?;
    let target = luck * total;
    Some(running_weights.partition_point(|sum| *sum <= target).min(running_weights.len() - 1))
}
