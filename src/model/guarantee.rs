//! A guarantee: who promises whom to respond to whose attack, and how far the promise holds.

use std::sync::Arc;

use crate::ceasefire::Honour;

use super::{ActorId, IssueId};

/// One guarantee.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee<N = f64> {
    /// The key in the scenario file.
    pub id: Arc<str>,
    /// The name for people.
    pub label: Arc<str>,
    /// Who promises.
    pub guarantor: ActorId,
    /// The belligerent that is protected.
    pub protects: ActorId,
    /// The belligerent that is guarded against.
    pub against: ActorId,
    /// The issue whose agreed level sets the severity; without one the guarantee is part of every deal.
    pub issue: Option<IssueId>,
    /// `L`: severity of the response; multiplies the issue's severity where there is one.
    pub severity: N,
    /// What carrying the guarantee at its full level costs the guarantor, in utility.
    pub cost: N,
    /// What answering one attack costs the guarantor, once, in periods of utility 1.
    pub answer_cost: N,
    /// How far the guarantor's word holds.
    pub honour: Honour<N>,
}

impl<N> Guarantee<N> {
    /// The same guarantee with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Guarantee<M> {
        Guarantee {
            id: self.id.clone(),
            label: self.label.clone(),
            guarantor: self.guarantor,
            protects: self.protects,
            against: self.against,
            issue: self.issue,
            severity: f(&self.severity),
            cost: f(&self.cost),
            answer_cost: f(&self.answer_cost),
            honour: self.honour.map(f),
        }
    }
}
