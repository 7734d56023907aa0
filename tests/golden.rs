//! The golden digest of each shipped scenario: what it simulates, in one line, on any machine.
//!
//! `ARMISTICE` names another program to ask than the one that was built for this machine: `scripts/check-aarch64` lets
//! one for another processor answer, and then every file must be the same as here, pictures too.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::{collections::BTreeMap, env, ffi::OsString, fmt::Write as _, fs};

use assert_cmd::{Command, cargo::cargo_bin};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const GOLDEN: &str = "tests/fixtures/golden.txt";

const SIZE: [&str; 4] = ["--draws", "2", "--replications", "5"];

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The shipped scenarios' names, in order.
fn shipped() -> Vec<String> {
    let files = fs::read_dir("scenarios").unwrap().map(|file| file.unwrap().path());
    let mut names: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// What a program writes for a scenario: its results, which are golden, and the manifest, which has the hash of every
/// file.
fn simulated(program: &OsString, name: &str) -> (Vec<u8>, Vec<u8>) {
    let folder = TempDir::new().unwrap();
    let scenario = format!("scenarios/{name}.toml");
    let ended = Command::new(program)
        .args(["run", &scenario, "--quiet", "--out"])
        .arg(folder.path())
        .args(SIZE)
        .output()
        .unwrap();
    // So few draws may miss what a scenario expects, or be too few to tell.
    assert!(matches!(ended.status.code(), Some(0 | 1 | 4)), "{}", String::from_utf8_lossy(&ended.stderr));
    let read = |file: &str| fs::read(folder.path().join(file)).unwrap();
    ([read("summary.json"), read("runs.csv")].concat(), read("manifest.json"))
}

#[test]
fn every_shipped_scenario_gives_its_golden_digest() {
    let here = cargo_bin("armistice").into_os_string();
    let elsewhere = env::var_os("ARMISTICE");
    let mut found = BTreeMap::new();
    for name in shipped() {
        let (results, manifest) = simulated(elsewhere.as_ref().unwrap_or(&here), &name);
        if elsewhere.is_some() {
            let text = |manifest: Vec<u8>| String::from_utf8(manifest).unwrap();
            assert_eq!(text(manifest), text(simulated(&here, &name).1), "{name}: other files than here");
        }
        found.insert(name, hexadecimal(&results));
    }
    let lines: String = found.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    let golden = fs::read_to_string(GOLDEN).unwrap_or_default();
    let digests: String = golden
        .lines()
        .filter(|line| !line.starts_with('#'))
        .fold(String::new(), |text, line| text + line + "\n");
    if lines != digests && env::var_os("UPDATE_GOLDEN").is_some() && elsewhere.is_none() {
        let size = SIZE.join(" ");
        let head = format!(
            "# SHA-256 of summary.json and runs.csv, one after the other, of `armistice run NAME {size}`.\n\
             # Made by: UPDATE_GOLDEN=1 cargo nextest run --test golden\n"
        );
        fs::write(GOLDEN, head + &lines).unwrap();
    } else {
        assert_eq!(
            lines, digests,
            "results have changed: if that is meant, set UPDATE_GOLDEN=1 and say why in CHANGELOG.md"
        );
    }
}

/// A change of results is a thing that users must be told.
#[test]
fn the_changelog_names_the_golden_digests() {
    let golden = fs::read(GOLDEN).unwrap();
    let wanted = format!("(golden digests {})", &hexadecimal(&golden)[..12]);
    let changelog = fs::read_to_string("CHANGELOG.md").unwrap();
    assert!(
        changelog.contains(&wanted),
        "{GOLDEN} has changed: a line of CHANGELOG.md must say what changed in the results, and end in {wanted}"
    );
}
