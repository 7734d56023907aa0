//! Monitoring: what is seen at each level that the talks may agree on.

use crate::ceasefire::Monitoring;

use super::IssueId;

/// Monitoring by level of the issue that sets it.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitoringTerms<N = f64> {
    /// The issue; without one there is a single level, in force under every deal.
    pub issue: Option<IssueId>,
    /// What is seen at each level.
    pub levels: Vec<Monitoring<N>>,
}

impl<N> MonitoringTerms<N> {
    /// The same terms with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> MonitoringTerms<M> {
        MonitoringTerms { issue: self.issue, levels: self.levels.iter().map(|level| level.map(f)).collect() }
    }
}
