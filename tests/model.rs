//! The deal space and what deals are worth, against independent calculations.

use armistice::{
    ceasefire::{Chain, Honour, Honoured, Terms},
    model::{
        Actor, ActorId, DealId, DealSpace, Effect, Guarantee, IssueId, Model, Prior, RedLineKind, Valuation,
        Values,
        terms::{guarantee_cost, terms},
    },
};
use proptest::prelude::*;

#[allow(dead_code, reason = "shared with the tests of the talks")]
#[path = "negotiation/builder.rs"]
mod builder;
#[allow(dead_code, reason = "shared with the tests of the talks")]
#[path = "negotiation/random.rs"]
mod random;
#[allow(dead_code, reason = "shared with the tests of the talks")]
#[path = "negotiation/record.rs"]
mod record;

use builder::{actor, issue, model, red_line};
use random::tapes;

/// A model with these numbers of levels, all worth nothing to one actor.
fn shape(levels: &[usize]) -> Model {
    let mut side = actor(0.9, 0.0);
    side.weights = vec![1.0; levels.len()];
    model(vec![side], levels.iter().map(|&levels| issue(vec![vec![0.0; levels]])).collect())
}

#[test]
fn deals_are_counted_in_mixed_radix_with_the_first_issue_first() {
    let space = DealSpace::on_table(&shape(&[3, 2, 4]));
    assert_eq!(space.len(), 24);
    let mut position = 0;
    for first in 0..3 {
        for second in 0..2 {
            for third in 0..4 {
                assert_eq!(space.levels(position), [first, second, third]);
                assert_eq!(space.position(&[first, second, third]), Some(position));
                assert_eq!(space.deal(position), DealId(position as u32));
                position += 1;
            }
        }
    }
}

#[test]
fn levels_off_the_table_and_behind_hard_lines_leave_gaps_in_the_index_and_none_in_the_positions() {
    let mut model = shape(&[3, 4]);
    model.issues[0].on_table[1] = false;
    model.actors[0].red_lines.push(red_line(1, &[false, true, true, false], RedLineKind::Hard));
    let on_table = DealSpace::on_table(&model);
    let signable = DealSpace::signable(&model);
    assert_eq!((on_table.len(), signable.len()), (8, 4));
    let deals: Vec<u32> = (0..4).map(|position| signable.deal(position).0).collect();
    assert_eq!(deals, [1, 2, 9, 10], "2 · 4 + 1 is the first with the last level of the first issue");
    assert_eq!(signable.position(&[0, 0]), None);
    assert_eq!(signable.position(&[1, 1]), None);
    assert_eq!(
        DealSpace::signable_but_for(&model, |actor, issue| (actor, issue) == (0, IssueId(1))),
        on_table
    );
    model.actors[0].must_sign = false;
    assert_eq!(DealSpace::signable(&model), on_table, "only who must sign keeps deals from being signed");
}

#[test]
fn neighbours_are_the_deals_that_differ_in_one_issue() {
    let mut model = shape(&[3, 1, 4]);
    model.issues[2].on_table[2] = false;
    let space = DealSpace::on_table(&model);
    for position in 0..space.len() {
        let here = space.levels(position);
        let expected: Vec<usize> = (0..space.len())
            .filter(|&other| space.levels(other).iter().zip(&here).filter(|(a, b)| a != b).count() == 1)
            .collect();
        let mut found: Vec<usize> = space.neighbours(position).collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }
}

/// The limit of 50,000 deals is the parser's; the space itself only counts.
#[test]
fn a_space_of_more_deals_than_a_scenario_may_have_is_counted_all_the_same() {
    let space = DealSpace::on_table(&shape(&[51, 1_000]));
    assert_eq!(space.len(), 51_000);
    assert_eq!(space.deal(50_999), DealId(50_999));
}

