//! `[[expect]]` as a user meets it: verdicts, exit codes, baselines and JUnit reports.

use std::fs;

use roxmltree::{Document, Node};

use crate::support::Workplace;

const CHECK: &[&str] = &["check", "--expect", "--quiet", "talks.toml"];

/// An expectation of the rounds to a deal.
fn expect(bounds: &str) -> String {
    format!("\n[[expect]]\nmetric = \"rounds_to_deal\"\n{bounds}\n")
}

/// The template's estimate of the rounds, which is a bound that no draws can tell it from.
fn rounds(here: &Workplace) -> f64 {
    here.armistice(&["run", "talks.toml", "--quiet", "--set", "expect=[]", "--out", "first"]).expect_code(0);
    let summary: serde_json::Value = serde_json::from_str(&here.read("first/summary.json")).unwrap();
    summary["metrics"]["rounds_to_deal"]["value"].as_f64().unwrap()
}

#[test]
fn met_failed_and_too_noisy_have_codes_of_their_own_and_the_gravest_counts() {
    let here = Workplace::new();
    let found = rounds(&here);
    let template = here.read("talks.toml");
    here.write("good.toml", &(template.clone() + &expect("min = 0")));
    here.write("noisy.toml", &(template.clone() + &expect(&format!("max = {}", found + 0.001))));
    here.write("bad.toml", &(template + &expect("max = 0")));
    let check = |names: &[&str], code| {
        here.armistice(&[&["check", "--expect", "--quiet"], names].concat()).expect_code(code)
    };
    check(&["good.toml"], 0).expect_stdout("as expected");
    check(&["noisy.toml"], 4).expect_stdout("too noisy").expect_stdout("draws would tell");
    check(&["bad.toml"], 1).expect_stdout("NOT as expected");
    check(&["noisy.toml", "good.toml"], 4);
    check(&["bad.toml", "noisy.toml"], 1);
    check(&["bad.toml", "noisy.toml", "missing.toml"], 3);
    let run = |name, code| here.armistice(&["run", name, "--quiet"]).expect_code(code);
    run("good.toml", 0);
    run("noisy.toml", 4).expect_stderr("too noisy to tell: rounds_to_deal is");
    run("bad.toml", 1).expect_stderr("not as expected: rounds_to_deal is");
}

#[test]
fn the_draws_that_it_asks_for_are_told_to_machines_and_people() {
    let here = Workplace::new();
    let bound = rounds(&here) + 0.02;
    here.append(&expect(&format!("max = {bound}")));
    let told = here.armistice(&[CHECK, &["--json"]].concat()).expect_code(4).stdout();
    let document: serde_json::Value = serde_json::from_str(&told).unwrap();
    let expectation = &document["scenarios"][0]["expectations"][0];
    assert_eq!((&expectation["verdict"], &expectation["max"]), (&"too_noisy".into(), &bound.into()));
    let needed = expectation["draws_needed"].as_f64().unwrap();
    let side = expectation["interval"]["high"].as_f64().unwrap() - expectation["value"].as_f64().unwrap();
    assert!((needed - 200.0 * (side / 0.02).powi(2)).abs() <= 1.0, "{expectation}");
}

#[test]
fn a_change_is_measured_from_the_folder_of_the_scenario() {
    let here = Workplace::new();
    rounds(&here);
    fs::create_dir_all(here.path("cases/old")).unwrap();
    fs::rename(here.path("first/summary.json"), here.path("cases/old/summary.json")).unwrap();
    let change = |bounds: &str| {
        let text = expect(&format!("baseline = \"old/summary.json\"\n{bounds}"));
        here.write("cases/talks.toml", &(here.read("talks.toml") + &text));
    };
    let check = |more: &[&str], code| {
        here.armistice(&[&["check", "--expect", "--quiet", "cases/talks.toml"], more].concat())
            .expect_code(code)
    };
    change("change_min = -1\nchange_max = 1");
    check(&[], 0).expect_stdout("the change of rounds_to_deal against old/summary.json");
    // The same seed gives the same estimate.
    check(&[], 0).expect_stdout("is 0.0000");
    check(&["--set", "actors.south.strategy.exponent=0.05"], 1);
    change("change_min = -0.01\nchange_max = 0.01");
    check(&[], 4).expect_stdout("baseline is too noisy");
}

