//! `armistice compare`, `threshold` and `run --until-se` as a user meets them.

use std::fs;

use serde_json::Value;

use crate::support::Workplace;

const FEW: [&str; 6] = ["--draws", "20", "--replications", "5", "--quiet", "--json"];

fn json(here: &Workplace, arguments: &[&str]) -> Value {
    let all: Vec<&str> = arguments.iter().chain(&FEW).copied().collect();
    serde_json::from_str(&here.armistice(&all).expect_code(0).stdout()).unwrap()
}

#[test]
fn a_change_is_compared_with_the_scenario_as_it_is_and_says_what_it_is_not() {
    let here = Workplace::new();
    let arguments =
        ["compare", "talks.toml", "--set", "actors.south.discount=0.7", "--draws", "20", "--out", "out"];
    let ended = here.armistice(&arguments).expect_code(0);
    let text = ended.stdout();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for part in ["A  as it is", "B  actors.south.discount=0.7", "B − A", "95% interval", "not a forecast"] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    for name in ["comparison.json", "comparison.svg", "comparison.png"] {
        assert!(here.path("out").join(name).exists(), "{name}");
    }
    // Another comparison in the same folder takes away what it does not make.
    let single =
        ["compare", "talks.toml", "--with", "hasty: tracks.talks.rounds=2", "--metric", "rounds_to_deal"];
    here.armistice(&[&single[..], &["--draws", "20", "--out", "out"]].concat()).expect_code(0);
    let manifest: Value = serde_json::from_str(&here.read("out/manifest.json")).unwrap();
    assert_eq!(
        (&manifest["command"], &manifest["metrics"]),
        (&"compare".into(), &serde_json::json!(["rounds_to_deal"]))
    );
    let listed: Vec<&String> = manifest["outputs"].as_object().unwrap().keys().collect();
    let there = here.names("out");
    assert!(there.iter().all(|name| name == "manifest.json" || listed.contains(&name)), "{there:?}");
}

