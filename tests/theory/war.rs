//! A5 and A6: the bargaining range, commitment problems, and war as a walk and as a lottery.

use armistice::theory::{RandomWalkWar, bargaining_range, costly_lottery, inefficient_war, preventive_war};
use proptest::prelude::*;

use super::{EXACT, TABLE, all_close, close, discount, probability};

#[test]
fn war_leaves_a_range_as_wide_as_its_costs_unless_it_is_clipped() {
    for (victory, costs, range) in
        [(0.5, [0.1, 0.2], [0.4, 0.7]), (0.7, [0.15, 0.05], [0.55, 0.75]), (0.9, [0.05, 0.3], [0.85, 1.0])]
    {
        all_close(&bargaining_range(probability(victory), costs[0], costs[1]).unwrap(), &range, EXACT);
    }
    assert!(bargaining_range(probability(0.5), -0.1, 0.2).is_err());
}

#[test]
fn a_declining_side_attacks_when_the_other_rises_too_fast() {
    for (delta, p1, p2, cost, [war, peace], attacks) in [
        (0.9, 0.3, 0.60, 0.5, [6.5, 4.15], true),
        (0.9, 0.3, 0.33, 0.5, [6.5, 6.58], false),
        (0.9, 0.5, 0.56, 0.5, [4.5, 4.51], false),
        (0.95, 0.4, 0.43, 2.0, [10.0, 9.93], true),
    ] {
        let choice = preventive_war(discount(delta), probability(p1), probability(p2), cost).unwrap();
        close(choice.war, war, 1e-11);
        close(choice.best_peace, peace, 1e-11);
        assert_eq!(choice.attacks, attacks);
        assert_eq!(choice.war > choice.best_peace, attacks);
    }
    for (p1, threshold) in [(0.3, 0.3388888889), (0.5, 0.5611111111)] {
        let choice = preventive_war(discount(0.9), probability(p1), probability(0.33), 0.5).unwrap();
        close(choice.threshold, threshold, TABLE);
    }
    for (delta, p1, p2, cost, lhs, rhs) in [
        (0.9, 0.3, 0.60, 0.5, 0.24, 0.005),
        (0.9, 0.3, 0.33, 0.5, -0.003, 0.005),
        (0.9, 0.5, 0.56, 0.5, 0.004, 0.005),
        (0.95, 0.4, 0.43, 2.0, 0.0085, 0.005),
    ] {
        // Both sides of the condition, from the threshold p2* = (p1 + rhs)/δ.
        let choice = preventive_war(discount(delta), probability(p1), probability(p2), cost).unwrap();
        close(delta * choice.threshold - p1, rhs, EXACT);
        close(delta * p2 - p1, lhs, EXACT);
    }
}

#[test]
fn powells_condition_compares_claims_with_all_there_is() {
    for (p2, claims) in [(0.6, 10.5), (0.5, 9.6), (0.5444444444, 10.0)] {
        let found = inefficient_war(discount(0.9), probability(0.3), probability(p2), [1.0, 1.0]).unwrap();
        // The threshold is given to ten digits, and counts ninefold.
        all_close(&found, &[claims, 10.0], 1e-9);
    }
}

#[test]
fn a_random_walk_war_has_its_published_odds_and_length() {
    for (p, k, n, victory, battles, won, lost) in [
        (0.5, 5, 10, 0.5, 25.0, 0.1912902304, 0.1912902304),
        (0.5, 3, 10, 0.3, 21.0, 0.0893558501, 0.3758874249),
        (0.55, 5, 10, 0.7317174012, 23.1717401181, 0.2936354987, 0.1076608190),
        (0.6, 3, 10, 0.7161223611, 20.8061180526, 0.2544222291, 0.1716805657),
        (0.52, 10, 20, 0.6900658296, 95.0329147848, 0.0574303553, 0.0257941036),
    ] {
        let war = RandomWalkWar::new(n, k, probability(p)).unwrap();
        close(war.victory(), victory, TABLE);
        close(war.expected_battles(), battles, TABLE);
        close(war.discounted_victory(discount(0.95)), won, TABLE);
        close(war.discounted_defeat(discount(0.95)), lost, TABLE);
    }
}

