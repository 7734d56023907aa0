//! Fighting while talking: the front's walk, its worth, and its end (closed-forms.md A6).

use armistice::{
    negotiation::{Battlefield, Ending, Protocol, value_of_fighting},
    theory::RandomWalkWar,
};

use crate::builder::{Case, actor, concession, hardline, pie, rational};

fn battlefield(positions: usize, start: usize, advance: f64, foresight: bool) -> Battlefield {
    Battlefield { positions, start, advance, stakes: vec![0.4, -0.4], foresight }
}

fn case(battlefield: Option<Battlefield>, rounds: u32) -> Case {
    let sides = vec![(actor(0.9, 0.3), hardline(0.0)), (actor(0.9, 0.3), concession(0.5))];
    let mut case = Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 0 }, rounds);
    case.rules.battlefield = battlefield;
    case
}

#[test]
fn the_linear_solve_gives_the_published_value_of_war() {
    for (p, k, n, discount, cost, value) in
        [(0.55, 5, 10, 0.95, 0.02, 0.0541540258), (0.45, 4, 6, 0.98, 0.05, 0.0975185925)]
    {
        // Per-period flows: the cost while it lasts, the price of victory for ever.
        let mut flows = vec![-cost; n + 1];
        (flows[0], flows[n]) = (0.0, 1.0 - discount);
        let found = value_of_fighting(&flows, p, discount)[k] / (1.0 - discount);
        assert!((found - value).abs() < 1e-9, "{found} not {value}");
        let walk = RandomWalkWar::new(n as u32, k as u32, crate::probability(p)).expect("a sound walk");
        let form = walk.value(crate::discount(discount), cost, 1.0, 0.0);
        assert!((found - form).abs() < 1e-12);
    }
}

#[test]
fn the_front_moves_the_outside_option_of_both_sides() {
    case(Some(battlefield(10, 4, 0.5, false)), 3).with(|talks, _, _| {
        let at = |front| armistice::negotiation::Moment { since_start: 0, front };
        for (front, up) in [(4, 0.0), (5, 0.04), (9, 0.2), (10, 0.24), (0, -0.16)] {
            assert!((talks.outlook().reservation(0, at(front)) - (0.3 + up)).abs() < 1e-12);
            assert!((talks.outlook().reservation(1, at(front)) - (0.3 - up)).abs() < 1e-12);
        }
    });
}

#[test]
fn foresight_counts_where_the_war_is_going() {
    let worth = |advance, foresight| battlefield(10, 5, advance, foresight).worth(0, 0.95);
    // An even walk is a martingale: what is expected is what there is.
    for (seen, foreseen) in worth(0.5, false).iter().zip(worth(0.5, true)) {
        assert!((seen - foreseen).abs() < 1e-12);
    }
    let (seen, foreseen) = (worth(0.7, false), worth(0.7, true));
    assert_eq!((seen[0], seen[10]), (foreseen[0], foreseen[10]));
    assert!((1..10).all(|front| foreseen[front] > seen[front]));
}

#[test]
fn a_war_that_is_won_ends_the_talks() {
    let settlement = case(Some(battlefield(10, 6, 1.0, false)), 20).play(1);
    assert_eq!((settlement.deal, settlement.ending, settlement.front), (None, Ending::Decided, 10));
    assert_eq!(settlement.rounds, 4);
    assert_eq!(case(Some(battlefield(10, 6, 1.0, false)), 4).play(1).ending, Ending::OutOfTime);
}

#[test]
fn the_war_is_decided_as_often_as_the_walk_says() {
    let case = case(Some(battlefield(6, 2, 0.55, false)), 300);
    let victory = RandomWalkWar::new(6, 2, crate::probability(0.55)).expect("a sound walk").victory();
    let won = (0..4000).filter(|&seed| case.play(seed).front == 6).count() as f64 / 4000.0;
    assert!((won - victory).abs() < 4.0 * (victory * (1.0 - victory) / 4000.0).sqrt(), "{won} not {victory}");
}

#[test]
fn the_front_leaves_the_luck_of_the_talks_alone_and_nothing_is_at_stake_for_nobody() {
    let mut idle = battlefield(200, 100, 0.5, false);
    idle.stakes = vec![0.0; 2];
    for seed in 0..20 {
        let (still, moving) = (case(None, 12).watch(seed).1, case(Some(idle.clone()), 12).watch(seed).1);
        assert_eq!(still.texts(), moving.texts());
        assert_eq!(still.speakers(), moving.speakers());
    }
}

#[test]
fn the_rational_count_on_where_the_front_may_go() {
    // Two rounds, side 1 proposes last and takes all above side 0's outside option, which the front moves.
    let sides = vec![(actor(0.9, 0.3), rational()), (actor(0.9, 0.1), rational())];
    let mut case = Case::new(vec![pie(1001)], sides, Protocol::Alternating { first: 0 }, 2);
    case.rules.battlefield = Some(battlefield(10, 5, 0.75, false));
    // C_0 = .1 · .3 + .9 · (.75 · .34 + .25 · .26), and C_1 = .1 · .1 + .9 · (.75 · (1 − .34) + .25 · (1 − .26)).
    let expected = [0.1 * 0.3 + 0.9 * 0.32, 0.1 * 0.1 + 0.9 * 0.68];
    case.plan(0, |plan, _| {
        let solution = plan.solution().expect("both are rational");
        for (side, expected) in expected.into_iter().enumerate() {
            assert!((solution.threshold(0, 5, side) - expected).abs() < 1e-9);
        }
    });
}