#[test]
fn an_empty_space_has_no_deal_to_value() {
    let mut model = shape(&[2, 2]);
    model.actors[0].red_lines.push(red_line(1, &[false, false], RedLineKind::Hard));
    for belligerents in [None, Some([ActorId(0), ActorId(0)])] {
        model.belligerents = belligerents;
        let space = DealSpace::signable(&model);
        let valuation = Valuation::new(&model, &space);
        assert!(space.is_empty() && valuation.is_empty());
        assert_eq!(valuation.best(0), f64::NEG_INFINITY);
        assert_eq!(space.position(&[0, 0]), None);
    }
}

/// `v = 1 − (|y − y*| / max(y*, 1 − y*))^c`, straight from the model.
fn level_value(values: &Values, levels: usize, level: usize) -> f64 {
    match values {
        Values::Table(table) => table[level],
        Values::Ideal { ideal, curvature } => {
            let place = level as f64 / (levels - 1) as f64;
            1.0 - ((place - ideal).abs() / ideal.max(1.0 - ideal)).powf(*curvature)
        }
    }
}

/// `u_i(x)`, or `None` behind a hard red line.
fn flow(model: &Model, index: usize, levels: &[usize]) -> Option<f64> {
    let actor = &model.actors[index];
    let total: f64 = actor.weights.iter().sum();
    let weighted = model.issues.iter().zip(levels).zip(&actor.weights).map(|((issue, &level), weight)| {
        weight * level_value(&issue.values[index], issue.levels.len(), level)
    });
    let mut flow = if total > 0.0 { weighted.sum::<f64>() / total } else { 0.5 };
    for line in &actor.red_lines {
        if !line.allowed[levels[line.issue.0]] {
            match line.kind {
                RedLineKind::Hard => return None,
                RedLineKind::Soft(penalty) => flow -= penalty,
            }
        }
    }
    Some(flow.max(-1.0))
}

/// `ũ_b(x)`: `Σ (g w v + (1 − g) w v̄)`, with what crossing red lines costs counted by the same share.
fn peace_flow(model: &Model, index: usize, levels: &[usize]) -> f64 {
    let actor = &model.actors[index];
    let total: f64 = actor.weights.iter().sum();
    let mut flow = 0.0;
    for (place, (issue, &level)) in model.issues.iter().zip(levels).enumerate() {
        let count = issue.levels.len();
        let worth = |level: usize| match total > 0.0 {
            true => actor.weights[place] / total * level_value(&issue.values[index], count, level),
            // Who does not care for anything is half content.
            false => {
                if place == 0 {
                    0.5
                } else {
                    0.0
                }
            }
        };
        let lines = actor.red_lines.iter().filter(|line| line.issue.0 == place && !line.allowed[level]);
        let lost: f64 = lines
            .map(|line| match line.kind {
                RedLineKind::Hard => f64::INFINITY,
                RedLineKind::Soft(penalty) => penalty,
            })
            .sum();
        let mean = (0..count).map(worth).sum::<f64>() / count as f64;
        let grieved = (worth(level) - lost).max(-2.0);
        flow += issue.grievance * grieved + (1.0 - issue.grievance) * mean;
    }
    flow.max(-1.0)
}

