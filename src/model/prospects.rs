//! The prospects of every deal: what it is worth to the belligerents as a peace that may end, and how much its end
//! weighs for each actor; kept for models that differ in nothing that bears on it.
//!
//! They are nearly all the work of a valuation. Outside options and values of those who do not fight, and what
//! guarantees cost to carry, leave them as they are. Where a belligerent's war flow is private, there is one world for
//! each of its types, and one for what it is.

use crate::ceasefire::{
    Terms,
    foresight::{AnswerCost, Forces, Found, Group, Restraints, Work},
};

use super::{
    ActorId, Effect, IssueId, Model, Values,
    combinations::Combinations,
    deal::DealSpace,
    flow::{LEAST, peace_worth},
    terms::terms,
};

/// The prospects of the deals of a space, and what they rest on.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospects {
    /// The model without what does not bear on them.
    bearing: Model,
    /// The world as it is first.
    pub(super) worlds: Vec<Prospect>,
}

/// What the war flows of the two sides may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct World {
    pub war_flows: [f64; 2],
}

/// The prospects of the deals in one world, by position.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prospect {
    pub world: World,
    belligerents: Option<[ActorId; 2]>,
    /// `J_b(0, 0)` of the two sides, and their `ũ_b`.
    peace: [Vec<f64>; 2],
    flows: [Vec<f64>; 2],
    /// `θ_i` by actor; empty where nothing is held.
    pub weights: Vec<Vec<f64>>,
    /// What answering attacks is expected to cost, by actor.
    costs: Vec<Vec<f64>>,
}

impl Prospects {
    /// The prospects of all deals of a space.
    #[must_use]
    pub fn new(model: &Model, space: &DealSpace) -> Self {
        let prospects = |world: World| match model.belligerents {
            Some(sides) => Finder::new(model, space, sides).prospect(world),
            None => Prospect {
                world,
                belligerents: None,
                peace: Default::default(),
                flows: Default::default(),
                weights: vec![Vec::new(); model.actors.len()],
                costs: Vec::new(),
            },
        };
        Self { bearing: bearing(model), worlds: worlds(model).into_iter().map(prospects).collect() }
    }

    /// Whether another model of the same scenario has the same prospects.
    #[must_use]
    pub fn hold_for(&self, model: &Model) -> bool {
        self.bearing == bearing(model)
    }
}

impl Prospect {
    /// `V_i` of the deals without what carrying guarantees costs, for an actor with these flows to which a war that is
    /// gone back to is worth `collapse`.
    pub fn values(&self, model: &Model, actor: ActorId, flows: &[f64], collapse: f64) -> Vec<f64> {
        let Some(sides) = self.belligerents else { return flows.to_vec() };
        let weights = &self.weights[actor.0];
        let mut values: Vec<f64> = match sides.iter().position(|side| *side == actor) {
            Some(side) => (flows.iter().zip(weights).zip(self.peace[side].iter().zip(&self.flows[side])))
                .map(|((flow, weight), (peace, bears))| peace + (1.0 - weight) * (flow - bears))
                .collect(),
            None => (flows.iter().zip(weights))
                .map(|(flow, weight)| (1.0 - weight) * flow + weight * collapse)
                .collect(),
        };
        if model.guarantees.iter().any(|given| given.guarantor == actor && given.answer_cost > 0.0) {
            values.iter_mut().zip(&self.costs[actor.0]).for_each(|(value, cost)| *value -= cost);
        }
        values
    }

    /// Whether an actor, by its place, is one of the belligerents.
    pub fn fights(&self, actor: usize) -> bool {
        self.belligerents.is_some_and(|sides| sides.contains(&ActorId(actor)))
    }
}

/// The worlds that somebody holds possible, as it is first.
fn worlds(model: &Model) -> Vec<World> {
    let Some(sides) = model.belligerents else { return vec![World { war_flows: [0.0; 2] }] };
    let possible = sides.map(|ActorId(side)| {
        let actor = &model.actors[side];
        let mut flows = vec![actor.war_flow];
        for &kind in actor.private.iter().flat_map(|prior| &prior.types) {
            if flows.iter().all(|flow| flow.to_bits() != kind.to_bits()) {
                flows.push(kind);
            }
        }
        flows
    });
    let [one, other] = &possible;
    one.iter().flat_map(|&one| other.iter().map(move |&other| World { war_flows: [one, other] })).collect()
}

