//! Concession with time (A10), and the hardliner beside it.

use armistice::{
    model::RedLineKind,
    negotiation::{Answer, Clock, Protocol, Refusal, Tactic, strategy::Concession},
};

use crate::builder::{
    Case, actor, alternating, concession, hardline, issue, pie, rational, red_line, yielding,
};
use crate::record::Event;

/// A10 has `t/T` with T = 20; the talks have `t/(T − 1)`, so these are 21 rounds.
#[test]
fn aspirations_fall_as_faratin_sierra_and_jennings_say() {
    let table = [
        (0.2, [1.0, 0.99931641, 0.978125, 0.83388672, 0.3]),
        (1.0, [1.0, 0.825, 0.65, 0.475, 0.3]),
        (5.0, [1.0, 0.4694992, 0.39061461, 0.33913874, 0.3]),
    ];
    for (exponent, expected) in table {
        let strategy = Concession::new(exponent, 0.0);
        for (round, expected) in [0, 5, 10, 15, 20].into_iter().zip(expected) {
            let clock = Clock { track: 0, round, rounds: 21, since_start: round, front: 0 };
            let found = strategy.aspiration(1.0, 0.3, clock);
            assert!(
                (found - expected).abs() < 1e-8,
                "e = {exponent}, t = {round}: {found} is not {expected}"
            );
        }
    }
}

#[test]
fn the_plan_of_a_track_shows_the_same_aspirations() {
    let sides = vec![(actor(0.9, 0.3), concession(5.0)), (actor(0.9, 0.0), concession(1.0))];
    let case = Case::new(vec![pie(11)], sides, alternating(), 21);
    let at = |round| Clock { track: 0, round, rounds: 21, since_start: round, front: 0 };
    case.plan(0, |plan, _| {
        assert!((plan.aspiration(at(5), 0) - 0.4694992).abs() < 1e-7);
        assert!((plan.aspiration(at(20), 0) - 0.3).abs() < 1e-12);
        assert!((plan.aspiration(at(5), 1) - 0.75).abs() < 1e-12);
    });
}

#[test]
fn talks_of_one_round_are_at_the_reservation_value() {
    let strategy = Concession::new(0.2, 0.0);
    assert_eq!(
        strategy.aspiration(1.0, 0.3, Clock { track: 0, round: 0, rounds: 1, since_start: 0, front: 0 }),
        0.3
    );
}

#[test]
fn two_sides_that_concede_alike_meet_in_the_middle_when_their_claims_fit() {
    // Claims fit when 1 − (t/10)^(1/e) ≤ 1/2: at t = 5 for e = 1, at t = 9 for e = 1/5.
    for (exponent, rounds) in [(1.0, 6), (0.2, 10)] {
        let sides = vec![(actor(0.9, 0.0), concession(exponent)), (actor(0.9, 0.0), concession(exponent))];
        let case = Case::new(vec![pie(11)], sides, alternating(), 11);
        assert_eq!(case.play(1).rounds, rounds);
        assert_eq!(case.signed_values(1), Some(vec![0.5, 0.5]));
    }
}

#[test]
fn among_what_is_good_enough_the_kindest_deal_is_tabled() {
    // Side 0 would be content with .5; of the two deals that give it as much, the one kinder to side 1.
    let contested = issue(vec![vec![1.0, 0.5, 0.5, 0.0], vec![0.0, 0.4, 0.6, 1.0]]);
    let mut content = concession(1.0);
    content.strategy = Tactic::Concession(Concession::new(1.0, 0.5)).into();
    let case = Case::new(
        vec![contested],
        vec![(actor(0.9, 0.0), content), (actor(0.9, 0.0), yielding())],
        alternating(),
        5,
    );
    assert_eq!(case.signed_levels(1), Some(vec![2]));
}

#[test]
fn two_hardliners_never_meet_and_a_tolerant_one_gives_way() {
    let talks = |tolerance: f64| {
        let sides = vec![(actor(0.9, 0.0), hardline(0.0)), (actor(0.9, 0.0), hardline(tolerance))];
        Case::new(vec![pie(11)], sides, alternating(), 8)
    };
    assert_eq!(talks(0.5).play(1).deal, None);
    assert_eq!(talks(1.0).signed_values(1), Some(vec![1.0, 0.0]));
}

