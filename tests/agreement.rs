//! What the engine computes in its own code, for speed or because it does more, agrees with the closed forms of
//! `theory` wherever these apply.

#[path = "common/close.rs"]
mod close;
#[path = "common/terms.rs"]
mod terms;

use armistice::{
    Probability,
    ceasefire::{
        Ceasefire, Chain, Expectations, Guarantor, Honoured, Terms,
        expectations::attack,
        foresight::{Forces, Found, Group, Restraints, Work},
        honour::{self, Word},
        war::War,
    },
    engine::examine,
    model::{DealSpace, Valuation},
    negotiation::{Clock, protocol::random_proposer, strategy::Concession},
    scenario::{Override, Scenario},
    statistics::beta_quantile,
    theory::{
        self, Discount, aspiration, beta_geometric_survival, combined_honour, constant_hazard_survival,
        deal_value, is_deterred, logit_acceptance, nash_split, required_patience, required_response,
    },
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use close::close;
use terms::{case, steady};

const EXACT: f64 = 1e-12;

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a test's probability")
}

fn discount(value: f64) -> Discount {
    Discount::new(value).expect("a test's discount factor")
}

/// Side 0 always wants to attack, side 1 never, and nothing happens by accident: the hazard is the same in every
/// period and at every level of the ladder.
fn restless(ceiling: f64, honours: &[f64]) -> Terms {
    let mut terms = case([30.0, -30.0], 1.0, 0.6, 0.0, 0.0);
    terms.rates.attack_ceiling = ceiling;
    terms.rates.incidents = 0.0;
    terms.rates.honour_correlation = 0.4;
    terms.monitoring.early_warning = 0.3;
    let word = |&honour: &f64| Guarantor { honour: steady(honour, honour), severity: 0.7, protects: 1 };
    terms.guarantors = honours.iter().map(word).collect();
    terms
}

/// The hazard of [`restless`] terms, from the closed form of combined honour.
fn hazard(terms: &Terms) -> Probability {
    let honours: Vec<_> = terms.guarantors.iter().map(|word| probability(word.honour.honour)).collect();
    let answer = combined_honour(&honours, probability(terms.rates.honour_correlation)).get();
    // Monitors see an attack, or it is open: two independent causes, as those of a hazard are.
    let seen =
        theory::combined_hazard(&[probability(terms.monitoring.detection), probability(terms.rates.overt)]);
    let response = seen.get() * answer;
    let (k0, k1) = (terms.rates.containment_without_response, terms.rates.containment_with_response);
    let force = 1.0 - (-0.7 / terms.rates.containment_severity).exp();
    let contained = response * (k0 + (k1 - k0) * force) + (1.0 - response) * k0;
    let attack = terms.rates.attack_ceiling * (1.0 - terms.monitoring.early_warning * answer);
    probability(attack * (1.0 - contained))
}

#[test]
fn simulated_ceasefires_under_a_constant_hazard_survive_as_their_power() {
    const HISTORIES: u32 = 100_000;
    let terms = restless(0.06, &[0.4, 0.3]);
    let rate = hazard(&terms);
    let ceasefire = Ceasefire::new(terms, 60);
    let (mut luck, mut details) = (ChaCha8Rng::seed_from_u64(1), ChaCha8Rng::seed_from_u64(2));
    let mut politics = ChaCha8Rng::seed_from_u64(20);
    let ends: Vec<u32> = (0..HISTORIES)
        .map(|_| {
            ceasefire
                .simulate(&mut luck, &mut details, &mut politics)
                .collapse
                .map_or(61, |(period, _)| period)
        })
        .collect();
    for periods in [1, 12, 24, 60] {
        let share = ends.iter().filter(|end| **end > periods).count() as f64 / f64::from(HISTORIES);
        let expected = constant_hazard_survival(rate, periods);
        close(share, expected, 4.0 * (expected * (1.0 - expected) / f64::from(HISTORIES)).sqrt());
    }
}

#[test]
fn a_mixture_of_chains_survives_as_the_beta_geometric_law_says() {
    // The mean over the quantiles of the hazard by the midpoint rule; its error is below 1e-5 from 12 periods on.
    const STEPS: u32 = 2000;
    for (a, b) in [(1.0, 19.0), (2.0, 38.0)] {
        let mut mean = [0.0; 121];
        for step in 0..STEPS {
            let place = probability((f64::from(step) + 0.5) / f64::from(STEPS));
            let mut terms = restless(beta_quantile(place, a, b).unwrap(), &[]);
            terms.rates.containment_without_response = 0.0;
            let survival = Chain::new(&terms, Honoured::Truly).survival(120);
            mean.iter_mut().zip(survival).for_each(|(mean, share)| *mean += share / f64::from(STEPS));
        }
        for periods in [12, 24, 60, 120] {
            close(mean[periods as usize], beta_geometric_survival(a, b, periods).unwrap(), 1e-5);
        }
    }
}

