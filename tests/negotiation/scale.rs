//! What must not matter: the scale of an actor's utility (B8.5), and the order of actors and issues (B8.6).

use armistice::{
    model::{ActorId, Effect, IssueId, Model, RedLineKind, Values},
    negotiation::{Member, Protocol, Rules, Speaker, Tactic, strategy::Concession},
};
use proptest::prelude::*;

use crate::builder::{Case, actor, issue, seat, track};
use crate::random::{Tape, tapes};

const SEEDS: std::ops::Range<u64> = 0..4;

/// Conceders whose numbers are all short binary fractions, so that sums of them are exact.
fn exact_case(tape: &mut Tape) -> Case {
    let fraction = |tape: &mut Tape, parts: usize| tape.below(parts + 1) as f64 / parts as f64;
    let actors = 2 + tape.below(3);
    let weights = [vec![4.0], vec![1.0, 3.0], vec![2.0, 1.0, 1.0]][tape.below(3)].clone();
    let issues: Vec<_> = weights
        .iter()
        .map(|_| {
            let levels = 2 + tape.below(4);
            issue((0..actors).map(|_| (0..levels).map(|_| fraction(tape, 16)).collect()).collect())
        })
        .collect();
    let sides = (0..actors).map(|index| {
        let mut side = actor(0.9, fraction(tape, 16) / 2.0);
        side.weariness = fraction(tape, 4) / 32.0;
        side.weights = weights.clone();
        side.must_sign = index < 2 || tape.chance(0.5);
        let mut seat = seat(Tactic::Concession(Concession::new(
            tape.between(0.13, 4.7),
            if tape.chance(0.3) { tape.between(0.011, 0.7) } else { 0.0 },
        )));
        seat.pressure.slope = fraction(tape, 4) / 16.0;
        seat.pressure.max = 0.25;
        seat.silence.responsiveness = tape.between(0.5, 1.0);
        (side, seat)
    });
    let sides = sides.collect();
    let mut case = Case::new(issues, sides, Protocol::RandomProposer { recognition: vec![1.0; actors] }, 12);
    if actors > 2 && tape.chance(0.8) {
        let member = |actor| Member::Actor(ActorId(actor));
        let mut others = vec![Member::Bloc(0), member(1)];
        others.extend((actors == 4).then(|| member(3)));
        let recognition = [0.6, 0.2, 0.2][..others.len()].to_vec();
        case.rules.tracks = vec![
            track("bloc", vec![member(0), member(2)], Protocol::Alternating { first: 0 }, 4),
            track("last", others, Protocol::RandomProposer { recognition }, 9),
        ];
        // No bypass: a mediator's least gain of 1e-6 is on the utility's own scale.
        case.rules.tracks[1].returns = 3;
    }
    case
}

/// The same case with one actor's utilities halved and raised by a quarter.
fn rescale(case: &Case, index: usize) -> Case {
    let mut case = case.clone();
    for issue in &mut case.model.issues {
        if let Values::Table(table) = &mut issue.values[index] {
            table.iter_mut().for_each(|value| *value = *value / 2.0 + 0.25);
        }
    }
    let actor = &mut case.model.actors[index];
    actor.war_flow = actor.war_flow / 2.0 + 0.25;
    actor.weariness /= 2.0;
    case.rules.seats[index].pressure.slope /= 2.0;
    case.rules.seats[index].pressure.max /= 2.0;
    case
}

/// The same case with actor `i` at the place `place[i]`; the members of tracks stay in their order.
fn reorder_actors(case: &Case, place: &[usize]) -> Case {
    let Case { model, rules } = case.clone();
    let moved = |id: ActorId| ActorId(place[id.0]);
    let order = |list: &dyn Fn(usize) -> usize| (0..place.len()).map(list).collect::<Vec<_>>();
    let from = order(&|to| place.iter().position(|&new| new == to).expect("a permutation"));
    let mut new = Model { actors: from.iter().map(|&old| model.actors[old].clone()).collect(), ..model };
    for issue in &mut new.issues {
        issue.values = from.iter().map(|&old| issue.values[old].clone()).collect();
        for effect in &mut issue.effects {
            match effect {
                Effect::Presence { protects: side, .. }
                | Effect::TroopCap { actor: side, .. }
                | Effect::Ground { actor: side, .. } => *side = moved(*side),
                _ => {}
            }
        }
    }
    for guarantee in &mut new.guarantees {
        guarantee.guarantor = moved(guarantee.guarantor);
        guarantee.protects = moved(guarantee.protects);
        guarantee.against = moved(guarantee.against);
    }
    new.belligerents = new.belligerents.map(|sides| sides.map(moved));
    let mut rules = Rules { seats: from.iter().map(|&old| rules.seats[old].clone()).collect(), ..rules };
    for track in &mut rules.tracks {
        for member in &mut track.members {
            if let Member::Actor(actor) = member {
                *actor = moved(*actor);
            }
        }
        match &mut track.protocol {
            Protocol::Ultimatum { proposer, .. } => *proposer = moved(*proposer),
            Protocol::SingleText { mediator, .. } => *mediator = moved(*mediator),
            _ => {}
        }
    }
    Case { model: new, rules }
}

