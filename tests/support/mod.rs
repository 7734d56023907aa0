//! Simulations for tests: the flagship, and a cheap scenario whose inputs are fixed.
#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::sync::atomic::{AtomicBool, Ordering};

use armistice::{
    engine::{self, Options, RunRecord, Summary},
    scenario::Scenario,
};

pub const FLAGSHIP: &str = include_str!("../../scenarios/ukraine-2025.toml");
pub const FIXED: &str = include_str!("../fixtures/fixed.toml");

/// A simulation's rows and summary.
pub struct Simulated {
    pub rows: Vec<RunRecord>,
    pub summary: Summary,
}

/// A scenario with some keys set, as by `--set`.
#[track_caller]
pub fn parse(text: &str, levers: &[&str]) -> Scenario {
    let overrides: Vec<_> = levers.iter().map(|lever| lever.parse().unwrap()).collect();
    Scenario::parse("scenario.toml", text, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Simulates a scenario with some keys set.
///
/// It is cancelled after the last row, which leaves out the curve over guarantee strengths, calls the summary
/// incomplete, and changes nothing else: the curve would take eleven times as long as the rest.
#[track_caller]
pub fn simulate(text: &str, levers: &[&str]) -> Simulated {
    let scenario = parse(text, levers);
    let all = scenario.simulation.draws * scenario.simulation.replications;
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let mut rows: Vec<RunRecord> = Vec::new();
    let summary = engine::simulate(&scenario, &options, &|_| {}, &mut |some| {
        rows.extend_from_slice(some);
        cancel.store(rows.len() as u64 == all, Ordering::Relaxed);
        Ok(())
    });
    Simulated { rows, summary: summary.unwrap() }
}

/// Most memory that the binary had resident while it simulated so many draws of ten runs, in kB.
#[cfg(all(target_os = "linux", feature = "cli"))]
pub fn peak_memory(text: &str, draws: u64) -> f64 {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("scenario.toml"), text).unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("armistice"))
        .args(["run", "scenario.toml", "--quiet", "--out", "out", "--threads", "2"])
        .args(["--replications", "10", "--draws", &draws.to_string()])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // The high-water mark only rises, so looking now and then is enough.
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let ended = loop {
        if let Ok(status) = std::fs::read_to_string(&status) {
            let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
            peak = peak.max(mark.map_or(0.0, |mark| mark.parse().unwrap()));
        }
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(ended.success());
    peak
}
