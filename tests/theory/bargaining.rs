//! A1: axiomatic solutions.

use armistice::theory::{
    Frontier, GameError, PowerFrontier, egalitarian_point, kalai_smorodinsky_point, nash_point, nash_split,
    utilitarian_point,
};
use proptest::prelude::*;

use super::{EXACT, TABLE, all_close, close, probability};

#[test]
fn nash_splits_the_surplus_by_weight() {
    for (weights, d, expected) in [
        (&[0.5, 0.5][..], &[0.0, 0.0][..], &[0.5, 0.5][..]),
        (&[0.6, 0.4], &[0.1, 0.2], &[0.52, 0.48]),
        (&[0.3, 0.7], &[0.25, 0.15], &[0.43, 0.57]),
        (&[0.5, 0.3, 0.2], &[0.1, 0.05, 0.15], &[0.45, 0.26, 0.29]),
    ] {
        all_close(&nash_split(d, weights).unwrap(), expected, EXACT);
    }
}

#[test]
fn disagreement_that_takes_the_pie_is_the_only_split_and_more_than_it_none() {
    all_close(&nash_split(&[0.7, 0.3], &[0.9, 0.1]).unwrap(), &[0.7, 0.3], EXACT);
    assert_eq!(nash_split(&[0.7, 0.4], &[0.5, 0.5]), Err(GameError::NoAgreement));
    assert_eq!(nash_split(&[0.0, 0.0], &[0.0, 0.0]), Err(GameError::NoWeight { what: "bargaining weights" }));
    assert!(matches!(nash_split(&[0.0, 0.0], &[1.0]), Err(GameError::Lengths { expected: 2, found: 1, .. })));
    assert!(matches!(nash_split(&[0.0, f64::NAN], &[1.0, 1.0]), Err(GameError::OutOfRange(_))));
}

#[test]
fn a_concave_frontier_without_outside_options() {
    for (weight, r, expected, tolerance) in
        [(0.5, 0.5, 1.0 / 3.0, EXACT), (0.7, 0.5, 7.0 / 13.0, EXACT), (0.5, 0.25, 0.2, EXACT)]
    {
        let frontier = PowerFrontier::new(r).unwrap();
        close(frontier.nash([0.0, 0.0], probability(weight)).unwrap(), expected, tolerance);
    }
    all_close(&PowerFrontier::new(0.5).unwrap().utilities(1.0 / 3.0), &[0.5773502692, 0.6666666667], TABLE);
    for (r, expected) in [(0.5, 0.3819660113), (0.25, 0.2755080410)] {
        let frontier = PowerFrontier::new(r).unwrap();
        close(frontier.kalai_smorodinsky([0.0, 0.0]).unwrap(), expected, TABLE);
        close(frontier.egalitarian([0.0, 0.0]).unwrap(), expected, TABLE);
    }
}

#[test]
fn a_concave_frontier_with_outside_options() {
    let frontier = PowerFrontier::new(0.5).unwrap();
    let d = [0.2, 0.1];
    all_close(&frontier.ideal(d).unwrap(), &[0.9486832981, 0.96], TABLE);
    for (x, expected, utilities) in [
        (frontier.nash(d, probability(0.5)).unwrap(), 0.3824575349, [0.6184315119, 0.6175424651]),
        (frontier.kalai_smorodinsky(d).unwrap(), 0.4017017818, [0.6337994807, 0.5982982182]),
        (frontier.egalitarian(d).unwrap(), 0.4381049961, [0.6618950039, 0.5618950039]),
    ] {
        close(x, expected, TABLE);
        all_close(&frontier.utilities(x), &utilities, TABLE);
    }
    assert_eq!(frontier.nash([0.9, 0.5], probability(0.5)), Err(GameError::NoAgreement));
}

fn logroll() -> Frontier {
    Frontier::new(&[[0.0, 1.0], [0.7, 0.6], [1.0, 0.0]]).expect("the table's frontier")
}

#[test]
fn two_linear_issues_have_their_solutions_on_kinks_and_edges() {
    for (d, nash, ideal, kalai_smorodinsky, egalitarian) in [
        ([0.0, 0.0], [0.7, 0.6], [1.0, 1.0], [0.6363636364, 0.6363636364], [0.6363636364, 0.6363636364]),
        (
            [0.2, 0.3],
            [0.7, 0.6],
            [0.85, 0.8857142857],
            [0.5977611940, 0.6584221748],
            [0.5727272727, 0.6727272727],
        ),
        (
            [0.6, 0.1],
            [0.775, 0.45],
            [0.95, 0.6571428571],
            [0.7948863636, 0.4102272727],
            [0.8333333333, 0.3333333333],
        ),
    ] {
        let frontier = logroll();
        all_close(&frontier.nash(d).unwrap(), &nash, EXACT);
        all_close(&frontier.ideal(d).unwrap(), &ideal, TABLE);
        all_close(&frontier.kalai_smorodinsky(d).unwrap(), &kalai_smorodinsky, TABLE);
        all_close(&frontier.egalitarian(d).unwrap(), &egalitarian, TABLE);
        all_close(&frontier.utilitarian(), &[0.7, 0.6], EXACT);
    }
    close(logroll().kalai_smorodinsky([0.0, 0.0]).unwrap()[0], 7.0 / 11.0, EXACT);
}

#[test]
fn a_frontier_with_a_dent_or_a_way_back_is_refused() {
    for vertices in [
        &[[0.0, 1.0]][..],
        &[[0.0, 1.0], [0.3, 0.3], [1.0, 0.0]],
        &[[0.0, 1.0], [0.5, 1.0], [1.0, 0.0]],
        &[[0.0, f64::NAN], [1.0, 0.0]],
    ] {
        assert_eq!(Frontier::new(vertices), Err(GameError::NoFrontier));
    }
    assert_eq!(logroll().nash([0.9, 0.9]), Err(GameError::NoAgreement));
    assert_eq!(logroll().egalitarian([1.1, 0.0]), Err(GameError::NoAgreement));
}

