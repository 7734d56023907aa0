//! The version of the format, and keys that only an earlier one had.

use armistice::scenario::{Override, Scenario};

const TALKS: &str = include_str!("fixtures/fixed.toml");

/// What is wrong with the small scenario with a line before it, a part replaced, and an override.
fn errors(line: &str, (old, new): (&str, &str), given: &[&str]) -> String {
    assert!(TALKS.contains(old), "{old}");
    let text = format!("{line}\n{}", TALKS.replacen(old, new, 1));
    let overrides: Vec<Override> = given.iter().map(|text| text.parse().expect("an override")).collect();
    match Scenario::parse("talks.toml", &text, &overrides) {
        Ok(_) => "valid".to_owned(),
        Err(errors) => errors.to_string(),
    }
}

#[test]
fn a_scenario_need_not_say_its_format() {
    assert_eq!(errors("", ("", ""), &[]), "valid");
    assert_eq!(errors("format = 2", ("", ""), &[]), "valid");
    assert_eq!(errors("format = 1", ("", ""), &["format=2"]), "valid", "an override is a person's word");
}

#[test]
fn nothing_more_is_said_of_a_scenario_of_a_later_format() {
    let told = errors("format = 7\nbrand_new = true", ("", ""), &["actors.nobody.charm=1"]);
    assert!(told.contains("format 7, which needs a newer Armistice"), "{told}");
    assert!(told.ends_with("talks.toml: 1 error"), "{told}");
}

/// The key of a scenario that an earlier format had, written into the first actor.
fn with(key: &str) -> (&'static str, String) {
    let header = TALKS.lines().find(|line| line.starts_with("[actors.")).expect("an actor");
    (header, format!("{header}\n{key}"))
}

#[test]
fn a_retired_key_is_told_what_took_its_place_where_it_stands() {
    for (key, instead) in
        [("war_cost", "return_cost"), ("scar", "return_cost"), ("rearmament_gain", "capability_drift")]
    {
        for line in ["", "format = 1"] {
            let (old, new) = with(&format!("{key} = 0.1"));
            let told = errors(line, (old, &new), &[]);
            assert!(
                told.contains(&format!("the key `{key}` is retired; `{instead}` took its place")),
                "{told}"
            );
            assert!(told.contains("armistice migrate FILE"), "{told}");
            assert!(!told.contains("unknown key"), "{told}");
            assert_eq!(told.contains("the scenario is in format 1"), !line.is_empty(), "{told}");
        }
    }
}

#[test]
fn an_override_of_a_retired_key_is_told_what_took_its_place() {
    let actor = with("").0.trim_matches(['[', ']']).to_owned();
    for given in [format!("{actor}.scar=0.1"), format!("{actor}.scar.low=0.1")] {
        let told = errors("", ("", ""), &[&given]);
        assert!(told.contains("--> --set:1:"), "{told}");
        assert!(told.contains("the key `scar` is retired; `return_cost` took its place"), "{told}");
        assert!(!told.contains("armistice migrate"), "the file is not at fault:\n{told}");
    }
}

#[test]
fn what_is_said_about_a_retired_key_is_told_so() {
    let actor = with("").0.trim_matches(['[', ']']).to_owned();
    let provenance = format!("[provenance.\"{actor}.scar\"]\nkind = \"assumption\"\nnote = \"x\"\n");
    let correlation =
        format!("[[correlations]]\nbetween = [\"{actor}.scar\", \"{actor}.war_flow\"]\nrank = 0.1\n");
    for table in [provenance, correlation] {
        let text = format!("{TALKS}\n{table}");
        let told = Scenario::parse("talks.toml", &text, &[]).expect_err("it is retired").to_string();
        assert!(told.contains("the key `scar` is retired"), "{told}");
    }
}
