//! `armistice check`: all errors of all files, and what is possible at the modes.

use crate::support::Workplace;

#[test]
fn a_valid_scenario_is_described_at_the_modes() {
    let here = Workplace::new();
    let ended = here.armistice(&["check", "talks.toml"]).expect_code(0);
    let ended = ended.expect_stdout("valid").expect_stdout("21 deals").expect_stdout("zone of agreement");
    ended.expect_stdout("blocked by         nobody").expect_stdout("Nash");
}

#[test]
fn who_empties_the_zone_is_named() {
    let here = Workplace::new();
    let stubborn = "actors.south.war_flow=0.99";
    let ended = here.armistice(&["check", "talks.toml", "--set", stubborn]).expect_code(0);
    ended.expect_stdout("zone of agreement  0 deals").expect_stdout("blocked by         North, or South;");
}

#[test]
fn of_many_sets_of_blockers_some_are_named() {
    // Each of ten actors refuses one level alone.
    let (mut actors, mut values) = (String::new(), String::new());
    for actor in 0..10 {
        actors += &format!("[actors.a{actor}]\nmust_sign = true\ndiscount = 0.9\nwar_flow = 0.5\n");
        actors += &format!("[weights.a{actor}]\nplan = 1\n");
        let worth: Vec<u8> = (0..10).map(|level| u8::from(level != actor)).collect();
        values += &format!("values.a{actor} = {worth:?}\n");
    }
    let issue = r#"[[issues]]
id = "plan"
range = { from = 0, to = 9, steps = 10 }
"#;
    let here = Workplace::new();
    here.write("many.toml", &format!("name = \"Many\"\n{actors}{issue}{values}"));
    let ended = here.armistice(&["check", "many.toml"]).expect_code(0);
    ended.expect_stdout("blocked by         a0, or a1, or").expect_stdout("or a7, or 2\n");
}

#[test]
fn the_json_of_an_error_has_its_place() {
    let here = Workplace::new();
    here.write("broken.toml", &here.read("talks.toml").replace("discount = 0.9 ", "discuont = 0.9 "));
    let ended = here.armistice(&["check", "--json", "broken.toml"]).expect_code(2);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout()).unwrap();
    let errors = document["scenarios"][0]["errors"].as_array().unwrap();
    assert_eq!(errors[0]["file"], "broken.toml");
    let line = here.read("broken.toml").lines().position(|line| line.starts_with("discuont")).unwrap();
    assert!(errors.iter().any(|error| error["line"] == line + 1), "{errors:?}");
}

#[test]
fn every_error_of_every_file_is_shown() {
    let here = Workplace::new();
    here.write("first.toml", "name = \n");
    here.write("second.toml", "question = \n");
    let ended = here.armistice(&["check", "first.toml", "talks.toml", "second.toml"]).expect_code(2);
    let ended = ended.expect_stderr("first.toml").expect_stderr("second.toml");
    ended.expect_stdout("talks.toml: valid");
}

#[test]
fn a_file_that_cannot_be_read_is_an_io_failure() {
    let here = Workplace::new();
    here.armistice(&["check", "missing.toml"]).expect_code(3).expect_stderr("cannot read missing.toml");
    here.armistice(&["check", "."]).expect_code(3);
}

#[test]
fn a_file_that_is_not_text_is_no_scenario() {
    let here = Workplace::new();
    std::fs::write(here.path("picture.toml"), b"# one\n\xff\xd8").unwrap();
    here.armistice(&["check", "picture.toml"]).expect_code(2).expect_stderr("picture.toml:2");
}

#[test]
#[cfg(unix)]
fn an_endless_file_is_refused() {
    let here = Workplace::new();
    here.armistice(&["check", "/dev/zero"]).expect_code(2).expect_stderr("too large");
}

#[test]
fn expectations_are_checked_only_when_asked() {
    let here = Workplace::new();
    here.write(
        "calm.toml",
        &(here.read("talks.toml") + "\n[[expect]]\nmetric = \"p_deal\"\nmin = 0.0\nmax = 1.0\n"),
    );
    here.append("\n[[expect]]\nmetric = \"p_deal\"\nmax = -0.5\n");
    here.armistice(&["check", "talks.toml", "calm.toml"]).expect_code(0);
    let ended =
        here.armistice(&["check", "--expect", "--draws", "4", "talks.toml", "calm.toml"]).expect_code(1);
    let ended = ended.expect_stdout("NOT as expected  p_deal is ");
    let words: Vec<String> = ended.stdout().split_whitespace().map(str::to_owned).collect();
    assert!(words.join(" ").contains("from 0 to 1"), "{}", ended.stdout());
    assert!(!here.path("reports").exists());
}

#[test]
fn an_unknown_name_gets_a_suggestion() {
    let here = Workplace::new();
    here.armistice(&["check", "ukraine-2052"]).expect_code(2).expect_stderr("did you mean `ukraine-2025`?");
    here.armistice(&["check", "zzz"]).expect_code(2).expect_stderr("armistice list");
}

#[test]
fn every_shipped_scenario_is_valid_and_asks_a_question() {
    let here = Workplace::new();
    let list = here.armistice(&["list", "--json"]).expect_code(0).stdout();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let scenarios = list["scenarios"].as_array().unwrap();
    assert!(scenarios.len() >= 4, "{list}");
    for scenario in scenarios {
        assert!(scenario["question"].as_str().unwrap().ends_with('?'), "{scenario}");
        let told = here.armistice(&["check", scenario["name"].as_str().unwrap()]).expect_code(0).stdout();
        assert_eq!(wide(&told), Vec::<&str>::new());
    }
    assert_eq!(wide(&here.armistice(&["list"]).expect_code(0).stdout()), Vec::<&str>::new());
}

/// The lines that are wider than 80 columns.
fn wide(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.chars().count() > 80).collect()
}

#[test]
fn one_deal_is_told_in_the_singular() {
    let here = Workplace::new();
    let one = "issues.share.on_table=[\"LEVEL\"]";
    let document = here.armistice(&["check", "--json", "talks.toml"]).expect_code(0).stdout();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let level = document["scenarios"][0]["central"]["points"][0]["levels"][0].as_str().unwrap().to_owned();
    let ended = here.armistice(&["check", "talks.toml", "--set", &one.replace("LEVEL", &level)]);
    ended.expect_code(0).expect_stdout("1 deal, 1 within").expect_stdout("1 deal that all");
}
