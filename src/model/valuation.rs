//! What every deal is worth to every actor, with war and peace as one utility.
//!
//! ```text
//! belligerents: V_b(x) = J_b(0,0) + (1 − θ_b)(u_b − ũ_b) − κ_b
//! others:       V_i(x) = (1 − θ_i) u_i + θ_i (b_i − (1 − δ_i) C_i) − κ_i − answers_i
//! ```
//!
//! `J` is the value of a peace that may end, `θ_i = E[δ_i^τ]` the discounted weight of its end, both with honour as it is
//! perceived ([`Prospects`]); `κ` is what carrying guarantees costs, and `answers_i` what answering attacks is expected
//! to. Where nobody fights, `V = u − κ`.
//!
//! A private war flow is intent: others value a text by `Σ_k μ_k V_j(x | type k)`, since a type with a better war breaks
//! what a modest one keeps; the actor itself goes by its own.

use std::{borrow::Cow, sync::Arc};

use crate::wide::fold;

use super::{
    Actor, ActorId, DealSpace, Model, Prospects,
    combinations::Combinations,
    flow::{LEAST, level_worth},
    prospects::World,
    terms::guarantee_cost,
};

impl<'a> From<&'a Valuation> for Cow<'a, Valuation> {
    fn from(valuation: &'a Valuation) -> Self {
        Cow::Borrowed(valuation)
    }
}

/// Flows and values of the deals of a space, by actor and position; a deal that crosses an actor's hard red line
/// is worth negative infinity to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Valuation {
    flows: Vec<Vec<f64>>,
    values: Vec<Vec<f64>>,
    /// For each actor, the position of its best deal; 0 in an empty space.
    best: Vec<usize>,
    /// What the others take the values of an actor to be that has a private war flow and fights; else empty.
    seen: Vec<Vec<f64>>,
    /// `c_i`: what a war that is gone back to is worth to each actor, without what the text made of it.
    pub collapse: Vec<f64>,
    /// What deals are worth in each world that somebody holds possible; empty where all is known.
    worlds: Arc<[Valued]>,
    /// What is first believed of the types of each actor; empty where all is known.
    priors: Vec<Vec<f64>>,
    /// The actors that fight.
    belligerents: Option<[ActorId; 2]>,
}

/// What deals are worth to each actor in one world.
#[derive(Clone, Debug, PartialEq)]
struct Valued {
    world: World,
    values: Vec<Vec<f64>>,
    /// `θ_i` of actors whose war flow is private and who do not fight; else empty.
    weights: Vec<Vec<f64>>,
}

impl Valuation {
    /// The valuation of all deals of a space.
    #[must_use]
    pub fn new(model: &Model, space: &DealSpace) -> Self {
        Self::under(model, space, &Prospects::new(model, space))
    }

    /// The same as [`new`](Self::new), by prospects that hold for the model.
    #[must_use]
    pub fn under(model: &Model, space: &DealSpace, prospects: &Prospects) -> Self {
        debug_assert!(prospects.hold_for(model), "the prospects are those of another model");
        let flows: Vec<Vec<f64>> = worth(model).iter().map(|worth| all_flows(worth, space)).collect();
        let collapse: Vec<f64> =
            model.actors.iter().map(|actor| collapse_value(actor, actor.war_flow)).collect();
        let mut worlds: Vec<Valued> = (prospects.worlds.iter())
            .map(|prospect| {
                let mut values: Vec<Vec<f64>> = (0..model.actors.len())
                    .map(|actor| prospect.values(model, ActorId(actor), &flows[actor], collapse[actor]))
                    .collect();
                for (actor, values) in values.iter_mut().enumerate() {
                    subtract_costs(model, space, ActorId(actor), values);
                }
                let private = |(actor, weights): (usize, &Vec<f64>)| match &model.actors[actor].private {
                    Some(_) if !prospect.fights(actor) => weights.clone(),
                    _ => Vec::new(),
                };
                let weights = prospect.weights.iter().enumerate().map(private).collect();
                Valued { world: prospect.world, values, weights }
            })
            .collect();
        let is_private = model.actors.iter().any(|actor| actor.private.is_some());
        let mut new = Self {
            flows,
            values: Vec::new(),
            best: Vec::new(),
            seen: vec![Vec::new(); model.actors.len()],
            collapse,
            worlds: Arc::new([]),
            priors: Vec::new(),
            belligerents: model.belligerents,
        };
        if is_private {
            new.worlds = worlds.into();
            new.priors = (model.actors.iter())
                .map(|actor| actor.private.as_ref().map_or_else(Vec::new, super::Prior::chances))
                .collect();
            let priors = new.priors.clone();
            new.believe(&model.actors, &priors);
        } else {
            new.values = worlds.swap_remove(0).values;
            new.find_best();
        }
        new
    }