/// The readable chain under a deal as it is perceived, if there is a ceasefire at all.
fn with_chain<T>(model: &Model, levels: &[usize], look: impl FnOnce(&Terms, &Chain<'_>) -> T) -> Option<T> {
    let belligerents = model.belligerents?;
    let flows = belligerents.map(|side| peace_flow(model, side.0, levels));
    let terms = terms(model, belligerents, levels, flows);
    Some(look(&terms, &Chain::new(&terms, Honoured::AsPerceived)))
}

/// `V_i(x)` deal by deal where all war flows are known, from the readable recursion and the exact chain.
fn known_value(model: &Model, index: usize, levels: &[usize]) -> f64 {
    let Some(flow) = flow(model, index, levels) else { return f64::NEG_INFINITY };
    let actor = &model.actors[index];
    let worth = with_chain(model, levels, |terms, chain| {
        let discount = actor.discount;
        let weight = chain.collapse_weight(discount);
        let answers: f64 = (model.guarantees.iter().enumerate())
            .filter(|(_, given)| given.guarantor == ActorId(index))
            .map(|(place, given)| given.answer_cost * chain.answers(place, discount))
            .sum();
        let side = model.belligerents.and_then(|sides| sides.iter().position(|side| side.0 == index));
        let worth = match side {
            Some(side) => {
                chain.expectations().value()[side] + (1.0 - weight) * (flow - terms.sides[side].flow)
            }
            None => {
                let collapse = actor.war_flow - (1.0 - discount) * actor.return_cost;
                (1.0 - weight) * flow + weight * collapse
            }
        };
        worth - (1.0 - discount) * answers
    });
    worth.unwrap_or(flow) - guarantee_cost(model, ActorId(index), levels)
}

/// `V_i(x)` by what is believed of the types of others that fight: `Σ_k μ_k V_i(x | types k)`.
fn believed_value(model: &Model, beliefs: &[Vec<f64>], index: usize, levels: &[usize]) -> f64 {
    let private = model.belligerents.into_iter().flatten().map(|side| side.0);
    let private = private.filter(|&side| side != index && model.actors[side].private.is_some());
    let mut worlds = vec![(1.0, model.clone())];
    for side in private {
        let prior = model.actors[side].private.clone().expect("it is private");
        let types: Vec<(f64, f64)> = beliefs[side].iter().copied().zip(prior.types).collect();
        worlds = (worlds.into_iter())
            .flat_map(|(chance, model)| {
                types.clone().into_iter().map(move |(of_type, war_flow)| {
                    let mut world = model.clone();
                    world.actors[side].war_flow = war_flow;
                    (chance * of_type, world)
                })
            })
            .collect();
    }
    if flow(model, index, levels).is_none() {
        return f64::NEG_INFINITY;
    }
    worlds.iter().map(|(chance, world)| chance * known_value(world, index, levels)).sum()
}

fn priors(model: &Model) -> Vec<Vec<f64>> {
    let chances = |actor: &Actor| actor.private.as_ref().map_or_else(Vec::new, Prior::chances);
    model.actors.iter().map(chances).collect()
}

fn value(model: &Model, index: usize, levels: &[usize]) -> f64 {
    believed_value(model, &priors(model), index, levels)
}

fn assert_every_deal_is_worth_what_the_formula_says(model: &Model) -> Result<(), TestCaseError> {
    for space in [DealSpace::signable(model), DealSpace::on_table(model)] {
        let valuation = Valuation::new(model, &space);
        prop_assert_eq!(valuation.len(), space.len());
        for position in 0..space.len() {
            let levels = space.levels(position);
            for actor in 0..model.actors.len() {
                let flow = flow(model, actor, &levels).unwrap_or(f64::NEG_INFINITY);
                let found = valuation.flow(actor, position);
                prop_assert!(
                    found == flow || (found - flow).abs() < 1e-12,
                    "u of {actor}: {found}, not {flow}"
                );
                let (found, value) = (valuation.value(actor, position), value(model, actor, &levels));
                prop_assert!(
                    found == value || (found - value).abs() < 1e-12,
                    "V of {actor} at {levels:?}: {found}, not {value}"
                );
            }
        }
        for actor in 0..model.actors.len() {
            let best = valuation.values(actor).iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert_eq!(valuation.best(actor), best);
            let first = valuation.values(actor).iter().position(|value| *value == best).unwrap_or(0);
            prop_assert_eq!(valuation.best_position(actor), first);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_deal_is_worth_what_the_formula_says(mut tape in tapes()) {
        assert_every_deal_is_worth_what_the_formula_says(&tape.model())?;
    }

    /// The same where what war brings is known to some actors alone: the others go by what they believe, and an actor
    /// of another type would value deals by that type.
    #[test]
    fn private_war_flows_are_valued_by_what_is_believed_of_them(mut tape in tapes()) {
        let mut model = tape.model();
        for actor in &mut model.actors {
            if tape.chance(0.6) {
                let types: Vec<f64> = (0..1 + tape.below(3)).map(|_| tape.between(-0.3, 0.7)).collect();
                let weights = types.iter().map(|_| tape.between(0.0, 1.0)).collect();
                if tape.chance(0.5) {
                    actor.war_flow = types[0];
                }
                actor.private = Some(Prior { types, weights, decisiveness: 10.0 });
            }
        }
        assert_every_deal_is_worth_what_the_formula_says(&model)?;
        let space = DealSpace::signable(&model);
        let valuation = Valuation::new(&model, &space);
        let mut beliefs = priors(&model);
        for chances in &mut beliefs {
            chances.iter_mut().for_each(|chance| *chance = tape.between(0.01, 1.0));
            let sum: f64 = chances.iter().sum();
            chances.iter_mut().for_each(|chance| *chance /= sum);
        }
        let moved = valuation.believed(&model.actors, &beliefs);
        for position in (0..space.len()).step_by(7) {
            let levels = space.levels(position);
            for (index, actor) in model.actors.iter().enumerate() {
                let near = |found: f64, value: f64| found == value || (found - value).abs() < 1e-12;
                let (found, expected) =
                    (moved.value(index, position), believed_value(&model, &beliefs, index, &levels));
                prop_assert!(near(found, expected), "V of {index} believed so: {found}, not {expected}");
                for &kind in actor.private.iter().flat_map(|prior| &prior.types) {
                    let mut other = model.clone();
                    other.actors[index].war_flow = kind;
                    let (found, expected) =
                        (valuation.value_if(&model.actors, index, position, kind), value(&other, index, &levels));
                    prop_assert!(near(found, expected), "V of {index} at {kind}: {found}, not {expected}");
                }
            }
        }
    }

    /// B8.2: before costs the value to who does not fight lies between the flow and what a collapse is worth, and peace
    /// is worth something between what it brings and the wars that may end it to who does.
    #[test]
    fn a_value_lies_between_peace_and_war(mut tape in tapes()) {
        let mut model = tape.model();
        model.guarantees.iter_mut().for_each(|guarantee| (guarantee.cost, guarantee.answer_cost) = (0.0, 0.0));
        let space = DealSpace::signable(&model);
        let valuation = Valuation::new(&model, &space);
        for position in 0..space.len() {
            let levels = space.levels(position);
            for (actor, &collapse) in valuation.collapse.iter().enumerate() {
                let (flow, value) = (valuation.flow(actor, position), valuation.value(actor, position));
                let fights = model.belligerents.is_some_and(|sides| sides.contains(&ActorId(actor)));
                if flow > f64::NEG_INFINITY && !fights {
                    prop_assert!(flow.min(collapse) - 1e-12 <= value && value <= flow.max(collapse) + 1e-12);
                }
            }
            let between = with_chain(&model, &levels, |terms, chain| {
                (0..2).all(|side| {
                    let wars = (0..=240).flat_map(|period| {
                        let prospect = chain.expectations().after(period).prospect;
                        [prospect.begins[side], prospect.attacked[side]]
                    });
                    let all = || wars.clone().chain([terms.sides[side].flow]);
                    let value = chain.expectations().value()[side];
                    all().fold(f64::MAX, f64::min) - 1e-12 <= value
                        && value <= all().fold(f64::MIN, f64::max) + 1e-12
                })
            });
            prop_assert!(between != Some(false), "{levels:?}");
        }
    }

    /// B8.2: the weight of a collapse grows with the patience of who does not fight.
    #[test]
    fn a_more_patient_actor_weighs_a_collapse_more(mut tape in tapes()) {
        let mut model = tape.model();
        prop_assume!(model.actors.len() == 3 && model.belligerents.is_some());
        model.guarantees.iter_mut().for_each(|guarantee| (guarantee.cost, guarantee.answer_cost) = (0.0, 0.0));
        let space = DealSpace::signable(&model);
        let weights = |model: &Model| -> Vec<f64> {
            let valuation = Valuation::new(model, &space);
            let collapse = valuation.collapse[2];
            (0..space.len())
                .map(|deal| (valuation.flow(2, deal) - valuation.value(2, deal)) / (valuation.flow(2, deal) - collapse))
                .collect()
        };
        let before = weights(&model);
        model.actors[2].discount += (1.0 - model.actors[2].discount) * 0.5;
        for (before, after) in before.iter().zip(weights(&model)) {
            prop_assert!(before.is_nan() || (*before >= -1e-9 && after >= before - 1e-9 && after <= 1.0 + 1e-9));
        }
    }
}

/// Two belligerents and a guarantor over one issue.
fn belligerents() -> Model {
    let mut actors: Vec<Actor> = (0..3).map(|_| actor(0.95, 0.2)).collect();
    actors.iter_mut().for_each(|actor| actor.weights = vec![1.0]);
    let mut model = model(actors, vec![issue(vec![vec![0.2, 0.8], vec![0.9, 0.4], vec![0.5, 0.6]])]);
    model.belligerents = Some([ActorId(0), ActorId(1)]);
    model
}

#[test]
fn without_hazard_a_deal_is_worth_its_flow() {
    let mut model = belligerents();
    model.ceasefire.attack_ceiling = 0.0;
    model.ceasefire.incidents = 0.0;
    let valuation = Valuation::new(&model, &DealSpace::signable(&model));
    for actor in 0..3 {
        for deal in 0..2 {
            assert!((valuation.value(actor, deal) - valuation.flow(actor, deal)).abs() < 1e-12);
        }
    }
}

#[test]
fn with_a_certain_collapse_and_endless_patience_a_deal_is_worth_the_collapse() {
    let mut model = belligerents();
    let rates = &mut model.ceasefire;
    (rates.attack_ceiling, rates.decisiveness, rates.containment_without_response) = (1.0, 0.0, 0.0);
    // Nobody is stronger than the other, and being seen costs nothing: a war is the same whoever begins it.
    (rates.exposure, rates.consolidation) = (0.0, 0.0);
    for actor in &mut model.actors {
        (actor.discount, actor.surprise) = (1.0 - 1e-9, 0.0);
        actor.return_cost = 5e7;
    }
    let valuation = Valuation::new(&model, &DealSpace::signable(&model));
    for actor in 0..3 {
        assert!((valuation.collapse[actor] - 0.15).abs() < 1e-6, "war flow .2 less what going back costs");
        for deal in 0..2 {
            assert!((valuation.value(actor, deal) - 0.15).abs() < 1e-6);
        }
    }
}

#[test]
fn ideal_levels_and_curvature_value_the_levels_between() {
    let curve = |ideal: f64, curvature: f64| {
        let mut model = shape(&[5]);
        model.issues[0].values[0] = Values::Ideal { ideal, curvature };
        let valuation = Valuation::new(&model, &DealSpace::on_table(&model));
        valuation.values(0).to_vec()
    };
    let near = |found: Vec<f64>, expected: [f64; 5]| {
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12),
            "{found:?}"
        );
    };
    near(curve(1.0, 1.0), [0.0, 0.25, 0.5, 0.75, 1.0]);
    near(curve(0.0, 1.0), [1.0, 0.75, 0.5, 0.25, 0.0]);
    near(curve(0.25, 1.0), [2.0 / 3.0, 1.0, 2.0 / 3.0, 1.0 / 3.0, 0.0]);
    near(curve(0.5, 2.0), [0.0, 0.75, 1.0, 0.75, 0.0]);
}

#[test]
fn soft_lines_add_up_and_a_flow_is_cut_at_minus_one() {
    let mut model = shape(&[2, 2]);
    model.issues[0].values[0] = Values::Table(vec![0.6, 1.0]);
    model.issues[1].values[0] = Values::Table(vec![0.2, 1.0]);
    for (issue, penalty) in [(0, 0.3), (1, 0.25), (1, 1.5)] {
        model.actors[0].red_lines.push(red_line(issue, &[false, true], RedLineKind::Soft(penalty)));
    }
    let valuation = Valuation::new(&model, &DealSpace::on_table(&model));
    let expected = [-1.0, 0.5, -1.0 + 0.05 + 0.25 - 0.25 + 0.6 - 0.65, 1.0];
    // .6/2 + .2/2 − .3 − 1.75 < −1;  .6/2 + .5 − .3 = .5;  .5 + .1 − 1.75 = −1.15 is cut;  1.
    assert_eq!(valuation.flow(0, 0), expected[0]);
    assert!((valuation.flow(0, 1) - expected[1]).abs() < 1e-12);
    assert_eq!(valuation.flow(0, 2), -1.0);
    assert!((valuation.flow(0, 3) - expected[3]).abs() < 1e-12);
}

/// What the belligerents' discontent does to the hazard goes by the flow as it was cut, not issue by issue.
#[test]
fn a_penalty_below_the_least_flow_leaves_a_belligerent_as_discontented_as_can_be() {
    let mut model = belligerents();
    model.issues.push(issue(vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![0.0, 0.0]]));
    model.actors.iter_mut().for_each(|actor| actor.weights = vec![0.5, 0.5]);
    model.actors[0].red_lines.push(red_line(0, &[false, true], RedLineKind::Soft(2.0)));
    assert_every_deal_is_worth_what_the_formula_says(&model).expect("the formula holds");
}

