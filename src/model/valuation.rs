//! What every deal is worth to every actor, with guarantees entering through the chance of collapse.
//!
//! ```text
//! V_i(x) = (1 − θ_i(x)) u_i(x) + θ_i(x) c_i − κ_i(x)      θ_i(x) = E[δ_i^τ]      c_i = W_i(0) − scar_i + gain_i drift_i
//! ```
//!
//! `c_i` is cut to `[−1, 1]`, as flows are.
//!
//! The same guarantee raises `V` for the side that it protects, lowers the other's prospect of a profitable
//! collapse, and costs the guarantor: three numbers from one mechanism.

use crate::{
    ceasefire::{
        Terms,
        foresight::{Forces, Restraints},
    },
    wide::fold,
};

use super::{
    Actor, ActorId, DealSpace, Effect, IssueId, Model, Prospects,
    flow::{LEAST, level_worth},
    terms::{guarantee_cost, terms},
};

/// Flows and values of the deals of a space, by actor and position; a deal that crosses an actor's hard red line
/// is worth negative infinity to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Valuation {
    flows: Vec<Vec<f64>>,
    values: Vec<Vec<f64>>,
    /// For each actor, the position of its best deal; 0 in an empty space.
    best: Vec<usize>,
    /// `c_i`: what a collapse is worth to each actor.
    pub collapse: Vec<f64>,
    /// `θ_i` by actor and position, for actors of whom the others do not know what a collapse is worth.
    weights: Vec<Vec<f64>>,
}

impl Valuation {
    /// The valuation of all deals of a space.
    #[must_use]
    pub fn new(model: &Model, space: &DealSpace) -> Self {
        let worth = worth(model);
        let weights = collapse_weights(model, space, &worth);
        Self::from_weights(model, space, &worth, weights)
    }

    /// The same as [`new`](Self::new), by prospects that hold for the model.
    #[must_use]
    pub fn under(model: &Model, space: &DealSpace, prospects: &Prospects) -> Self {
        debug_assert!(prospects.hold_for(model), "the prospects are those of another model");
        Self::from_weights(model, space, &worth(model), prospects.weights.clone())
    }

    /// The valuation under these `θ`, by actor and position.
    fn from_weights(
        model: &Model,
        space: &DealSpace,
        worth: &[Vec<Vec<f64>>],
        mut values: Vec<Vec<f64>>,
    ) -> Self {
        let flows: Vec<Vec<f64>> = worth.iter().map(|worth| all_flows(worth, space)).collect();
        let collapse: Vec<f64> =
            model.actors.iter().map(|actor| collapse_value(actor, actor.war_flow)).collect();
        // A deal that no ceasefire follows is worth its flow.
        let mut weights = vec![Vec::new(); model.actors.len()];
        if model.belligerents.is_some() {
            for ((kept, actor), weights) in weights.iter_mut().zip(&model.actors).zip(&values) {
                if actor.private.is_some() {
                    kept.clone_from(weights);
                }
            }
            for ((values, flows), collapse) in values.iter_mut().zip(&flows).zip(&collapse) {
                for (value, flow) in values.iter_mut().zip(flows) {
                    *value = (1.0 - *value) * flow + *value * collapse;
                }
            }
        } else {
            values.clone_from(&flows);
        }
        for (actor, values) in values.iter_mut().enumerate() {
            subtract_costs(model, space, ActorId(actor), values);
        }
        let best = values.iter().map(|values| position_of_largest(values)).collect();
        Self { flows, values, best, collapse, weights }
    }

    /// How many deals are valued.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    /// Whether there is no deal to value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `V_i(x)` of an actor for the deal at a position.
    #[must_use]
    pub fn value(&self, actor: usize, position: usize) -> f64 {
        self.values[actor][position]
    }

    /// What the deal at a position is worth to an actor if its war flow were another one: `V_i + θ_i (c − c_i)`,
    /// for an actor whose war flow is private.
    #[must_use]
    pub fn value_if(&self, actor: &Actor, index: usize, position: usize, war_flow: f64) -> f64 {
        let weight = self.weights[index].get(position).copied().unwrap_or(0.0);
        self.values[index][position] + weight * (collapse_value(actor, war_flow) - self.collapse[index])
    }

    /// `V_i` of all deals in order of position.
    #[must_use]
    pub fn values(&self, actor: usize) -> &[f64] {
        &self.values[actor]
    }

    /// `u_i(x)` of an actor for the deal at a position, at least −1.
    #[must_use]
    pub fn flow(&self, actor: usize, position: usize) -> f64 {
        self.flows[actor][position]
    }

    /// The position of the deal that is worth least to the actor of those worth at least `asked`; the lowest one where
    /// several are.
    #[must_use]
    pub fn lowest(&self, actor: usize, asked: f64) -> Option<usize> {
        let values = &self.values[actor];
        let lower = |least, value| {
            let value = if value >= asked { value } else { f64::INFINITY };
            if value < least { value } else { least }
        };
        let least = fold(values, f64::INFINITY, lower);
        if least == f64::INFINITY { None } else { values.iter().position(|&value| value == least) }
    }

