//! The single text: where it opens, how it moves, and what noise does to it.

use armistice::{
    model::{DealSpace, Valuation},
    negotiation::{Answer, Protocol, Talks},
};
use proptest::prelude::*;

use crate::builder::{Case, actor, hardline, issue, single_text, watch, yielding};
use crate::random::{Tape, tapes};
use crate::record::{Event, Record};

const SEEDS: std::ops::Range<u64> = 0..4;

/// Any actors with a mediator who sees well, and this slack.
fn mediation(tape: &mut Tape, slack: f64) -> Case {
    let model = tape.model();
    let members = model.actors.len();
    let sides = model.actors.iter().map(|actor| (actor.clone(), tape.seat())).collect();
    let mut protocol = single_text(tape.below(members), members, None);
    if let Protocol::SingleText { slack: to, start, .. } = &mut protocol {
        *to = slack;
        *start = tape
            .chance(0.7)
            .then(|| model.issues.iter().map(|issue| tape.below(issue.levels.len())).collect());
    }
    let mut case = Case::new(model.issues.clone(), sides, protocol, 12);
    case.model = model;
    case
}

/// The product of gains above the outside option in a round, each at least 1e-6.
fn nash_product(
    talks: &Talks<'_>,
    valuation: &Valuation,
    members: usize,
    round: u32,
    position: usize,
) -> f64 {
    let gain = |actor| {
        valuation.value(actor, position) - talks.outlook().reservation(actor, talks.outlook().round(round))
    };
    (0..members).map(|actor| f64::max(gain(actor), 1e-6)).product()
}

fn check_moves(
    case: &Case,
    (talks, space, valuation): (&Talks<'_>, &DealSpace, &Valuation),
    record: &Record,
    slack: f64,
) -> Result<(), TestCaseError> {
    let members = case.model.actors.len();
    let mut accepted = vec![f64::NEG_INFINITY; members];
    let mut present: Option<usize> = None;
    for event in &record.0 {
        match event {
            Event::Tabled(clock, _, text) => {
                if let Some(before) = present.filter(|before| before != text) {
                    let (from, to) = (space.levels(before), space.levels(*text));
                    prop_assert_eq!(from.iter().zip(&to).filter(|(a, b)| a != b).count(), 1, "one issue");
                    let score =
                        |position| nash_product(talks, valuation, members, clock.since_start, position);
                    prop_assert!(score(*text) > score(before), "a change is for the better");
                }
                for (actor, last) in accepted.iter().enumerate() {
                    prop_assert!(valuation.value(actor, *text) >= last - slack - 1e-12, "actor {actor}");
                }
                present = Some(*text);
            }
            Event::Answered(_, actor, Some(text), Answer::Accept) => {
                accepted[*actor] = valuation.value(*actor, *text);
            }
            _ => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_moves_by_one_issue_for_the_better_and_takes_nothing_back_beyond_the_slack(mut tape in tapes()) {
        let slack = if tape.chance(0.5) { tape.between(0.0, 0.3) } else { 0.0 };
        let case = mediation(&mut tape, slack);
        case.with(|talks, space, valuation| {
            for seed in SEEDS {
                check_moves(&case, (talks, space, valuation), &watch(talks, seed).1, slack)?;
            }
            Ok::<(), TestCaseError>(())
        })?;
    }

    #[test]
    fn the_opening_text_is_the_named_one_or_has_the_largest_nash_product(mut tape in tapes()) {
        let case = mediation(&mut tape, 0.0);
        let members = case.model.actors.len();
        let Protocol::SingleText { start, .. } = &case.rules.tracks[0].protocol else { unreachable!() };
        case.with(|talks, space, valuation| {
            let opening = watch(talks, 1).1.texts().first().copied();
            let named = start.as_ref().and_then(|levels| space.position(levels));
            if let Some(named) = named {
                prop_assert_eq!(opening, Some(named));
            } else if let Some(opening) = opening {
                let score = |position| nash_product(talks, valuation, members, 0, position);
                prop_assert!((0..valuation.len()).all(|other| score(other) <= score(opening)));
            } else {
                prop_assert!(space.is_empty());
            }
            Ok(())
        })?;
    }
}

/// Two sides of equal weight over two issues; the Nash product is largest where each wins the issue it cares for.
fn trade(noise: f64, start: Option<Vec<usize>>, rounds: u32) -> Case {
    let line =
        |up: bool| (0..5).map(|step| f64::from(if up { step } else { 4 - step }) / 4.0).collect::<Vec<_>>();
    let mut sides = [actor(0.9, 0.0), actor(0.9, 0.0)];
    sides[0].weights = vec![0.8, 0.2];
    sides[1].weights = vec![0.3, 0.7];
    let sides = sides.map(|side| (side, yielding())).to_vec();
    let contested = || issue(vec![line(true), line(false)]);
    let mut protocol = single_text(0, 2, start);
    if let Protocol::SingleText { noise: to, .. } = &mut protocol {
        *to = noise;
    }
    Case::new(vec![contested(), contested()], sides, protocol, rounds)
}

#[test]
fn a_mediator_who_sees_well_opens_where_each_wins_what_it_cares_for() {
    assert_eq!(trade(0.0, None, 5).signed_levels(1), Some(vec![4, 0]));
}

#[test]
fn noise_changes_the_text() {
    let openings = |noise: f64| -> std::collections::BTreeSet<usize> {
        trade(noise, None, 5)
            .with(|talks, _, _| (0..200).map(|seed| watch(talks, seed).1.texts()[0]).collect())
    };
    assert_eq!(openings(0.0).len(), 1);
    assert!(openings(0.3).len() > 1);
}

#[test]
fn the_text_climbs_from_a_bad_start_to_where_no_change_helps() {
    let mut case = trade(0.0, Some(vec![0, 4]), 6);
    // Nobody signs, so that the text has time to move.
    case.rules.seats[0] = hardline(0.0);
    case.rules.seats[1] = hardline(0.0);
    let (_, record) = case.watch(1);
    case.with(|_, space, _| {
        let texts: Vec<Vec<usize>> = record.texts().into_iter().map(|text| space.levels(text)).collect();
        assert_eq!(texts[0], [0, 4]);
        assert_eq!(texts.last(), Some(&vec![4, 0]), "{texts:?}");
    });
}

/// Silence is no acceptance: a text that a party did not hear may be taken back.
#[test]
fn a_silent_party_has_accepted_nothing() {
    // Actor 0 would accept the start, and is silent; the better text gives it less.
    let mut case = Case::new(
        vec![issue(vec![vec![0.9, 0.5], vec![0.1, 0.6]])],
        vec![(actor(0.9, 0.0), yielding()), (actor(0.9, 0.3), yielding())],
        single_text(0, 2, Some(vec![0])),
        4,
    );
    assert_eq!(case.watch(1).1.texts(), [0; 4], "once accepted, it is not taken back");
    case.rules.seats[0].silence.until = 1.0;
    assert_eq!(case.watch(1).1.texts(), [0, 1]);
    assert_eq!(case.signed_levels(1), Some(vec![1]));
}