/// A force may also bring the monitors.
#[test]
fn an_issue_may_set_a_presence_and_the_monitoring_at_once() {
    let mut model = belligerents();
    model.issues[0].effects = vec![Effect::Presence { protects: ActorId(1), capability: vec![0.0, 0.4] }];
    model.monitoring.issue = Some(IssueId(0));
    let mut better = model.monitoring.levels[0].clone();
    better.detection = 0.9;
    model.monitoring.levels.push(better);
    assert_every_deal_is_worth_what_the_formula_says(&model).expect("the formula holds");
}

/// A guarantee of actor 2 for side 0 that is part of every deal and costs nothing.
fn guarantee(honour: Honour) -> Guarantee {
    Guarantee {
        id: "g".into(),
        label: "G".into(),
        guarantor: ActorId(2),
        protects: ActorId(0),
        against: ActorId(1),
        issue: None,
        severity: 1.0,
        cost: 0.0,
        answer_cost: 0.0,
        honour,
    }
}

fn steady(honour: f64) -> Honour {
    Honour { honour, perceived: honour, decay: 0.0, turnover: 0.0, turnover_factor: 1.0, learning: 0.0 }
}

#[test]
fn a_guarantor_pays_for_its_guarantee_by_level_and_nobody_else_does() {
    let mut model = belligerents();
    model.issues[0] = issue(vec![vec![0.5; 3]; 3]);
    model.issues[0].effects = vec![Effect::Guarantee { severity: vec![0.0, 0.3, 1.2] }];
    model.guarantees.push(Guarantee { cost: 0.2, issue: Some(IssueId(0)), ..guarantee(steady(0.0)) });
    let value =
        |model: &Model, actor, deal| Valuation::new(model, &DealSpace::signable(model)).value(actor, deal);
    let free = {
        let mut free = model.clone();
        free.guarantees[0].cost = 0.0;
        free
    };
    for (deal, cost) in [0.0, 0.05, 0.2].into_iter().enumerate() {
        for (actor, cost) in [0.0, 0.0, cost].into_iter().enumerate() {
            let paid = value(&free, actor, deal) - value(&model, actor, deal);
            assert!((paid - cost).abs() < 1e-12, "actor {actor} pays {paid} at level {deal}");
        }
    }
}

