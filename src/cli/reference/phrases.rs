//! Types and ranges of a JSON Schema in words.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::report::numbers::{count, one_of};

use super::examples::toml;

/// Beyond this a bound only says that numbers have a sensible size.
const BOUNDLESS: f64 = 1e12;

/// What the definitions of a schema are called, and where they are told.
#[derive(Debug, Default)]
pub(super) struct Names {
    sections: BTreeMap<String, Told>,
}

#[derive(Debug)]
struct Told {
    title: String,
    slug: String,
    about: String,
    is_table: bool,
    /// Whether its title is its header in the file, which says how it is written.
    has_header: bool,
}

impl Names {
    pub(super) fn insert(&mut self, name: &str, title: &str, slug: &str, schema: &Value, has_header: bool) {
        let about = first_sentence(schema["description"].as_str().unwrap_or_default()).to_owned();
        let told = Told {
            title: title.to_owned(),
            slug: slug.to_owned(),
            about,
            is_table: schema["properties"].is_object(),
            has_header,
        };
        self.sections.insert(name.to_owned(), told);
    }

    /// A link with the title of the section.
    pub(super) fn titled(&self, name: &str) -> Option<String> {
        self.sections.get(name).map(|told| format!("[{}](#{})", told.title, told.slug))
    }

    /// What the definition is, in a sentence without its full stop.
    pub(super) fn about(&self, name: &str) -> &str {
        self.sections.get(name).map_or("", |told| &told.about)
    }

    /// The header under which a schema's values are written, if they have one.
    fn headed(&self, schema: &Value) -> Option<String> {
        let name = reference_of(schema)?;
        self.sections.get(name).filter(|told| told.has_header).and_then(|_| self.titled(name))
    }

    /// A definition as one value, or several of it.
    fn link(&self, name: &str, many: bool) -> String {
        let words = if many { plural(&spaced(name)) } else { spaced(name) };
        match self.sections.get(name) {
            Some(told) if told.is_table && !many => format!("[{words}](#{}) table", told.slug),
            Some(told) => format!("[{words}](#{})", told.slug),
            None => words,
        }
    }
}

/// `RedLine` as words: `red line`.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn plural(words: &str) -> String {
    if words.ends_with('s') { words.to_owned() } else { format!("{words}s") }
}

/// The definition that a schema refers to.
pub(super) fn reference_of(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str().and_then(|path| path.rsplit('/').next())
}

/// The members of a choice, those of choices within it too; the schema itself if it is none.
pub(super) fn alternatives(schema: &Value) -> Vec<&Value> {
    match ["anyOf", "oneOf", "allOf"].iter().find_map(|word| schema[*word].as_array()) {
        Some(members) => members.iter().flat_map(alternatives).collect(),
        None => vec![schema],
    }
}

/// What may stand at a key.
pub(super) fn phrase(schema: &Value, names: &Names) -> String {
    words(schema, names, false)
}