    /// The position of the actor's best deal; the lowest one where several are.
    #[must_use]
    pub fn best_position(&self, actor: usize) -> usize {
        self.best[actor]
    }

    /// `M_i`: the value of the actor's best deal; negative infinity in an empty space.
    #[must_use]
    pub fn best(&self, actor: usize) -> f64 {
        self.values[actor].get(self.best[actor]).copied().unwrap_or(f64::NEG_INFINITY)
    }
}

/// What each level of each issue adds to the flow of each actor.
pub(super) fn worth(model: &Model) -> Vec<Vec<Vec<f64>>> {
    let of = |(index, actor)| level_worth(actor, index, &model.issues);
    model.actors.iter().enumerate().map(of).collect()
}

/// `θ_i(x)` by actor and position; empty where nothing is held.
pub(super) fn collapse_weights(model: &Model, space: &DealSpace, worth: &[Vec<Vec<f64>>]) -> Vec<Vec<f64>> {
    let Some(belligerents) = model.belligerents else { return Vec::new() };
    let mut weights = vec![vec![0.0; space.len()]; model.actors.len()];
    CollapseWeights::new(model, space, belligerents, worth).fill(&mut weights);
    weights
}

/// `c_i = W_i(0) − scar_i + gain_i drift_i` with this war flow.
fn collapse_value(actor: &Actor, war_flow: f64) -> f64 {
    let rearmed = actor.rearmament_gain * actor.capability_drift;
    (war_flow.clamp(LEAST, 1.0) - actor.scar + rearmed).clamp(LEAST, 1.0)
}

fn position_of_largest(values: &[f64]) -> usize {
    let most = fold(values, f64::NEG_INFINITY, |most, value| if value > most { value } else { most });
    values.iter().position(|&value| value == most).unwrap_or(0)
}

/// Sums of level worths over all deals, one issue at a time so that deals share the sums of their first levels.
fn all_flows(worth: &[Vec<f64>], space: &DealSpace) -> Vec<f64> {
    let mut flows = vec![0.0; space.len()];
    let mut sums = 1.min(flows.len());
    for (worth, kept) in worth.iter().zip(space.kept()) {
        // Each sum makes room for one with each level, from the last on, so that none is overwritten too early.
        for from in (0..sums).rev() {
            let sum = flows[from];
            for (place, &level) in kept.iter().enumerate() {
                flows[from * kept.len() + place] = sum + worth[level];
            }
        }
        sums *= kept.len();
    }
    for flow in &mut flows {
        *flow = if *flow == f64::NEG_INFINITY { *flow } else { flow.max(LEAST) };
    }
    flows
}

/// Takes the cost of carrying guarantees off the guarantor's values.
fn subtract_costs(model: &Model, space: &DealSpace, actor: ActorId, values: &mut [f64]) {
    if model.guarantees.iter().all(|guarantee| guarantee.guarantor != actor || guarantee.cost == 0.0) {
        return;
    }
    let scaling: Vec<usize> =
        (model.guarantees.iter().filter_map(|guarantee| guarantee.issue)).map(|id| id.0).collect();
    let combinations = Combinations::new(space, |issue| scaling.contains(&issue));
    let others = Combinations::new(space, |issue| !scaling.contains(&issue));
    for (base, levels) in combinations.iter() {
        let cost = guarantee_cost(model, actor, levels);
        for (offset, _) in others.iter() {
            values[base + offset] -= cost;
        }
    }
}

/// The combinations of levels of some issues: their part of the position, and a level for each issue (the first
/// kept one for issues that are left out).
struct Combinations(Vec<(usize, Vec<usize>)>);

impl Combinations {
    fn new(space: &DealSpace, takes_part: impl Fn(usize) -> bool) -> Self {
        if space.is_empty() {
            return Self(Vec::new());
        }
        let mut all = vec![(0, Vec::new())];
        for (issue, (kept, stride)) in space.kept().iter().zip(space.strides()).enumerate() {
            let levels = if takes_part(issue) { &kept[..] } else { &kept[..1] };
            all = (all.iter())
                .flat_map(|(offset, before): &(usize, Vec<usize>)| {
                    levels.iter().enumerate().map(move |(digit, &level)| {
                        (offset + digit * stride, before.iter().copied().chain([level]).collect())
                    })
                })
                .collect();
        }
        Self(all)
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.0.iter().map(|(offset, levels)| (*offset, levels.as_slice()))
    }
}

/// Finds `θ_i(x)` of all deals: groups of deals that share all but their satisfaction are worked through together.
struct CollapseWeights<'a> {
    model: &'a Model,
    belligerents: [ActorId; 2],
    /// Level worths of the two belligerents.
    worth: [&'a [Vec<f64>]; 2],
    discounts: Vec<f64>,
    forces: Combinations,
    restraints: Combinations,
    rest: Combinations,
    /// An issue that bears on forces and sets the monitoring as well, with its levels.
    monitoring_force: Option<(usize, &'a [usize])>,
    /// Issues by what they bear on.
    bearing: Vec<Bearing>,
}

/// What an issue bears on beside satisfaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    Forces,
    Restraints,
    Nothing,
}

