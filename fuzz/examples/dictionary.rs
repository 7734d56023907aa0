//! Prints a dictionary for the fuzzer: every key and word of the scenario format, from its JSON Schema, and numbers at
//! which things change.

use std::collections::BTreeSet;

use serde_json::Value;

fn main() {
    let mut words: BTreeSet<String> =
        ["\n[[", "]]\n[", " = ", "{ ", " }", ", ", "--set ", "[0]", "0", "1", "-1", "0.5"]
            .into_iter()
            .chain(["1e12", "-1e12", "1e-300", "nan", "inf", "9223372036854775807", "\u{feff}"])
            .map(str::to_owned)
            .collect();
    collect(&armistice::scenario::json_schema(), &mut words);
    for word in words {
        // The fuzzer reads escapes of bytes; nothing else needs care.
        let escaped: String = word.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        println!("\"{escaped}\"");
    }
}

/// The keys and words of a part of the schema.
fn collect(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (field, inner) in fields {
                match (field.as_str(), inner) {
                    ("properties", Value::Object(properties)) => {
                        words.extend(properties.keys().map(|key| format!("{key} = ")));
                        words.extend(properties.keys().cloned());
                    }
                    ("const", Value::String(word)) => drop(words.insert(format!("\"{word}\""))),
                    ("const" | "default" | "minimum" | "maximum", number) if !number.is_object() => {
                        words.insert(number.to_string());
                    }
                    ("enum", Value::Array(choices)) => words.extend(choices.iter().map(Value::to_string)),
                    _ => {}
                }
                collect(inner, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}
