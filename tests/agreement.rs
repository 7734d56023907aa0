//! What the engine computes in its own code, for speed or because it does more, agrees with the closed forms of
//! `theory` wherever these apply.

#[path = "common/close.rs"]
mod close;
#[path = "common/terms.rs"]
mod terms;

use armistice::{
    Probability,
    ceasefire::{
        Ceasefire, Chain, Guarantor, Honoured, Terms,
        calculus::{Calculus, Weighed},
        foresight::{Forces, Restraints},
        honour::{self, Word},
    },
    engine::examine,
    model::{DealSpace, Valuation},
    negotiation::{Clock, protocol::random_proposer, strategy::Concession},
    scenario::{Override, Scenario},
    statistics::beta_quantile,
    theory::{
        self, Discount, aspiration, beta_geometric_survival, combined_honour, constant_hazard_survival,
        deal_value, is_deterred, logit_acceptance, nash_split, required_response,
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
    let mut terms = case([0.5, 0.5], 1.0, 0.6, 0.0, 0.0);
    terms.sides[0].stakes = 24.0;
    terms.sides[1].war_cost = 5.0;
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
    let response = terms.monitoring.detection * answer;
    let contained = response * terms.rates.containment_with_response
        + (1.0 - response) * terms.rates.containment_without_response;
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
    // At no decisiveness each side attacks at half the ceiling.
    let rate = theory::combined_hazard(&[probability(0.04), probability(0.04)]);
    let space = DealSpace::on_table(&model);
    let valuation = Valuation::new(&model, &space);
    for (index, actor) in model.actors.iter().enumerate() {
        for position in 0..space.len() {
            let war = valuation.collapse[index];
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
        let words: Vec<_> = honours.iter().map(|&honour| Word { honour, severity: 0.7 }).collect();
        prop_assert!((honour::expected_severity(&words, correlation) - 0.7 * expected).abs() <= 1e-15);
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
        let mut many = vec![vec![0.0]];
        Forces::new(&terms, &[[0.5, 0.5]]).collapse_weights(
            &Restraints::new(&terms), [0.0, 0.0], &[delta], &mut many,
        );
        prop_assert!((many[0][0] - expected).abs() <= EXACT);
    }

    #[test]
    fn a_side_attacks_with_the_chance_of_a_noisy_choice(
        stakes in 0.5..1.5_f64, satisfaction in -1.0..1.0_f64, success in 0.0..=1.0_f64, held in 0.0..2.0_f64,
        decisiveness in 0.0..20.0_f64, level in 0_usize..3,
    ) {
        let mut terms = case([satisfaction, 0.0], 1.0, 0.0, 0.0, 0.0);
        terms.sides[0].stakes = stakes;
        terms.rates.decisiveness = decisiveness;
        let weighed = Weighed { success: [success, 0.0], restraint: [held, 0.0] };
        let gain = stakes * (1.0 - satisfaction) * success - held + terms.rates.preemption * level as f64;
        let expected = terms.rates.attack_ceiling * logit_acceptance(decisiveness, gain);
        prop_assert!((weighed.attacks(&terms, level)[0] - expected).abs() <= 1e-15);
    }

    #[test]
    fn a_decisive_side_is_deterred_by_the_response_that_deterrence_requires(
        satisfaction in 0.0..1.0_f64, capability in 0.2..3.0_f64, detection in 0.0..=1.0_f64, honour in 0.0..=1.0_f64,
        severity in 0.1..1.5_f64,
    ) {
        let mut terms = case([satisfaction, 0.5], capability, detection, honour, severity);
        terms.rates.decisiveness = 1e9;
        // Nothing is worth what an attack is measured against; exposure is a cost whoever answers.
        let cost = terms.sides[0].war_cost + detection * terms.rates.exposure;
        let victory = probability(capability / (capability + 1.0));
        let required = required_response(victory, 1.0 - satisfaction, cost, severity, 0.0).unwrap();
        prop_assume!((detection * honour - required).abs() > 1e-5);
        let attack = Calculus::at_signing(&terms).now().attacks(&terms, 0)[0];
        let deterred = is_deterred(required, probability(detection), probability(honour));
        prop_assert_eq!(attack, if deterred { 0.0 } else { terms.rates.attack_ceiling });
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
