//! Scenarios of format 1, rewritten in format 2: the shipped ones of the first model, and every layout of TOML.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files should fail")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use armistice::scenario::{Migration, Scenario, migrate};

const RETIRED: [&str; 3] = ["war_cost", "scar", "rearmament_gain"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/migrate")
}

/// The scenarios of format 1: name and text.
fn old() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder().join("1"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    assert!(found.len() >= 15, "only {} scenarios", found.len());
    found
}

/// The new text, what is left out and what is to look at.
#[track_caller]
fn rewritten(text: &str) -> (String, Vec<String>, Vec<String>) {
    match migrate("talks.toml", text).unwrap_or_else(|errors| panic!("{errors}")) {
        Migration::Rewritten { text, left_out, to_review } => (text, left_out, to_review),
        Migration::Current => panic!("it is not rewritten"),
    }
}

/// All dotted keys of a table, the places of lists left out.
fn keys(table: &toml::Table, way: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let way = format!("{way}.{key}");
        let tables = match value {
            toml::Value::Table(inner) => vec![inner],
            toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_table).collect(),
            _ => Vec::new(),
        };
        tables.into_iter().for_each(|inner| keys(inner, &way, found));
        found.push(way);
    }
}

#[test]
fn the_scenarios_of_the_first_model_are_rewritten_as_stored() {
    for (name, text) in old() {
        let (new, ..) = rewritten(&text);
        let path = folder().join("2").join(&name);
        if std::env::var_os("UPDATE_MIGRATED").is_some() {
            fs::write(&path, &new).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == new, "{name} is rewritten otherwise; UPDATE_MIGRATED=1 stores it");
    }
}

#[test]
fn every_line_stays_or_becomes_a_comment() {
    for (name, text) in old().into_iter().filter(|(name, _)| name != "layouts.toml" && name != "braces.toml")
    {
        let (new, ..) = rewritten(&text);
        let mut lines = new.lines();
        for line in text.lines() {
            let silenced = format!("# {line}");
            assert!(lines.any(|new| new == line || new == silenced), "{name}: `{line}` is gone or elsewhere");
        }
        let added = new.lines().filter(|line| *line != "format = 2" && !text.lines().any(|old| old == *line));
        for line in added {
            assert!(line.starts_with("# "), "{name}: `{line}` is new");
        }
    }
}

#[test]
fn every_comment_stays() {
    for (name, text) in old() {
        let (new, ..) = rewritten(&text);
        for line in text.lines() {
            let Some(at) = line.find('#') else { continue };
            assert!(new.contains(&line[at..]), "{name}: `{}` is gone", &line[at..]);
        }
    }
}

#[test]
fn no_retired_key_is_left_and_nothing_else_is_gone() {
    for (name, text) in old() {
        let (new, ..) = rewritten(&text);
        let all = |text: &str| {
            let mut found = Vec::new();
            keys(&text.parse().unwrap_or_else(|error| panic!("{name}: {error}\n{text}")), "", &mut found);
            found.sort();
            found.dedup();
            found
        };
        let is_retired = |key: &String| RETIRED.iter().any(|name| key.split('.').any(|part| part == *name));
        let kept: Vec<String> =
            all(&text).into_iter().filter(|key| !is_retired(key) && key != ".format").collect();
        let found: Vec<String> = all(&new).into_iter().filter(|key| key != ".format").collect();
        assert_eq!(found, kept, "{name}");
    }
}

#[test]
fn the_rewritten_scenarios_are_read() {
    for (name, text) in old() {
        let (new, ..) = rewritten(&text);
        if let Err(errors) = Scenario::parse(&name, &new, &[]) {
            panic!("{errors}");
        }
    }
}

#[test]
fn a_scenario_of_format_2_is_left_alone() {
    for (_, text) in old() {
        let (new, ..) = rewritten(&text);
        assert_eq!(migrate("talks.toml", &new).unwrap(), Migration::Current);
    }
}

