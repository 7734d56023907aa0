//! MiCRO concedes one deal for each new text that it receives (de Jonge 2022).

use armistice::negotiation::{
    Tactic,
    strategy::{Repeat, micro::Memory},
};

use crate::builder::{Case, actor, alternating, hardline, pie, seat};

fn micro(repeat: Repeat) -> crate::builder::Seat {
    seat(Tactic::Micro(repeat))
}

#[test]
fn two_of_them_walk_down_their_deals_and_meet_in_the_middle() {
    let sides = vec![(actor(0.9, 0.0), micro(Repeat::Last)), (actor(0.9, 0.0), micro(Repeat::Last))];
    let case = Case::new(vec![pie(11)], sides, alternating(), 40);
    let (settlement, record) = case.watch(1);
    assert_eq!(record.texts(), [10, 0, 9, 1, 8, 2, 7, 3, 6, 4, 5]);
    assert_eq!((settlement.deal, settlement.rounds), (Some(5), 11));
}

#[test]
fn against_one_that_never_moves_it_concedes_once_and_repeats_what_it_said() {
    for repeat in [Repeat::Random, Repeat::Last] {
        let sides = vec![(actor(0.9, 0.0), micro(repeat)), (actor(0.9, 0.0), hardline(0.0))];
        let (settlement, record) = Case::new(vec![pie(11)], sides, alternating(), 40).watch(3);
        assert_eq!(settlement.deal, None);
        let own: Vec<usize> = record.texts().into_iter().step_by(2).collect();
        assert_eq!(own[..2], [10, 9]);
        assert!(own[2..].iter().all(|text| [10, 9].contains(text)));
        let repeats = own[2..].iter().filter(|&&text| text == 10).count();
        assert_eq!(repeats > 0, repeat == Repeat::Random);
    }
}

#[test]
fn nothing_below_the_reservation_value_is_offered_or_accepted() {
    let sides = vec![(actor(0.9, 0.75), micro(Repeat::Last)), (actor(0.9, 0.55), micro(Repeat::Last))];
    let (settlement, record) = Case::new(vec![pie(11)], sides, alternating(), 40).watch(1);
    assert_eq!(settlement.deal, None);
    assert_eq!(record.texts().iter().copied().step_by(2).min(), Some(8));
    // Four texts for the three that it received.
    assert_eq!(record.texts().iter().copied().skip(1).step_by(2).max(), Some(3));
}

#[test]
fn the_same_text_again_is_nothing_new() {
    let mut memory = Memory::default();
    assert_eq!((memory.offer(9, Repeat::Last, 0.0), memory.least_rank(9)), (Some(0), Some(0)));
    for _ in 0..3 {
        memory.receive(7);
    }
    assert_eq!((memory.least_rank(9), memory.offer(9, Repeat::Last, 0.0)), (Some(1), Some(1)));
    assert_eq!((memory.least_rank(9), memory.offer(9, Repeat::Last, 0.0)), (Some(1), Some(1)));
    assert_eq!(memory.offer(9, Repeat::Random, 0.49), Some(0));
    memory.clear();
    assert_eq!(memory.offer(0, Repeat::Random, 0.5), None);
    assert_eq!(memory.least_rank(0), None);
}
