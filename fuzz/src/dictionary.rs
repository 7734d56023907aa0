//! The dictionary of the fuzzer: every key and word of the scenario format and of a shard's file, and numbers at which
//! things change.

use std::collections::BTreeSet;

use serde_json::Value;

use super::shard;

/// What no declaration names.
const WORDS: [&str; 20] = [
    "\n[[",
    "]]\n[",
    "{ ",
    " }",
    "[0]",
    "0",
    "1",
    "-1",
    "0.5",
    "-0.0",
    "1e12",
    "-1e12",
    "1e-300",
    "5e-324",
    "nan",
    "inf",
    "9223372036854775807",
    "18446744073709551615",
    "\u{feff}",
    "\u{202e}",
];

/// The dictionary, one quoted word a line.
pub fn dictionary() -> String {
    let mut words: BTreeSet<String> = WORDS.map(str::to_owned).into();
    declared(&armistice::scenario::json_schema(), &mut words);
    for (_, seed) in shard::seeds() {
        keys(&serde_json::from_str(&seed).expect("a seed is JSON"), &mut words);
    }
    let is_short = |word: &String| (1..=64).contains(&word.len());
    let escaped = |word: String| word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    words.into_iter().filter(is_short).map(|word| format!("\"{}\"\n", escaped(word))).collect()
}

/// The keys and words of a part of a JSON Schema.
fn declared(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (field, inner) in fields {
                match (field.as_str(), inner) {
                    ("properties", Value::Object(properties)) => {
                        words.extend(properties.keys().flat_map(|key| [key.clone(), format!("{key} = ")]));
                    }
                    ("const" | "default" | "minimum" | "maximum", Value::String(_) | Value::Number(_)) => {
                        words.insert(inner.to_string());
                    }
                    ("enum", Value::Array(choices)) => words.extend(choices.iter().map(Value::to_string)),
                    _ => {}
                }
                declared(inner, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| declared(item, words)),
        _ => {}
    }
}

/// The keys of a part of a document, as it writes them.
fn keys(document: &Value, words: &mut BTreeSet<String>) {
    match document {
        Value::Object(fields) => {
            for (key, inner) in fields {
                words.insert(format!("\"{key}\":"));
                keys(inner, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, words)),
        _ => {}
    }
}