/// With attacks by chance alone the number of answers is a geometric sum.
#[test]
fn a_guarantor_weighs_how_often_it_will_be_called_on() {
    let mut model = belligerents();
    let (ceiling, honour, cost, aid) = (0.2, 0.6, 7.0, 0.25);
    let rates = &mut model.ceasefire;
    (rates.attack_ceiling, rates.decisiveness, rates.incidents, rates.conditional_aid) =
        (ceiling, 0.0, 0.0, aid);
    model.monitoring.levels[0].early_warning = 0.3;
    model.guarantees.push(guarantee(steady(honour)));
    let values =
        |model: &Model, actor| Valuation::new(model, &DealSpace::signable(model)).values(actor).to_vec();
    let free = model.clone();
    model.guarantees[0].answer_cost = cost;
    // Side 1 is guarded against, and side 0 only as far as the promise hangs on its conduct.
    let first = ceiling / 2.0 * (1.0 - ceiling / 4.0);
    let answered = [aid * honour, honour];
    let (detection, overt) = (model.monitoring.levels[0].detection, model.ceasefire.overt);
    let seen = 1.0 - (1.0 - detection) * (1.0 - overt);
    let (k0, k1) = (model.ceasefire.containment_without_response, model.ceasefire.containment_with_response);
    let force = 1.0 - (-1.0 / model.ceasefire.containment_severity).exp();
    let war: f64 = answered
        .iter()
        .map(|answer| first * (1.0 - 0.3 * answer) * (1.0 - k0 - seen * answer * force * (k1 - k0)))
        .sum();
    // Upon a warning, or if the attack goes ahead all the same and is seen.
    let called: f64 =
        answered.iter().map(|answer| first * answer * (0.3 + (1.0 - 0.3 * answer) * seen)).sum();
    let discount = model.actors[2].discount;
    let expected = (1.0 - discount) * cost * discount * called / (1.0 - discount * (1.0 - war));
    for actor in 0..3 {
        for (free, paid) in values(&free, actor).into_iter().zip(values(&model, actor)) {
            let expected = if actor == 2 { expected } else { 0.0 };
            assert!(
                (free - paid - expected).abs() < 1e-12,
                "actor {actor}: {} is not {expected}",
                free - paid
            );
        }
    }
}

