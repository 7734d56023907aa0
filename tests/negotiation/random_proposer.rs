//! A rational random proposer under unanimity against the stationary closed form (A3).

use armistice::negotiation::{Protocol, Speaker};

use crate::builder::{Case, actor, alternating, issue, pie, rational, watch};
use crate::record::Event;

/// `S = 1/(1 + Σ p_j δ_j/(1 − δ_j))`, `v_i = p_i S/(1 − δ_i)`: what each keeps when it proposes, `δ_i v_i + S`.
fn shares_of_proposers(recognition: &[f64], discounts: &[f64]) -> Vec<f64> {
    let weights =
        recognition.iter().zip(discounts).map(|(chance, discount)| chance * discount / (1.0 - discount));
    let surplus = 1.0 / (1.0 + weights.sum::<f64>());
    let each = recognition.iter().zip(discounts);
    each.map(|(chance, discount)| discount * chance * surplus / (1.0 - discount) + surplus).collect()
}

/// All splits of a pie for three in this many pieces, as levels of one issue.
fn splits(pieces: usize) -> armistice::model::Issue {
    let mut values = vec![Vec::new(); 3];
    for first in 0..=pieces {
        for second in 0..=pieces - first {
            for (values, share) in values.iter_mut().zip([first, second, pieces - first - second]) {
                values.push(share as f64 / pieces as f64);
            }
        }
    }
    issue(values)
}

fn table(issue: armistice::model::Issue, recognition: &[f64], discounts: &[f64], rounds: u32) -> Case {
    let sides = discounts.iter().map(|&discount| (actor(discount, 0.0), rational())).collect();
    Case::new(vec![issue], sides, Protocol::RandomProposer { recognition: recognition.to_vec() }, rounds)
}

/// What each member keeps when it proposes first.
fn first_offers(case: &Case) -> Vec<f64> {
    case.plan(0, |plan, valuation| {
        let solution = plan.solution().expect("all are rational");
        let members = 0..case.model.actors.len();
        members
            .map(|member| valuation.value(member, solution.offer(0, 0, member).expect("an offer")))
            .collect()
    })
}

/// The rounding of each round, at most `rounding` for each value, carried through the recursion
/// `v_i ← p_i (1 − Σ_j δ_j v_j) + δ_i v_i`; an offer adds the rounding of its addressees.
fn bound(recognition: &[f64], discounts: &[f64], rounds: u32, step: f64) -> f64 {
    let members = recognition.len();
    let rounding = (members - 1) as f64 * (step + 1e-9);
    let mut power: Vec<Vec<f64>> = (0..members)
        .map(|row| (0..members).map(|column| f64::from(u8::from(row == column))).collect())
        .collect();
    let norm = |matrix: &[Vec<f64>]| {
        matrix.iter().map(|row| row.iter().map(|entry| entry.abs()).sum::<f64>()).fold(0.0, f64::max)
    };
    let mut total = 0.0;
    for _ in 0..rounds {
        total += norm(&power) * rounding;
        power = (0..members)
            .map(|row| {
                (0..members)
                    .map(|column| {
                        let moved: f64 = (0..members).map(|from| discounts[from] * power[from][column]).sum();
                        discounts[row] * power[row][column] - recognition[row] * moved
                    })
                    .collect()
            })
            .collect();
    }
    rounding + (members - 1) as f64 * total
}

#[test]
fn two_members_keep_the_stationary_shares() {
    let (recognition, discounts) = ([0.5, 0.5], [0.9, 0.8]);
    let expected = shares_of_proposers(&recognition, &discounts);
    assert!((expected[0] - 0.7333333333).abs() < 1e-9 && (expected[1] - 0.4).abs() < 1e-9);
    for levels in [101, 1_001] {
        let case = table(pie(levels), &recognition, &discounts, 200);
        let bound = bound(&recognition, &discounts, 200, 1.0 / (levels - 1) as f64);
        for (found, expected) in first_offers(&case).iter().zip(&expected) {
            assert!((found - expected).abs() <= bound, "{found} is not {expected} ± {bound}");
        }
    }
}

#[test]
fn three_equally_patient_members_keep_the_stationary_shares() {
    // With one discount factor v = p whatever the horizon, and all shares are on a grid of hundredths.
    let case = table(splits(100), &[0.5, 0.3, 0.2], &[0.9; 3], 30);
    for (found, expected) in first_offers(&case).iter().zip([0.55, 0.37, 0.28]) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn three_members_of_unequal_patience_keep_the_stationary_shares() {
    let (recognition, discounts) = ([0.5, 0.3, 0.2], [0.6, 0.5, 0.7]);
    let expected = shares_of_proposers(&recognition, &discounts);
    let case = table(splits(300), &recognition, &discounts, 60);
    let bound = bound(&recognition, &discounts, 60, 1.0 / 300.0);
    assert!(bound < 0.06, "a bound that says something: {bound}");
    for (found, expected) in first_offers(&case).iter().zip(&expected) {
        assert!((found - expected).abs() <= bound, "{found} is not {expected} ± {bound}");
    }
}

#[test]
fn whoever_is_drawn_first_signs_at_once_and_is_drawn_as_often_as_its_chance_says() {
    const PLAYS: u32 = 20_000;
    let recognition = [0.5, 0.3, 0.2];
    let case = table(splits(20), &recognition, &[0.9; 3], 10);
    let offers = first_offers(&case);
    let mut drawn = [0u32; 3];
    case.with(|talks, _, valuation| {
        for seed in 0..PLAYS {
            let (settlement, record) = watch(talks, seed.into());
            let Some(Event::Tabled(_, Speaker::Actor(by), deal)) = record.0.get(1) else {
                panic!("a member tables a text first: {record:?}")
            };
            assert_eq!((settlement.deal, settlement.rounds), (Some(*deal), 1));
            assert!((valuation.value(*by, *deal) - offers[*by]).abs() < 1e-12);
            drawn[*by] += 1;
        }
    });
    for (drawn, chance) in drawn.iter().zip(recognition) {
        let error = (chance * (1.0 - chance) / f64::from(PLAYS)).sqrt();
        let share = f64::from(*drawn) / f64::from(PLAYS);
        assert!((share - chance).abs() < 4.0 * error, "{share} is not {chance}");
    }
}

#[test]
fn one_that_is_always_drawn_takes_everything_above_war() {
    // A repeated proposer leaves the other its war flow whatever the horizon.
    for rounds in [1, 2, 7, 50] {
        let mut case = table(pie(101), &[1.0, 0.0], &[0.9, 0.8], rounds);
        case.model.actors[1].war_flow = 0.2;
        let found = case.signed_values(3).expect("there is a surplus");
        assert!((found[0] - 0.8).abs() < 1e-9, "T = {rounds}: {found:?}");
    }
    // One round of it is the last round of alternating offers.
    let always = table(pie(101), &[1.0, 0.0], &[0.9, 0.8], 1);
    let mut alternates = always.clone();
    alternates.rules.tracks[0].protocol = alternating();
    assert_eq!(always.watch(5), alternates.watch(5));
}