    /// The same deals, where the others believe so of the types of each actor, in order of its prior.
    #[must_use]
    pub fn believed(&self, actors: &[Actor], beliefs: &[Vec<f64>]) -> Self {
        let mut moved = self.clone();
        if !moved.worlds.is_empty() {
            moved.believe(actors, beliefs);
        }
        moved
    }

    fn believe(&mut self, actors: &[Actor], beliefs: &[Vec<f64>]) {
        let knowing = |actor: usize| Some((actor, actors[actor].war_flow));
        self.values =
            (0..actors.len()).map(|actor| self.mixed(actors, beliefs, actor, knowing(actor))).collect();
        self.seen = (0..actors.len())
            .map(|actor| match actors[actor].private.is_some() && self.fights(actor) {
                true => self.mixed(actors, beliefs, actor, None),
                false => Vec::new(),
            })
            .collect();
        self.find_best();
    }

    /// Whether beliefs about an actor's war flow change what deals are worth to others.
    #[must_use]
    pub fn hangs_on_beliefs(&self, actor: usize) -> bool {
        self.worlds.len() > 1 && self.fights(actor)
    }

    fn fights(&self, actor: usize) -> bool {
        self.belligerents.is_some_and(|sides| sides.contains(&ActorId(actor)))
    }

    /// The chance of a world by what is believed of the belligerents' types, for one who knows the war flow of an actor,
    /// by its place: mostly its own.
    fn chance(
        &self,
        world: &World,
        actors: &[Actor],
        beliefs: &[Vec<f64>],
        known: Option<(usize, f64)>,
    ) -> f64 {
        let Some(sides) = self.belligerents else { return 1.0 };
        let of_side = |(ActorId(fighter), war_flow): (ActorId, f64)| {
            let is = |flow: f64| f64::from(u8::from(flow.to_bits() == war_flow.to_bits()));
            match (known, &actors[fighter].private) {
                (Some((actor, own)), _) if actor == fighter => is(own),
                (_, None) => is(actors[fighter].war_flow),
                (_, Some(prior)) => {
                    let types = prior.types.iter().zip(&beliefs[fighter]);
                    types.map(|(&kind, chance)| chance * is(kind)).sum()
                }
            }
        };
        sides.into_iter().zip(world.war_flows).map(of_side).product()
    }

    /// What deals are worth to an actor by what is believed of the belligerents' types, for one who knows so much.
    fn mixed(
        &self,
        actors: &[Actor],
        beliefs: &[Vec<f64>],
        actor: usize,
        known: Option<(usize, f64)>,
    ) -> Vec<f64> {
        let mut mixed = vec![0.0; self.flows[actor].len()];
        for valued in self.worlds.iter() {
            let chance = self.chance(&valued.world, actors, beliefs, known);
            if chance > 0.0 {
                for (mixed, value) in mixed.iter_mut().zip(&valued.values[actor]) {
                    *mixed += chance * value;
                }
            }
        }
        mixed
    }

    fn find_best(&mut self) {
        self.best = self.values.iter().map(|values| position_of_largest(values)).collect();
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

    /// What the deal at a position is worth to an actor with a private war flow if that were of this type, one of those
    /// that its prior holds possible, by what is first believed of the others.
    #[must_use]
    pub fn value_if(&self, actors: &[Actor], index: usize, position: usize, war_flow: f64) -> f64 {
        let fights = self.fights(index);
        let change = collapse_value(&actors[index], war_flow) - self.collapse[index];
        if let ([valued], false) = (&*self.worlds, fights) {
            let weight = valued.weights[index].get(position).copied().unwrap_or(0.0);
            return valued.values[index][position] + weight * change;
        }
        let [mut value, mut all] = [0.0; 2];
        for valued in self.worlds.iter() {
            let chance = self.chance(&valued.world, actors, &self.priors, Some((index, war_flow)));
            if chance > 0.0 {
                let weight = valued.weights[index].get(position).copied().unwrap_or(0.0);
                let own = if fights { 0.0 } else { weight * change };
                value += chance * (valued.values[index][position] + own);
                all += chance;
            }
        }
        value / all
    }

    /// `V_i` of all deals as the others see it: by what they believe of the actor's war flow, where that is private.
    #[must_use]
    pub fn seen(&self, actor: usize) -> &[f64] {
        if self.seen[actor].is_empty() { &self.values[actor] } else { &self.seen[actor] }
    }

    /// The largest of what [`Valuation::seen`] gives.
    #[must_use]
    pub fn seen_best(&self, actor: usize) -> f64 {
        match self.seen[actor].is_empty() {
            true => self.best(actor),
            false => largest(&self.seen[actor]),
        }
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

/// `c_i = b_i − (1 − δ_i) C_i` with this war flow.
fn collapse_value(actor: &Actor, war_flow: f64) -> f64 {
    war_flow - (1.0 - actor.discount) * actor.return_cost
}

fn largest(values: &[f64]) -> f64 {
    fold(values, f64::NEG_INFINITY, |most, value| if value > most { value } else { most })
}

fn position_of_largest(values: &[f64]) -> usize {
    let most = largest(values);
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
