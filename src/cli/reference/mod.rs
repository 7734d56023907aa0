//! A reference of every key of a document in Markdown, made from its JSON Schema.
//!
//! A table with fixed keys has a section of its own, with its keys and an example; a choice between several has one
//! that lists them.

mod examples;
mod hover;
mod layout;
mod phrases;

use std::fmt::Write;

use serde_json::Value;

pub(super) use hover::worded;
use layout::{Layout, Section};
use phrases::{Names, about, alternatives, cell, first_sentence, phrase, reference_of};

/// What stands above the sections.
pub(super) struct Preface {
    /// The heading of the page.
    pub(super) title: &'static str,
    /// Paragraphs below it.
    pub(super) text: &'static str,
    /// Whether the document is written in TOML, and has examples in it.
    pub(super) toml: bool,
}

/// The reference of a schema.
pub(super) fn markdown(schema: &Value, preface: &Preface) -> String {
    let layout = Layout::of(schema, preface.toml);
    let mut page = format!("# {}\n\n{}\n\n## Contents\n\n", preface.title, preface.text.trim());
    for section in &layout.sections {
        let indent = "  ".repeat(section.level - 2);
        let about = first_sentence(section.about());
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        let _ = writeln!(page, "{indent}- [{}](#{}){about}", section.title, section.slug);
    }
    for section in &layout.sections {
        page.push_str(&body(section, &layout, preface.toml));
    }
    page
}

fn body(section: &Section<'_>, layout: &Layout<'_>, toml: bool) -> String {
    let mut text = format!("\n{} {}\n\n", "#".repeat(section.level), section.title);
    let uses = uses(section, layout);
    for paragraph in [section.about(), &uses].into_iter().filter(|paragraph| !paragraph.is_empty()) {
        let _ = writeln!(text, "{paragraph}\n");
    }
    let properties = section.schema["properties"].as_object();
    if let Some(properties) = properties {
        text.push_str("| key | meaning | type and range | default |\n| --- | --- | --- | --- |\n");
        for (key, schema) in properties {
            let kind = phrase(schema, &layout.names);
            let _ = writeln!(
                text,
                "| `{key}` | {} | {} | {} |",
                cell(&about(schema)),
                cell(&kind),
                default(section.schema, key)
            );
        }
    } else {
        text.push_str(&choices(section.schema, &layout.names));
    }
    if toml && has_example(section) {
        let _ = writeln!(text, "\n```toml\n{}\n```", examples::of(section, layout).trim());
    }
    text
}

/// Whether a section is of a table, and not of a choice.
fn has_example(section: &Section<'_>) -> bool {
    section.schema["properties"].is_object() || section.name.is_none()
}

/// Where a table that has no header of its own stands; nothing where that is everywhere.
fn uses(section: &Section<'_>, layout: &Layout<'_>) -> String {
    const MOST: usize = 4;
    let places: Vec<String> = (section.uses.iter())
        .filter_map(|place| {
            let (key, within) = (place.key?, layout.section(place.within)?);
            let title = if place.within.is_empty() { "the file itself" } else { &within.title };
            Some(format!("`{key}` in [{title}](#{})", within.slug))
        })
        .collect();
    if section.has_header || places.is_empty() || places.len() > MOST {
        return String::new();
    }
    format!("The value of {}.", crate::report::numbers::list(&places))
}

/// What an absent key means: its default in TOML, `required`, or nothing.
fn default(table: &Value, key: &str) -> String {
    let is_required = table["required"].as_array().is_some_and(|keys| keys.iter().any(|name| name == key));
    match &table["properties"][key]["default"] {
        _ if is_required => "required".to_owned(),
        Value::Null => "–".to_owned(),
        value => format!("`{}`", examples::toml(value)),
    }
}

