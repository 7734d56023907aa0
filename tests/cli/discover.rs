//! `armistice discover`: what it prints and writes, and what it refuses.

use serde_json::Value;

use crate::support::Workplace;

const QUICK: &[&str] = &[
    "discover",
    "talks.toml",
    "--where",
    "rounds_to_deal>=15",
    "--draws",
    "300",
    "--replications",
    "2",
    "--shuffles",
    "19",
];

fn quick(more: &[&'static str]) -> Vec<&'static str> {
    QUICK.iter().chain(more).copied().collect()
}

#[test]
fn a_box_is_told_in_eighty_columns_with_its_limits_and_the_caveat() {
    let here = Workplace::new();
    let text = here.armistice(QUICK).expect_code(0).expect_stdout("not a forecast").stdout();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("Box 1: Within limits on") && text.contains("quasi-p"), "{text}");
    assert!(text.contains("actors.") && text.contains("taken"), "{text}");
}

#[test]
fn the_document_has_the_trajectory_and_every_limit_in_the_inputs_own_unit() {
    let here = Workplace::new();
    let text = here.armistice(&quick(&["--json", "-q"])).expect_code(0).stdout();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema_version"], 1);
    assert!(document["disclaimer"].as_str().unwrap().contains("not a forecast"));
    assert_eq!(document["condition"]["metric"], "rounds_to_deal");
    assert_eq!((&document["draws"], &document["compared"]), (&300.into(), &300.into()));
    let found = &document["boxes"][0];
    assert_eq!(found["stands"], true);
    let steps = found["trajectory"].as_array().unwrap();
    assert_eq!((&steps[0]["coverage"], &steps[0]["points"]), (&1.0.into(), &300.into()));
    for limit in found["limits"].as_array().unwrap() {
        let [low, value, high] = [&limit["drawn"]["low"], &limit["value"], &limit["drawn"]["high"]]
            .map(|number| number.as_f64().unwrap());
        assert!(low < value && value < high, "{limit}");
        assert!(limit["quasi_p"].as_f64().unwrap() <= 0.05, "{limit}");
        assert!(limit["key"].as_str().unwrap().contains('.'), "{limit}");
    }
}

#[test]
fn the_draws_are_written_with_inputs_outcome_and_box() {
    let here = Workplace::new();
    here.armistice(&quick(&["--out", "found"])).expect_code(0).expect_stderr("found");
    let draws = here.read("found/draws.csv");
    let mut lines = draws.lines();
    assert!(lines.next().unwrap().starts_with("draw,rounds_to_deal,of_interest,box,"));
    assert_eq!(lines.count(), 300);
    let document: Value = serde_json::from_str(&here.read("found/discover.json")).unwrap();
    let inside = draws.lines().filter(|line| line.split(',').nth(3) == Some("1")).count();
    assert_eq!(document["boxes"][0]["points"], inside);
    let names = here.names("found");
    for name in ["manifest.json", "peeling_1.svg", "peeling_1.png", "limits_1.svg", "limits_1.png"] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert!(here.read("found/limits_1.svg").contains("not a forecast"));
}

#[test]
fn the_same_discovery_gives_the_same_bytes_with_other_threads() {
    let here = Workplace::new();
    let one = here.armistice(&quick(&["--json", "--threads", "1"])).expect_code(0).stdout();
    let two = here.armistice(&quick(&["--json", "--threads", "2"])).expect_code(0).stdout();
    assert!(one == two);
}

#[test]
fn a_chosen_step_and_all_its_limits_can_be_looked_at() {
    let here = Workplace::new();
    let text = here.armistice(&quick(&["--json", "--step", "3", "--all-limits"])).expect_code(0).stdout();
    let document: Value = serde_json::from_str(&text).unwrap();
    let found = &document["boxes"][0];
    assert_eq!((&found["step"], &found["dropped"]), (&3.into(), &Value::Array(Vec::new())));
    assert_eq!(found["points"], found["trajectory"][3]["points"]);
}

#[test]
fn where_there_is_nothing_to_tell_apart_it_says_what_the_metric_does() {
    let here = Workplace::new();
    let discover = |condition: &[&str]| {
        here.armistice(&[&["discover", "talks.toml", "--draws", "40"], condition].concat())
    };
    discover(&["--where", "rounds_to_deal<=2"])
        .expect_code(2)
        .expect_stderr("no draw has")
        .expect_stderr("goes from");
    discover(&["--outcome", "deal"])
        .expect_code(2)
        .expect_stderr("every draw has")
        .expect_stderr("another metric");
}

#[test]
fn wrong_arguments_are_told() {
    let here = Workplace::new();
    let discover =
        |more: &[&str]| here.armistice(&[&["discover", "talks.toml"], more].concat()).expect_code(2);
    discover(&[]).expect_stderr("--outcome");
    discover(&["--where", "p_peace>1"]).expect_stderr("not a metric");
    discover(&["--where", "p_deal"]).expect_stderr("METRIC>=NUMBER");
    discover(&["--outcome", "peace"]).expect_stderr("durable");
    discover(&["--outcome", "deal", "--peel", "0.7"]).expect_stderr("below 0.5");
    here.armistice(&["discover", "rubinstein-textbook", "--outcome", "deal"])
        .expect_code(2)
        .expect_stderr("all draws are the same");
}
