//! A8, A9 and A10: screening, alarms, deterrence and the building blocks of behaviour.

use armistice::theory::{
    aspiration, combined_honour, honour_from_stake, is_deterred, logit_acceptance, required_patience,
    required_response, screening_offer, softmax, two_type_demand, violation_given_alarm,
    violation_given_silence,
};
use proptest::prelude::*;

use super::{EXACT, TABLE, all_close, close, probability};

#[test]
fn the_best_demand_trades_a_better_deal_for_a_risk_of_war() {
    for (p, cost, costs, demand, war, value) in [
        (0.5, 0.1, [0.0, 0.4], 0.65, 0.375, 0.55625),
        (0.6, 0.05, [0.1, 0.3], 0.725, 0.125, 0.703125),
        (0.5, 0.3, [0.0, 0.2], 0.5, 0.0, 0.5),
        (0.4, 0.1, [0.2, 0.4], 0.6, 0.0, 0.6),
    ] {
        let offer = screening_offer(probability(p), cost, costs).unwrap();
        close(offer.demand, demand, EXACT);
        close(offer.war, war, EXACT);
        close(offer.value, value, EXACT);
        close(offer.cutoff, demand - p, EXACT);
    }
    close(screening_offer(probability(0.95), 0.0, [0.0, 0.4]).unwrap().demand, 1.0, EXACT);
    assert!(screening_offer(probability(0.5), 0.1, [0.3, 0.3]).is_err());
}

#[test]
fn two_types_are_screened_once_the_weak_one_is_likely_enough() {
    for (cost_strong, threshold, pool) in [(0.05, 0.375, 0.55), (0.1, 0.5, 0.60)] {
        let choice = two_type_demand(probability(0.5), 0.1, probability(0.6), 0.3, cost_strong).unwrap();
        close(choice.threshold, threshold, EXACT);
        close(choice.pool, pool, EXACT);
        close(choice.screen, 0.64, EXACT);
        let at = two_type_demand(probability(0.5), 0.1, probability(threshold), 0.3, cost_strong).unwrap();
        close(at.pool, at.screen, EXACT);
    }
    assert!(two_type_demand(probability(0.5), 0.1, probability(0.6), 0.3, 0.4).is_err());
}

#[test]
fn a_noisy_alarm_is_read_by_bayes_rule() {
    for (prior, detection, false_alarm, alarm, silence) in [
        (0.05, 0.8, 0.02, 0.6779661017, 0.0106269926),
        (0.1, 0.6, 0.05, 0.5714285714, 0.0446927374),
        (0.2, 0.9, 0.01, 0.9574468085, 0.0246305419),
        (0.05, 0.3, 0.02, 0.4411764706, 0.0362318841),
    ] {
        let [prior, detection, false_alarm] = [prior, detection, false_alarm].map(probability);
        close(violation_given_alarm(prior, detection, false_alarm), alarm, TABLE);
        close(violation_given_silence(prior, detection, false_alarm), silence, TABLE);
    }
    let [prior, never, always] = [0.3, 0.0, 1.0].map(probability);
    assert_eq!(violation_given_alarm(prior, never, never), 0.3);
    assert_eq!(violation_given_silence(prior, always, always), 0.3);
}

#[test]
fn deterrence_needs_detection_times_honour() {
    for (p, prize, cost, punishment, peace, required) in
        [(0.6, 1.0, 0.1, 1.5, 0.2, 0.2), (0.5, 0.8, 0.05, 1.0, 0.15, 0.2), (0.4, 1.0, 0.3, 1.0, 0.2, -0.1)]
    {
        close(required_response(probability(p), prize, cost, punishment, peace).unwrap(), required, EXACT);
    }
    assert!(is_deterred(0.2, probability(0.8), probability(0.25)));
    assert!(!is_deterred(0.2, probability(0.8), probability(0.2499)));
    assert!(is_deterred(-0.1, probability(0.0), probability(0.0)));
    assert!(required_response(probability(0.5), 1.0, 0.1, 0.0, 0.2).is_err());
}