#[test]
fn a_hardliner_asks_for_its_best_deal_in_every_round() {
    let sides = vec![(actor(0.9, 0.0), hardline(0.05)), (actor(0.9, 0.5), concession(1.0))];
    let case = Case::new(vec![pie(11)], sides, Protocol::RandomProposer { recognition: vec![1.0, 0.0] }, 6);
    assert_eq!(case.watch(1).1.texts(), [10; 6]);
}

/// A side whose best deal is worth less than no deal has nothing to ask for.
#[test]
fn a_side_that_no_deal_satisfies_tables_none() {
    for seat in [concession(1.0), rational()] {
        let case = Case::new(
            vec![issue(vec![vec![0.3, 0.2], vec![0.9, 0.8]])],
            vec![(actor(0.9, 0.5), seat), (actor(0.9, 0.0), yielding())],
            Protocol::RandomProposer { recognition: vec![1.0, 0.0] },
            5,
        );
        let (settlement, record) = case.watch(1);
        assert_eq!(settlement.deal, None);
        assert!(record.texts().is_empty());
    }
}

/// One that need not sign may find that every deal that can be signed crosses its red line.
#[test]
fn nobody_tables_a_deal_across_its_own_hard_red_line() {
    for seat in [concession(1.0), hardline(0.05), rational()] {
        let mut case = Case::new(
            vec![issue(vec![vec![0.3, 0.2], vec![0.9, 0.8]])],
            vec![(actor(0.9, 0.0), seat), (actor(0.9, 0.0), yielding())],
            Protocol::RandomProposer { recognition: vec![1.0, 0.0] },
            5,
        );
        case.model.actors[0].must_sign = false;
        case.model.actors[0].red_lines.push(red_line(0, &[false, false], RedLineKind::Hard));
        let (settlement, record) = case.watch(1);
        assert_eq!(settlement.deal, None);
        assert!(record.texts().is_empty());
    }
}

/// The other's share of an offer is `1 − .8`, which in binary is less than .2 by 6e-17.
#[test]
fn an_offer_of_just_the_reservation_value_is_accepted_in_spite_of_rounding() {
    for (protocol, seat) in [
        (alternating(), concession(1.0)),
        (Protocol::Ultimatum { proposer: armistice::model::ActorId(0), round: None }, concession(1.0)),
        (Protocol::Ultimatum { proposer: armistice::model::ActorId(0), round: None }, rational()),
    ] {
        let case = Case::new(
            vec![issue(vec![vec![0.8, 0.9], vec![1.0 - 0.8, 0.1]])],
            vec![(actor(0.9, 0.0), rational()), (actor(0.9, 0.2), seat)],
            protocol,
            1,
        );
        assert_eq!(case.signed_levels(1), Some(vec![0]));
    }
}

/// A rational side with an ultimatum before the last round asks for what the other accepts then, not later.
#[test]
fn an_early_ultimatum_leaves_the_other_what_refusing_leaves_it_at_that_time() {
    let mut tired = actor(0.9, 0.4);
    tired.weariness = 0.1;
    let protocol = Protocol::Ultimatum { proposer: armistice::model::ActorId(0), round: Some(1) };
    let case =
        Case::new(vec![pie(101)], vec![(actor(0.9, 0.0), rational()), (tired, rational())], protocol, 5);
    let found = case.signed_values(1).expect("there is a surplus");
    assert!((found[1] - 0.3).abs() < 1e-9, "{found:?}");
}

#[test]
fn a_refusal_says_what_it_rests_on() {
    let sides = vec![(actor(0.9, 0.0), hardline(0.0)), (actor(0.9, 0.5), concession(1.0))];
    let (_, record) = Case::new(vec![pie(11)], sides, alternating(), 3).watch(1);
    let answers: Vec<&Answer> = (record.0.iter())
        .filter_map(|event| if let Event::Answered(_, 1, _, answer) = event { Some(answer) } else { None })
        .collect();
    assert_eq!(answers, [&Answer::Refuse(Refusal::OutsideOption); 2]);
    let sides = vec![(actor(0.9, 0.0), hardline(0.0)), (actor(0.9, -0.5), concession(0.5))];
    let (_, record) = Case::new(vec![pie(11)], sides, alternating(), 5).watch(1);
    let aspired =
        |event: &Event| matches!(event, Event::Answered(_, 1, _, Answer::Refuse(Refusal::Aspiration)));
    assert!(record.0.iter().any(aspired));
}
