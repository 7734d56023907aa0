//! Ctrl-C in the middle of a long run.
#![cfg(unix)]

use std::{
    fs::File,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::Workplace;

/// A run that would take hours, once its rows are flowing.
fn long_run(here: &Workplace) -> Child {
    let child = Command::new(assert_cmd::cargo::cargo_bin("armistice"))
        .args(["run", "talks.toml", "--draws", "100000000"])
        .current_dir(here.path("."))
        .stdout(Stdio::null())
        .stderr(File::create(here.path("stderr")).unwrap())
        .spawn()
        .unwrap();
    wait_until("rows are written", || {
        std::fs::read_dir(here.path("reports/talks"))
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.path().join("runs.csv").metadata().ok())
            .any(|rows| rows.len() > 100_000)
    });
    child
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

#[track_caller]
fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < Duration::from_secs(60), "waited in vain until {what}");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_first_one_writes_what_is_complete_and_says_so() {
    let here = Workplace::new();
    let mut child = long_run(&here);
    signal(&child, "INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));

    let summary: Value = serde_json::from_str(&here.read("reports/talks/summary.json")).unwrap();
    assert_eq!(summary["counts"]["complete"], false);
    let runs = summary["counts"]["runs"].as_u64().unwrap();
    assert!(runs > 0);
    assert_eq!(here.read("reports/talks/runs.csv").lines().count() as u64, 1 + runs);
    let manifest: Value = serde_json::from_str(&here.read("reports/talks/manifest.json")).unwrap();
    assert_eq!(manifest["complete"], false);
    assert!(here.read("stderr").contains("these are written to reports/talks"), "{}", here.read("stderr"));
    assert!(here.names("reports/talks").iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_polite_request_to_end_does_the_same() {
    let here = Workplace::new();
    let mut child = long_run(&here);
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(here.path("reports/talks/report.html").exists());
}

#[test]
fn the_second_one_ends_at_once_and_leaves_nothing_half_written() {
    let here = Workplace::new();
    let mut child = long_run(&here);
    // Stopped, the process gets both signals before it can act on the first.
    signal(&child, "INT");
    wait_until("the first is noticed", || here.read("stderr").contains("press Ctrl-C again"));
    signal(&child, "INT");
    let started = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(started.elapsed() < Duration::from_secs(10));
    if let Ok(entries) = std::fs::read_dir(here.path("reports/talks")) {
        let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");
    }
}

/// Interrupts an exploration a while after its folder was opened; says what it wrote to its document and to the terminal.
#[track_caller]
fn interrupted(arguments: &[&str], document: &str) -> (Value, String) {
    let here = Workplace::new();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("armistice"))
        .args(arguments)
        .args(["talks.toml", "--out", "out"])
        .current_dir(here.path("."))
        .stdout(Stdio::null())
        .stderr(File::create(here.path("stderr")).unwrap())
        .spawn()
        .unwrap();
    wait_until("the work begins", || here.path("out").exists());
    // Nothing is written in between that would tell that some draws are complete.
    sleep(Duration::from_secs(3));
    assert!(
        child.try_wait().unwrap().is_none(),
        "it ended before it was interrupted: {}",
        here.read("stderr")
    );
    signal(&child, "INT");
    let ended = child.wait().unwrap();
    let told = here.read("stderr");
    assert_eq!(ended.code(), Some(130), "{told}");
    let manifest: Value = serde_json::from_str(&here.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["complete"], false);
    assert!(here.names("out").iter().all(|name| !name.starts_with('.')));
    (serde_json::from_str(&here.read(&format!("out/{document}"))).unwrap(), told)
}

const MANY: [&str; 4] = ["--draws", "1000000", "--replications", "100"];

#[test]
fn a_comparison_keeps_the_draws_that_are_complete_on_all_sides() {
    let compare =
        [&["compare", "--with", "hasty: tracks.talks.rounds=2", "--metric", "p_deal"], &MANY[..]].concat();
    let (comparison, told) = interrupted(&compare, "comparison.json");
    let draws = comparison["draws"].as_u64().unwrap();
    assert!((1..1_000_000).contains(&draws) && comparison["complete"] == false);
    assert!(told.contains("of 1,000,000 draws; these are compared"), "{told}");
}

#[test]
fn a_sweep_keeps_the_draws_that_are_complete_at_all_points() {
    let sweep = [&["sweep", "--over", "tracks.talks.rounds=2,5", "--metric", "p_deal"], &MANY[..]].concat();
    let (sweep, told) = interrupted(&sweep, "sweep.json");
    assert!(sweep["draws"].as_u64().unwrap() > 0 && sweep["complete"] == false);
    assert!(told.contains("of 1,000,000 draws at every point"), "{told}");
}

#[test]
fn a_sensitivity_study_keeps_the_base_samples_that_are_complete() {
    let study = [
        "sensitivity",
        "--metric",
        "rounds_to_deal",
        "--trajectories",
        "2",
        "--draws",
        "65536",
        "--replications",
        "1000",
    ];
    let (findings, told) = interrupted(&study, "sensitivity.json");
    let counts = &findings["counts"];
    assert!(counts["samples"].as_u64().unwrap() >= 16 && counts["complete"] == false, "{counts}");
    assert!(told.contains("of 65,536 base samples"), "{told}");
}

#[test]
fn a_discovery_keeps_the_draws_that_are_complete() {
    let discover = [&["discover", "--where", "rounds_to_deal>=15"], &MANY[..]].concat();
    let (found, told) = interrupted(&discover, "discover.json");
    assert!((1..1_000_000).contains(&found["draws"].as_u64().unwrap()), "{}", found["draws"]);
    assert!(told.contains("of 1,000,000 draws"), "{told}");
}
