//! What TOML itself can't read, in words for people who do not know TOML.

use super::{
    diagnostic::{Diagnostics, Finding},
    tree::Origin,
    wording::quoted,
};

/// Reports what TOML can't read; returns whether the rest of the file is still to be trusted.
pub(super) fn report(errors: &[toml::de::Error], text: &str, diagnostics: &mut Diagnostics) -> bool {
    let mut errors: Vec<(Origin, &str)> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            (Origin { source: 0, start: span.start, end: span.end }, error.message())
        })
        .collect();
    errors.sort_by_key(|(origin, _)| origin.start);
    let mut readable = true;
    let mut line_end = 0;
    for (origin, message) in errors {
        // What follows on the same line is a consequence.
        if origin.start < line_end {
            continue;
        }
        let after = text.get(origin.start..).unwrap_or_default();
        if message.contains("duplicate key") {
            diagnostics.report(written_twice(origin, text));
            continue;
        }
        readable = false;
        diagnostics.report(not_toml(origin, message, text));
        line_end = origin.start + after.find('\n').unwrap_or(after.len());
        // A bracket that is not closed swallows what follows: nothing after it can be told from a consequence.
        if !ENDS_WITH_ITS_LINE.iter().any(|part| message.contains(part)) {
            break;
        }
    }
    readable
}

fn written_twice(origin: Origin, text: &str) -> Finding {
    let line = text.get(..origin.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let is_table = text.get(line..).unwrap_or_default().trim_start().starts_with('[');
    let help = if is_table { "put all its keys under the first one" } else { "keep one of the two" };
    Finding::new(origin, format!("this {} is written twice", if is_table { "table" } else { "key" }))
        .label("the second time")
        .help(help)
}

/// Parts of TOML's messages of errors after which it goes on at the next line.
const ENDS_WITH_ITS_LINE: [&str; 5] = [
    "string values must be quoted",
    "invalid basic string",
    "invalid literal string",
    "unclosed table",
    "expected newline",
];

/// What TOML can't read, in words for people who do not know TOML.
fn not_toml(origin: Origin, message: &str, text: &str) -> Finding {
    let before = text.get(..origin.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    let rest = text.get(origin.start..).unwrap_or_default().lines().next().unwrap_or_default().trim();
    if line.ends_with('=') && rest.starts_with('.') {
        return Finding::new(origin, "a number begins with its point")
            .label("a digit is missing")
            .help(format!("write {}", quoted(&format!("0{rest}"))));
    }
    if line.ends_with('=') && (rest.is_empty() || rest.starts_with('#')) {
        return Finding::new(origin, "a value is missing")
            .label("after the `=`")
            .help("write the value, or take out the line");
    }
    let written = text.get(origin.start..origin.end).unwrap_or_default().trim();
    if message.contains("string values must be quoted") && !written.is_empty() {
        return Finding::new(origin, format!("{} is not a value", quoted(written)))
            .label("a text needs quotes")
            .help(format!("if it is a text, write `\"{}\"`", quoted(written).trim_matches('`')));
    }
    let (what, help) = match message {
        _ if message.contains("string") => {
            ("a text is not closed", "it ends with the same quote that it began with")
        }
        _ if message.contains("missing comma between array") => {
            ("a list goes wrong here", "put a comma between its items, and `]` after the last one")
        }
        _ if message.contains("missing comma") || message.contains("inline table element") => {
            ("a table in braces goes wrong here", "put a comma between its keys, and `}` after the last one")
        }
        _ if message.contains("unclosed array") => ("a list is not closed", "it ends with `]`"),
        _ if message.contains("unclosed inline table") => {
            ("a table in braces is not closed", "it ends with `}`")
        }
        _ if message.contains("unclosed table") => ("the name of a table is not closed", "it ends with `]`"),
        _ if message.contains("invalid unquoted key") && rest.starts_with(':') => {
            ("a key ends with a colon", "write `=` between the key and its value")
        }
        _ if message.contains("expected newline") => (
            "something follows the value",
            "put each key on a line of its own, and write decimals with a point: `0.5`",
        ),
        _ if message.contains("key with no value") || message.contains("expected `=`") => {
            ("a key has no value", "write `key = value`; a key of two words is joined by `_`")
        }
        _ => return Finding::new(origin, "this is not TOML").label(message.to_owned()),
    };
    Finding::new(origin, what).label(message.to_owned()).help(help)
}
