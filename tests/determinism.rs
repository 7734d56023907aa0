//! The same scenario and seed give the same bytes whatever the threads (model.md B8.7), and turning one mechanism
//! leaves the luck of the others alone (common random numbers).

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use armistice::engine::RunRecord;

use support::{FIXED, FLAGSHIP, parse, simulate};

#[cfg(feature = "cli")]
mod outputs {
    use std::{collections::BTreeMap, fs};

    use assert_cmd::Command;
    use tempfile::TempDir;

    use super::{FIXED, FLAGSHIP};

    fn folder_with(text: &str) -> TempDir {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("scenario.toml"), text).unwrap();
        folder
    }

    fn armistice(folder: &TempDir, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("armistice").unwrap();
        command.args(arguments).current_dir(folder.path());
        command
    }

    /// Every file that `armistice run` writes, and what it prints.
    fn outputs(text: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let folder = folder_with(text);
        let run = ["run", "scenario.toml", "--quiet", "--json", "--out", "out"];
        ended(&folder, &[&run, more].concat())
    }

    /// Every file in `out` after a command has ended well, and what it printed.
    fn ended(folder: &TempDir, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let ran = armistice(folder, arguments).assert().success();
        let files = fs::read_dir(folder.path().join("out")).unwrap().map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())
        });
        let printed = ("standard output".to_owned(), ran.get_output().stdout.clone());
        files.chain([printed]).collect()
    }

    #[track_caller]
    fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
        assert!(one.keys().eq(other.keys()), "{:?} {:?}", one.keys(), other.keys());
        for (name, bytes) in one {
            assert!(*bytes == other[name], "{name} differs");
        }
    }

    /// All outputs with one thread, with two, and once more.
    fn do_not_depend_on_threads(text: &str, size: &[&str]) {
        let with = |threads: &str| outputs(text, &[size, &["--threads", threads]].concat());
        let one = with("1");
        for name in ["manifest.json", "report.html", "runs.csv", "summary.json"] {
            assert!(one.contains_key(name), "{name} is not in {:?}", one.keys());
        }
        assert!(
            one.keys().any(|name| name.ends_with(".svg")) && one.keys().any(|name| name.ends_with(".png"))
        );
        for threads in ["2", "1"] {
            assert_same(&one, &with(threads));
        }
    }

    #[test]
    fn the_flagships_outputs_do_not_depend_on_threads() {
        // Five draws are two chunks of at most four.
        do_not_depend_on_threads(FLAGSHIP, &["--draws", "5", "--replications", "3"]);
    }

    /// Nine draws are three chunks of at most four, so that of seven shards four have nothing to do.
    #[test]
    fn the_flagships_outputs_do_not_depend_on_how_the_work_is_cut() {
        let size = ["--draws", "9", "--replications", "4"];
        let one = outputs(FLAGSHIP, &[&size[..], &["--threads", "1"]].concat());
        assert_same(&one, &outputs(FLAGSHIP, &[&size[..], &["--threads", "2"]].concat()));
        // Shards are made and named in an order of their own.
        for shards in [&[1][..], &[2, 3, 1], &[5, 2, 7, 1, 6, 4, 3]] {
            let folder = folder_with(FLAGSHIP);
            for (place, number) in shards.iter().enumerate() {
                let shard = format!("{number}/{}", shards.len());
                let threads = if place % 2 == 0 { "1" } else { "2" };
                let run = ["run", "scenario.toml", "--quiet", "--out", "parts", "--threads", threads];
                armistice(&folder, &[&run, &size[..], &["--shard", &shard]].concat()).assert().success();
            }
            let files =
                shards.iter().map(|number| format!("parts/shard-{number:05}-of-{:05}.json", shards.len()));
            let files: Vec<String> = files.collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            let merge = ["merge", "--quiet", "--json", "--out", "out"];
            assert_same(&one, &ended(&folder, &[&merge, &files[..]].concat()));
        }
    }

    /// The flagship is interrupted ever later, until it is done.
    #[test]
    #[cfg(unix)]
    fn the_flagships_outputs_do_not_depend_on_interruptions() {
        let size = ["--draws", "9", "--replications", "4"];
        let whole = outputs(FLAGSHIP, &size);
        let folder = folder_with(FLAGSHIP);
        let run =
            ["run", "scenario.toml", "--quiet", "--json", "--out", "out", "--resume", "--checkpoint", "0"];
        let run = [&run, &size[..]].concat();
        let mut interrupted = 0;
        loop {
            let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("armistice"))
                .args(&run)
                .current_dir(folder.path())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(100 << interrupted));
            // It may be gone, and then there is nobody to interrupt.
            let _ = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).output();
            match child.wait().unwrap().code() {
                // Without a code, it had not yet begun to listen.
                Some(130) | None => interrupted += 1,
                code => {
                    assert_eq!(code, Some(0));
                    break;
                }
            }
        }
        assert!(interrupted > 0);
        assert_same(&whole, &ended(&folder, &run));
    }

    #[test]
    fn a_fixed_scenarios_outputs_do_not_depend_on_threads() {
        // 5,000 runs are five chunks.
        do_not_depend_on_threads(FIXED, &["--draws", "500", "--replications", "10"]);
    }

    #[test]
    fn the_outputs_of_a_draw_that_is_cut_up_do_not_depend_on_threads() {
        do_not_depend_on_threads(FIXED, &["--draws", "1", "--replications", "20001"]);
    }

    #[test]
    fn the_seed_changes_the_outputs() {
        let with = |seed: &str| outputs(FIXED, &["--draws", "20", "--seed", seed]);
        let (one, other) = (with("1"), with("2"));
        assert!(one["runs.csv"] != other["runs.csv"]);
    }
}

