//! What a deal means for the ceasefire: effects of the agreed levels, as plain numbers for the chain.

use crate::ceasefire::{Guarantor, Monitoring, Side, Terms};

use super::{
    ActorId, Effect, Issue, Model,
    flow::{LEAST, peace_worth},
};

/// `ũ` of both belligerents under the deal with these levels: their flow from peace, as it bears on breaking it.
#[must_use]
pub fn peace_flows(model: &Model, belligerents: [ActorId; 2], levels: &[usize]) -> [f64; 2] {
    belligerents.map(|ActorId(side)| {
        let worth = peace_worth(&model.actors[side], side, &model.issues);
        let levels = worth.iter().zip(levels).map(|(worth, &level)| worth[level]);
        levels.fold(0.0, |sum, worth| sum + worth).max(LEAST)
    })
}

/// The terms that hold under the deal with these levels, for belligerents with these flows `ũ` from it.
#[must_use]
pub fn terms(model: &Model, belligerents: [ActorId; 2], levels: &[usize], flows: [f64; 2]) -> Terms {
    let side = |index: usize| {
        let id = belligerents[index];
        let actor = &model.actors[id.0];
        Side {
            war_flow: actor.war_flow,
            flow: flows[index],
            resentment: 0.0,
            discount: actor.discount,
            stakes: actor.stakes,
            surprise: actor.surprise,
            return_cost: actor.return_cost,
            capability: actor.capability,
            capability_cap: capability_cap(model, levels, id),
            capability_drift: actor.capability_drift,
            ground: ground(model, levels, id),
            presence: presence(model, levels, id),
        }
    };
    let mut rates = model.ceasefire.clone();
    rates.exposure += snapback(model, levels);
    Terms {
        rates,
        sides: [side(0), side(1)],
        guarantors: model
            .guarantees
            .iter()
            .map(|guarantee| Guarantor {
                honour: guarantee.honour.clone(),
                severity: guarantee.severity
                    * guarantee.issue.map_or(1.0, |issue| severity(&model.issues[issue.0], levels[issue.0])),
                protects: usize::from(guarantee.protects == belligerents[1]),
            })
            .collect(),
        monitoring: monitoring(model, levels),
    }
}

/// `φ_b press_b`: how much each belligerent resents the pressure under which it signed.
///
/// It is taken off their flow from peace. Those who sign do not foresee it: a deal is valued without.
#[must_use]
pub fn resentment(model: &Model, belligerents: [ActorId; 2], pressure: impl Fn(ActorId) -> f64) -> [f64; 2] {
    belligerents.map(|side| {
        let resentment = model.actors[side.0].resentment;
        if resentment > 0.0 { resentment * pressure(side) } else { 0.0 }
    })
}

/// What carrying its guarantees costs an actor under the deal with these levels:
/// `κ_i = Σ_g cost_g · L_g / max L_g`.
#[must_use]
pub fn guarantee_cost(model: &Model, actor: ActorId, levels: &[usize]) -> f64 {
    model
        .guarantees
        .iter()
        .filter(|guarantee| guarantee.guarantor == actor)
        .map(|guarantee| {
            guarantee.cost
                * guarantee.issue.map_or(1.0, |issue| share_of_full(&model.issues[issue.0], levels[issue.0]))
        })
        .sum()
}

fn severity(issue: &Issue, level: usize) -> f64 {
    severities(issue).map_or(1.0, |severity| severity[level])
}

fn share_of_full(issue: &Issue, level: usize) -> f64 {
    let Some(severity) = severities(issue) else { return 1.0 };
    let full = severity.iter().copied().fold(0.0, f64::max);
    if full > 0.0 { severity[level] / full } else { 0.0 }
}

fn severities(issue: &Issue) -> Option<&[f64]> {
    issue.effects.iter().find_map(|effect| match effect {
        Effect::Guarantee { severity } => Some(severity.as_slice()),
        _ => None,
    })
}

fn monitoring(model: &Model, levels: &[usize]) -> Monitoring {
    let level = model.monitoring.issue.map_or(0, |issue| levels[issue.0]);
    model.monitoring.levels[level].clone()
}

/// The effects of the agreed levels.
fn effects<'m>(model: &'m Model, levels: &'m [usize]) -> impl Iterator<Item = (&'m Effect, usize)> {
    let of = |(issue, &level): (&'m Issue, &usize)| issue.effects.iter().map(move |effect| (effect, level));
    model.issues.iter().zip(levels).flat_map(of)
}

fn capability_cap(model: &Model, levels: &[usize], side: ActorId) -> f64 {
    let caps = effects(model, levels).filter_map(|(effect, level)| match effect {
        Effect::TroopCap { actor, capability } if *actor == side => Some(capability[level]),
        _ => None,
    });
    caps.fold(f64::INFINITY, f64::min)
}

/// `Π (1 + γ)` of a side.
fn ground(model: &Model, levels: &[usize], side: ActorId) -> f64 {
    let gains = effects(model, levels).filter_map(|(effect, level)| match effect {
        Effect::Ground { actor, gain } if *actor == side => Some(1.0 + gain[level]),
        _ => None,
    });
    gains.product()
}

fn presence(model: &Model, levels: &[usize], side: ActorId) -> f64 {
    let forces = effects(model, levels).filter_map(|(effect, level)| match effect {
        Effect::Presence { protects, capability } if *protects == side => Some(capability[level]),
        _ => None,
    });
    // Not the sum of no numbers, which is −0.
    forces.fold(0.0, |sum, force| sum + force)
}

fn snapback(model: &Model, levels: &[usize]) -> f64 {
    let exposures = effects(model, levels).filter_map(|(effect, level)| match effect {
        Effect::SanctionsSnapback { exposure } => Some(exposure[level]),
        _ => None,
    });
    exposures.fold(0.0, |sum, exposure| sum + exposure)
}
