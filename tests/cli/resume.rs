//! `run --resume`: a run that was killed, interrupted or out of disk goes on, and comes to the bytes of one that was not.
#![cfg(unix)]

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{Ended, Workplace};

/// Two seconds of work where nothing else is done, half a second of them the report.
const RUN: &[&str] =
    &["run", "talks.toml", "--draws", "50000", "--replications", "4", "--seed", "3", "--out", "out"];

/// Checkpoints as often as can be.
const RESUME: &[&str] = &["--resume", "--checkpoint", "0"];

fn spawn(here: &Workplace, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("armistice"))
        .args(arguments)
        .current_dir(here.path("."))
        .stdout(Stdio::null())
        .stderr(fs::File::create(here.path("stderr")).unwrap())
        .spawn()
        .unwrap()
}

fn whole(here: &Workplace) {
    let arguments: Vec<&str> = RUN.iter().map(|word| if *word == "out" { "whole" } else { word }).collect();
    here.armistice(&arguments).expect_code(0);
}

fn resume(here: &Workplace) -> Ended {
    here.armistice(&[RUN, RESUME].concat())
}

/// The hidden folder of the checkpoint in `folder`, of which there is at most one, and the checkpoint.
fn checkpoint(here: &Workplace, folder: &str) -> Option<(PathBuf, Value)> {
    let mut hidden = fs::read_dir(here.path(folder)).ok()?.map(|entry| entry.unwrap().path());
    let hidden =
        hidden.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(".armistice-resume-"))?;
    let document = fs::read(hidden.join("checkpoint.json")).ok()?;
    let mut document: Value = serde_json::from_slice(&document).unwrap();
    Some((hidden, document["content"].take()))
}

fn runs(content: &Value) -> u64 {
    content["part"]["tally"]["runs"].as_u64().unwrap()
}

/// The runs of the checkpoint that a dead process left, once its rows have been found to be these runs.
fn left(here: &Workplace, folder: &str) -> Option<u64> {
    let (hidden, content) = checkpoint(here, folder)?;
    // Killed while the files were being moved into place, the rows may be there.
    let rows =
        fs::read(hidden.join("runs.csv")).or_else(|_| fs::read(here.path(folder).join("runs.csv"))).unwrap();
    let bytes = usize::try_from(content["rows"]["bytes"].as_u64().unwrap()).unwrap();
    let secured = &rows[..bytes];
    assert!(secured.ends_with(b"\n"));
    assert_eq!(secured.iter().filter(|byte| **byte == b'\n').count() as u64, 1 + runs(&content));
    Some(runs(&content))
}

