//! An issue: its levels, what each is worth to each actor, and what it does to the ceasefire.

use std::sync::Arc;

use super::{ActorId, map_all};

/// An issue's place in the scenario's file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueId(pub usize);

/// One issue of the talks.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue<N = f64> {
    /// The key in the scenario file.
    pub id: Arc<str>,
    /// The name for people.
    pub label: Arc<str>,
    /// The levels' names from index 0; a range's levels are its numbers with the unit.
    pub levels: Vec<Arc<str>>,
    /// For each level, whether it is on the table at all.
    pub on_table: Vec<bool>,
    /// What the levels are worth, for each actor in actor order.
    pub values: Vec<Values<N>>,
    /// Share of what the level is worth to a belligerent that bears on breaking the deal, in `[0, 1]`: what it
    /// dislikes about a guarantee *is* that it takes away the option of war, and war knows that already.
    pub grievance: N,
    /// What the agreed level does to the ceasefire beside what it is worth.
    pub effects: Vec<Effect<N>>,
}

/// What the levels of an issue are worth to one actor, in `[0, 1]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Values<N = f64> {
    /// One value a level.
    Table(Vec<N>),
    /// `v = 1 − (|y − y*| / max(y*, 1 − y*))^c` with `y = level / (levels − 1)`.
    Ideal {
        /// `y*`: the best place on the issue, in `[0, 1]`.
        ideal: N,
        /// `c`: curvature, in `[0.5, 3]`.
        curvature: N,
    },
}

/// What the agreed level does to the ceasefire; each list has one number a level.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect<N = f64> {
    /// Sets the severity of the guarantees that name this issue.
    Guarantee {
        /// `L` at each level.
        severity: Vec<N>,
    },
    /// Adds capability to a side when it is attacked.
    Presence {
        /// The side that the force protects.
        protects: ActorId,
        /// Capability at each level.
        capability: Vec<N>,
    },
    /// Caps a side's capability.
    TroopCap {
        /// The side.
        actor: ActorId,
        /// Cap at each level.
        capability: Vec<N>,
    },
    /// Multiplies a side's capability by `1 + γ`: ground that a text gives or takes has a military price.
    Ground {
        /// The side.
        actor: ActorId,
        /// `γ` at each level, above −1.
        gain: Vec<N>,
    },
    /// Adds to the cost of being caught in an attack.
    SanctionsSnapback {
        /// Exposure added at each level, may be negative.
        exposure: Vec<N>,
    },
}

impl<N> Issue<N> {
    /// The same issue with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Issue<M> {
        Issue {
            id: self.id.clone(),
            label: self.label.clone(),
            levels: self.levels.clone(),
            on_table: self.on_table.clone(),
            values: self.values.iter().map(|values| values.map(f)).collect(),
            grievance: f(&self.grievance),
            effects: self.effects.iter().map(|effect| effect.map(f)).collect(),
        }
    }
}

impl<N> Values<N> {
    fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Values<M> {
        match self {
            Self::Table(table) => Values::Table(map_all(table, f)),
            Self::Ideal { ideal, curvature } => Values::Ideal { ideal: f(ideal), curvature: f(curvature) },
        }
    }
}

impl<N> Effect<N> {
    fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Effect<M> {
        match self {
            Self::Guarantee { severity } => Effect::Guarantee { severity: map_all(severity, f) },
            Self::Presence { protects, capability } => {
                Effect::Presence { protects: *protects, capability: map_all(capability, f) }
            }
            Self::TroopCap { actor, capability } => {
                Effect::TroopCap { actor: *actor, capability: map_all(capability, f) }
            }
            Self::Ground { actor, gain } => Effect::Ground { actor: *actor, gain: map_all(gain, f) },
            Self::SanctionsSnapback { exposure } => {
                Effect::SanctionsSnapback { exposure: map_all(exposure, f) }
            }
        }
    }
}