/// What a row says of the talks.
#[derive(Debug, PartialEq)]
struct Talks<'r> {
    ended: (u32, u32, Option<u32>),
    blocked: (Option<usize>, &'static str),
    silent_rounds: u32,
    values: &'r [f64],
}

fn talks(row: &RunRecord) -> Talks<'_> {
    Talks {
        ended: (row.round, row.track, row.deal),
        blocked: (row.blocker, row.reason),
        silent_rounds: row.silent_rounds,
        values: &row.values,
    }
}

/// What a row says of the ceasefire, utilities apart.
fn ceasefire(row: &RunRecord) -> (Option<u32>, &'static str, [u32; 5]) {
    let counts = [row.tested, row.honoured, row.attempts, row.stopped, row.incidents];
    (row.collapsed_at, row.cause, counts)
}

const SMALL: [&str; 2] = ["simulation.draws=12", "simulation.replications=10"];

fn flagship(levers: &[&str]) -> Vec<RunRecord> {
    simulate(FLAGSHIP, &[&SMALL[..], levers].concat()).rows
}

/// True honour alone changes no valuation: what the two sides weigh is honour as they perceive it.
#[test]
fn true_honour_leaves_the_talks_and_every_untested_ceasefire_alone() {
    let as_it_is = flagship(&[]);
    let kept = flagship(&["guarantees.american.honour=1", "guarantees.european.honour=1"]);
    let mut untested = 0;
    for (before, after) in as_it_is.iter().zip(&kept) {
        assert_eq!(talks(before), talks(after));
        if before.attempts == 0 || before.tested == 0 && before.collapsed_at.is_none() {
            assert_eq!(ceasefire(before), ceasefire(after));
            assert_eq!(before.realised, after.realised);
            untested += 1;
        }
    }
    assert!(untested < as_it_is.len(), "no ceasefire was tested");
    let honoured = |rows: &[RunRecord]| rows.iter().map(|row| row.honoured).sum::<u32>();
    assert!(honoured(&kept) > honoured(&as_it_is));
}

/// How long a ceasefire is watched is in no valuation, which looks ahead without end.
#[test]
fn a_shorter_hold_sees_the_beginning_of_the_same_ceasefires() {
    for text in [FIXED, FLAGSHIP] {
        let run = |hold: &str| simulate(text, &[&SMALL[..], &[hold]].concat()).rows;
        for (long, short) in run("simulation.hold=60").iter().zip(&run("simulation.hold=24")) {
            assert_eq!(talks(long), talks(short));
            assert_eq!(long.collapsed_at.filter(|&at| at <= 24), short.collapsed_at);
            assert!(short.attempts <= long.attempts && short.incidents <= long.incidents);
        }
    }
}

#[test]
fn what_counts_as_a_pause_changes_labels_alone() {
    let (short, long) = (flagship(&["simulation.pause=6"]), flagship(&["simulation.pause=36"]));
    for (short, long) in short.iter().zip(&long) {
        assert_eq!((talks(short), ceasefire(short)), (talks(long), ceasefire(long)));
        assert_eq!(short.outcome == "durable", long.outcome == "durable");
    }
}

