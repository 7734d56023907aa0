//! How many of the negotiations that are compared with NegMAS Armistice plays in a second, on one thread.
//!
//! `cargo bench --bench negmas` measures for a second; `compare.py speed` runs it with the seconds it wants. Each
//! negotiation is played anew from its numbers: nothing that an earlier play found out is used again. It prints one
//! line of JSON, by what is measured:
//!
//! - `talks`: the deals are valued, the talks are prepared and played;
//! - `whole`: the deals are found and valued too;
//! - `file`: the scenario's text is read and checked too.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use armistice::{
    model::{DealSpace, Valuation},
    negotiation::{Blind, Settlement, Talks},
    scenario::{Case, Scenario},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

const FIXTURES: [&str; 2] = [
    include_str!("../../../tests/fixtures/negmas/two-parties.json"),
    include_str!("../../../tests/fixtures/negmas/three-parties.json"),
];

fn scenarios(text: &str) -> Vec<String> {
    let fixtures: Value = serde_json::from_str(text).expect("a fixture is JSON");
    let lines = |fixture: &Value| {
        let lines = fixture["scenario"].as_array().expect("a list of lines").iter();
        lines.map(|line| line.as_str().expect("a line")).collect::<Vec<_>>().join("\n")
    };
    fixtures.as_array().expect("a list of fixtures").iter().map(lines).collect()
}

fn case(text: &str) -> Case {
    Scenario::parse("fixture", text, &[]).unwrap_or_else(|errors| panic!("{errors}")).central()
}

fn talks(case: &Case, space: &DealSpace, valuation: &Valuation) -> Settlement {
    let (mut luck, mut noise) = (ChaCha8Rng::seed_from_u64(1), ChaCha8Rng::seed_from_u64(2));
    Talks::new(space, &case.model, &case.rules, valuation).play(&mut luck, &mut noise, &mut Blind)
}

fn whole(case: &Case) -> Settlement {
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    talks(case, &space, &valuation)
}

/// Negotiations a second, if all of them are played again and again for some time.
fn rate(seconds: f64, count: usize, mut play: impl FnMut(usize)) -> f64 {
    let (began, limit) = (Instant::now(), Duration::from_secs_f64(seconds));
    let mut played = 0_u32;
    while began.elapsed() < limit {
        (0..count).for_each(&mut play);
        played += u32::try_from(count).expect("few negotiations");
    }
    f64::from(played) / began.elapsed().as_secs_f64()
}

fn main() {
    let seconds = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1.0);
    let texts: Vec<String> = FIXTURES.iter().flat_map(|text| scenarios(text)).collect();
    let cases: Vec<Case> = texts.iter().map(|text| case(text)).collect();
    let valued: Vec<(DealSpace, Valuation)> = (cases.iter())
        .map(|case| {
            let space = DealSpace::signable(&case.model);
            let valuation = Valuation::new(&case.model, &space);
            (space, valuation)
        })
        .collect();
    let count = cases.len();
    let agreed = cases.iter().filter(|case| whole(case).deal.is_some()).count();
    let talks = rate(seconds, count, |place| {
        let (space, valuation) = &valued[place];
        black_box(talks(&cases[place], space, valuation));
    });
    let whole = rate(seconds, count, |place| {
        black_box(whole(&cases[place]));
    });
    let file = rate(seconds, count, |place| {
        black_box(self::whole(&case(&texts[place])));
    });
    println!(
        r#"{{"negotiations": {count}, "agreed": {agreed}, "talks": {talks}, "whole": {whole}, "file": {file}}}"#
    );
}
