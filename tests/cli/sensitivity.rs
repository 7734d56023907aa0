//! `armistice sensitivity`: its words, its document, its files, and what it says where there is nothing to tell.

use serde_json::Value;

use crate::support::Workplace;

const QUICK: &[&str] =
    &["sensitivity", "talks.toml", "--metric", "rounds_to_deal", "--draws", "64", "--replications", "2"];

fn quick(more: &[&'static str]) -> Vec<&'static str> {
    QUICK.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn it_names_the_drivers_in_eighty_columns_and_writes_charts_and_data() {
    let here = Workplace::new();
    let ended = here.armistice(QUICK).expect_code(0);
    let ended = ended.expect_stdout("Rounds to a deal hangs").expect_stdout("actors.north.strategy.exponent");
    let ended = ended.expect_stdout("This is an illustrative what-if, not a forecast.");
    let text = ended.stdout();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(!text.contains("NaN") && !text.contains('\u{1b}'), "{text}");
    assert_eq!(
        here.names("reports/talks/sensitivity"),
        [
            "manifest.json",
            "sensitivity.json",
            "sensitivity_shares.png",
            "sensitivity_shares.svg",
            "sensitivity_tornado.png",
            "sensitivity_tornado.svg"
        ]
    );
}

#[test]
fn json_is_one_document_the_same_as_the_file_whatever_the_threads() {
    let here = Workplace::new();
    let one = here.armistice(&quick(&["--json", "--quiet", "--threads", "1", "--out", "one"])).expect_code(0);
    assert_eq!(one.stderr(), "");
    here.armistice(&quick(&["--json", "--threads", "2", "--out", "two"])).expect_code(0);
    assert_eq!(one.stdout(), here.read("one/sensitivity.json"));
    for name in here.names("one") {
        let bytes = |folder: &str| std::fs::read(here.path(folder).join(&name)).unwrap();
        assert!(bytes("one") == bytes("two"), "{name} differs");
    }
    let document: Value = serde_json::from_str(&one.stdout()).unwrap();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["disclaimer"], "An illustrative what-if, not a forecast.");
    assert_eq!(document["metric"], "rounds_to_deal");
    assert_eq!((&document["counts"]["samples"], &document["counts"]["complete"]), (&64.into(), &true.into()));
    assert_eq!(document["inputs"].as_array().unwrap().len(), 2);
    let manifest: Value = serde_json::from_str(&here.read("one/manifest.json")).unwrap();
    assert_eq!((&manifest["command"], &manifest["complete"]), (&"sensitivity".into(), &true.into()));
    assert_eq!(manifest["outputs"].as_object().unwrap().len(), 5);
}

#[test]
fn the_seed_of_the_command_line_is_an_override_like_others() {
    let here = Workplace::new();
    let json = |more: &[&'static str]| {
        here.armistice(&quick(&[&["--json", "--quiet"], more].concat())).expect_code(0).stdout()
    };
    let (one, other) = (json(&["--seed", "9"]), json(&["--set", "simulation.seed=9"]));
    assert!(one == other && one != json(&[]));
}

#[test]
fn a_metric_without_variance_is_explained_and_nothing_is_written() {
    let here = Workplace::new();
    let ended = here.armistice(&["sensitivity", "talks.toml", "--draws", "16"]).expect_code(2);
    ended
        .expect_stderr("p_durable is 1 at every point, so it has no variance to explain")
        .expect_stderr("--metric");
    assert_eq!(here.names("."), ["talks.toml"]);
}

#[test]
fn a_scenario_without_ranges_and_a_metric_that_is_none_are_wrong_usage() {
    let here = Workplace::new();
    let ended = here.armistice(&["sensitivity", "rubinstein-textbook"]).expect_code(2);
    ended.expect_stderr("every number of").expect_stderr("give ranges");
    let ended = here.armistice(&["sensitivity", "talks.toml", "--metric", "p_peace"]).expect_code(2);
    ended.expect_stderr("not a metric");
    here.armistice(&["sensitivity", "talks.toml", "--draws", "100000"]).expect_code(2);
}

#[test]
fn what_is_set_is_no_longer_an_input() {
    let here = Workplace::new();
    let ended = here.armistice(&quick(&["--json", "--set", "actors.south.war_flow=0.2"])).expect_code(0);
    let document: Value = serde_json::from_str(&ended.stdout()).unwrap();
    assert_eq!(document["inputs"].as_array().unwrap().len(), 1);
    assert_eq!(document["scenario"]["overrides"][0], "actors.south.war_flow=0.2");
}
