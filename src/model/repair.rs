//! Repair: what may mend a ceasefire in crisis.

use super::ActorId;

/// How a text is reopened in crisis, for one round of take it or leave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair<N = f64> {
    /// `q`: chance that it is reopened, at the beginning of each period in crisis.
    pub chance: N,
    /// Who tables a text; `None` for a mediator's best compromise.
    pub proposer: Option<ActorId>,
}

impl<N> Repair<N> {
    /// The same repair with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Repair<M> {
        Repair { chance: f(&self.chance), proposer: self.proposer }
    }
}
