//! Overrides, as `--set KEY=VALUE` gives them: they edit the file's tree before it is read, so that whatever can be
//! written can be overridden, and is checked by the same rules.

mod edit;
#[cfg(feature = "serve")]
mod written;

use std::{fmt, str::FromStr};

use toml::de::DeValue;

#[cfg(feature = "serve")]
pub use written::written;

use super::{
    diagnostic::{Diagnostics, Finding},
    nesting,
    tree::{Node, Origin, Segment, Table, Value},
    wording::quoted,
};

/// One override: a dotted key and a TOML value; a bare word stands for a text.
///
/// Tables in a list go by their name, as in `issues.troops.levels`, `red_lines.ukraine.troops.penalty` or
/// `guarantees.article5.honour`, or by their place, as in `issues[0]`; items of a list by their place.
///
/// A table that is not in its list yet is added when it is given whole, as in `guarantees.british={ … }`, with the
/// name that the key gives it; a red line also when one of its keys is set. A red line is hard unless it says `soft`.
///
/// ```
/// use armistice::scenario::Override;
/// let given: Override = "actors.ukraine.war_flow={ min = 0.3, max = 0.5 }".parse()?;
/// assert_eq!(given.key(), "actors.ukraine.war_flow");
/// # Ok::<(), armistice::scenario::InvalidOverride>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    text: String,
    /// Where the value begins.
    value: usize,
    way: Vec<(Segment, usize)>,
}

/// An override that is not of the form `KEY=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidOverride {
    text: String,
    why: &'static str,
}

impl fmt::Display for InvalidOverride {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is no override: {}; write KEY=VALUE, such as actors.NAME.war_flow=0.4",
            quoted(&self.text),
            self.why
        )
    }
}

impl std::error::Error for InvalidOverride {}

impl Override {
    /// The dotted key.
    #[must_use]
    pub fn key(&self) -> &str {
        self.text[..self.value].trim_end_matches('=').trim()
    }

    /// `KEY=VALUE` as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Override {
    type Err = InvalidOverride;

    fn from_str(text: &str) -> Result<Self, InvalidOverride> {
        let invalid = |why| InvalidOverride { text: text.to_owned(), why };
        if text.len() > 10_000 {
            return Err(invalid("it is too long"));
        }
        let sign = equals(text).ok_or_else(|| invalid("it has no `=`"))?;
        let way = segments(&text[..sign]).map_err(invalid)?;
        if text[sign + 1..].trim().is_empty() {
            return Err(invalid("it has no value"));
        }
        Ok(Self { text: text.to_owned(), value: sign + 1, way })
    }
}

/// The `=` after the key, which may hold quoted parts.
fn equals(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, letter)| {
        quoted ^= letter == '"';
        (letter == '=' && !quoted).then_some(at)
    })
}

/// The steps of a dotted key, and where each ends.
fn segments(key: &str) -> Result<Vec<(Segment, usize)>, &'static str> {
    let mut way = Vec::new();
    let mut rest = key.trim_end();
    let start = rest.len() - rest.trim_start().len();
    rest = &rest[start..];
    let whole = start + rest.len();
    let mut first = true;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']').ok_or("a `[` is not closed")?;
            let index = index.parse().map_err(|_| "a place in `[…]` must be a whole number")?;
            rest = after;
            way.push((Segment::Index(index), whole - rest.len()));
        } else {
            if !first {
                rest = rest.strip_prefix('.').ok_or("its key is not dotted")?;
            }
            let (name, after) = match rest.strip_prefix('"') {
                Some(inner) => inner.split_once('"').ok_or("a quote is not closed")?,
                None => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
            };
            if name.is_empty() {
                return Err("a part of its key is empty");
            }
            rest = after;
            way.push((Segment::Key(name.to_owned()), whole - rest.len()));
        }
        first = false;
        if way.len() > 20 {
            return Err("its key has too many parts");
        }
    }
    if way.is_empty() { Err("it has no key") } else { Ok(way) }
}

/// Edits the tree by an override whose text is the given source of the diagnostics.
pub(super) fn apply(tree: &mut Table, given: &Override, source: usize, diagnostics: &mut Diagnostics) {
    let Some(node) = value(given, source, diagnostics) else { return };
    if let Err(finding) = edit::set(tree, given, node, source) {
        diagnostics.report(*finding);
    }
}

/// The value: TOML, or a text when it is a bare word.
fn value(given: &Override, source: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    let written = &given.text[given.value..];
    let shift = given.value + (written.len() - written.trim_start().len());
    let written = written.trim();
    let whole = Origin { source, start: shift, end: shift + written.len() };
    if nesting::too_deep(written).is_some() {
        let what = format!("the value of {} is nested too deeply", quoted(given.key()));
        diagnostics.report(Finding::new(whole, what).help("nothing in a scenario is nested that deeply"));
        return None;
    }
    match DeValue::parse(written) {
        Ok(value) => {
            let mut node = Node::from_value(&value, source);
            moved(&mut node, shift);
            Some(node)
        }
        Err(_) if !written.contains(['"', '\'', '[', '{', '\n', '#']) => {
            Some(Node { origin: whole, value: Value::Text(written.to_owned()) })
        }
        Err(error) => {
            let span = error.span().unwrap_or(0..written.len());
            let origin = Origin { source, start: shift + span.start, end: shift + span.end };
            diagnostics.report(
                Finding::new(origin, format!("the value of {} is not TOML", quoted(given.key())))
                    .label(error.message().to_owned())
                    .help("write a number, true, a word, `[…]` or `{ … }`, and quote it for your shell"),
            );
            None
        }
    }
}

/// Moves all origins of a value that was parsed alone to where it stands in the override.
fn moved(node: &mut Node, by: usize) {
    let shift = |origin: &mut Origin| {
        origin.start += by;
        origin.end += by;
    };
    shift(&mut node.origin);
    match &mut node.value {
        Value::List(nodes) => nodes.iter_mut().for_each(|node| moved(node, by)),
        Value::Table(table) => table.iter_mut().for_each(|entry| {
            shift(&mut entry.key);
            moved(&mut entry.node, by);
        }),
        _ => {}
    }
}