/// The alternatives of a choice as a list.
fn choices(schema: &Value, names: &Names) -> String {
    let mut text = String::new();
    let members = alternatives(schema);
    for member in &members {
        let target = reference_of(member);
        let about = target.map_or("", |name| names.about(name));
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        let link = target.and_then(|name| names.titled(name)).unwrap_or_else(|| phrase(member, names));
        let _ = writeln!(text, "- {link}{about}");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::{Preface, examples, has_example, layout::Layout, markdown};
    use crate::scenario;

    const PREFACE: Preface = Preface { title: "Keys", text: "All of them.", toml: true };

    /// The targets of all links.
    fn links(page: &str) -> Vec<&str> {
        page.split("](#").skip(1).map(|rest| &rest[..rest.find(')').unwrap()]).collect()
    }

    /// What a heading is called in an address, as GitHub makes it.
    fn anchors(page: &str) -> Vec<String> {
        let headings = page.lines().filter(|line| line.starts_with("##"));
        headings.map(|line| super::layout::slug(line.trim_start_matches('#').trim())).collect()
    }

    #[test]
    fn every_link_leads_to_one_heading() {
        for page in [
            markdown(&scenario::json_schema(), &PREFACE),
            markdown(&schemars::schema_for!(crate::engine::Summary).to_value(), &PREFACE),
        ] {
            let anchors = anchors(&page);
            let distinct: BTreeSet<&String> = anchors.iter().collect();
            assert_eq!(distinct.len(), anchors.len(), "{anchors:?}");
            for link in links(&page) {
                assert!(anchors.iter().any(|anchor| anchor == link), "{link} of {anchors:?}");
            }
        }
    }

    #[test]
    fn every_key_of_every_table_is_told() {
        let schema = scenario::json_schema();
        let page = markdown(&schema, &PREFACE);
        let tables = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        let mut keys = 0;
        for (key, about) in tables.filter_map(|table| table["properties"].as_object()).flatten() {
            let about = about["description"].as_str().unwrap_or_default().replace('|', "\\|");
            assert!(page.contains(&format!("| `{key}` | {about} |")), "{key}");
            keys += 1;
        }
        assert!(keys > 100, "{keys}");
    }

    #[test]
    fn the_written_examples_are_toml_with_known_keys() {
        let schema = scenario::json_schema();
        let layout = Layout::of(&schema, true);
        for section in layout.sections.iter().filter(|section| has_example(section)) {
            let text = examples::of(section, &layout);
            let parsed: Result<toml::Table, _> = text.parse();
            let mut table = parsed.unwrap_or_else(|error| panic!("{}: {error}\n{text}", section.title));
            let Some(properties) = section.schema["properties"].as_object() else { continue };
            // The table that the example is of: below its header, or the value of its only key.
            while !table.keys().any(|key| properties.contains_key(key)) {
                match table.values().next() {
                    Some(toml::Value::Table(inner)) => table = inner.clone(),
                    Some(toml::Value::Array(list)) if list[0].is_table() => {
                        table = list[0].as_table().unwrap().clone();
                    }
                    _ => break,
                }
            }
            for key in table.keys() {
                assert!(properties.contains_key(key), "{}: {key}\n{text}", section.title);
            }
        }
    }

    #[test]
    fn any_shape_of_a_schema_finds_words() {
        let schema: Value = json!({
            "properties": {
                "a": { "anyOf": [{ "$ref": "#/$defs/Pair" }, { "oneOf": [{ "const": 3 }, { "enum": ["x", "y|z"] }] }] },
                "b": { "type": ["string", "null"], "description": "A | in words." },
                "c": { "type": "array", "items": { "type": "array", "items": { "type": "integer", "minimum": 2 } } },
                "d": { "type": "object", "additionalProperties": { "$ref": "#/$defs/Pair" } },
                "e": { "type": "object", "properties": { "inner": { "type": "boolean" } } },
                "f": true,
                "g": {},
                "h": { "allOf": [{ "$ref": "#/$defs/Pair" }], "default": { "first": 0.5 } },
                "i": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e12 },
                "j": { "$ref": "#/$defs/Missing" },
            },
            "required": ["c"],
            "$defs": { "Pair": { "properties": { "first": { "type": "number" }, "again": { "$ref": "#/$defs/Pair" } } } },
        });
        let page = markdown(&schema, &PREFACE);
        for line in [
            "| `a` |  | [pair](#pair) table, `3`, `\"x\"` or `\"y\\|z\"` | – |",
            "| `b` | A \\| in words. | text or nothing | – |",
            "| `c` |  | list of lists of whole numbers of at least 2 | required |",
            "| `d` |  | table of [pairs](#pair) | – |",
            "| `e` |  | table with `inner` | – |",
            "| `f` |  | anything | – |",
            "| `g` |  | anything | – |",
            "| `h` |  | [pair](#pair) table | `{ first = 0.5 }` |",
            "| `i` |  | number above 0 | – |",
            "| `j` |  | missing | – |",
            "| `again` |  | [pair](#pair) table | – |",
        ] {
            assert!(page.contains(line), "{line}\n{page}");
        }
    }
}