/// Who answers and what mediators see has its own luck: where the same deal of the same draw is signed all the
/// same, its ceasefire goes the same way. Neither is in the worth of a deal.
#[test]
fn luck_in_the_talks_leaves_the_luck_of_the_ceasefire_alone() {
    let as_it_is = flagship(&[]);
    for lever in [
        "actors.russia.responsiveness=0.9",
        "actors.russia.silent_until=3",
        "tracks.allies.protocol.noise=0.05",
        "tracks.moscow.protocol.recognition={ allies = 0.3, russia = 0.7 }",
        "pressure.russia.slope=0.05",
        "talks.breakdown=0.05",
    ] {
        let changed = flagship(&[lever]);
        let mut compared = 0;
        for (before, after) in as_it_is.iter().zip(&changed) {
            if before.deal.is_some() && before.deal == after.deal {
                assert_eq!(ceasefire(before), ceasefire(after), "{lever}");
                assert_eq!((&before.values, &before.realised), (&after.values, &after.realised), "{lever}");
                compared += 1;
            }
        }
        assert!(compared >= 10, "{lever}: the same deal was signed in {compared} runs");
        let talks_moved = as_it_is.iter().zip(&changed).any(|(before, after)| talks(before) != talks(after));
        assert!(talks_moved, "{lever} moved nothing");
    }
}

/// The luck of the talks is drawn in the same amount each round: an actor that would have been silent anyway
/// changes nothing by what it would have accepted.
#[test]
fn a_silent_actors_patience_leaves_who_is_silent_alone() {
    let silent = ["actors.russia.responsiveness=0"];
    let before = flagship(&silent);
    let after =
        flagship(&[&silent[..], &["tracks.moscow.protocol.recognition={ allies = 1, russia = 0 }"]].concat());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((before.signed, after.signed), (false, false));
        assert_eq!(before.round, after.round);
    }
}

/// Fixing one number, or moving its range, leaves the draws of all others alone.
#[test]
fn fixing_one_number_leaves_the_draws_of_the_others_alone() {
    use armistice::engine::seeds::{Purpose, stream};
    let case =
        |levers: &[&str], draw: u64| parse(FLAGSHIP, levers).draw(&mut stream(2025, draw, 0, Purpose::Draw));
    for lever in [
        "actors.ukraine.war_flow=0.4",
        "guarantees.american.turnover=0",
        "monitoring.false_alarm=[0, 0, 0]",
        "pressure.us={ start = 6, slope = 0.05, max = 0.3 }",
        "issues.troops.on_table=[\"800,000\"]",
        "tracks.allies.protocol.noise=0.05",
        "red_lines.ukraine.troops.min=\"800,000\"",
    ] {
        for draw in 0..3 {
            let (before, after) = (case(&[], draw), case(&[lever], draw));
            let numbers = |case: &armistice::scenario::Case| {
                let mut all = Vec::new();
                case.map(&mut |number: &f64| all.push(*number));
                all
            };
            let (before, after) = (numbers(&before), numbers(&after));
            assert_eq!(before.len(), after.len(), "{lever}");
            let moved = before.iter().zip(&after).filter(|(before, after)| before != after).count();
            assert!(moved <= 3, "{lever}: {moved} of {} numbers moved", before.len());
        }
    }
}

/// Where nobody believes the guarantors, their politics is weighed by nobody, so turnover moves the answers to
/// attacks and nothing else.
#[test]
fn turnover_leaves_the_talks_and_every_ceasefire_without_an_attempt_alone() {
    let unbelieved =
        ["guarantees.american.perceived=0", "guarantees.european.perceived=0", "actors.russia.war_flow=0.74"];
    let run = |lever: &'static str| flagship(&[&unbelieved[..], &[lever]].concat());
    let steady = run("guarantees.american.turnover=0");
    let unsteady = run("guarantees.american.turnover=0.5");
    for (before, after) in steady.iter().zip(&unsteady) {
        assert_eq!(talks(before), talks(after));
        if before.attempts == 0 {
            assert_eq!(ceasefire(before), ceasefire(after));
        }
    }
    let moved = steady.iter().zip(&unsteady).any(|(before, after)| ceasefire(before) != ceasefire(after));
    assert!(moved, "turnover moved nothing");
}
