//! `armistice schema`: for editors, and for people. `scripts/check-editor` opens scenarios with it.

use serde_json::Value;

use crate::support::{Workplace, expect_page};

#[test]
fn the_reference_in_the_docs_is_what_the_schema_says() {
    expect_page("docs/reference.md", &["schema", "--format", "markdown"]);
}

#[test]
fn the_page_of_the_results_in_the_docs_is_what_their_schema_says() {
    expect_page("docs/summary.md", &["schema", "summary", "--format", "markdown"]);
}

#[test]
fn both_documents_can_be_had_in_both_forms() {
    let here = Workplace::new();
    for document in ["scenario", "summary"] {
        let json = here.armistice(&["schema", document]).expect_code(0).stdout();
        let schema: Value = serde_json::from_str(&json).unwrap();
        assert!(schema["properties"].is_object(), "{document}");
        let page = here.armistice(&["schema", document, "--format", "markdown"]).expect_code(0).stdout();
        assert!(page.starts_with("# The ") && page.contains("\n## Contents\n"), "{page}");
    }
}

/// Words by which a description says in what a number is measured.
const UNITS: &[&str] = &[
    "utility",
    "flow",
    "period",
    "round",
    "chance",
    "share",
    "weight",
    "factor",
    "correlation",
    "capability",
    "level",
    "position",
    "draw",
    "replication",
    "runs",
    "how often",
    "how many",
];

/// Keys of bare numbers, and of numbers in the unit of whatever they stand for.
const BARE: &[&str] = &[
    "seed",
    "exponent",
    "curvature",
    "alpha",
    "beta",
    "low",
    "mode",
    "high",
    "mean",
    "sd",
    "min",
    "max",
    "choices",
    "change_min",
    "change_max",
];

#[test]
fn an_editor_can_say_of_every_key_what_it_is() {
    let schema = Workplace::new().armistice(&["schema"]).expect_code(0).stdout();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let (mut keys, mut numbers, mut words) = (0, 0, 0);
    for table in schema["$defs"].as_object().unwrap().values().chain([&schema]) {
        for (key, property) in table["properties"].as_object().into_iter().flatten() {
            keys += 1;
            let about = property["description"].as_str().unwrap_or_default();
            let (meaning, form) = about.split_once(". ").unwrap_or_else(|| panic!("{key}: {about}"));
            assert!(meaning.len() > 5 && form.len() > 3 && about.ends_with('.'), "{key}: {about}");
            if let Some(default) = property.get("default") {
                let plain = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
                let plain = plain.trim_end_matches(".0");
                assert!(about.contains("Default: `") && about.contains(plain), "{key}: {about}");
            }
            let required =
                table["required"].as_array().is_some_and(|required| required.contains(&key.as_str().into()));
            assert_eq!(about.ends_with(" Required."), required, "{key}: {about}");
            each(property, &mut |part| match part["type"].as_str() {
                Some("number" | "integer") => {
                    numbers += 1;
                    let bound = |words: [&str; 2]| words.iter().find_map(|word| part[*word].as_f64());
                    let low = bound(["minimum", "exclusiveMinimum"])
                        .unwrap_or_else(|| panic!("{key} has no minimum"));
                    let high = bound(["maximum", "exclusiveMaximum"])
                        .unwrap_or_else(|| panic!("{key} has no maximum"));
                    assert!(low < high, "{key}");
                    // A bound that is there to keep numbers sensible is not worth a word.
                    assert!(
                        high >= 1e12
                            || form.contains(" from ")
                            || form.contains(" below ")
                            || form.contains(" above "),
                        "{key}: {about}"
                    );
                    let meaning = meaning.to_lowercase();
                    let is_measured = UNITS.iter().any(|unit| meaning.contains(unit));
                    assert!(is_measured || BARE.contains(&key.as_str()), "{key} has no unit: {about}");
                }
                _ if part["const"].is_string() => {
                    words += 1;
                    let word = part["const"].as_str().unwrap();
                    assert!(about.contains(word), "{key}: {word} is not in: {about}");
                    assert!(
                        word == "all" || part["description"].is_string(),
                        "{key}: {word} has no description"
                    );
                }
                _ => {}
            });
        }
    }
    assert!(keys > 150 && numbers > 80 && words > 20, "{keys} keys, {numbers} numbers, {words} words");
}

/// A schema and all parts of it that stand in the file itself.
fn each(schema: &Value, look: &mut impl FnMut(&Value)) {
    look(schema);
    for word in ["items", "additionalProperties", "prefixItems", "anyOf", "oneOf"] {
        match &schema[word] {
            Value::Array(parts) => parts.iter().for_each(|part| each(part, look)),
            part @ Value::Object(_) => each(part, look),
            _ => {}
        }
    }
}