#[track_caller]
fn wait_for_a_checkpoint(here: &Workplace, folder: &str) {
    let started = Instant::now();
    while checkpoint(here, folder).is_none_or(|(_, content)| runs(&content) == 0) {
        assert!(started.elapsed() < Duration::from_secs(60), "no checkpoint came");
        sleep(Duration::from_millis(5));
    }
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// The runs in a checkpoint never fall, the rows are always those of its runs, and the bytes in the end are those of a
/// run that nobody killed. Runs are made again from the start until there were enough kills.
#[test]
fn fifty_kills_at_random_moments_lose_nothing_and_count_nothing_twice() {
    let here = Workplace::new();
    whole(&here);
    let (mut kills, mut finished, mut went_on) = (0, 0, 0);
    // Knuth's MMIX generator: any moments will do.
    let mut state = 2025_u64;
    while kills < 50 || finished == 0 {
        let (mut before, mut longest) = (0, 250);
        loop {
            let mut child = spawn(&here, &[RUN, RESUME].concat());
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sleep(Duration::from_millis((state >> 33) % longest));
            let ended = child.try_wait().unwrap();
            child.kill().unwrap();
            child.wait().unwrap();
            if let Some(status) = ended {
                assert!(status.success(), "{}", here.read("stderr"));
                break;
            }
            kills += 1;
            let after = left(&here, "out").unwrap_or(0);
            // Killed after all was in place, there may be no checkpoint any more.
            assert!(
                after >= before || here.path("out/manifest.json").exists(),
                "{before} runs became {after}"
            );
            went_on += u32::from(before > 0 && after > before);
            // The report takes longer than that, and so does everything on a busy machine.
            longest += if after > before { 0 } else { longest / 8 };
            before = after;
        }
        finished += 1;
        here.expect_same("whole", "out");
        fs::remove_dir_all(here.path("out")).unwrap();
    }
    assert!(went_on >= 5, "a run went on from a checkpoint {went_on} times only");
}

#[test]
fn ctrl_c_keeps_the_checkpoint_and_says_how_to_go_on() {
    let here = Workplace::new();
    whole(&here);
    for (arguments, folder) in [(RUN.to_vec(), "out"), ([RUN, &["--shard", "2/2"]].concat(), "parts")] {
        let arguments: Vec<&str> = arguments
            .into_iter()
            .map(|word| if word == "out" { folder } else { word })
            .chain(RESUME.iter().copied())
            .collect();
        let mut child = spawn(&here, &arguments);
        wait_for_a_checkpoint(&here, folder);
        signal(&child, "INT");
        assert_eq!(child.wait().unwrap().code(), Some(130), "{}", here.read("stderr"));
        assert!(here.read("stderr").contains("--resume goes on from there"), "{}", here.read("stderr"));
        assert_eq!(here.names(folder).len(), 1, "nothing but the checkpoint: {:?}", here.names(folder));
        here.armistice(&arguments).expect_code(0).expect_stderr("going on from");
    }
    here.expect_same("whole", "out");
    here.armistice(&[&RUN[..RUN.len() - 2], &["--shard", "1/2", "--out", "parts"]].concat()).expect_code(0);
    here.armistice(&["merge", "parts", "--out", "joined"]).expect_code(0);
    here.expect_same("whole", "joined");
}

#[test]
fn what_is_done_is_not_done_again() {
    let here = Workplace::new();
    whole(&here);
    resume(&here).expect_code(0);
    let before = fs::metadata(here.path("out/report.html")).unwrap().modified().unwrap();
    let again = resume(&here).expect_code(0);
    assert_eq!(fs::metadata(here.path("out/report.html")).unwrap().modified().unwrap(), before);
    assert_eq!(again.stdout(), here.armistice(RUN).expect_code(0).stdout());

    let shard = [&RUN[..RUN.len() - 2], &["--shard", "1/9", "--out", "parts", "--resume"]].concat();
    here.armistice(&shard).expect_code(0);
    here.armistice(&shard).expect_code(0).expect_stderr("shard 1/9 is in parts already");
    here.write("parts/runs-00001-of-00009.csv", "damaged");
    here.armistice(&shard).expect_code(0).expect_stderr("runs in parts");
    here.armistice(&shard).expect_code(0).expect_stderr("already");
}

#[test]
fn a_checkpoint_of_another_run_is_left_alone_and_named() {
    let here = Workplace::new();
    whole(&here);
    let mut child = spawn(&here, &[RUN, RESUME].concat());
    wait_for_a_checkpoint(&here, "out");
    // Nobody else may go on with it meanwhile.
    resume(&here).expect_code(2).expect_stderr("another process is at work");
    child.kill().unwrap();
    child.wait().unwrap();
    let runs = left(&here, "out").unwrap();

    let other: Vec<&str> = RUN.iter().map(|word| if *word == "3" { "4" } else { word }).collect();
    let ended = here.armistice(&[&other, RESUME].concat()).expect_code(0);
    ended.expect_stderr("is left alone: it is of another run: seed 3, not 4");
    assert_eq!(left(&here, "out"), Some(runs));
    here.armistice(RUN).expect_code(0).expect_stderr("--resume would go on from it");
    assert_eq!(left(&here, "out"), Some(runs));
    // It is done now, so there is nothing to go on with.
    resume(&here).expect_code(0);
    here.expect_same("whole", "out");
    assert_eq!(left(&here, "out"), None);
}

#[test]
fn a_damaged_checkpoint_is_refused() {
    let here = Workplace::new();
    whole(&here);
    let mut child = spawn(&here, &[RUN, RESUME].concat());
    wait_for_a_checkpoint(&here, "out");
    child.kill().unwrap();
    child.wait().unwrap();
    let [hidden] = &here.names("out")[..] else { panic!("{:?}", here.names("out")) };
    for name in ["checkpoint.json", "runs.csv"] {
        let path = here.path("out").join(hidden).join(name);
        let bytes = fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        changed[bytes.len() / 3] ^= 1;
        for damaged in [&bytes[..20], &changed] {
            fs::write(&path, damaged).unwrap();
            resume(&here).expect_code(2).expect_stderr(name).expect_stderr("help");
        }
        fs::remove_file(&path).unwrap();
        if name == "runs.csv" {
            resume(&here).expect_code(2).expect_stderr("runs.csv").expect_stderr("missing");
        }
        fs::write(&path, bytes).unwrap();
    }
    resume(&here).expect_code(0);
    here.expect_same("whole", "out");
}

/// A limit on the size of files stands in for a full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_that_can_be_gone_on_from() {
    let here = Workplace::new();
    whole(&here);
    let rows = fs::metadata(here.path("whole/runs.csv")).unwrap().len();
    let blocks = rows / 1024 * 2 / 3;
    let run = [RUN, RESUME].concat().join(" ");
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$armistice\" {run}");
    let ended = here.bash(&limited).expect_code(3);
    ended.expect_stderr("cannot write out/runs.csv").expect_stderr("--resume goes on from there");
    assert_eq!(here.names("out").len(), 1, "nothing but the checkpoint: {:?}", here.names("out"));
    assert!(left(&here, "out").unwrap() > 0);
    resume(&here).expect_code(0);
    here.expect_same("whole", "out");
    // Room for the rows, and none for what comes after them.
    fs::remove_dir_all(here.path("out")).unwrap();
    here.bash(&format!("trap '' XFSZ; ulimit -f 8; exec \"$armistice\" {run}")).expect_code(3);
    resume(&here).expect_code(0);
    here.expect_same("whole", "out");
}

#[test]
fn what_a_killed_run_left_is_cleared_by_the_next() {
    let here = Workplace::new();
    let mut child = spawn(&here, RUN);
    let started = Instant::now();
    while !here.path("out").exists() || here.names("out").is_empty() {
        assert!(started.elapsed() < Duration::from_secs(60));
        sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(here.names("out").iter().any(|name| name.starts_with(".armistice-")), "{:?}", here.names("out"));
    here.armistice(RUN).expect_code(0);
    assert!(here.names("out").iter().all(|name| !name.starts_with('.')), "{:?}", here.names("out"));
}
