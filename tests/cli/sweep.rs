//! `armistice sweep`.

use serde_json::Value;

use crate::support::Workplace;

const LEVER: [&str; 3] = ["sweep", "talks.toml", "--over"];

#[test]
fn it_writes_the_points_and_a_chart_for_each_metric() {
    let here = Workplace::new();
    let arguments =
        [&LEVER[..], &["rounds: tracks.talks.rounds=2,5,8", "--draws", "20", "--metric", "p_deal,p_zone"]]
            .concat();
    let ended = here.armistice(&arguments).expect_code(0).expect_stdout("not a forecast");
    assert!(ended.stdout().contains("p_deal (of runs)"));
    let names = here.names("reports/talks/sweep");
    let expected =
        ["manifest.json", "p_deal.png", "p_deal.svg", "p_zone.png", "p_zone.svg", "sweep.csv", "sweep.json"];
    assert_eq!(names, expected);
    assert_eq!(here.read("reports/talks/sweep/sweep.csv").lines().count(), 4);
    let manifest: Value = serde_json::from_str(&here.read("reports/talks/sweep/manifest.json")).unwrap();
    assert_eq!(manifest["over"][0], "rounds: tracks.talks.rounds=2,5,8");
    assert_eq!(manifest["outputs"].as_object().unwrap().len(), 6);

    let document = here.armistice(&[&arguments[..], &["--json"]].concat()).expect_code(0).stdout();
    assert_eq!(document, here.read("reports/talks/sweep/sweep.json"));
    let sweep: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(sweep["levers"][0]["values"], serde_json::json!([2.0, 5.0, 8.0]));
    assert_eq!(sweep["complete"], true);
}

#[test]
fn what_makes_no_sense_is_refused_with_help() {
    let here = Workplace::new();
    let sweep =
        |lever: &str, more: &[&str]| here.armistice(&[&LEVER[..], &[lever], more].concat()).expect_code(2);
    sweep("tracks.talks.rounds=2..5", &[]).expect_stderr("how many values");
    sweep("tracks.talks.round=2,5", &[]).expect_stderr("did you mean `rounds`?");
    sweep("issues.nothing.on_table=each", &[]).expect_stderr("issues.ISSUE.on_table=each");
    sweep("tracks.talks.rounds=2,5", &["--metric", "p_peace"]).expect_stderr("p_durable");
    sweep("tracks.talks.rounds=2,5", &["--target", "1.5"]).expect_stderr("a share is from 0 to 1");
    let over = ["--over", "simulation.hold=2,3", "--over", "simulation.pause=1,2"];
    sweep("tracks.talks.rounds=2,5", &over).expect_stderr("one lever or two, not 3");
    assert!(!here.path("reports").exists(), "nothing is written");
}
