//! What a part of a simulation adds up to, as a shard's file or a checkpoint tells it: read, joined to the rest, and
//! summarised.

use std::sync::{OnceLock, atomic::AtomicBool};

use armistice::{
    cli::fuzzing,
    engine::{self, Options, Partial, RunRecord},
    scenario::Scenario,
};

use super::{reading::check_words, summary::check_summary};

/// Talks as small as they can be.
const TEXT: &str = include_str!("talks.toml");

/// These talks in a number of runs, and the second of two shards of them.
struct Talks {
    scenario: Scenario,
    second: Partial,
}

impl Talks {
    fn of(size: [&str; 2]) -> Self {
        let overrides = size.map(|size| format!("simulation.{size}").parse().expect("a key and a value"));
        let scenario =
            Scenario::parse("talks.toml", TEXT, &overrides).unwrap_or_else(|errors| panic!("{errors}"));
        let second = simulated(&scenario, Partial::shard(&scenario, 2, 2));
        Self { scenario, second }
    }
}

/// Some draws whose runs are few, and a draw of which each shard has some replications.
fn all_talks() -> &'static [Talks; 2] {
    static TALKS: OnceLock<[Talks; 2]> = OnceLock::new();
    TALKS.get_or_init(|| [["draws=8", "replications=3"], ["draws=1", "replications=10001"]].map(Talks::of))
}

/// Reads the bytes as a shard's file, as its content, and as the part in it.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check_document(text);
    if let Some(document) = fuzzing::sealed(text) {
        check_document(&document);
    }
    if serde_json::from_str::<Partial>(text).is_err() {
        return;
    }
    for Talks { scenario, second } in all_talks() {
        for shard in [(1, 1), (1, 2)] {
            let document = fuzzing::document(TEXT, scenario, shard, text).expect("a part is JSON");
            let Ok((_, mut part)) = fuzzing::shard(document.as_bytes()) else { continue };
            if shard == (1, 2) && part.is_done() {
                part.join(second.clone(), scenario).expect("the second shard follows the first");
            }
            conclude(scenario, part);
        }
    }
}

fn check_document(document: &str) {
    match fuzzing::shard(document.as_bytes()) {
        Err(what) => check_words(&what),
        Ok((scenario, part)) if is_small(&scenario) => conclude(&scenario, part),
        Ok(_) => {}
    }
}

/// Whether a scenario is summarised in a moment.
fn is_small(scenario: &Scenario) -> bool {
    let model = &scenario.setting.model;
    model.issues.iter().map(|issue| issue.levels.len()).product::<usize>() * model.actors.len() < 200
        && scenario.setting.rules.tracks.iter().map(|track| track.rounds).sum::<u32>() < 20
        && scenario.simulation.hold < 200
}

/// What a part comes to.
fn simulated(scenario: &Scenario, part: Partial) -> Partial {
    let options = Options { threads: Some(1), cancel: &AtomicBool::new(false) };
    engine::simulate_part(scenario, &options, &|_| {}, part, &mut |_: &[RunRecord]| Ok(()))
        .expect("one thread can be had")
}

/// Summarises a part, without the curve over guarantee strengths, which is simulated anew.
fn conclude(scenario: &Scenario, part: Partial) {
    let options = Options { threads: Some(1), cancel: &AtomicBool::new(true) };
    let summary = engine::conclude(scenario, part, &options, &|_| {});
    check_summary(&summary.expect("one thread can be had"));
}

/// The seeds: shards of these talks, as files, as contents, and as parts.
pub fn seeds() -> Vec<(String, String)> {
    let mut seeds = Vec::new();
    for (size, Talks { scenario, .. }) in all_talks().iter().enumerate() {
        for shard in [(1, 1), (1, 2)] {
            let part = simulated(scenario, Partial::shard(scenario, shard.0, shard.1));
            let part = serde_json::to_string(&part).expect("plain values");
            let document = fuzzing::document(TEXT, scenario, shard, &part).expect("a part is JSON");
            let content = document.find(r#""content":"#).map(|at| &document[at + 10..]);
            let content = content.and_then(|content| content.trim_end().strip_suffix('}')).unwrap_or("");
            for (kind, text) in [("part", &*part), ("content", content), ("file", &document)] {
                seeds.push((format!("{kind}-{size}-{}-of-{}", shard.0, shard.1), text.to_owned()));
            }
        }
    }
    seeds
}
