//! Stacked alternating offers: each member takes the standing text or tables its own in its place.

use armistice::negotiation::{Answer, Protocol, Speaker, protocol::stacked_alternating::Turns};

use crate::builder::{Case, actor, concession, hardline, issue, pie, yielding};
use crate::record::Event;

fn protocol(turns: Turns) -> Protocol {
    Protocol::StackedAlternating { turns }
}

/// Who did what in which round: a text tabled, or an answer.
fn course(case: &Case) -> Vec<(u32, usize, Option<usize>, Option<bool>)> {
    let seen = |event: &Event| match event {
        Event::Tabled(clock, Speaker::Actor(actor), text) => Some((clock.round, *actor, Some(*text), None)),
        Event::Answered(clock, actor, _, answer) => {
            Some((clock.round, *actor, None, Some(*answer == Answer::Accept)))
        }
        _ => None,
    };
    case.watch(1).1.0.iter().filter_map(seen).collect()
}

#[test]
fn who_refuses_tables_another_text_in_the_same_turn() {
    let sides = || vec![(actor(0.9, 0.0), hardline(0.0)), (actor(0.9, 0.0), hardline(0.0))];
    let (no, tables) = (Some(false), None);
    let one = course(&Case::new(vec![pie(11)], sides(), protocol(Turns::One), 3));
    assert_eq!(
        one,
        [
            (0, 0, Some(10), tables),
            (1, 1, None, no),
            (1, 1, Some(0), tables),
            (2, 0, None, no),
            (2, 0, Some(10), tables)
        ]
    );
    let all = course(&Case::new(vec![pie(11)], sides(), protocol(Turns::All), 2));
    assert_eq!(all.iter().map(|event| event.0).collect::<Vec<_>>(), [0, 0, 0, 1, 1, 1, 1]);
}

#[test]
fn a_text_is_signed_when_all_have_taken_it_one_after_the_other() {
    // Side 2 refuses what side 0 tables, and side 0 and 1 take what side 2 then tables.
    let three = issue(vec![vec![1.0, 0.5], vec![0.6, 0.5], vec![0.0, 1.0]]);
    let sides = vec![
        (actor(0.9, 0.1), yielding_hardliner()),
        (actor(0.9, 0.1), yielding_hardliner()),
        (actor(0.9, 0.1), hardline(0.0)),
    ];
    let case = Case::new(vec![three], sides, protocol(Turns::One), 9);
    let (yes, no, tables) = (Some(true), Some(false), None);
    assert_eq!(
        course(&case),
        [
            (0, 0, Some(0), tables),
            (1, 1, None, yes),
            (2, 2, None, no),
            (2, 2, Some(1), tables),
            (3, 0, None, yes),
            (4, 1, None, yes)
        ]
    );
    assert_eq!(case.play(1).rounds, 5);
}

fn yielding_hardliner() -> crate::builder::Seat {
    let mut seat = hardline(0.0);
    seat.strategy.accept = yielding().strategy.accept;
    seat
}

#[test]
fn a_text_tabled_last_is_never_answered() {
    let sides = || vec![(actor(0.9, 0.0), yielding()), (actor(0.9, 0.0), yielding())];
    assert_eq!(Case::new(vec![pie(11)], sides(), protocol(Turns::One), 1).play(1).deal, None);
    assert!(Case::new(vec![pie(11)], sides(), protocol(Turns::One), 2).play(1).deal.is_some());
    let linear = vec![(actor(0.9, 0.0), concession(1.0)), (actor(0.9, 0.0), concession(1.0))];
    assert!(Case::new(vec![pie(11)], linear, protocol(Turns::All), 9).play(1).deal.is_some());
}