#[test]
fn a_ceasefire_enforces_itself_among_the_patient() {
    for (gain, detection, loss, patience) in
        [(0.3, 0.5, 1.0, 0.375), (0.3, 0.5, 0.6, 0.5), (0.1, 0.4, 0.8, 0.2380952381)]
    {
        close(required_patience(gain, loss, probability(detection)).unwrap(), patience, TABLE);
    }
    assert!(required_patience(0.0, 1.0, probability(0.5)).is_err());
}

#[test]
fn several_guarantors_are_worth_more_apart_than_together() {
    let independent = |honours: &[f64], rho: f64| {
        let honours: Vec<_> = honours.iter().copied().map(probability).collect();
        combined_honour(&honours, probability(rho)).get()
    };
    close(independent(&[0.4, 0.3], 0.0), 0.58, EXACT);
    close(independent(&[0.22, 0.22, 0.22], 0.0), 0.525448, EXACT);
    close(independent(&[0.4, 0.3], 1.0), 0.4, EXACT);
    close(independent(&[0.4, 0.3], 0.5), 0.49, EXACT);
    assert_eq!(independent(&[], 0.5), 0.0);
    close(honour_from_stake(0.35, [0.1, 0.6]).unwrap().get(), 0.5, EXACT);
    assert_eq!(honour_from_stake(2.0, [0.1, 0.6]).unwrap().get(), 1.0);
    assert_eq!(honour_from_stake(0.0, [0.1, 0.6]).unwrap().get(), 0.0);
    assert!(honour_from_stake(0.5, [0.6, 0.6]).is_err());
}

#[test]
fn noisy_choice_has_its_published_chances() {
    for (precision, gain, chance) in [(5.0, 0.1, 0.6224593312), (10.0, -0.2, 0.1192029220), (1.0, 0.0, 0.5)] {
        close(logit_acceptance(precision, gain), chance, TABLE);
    }
    all_close(&softmax(4.0, &[0.2, 0.5, 0.3]), &[0.1720595397, 0.5712577895, 0.2566826708], TABLE);
    assert!(softmax(4.0, &[]).is_empty());
    all_close(&softmax(1e6, &[0.0, 1.0]), &[0.0, 1.0], EXACT);
}

#[test]
fn concession_runs_from_the_best_to_the_reservation() {
    for (exponent, asked) in [
        (0.2, [1.0, 0.99931641, 0.978125, 0.83388672, 0.3]),
        (1.0, [1.0, 0.825, 0.65, 0.475, 0.3]),
        (5.0, [1.0, 0.4694992, 0.39061461, 0.33913874, 0.3]),
    ] {
        for (time, asked) in [0.0, 5.0, 10.0, 15.0, 20.0].into_iter().zip(asked) {
            // Eight digits are given.
            close(aspiration(probability(time / 20.0), exponent, 0.3, 1.0).unwrap(), asked, 5e-9);
        }
    }
    assert!(aspiration(probability(0.5), 0.0, 0.3, 1.0).is_err());
}

proptest! {
    #[test]
    fn no_other_demand_is_worth_more(
        p in 0.0..=1.0_f64, cost in 0.0..0.5_f64, low in 0.0..0.4_f64, width in 0.01..0.5_f64, other in 0.0..1.0_f64,
    ) {
        let offer = screening_offer(probability(p), cost, [low, low + width]).unwrap();
        // A demand by its cutoff: below `low` all accept.
        let z = (low + other * width).min(1.0 - p);
        let war = ((z - low) / width).clamp(0.0, 1.0);
        let value = (1.0 - war) * (p + z) + war * (p - cost);
        prop_assert!(offer.value >= value - 1e-12);
    }

    #[test]
    fn honour_apart_is_never_below_honour_together(
        honours in proptest::collection::vec(0.0..=1.0_f64, 1..5), rho in 0.0..=1.0_f64,
    ) {
        let honours: Vec<_> = honours.into_iter().map(probability).collect();
        let at = |rho| combined_honour(&honours, probability(rho)).get();
        prop_assert!(at(1.0) <= at(rho) + 1e-12 && at(rho) <= at(0.0) + 1e-12);
    }
}
