//! Who wants what: actors, issues, deals, and what a deal is worth to whom.
//!
//! Every struct that holds numbers is generic over them: a [`Model<ParameterId>`] is part of a scenario, a
//! [`Model<f64>`] of a case whose numbers are drawn.
//!
//! [`Model<ParameterId>`]: crate::scenario::ParameterId

mod actor;
mod belief;
mod combinations;
pub mod deal;
pub mod flow;
mod guarantee;
mod issue;
mod monitoring;
mod prospects;
mod repair;
pub mod terms;
mod valuation;

pub use actor::{Actor, ActorId, RedLine, RedLineKind, Roles};
pub use belief::Prior;
pub use deal::{DealId, DealSpace};
pub use guarantee::Guarantee;
pub use issue::{Effect, Issue, IssueId, Values};
pub use monitoring::MonitoringTerms;
pub use prospects::Prospects;
pub use repair::Repair;
pub use valuation::Valuation;

use crate::ceasefire::Rates;

/// Everything about the conflict that does not depend on how the talks are run.
#[derive(Clone, Debug, PartialEq)]
pub struct Model<N = f64> {
    /// The actors in file order.
    pub actors: Vec<Actor<N>>,
    /// The issues in file order.
    pub issues: Vec<Issue<N>>,
    /// The guarantees in file order.
    pub guarantees: Vec<Guarantee<N>>,
    /// What monitors see at each level of the monitoring issue.
    pub monitoring: MonitoringTerms<N>,
    /// The rates of the ceasefire.
    pub ceasefire: Rates<N>,
    /// How a text is reopened in crisis; `None` if it never is.
    pub repair: Option<Repair<N>>,
    /// The two belligerents whose ceasefire is watched; `None` where nothing is held after signing.
    pub belligerents: Option<[ActorId; 2]>,
}

impl<N> Model<N> {
    /// The same model with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Model<M> {
        Model {
            actors: self.actors.iter().map(|actor| actor.map(f)).collect(),
            issues: self.issues.iter().map(|issue| issue.map(f)).collect(),
            guarantees: self.guarantees.iter().map(|guarantee| guarantee.map(f)).collect(),
            monitoring: self.monitoring.map(f),
            ceasefire: self.ceasefire.map(f),
            repair: self.repair.as_ref().map(|repair| repair.map(f)),
            belligerents: self.belligerents,
        }
    }
}

/// Maps each number of a list.
pub(crate) fn map_all<N, M>(numbers: &[N], f: &mut impl FnMut(&N) -> M) -> Vec<M> {
    numbers.iter().map(f).collect()
}