/// B8.6: an issue that is cut in two alike halves leaves what the deals are worth as it was.
#[test]
fn an_issue_cut_in_two_with_half_the_weight_each_is_neutral() {
    let values = vec![vec![0.1, 0.7, 0.4], vec![0.9, 0.2, 0.5]];
    let other = vec![vec![0.3, 0.8], vec![0.6, 0.0]];
    let sides = |weights: Vec<f64>| {
        let mut side = actor(0.95, 0.1);
        side.weights = weights;
        vec![side.clone(), side]
    };
    let mut whole = model(sides(vec![0.6, 0.4]), vec![issue(values.clone()), issue(other.clone())]);
    let mut cut = model(sides(vec![0.3, 0.3, 0.4]), vec![issue(values.clone()), issue(values), issue(other)]);
    for model in [&mut whole, &mut cut] {
        model.belligerents = Some([ActorId(0), ActorId(1)]);
    }
    let (space, cut_space) = (DealSpace::signable(&whole), DealSpace::signable(&cut));
    let (valuation, cut_valuation) = (Valuation::new(&whole, &space), Valuation::new(&cut, &cut_space));
    for position in 0..space.len() {
        let levels = space.levels(position);
        let alike = cut_space.position(&[levels[0], levels[0], levels[1]]).expect("in the space");
        for actor in 0..2 {
            let distance = valuation.value(actor, position) - cut_valuation.value(actor, alike);
            assert!(distance.abs() < 1e-12);
        }
    }
    for actor in 0..2 {
        assert!(
            cut_valuation.best(actor) >= valuation.best(actor) - 1e-12,
            "the halves can still go together"
        );
    }
}
