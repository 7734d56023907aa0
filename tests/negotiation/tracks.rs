//! Tracks: a bloc agrees first, then its text goes to the other side.

use armistice::{
    model::ActorId,
    negotiation::{Answer, Ending, Member, Protocol, Speaker, Tactic},
};
use proptest::prelude::*;

use crate::builder::{
    Case, actor, alternating, concession, hardline, issue, single_text, track, watch, yielding,
};
use crate::random::cases;
use crate::record::{Event, Record};

fn member(actor: usize) -> Member {
    Member::Actor(ActorId(actor))
}

/// Actors 0 and 2 form a bloc, which then offers to actor 1. Level 0 suits actor 0, 1 suits actor 2, 2 suits actor
/// 1 and both others a little, 3 suits actor 1 alone.
fn bloc_meets_other() -> Case {
    let sides = vec![
        (actor(0.9, 0.0), concession(1.0)),
        (actor(0.9, 0.1), yielding()),
        (actor(0.9, 0.0), concession(1.0)),
    ];
    let values = vec![vec![1.0, 0.4, 0.3, -0.2], vec![0.0, 0.05, 0.5, 1.0], vec![0.4, 1.0, 0.3, -0.2]];
    let mut case = Case::new(vec![issue(values)], sides, alternating(), 6);
    let offers = Protocol::RandomProposer { recognition: vec![1.0, 0.0] };
    case.rules.tracks = vec![
        track("bloc", vec![member(0), member(2)], alternating(), 6),
        track("other", vec![Member::Bloc(0), member(1)], offers, 8),
    ];
    case
}

fn texts_by_bloc(record: &Record) -> Vec<usize> {
    let tabled = |event: &Event| match event {
        Event::Tabled(_, Speaker::Bloc(0), text) => Some(*text),
        _ => None,
    };
    record.0.iter().filter_map(tabled).collect()
}

#[test]
fn a_bloc_agrees_first_and_then_offers_its_text_to_the_other_side() {
    let mut case = bloc_meets_other();
    case.model.actors[1].war_flow = -0.5;
    let (settlement, record) = case.watch(1);
    let agreed = record.agreements();
    assert_eq!(agreed.len(), 2);
    assert_eq!(agreed[0].0.track, 0);
    assert_eq!(texts_by_bloc(&record), [agreed[0].1], "its text is the one that it agreed on");
    assert_eq!((settlement.deal, settlement.track), (Some(agreed[0].1), 1));
}

#[test]
fn silence_of_the_other_side_burns_rounds() {
    let mut case = bloc_meets_other();
    case.model.actors[1].war_flow = -0.5;
    let rounds = case.play(1).rounds;
    case.rules.seats[1].silence.until = 4.0;
    let (settlement, record) = case.watch(1);
    assert_eq!(settlement.rounds, rounds + 4);
    let text = record.agreements()[0].1;
    assert_eq!(texts_by_bloc(&record), [text; 5], "the rounds are one more than those without an answer");
    case.rules.seats[1].silence.until = 100.0;
    let settlement = case.play(1);
    assert_eq!((settlement.deal, settlement.rounds), (None, 8 + record.agreements()[0].0.since_start + 1));
}

#[test]
fn a_refused_text_is_changed_only_if_it_may_return() {
    let mut case = bloc_meets_other();
    let (settlement, record) = case.watch(1);
    assert_eq!((settlement.deal, record.returns().len()), (None, 0));
    case.rules.tracks[1].returns = 2;
    let (settlement, record) = case.watch(1);
    assert_eq!(case.signed_levels(1), Some(vec![2]));
    let returned: Vec<usize> = record.returns().iter().map(|(.., text)| *text).collect();
    assert_eq!(returned.last().copied(), settlement.deal);
}

/// A text that is left unanswered returns if somebody refused it, or if the bloc concedes to silence.
#[test]
fn silence_alone_makes_a_bloc_change_its_text_only_if_it_concedes_to_silence() {
    // Actor 3 refuses everything.
    let mut case = bloc_meets_other();
    case.model.issues[0].values.push(armistice::model::Values::Table(vec![0.0; 4]));
    case.model.actors.push(armistice::model::Actor { weights: vec![1.0], ..actor(0.9, 0.9) });
    case.rules.seats.push(yielding());
    case.rules.tracks[1].members.push(member(3));
    case.rules.tracks[1].protocol = Protocol::RandomProposer { recognition: vec![1.0, 0.0, 0.0] };
    case.rules.tracks[1].returns = 2;
    case.model.actors[3].must_sign = false;
    case.rules.seats[1].silence.responsiveness = 0.0;
    for (concedes, other_is_silent, returns) in
        [(false, false, true), (false, true, false), (true, true, true), (true, false, true)]
    {
        case.rules.tracks[1].concede_to_silence = concedes;
        case.rules.seats[3].silence.responsiveness = if other_is_silent { 0.0 } else { 1.0 };
        assert_eq!(!case.watch(1).1.returns().is_empty(), returns, "{concedes} {other_is_silent}");
    }
}

#[test]
fn without_an_agreement_in_the_bloc_there_is_no_deal_unless_it_may_be_bypassed() {
    let mut case = bloc_meets_other();
    // Each insists on what suits it best.
    case.rules.seats[0] = hardline(0.0);
    case.rules.seats[2] = hardline(0.0);
    let settlement = case.play(1);
    assert_eq!((settlement.deal, settlement.rounds, settlement.track), (None, 6, 0));
    case.rules.tracks[1].bypass = true;
    let (_, record) = case.watch(1);
    // The mediator's text has the largest product of gains: .3 · .4 · .3 beats .4 · 0 and others.
    assert_eq!(texts_by_bloc(&record).first(), Some(&2));
    assert_eq!(case.signed_levels(1), Some(vec![2]));
}