#[test]
fn a_war_has_its_present_value() {
    for (p, k, n, delta, cost, value) in
        [(0.55, 5, 10, 0.95, 0.02, 0.0541540258), (0.45, 4, 6, 0.98, 0.05, 0.0975185925)]
    {
        let war = RandomWalkWar::new(n, k, probability(p)).unwrap();
        close(war.value(discount(delta), cost, 1.0, 0.0), value, TABLE);
    }
    for (cost, delta, ends, victory, won, lost, value) in
        [(0.1, 0.95, 0.1, 0.6, 20.0, 0.0, 7.1724137931), (0.05, 0.9, 0.25, 0.4, 10.0, 2.0, 3.4461538462)]
    {
        let found = costly_lottery(discount(delta), cost, probability(ends), probability(victory), won, lost);
        close(found, value, TABLE);
    }
}

#[test]
fn a_front_needs_a_length_and_a_position_on_it() {
    assert!(RandomWalkWar::new(0, 0, probability(0.5)).is_err());
    assert!(RandomWalkWar::new(4, 5, probability(0.5)).is_err());
    let sure = RandomWalkWar::new(9, 4, probability(1.0)).unwrap();
    assert_eq!((sure.victory(), sure.expected_battles()), (1.0, 5.0));
    close(sure.discounted_victory(discount(0.9)), 0.9_f64.powi(5), EXACT);
    let hopeless = RandomWalkWar::new(9, 4, probability(0.0)).unwrap();
    assert_eq!((hopeless.victory(), hopeless.expected_battles()), (0.0, 4.0));
    close(hopeless.discounted_defeat(discount(0.9)), 0.9_f64.powi(4), EXACT);
    let over = RandomWalkWar::new(9, 0, probability(0.3)).unwrap();
    assert_eq!(
        (over.victory(), over.expected_battles(), over.discounted_defeat(discount(0.5))),
        (0.0, 0.0, 1.0)
    );
}

/// Probability, battles and discounted victory by the walk's own recursion, from any start, until nothing is left.
fn walk(n: usize, k: usize, p: f64, delta: f64) -> [f64; 4] {
    let (mut front, mut weight) = (vec![0.0; n + 1], 1.0);
    front[k] = 1.0;
    let [mut victory, mut battles, mut won, mut lost] = [0.0; 4];
    for _ in 0..20_000 {
        let mut next = vec![0.0; n + 1];
        weight *= delta;
        for place in 1..n {
            battles += front[place];
            next[place + 1] += p * front[place];
            next[place - 1] += (1.0 - p) * front[place];
        }
        victory += next[n];
        won += weight * next[n];
        lost += weight * next[0];
        (next[0], next[n]) = (0.0, 0.0);
        front = next;
    }
    [victory, battles, won, lost]
}

#[test]
fn the_closed_forms_agree_with_walking_every_path() {
    for (n, k, p, delta) in [(7, 2, 0.5, 0.9), (12, 5, 0.47, 0.98), (3, 1, 0.9, 0.5), (10, 4, 0.500001, 0.97)]
    {
        let war = RandomWalkWar::new(n as u32, k as u32, probability(p)).unwrap();
        let found = [
            war.victory(),
            war.expected_battles(),
            war.discounted_victory(discount(delta)),
            war.discounted_defeat(discount(delta)),
        ];
        all_close(&found, &walk(n, k, p, delta), 1e-6);
    }
}

proptest! {
    #[test]
    fn the_two_sides_of_a_war_mirror_each_other(
        (n, k) in (1_u32..200).prop_flat_map(|n| (Just(n), 0..=n)), p in 0.0..=1.0_f64, delta in 0.0..0.999_f64,
    ) {
        let war = RandomWalkWar::new(n, k, probability(p)).unwrap();
        let mirror = RandomWalkWar::new(n, n - k, probability(1.0 - p)).unwrap();
        prop_assert!((war.victory() + mirror.victory() - 1.0).abs() < 1e-9);
        let delta = discount(delta);
        prop_assert!((war.discounted_victory(delta) - mirror.discounted_defeat(delta)).abs() < 1e-9);
        prop_assert!(war.discounted_victory(delta) <= war.victory() + 1e-9);
        prop_assert!(war.expected_battles() >= -1e-9);
    }
}
