//! A4: Baron and Ferejohn.

use armistice::theory::{closed_rule, finite_closed_rule, open_rule, three_legislators};
use proptest::prelude::*;

use super::{EXACT, TABLE, all_close, close};

#[test]
fn the_closed_rule_with_equal_recognition() {
    for (players, votes, delta, proposer, partner) in [
        (3, 2, 1.0, 0.6666666667, 0.3333333333),
        (3, 2, 0.8, 0.7333333333, 0.2666666667),
        (5, 3, 1.0, 0.6, 0.2),
        (5, 3, 0.8, 0.68, 0.16),
        (5, 4, 0.9, 0.46, 0.18),
        (9, 5, 0.95, 0.5777777778, 0.1055555556),
        (5, 5, 0.8, 0.36, 0.16),
    ] {
        let shares = closed_rule(players, votes, delta).unwrap();
        close(shares.proposer, proposer, TABLE);
        close(shares.partner, partner, TABLE);
        close(shares.value, 1.0 / f64::from(players), EXACT);
    }
    assert!(
        closed_rule(3, 4, 0.9).is_err() && closed_rule(3, 0, 0.9).is_err() && closed_rule(3, 2, 1.1).is_err()
    );
}

#[test]
fn unequal_recognition_has_its_values_and_its_mixing() {
    let game = three_legislators([0.5, 0.3, 0.2], 0.8).unwrap();
    all_close(&game.values, &[3.0 / 8.0, 5.0 / 16.0, 5.0 / 16.0], EXACT);
    all_close(&game.partners[0], &[0.0, 0.3, 0.7], EXACT);
    let game = three_legislators([0.6, 0.3, 0.1], 0.5).unwrap();
    all_close(&game.values, &[57.0 / 103.0, 30.0 / 103.0, 16.0 / 103.0], EXACT);
    assert_eq!(game.partners, [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
    let game = three_legislators([0.4, 0.35, 0.25], 0.9).unwrap();
    all_close(&game.values, &[1.0 / 3.0; 3], EXACT);
}

#[test]
fn a_finite_legislature_counts_back_from_its_end() {
    let p = [0.5, 0.3, 0.2];
    for (rounds, values) in [
        (0, [0.0, 0.0, 0.0]),
        (1, p),
        (2, [21.0 / 50.0, 3.0 / 10.0, 7.0 / 25.0]),
        (3, [97.0 / 250.0, 351.0 / 1250.0, 207.0 / 625.0]),
    ] {
        all_close(&finite_closed_rule(&p, 2, 0.8, rounds).unwrap(), &values, EXACT);
    }
    assert!(finite_closed_rule(&p, 4, 0.8, 2).is_err());
}

#[test]
fn the_open_rule_buys_one_vote_once_patience_passes_the_root_of_three_less_one() {
    for (delta, partners, share, value) in [
        (0.5, 2, 0.5, 0.5),
        (0.7, 2, 0.4166666667, 0.4166666667),
        (0.8, 1, 0.6774193548, 0.4032258065),
        (0.9, 1, 0.6392785571, 0.4008016032),
        (1.0, 1, 0.6, 0.4),
    ] {
        let rule = open_rule(delta).unwrap();
        assert_eq!(rule.partners, partners);
        close(rule.share, share, TABLE);
        close(rule.value, value, TABLE);
    }
    assert_eq!(open_rule(0.7320508).unwrap().partners, 2);
    assert_eq!(open_rule(0.7320509).unwrap().partners, 1);
}

proptest! {
    #[test]
    fn three_legislators_are_in_equilibrium(
        p in (0.001..1.0_f64, 0.001..1.0_f64, 0.001..1.0_f64), delta in 0.0..=1.0_f64,
    ) {
        let total = p.0 + p.1 + p.2;
        let p = [p.0 / total, p.1 / total, p.2 / total];
        let game = three_legislators(p, delta).unwrap();
        let v = game.values;
        prop_assert!((v.iter().sum::<f64>() - 1.0).abs() < 1e-10);
        for i in 0..3 {
            prop_assert!((game.partners[i].iter().sum::<f64>() - 1.0).abs() < 1e-10);
            let [j, k] = [(i + 1) % 3, (i + 2) % 3];
            let cheapest = v[j].min(v[k]);
            // A partner that is bought is a cheapest one.
            for other in [j, k] {
                prop_assert!(game.partners[i][other] < 1e-9 || v[other] < cheapest + 1e-9);
            }
            // The value is what proposing and being bought give.
            let bought: f64 = (0..3).map(|proposer| p[proposer] * game.partners[proposer][i]).sum();
            prop_assert!((v[i] - p[i] * (1.0 - delta * cheapest) - delta * v[i] * bought).abs() < 1e-9);
        }
    }

    #[test]
    fn a_finite_legislature_shares_the_pie(
        p in proptest::collection::vec(0.01..1.0_f64, 3..7), delta in 0.0..=1.0_f64, rounds in 1_u32..20,
    ) {
        let values = finite_closed_rule(&p, p.len() / 2 + 1, delta, rounds).unwrap();
        prop_assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-10);
    }
}
