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
