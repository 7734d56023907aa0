//! Searches for numbers that may become the defaults of the ceasefire: `cargo bench --bench calibration -- SEED SECONDS`.
//!
//! It draws sets over the ranges of [`NUMBERS`], and steps from the best that it has, until the time is over; then it
//! prints the best sets with every pattern. `cargo bench --bench calibration -- shipped` prints the same of the
//! defaults, `-- shipped KEY=NUMBER …` with some of them changed, and `-- signs` what a step of each instrument
//! does. The score ([`score`]) has the six points of the 96 ceasefires, T1 to T7 and the spread by decisiveness in it,
//! and nothing else.

#[allow(dead_code, reason = "tests use a part of it that the search does not")]
mod patterns;

use std::time::{Duration, Instant};

use patterns::{
    Draw, Found, MONTHS, Set, draws,
    facts::{Status, facts},
    measure::{measure, survival},
    mixture::Case,
    score::{distance, score},
    set::NUMBERS,
    signs::{DECISIVENESS, LEVERS, effect, settings},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Draws of the mixture by which sets are printed.
const DRAWS: usize = 400;

/// Draws by which they are compared.
const SOME: usize = 64;

/// Draws by which a set is first looked at.
const FEW: usize = 32;

/// How far one of the six points may be, by few draws, for a set to be looked at more closely.
const FAR: f64 = 0.12;

/// Sets that are kept, to step from and to print.
const KEPT: usize = 12;

/// A set and what it makes of the patterns.
struct Tried {
    score: f64,
    set: Set,
    found: Found,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["shipped", ref changes @ ..] => print(&tried(changed(changes), &draws(DRAWS))),
        [seed, seconds] => {
            let seed = seed.parse().expect("SEED is a whole number");
            let seconds = seconds.parse().expect("SECONDS is a whole number");
            search(seed, Duration::from_secs(seconds));
        }
        ["signs"] => signs(),
        _ => println!("cargo bench --bench calibration -- SEED SECONDS | shipped [KEY=NUMBER …] | signs"),
    }
}

/// Prints what one more step of each instrument does.
fn signs() {
    for decisiveness in DECISIVENESS {
        let settings = settings(2_000, decisiveness, 7);
        println!("decisiveness {decisiveness}");
        for lever in &LEVERS {
            let found = effect(lever, &settings);
            println!(
                "  {:72} shortens in {:6.2} %, by a point in {:6.2} %, worst {:7.4}, mean {:7.4}",
                lever.name,
                100.0 * found.shortens,
                100.0 * found.by_a_point,
                found.worst,
                found.mean
            );
        }
    }
}

/// The defaults with some numbers changed: `ceasefire.overt=0.7`.
fn changed(changes: &[&str]) -> Set {
    let mut set = Set::shipped();
    for change in changes {
        let (key, value) = change.split_once('=').expect("a change is KEY=NUMBER");
        let number =
            NUMBERS.iter().find(|number| number.key == key).expect("the key is one that is searched");
        *(number.of)(&mut set) = value.parse().expect("a change is KEY=NUMBER");
    }
    set
}

fn tried(set: Set, draws: &[Draw]) -> Tried {
    let found = measure(&set, draws);
    Tried { score: score(&found), set, found }
}

fn search(seed: u64, time: Duration) {
    let (start, mut rng) = (Instant::now(), ChaCha8Rng::seed_from_u64(seed));
    let (few, some) = (draws(FEW), draws(SOME));
    let mut best = vec![tried(Set::shipped(), &some)];
    let (mut looked, mut measured, mut met) = (0_u64, 0_u64, 0_u64);
    while start.elapsed() < time {
        looked += 1;
        let set = if rng.random::<f64>() < 0.5 {
            anywhere(&mut rng)
        } else {
            let from = rng.random_range(0..best.len());
            near(&best[from].set, &mut rng)
        };
        if distance(&survival(&set, &few, &Case::mixture())) > FAR {
            continue;
        }
        measured += 1;
        let tried = tried(set, &some);
        met += u64::from(meets(&tried.found));
        best.push(tried);
        best.sort_by(|one, other| one.score.total_cmp(&other.score));
        best.truncate(KEPT);
    }
    println!(
        "seed {seed}: {looked} sets looked at, {measured} measured, {met} of these meet what they are calibrated on"
    );
    let all = draws(DRAWS);
    let mut best: Vec<Tried> = best.into_iter().map(|one| tried(one.set, &all)).collect();
    best.sort_by(|one, other| one.score.total_cmp(&other.score));
    best.iter().for_each(print);
}

/// Whether everything is met that the defaults are calibrated on.
fn meets(found: &Found) -> bool {
    let mut facts = facts(found).into_iter().filter(|fact| fact.status == Status::Calibrated);
    facts.all(|fact| fact.met != Some(false))
}

/// A set anywhere in the ranges.
fn anywhere(rng: &mut ChaCha8Rng) -> Set {
    let mut set = Set::shipped();
    for number in &NUMBERS {
        let (low, high) = number.searched;
        *(number.of)(&mut set) = low + (high - low) * rng.random::<f64>();
    }
    set
}

/// A set near another: a third of its numbers moved by up to a tenth of their ranges.
fn near(from: &Set, rng: &mut ChaCha8Rng) -> Set {
    let mut set = from.clone();
    for number in &NUMBERS {
        let (low, high) = number.searched;
        let step = 0.2 * (rng.random::<f64>() - 0.5) * (high - low);
        if rng.random::<f64>() < 1.0 / 3.0 {
            let value = (number.of)(&mut set);
            *value = (*value + step).clamp(low, high);
        }
    }
    set
}

fn print(tried: &Tried) {
    println!("\nscore {:.3}", tried.score);
    let numbers = NUMBERS.iter().map(|number| {
        format!("{} {:.3}", number.key.trim_start_matches("ceasefire."), tried.set.get(number))
    });
    println!("  {}", numbers.collect::<Vec<_>>().join(", "));
    for fact in facts(&tried.found) {
        let met = match fact.met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "",
        };
        println!("  {:20} {:45} {:40} {met}", fact.id, fact.words(), fact.band);
    }
    let [meant, feared, accident] = tried.found.motives;
    println!(
        "  meant {meant:.2}, feared {feared:.2}, accident {accident:.2}; escalated {:.2} of all",
        tried.found.escalated
    );
    let bare = MONTHS.map(|month| format!("{:.3}", tried.found.bare[month]));
    println!("  bare: S at 3, 6, 12, 24, 60, 120 {}", bare.join(", "));
}