/// A model with all that does not bear on the prospects of its deals made alike.
fn bearing(model: &Model) -> Model {
    let mut model = model.clone();
    let fights =
        |actor: usize| model.belligerents.is_some_and(|sides| sides.iter().any(|side| side.0 == actor));
    let fights: Vec<bool> = (0..model.actors.len()).map(fights).collect();
    for (actor, &fights) in model.actors.iter_mut().zip(&fights) {
        actor.weariness = 0.0;
        if !fights {
            // What a collapse is worth to others is weighed by `θ`, and no part of it; the ceasefire rests on the
            // satisfaction of those who fight.
            actor.war_flow = 0.0;
            actor.return_cost = 0.0;
            actor.private = None;
            actor.weights.clear();
            actor.red_lines.clear();
        }
    }
    for issue in &mut model.issues {
        for (values, &fights) in issue.values.iter_mut().zip(&fights) {
            if !fights {
                *values = Values::Table(Vec::new());
            }
        }
    }
    model.guarantees.iter_mut().for_each(|guarantee| guarantee.cost = 0.0);
    model
}

/// Finds the prospects of all deals: groups of deals that share all but the flow of peace are worked through together.
struct Finder<'a> {
    model: &'a Model,
    space: &'a DealSpace,
    belligerents: [ActorId; 2],
    /// What levels add to the flow of peace of the two belligerents.
    worth: [Vec<Vec<f64>>; 2],
    discounts: Vec<f64>,
    answer_costs: Vec<AnswerCost>,
    forces: Combinations,
    restraints: Combinations,
    rest: Combinations,
    /// Issues that bear on forces and on restraints, with their levels.
    both: Combinations,
    /// Issues by what they bear on.
    bearing: Vec<Bearing>,
}

/// What an issue bears on beside the flow of peace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    Forces,
    Restraints,
    Both,
    Nothing,
}

impl<'a> Finder<'a> {
    fn new(model: &'a Model, space: &'a DealSpace, belligerents: [ActorId; 2]) -> Self {
        let bearing: Vec<Bearing> =
            (0..model.issues.len()).map(|issue| issue_bearing(model, issue)).collect();
        let combinations = |kind: Bearing| Combinations::new(space, |issue| bearing[issue] == kind);
        let costly = model.guarantees.iter().enumerate().filter(|(_, given)| given.answer_cost > 0.0);
        Self {
            belligerents,
            worth: belligerents.map(|ActorId(side)| peace_worth(&model.actors[side], side, &model.issues)),
            discounts: model.actors.iter().map(|actor| actor.discount).collect(),
            answer_costs: costly
                .map(|(guarantor, given)| AnswerCost {
                    guarantor,
                    actor: given.guarantor.0,
                    cost: given.answer_cost,
                })
                .collect(),
            forces: combinations(Bearing::Forces),
            restraints: combinations(Bearing::Restraints),
            both: combinations(Bearing::Both),
            rest: combinations(Bearing::Nothing),
            model,
            space,
            bearing,
        }
    }

    fn prospect(&self, world: World) -> Prospect {
        let deals = self.space.len();
        let actors = self.discounts.len();
        let mut all = Prospect {
            world,
            belligerents: Some(self.belligerents),
            peace: [vec![0.0; deals], vec![0.0; deals]],
            flows: [vec![0.0; deals], vec![0.0; deals]],
            weights: vec![vec![0.0; deals]; actors],
            costs: vec![vec![0.0; if self.answer_costs.is_empty() { 0 } else { deals }]; actors],
        };
        let own: Vec<[f64; 2]> =
            self.rest.iter().map(|(_, levels)| self.flow(levels, Bearing::Nothing)).collect();
        let mut found = Found::room(own.len(), actors);
        let mut work = Work::default();
        for (both_offset, both_levels) in self.both.iter() {
            let from_both = self.flow(both_levels, Bearing::Both);
            let levels = |levels: &[usize]| -> Vec<usize> {
                let each = levels.iter().zip(both_levels).zip(&self.bearing);
                each.map(|((&level, &both), bearing)| if *bearing == Bearing::Both { both } else { level })
                    .collect()
            };
            let restraints: Vec<(usize, [f64; 2], Terms, Restraints)> = (self.restraints.iter())
                .map(|(offset, restraint_levels)| {
                    let terms = self.terms(&levels(restraint_levels), world);
                    let restraints = Restraints::new(&terms, &self.answer_costs);
                    (offset, self.flow(restraint_levels, Bearing::Restraints), terms, restraints)
                })
                .collect();
            for (forces_offset, forces_levels) in self.forces.iter() {
                let forces = Forces::new(&self.terms(&levels(forces_levels), world));
                let from_forces = self.flow(forces_levels, Bearing::Forces);
                for (restraints_offset, from_restraints, terms, restraints) in &restraints {
                    let shared =
                        [0, 1].map(|side| from_both[side] + from_forces[side] + from_restraints[side]);
                    let flows: Vec<[f64; 2]> = (own.iter())
                        .map(|own| [0, 1].map(|side| (own[side] + shared[side]).max(LEAST)))
                        .collect();
                    let group = Group {
                        terms,
                        forces: &forces,
                        restraints,
                        flows: &flows,
                        discounts: &self.discounts,
                    };
                    group.fill(&mut work, &mut found);
                    let offset = both_offset + forces_offset + restraints_offset;
                    for (deal, (rest_offset, _)) in self.rest.iter().enumerate() {
                        let position = offset + rest_offset;
                        for (to, from) in all.peace.iter_mut().zip(&found.peace) {
                            to[position] = from[deal];
                        }
                        for (to, from) in all.flows.iter_mut().zip(flows[deal]) {
                            to[position] = from;
                        }
                        for (to, from) in all.weights.iter_mut().zip(&found.weights) {
                            to[position] = from[deal];
                        }
                        if !self.answer_costs.is_empty() {
                            for (to, from) in all.costs.iter_mut().zip(&found.costs) {
                                to[position] = from[deal];
                            }
                        }
                    }
                }
            }
        }
        all
    }