#[test]
fn what_was_done_is_told() {
    let flagship = fs::read_to_string(folder().join("1/ukraine-2025.toml")).unwrap();
    let (new, left_out, to_review) = rewritten(&flagship);
    assert_eq!(left_out.len(), 12, "six numbers and where they come from: {left_out:?}");
    assert_eq!(left_out[0], "actors.ukraine.war_cost");
    assert_eq!(left_out[11], "provenance.\"actors.europe.scar\"");
    for key in [
        "actors.russia.stakes",
        "issues.guarantee.values",
        "issues.guarantee.effect.severity",
        "issues.mnf.values",
        "issues.troops.values",
        "issues.monitoring.values",
        "issues.economy.effect.exposure",
        "ceasefire.decisiveness",
        "expect.p_temporary_pause.metric",
    ] {
        assert!(to_review.iter().any(|own| own == key), "{key} is not in {to_review:?}");
    }
    assert!(
        !to_review.iter().any(|key| key == "issues.territory.values"),
        "it does nothing to war and peace"
    );
    let kept = "; its default stands. It was:\n# war_cost = { low = 0.12, mode = 0.25, high = 0.40 }\n";
    assert!(new.contains(kept), "{new}");
}

#[test]
fn a_default_is_promised_only_where_it_holds() {
    let (new, ..) = rewritten("[actors.a]\nscar = 0.1\nreturn_cost = 5\n[actors.b]\nscar = 0.1\n");
    assert_eq!(new.matches("its default stands").count(), 1, "{new}");
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let (_, text) = old().into_iter().find(|(name, _)| name == "layouts.toml").unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (new, ..) = rewritten(&windows);
    let (plain, ..) = rewritten(&text);
    assert_eq!(new, format!("\u{feff}{}", plain.replace('\n', "\r\n")));
    let (unended, ..) = rewritten(text.trim_end());
    assert_eq!(unended, plain.trim_end());
}

#[test]
fn the_version_stands_beside_the_first_key() {
    for (old, new) in [
        ("name = \"x\"\n[actors]\n", "format = 2\nname = \"x\"\n[actors]\n"),
        ("# It.\n\nname = \"x\"\n[actors]\n", "# It.\n\nformat = 2\nname = \"x\"\n[actors]\n"),
        ("# It.\nname = \"x\"\n[actors]\n", "# It.\nname = \"x\"\nformat = 2\n[actors]\n"),
        ("format = 1 # old\n[actors]\n", "format = 2 # old\n[actors]\n"),
        ("[actors]\n", "format = 2\n[actors]\n"),
    ] {
        assert_eq!(rewritten(old).0, new);
    }
}

#[test]
fn what_is_no_scenario_of_an_earlier_format_is_refused() {
    for (text, told) in [
        ("name = \n", "talks.toml:1:"),
        ("[package]\nname = \"x\"\n", "is it a scenario?"),
        ("", "is it a scenario?"),
        ("format = 3\n[actors.a]\nscar = 1\n", "needs a newer Armistice"),
        ("[actors.a]\nscar = 1\nscar = 2\n", "written twice"),
    ] {
        let errors = migrate("talks.toml", text).unwrap_err().to_string();
        assert!(errors.contains(told), "`{told}` is not in:\n{errors}");
    }
}

#[test]
fn thousands_of_retired_keys_are_rewritten_at_once() {
    let lines = |line: &dyn Fn(usize) -> String| (0..3_000).map(line).collect::<String>();
    let dotted = lines(&|number| format!("actors.a{number}.scar = 0.1\n"));
    let headers = lines(&|number| format!("[actors.a{number}]\nscar = 0.1\nstakes = 1\n"));
    let braces =
        format!("actors = {{ {} }}\n", lines(&|number| format!("a{number} = {{ scar = 0.1 }}, ")) + "b = {}");
    let issues = format!(
        "[actors]\n{}",
        lines(&|_| "[[issues]]\nvalues.a = \"more\"\neffect.kind = \"presence\"\n".into())
    );
    let ties = lines(&|number| format!("{{ between = [\"actors.a{number}.scar\"] }}, "));
    let ties = format!("actors = {{}}\ncorrelations = [{}]\n", ties.trim_end_matches(", "));
    for text in [dotted, headers, braces, issues, ties] {
        let begun = std::time::Instant::now();
        let (new, ..) = rewritten(&text);
        let seconds = begun.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{seconds} s for {}…", &text[..40]);
        assert_eq!(
            migrate("talks.toml", &new).unwrap_or(Migration::Current),
            Migration::Current,
            "or too long"
        );
    }
}
