//! A2 and A3: alternating offers and the random proposer.

use armistice::theory::{
    GameError, breakdown_share, finite_rubinstein_share, finite_war_flow_share, outside_option_share,
    random_proposer, rubinstein_share, war_flow_share,
};
use proptest::prelude::*;

use super::{EXACT, TABLE, all_close, close, discount, probability};

#[test]
fn rubinsteins_shares_round_by_round() {
    #[rustfmt::skip]
    let expected = [
        (1, [1.0, 1.0, 1.0]),
        (2, [1.0 / 5.0, 1.0 / 4.0, 0.05]),
        (3, [23.0 / 25.0, 5.0 / 8.0, 0.9525]),
        (4, [43.0 / 125.0, 11.0 / 32.0, 0.095125]),
        (5, [539.0 / 625.0, 31.0 / 64.0, 0.90963125]),
        (6, [0.44768, 0.37890625, 0.1358503125]),
        (7, [0.820928, 0.431640625, 0.8709422031]),
        (8, [0.5223296, 0.39208984375, 0.1726049070]),
        (9, [0.79106816, 0.4118652344, 0.8360253383]),
        (10, [0.5760773120, 0.3970336914, 0.2057759286]),
    ];
    let patience = [(0.9, 0.8), (0.5, 0.75), (0.95, 0.95)].map(|(a, b)| (discount(a), discount(b)));
    for (rounds, shares) in expected {
        for ((first, second), share) in patience.into_iter().zip(shares) {
            let tolerance = if rounds <= 5 { EXACT } else { TABLE };
            close(finite_rubinstein_share(first, second, rounds).unwrap(), share, tolerance);
        }
    }
    for ((first, second), share) in patience.into_iter().zip([5.0 / 7.0, 2.0 / 5.0, 20.0 / 39.0]) {
        close(rubinstein_share(first, second), share, EXACT);
    }
    assert_eq!(finite_rubinstein_share(discount(0.9), discount(0.8), 0), None);
}

#[test]
fn with_war_flow_rubinstein_shares_the_surplus() {
    let cases = [([0.9, 0.8], [0.1, 0.2]), ([0.95, 0.97], [-0.2, 0.1])].map(|(d, w)| (d.map(discount), w));
    let endless = [(0.6, EXACT), (0.2203821656, TABLE)];
    for ((discounts, flows), (share, tolerance)) in cases.into_iter().zip(endless) {
        close(war_flow_share(discounts, flows).unwrap(), share, tolerance);
    }
    let rounds = [1, 2, 3, 5, 10, 200];
    let finite = [
        [0.8, 0.24, 0.744, 0.70368, 0.50325412, 0.6],
        [0.9, -0.167, 0.84665, 0.79748798, -0.05895002, 0.22026381],
    ];
    for ((discounts, flows), shares) in cases.into_iter().zip(finite) {
        for (rounds, share) in rounds.into_iter().zip(shares) {
            // Eight digits are given.
            let tolerance = if rounds <= 3 { EXACT } else { 5e-9 };
            close(finite_war_flow_share(discounts, flows, rounds).unwrap().unwrap(), share, tolerance);
        }
    }
    assert_eq!(war_flow_share([discount(0.9); 2], [0.6, 0.5]), Err(GameError::NoAgreement));
}

#[test]
fn an_outside_option_counts_once_it_beats_waiting() {
    let delta = discount(0.9);
    close(outside_option_share(delta, 0.3).unwrap(), 0.5263157895, TABLE);
    close(outside_option_share(delta, 0.6).unwrap(), 0.4, EXACT);
    close(outside_option_share(delta, 0.4736842105).unwrap(), 1.0 / 1.9, EXACT);
    assert!(outside_option_share(delta, 1.5).is_err());
}

#[test]
fn a_risk_of_breakdown_leads_to_nash() {
    for (risk, d, share) in [(0.1, [0.1, 0.2], 0.4684210526), (0.01, [0.3, 0.1], 0.6015075377)] {
        close(breakdown_share(probability(risk), d).unwrap(), share, TABLE);
    }
    for (d, nash) in [([0.1, 0.2], 0.45), ([0.3, 0.1], 0.6)] {
        close(breakdown_share(probability(0.0), d).unwrap(), nash, EXACT);
    }
}

#[test]
fn a_random_proposer_has_its_published_shares() {
    let game = random_proposer(&[0.5, 0.5], &[discount(0.9), discount(0.8)]).unwrap();
    close(game.surplus, 0.1333333333, TABLE);
    all_close(&game.values, &[2.0 / 3.0, 1.0 / 3.0], EXACT);
    all_close(&game.proposer_shares, &[0.7333333333, 0.4], TABLE);
    let game = random_proposer(&[0.5, 0.3, 0.2], &[discount(0.9); 3]).unwrap();
    close(game.surplus, 0.1, EXACT);
    all_close(&game.values, &[0.5, 0.3, 0.2], EXACT);
    all_close(&game.proposer_shares, &[0.55, 0.37, 0.28], EXACT);
    assert!(random_proposer(&[0.0, 0.0], &[discount(0.9); 2]).is_err());
    assert!(random_proposer(&[-0.5, 1.5], &[discount(0.9); 2]).is_err());
    assert!(random_proposer(&[1.0], &[discount(0.9); 2]).is_err());
}

proptest! {
    #[test]
    fn an_odd_horizon_gives_the_first_proposer_more_and_an_even_one_less_than_an_endless_one(
        first in 0.01..0.99_f64, second in 0.01..0.99_f64, half in 1_u32..12,
    ) {
        let endless = rubinstein_share(discount(first), discount(second));
        let gap = |rounds| {
            finite_rubinstein_share(discount(first), discount(second), rounds).unwrap() - endless
        };
        // Once the gap is below rounding there is nothing left to compare.
        prop_assert!(gap(2 * half - 1) > -1e-14 && gap(2 * half) < 1e-14);
        for rounds in [2 * half - 1, 2 * half] {
            prop_assert!((gap(rounds + 2) - first * second * gap(rounds)).abs() < 1e-13);
        }
    }

    #[test]
    fn a_worse_war_never_helps_at_the_table(
        flows in (-1.0..0.4_f64, -1.0..0.4_f64), less in 0.0..0.5_f64, deltas in (0.0..0.99_f64, 0.0..0.99_f64),
    ) {
        let deltas = [discount(deltas.0), discount(deltas.1)];
        let worse = (flows.0 - less).max(-1.0);
        let share = |flow| war_flow_share(deltas, [flow, flows.1]).unwrap();
        prop_assert!(share(worse) <= share(flows.0) + 1e-12);
    }

    #[test]
    fn a_random_proposers_values_share_the_pie(
        players in proptest::collection::vec((0.01..1.0_f64, 0.0..0.99_f64), 1..6),
    ) {
        let (p, deltas): (Vec<_>, Vec<_>) = players.into_iter().map(|(p, d)| (p, discount(d))).unzip();
        let game = random_proposer(&p, &deltas).unwrap();
        prop_assert!((game.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let waiting: f64 = game.values.iter().zip(&deltas).map(|(v, d)| d.get() * v).sum();
        prop_assert!((waiting + game.surplus - 1.0).abs() < 1e-12);
    }
}