#[test]
fn a_baseline_that_is_none_is_told_with_its_place_before_anything_is_simulated() {
    let here = Workplace::new();
    rounds(&here);
    let summary = here.read("first/summary.json");
    let line = here.read("talks.toml").lines().count() + 4;
    here.append(&expect("baseline = \"old.json\"\nchange_max = 0"));
    let refused = |what: &str| {
        for arguments in [CHECK, &["run", "talks.toml", "--quiet"]] {
            let ended = here.armistice(arguments).expect_code(2);
            let ended = ended.expect_stderr(what).expect_stderr(&format!("talks.toml:{line}:12"));
            assert_eq!(ended.stdout(), "");
        }
        assert!(!here.path("reports").exists());
    };
    refused("can't be read: No such file or directory");
    for (text, what) in [
        (String::new(), "is no summary of Armistice"),
        ("{".to_owned(), "is no summary of Armistice"),
        ("[1, 2]".to_owned(), "is no summary of Armistice"),
        (summary[..summary.len() / 2].to_owned(), "is no summary of Armistice"),
        (summary.replace("\"schema_version\": 1", "\"schema_version\": 2"), "has version 2 of the summary"),
        (summary.replace("\"name\": \"talks\"", "\"name\": \"other\""), "is of `other`, not of `talks`"),
        (summary.replace("rounds_to_deal", "rounds"), "has no metric `rounds_to_deal`"),
    ] {
        here.write("old.json", &text);
        refused(what);
    }
    fs::remove_file(here.path("old.json")).unwrap();
    fs::create_dir(here.path("old.json")).unwrap();
    refused("can't be read");
    here.armistice(&["check", "talks.toml"]).expect_code(0);
    let set = "expect.rounds_to_deal.baseline=\"older.json\"";
    here.armistice(&[CHECK, &["--set", set]].concat()).expect_code(2).expect_stderr("--set:1:32");
}

/// Numbers as some tool may have written them into a summary.
#[test]
fn a_baseline_with_impossible_numbers_is_refused() {
    let here = Workplace::new();
    rounds(&here);
    let mut summary: serde_json::Value = serde_json::from_str(&here.read("first/summary.json")).unwrap();
    here.append(&expect("baseline = \"old.json\"\nchange_max = 0"));
    summary["metrics"]["rounds_to_deal"]["value"] = 1e9.into();
    here.write("old.json", &summary.to_string());
    here.armistice(CHECK).expect_code(2).expect_stderr("outside its own interval");
    summary["metrics"]["rounds_to_deal"]["value"] = serde_json::Value::Null;
    here.write("old.json", &summary.to_string());
    here.armistice(CHECK).expect_code(2).expect_stderr("has no value of `rounds_to_deal`");
}

#[test]
fn the_junit_report_has_a_case_for_every_expectation_and_every_scenario() {
    let here = Workplace::new();
    let noisy = expect(&format!("min = {}", rounds(&here)));
    let all = expect("min = 0") + &expect("max = 0\nmin = -1") + &noisy;
    here.append(&all);
    here.write("<odd> & \"name\".toml", "name = \n");
    let check = ["check", "--expect", "--quiet", "--junit", "deep/report.xml"];
    let names = ["talks.toml", "<odd> & \"name\".toml", "missing.toml"];
    here.armistice(&[&check[..], &names[..]].concat()).expect_code(3);

    let text = here.read("deep/report.xml");
    let document = Document::parse(&text).unwrap();
    assert_junit(&document);
    let cases: Vec<Vec<[String; 3]>> = elements(document.root_element()).map(cases_of).collect();
    let case = |name: &str, kind: &str, what: &str| [name, kind, what].map(str::to_owned);
    assert_eq!(
        cases,
        [
            vec![
                case("is a valid scenario", "", ""),
                case("rounds_to_deal at least 0", "", ""),
                case("rounds_to_deal from -1 to 0", "failure", "not as expected"),
                case(&format!("rounds_to_deal at least {}", rounds(&here)), "error", "too noisy to tell"),
            ],
            vec![case("is a valid scenario", "error", "invalid")],
            vec![case("can be read and written", "error", "unreadable")],
        ]
    );
    let classes: Vec<_> = elements(document.root_element()).map(|suite| suite.attribute("name")).collect();
    assert_eq!(classes, names.map(Some));
    assert!(text.contains("&lt;odd&gt; &amp;"), "{text}");
}

