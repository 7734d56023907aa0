//! Private information: screening by an ultimatum (closed-forms.md A8), and what is learned from refusals.

use armistice::{
    model::{ActorId, Prior},
    negotiation::{Protocol, Tactic, strategy::Logit},
    theory::screening_offer,
};

use crate::builder::{Case, actor, concession, hardline, pie, rational, seat};

const TYPES: usize = 400;

/// A asks for a share `x` of the pie; B has `1 − p − c` without a deal, and its cost `c` is one of many types.
fn screening(p: f64, cost: f64, range: [f64; 2]) -> (Case, Vec<f64>) {
    screening_of(TYPES, 2001, p, cost, range)
}

/// The same with so many types and shares.
fn screening_of(count: usize, shares: usize, p: f64, cost: f64, [low, high]: [f64; 2]) -> (Case, Vec<f64>) {
    let costs: Vec<f64> =
        (0..count).map(|place| low + (high - low) * (place as f64 + 0.5) / count as f64).collect();
    let types: Vec<f64> = costs.iter().map(|cost| 1.0 - p - cost).collect();
    let mut responder = actor(0.9, types[0]);
    responder.private = Some(Prior { types: types.clone(), weights: vec![1.0; count], decisiveness: 1e6 });
    let sides = vec![(actor(0.9, p - cost), rational()), (responder, rational())];
    let ultimatum = Protocol::Ultimatum { proposer: ActorId(0), round: None };
    (Case::new(vec![pie(shares)], sides, ultimatum, 1), types)
}

#[test]
fn a_rational_proposer_screens_as_the_closed_form_says() {
    let rows = [
        (0.5, 0.1, [0.0, 0.4], 0.65, 0.375),
        (0.6, 0.05, [0.1, 0.3], 0.725, 0.125),
        (0.5, 0.3, [0.0, 0.2], 0.5, 0.0),
        (0.4, 0.1, [0.2, 0.4], 0.6, 0.0),
    ];
    for (p, cost, range, demand, war) in rows {
        let form = screening_offer(crate::probability(p), cost, range).expect("the range is sound");
        assert!((form.demand - demand).abs() < 1e-12 && (form.war - war).abs() < 1e-12);
        let (mut case, types) = screening(p, cost, range);
        let step = (range[1] - range[0]) / TYPES as f64;
        let mut refused = 0;
        for (place, own) in types.iter().enumerate() {
            case.model.actors[1].war_flow = *own;
            let (settlement, record) = case.watch(1);
            refused += usize::from(settlement.deal.is_none());
            if place == 0 {
                let tabled = record.texts()[0] as f64 / 2000.0;
                assert!((tabled - demand).abs() <= step + 1.0 / 2000.0, "{tabled} not {demand}");
            }
        }
        assert!((refused as f64 / TYPES as f64 - war).abs() <= 2.0 / TYPES as f64 + 1e-12);
    }
}

/// Among belligerents whose private war flow is intent, too: where a text that is signed is kept, whatever the type, the
/// closed form holds exactly.
#[test]
fn belligerents_are_screened_as_the_closed_form_says_where_texts_are_kept() {
    const FEW: usize = 20;
    for (p, cost, range) in [(0.5, 0.1, [0.0, 0.4]), (0.6, 0.05, [0.1, 0.3]), (0.4, 0.1, [0.2, 0.4])] {
        let form = screening_offer(crate::probability(p), cost, range).expect("the range is sound");
        let (mut case, types) = screening_of(FEW, 101, p, cost, range);
        case.model.belligerents = Some([ActorId(0), ActorId(1)]);
        (case.model.ceasefire.attack_ceiling, case.model.ceasefire.incidents) = (0.0, 0.0);
        let step = (range[1] - range[0]) / FEW as f64;
        let mut refused = 0;
        for own in &types {
            case.model.actors[1].war_flow = *own;
            let (settlement, record) = case.watch(1);
            refused += usize::from(settlement.deal.is_none());
            let tabled = record.texts()[0] as f64 / 100.0;
            assert!((tabled - form.demand).abs() <= step + 1.0 / 100.0, "{tabled} not {}", form.demand);
        }
        assert!((refused as f64 / FEW as f64 - form.war).abs() <= 2.0 / FEW as f64 + 1e-12);
    }
}

#[test]
fn a_refusal_cuts_the_range_of_types_and_an_acceptance_the_rest() {
    let (case, types) = screening(0.5, 0.1, [0.0, 0.4]);
    let prior = case.model.actors[1].private.as_ref().expect("it is private");
    // B refuses x = .65 iff its cost is below .15: types above 1 − .65.
    for (accepted, holds) in [(false, [0.35, 0.5]), (true, [0.1, 0.35])] {
        let mut chances = prior.chances();
        prior.update(&mut chances, accepted, |own| (1.0 - 0.65) - own);
        let left = types.iter().filter(|own| (holds[0]..=holds[1]).contains(*own)).count() as f64;
        for (own, chance) in types.iter().zip(&chances) {
            let expected = if (holds[0]..=holds[1]).contains(own) { 1.0 / left } else { 0.0 };
            assert!((chance - expected).abs() < 1e-9, "{own}: {chance} not {expected}");
        }
    }
}

#[test]
fn an_answer_that_no_type_would_give_is_not_learned_from() {
    let prior = Prior { types: vec![0.1, 0.2], weights: vec![1.0, 3.0], decisiveness: 1e9 };
    let mut chances = prior.chances();
    prior.update(&mut chances, false, |own| 0.9 - own);
    assert_eq!(chances, [0.25, 0.75]);
}

/// Side 1 could live with .2 and pretends not to: it asks for all and takes nothing. What is it offered?
fn offers(decisiveness: f64) -> Vec<usize> {
    let mut secretive = actor(0.9, 0.2);
    secretive.private = Some(Prior { types: vec![0.2, 0.6], weights: vec![1.0; 2], decisiveness });
    let mut logit = seat(Tactic::Logit(Logit { decisiveness: 1e4, option: 0.0 }));
    logit.strategy.accept = hardline(0.0).strategy.accept;
    let sides = vec![(actor(0.9, 0.0), logit), (secretive, hardline(0.0))];
    let case = Case::new(vec![pie(21)], sides, Protocol::Alternating { first: 0 }, 5);
    case.watch(1).1.texts().into_iter().step_by(2).collect()
}

#[test]
fn who_refuses_is_believed_to_have_more_without_a_deal_and_is_offered_more() {
    // .75 from the type that has .2 or .35 from both are .375 and .35 as the talks begin.
    let deaf = offers(0.0);
    assert_eq!(deaf, [15; 3]);
    assert_eq!(offers(20.0), [15, 7, 7]);
}

#[test]
fn what_others_believe_leaves_an_actors_own_answers_alone() {
    let table = |private: bool| {
        let mut other = actor(0.9, 0.3);
        other.private = private.then(|| Prior { types: vec![0.7], weights: vec![1.0], decisiveness: 10.0 });
        let sides = vec![(actor(0.9, 0.1), hardline(0.0)), (other, concession(1.0))];
        Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 1 }, 9)
    };
    assert_eq!(table(false).watch(1), table(true).watch(1));
}