/// A bloc stands by a text that it never agreed on only if its members say so.
#[test]
fn a_silent_member_of_a_bypassed_bloc_keeps_it_from_signing() {
    let mut case = bloc_meets_other();
    case.rules.tracks[1].bypass = true;
    case.rules.seats[2].silence.responsiveness = 0.0;
    let (settlement, record) = case.watch(1);
    assert_eq!(settlement.deal, None);
    let silent = |event: &&Event| matches!(event, Event::Answered(clock, 2, Some(_), Answer::Silent) if clock.track == 1);
    assert_eq!(record.0.iter().filter(silent).count(), 8);
}

#[test]
fn a_mediator_opens_with_the_text_that_a_bloc_brings() {
    let mut case = bloc_meets_other();
    case.model.actors[1].war_flow = -0.5;
    case.rules.tracks[1].protocol = single_text(1, 2, None);
    let (_, record) = case.watch(1);
    let agreed = record.agreements()[0].1;
    let in_second = |event: &Event| match event {
        Event::Tabled(clock, _, text) if clock.track == 1 => Some(*text),
        _ => None,
    };
    assert_eq!(record.0.iter().find_map(in_second), Some(agreed));
}

#[test]
fn an_earlier_track_that_nobody_waits_for_changes_nothing() {
    let mut alone = bloc_meets_other();
    alone.rules.tracks = vec![track("all", vec![member(0), member(1)], alternating(), 6)];
    let mut after = alone.clone();
    after
        .rules
        .tracks
        .insert(0, track("idle", vec![member(2)], Protocol::RandomProposer { recognition: vec![1.0] }, 0));
    let (alone, after) = (alone.play(1), after.play(1));
    assert_eq!((alone.deal, alone.rounds), (after.deal, after.rounds));
}

/// Three who need not sign, of whom the proposer is one: with itself, one other makes two.
#[test]
fn a_proposer_that_need_not_sign_counts_for_the_quota() {
    let values = vec![vec![1.0, 0.0], vec![0.5, 0.6], vec![0.9, 0.1], vec![0.0, 1.0]];
    let sides = vec![
        (actor(0.9, 0.2), hardline(0.0)),
        (actor(0.9, 0.2), yielding()),
        (actor(0.9, 0.2), yielding()),
        (actor(0.9, 0.2), yielding()),
    ];
    let recognition = vec![1.0, 0.0, 0.0, 0.0];
    let mut case = Case::new(vec![issue(values)], sides, Protocol::RandomProposer { recognition }, 3);
    for optional in [0, 2, 3] {
        case.model.actors[optional].must_sign = false;
    }
    for (quota, signed) in [(0, true), (1, true), (2, true), (3, false)] {
        case.rules.tracks[0].quota = quota;
        assert_eq!(case.play(1).deal.is_some(), signed, "quota {quota}");
    }
}

#[test]
fn talks_that_end_with_their_last_round_did_not_break_down() {
    let sides = vec![(actor(0.9, 0.0), hardline(0.0)), (actor(0.9, 0.0), hardline(0.0))];
    let mut case = Case::new(vec![crate::builder::pie(11)], sides, alternating(), 1);
    case.rules.breakdown = 1.0;
    assert_ne!(case.play(1).ending, Ending::BrokeDown);
    case.rules.tracks[0].rounds = 2;
    let settlement = case.play(1);
    assert_eq!((settlement.ending, settlement.rounds), (Ending::BrokeDown, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_returns_as_often_as_it_may_and_only_as_what_the_members_would_sign(case in cases()) {
        case.with(|talks, _, valuation| {
            for seed in 0..4 {
                let (_, record) = watch(talks, seed);
                let returns = record.returns();
                let most = case.rules.tracks.last().expect("there is a track").returns as usize;
                prop_assert!(returns.len() <= most);
                for (clock, bloc, text) in returns {
                    let aspirations = record.0.iter().find_map(|event| match event {
                        Event::Began(began, aspirations) if *began == clock => Some(aspirations),
                        _ => None,
                    });
                    for &(actor, aspiration) in aspirations.expect("the round began") {
                        let in_bloc = case.rules.tracks[bloc].members.contains(&member(actor));
                        // Tit for tat and MiCRO have heard a text since.
                        let by_the_clock =
                            !matches!(case.rules.seats[actor].strategy.accept, Tactic::TitForTat(_) | Tactic::Micro(_));
                        if in_bloc && by_the_clock && case.model.actors[actor].must_sign {
                            prop_assert!(valuation.value(actor, text) >= aspiration - 2e-9);
                        }
                    }
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn only_a_bloc_that_agreed_or_may_be_bypassed_comes_to_the_next_table(case in cases()) {
        if case.rules.tracks.len() == 2 && !case.rules.tracks[1].bypass {
            for seed in 0..4 {
                let (settlement, record) = case.watch(seed);
                if record.agreements().iter().all(|(clock, _)| clock.track != 0) {
                    prop_assert_eq!((settlement.deal, settlement.track), (None, 0));
                    let at_second = |event: &Event| matches!(event, Event::Began(clock, _) if clock.track == 1);
                    prop_assert!(!record.0.iter().any(at_second));
                }
            }
        }
    }
}
