//! `verify` and `run --manifest`: outputs are what their manifest says, and can be made again from it alone.

use std::fs;

use serde_json::Value;

use crate::support::Workplace;

const RUN: &[&str] = &["run", "talks.toml", "--draws", "8", "--replications", "2", "--out", "out"];

#[test]
fn untouched_outputs_are_as_their_manifest_says() {
    let here = Workplace::new();
    here.armistice(RUN).expect_code(0);
    here.armistice(&["verify", "out"]).expect_code(0).expect_stdout("files are as its manifest says");
    here.write("out/notes.md", "mine");
    here.armistice(&["verify", "out"]).expect_code(0).expect_stdout("not in the manifest: notes.md");
}

#[test]
fn what_differs_is_named() {
    let here = Workplace::new();
    here.armistice(RUN).expect_code(0);
    here.write("out/runs.csv", &(here.read("out/runs.csv") + "\n"));
    fs::remove_file(here.path("out/report.html")).unwrap();
    let ended = here.armistice(&["verify", "out"]).expect_code(1);
    ended.expect_stdout("changed: runs.csv").expect_stdout("missing: report.html").expect_stdout("2 of ");
    let json = here.armistice(&["verify", "out", "--json"]).expect_code(1).stdout();
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&document["same"], &document["changed"][0]), (&false.into(), &"runs.csv".into()));
    assert_eq!(document["missing"][0], "report.html");
}

#[test]
fn the_outputs_of_other_commands_can_be_verified_too() {
    let here = Workplace::new();
    let sweep = [
        "sweep",
        "talks.toml",
        "--over",
        "actors.south.discount=0.7..0.9/2",
        "--draws",
        "4",
        "--out",
        "swept",
    ];
    here.armistice(&sweep).expect_code(0);
    here.armistice(&["verify", "swept"]).expect_code(0);
    here.armistice(&["run", "--manifest", "swept/manifest.json", "--out", "again"])
        .expect_code(2)
        .expect_stderr("manifest of `sweep`");
}

#[test]
fn what_is_no_manifest_is_refused() {
    let here = Workplace::new();
    here.armistice(&["verify", "."]).expect_code(3).expect_stderr("manifest.json");
    let text = r#""scenario": {"name": "", "sha256": "", "text": ""}, "overrides": [], "armistice": "0""#;
    for (manifest, why) in [
        ("{", "EOF"),
        ("[]", "invalid"),
        (&*format!(r#"{{{text}, "outputs": {{"../talks.toml": {{"sha256": ""}}}}}}"#), "would lie elsewhere"),
    ] {
        here.write("manifest.json", manifest);
        here.armistice(&["verify", "."]).expect_code(2).expect_stderr("is no manifest").expect_stderr(why);
    }
}

#[test]
fn a_manifest_is_enough_to_make_the_outputs_again() {
    let here = Workplace::new();
    here.armistice(&[RUN, &["--seed", "5", "--set", "actors.south.discount=0.7"]].concat()).expect_code(0);
    fs::remove_file(here.path("talks.toml")).unwrap();
    let again = ["run", "--manifest", "out/manifest.json", "--out", "again"];
    here.armistice(&again).expect_code(0).expect_stderr("files are as out/manifest.json says");
    here.expect_same("out", "again");

    let manifest = here.read("out/manifest.json");
    let of_html =
        serde_json::from_str::<Value>(&manifest).unwrap()["outputs"]["report.html"]["sha256"].clone();
    let forged = manifest
        .replace(of_html.as_str().unwrap(), &"0".repeat(64))
        .replace("\"armistice\": \"0.1.0\"", "\"armistice\": \"0.0.9\"");
    here.write("out/manifest.json", &forged);
    let ended = here.armistice(&again).expect_code(1).expect_stderr("changed: report.html");
    ended.expect_stderr("Armistice 0.0.9 made them");
}

#[test]
fn a_run_that_sought_its_draws_seeks_them_again() {
    let here = Workplace::new();
    let run = [
        "run",
        "talks.toml",
        "--until-se",
        "0.02",
        "--metric",
        "rounds_to_deal",
        "--draws-max",
        "300",
        "--out",
        "out",
    ];
    here.armistice(&run).expect_code(0);
    let manifest: Value = serde_json::from_str(&here.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["until"]["draws_max"], 300);
    here.armistice(&["run", "--manifest", "out/manifest.json", "--out", "again", "--threads", "1"])
        .expect_code(0);
    here.expect_same("out", "again");
}

#[test]
fn what_cannot_be_made_again_is_refused_with_its_reason() {
    let here = Workplace::new();
    here.armistice(RUN).expect_code(0);
    let again = |more: &[&str]| here.armistice(&[&["run", "--manifest", "out/manifest.json"], more].concat());
    again(&[]).expect_code(2).expect_stderr("--out");
    again(&["--out", "out"]).expect_code(2).expect_stderr("which it would replace");
    for more in [
        &["talks.toml"][..],
        &["--draws", "3"],
        &["--set", "name=\"x\""],
        &["--seed", "1"],
        &["--shard", "1/2"],
    ] {
        again(&[&["--out", "again"], more].concat()).expect_code(2).expect_stderr("cannot be used with");
    }
    let manifest = here.read("out/manifest.json");
    for (from, to, why) in [
        ("\"complete\": true", "\"complete\": false", "interrupted"),
        ("\"draws\": 8", "\"draws\": 9", "contradicts its own scenario: draws 9, not 8"),
        ("\"simulation.draws=8\"", "\"simulation.draws\"", "is no override"),
        ("\"text\": \"", "\"text\": \"x", "error"),
    ] {
        assert!(manifest.contains(from), "{from}");
        here.write("out/manifest.json", &manifest.replace(from, to));
        again(&["--out", "again"]).expect_code(2).expect_stderr(why);
    }
    assert!(!here.path("again").exists());
}