#[test]
fn a_run_writes_the_same_report_and_the_same_bytes_every_time() {
    let here = Workplace::new();
    here.append(&(expect("min = 0") + &expect("max = 0")));
    here.armistice(&[CHECK, &["--junit", "checked.xml"]].concat()).expect_code(1);
    for name in ["one.xml", "two.xml"] {
        here.armistice(&["run", "talks.toml", "--quiet", "--junit", name]).expect_code(1);
    }
    assert_eq!(here.read("one.xml"), here.read("two.xml"));
    assert_eq!(here.read("one.xml"), here.read("checked.xml"));
    here.armistice(&["run", "talks.toml", "--set", "actors.north.discount=7", "--junit", "one.xml"])
        .expect_code(2);
    assert!(here.read("one.xml").contains("type=\"invalid\""));
}

#[test]
fn a_report_that_cannot_be_written_is_an_io_failure_and_leaves_nothing() {
    let here = Workplace::new();
    fs::create_dir(here.path("folder")).unwrap();
    here.write("file", "mine");
    for path in ["folder", "file/report.xml"] {
        here.armistice(&[CHECK, &["--junit", path]].concat()).expect_code(3).expect_stderr(path);
    }
    assert_eq!(here.names("."), ["file", "folder", "talks.toml"]);
    assert_eq!((here.read("file"), here.names("folder").len()), ("mine".to_owned(), 0));
}

fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

/// Name of each test case, and the tag and type of what is wrong with it.
fn cases_of(suite: Node<'_, '_>) -> Vec<[String; 3]> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    suite
        .children()
        .filter(Node::is_element)
        .map(|case| {
            let wrong = case.first_element_child();
            [
                text(case.attribute("name")),
                text(wrong.map(|wrong| wrong.tag_name().name())),
                text(wrong.and_then(|wrong| wrong.attribute("type"))),
            ]
        })
        .collect()
}

/// The structure that readers of JUnit reports agree on: nested suites with counts that add up, cases with a name and a
/// class, at most one failure or error in each, and no clock.
pub fn assert_junit(document: &Document<'_>) {
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let count = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
    let seen =
        |node: Node<'_, '_>, tag: &str| node.descendants().filter(|node| node.has_tag_name(tag)).count();
    for node in root.descendants().filter(Node::is_element) {
        for clock in ["time", "timestamp", "uuid"] {
            assert_eq!(node.attribute(clock), None, "{node:?}");
        }
        let tag = node.tag_name().name();
        match tag {
            "testsuites" | "testsuite" => {
                assert_eq!(count(node, "tests"), seen(node, "testcase"));
                assert_eq!(count(node, "failures"), seen(node, "failure"));
                assert_eq!(count(node, "errors"), seen(node, "error"));
                assert!(node.attribute("name").is_some());
            }
            "testcase" => {
                assert!(node.attribute("name").is_some());
                assert_eq!(node.attribute("classname"), node.parent().unwrap().attribute("name"));
                assert!(node.children().filter(Node::is_element).count() <= 1);
            }
            "failure" | "error" => {
                assert!(node.attribute("message").is_some_and(|message| !message.is_empty()));
                assert!(node.attribute("type").is_some());
            }
            _ => panic!("<{tag}> is no part of a JUnit report"),
        }
        let within = [
            ("testsuite", "testsuites"),
            ("testcase", "testsuite"),
            ("failure", "testcase"),
            ("error", "testcase"),
        ];
        for (inner, outer) in within {
            assert!(tag != inner || node.parent().unwrap().has_tag_name(outer));
        }
    }
}