    /// Terms in a world, without what peace brings.
    fn terms(&self, levels: &[usize], world: World) -> Terms {
        let mut terms = terms(self.model, self.belligerents, levels, [0.0; 2]);
        for (side, war_flow) in terms.sides.iter_mut().zip(world.war_flows) {
            side.war_flow = war_flow;
        }
        terms
    }

    /// The belligerents' flow of peace from the issues of one bearing.
    fn flow(&self, levels: &[usize], bearing: Bearing) -> [f64; 2] {
        [0, 1].map(|side| {
            let issues = (0..levels.len()).filter(|&issue| self.bearing[issue] == bearing);
            issues.map(|issue| self.worth[side][issue][levels[issue]]).fold(0.0, |sum, worth| sum + worth)
        })
    }
}

fn issue_bearing(model: &Model, issue: usize) -> Bearing {
    let effects = &model.issues[issue].effects;
    let is_force = |effect: &Effect| {
        matches!(effect, Effect::Presence { .. } | Effect::TroopCap { .. } | Effect::Ground { .. })
    };
    let forces = effects.iter().any(is_force);
    let restraints = !effects.iter().all(is_force) || model.monitoring.issue == Some(IssueId(issue));
    match (forces, restraints) {
        (true, true) => Bearing::Both,
        (true, false) => Bearing::Forces,
        (false, true) => Bearing::Restraints,
        (false, false) => Bearing::Nothing,
    }
}
#[cfg(test)]
mod tests {
    use super::{DealSpace, Prospects};
    use crate::{model::Valuation, scenario::Scenario};

    #[test]
    fn prospects_that_hold_give_the_same_valuation() {
        for text in [
            include_str!("../../scenarios/ukraine-2025.toml"),
            include_str!("../../scenarios/good-friday-1998.toml"),
            include_str!("../../tests/fixtures/valid/complete.toml"),
        ] {
            let scenario = Scenario::parse("scenario.toml", text, &[]).unwrap();
            let mut point = vec![0.5; scenario.parameters.len()];
            let middle = scenario.at(&point).model;
            let space = DealSpace::signable(&middle);
            let prospects = Prospects::new(&middle, &space);
            assert_eq!(Valuation::under(&middle, &space, &prospects), Valuation::new(&middle, &space));
            let mut held = Vec::new();
            for (place, parameter) in scenario.parameters.iter().enumerate() {
                if parameter.quantity.is_fixed() {
                    continue;
                }
                point[place] = 0.9;
                let model = scenario.at(&point).model;
                point[place] = 0.5;
                if prospects.hold_for(&model) {
                    let (kept, made) =
                        (Valuation::under(&model, &space, &prospects), Valuation::new(&model, &space));
                    assert!(kept == made, "{}", parameter.key);
                    held.push(parameter.key.as_str());
                }
            }
            assert!(held.iter().any(|key| key.ends_with("war_flow") || key.ends_with(".cost")), "{held:?}");
            assert!(!held.iter().any(|key| key.starts_with("ceasefire.")), "{held:?}");
        }
    }
}