type Point = fn(std::slice::Iter<'_, Vec<f64>>, &[f64]) -> Option<usize>;

const SOLUTIONS: [Point; 4] = [
    |points, d| nash_point(points.map(Vec::as_slice), d),
    |points, d| kalai_smorodinsky_point(points.map(Vec::as_slice), d),
    |points, d| egalitarian_point(points.map(Vec::as_slice), d),
    |points, d| utilitarian_point(points.map(Vec::as_slice), d),
];

/// The logroll frontier at 12,001 points.
fn fine_points() -> Vec<Vec<f64>> {
    let edge = |from: [f64; 2], to: [f64; 2], n: u32| {
        (0..=n).map(move |i| {
            let t = f64::from(i) / f64::from(n);
            vec![from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]
        })
    };
    edge([0.0, 1.0], [0.7, 0.6], 7000).chain(edge([0.7, 0.6], [1.0, 0.0], 6000)).collect()
}

#[test]
fn on_a_fine_set_the_points_are_those_of_the_frontier() {
    let points = fine_points();
    for d in [[0.0, 0.0], [0.2, 0.3], [0.6, 0.1]] {
        let frontier = logroll();
        let expected = [
            frontier.nash(d).unwrap(),
            frontier.kalai_smorodinsky(d).unwrap(),
            frontier.egalitarian(d).unwrap(),
            frontier.utilitarian(),
        ];
        for (solution, expected) in SOLUTIONS.iter().zip(expected) {
            // Two steps of the set.
            all_close(&points[solution(points.iter(), &d).unwrap()], &expected, 4e-4);
        }
    }
}

#[test]
fn only_individually_rational_points_count_and_ties_go_to_the_lowest_index() {
    let points =
        [vec![f64::NEG_INFINITY, 1.0], vec![0.1, 0.9], vec![0.5, 0.5], vec![0.5, 0.5], vec![0.9, 0.1]];
    for solution in SOLUTIONS {
        assert_eq!(solution(points.iter(), &[0.2, 0.2]), Some(2));
        assert_eq!(solution(points.iter(), &[0.6, 0.6]), None);
        assert_eq!(solution([].iter(), &[0.0, 0.0]), None);
    }
}

#[test]
fn a_player_that_nothing_can_help_has_no_say_and_no_dominated_point_is_chosen() {
    // Player 1 gains nothing anywhere: every product and least gain would be zero.
    let points = [vec![0.2, 0.4, 0.4], vec![0.2, 0.6, 0.5], vec![0.1, 1.0, 1.0]];
    for solution in SOLUTIONS {
        assert_eq!(solution(points.iter(), &[0.2, 0.0, 0.0]), Some(1));
    }
    // The least gain is the same at both; the second gives player 2 more.
    let points = [vec![0.5, 0.6], vec![0.5, 0.8], vec![0.4, 1.0], vec![1.0, 0.4]];
    assert_eq!(egalitarian_point(points.iter().map(Vec::as_slice), &[0.0, 0.0]), Some(1));
    assert_eq!(kalai_smorodinsky_point(points.iter().map(Vec::as_slice), &[0.0, 0.0]), Some(1));
}

proptest! {
    #[test]
    fn a_solution_is_rational_and_no_point_dominates_it(
        points in proptest::collection::vec(proptest::collection::vec(0.0..1.0_f64, 3), 1..40),
        d in proptest::collection::vec(0.0..0.4_f64, 3),
    ) {
        for solution in SOLUTIONS {
            match solution(points.iter(), &d) {
                Some(chosen) => {
                    prop_assert!(points[chosen].iter().zip(&d).all(|(u, d)| u >= d));
                    prop_assert!(!points.iter().any(|p| p.iter().zip(&points[chosen]).all(|(a, b)| *a > b + 1e-9)));
                }
                None => prop_assert!(!points.iter().any(|p| p.iter().zip(&d).all(|(u, d)| u >= d))),
            }
        }
    }

    #[test]
    fn rescaling_a_player_leaves_nash_and_kalai_smorodinsky_alone(
        points in proptest::collection::vec(proptest::collection::vec(0.0..1.0_f64, 2), 1..40),
        scale in 0.1..10.0_f64, shift in -1.0..1.0_f64,
    ) {
        let d = [0.1, 0.1];
        let rescaled: Vec<Vec<f64>> = points.iter().map(|p| vec![scale * p[0] + shift, p[1]]).collect();
        for solution in &SOLUTIONS[..2] {
            prop_assert_eq!(
                solution(points.iter(), &d),
                solution(rescaled.iter(), &[scale * d[0] + shift, d[1]])
            );
        }
    }

    #[test]
    fn on_any_frontier_nash_beats_every_point_of_it(
        d in (0.0..0.55_f64, 0.0..0.55_f64), t in 0.0..1.0_f64,
    ) {
        let d = [d.0, d.1];
        let frontier = logroll();
        let product = |u: [f64; 2]| (u[0] - d[0]) * (u[1] - d[1]);
        let best = product(frontier.nash(d).unwrap());
        for other in [[0.7 * t, 1.0 - 0.4 * t], [0.7 + 0.3 * t, 0.6 - 0.6 * t]] {
            if other[0] >= d[0] && other[1] >= d[1] {
                prop_assert!(product(other) <= best + 1e-12);
            }
        }
    }
}
