//! The deal space and what deals are worth, against independent calculations.

use armistice::{
    ceasefire::{Chain, Honoured},
    model::{
        Actor, ActorId, DealId, DealSpace, Effect, IssueId, Model, RedLineKind, Valuation, Values,
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

/// `V_i(x)` deal by deal, with the collapse weight from the exact chain as it is perceived.
fn value(model: &Model, index: usize, levels: &[usize]) -> f64 {
    let Some(flow_of_actor) = flow(model, index, levels) else { return f64::NEG_INFINITY };
    let actor = &model.actors[index];
    let weight = model.belligerents.map_or(0.0, |belligerents| {
        let satisfaction = belligerents.map(|side| flow(model, side.0, levels).unwrap_or(-1.0));
        let terms = terms(model, belligerents, levels, satisfaction);
        Chain::new(&terms, Honoured::AsPerceived).collapse_weight(actor.discount)
    });
    let collapse = actor.war_flow - actor.scar + actor.rearmament_gain * actor.capability_drift;
    let cost = guarantee_cost(model, ActorId(index), levels);
    (1.0 - weight) * flow_of_actor + weight * collapse - cost
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

    /// B8.2: before costs the value lies between the flow and what a collapse is worth.
    #[test]
    fn a_value_lies_between_the_flow_and_the_collapse(mut tape in tapes()) {
        let mut model = tape.model();
        model.guarantees.iter_mut().for_each(|guarantee| guarantee.cost = 0.0);
        let space = DealSpace::signable(&model);
        let valuation = Valuation::new(&model, &space);
        for (actor, &collapse) in valuation.collapse.iter().enumerate() {
            for position in 0..space.len() {
                let (flow, value) = (valuation.flow(actor, position), valuation.value(actor, position));
                if flow > f64::NEG_INFINITY {
                    prop_assert!(flow.min(collapse) - 1e-12 <= value && value <= flow.max(collapse) + 1e-12);
                }
            }
        }
    }

    /// B8.2: the weight of a collapse grows with patience.
    #[test]
    fn a_more_patient_actor_weighs_a_collapse_more(mut tape in tapes()) {
        let mut model = tape.model();
        model.guarantees.iter_mut().for_each(|guarantee| guarantee.cost = 0.0);
        let space = DealSpace::signable(&model);
        let weights = |model: &Model| -> Vec<f64> {
            let valuation = Valuation::new(model, &space);
            let collapse = valuation.collapse[0];
            (0..space.len())
                .map(|deal| (valuation.flow(0, deal) - valuation.value(0, deal)) / (valuation.flow(0, deal) - collapse))
                .collect()
        };
        let before = weights(&model);
        model.actors[0].discount += (1.0 - model.actors[0].discount) * 0.5;
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
    model.ceasefire.attack_ceiling = 1.0;
    model.ceasefire.containment_without_response = 0.0;
    for actor in &mut model.actors {
        (actor.discount, actor.war_cost) = (1.0 - 1e-9, -20.0);
    }
    let valuation = Valuation::new(&model, &DealSpace::signable(&model));
    for actor in 0..3 {
        assert!((valuation.collapse[actor] - 0.15).abs() < 1e-12, "war flow .2 less a scar of .05");
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
    model.issues[0].effect = Effect::Presence { protects: ActorId(1), capability: vec![0.0, 0.4] };
    model.monitoring.issue = Some(IssueId(0));
    let mut better = model.monitoring.levels[0].clone();
    better.detection = 0.9;
    model.monitoring.levels.push(better);
    assert_every_deal_is_worth_what_the_formula_says(&model).expect("the formula holds");
}

#[test]
fn a_guarantor_pays_for_its_guarantee_by_level_and_nobody_else_does() {
    use armistice::{ceasefire::Honour, model::Guarantee};
    let mut model = belligerents();
    model.issues[0] = issue(vec![vec![0.5; 3]; 3]);
    model.issues[0].effect = Effect::Guarantee { severity: vec![0.0, 0.3, 1.2] };
    let honour = Honour {
        honour: 0.0,
        perceived: 0.0,
        decay: 0.0,
        turnover: 0.0,
        turnover_factor: 1.0,
        learning: 0.0,
    };
    model.guarantees.push(Guarantee {
        id: "g".into(),
        label: "G".into(),
        guarantor: ActorId(2),
        protects: ActorId(0),
        against: ActorId(1),
        issue: Some(IssueId(0)),
        severity: 1.0,
        cost: 0.2,
        honour,
    });
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
