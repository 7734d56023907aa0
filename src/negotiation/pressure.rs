//! Pressure: refusing costs more with every round, "must ultimately accept the deal on the table".

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
}

impl<N> Pressure<N> {
    /// The same pressure with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Pressure<M> {
        Pressure { by: self.by, start: f(&self.start), slope: f(&self.slope), max: f(&self.max) }
    }
}

impl Pressure<f64> {
    /// Utility that refusing costs at round `t`.
    #[must_use]
    pub fn at(&self, round: u32) -> f64 {
        (self.slope * (f64::from(round) - self.start).max(0.0)).min(self.max)
    }
}
