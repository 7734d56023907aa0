//! The examples for CI systems do what they say: their own shell lines, run in a small repository.
#![cfg(unix)]

use std::{fs, path::Path};

use yaml_rust2::{Yaml, YamlLoader};

use crate::{
    expect::assert_junit,
    support::{Ended, Workplace},
};

/// The text of an example, and what it says.
fn example(name: &str) -> (String, Yaml) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ci").join(name);
    let text = fs::read_to_string(path).unwrap();
    let mut documents =
        if name.ends_with(".yml") { YamlLoader::load_from_str(&text).unwrap() } else { vec![] };
    (text, documents.pop().unwrap_or(Yaml::Null))
}

/// A repository with a scenario that is as it expects to be, also against its baseline.
fn repository() -> Workplace {
    let here = Workplace::new();
    fs::create_dir(here.path("scenarios")).unwrap();
    let change = "\n[[expect]]\nmetric = \"rounds_to_deal\"\nmin = 0\nbaseline = \"../baselines/good.json\"\n\
                  change_min = -1\nchange_max = 1\n";
    here.write("scenarios/good.toml", &(here.read("talks.toml") + change));
    let (script, _) = example("update-baselines.sh");
    here.bash(&script).expect_code(0);
    assert_eq!(here.names("baselines"), ["good.json"]);
    here
}

fn add_failing(here: &Workplace) {
    here.write(
        "scenarios/failing.toml",
        &(here.read("talks.toml") + "\n[[expect]]\nmetric = \"p_deal\"\nmax = 0.1\n"),
    );
}

fn add_noisy(here: &Workplace) {
    let summary: serde_json::Value = serde_json::from_str(&here.read("baselines/good.json")).unwrap();
    let rounds = summary["metrics"]["rounds_to_deal"]["value"].as_f64().unwrap();
    let expect = format!("\n[[expect]]\nmetric = \"rounds_to_deal\"\nmax = {rounds}\n");
    here.write("scenarios/noisy.toml", &(here.read("talks.toml") + &expect));
}

/// The lines of the step of this name in the job of GitHub's example, as GitHub runs them.
fn github_step(name: &str) -> String {
    let (_, workflow) = example("github-actions.yml");
    assert_eq!(workflow["defaults"]["run"]["shell"].as_str(), Some("bash"));
    let steps = workflow["jobs"]["check"]["steps"].as_vec().unwrap();
    let step = steps.iter().find(|step| step["name"].as_str() == Some(name)).unwrap();
    format!("set -eo pipefail\n{}", step["run"].as_str().unwrap())
}

/// The script of GitLab's example, as GitLab runs it.
fn gitlab_script() -> String {
    let (_, pipeline) = example("gitlab-ci.yml");
    let lines = pipeline["scenarios"]["script"].as_vec().unwrap().iter().map(|line| line.as_str().unwrap());
    format!("set -eo pipefail\n{}", lines.collect::<Vec<_>>().join("\n"))
}

#[track_caller]
fn assert_report(here: &Workplace, scenarios: usize) {
    let text = here.read("reports/junit.xml");
    let document = roxmltree::Document::parse(&text).unwrap();
    assert_junit(&document);
    let suites = document.descendants().filter(|node| node.has_tag_name("testsuite")).count();
    assert_eq!(suites, scenarios);
}

#[test]
fn github_fails_on_a_failed_expectation_and_warns_of_a_noisy_one() {
    let here = repository();
    let check = || -> Ended { here.bash(&github_step("Check the scenarios")) };
    let ended = check().expect_code(0);
    assert!(!ended.stdout().contains("::warning::"));
    assert_report(&here, 1);
    add_noisy(&here);
    check().expect_code(0).expect_stdout("::warning::some expectations are too noisy to tell");
    assert_report(&here, 2);
    add_failing(&here);
    check().expect_code(1).expect_stdout("NOT as expected");
    assert_report(&here, 3);

    let (_, workflow) = example("github-actions.yml");
    let steps = workflow["jobs"]["check"]["steps"].as_vec().unwrap();
    assert!(steps.iter().any(|step| step["with"]["path"].as_str() == Some("reports/junit.xml")));
}

#[test]
fn gitlab_fails_on_a_failed_expectation_and_allows_a_noisy_one() {
    let here = repository();
    let check = || -> Ended { here.bash(&gitlab_script()) };
    check().expect_code(0);
    assert_report(&here, 1);
    add_noisy(&here);
    check().expect_code(4);
    add_failing(&here);
    check().expect_code(1);
    assert_report(&here, 3);

    let (_, pipeline) = example("gitlab-ci.yml");
    let job = &pipeline["scenarios"];
    assert_eq!(job["allow_failure"]["exit_codes"].as_i64(), Some(4));
    assert_eq!(job["artifacts"]["reports"]["junit"].as_str(), Some("reports/junit.xml"));
}

/// A change of the scenario that its baseline does not allow for.
#[test]
fn a_regression_against_the_baseline_fails_until_the_baseline_is_made_anew() {
    let here = repository();
    let changed = here.read("scenarios/good.toml").replace("exponent = 1.0", "exponent = 0.05");
    here.write("scenarios/good.toml", &changed);
    here.bash(&gitlab_script()).expect_code(1).expect_stdout("the change of rounds_to_deal");
    here.bash(&example("update-baselines.sh").0).expect_code(0);
    here.bash(&gitlab_script()).expect_code(0);
}

/// Both install the binary in the same way; the address is for the reader to fill in.
#[test]
fn both_examples_install_with_the_lock_file() {
    for name in ["github-actions.yml", "gitlab-ci.yml"] {
        let (text, _) = example(name);
        let install = text.lines().find(|line| line.contains("cargo install")).unwrap();
        assert!(
            install.contains("--locked") && install.ends_with("--git \"$ARMISTICE\" armistice"),
            "{install}"
        );
    }
}
