//! Tit for tat gives back what it is given, in its own value.

use armistice::negotiation::{
    Speaker, Tactic,
    strategy::{Offers, Reference, TitForTat},
};

use crate::builder::{Case, actor, alternating, concession, pie, seat};
use crate::record::{Event, Record};

fn case(reciprocity: f64, reference: Reference) -> Case {
    let tactic = Tactic::TitForTat(TitForTat { reciprocity, reference, offers: Offers::Kindest });
    let sides = vec![(actor(0.9, 0.1), seat(tactic)), (actor(0.9, 0.2), concession(0.5))];
    Case::new(vec![pie(101)], sides, alternating(), 20)
}

/// What the other side's texts were worth to side 0, each with the aspiration that side 0 has in the round after.
fn heard(record: &Record) -> Vec<(f64, f64)> {
    let mut heard = Vec::new();
    let mut last = None;
    for event in &record.0 {
        match event {
            Event::Tabled(_, Speaker::Actor(1), position) => last = Some(*position as f64 / 100.0),
            Event::Began(_, aspirations) => {
                if let Some(value) = last.take() {
                    heard.push((value, aspirations[0].1));
                }
            }
            _ => {}
        }
    }
    heard
}

#[test]
fn what_the_other_side_concedes_since_its_first_text_is_conceded_back() {
    for reciprocity in [0.5, 1.0, 2.0] {
        let heard = heard(&case(reciprocity, Reference::FirstOffer).watch(1).1);
        assert!(heard.len() > 3);
        let first = heard[0].0;
        assert_eq!(heard[0].1, 1.0, "the first text is no concession yet");
        for (value, aspiration) in heard {
            let expected = (1.0 - reciprocity * (value - first)).max(0.1);
            assert!((aspiration - expected).abs() < 1e-12, "{aspiration} not {expected}");
        }
    }
}

#[test]
fn counted_from_the_reservation_value_the_first_text_is_a_concession() {
    for (value, aspiration) in heard(&case(1.0, Reference::Reservation).watch(1).1) {
        assert!((aspiration - (1.0 - (value - 0.1).max(0.0))).abs() < 1e-12);
    }
}

#[test]
fn a_text_taken_back_is_answered_in_kind_and_nothing_is_asked_beyond_the_best() {
    let tactic = TitForTat { reciprocity: 1.0, reference: Reference::FirstOffer, offers: Offers::Kindest };
    assert_eq!(tactic.aspiration(0.75, (Some(0.5), 0.25), 0.0, 1.0), 1.0);
    assert_eq!(tactic.aspiration(0.5, (Some(0.25), 0.5), 0.375, 1.0), 0.375);
    assert_eq!(tactic.aspiration(0.5, (None, 0.9), 0.0, 1.0), 0.5);
}

#[test]
fn two_that_only_answer_never_move() {
    let tactic = || {
        Tactic::TitForTat(TitForTat {
            reciprocity: 1.0,
            reference: Reference::FirstOffer,
            offers: Offers::Kindest,
        })
    };
    let sides = vec![(actor(0.9, 0.0), seat(tactic())), (actor(0.9, 0.0), seat(tactic()))];
    assert_eq!(Case::new(vec![pie(11)], sides, alternating(), 30).play(1).deal, None);
}
