//! `armistice trace` as a user meets it.

use serde_json::Value;

use crate::support::Workplace;

#[test]
fn a_run_is_told_as_text_as_json_and_as_a_picture() {
    let here = Workplace::new();
    let arguments = ["trace", "talks.toml", "--run", "2", "--picture", "run.svg"];
    let text = here.armistice(&arguments).expect_code(0).stdout();
    for part in ["Run 2 (draw", "The talks", "tables a text", "How it ends", "not a forecast"] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(here.read("run.svg").starts_with("<svg"), "a picture");
    let document = here.armistice(&["trace", "talks.toml", "--run", "2", "--json"]).expect_code(0).stdout();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["run"]["run"], 2);
    assert_eq!(document["schema_version"], 1);
}

#[test]
fn a_run_that_shows_something_is_found_or_it_is_said_that_none_does() {
    let here = Workplace::new();
    let found = here
        .armistice(&["trace", "ukraine-2025", "--find", "no-deal", "--draws", "20", "--json"])
        .expect_code(0)
        .stdout();
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["outcome"], "no_deal");
    let ended = here.armistice(&["trace", "talks.toml", "--find", "tested", "--draws", "3"]).expect_code(2);
    assert!(ended.stderr().contains("none of 3"), "{}", ended.stderr());
    assert!(ended.stderr().contains("--draws"), "{}", ended.stderr());
}

#[test]
fn what_cannot_be_drawn_or_found_is_refused() {
    let here = Workplace::new();
    for arguments in [
        &["trace", "talks.toml", "--picture", "run.pdf"][..],
        &["trace", "talks.toml", "--find", "peace"],
        &["trace", "talks.toml", "--run", "-1"],
        &["trace", "talks.toml", "--run", "3", "--find", "pause"],
    ] {
        here.armistice(arguments).expect_code(2);
    }
    let ended = here.armistice(&["trace", "talks.toml", "--picture", "nowhere/run.svg"]).expect_code(3);
    assert!(ended.stderr().contains("nowhere/run.svg"), "{}", ended.stderr());
}
