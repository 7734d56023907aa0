//! A scenario file: rewritten in the present format, and read, drawn, valued, simulated for a few runs, and reported.

use std::sync::atomic::AtomicBool;

use armistice::{
    engine::{self, Options, Summary},
    model::{DealSpace, Valuation},
    negotiation::Protocol,
    scenario::{Migration, Scenario, migrate},
};

use super::{
    reading::{check_cases, check_errors},
    summary::check_summary,
};

/// The most deals that are valued and simulated.
const MOST_DEALS: usize = 24;

/// The most rounds that a track is given.
const MOST_ROUNDS: u32 = 6;

/// Reads the bytes as a scenario file.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check_migration(text);
    match Scenario::parse("fuzz.toml", text, &[]) {
        Err(errors) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            check_errors(&errors, &[("fuzz.toml", text)]);
        }
        Ok(mut scenario) => {
            check_cases(&scenario, 4);
            cut_down(&mut scenario);
            check_values(&scenario);
            check_summary(&simulate(&scenario));
        }
    }
}

/// Panics unless a text that could be rewritten needs no further rewriting.
fn check_migration(text: &str) {
    match migrate("fuzz.toml", text) {
        Err(errors) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            check_errors(&errors, &[("fuzz.toml", text)]);
        }
        Ok(Migration::Current) => {}
        Ok(Migration::Rewritten { text, .. }) => {
            let again = migrate("fuzz.toml", &text).expect("what was written can be read");
            assert_eq!(again, Migration::Current);
        }
    }
}

/// Makes a scenario small enough to be simulated in a moment. Sizes up to 10⁸ draws are legal and take as long as they
/// take.
fn cut_down(scenario: &mut Scenario) {
    let simulation = &mut scenario.simulation;
    simulation.draws = simulation.draws.min(2);
    simulation.replications = simulation.replications.min(2);
    simulation.hold = simulation.hold.min(24);
    let rules = &mut scenario.setting.rules;
    let mut opening = Vec::new();
    for track in &mut rules.tracks {
        track.rounds = track.rounds.min(MOST_ROUNDS);
        match &mut track.protocol {
            Protocol::Ultimatum { round: Some(round), .. } => {
                *round = (*round).min(track.rounds.saturating_sub(1));
            }
            Protocol::SingleText { start: Some(start), .. } => opening.push(start.clone()),
            _ => {}
        }
    }
    let mut deals = 1;
    for (place, issue) in scenario.setting.model.issues.iter_mut().enumerate() {
        let most = (MOST_DEALS / deals).max(1);
        let mut kept = 0;
        for (level, on_table) in issue.on_table.iter_mut().enumerate() {
            let is_needed = opening.iter().any(|start| start[place] == level);
            *on_table &= is_needed || kept < most;
            kept += usize::from(*on_table);
        }
        deals *= kept;
    }
}

/// Panics unless every deal is worth something between −∞ and 1 to every actor.
fn check_values(scenario: &Scenario) {
    let case = scenario.central();
    let space = DealSpace::on_table(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    for (place, actor) in case.model.actors.iter().enumerate() {
        for &value in valuation.values(place) {
            let fits = value <= 1.0 + 1e-9 && (value.is_finite() || !actor.red_lines.is_empty());
            assert!(fits, "a deal is worth {value} to {}", actor.id);
        }
    }
}

fn simulate(scenario: &Scenario) -> Summary {
    let options = Options { threads: Some(1), cancel: &AtomicBool::new(false) };
    let mut rows = 0;
    let summary = engine::simulate(scenario, &options, &|_| {}, &mut |some| {
        rows += some.len() as u64;
        Ok(())
    });
    let summary = summary.expect("one thread can be had");
    assert_eq!(rows, scenario.simulation.draws * scenario.simulation.replications);
    summary
}
