//! Votes at home on what was signed.

use armistice::negotiation::{Answer, Ending, Protocol, Ratification, Refusal};

use crate::builder::{Case, actor, pie, yielding};
use crate::record::Event;

fn case(approval: f64, sensitivity: f64, votes: u32, rounds: u32) -> Case {
    let mut voting = yielding();
    voting.ratification = Some(Ratification { approval, sensitivity, votes });
    let sides = vec![(actor(0.9, 0.0), yielding()), (actor(0.9, 0.4), voting)];
    Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 0 }, rounds)
}

fn share(case: &Case) -> f64 {
    (0..4000).filter(|&seed| case.play(seed).deal.is_some()).count() as f64 / 4000.0
}

#[test]
fn a_text_stands_as_often_as_the_voters_approve() {
    for (votes, rounds, expected) in [(1, 5, 0.7), (2, 5, 0.91), (3, 2, 0.91), (9, 1, 0.7)] {
        let found = share(&case(0.7, 0.0, votes, rounds));
        let error = (expected * (1.0f64 - expected) / 4000.0).sqrt();
        assert!((found - expected).abs() < 4.0 * error, "{votes} votes: {found} not {expected}");
    }
}

#[test]
fn voters_like_what_brings_them_more() {
    let vote = Ratification { approval: 0.4, sensitivity: 5.0, votes: 1 };
    assert!((vote.approval_of(0.0) - 0.4).abs() < 1e-12);
    // Odds of 2/3 times e.
    let odds = 2.0 / 3.0 * std::f64::consts::E;
    assert!((vote.approval_of(0.2) - odds / (1.0 + odds)).abs() < 1e-12);
    assert_eq!(Ratification { approval: 1.0, ..vote.clone() }.approval_of(-1.0), 1.0);
    assert_eq!(Ratification { approval: 0.0, ..vote }.approval_of(1.0), 0.0);
}

#[test]
fn a_text_that_is_voted_down_ends_the_talks_and_says_who_did_it() {
    let (settlement, record) = case(0.0, 0.0, 2, 5).watch(1);
    assert_eq!((settlement.deal, settlement.ending, settlement.rounds), (None, Ending::NotRatified, 2));
    let lost =
        |event: &&Event| matches!(event, Event::Answered(_, 1, Some(_), Answer::Refuse(Refusal::Voters)));
    assert_eq!(record.0.iter().filter(lost).count(), 2);
    assert_eq!(case(0.0, 0.0, 9, 5).play(1).ending, Ending::OutOfTime);
}

#[test]
fn votes_leave_all_other_luck_alone() {
    for seed in 0..20 {
        let (sure, torn) = (case(1.0, 0.0, 1, 5).watch(seed), case(0.5, 0.0, 5, 5).watch(seed));
        let texts = sure.1.texts();
        assert_eq!(texts[..], torn.1.texts()[..texts.len()]);
        assert_eq!(case(1.0, 0.0, 1, 5).play(seed).deal, sure.0.deal);
    }
}

#[test]
fn one_vote_leaves_the_luck_of_another_alone() {
    for seed in 0..40 {
        let alone = case(0.5, 0.0, 2, 5);
        let mut both = alone.clone();
        both.rules.seats[0].ratification = Some(Ratification { approval: 1.0, sensitivity: 0.0, votes: 1 });
        assert_eq!(alone.play(seed), both.play(seed));
    }
}