#[test]
fn the_concession_strategy_asks_for_the_published_aspirations() {
    for (exponent, asked) in [
        (0.2, [1.0, 0.99931641, 0.978125, 0.83388672, 0.3]),
        (1.0, [1.0, 0.825, 0.65, 0.475, 0.3]),
        (5.0, [1.0, 0.4694992, 0.39061461, 0.33913874, 0.3]),
    ] {
        let strategy = Concession::new(exponent, 0.0);
        for (round, asked) in [0, 5, 10, 15, 20].into_iter().zip(asked) {
            let clock = Clock { track: 0, round, rounds: 21, since_start: round, front: 0 };
            // Eight digits are given.
            close(strategy.aspiration(1.0, 0.3, clock), asked, 5e-9);
        }
    }
}

/// Two actors who share a pie in 20 parts, and what the talks are worth to them while they last.
fn pie(flows: [f64; 2], more: &[&str]) -> Scenario {
    let flows = ["north", "south"].iter().zip(flows).map(|(id, flow)| format!("actors.{id}.war_flow={flow}"));
    let texts = flows.chain(more.iter().map(|text| (*text).to_owned()));
    let overrides: Vec<Override> = texts.map(|text| text.parse().expect("an override")).collect();
    Scenario::parse("fixed.toml", include_str!("../benches/fixed.toml"), &overrides)
        .unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn the_solutions_of_a_shared_pie_are_nashs_split() {
    let nobody_fights = [
        "actors.north.roles=[]",
        "actors.south.roles=[]",
        "actors.north.must_sign=true",
        "actors.south.must_sign=true",
    ];
    for flows in [[0.0, 0.0], [0.2, 0.3], [0.45, 0.05]] {
        let found = examine(&pie(flows, &nobody_fights));
        let split = nash_split(&flows, &[0.5, 0.5]).unwrap();
        // On a straight frontier, on which neither gets its all, the three solutions are one.
        assert_eq!(found.points.len(), 3);
        for point in &found.points {
            point.values.iter().zip(&split).for_each(|(value, share)| close(*value, *share, EXACT));
        }
    }
}

#[test]
fn a_deal_under_a_constant_hazard_is_worth_the_closed_form() {
    let mut model = pie([0.2, 0.3], &[]).central().model;
    model.ceasefire.incidents = 0.0;
    model.ceasefire.containment_without_response = 0.0;
    model.ceasefire.attack_ceiling = 0.08;
    model.ceasefire.decisiveness = 0.0;
    // Nobody is stronger than the other, and being seen costs nothing: a war is the same whoever begins it.
    (model.ceasefire.exposure, model.ceasefire.consolidation) = (0.0, 0.0);
    model.actors.iter_mut().for_each(|actor| actor.surprise = 0.0);
    // At no decisiveness each side attacks at half the ceiling.
    let rate = theory::combined_hazard(&[probability(0.04), probability(0.04)]);
    let space = DealSpace::on_table(&model);
    let valuation = Valuation::new(&model, &space);
    for (index, actor) in model.actors.iter().enumerate() {
        let war = actor.war_flow - (1.0 - actor.discount) * actor.return_cost;
        for position in 0..space.len() {
            let expected = deal_value(discount(actor.discount), rate, valuation.flow(index, position), war);
            close(valuation.value(index, position), expected, EXACT);
        }
    }
}

proptest! {
    #[test]
    fn somebody_answers_as_often_as_combined_honour_says(
        honours in proptest::collection::vec(0.0..=1.0_f64, 0..6), correlation in 0.0..=1.0_f64,
    ) {
        let chances: Vec<_> = honours.iter().copied().map(probability).collect();
        let expected = combined_honour(&chances, probability(correlation)).get();
        prop_assert!((honour::any(honours.iter().copied(), correlation) - expected).abs() <= 1e-15);
        // Words of one severity are answered by it whoever answers.
        let words: Vec<_> = honours.iter().map(|&honour| Word { honour, severity: 0.7, protects: 1 }).collect();
        let mut rates = terms::reference_rates();
        rates.honour_correlation = correlation;
        let ([against, own], aided) = honour::answers(&words, &rates);
        prop_assert!((against.chance - expected).abs() <= 1e-15);
        for severity in [against.severity, aided[1], own.severity / rates.conditional_aid] {
            prop_assert!((severity - 0.7 * expected).abs() <= 1e-14);
        }
    }

    #[test]
    fn a_chain_with_a_constant_hazard_has_the_closed_forms(
        ceiling in 0.0..=1.0_f64, honours in proptest::collection::vec(0.0..=1.0_f64, 0..4), delta in 0.0..0.995_f64,
    ) {
        let terms = restless(ceiling, &honours);
        let rate = hazard(&terms);
        let chain = Chain::new(&terms, Honoured::Truly);
        for (periods, share) in (0..).zip(chain.survival(120)) {
            prop_assert!((share - constant_hazard_survival(rate, periods)).abs() <= EXACT);
        }
        let expected = theory::collapse_weight(discount(delta), rate);
        prop_assert!((chain.collapse_weight(delta) - expected).abs() <= EXACT);
        let (forces, restraints) = (Forces::new(&terms), Restraints::new(&terms, &[]));
        let (flows, discounts) = ([[0.5, 0.5]], [delta]);
        let group =
            Group { terms: &terms, forces: &forces, restraints: &restraints, flows: &flows, discounts: &discounts };
        let mut found = Found::room(1, 1);
        group.fill(&mut Work::default(), &mut found);
        prop_assert!((found.weights[0][0] - expected).abs() <= EXACT);
    }

    #[test]
    fn a_side_attacks_with_the_chance_of_a_noisy_choice(
        begins in -1.0..1.0_f64, waiting in -1.0..1.0_f64, preemption in 0.0..0.1_f64, decisiveness in 0.0..60.0_f64,
        level in 0_usize..3,
    ) {
        let mut terms = case([0.4, 0.4], 1.0, 0.0, 0.0, 0.0);
        (terms.rates.decisiveness, terms.rates.preemption) = (decisiveness, preemption);
        let gain = begins + preemption * level as f64 - waiting;
        let expected = terms.rates.attack_ceiling * logit_acceptance(decisiveness, gain);
        prop_assert!((attack(&terms, begins, waiting, level) - expected).abs() <= 1e-15);
    }

    /// With peace for good to lose, the prize of a war is its flow and what surprise brings, and a detected and honoured
    /// response deters as in the closed form: `d h L ≥ b + (1 − δ)(F − C) − d x0 − ũ`.
    #[test]
    fn a_decisive_side_is_deterred_by_the_response_that_deterrence_requires(
        flow in 0.2..0.8_f64, war_flow in 0.0..0.9_f64, surprise in 0.0..8.0_f64, detection in 0.0..=1.0_f64,
        overt in 0.0..=1.0_f64, honour in 0.0..=1.0_f64, severity in 0.1..0.6_f64,
    ) {
        let mut terms = case([war_flow, -9.0], 1.0, detection, honour, severity);
        (terms.rates.decisiveness, terms.rates.overt) = (1e9, overt);
        // Peace lasts but for this side, and does not settle.
        (terms.rates.incidents, terms.rates.consolidation) = (0.0, 0.0);
        (terms.sides[0].flow, terms.sides[0].surprise) = (flow, surprise);
        let side = &terms.sides[0];
        let seen = theory::combined_hazard(&[probability(detection), probability(overt)]);
        let prize = side.war_flow + (1.0 - side.discount) * side.surprise;
        let cost = (1.0 - side.discount) * side.return_cost + seen.get() * terms.rates.exposure;
        let required = required_response(probability(1.0), prize, cost, severity, flow).unwrap();
        prop_assume!((seen.get() * honour - required).abs() > 1e-5);
        let attacks = Expectations::at_signing(&terms).after(0).attacks[0];
        let deterred = is_deterred(required, seen, probability(honour));
        prop_assert_eq!(attacks, [if deterred { 0.0 } else { terms.rates.attack_ceiling }; 3]);
    }

    /// The folk theorem: who gains `g = F − C` once by a violation, which costs it `ℓ = ũ − b` in each period, keeps the
    /// peace if it is as patient as the closed form requires. A war takes the place of peace at once, so that the loss
    /// of the first period comes off the gain: `(1 − δ) g > ℓ` is `δ < (g − ℓ)/((g − ℓ) + ℓ)`.
    #[test]
    fn a_patient_side_keeps_the_peace_that_enforces_itself(
        gain in 0.5..8.0_f64, flow in 0.3..0.7_f64, loss in 0.01..0.4_f64, delta in 0.5..0.999_f64,
    ) {
        let mut terms = case([flow - loss, -9.0], 1.0, 0.0, 0.0, 0.0);
        let rates = &mut terms.rates;
        (rates.decisiveness, rates.incidents, rates.consolidation, rates.exposure) = (1e9, 0.0, 0.0, 0.0);
        let side = &mut terms.sides[0];
        (side.flow, side.discount, side.surprise, side.return_cost) = (flow, delta, gain + 1.0, 1.0);
        prop_assume!(gain > loss);
        let patience = required_patience(gain - loss, loss, probability(1.0)).unwrap();
        prop_assume!((delta - patience).abs() > 1e-6);
        let attacks = Expectations::at_signing(&terms).after(0).attacks[0];
        prop_assert_eq!(attacks, [if delta >= patience { 0.0 } else { terms.rates.attack_ceiling }; 3]);
    }

    /// Fearon's commitment problem: a declining side prefers war now to the best peace that the rising one can promise.
    /// Forces rise once, between the first period and the second.
    #[test]
    fn a_declining_side_strikes_first_where_the_closed_form_has_a_preventive_war(
        p1 in 0.2..0.6_f64, rise in 0.0..0.35_f64, delta in 0.8..0.98_f64, cost in 0.0..2.0_f64,
    ) {
        let p2 = p1 + rise;
        let now = theory::preventive_war(discount(delta), probability(p1), probability(p2), cost).unwrap();
        prop_assume!((now.war - now.best_peace).abs() > 1e-5);
        // Side 1 has 1 − p1 of the power today and 1 − p2 tomorrow. Peace brings it all of this period, and from the
        // next on just what a war would bring then.
        let mut terms = case([0.0, 0.0], p1 / (1.0 - p1), 0.0, 0.0, 0.0);
        terms.rates.decisiveness = 1e9;
        let side = &mut terms.sides[0];
        side.capability_cap = p2 / (1.0 - p2);
        side.capability_drift = side.capability_cap - side.capability;
        let declining = &mut terms.sides[1];
        declining.war_flow = 1.0 - p1;
        (declining.discount, declining.surprise, declining.return_cost) = (delta, 0.0, cost);
        (terms.rates.exposure, terms.rates.consolidation) = (0.0, 0.0);
        let mut war = War::at_signing(&terms);
        let begins = war.now().begins[1];
        war.step();
        let later = war.now().begins[1];
        // Present values times 1 − δ are flows.
        prop_assert!((begins - (1.0 - delta) * now.war).abs() < 1e-9);
        let waiting = (1.0 - delta) + delta * later;
        prop_assert!((waiting - (1.0 - delta) * now.best_peace).abs() < 1e-9);
        let attacks = attack(&terms, begins, waiting, 0) > 0.5 * terms.rates.attack_ceiling;
        prop_assert_eq!(attacks, now.attacks);
    }

    #[test]
    fn the_concession_strategy_follows_the_closed_form_of_aspiration(
        exponent in 0.1..5.0_f64, initial in 0.0..=1.0_f64, best in 0.0..1.0_f64, reservation in -1.0..1.0_f64,
        (round, rounds) in (2_u32..60).prop_flat_map(|rounds| (0..rounds, Just(rounds))),
    ) {
        prop_assume!(best >= reservation);
        let clock = Clock { track: 0, round, rounds, since_start: round, front: 0 };
        let asked = |initial| Concession::new(exponent, initial).aspiration(best, reservation, clock);
        let elapsed = probability(f64::from(round) / f64::from(rounds - 1));
        let whole = aspiration(elapsed, exponent, reservation, best).unwrap();
        prop_assert!((asked(0.0) - whole).abs() <= 1e-15);
        // What is conceded at the start comes off all that is asked for above the reservation value.
        prop_assert!((asked(initial) - reservation - (1.0 - initial) * (whole - reservation)).abs() <= 1e-15);
    }

    #[test]
    fn members_are_drawn_to_propose_with_the_chances_that_the_closed_form_weighs(
        weights in proptest::collection::vec(0.0..1.0_f64, 1..5), delta in 0.1..0.99_f64,
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0.01));
        const STEPS: u32 = 2000;
        let mut drawn = vec![0.0; weights.len()];
        for step in 0..STEPS {
            let luck = (f64::from(step) + 0.5) / f64::from(STEPS);
            drawn[random_proposer::proposer(&weights, luck).expect("a weight is above 0")] += 1.0 / f64::from(STEPS);
        }
        // With one discount factor a player expects its chance to propose: v = p S/(1 − δ) and S = 1 − δ.
        let patience = vec![discount(delta); weights.len()];
        let game = theory::random_proposer(&weights, &patience).unwrap();
        for (member, value) in game.values.iter().enumerate() {
            prop_assert!((random_proposer::chance(&weights, member) - value).abs() <= EXACT);
            prop_assert!((drawn[member] - value).abs() <= 1.0 / f64::from(STEPS));
        }
    }
}
