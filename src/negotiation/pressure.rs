//! Pressure: refusing costs more with every round, "must ultimately accept the deal on the table"; and silence may cost
//! something of its own.

use crate::model::ActorId;

/// Pressure on one actor: `min(max, slope · max(0, t − start))` off its status quo at round `t`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressure<N = f64> {
    /// Who presses, for the report; pressure does not depend on it.
    pub by: Option<ActorId>,
    /// Round from which the pressure grows.
    pub start: N,
    /// Utility per round.
    pub slope: N,
    /// Most that it reaches.
    pub max: N,
    /// `σ_i`: utility that a round costs in which the actor is asked and does not answer. It counts where the actor
    /// chooses between silence and an answer, and nowhere else.
    pub on_silence: N,
}

impl<N> Pressure<N> {
    /// The same pressure with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Pressure<M> {
        Pressure {
            by: self.by,
            start: f(&self.start),
            slope: f(&self.slope),
            max: f(&self.max),
            on_silence: f(&self.on_silence),
        }
    }
}

impl Pressure<f64> {
    /// Utility that refusing costs at round `t`.
    #[must_use]
    pub fn at(&self, round: u32) -> f64 {
        (self.slope * (f64::from(round) - self.start).max(0.0)).min(self.max)
    }
}