#[test]
fn sides_have_names_and_the_document_has_their_differences() {
    let here = Workplace::new();
    let document = json(
        &here,
        &[
            "compare",
            "talks.toml",
            "--with",
            "hasty: actors.south.discount=0.7; tracks.talks.rounds=3",
            "--with",
            "tracks.talks.rounds=2",
            "--metric",
            "p_deal",
        ],
    );
    let names: Vec<&str> =
        document["sides"].as_array().unwrap().iter().map(|side| side["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["as it is", "hasty", "tracks.talks.rounds=2"]);
    assert_eq!(document["metrics"].as_array().unwrap().len(), 1);
    assert_eq!(document["metrics"][0]["differences"].as_array().unwrap().len(), 2);
    assert_eq!((&document["schema_version"], &document["draws"]), (&1.into(), &20.into()));
    assert!(document["disclaimer"].as_str().unwrap().contains("not a forecast"));
}

#[test]
fn scenarios_take_the_counts_and_the_seed_of_the_first() {
    let here = Workplace::new();
    here.write("other.toml", &here.read("talks.toml").replace("draws = ", "draws = 1"));
    let document = json(&here, &["compare", "talks.toml", "other.toml", "--seed", "9"]);
    assert_eq!((&document["seed"], &document["draws"]), (&9.into(), &20.into()));
    assert!(document["metrics"].as_array().unwrap().iter().all(|metric| {
        metric["differences"][0].is_null() || metric["differences"][0]["verdict"] == "identical"
    }));
}

#[test]
fn what_cannot_be_compared_is_wrong_usage() {
    let here = Workplace::new();
    here.armistice(&["compare", "talks.toml"]).expect_code(2).expect_stderr("nothing to compare");
    here.armistice(&["compare", "talks.toml", "--with", "x: simulation.draws=3"])
        .expect_code(2)
        .expect_stderr("can't differ");
    here.armistice(&["compare", "talks.toml", "--with", "x:"])
        .expect_code(2)
        .expect_stderr("changes nothing");
    here.armistice(&["compare", "talks.toml", "--with", "tracks.talks.runds=3"])
        .expect_code(2)
        .expect_stderr("rounds");
    here.armistice(&["compare", "talks.toml", "talks.toml", "--metric", "p_x"]).expect_code(2);
}

#[test]
fn a_threshold_is_found_or_said_to_be_out_of_reach() {
    let here = Workplace::new();
    let lever = "tracks.talks.rounds=1..12";
    let found =
        json(&here, &["threshold", "talks.toml", "--metric", "p_deal", "--over", lever, "--target", "0.5"]);
    assert!(found["answer"]["verdict"].is_string());
    for point in found["answer"]["points"].as_array().unwrap() {
        assert_eq!(point["lever"].as_f64().unwrap().fract(), 0.0, "rounds are whole");
    }
    let text = here
        .armistice(&[
            "threshold",
            "talks.toml",
            "--metric",
            "p_no_deal",
            "--over",
            lever,
            "--target",
            "1",
            "--draws",
            "5",
            "--out",
            "out",
        ])
        .expect_code(0)
        .stdout();
    assert!(text.contains("Never reached in this range") && text.contains("not a forecast"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(here.path("out/threshold.svg").exists());
    let manifest: Value = serde_json::from_str(&here.read("out/manifest.json")).unwrap();
    assert_eq!(
        (&manifest["over"], &manifest["complete"]),
        (&"tracks.talks.rounds=1..12/9".into(), &true.into())
    );
    for (wrong, why) in [
        ("tracks.talks.rounds=9..9", "nothing to sweep"),
        ("tracks.talks.rounds=1,2,3", "a threshold is sought in a range"),
        ("simulation.seed=1..9", "is no lever"),
    ] {
        here.armistice(&["threshold", "talks.toml", "--over", wrong, "--target", "0.5"])
            .expect_code(2)
            .expect_stderr(why);
    }
    here.armistice(&["threshold", "talks.toml", "--over", lever, "--target", "2"])
        .expect_code(2)
        .expect_stderr("share");
}

#[test]
fn a_run_until_precise_is_the_run_with_that_many_draws() {
    let here = Workplace::new();
    here.append("\n");
    let until = [
        "run",
        "talks.toml",
        "--replications",
        "4",
        "--until-se",
        "0.01",
        "--metric",
        "p_deal",
        "--out",
        "one",
    ];
    here.armistice(&until).expect_code(0);
    let summary: Value = serde_json::from_str(&here.read("one/summary.json")).unwrap();
    let draws = summary["counts"]["draws"].to_string();
    assert_eq!(summary["counts"]["complete"], true);
    assert!(draws.parse::<u64>().unwrap() >= 100);
    here.armistice(&["run", "talks.toml", "--replications", "4", "--draws", &draws, "--out", "two"])
        .expect_code(0);
    for name in here.names("two").iter().filter(|name| *name != "manifest.json") {
        let (one, two) = (fs::read(here.path("one").join(name)), fs::read(here.path("two").join(name)));
        assert!(one.unwrap() == two.unwrap(), "{name} differs");
    }
    let more: Vec<String> =
        here.names("one").into_iter().filter(|name| !here.names("two").contains(name)).collect();
    assert!(more.iter().all(|name| name.starts_with("convergence.")), "{more:?}");
    assert!(more.iter().any(|name| name == "convergence.json"));
}

#[test]
fn draws_that_do_not_suffice_are_said_to() {
    let here = Workplace::new();
    let never =
        ["run", "talks.toml", "--until-se", "1e-9", "--draws-max", "120", "--metric", "rounds_to_deal"];
    let ended = here.armistice(&never).expect_code(0);
    let document: Value = serde_json::from_str(&here.read("reports/talks/convergence.json")).unwrap();
    if document["convergence"]["reached"] == false {
        ended.expect_stderr("--draws-max");
    }
    here.armistice(&["run", "talks.toml", "--until-se", "0"]).expect_code(2).expect_stderr("above 0");
    here.armistice(&["run", "talks.toml", "--until-se", "0.1", "--draws", "5"]).expect_code(2);
}
