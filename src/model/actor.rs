//! An actor: its role, its patience, what war is worth to it, and the lines it will not cross.

use std::sync::Arc;

use super::{IssueId, Prior, map_all};

/// An actor's place in the scenario's file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub usize);

/// What an actor is in the conflict; one actor may be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// It fights, and may fight again.
    pub belligerent: bool,
    /// It may guarantee the deal.
    pub guarantor: bool,
    /// It may keep the text or table a bridging proposal.
    pub mediator: bool,
}

/// One actor. Utilities are per-period normalised flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor<N = f64> {
    /// The key in the scenario file.
    pub id: Arc<str>,
    /// The name for people.
    pub label: Arc<str>,
    /// What it is in the conflict.
    pub roles: Roles,
    /// Whether there is no deal without it.
    pub must_sign: bool,
    /// `δ`: discount factor per period, in `[0, 1)`.
    pub discount: N,
    /// `b`: flow from the status quo (for a belligerent, war) at the first round, in `[-1, 1]`.
    pub war_flow: N,
    /// `ω`: how much the status quo loses each round.
    pub weariness: N,
    /// `G`: what the whole share of power is worth in a war.
    pub stakes: N,
    /// `F`: what striking first brings once, in periods of utility 1.
    pub surprise: N,
    /// `C`: what going back to war costs once, in periods of utility 1.
    pub return_cost: N,
    /// `m(0)`: capability at signing.
    pub capability: N,
    /// Capability gained each period of the ceasefire.
    pub capability_drift: N,
    /// What the others believe of its war flow; `None` if they know it.
    pub private: Option<Prior<N>>,
    /// `φ`: how much the pressure under which it signs takes off its flow from peace, per unit of pressure.
    pub resentment: N,
    /// `w`: weight of each issue, in issue order.
    pub weights: Vec<N>,
    /// Lines on single issues.
    pub red_lines: Vec<RedLine<N>>,
}

impl<N> Actor<N> {
    /// The same actor with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Actor<M> {
        Actor {
            id: self.id.clone(),
            label: self.label.clone(),
            roles: self.roles,
            must_sign: self.must_sign,
            discount: f(&self.discount),
            war_flow: f(&self.war_flow),
            weariness: f(&self.weariness),
            stakes: f(&self.stakes),
            surprise: f(&self.surprise),
            return_cost: f(&self.return_cost),
            capability: f(&self.capability),
            capability_drift: f(&self.capability_drift),
            private: self.private.as_ref().map(|prior| prior.map(f)),
            resentment: f(&self.resentment),
            weights: map_all(&self.weights, f),
            red_lines: self.red_lines.iter().map(|line| line.map(f)).collect(),
        }
    }
}

/// A line that an actor draws on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct RedLine<N = f64> {
    /// The issue.
    pub issue: IssueId,
    /// For each level of the issue, whether it is on the right side of the line.
    pub allowed: Vec<bool>,
    /// What a breach means.
    pub kind: RedLineKind<N>,
}

/// What crossing a red line means.
#[derive(Clone, Debug, PartialEq)]
pub enum RedLineKind<N = f64> {
    /// The deal is never proposed and never accepted by this actor.
    Hard,
    /// The deal loses this much utility.
    Soft(N),
}

impl<N> RedLine<N> {
    fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> RedLine<M> {
        RedLine {
            issue: self.issue,
            allowed: self.allowed.clone(),
            kind: match &self.kind {
                RedLineKind::Hard => RedLineKind::Hard,
                RedLineKind::Soft(penalty) => RedLineKind::Soft(f(penalty)),
            },
        }
    }
}
