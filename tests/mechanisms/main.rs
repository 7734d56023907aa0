//! The mechanisms that are off by default, those of the talks in one file and those of the ceasefire in one each: what
//! each does, against a closed form or an exact chain, and that it leaves the other random draws alone.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../common/learnt.rs"]
mod learnt;
#[path = "../support/mod.rs"]
mod support;
#[path = "../common/terms.rs"]
mod terms;

mod each;
mod learning;
mod repair;
mod resentment;
mod spoilers;
mod talks;

use armistice::{
    ceasefire::{Ceasefire, History, Repair},
    engine::RunRecord,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Sides of [`support::FIXED`] that often consider an attack, and do not weigh it with much care.
const RESTLESS: [&str; 6] = [
    "actors.north.war_flow=0.25",
    "actors.south.war_flow=0.3",
    "ceasefire.attack_ceiling=0.3",
    "ceasefire.decisiveness=8",
    "ceasefire.exposure=0",
    "ceasefire.containment_without_response=0.6",
];

/// Sides of [`support::FIXED`] without any patience: a deal is worth what it brings now, whatever becomes of the
/// ceasefire, and a war is, too.
const MYOPIC: [&str; 7] = [
    "actors.north.discount=0",
    "actors.south.discount=0",
    "actors.patron.discount=0",
    "actors.north.surprise=0.1",
    "actors.south.surprise=0.1",
    "actors.north.return_cost=0.1",
    "actors.south.return_cost=0.1",
];

/// The four streams of one history.
struct Streams {
    luck: ChaCha8Rng,
    details: ChaCha8Rng,
    politics: ChaCha8Rng,
    reopening: ChaCha8Rng,
}

impl Streams {
    fn of(seed: u64) -> Self {
        let stream = |number| {
            let mut stream = ChaCha8Rng::seed_from_u64(seed);
            stream.set_stream(number);
            stream
        };
        Self { luck: stream(0), details: stream(1), politics: stream(2), reopening: stream(3) }
    }

    fn history(&mut self, ceasefire: &Ceasefire, repair: Option<Repair<'_>>) -> History {
        let Self { luck, details, politics, reopening } = self;
        ceasefire.simulate_with(repair.map(|repair| (repair, reopening)), luck, details, politics)
    }
}

/// Periods that a history lived through, the one of its collapse included.
fn periods(history: &History) -> u32 {
    history.periods_by_level.iter().sum()
}

/// One number of the luck stream, of two words, is used for each period that was lived through.
#[track_caller]
fn expect_one_number_a_period(streams: &Streams, history: &History) {
    assert_eq!(streams.luck.get_word_pos(), 2 * u128::from(periods(history)));
}

/// The share of histories alive after each period agrees with the exact one within four standard errors.
#[track_caller]
fn expect_survival(histories: u32, exact: &[f64], mut history: impl FnMut() -> History) {
    let hold = exact.len() - 1;
    let mut collapses = vec![0_u32; hold + 1];
    for _ in 0..histories {
        if let Some((period, _)) = history().collapse {
            collapses[period as usize] += 1;
        }
    }
    let mut alive = histories;
    for period in 1..=hold {
        alive -= collapses[period];
        let error = (exact[period] * (1.0 - exact[period]) / f64::from(histories)).sqrt();
        let distance = (f64::from(alive) / f64::from(histories) - exact[period]) / error;
        assert!(distance.abs() < 4.0, "S({period}) is {distance:.2} standard errors off");
    }
}

/// What the talks of a run came to.
fn talks(run: &RunRecord) -> (u32, u32, Option<u32>, Option<usize>, u32, Vec<f64>) {
    (run.round, run.track, run.deal, run.blocker, run.silent_rounds, run.values.clone())
}
