//! Private information: what the others believe of an actor's outside option, by Bayes' rule.
//!
//! The actor's war flow `b` is one of a few types as far as the others know. An answer to a text `x` is weighed
//! with a logit likelihood, `P(accept | type) = σ(λ (V(x | type) − r(type)))`; silence tells nothing. Types enter
//! the outside option and the value of a collapse alike. Source: Fearon 1995, Powell 1999.

use super::map_all;

/// What the others hold possible of one actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior<N = f64> {
    /// War flows that they hold possible.
    pub types: Vec<N>,
    /// Weight of each.
    pub weights: Vec<N>,
    /// `λ`: how firmly they think that it accepts what is better for it, per unit of utility.
    pub decisiveness: N,
}

impl<N> Prior<N> {
    pub(crate) fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Prior<M> {
        Prior {
            types: map_all(&self.types, f),
            weights: map_all(&self.weights, f),
            decisiveness: f(&self.decisiveness),
        }
    }
}

impl Prior {
    /// The chance of each type, adding up to 1; equal ones if all weights are 0.
    #[must_use]
    pub fn chances(&self) -> Vec<f64> {
        normalised(self.weights.clone())
    }

    /// Bayes' rule after an answer; `gain(type)` is `V(x | type) − r(type)`.
    pub fn update(&self, chances: &mut [f64], accepted: bool, gain: impl Fn(f64) -> f64) {
        let posterior: Vec<f64> = (chances.iter().zip(&self.types))
            .map(|(chance, kind)| {
                let accepts = 1.0 / (1.0 + libm::exp(-self.decisiveness * gain(*kind)));
                chance * if accepted { accepts } else { 1.0 - accepts }
            })
            .collect();
        // An answer that no type would give says nothing about types.
        if posterior.iter().sum::<f64>() > 0.0 {
            chances.copy_from_slice(&normalised(posterior));
        }
    }
}

fn normalised(weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    #[expect(clippy::cast_precision_loss)]
    let equal = 1.0 / weights.len() as f64;
    weights.into_iter().map(|weight| if total > 0.0 { weight / total } else { equal }).collect()
}
