//! One mechanism's luck is not another's: what a lever changes, it changes by itself.

use armistice::negotiation::{
    Protocol, Seat, Tactic,
    strategy::{Concession, Hardline},
};
use proptest::prelude::*;

use crate::builder::{Case, single_text};
use crate::random::{Tape, tapes};
use crate::record::Record;

const SEEDS: std::ops::Range<u64> = 0..4;

/// Any actors at one table for long.
fn table(tape: &mut Tape) -> Case {
    let model = tape.model();
    let members = model.actors.len();
    let mut seat = || {
        let mut seat = tape.seat();
        // Silence that is chosen goes by the text.
        seat.silence.chosen = None;
        seat
    };
    let sides = model.actors.iter().map(|actor| (actor.clone(), seat())).collect();
    let protocol =
        Protocol::RandomProposer { recognition: (0..members).map(|_| tape.between(0.1, 1.0)).collect() };
    let mut case = Case::new(model.issues.clone(), sides, protocol, 20);
    case.model = model;
    case
}

/// Whether the same was drawn to speak in each round in which both show who was.
fn same_speakers(one: &Record, other: &Record) -> bool {
    one.speakers()
        .iter()
        .zip(other.speakers())
        .all(|(one, other)| one.is_none() || other.is_none() || *one == other)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pressure_strategy_and_chosen_silence_leave_the_luck_of_the_word_alone(mut tape in tapes()) {
        let case = table(&mut tape);
        let mut pressed = case.clone();
        pressed.rules.seats.iter_mut().for_each(|seat| seat.pressure.slope += 0.05);
        let mut stubborn = case.clone();
        stubborn.rules.seats.iter_mut().for_each(|seat| {
            seat.strategy = Tactic::Hardline(Hardline { tolerance: 0.0 }).into();
        });
        let mut meek = case.clone();
        meek.rules.seats.iter_mut().for_each(|seat| {
            seat.strategy = Tactic::Concession(Concession::new(2.0, 0.1)).into();
        });
        let mut waiting = case.clone();
        waiting.rules.seats.iter_mut().for_each(|seat| seat.silence.chosen = Some(20.0));
        for seed in SEEDS {
            let base = case.watch(seed).1;
            for other in [&pressed, &stubborn, &meek, &waiting] {
                prop_assert!(same_speakers(&base, &other.watch(seed).1));
            }
        }
    }

    /// An actor that is silent in a round is silent in it whatever the others do, as long as it is asked.
    #[test]
    fn the_mediators_errors_leave_the_luck_of_the_answers_alone(mut tape in tapes()) {
        let mut case = table(&mut tape);
        let members = case.model.actors.len();
        case.rules.tracks[0].protocol = single_text(0, members, None);
        let mut blurred = case.clone();
        if let Protocol::SingleText { noise, .. } = &mut blurred.rules.tracks[0].protocol {
            *noise = 0.3;
        }
        let mut pressed = case.clone();
        pressed.rules.seats.iter_mut().for_each(|seat: &mut Seat| seat.pressure.slope += 0.05);
        for seed in SEEDS {
            let (base, base_record) = case.watch(seed);
            for other in [&blurred, &pressed] {
                let (settlement, record) = other.watch(seed);
                let common = base.rounds.min(settlement.rounds);
                let silences = |record: &Record| -> Vec<(u32, usize)> {
                    record.silences().into_iter().filter(|(round, _)| *round < common).collect()
                };
                prop_assert_eq!(silences(&base_record), silences(&record));
            }
        }
    }
}