impl<'a> CollapseWeights<'a> {
    fn new(
        model: &'a Model,
        space: &'a DealSpace,
        belligerents: [ActorId; 2],
        worth: &'a [Vec<Vec<f64>>],
    ) -> Self {
        let bearing: Vec<Bearing> = (0..model.issues.len()).map(|issue| bearing(model, issue)).collect();
        let combinations = |kind: Bearing| Combinations::new(space, |issue| bearing[issue] == kind);
        Self {
            belligerents,
            worth: belligerents.map(|id| worth[id.0].as_slice()),
            discounts: model.actors.iter().map(|actor| actor.discount).collect(),
            forces: combinations(Bearing::Forces),
            restraints: combinations(Bearing::Restraints),
            rest: combinations(Bearing::Nothing),
            monitoring_force: (model.monitoring.issue.map(|id| id.0))
                .filter(|&issue| bearing[issue] == Bearing::Forces)
                .map(|issue| (issue, space.kept()[issue].as_slice())),
            model,
            bearing,
        }
    }

    fn fill(&self, weights: &mut [Vec<f64>]) {
        let restraints = self.restraints_by_monitoring();
        let own: Vec<[f64; 2]> =
            self.rest.iter().map(|(_, levels)| self.satisfaction(levels, Bearing::Nothing)).collect();
        let mut group = vec![vec![0.0; own.len()]; self.discounts.len()];
        for (forces_offset, forces_levels) in self.forces.iter() {
            let terms = self.terms(forces_levels);
            let forces = Forces::new(&terms, &own);
            let from_forces = self.satisfaction(forces_levels, Bearing::Forces);
            let monitoring = self.monitoring_force.map_or(0, |(issue, levels)| {
                levels.binary_search(&forces_levels[issue]).expect("a combination has kept levels")
            });
            for ((restraints_offset, levels), restraints) in
                self.restraints.iter().zip(&restraints[monitoring])
            {
                let from_restraints = self.satisfaction(levels, Bearing::Restraints);
                let shared = [0, 1].map(|side| from_forces[side] + from_restraints[side]);
                match cut_at_least(&own, shared) {
                    None => forces.collapse_weights(restraints, shared, &self.discounts, &mut group),
                    Some(own) => Forces::new(&terms, &own).collapse_weights(
                        restraints,
                        shared,
                        &self.discounts,
                        &mut group,
                    ),
                }
                for (weights, group) in weights.iter_mut().zip(&group) {
                    for ((rest_offset, _), weight) in self.rest.iter().zip(group) {
                        weights[forces_offset + restraints_offset + rest_offset] = *weight;
                    }
                }
            }
        }
    }

    /// What holds the belligerents back, by level of the monitoring where a force sets it and by combination.
    fn restraints_by_monitoring(&self) -> Vec<Vec<Restraints>> {
        let under = |set: Option<(usize, usize)>| {
            let combinations = self.restraints.iter().map(|(_, levels)| {
                let mut levels = levels.to_vec();
                if let Some((issue, level)) = set {
                    levels[issue] = level;
                }
                Restraints::new(&self.terms(&levels))
            });
            combinations.collect()
        };
        match self.monitoring_force {
            Some((issue, levels)) => levels.iter().map(|&level| under(Some((issue, level)))).collect(),
            None => vec![under(None)],
        }
    }

    /// Terms without satisfaction.
    fn terms(&self, levels: &[usize]) -> Terms {
        terms(self.model, self.belligerents, levels, [0.0; 2])
    }

    /// The belligerents' satisfaction from the issues of one bearing.
    fn satisfaction(&self, levels: &[usize], bearing: Bearing) -> [f64; 2] {
        self.worth.map(|worth| {
            let issues = (0..levels.len()).filter(|&issue| self.bearing[issue] == bearing);
            // A hard red line that is crossed all the same leaves its actor as discontented as can be: other
            // issues are worth 1 at most, so the sum is cut at the least flow in the end.
            issues
                .map(|issue| worth[issue][levels[issue]].max(LEAST - 1.0))
                .fold(0.0, |sum, worth| sum + worth)
        })
    }
}

/// Where a flow would fall below the least one: the deals' own satisfactions so changed that it does not.
fn cut_at_least(own: &[[f64; 2]], shared: [f64; 2]) -> Option<Vec<[f64; 2]>> {
    let is_below = |own: &[f64; 2]| (0..2).any(|side| shared[side] + own[side] < LEAST);
    let cut = |own: &[f64; 2]| [0, 1].map(|side| own[side].max(LEAST - shared[side]));
    own.iter().any(is_below).then(|| own.iter().map(cut).collect())
}

fn bearing(model: &Model, issue: usize) -> Bearing {
    match model.issues[issue].effect {
        Effect::Presence { .. } | Effect::TroopCap { .. } => Bearing::Forces,
        Effect::Guarantee { .. } | Effect::SanctionsSnapback { .. } => Bearing::Restraints,
        Effect::None if model.monitoring.issue == Some(IssueId(issue)) => Bearing::Restraints,
        Effect::None => Bearing::Nothing,
    }
}