fn words(schema: &Value, names: &Names, many: bool) -> String {
    let inner = [Some(schema), schema.get("items"), schema.get("additionalProperties")];
    if let Some(header) = inner.into_iter().flatten().find_map(|inner| names.headed(inner)) {
        return header;
    }
    let mut parts: Vec<String> = Vec::new();
    for member in alternatives(schema) {
        let about = if std::ptr::eq(member, schema) { String::new() } else { meaning(member) };
        for part in parts_of(member, names, many) {
            let part = part + &about;
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    // Nothing comes last.
    parts.sort_by_key(|part| part == "nothing");
    match parts.as_slice() {
        // "above 0 and below 1 or …" would be read in two ways.
        [first, last] if first.contains(" and ") => format!("{first}, or {last}"),
        _ => one_of(&parts),
    }
}

/// What a word of a choice means, in brackets.
fn meaning(member: &Value) -> String {
    match (member.get("const"), member["description"].as_str()) {
        (Some(_), Some(about)) => format!(" ({})", uncapitalised(about.trim_end_matches('.'))),
        _ => String::new(),
    }
}

fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// The words for a schema that is no choice; several for an enumeration or a list of types.
fn parts_of(schema: &Value, names: &Names, many: bool) -> Vec<String> {
    if let Some(name) = reference_of(schema) {
        return vec![names.link(name, many)];
    }
    if let Some(only) = schema.get("const") {
        return vec![format!("`{}`", toml(only))];
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(|value| format!("`{}`", toml(value))).collect();
    }
    match &schema["type"] {
        Value::Array(types) => {
            types.iter().filter_map(Value::as_str).map(|name| typed(name, schema, names, many)).collect()
        }
        Value::String(name) => vec![typed(name, schema, names, many)],
        _ if schema["properties"].is_object() => vec![typed("object", schema, names, many)],
        _ => vec!["anything".to_owned()],
    }
}

fn typed(name: &str, schema: &Value, names: &Names, many: bool) -> String {
    let ending = if many { "s" } else { "" };
    match name {
        "string" => format!("text{ending}"),
        "integer" => format!("whole number{ending}{}", range(schema)),
        "number" => format!("number{ending}{}", range(schema)),
        "boolean" => "`true` or `false`".to_owned(),
        "null" => "nothing".to_owned(),
        "array" => {
            let items = schema.get("items").or_else(|| schema["prefixItems"].get(0));
            let items = items.map_or_else(String::new, |items| format!(" of {}", words(items, names, true)));
            format!("list{ending}{items}")
        }
        "object" => {
            let values = schema.get("additionalProperties").filter(|values| values.is_object());
            let keys = schema["properties"].as_object().into_iter().flat_map(|keys| keys.keys());
            let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
            match (values, keys.is_empty()) {
                (Some(values), _) => format!("table{ending} of {}", words(values, names, true)),
                (None, false) => format!("table{ending} with {}", crate::report::numbers::list(&keys)),
                (None, true) => format!("table{ending}"),
            }
        }
        other => other.to_owned(),
    }
}

/// The range of a number, after the word: ` from 0 to 1`; nothing when it has none.
fn range(schema: &Value) -> String {
    let bound = |word: &str| schema[word].as_f64().filter(|bound| bound.abs() < BOUNDLESS);
    let (least, above) = (bound("minimum"), bound("exclusiveMinimum"));
    let (most, below) = (bound("maximum"), bound("exclusiveMaximum"));
    // Seeds are larger than anything that is measured.
    let most =
        most.or_else(|| schema["maximum"].as_u64().map(|most| most as f64).filter(|_| least.is_some()));
    match (least, above, most, below) {
        (Some(least), _, Some(most), _) => format!(" from {} to {}", number(least), number(most)),
        (Some(least), _, None, Some(below)) => {
            format!(" of at least {} and below {}", number(least), number(below))
        }
        (None, Some(above), Some(most), _) => {
            format!(" above {} and of at most {}", number(above), number(most))
        }
        (None, Some(above), None, Some(below)) => {
            format!(" above {} and below {}", number(above), number(below))
        }
        (Some(least), _, None, None) => format!(" of at least {}", number(least)),
        (None, Some(above), None, None) => format!(" above {}", number(above)),
        (None, None, Some(most), _) => format!(" of at most {}", number(most)),
        (None, None, None, Some(below)) => format!(" below {}", number(below)),
        (None, None, None, None) => String::new(),
    }
}

fn number(number: f64) -> String {
    let size = number.abs();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^53")]
    let text =
        if size >= 1000.0 && size == libm::floor(size) { count(size as u64) } else { size.to_string() };
    if number < 0.0 { format!("−{text}") } else { text }
}

/// What a key means, in one line; what Rust calls `None` is `null` in a document.
pub(super) fn about(key: &Value) -> String {
    let lines = key["description"].as_str().unwrap_or_default().lines();
    lines.collect::<Vec<_>>().join(" ").replace("`None`", "`null`")
}

/// Words as the cell of a table.
pub(super) fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}

/// The first sentence, without its full stop.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}
