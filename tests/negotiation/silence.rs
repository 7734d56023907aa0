//! Silence makes talks last (B8.12).

use armistice::negotiation::{Answer, Protocol};

use crate::builder::{Case, actor, issue, play, yielding};
use crate::record::Event;

/// A first offer that the other would take, if it answered.
fn waiting(responsiveness: f64, until: f64) -> Case {
    let mut silent = yielding();
    silent.silence.responsiveness = responsiveness;
    silent.silence.until = until;
    Case::new(
        vec![issue(vec![vec![0.6, 0.5], vec![0.4, 0.5]])],
        vec![(actor(0.9, 0.0), yielding()), (actor(0.9, 0.0), silent)],
        Protocol::RandomProposer { recognition: vec![1.0, 0.0] },
        2_000,
    )
}

#[test]
fn the_mean_waiting_time_for_an_answer_is_one_over_its_chance() {
    const PLAYS: u32 = 20_000;
    for chance in [0.1, 0.3, 0.8, 1.0] {
        let total: u64 = waiting(chance, 0.0).with(|talks, _, _| {
            (0..PLAYS)
                .map(|seed| {
                    let settlement = play(talks, seed.into());
                    assert!(settlement.deal.is_some());
                    u64::from(settlement.rounds)
                })
                .sum()
        });
        let mean = total as f64 / f64::from(PLAYS);
        // Geometric: variance (1 − ρ)/ρ².
        let error = ((1.0 - chance) / (chance * chance) / f64::from(PLAYS)).sqrt();
        assert!((mean - 1.0 / chance).abs() <= 4.0 * error, "ρ = {chance}: {mean} rounds");
    }
}

#[test]
fn an_actor_silent_until_a_round_answers_from_then_on() {
    for until in [0.0, 1.0, 7.0] {
        let (settlement, record) = waiting(1.0, until).watch(1);
        assert_eq!(f64::from(settlement.rounds), until + 1.0);
        let silent = |event: &&Event| matches!(event, Event::Answered(_, 1, Some(_), Answer::Silent));
        assert_eq!(record.0.iter().filter(silent).count() as f64, until);
    }
}

#[test]
fn a_silent_proposer_tables_nothing() {
    let mut case = waiting(1.0, 0.0);
    case.rules.seats[0].silence.until = 4.0;
    let (settlement, record) = case.watch(1);
    assert_eq!(settlement.rounds, 5);
    assert_eq!(record.texts().len(), 1);
    assert_eq!(record.silences(), [(0, 0), (1, 0), (2, 0), (3, 0)]);
}