/// The same case with its issues in reverse order.
fn reverse_issues(case: &Case) -> Case {
    let mut case = case.clone();
    let last = case.model.issues.len() - 1;
    let moved = |id: IssueId| IssueId(last - id.0);
    case.model.issues.reverse();
    for actor in &mut case.model.actors {
        actor.weights.reverse();
        actor.red_lines.iter_mut().for_each(|line| line.issue = moved(line.issue));
    }
    case.model.guarantees.iter_mut().for_each(|guarantee| guarantee.issue = guarantee.issue.map(moved));
    case.model.monitoring.issue = case.model.monitoring.issue.map(moved);
    for track in &mut case.rules.tracks {
        if let Protocol::SingleText { start: Some(start), .. } = &mut track.protocol {
            start.reverse();
        }
    }
    case
}

/// Silence by the calendar only, so that no luck goes by an actor's place.
fn all_answer(case: &mut Case) {
    case.rules.seats.iter_mut().for_each(|seat| {
        (seat.silence.responsiveness, seat.silence.chosen) = (1.0, None);
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scale_of_a_conceders_utility_does_not_matter(mut tape in tapes()) {
        let case = exact_case(&mut tape);
        let index = tape.below(case.model.actors.len());
        let rescaled = rescale(&case, index);
        for seed in SEEDS {
            let ((settlement, record), (other, other_record)) = (case.watch(seed), rescaled.watch(seed));
            prop_assert_eq!(settlement, other);
            prop_assert_eq!(record.texts(), other_record.texts());
            prop_assert_eq!(record.returns(), other_record.returns());
        }
    }

    #[test]
    fn the_order_of_the_actors_does_not_matter(mut tape in tapes()) {
        let mut case = tape.case();
        all_answer(&mut case);
        case.make_certain();
        let place: &[usize] = match case.model.actors.len() {
            2 => &[1, 0],
            _ => [&[1, 2, 0], &[2, 1, 0], &[0, 2, 1]][tape.below(3)],
        };
        let reordered = reorder_actors(&case, place);
        for seed in SEEDS {
            let ((settlement, record), (other, other_record)) = (case.watch(seed), reordered.watch(seed));
            prop_assert_eq!(settlement, other);
            prop_assert_eq!(record.texts(), other_record.texts());
            let moved: Vec<_> = (record.speakers().into_iter())
                .map(|speaker| match speaker {
                    Some(Speaker::Actor(actor)) => Some(Speaker::Actor(place[actor])),
                    other => other,
                })
                .collect();
            prop_assert_eq!(moved, other_record.speakers());
        }
    }

    /// Where no tie decides: all find some deals better than others, and none is at the end of a scale.
    #[test]
    fn the_order_of_the_issues_does_not_matter(mut tape in tapes()) {
        let mut case = tape.case();
        case.make_certain();
        for actor in &mut case.model.actors {
            actor.war_flow -= 0.9;
            if actor.weights.iter().all(|weight| *weight == 0.0) {
                actor.weights = actor.weights.iter().map(|_| tape.between(0.1, 1.0)).collect();
            }
            for line in &mut actor.red_lines {
                if let RedLineKind::Soft(penalty) = &mut line.kind {
                    *penalty *= 0.1;
                }
            }
        }
        for track in &mut case.rules.tracks {
            if let Protocol::SingleText { noise, .. } = &mut track.protocol {
                *noise = 0.0;
            }
        }
        let reversed = reverse_issues(&case);
        for seed in SEEDS {
            let (settlement, other) = (case.play(seed), reversed.play(seed));
            prop_assert_eq!((settlement.rounds, settlement.track), (other.rounds, other.track));
            let levels = reversed.signed_levels(seed).map(|levels| levels.into_iter().rev().collect::<Vec<_>>());
            prop_assert_eq!(case.signed_levels(seed), levels);
        }
    }
}
