//! Overrides, as `--set KEY=VALUE` gives them: they edit the file's tree before it is read, so that whatever can be
//! written can be overridden, and is checked by the same rules.

use std::{fmt, str::FromStr};

use toml::de::DeValue;

use super::{
    diagnostic::{Diagnostics, Finding},
    nesting,
    tree::{Entry, Node, Origin, Segment, Table, Value, address, dotted},
    wording::{did_you_mean, quoted},
};

/// One override: a dotted key and a TOML value; a bare word stands for a text.
///
/// Tables in a list go by their name, as in `issues.troops.levels`, `red_lines.ukraine.troops.penalty` or
/// `guarantees.article5.honour`, or by their place, as in `issues[0]`; items of a list by their place.
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
    if let Err(finding) = set(tree, given, node, source) {
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

fn set(tree: &mut Table, given: &Override, node: Node, source: usize) -> Result<(), Box<Finding>> {
    let mut holder = Node { origin: Origin::default(), value: Value::Table(std::mem::take(tree)) };
    let ways: Vec<Segment> = given.way.iter().map(|(segment, _)| segment.clone()).collect();
    let result = set_within(&mut holder, &ways, 0, given, node, source);
    if let Value::Table(table) = holder.value {
        *tree = table;
    }
    result
}

/// Sets the value at `way[depth..]` below `holder`; adds tables on the way that are not there yet.
fn set_within(
    holder: &mut Node,
    way: &[Segment],
    depth: usize,
    given: &Override,
    node: Node,
    source: usize,
) -> Result<(), Box<Finding>> {
    let Some(segment) = way.get(depth) else {
        *holder = node;
        return Ok(());
    };
    let start = if depth == 0 { 0 } else { given.way[depth - 1].1 };
    let start = start + usize::from(given.text[start..].starts_with('.'));
    let here = Origin { source, start, end: given.way[depth].1 };
    let place = if depth == 0 { "the scenario".to_owned() } else { quoted(&dotted(&way[..depth])) };
    let what = holder.what();
    match (&mut holder.value, segment) {
        (Value::Table(table), Segment::Key(key)) => {
            if let Some(entry) = table.get_mut(key) {
                return set_within(&mut entry.node, way, depth + 1, given, node, source);
            }
            if depth == 1 && way.len() > 2 && way[0] == Segment::Key("actors".to_owned()) {
                let known: Vec<&str> = table.iter().map(|(actor, _)| actor).collect();
                return Err(Box::new(
                    Finding::new(here, format!("there is no actor {}", quoted(key)))
                        .label("no such actor")
                        .maybe_help(did_you_mean(key, known.iter().copied())),
                ));
            }
            let mut added = Node::empty(here);
            set_within(&mut added, way, depth + 1, given, node, source)?;
            table.insert(key, Entry { key: here, node: added });
            Ok(())
        }
        (Value::List(nodes), Segment::Index(index)) if *index < nodes.len() => {
            set_within(&mut nodes[*index], way, depth + 1, given, node, source)
        }
        (Value::List(nodes), Segment::Index(_)) => Err(Box::new(
            Finding::new(here, format!("{place} has no such place"))
                .label(format!("it has {}, counted from 0", nodes.len())),
        )),
        (Value::List(nodes), Segment::Key(name)) => {
            let list = dotted(&way[..depth]);
            let rest = &way[depth..];
            let addresses: Vec<Vec<Segment>> = (0..nodes.len()).map(|at| address(&list, nodes, at)).collect();
            let found = addresses
                .iter()
                .enumerate()
                .filter(|(_, address)| rest.starts_with(address))
                .max_by_key(|(_, address)| address.len());
            if let Some((at, address)) = found {
                return set_within(&mut nodes[at], way, depth + address.len(), given, node, source);
            }
            let known: Vec<String> = addresses.iter().map(|address| dotted(address)).collect();
            let wanted = match rest {
                [Segment::Key(first), Segment::Key(second), ..] if list == "red_lines" => {
                    format!("{first}.{second}")
                }
                _ => name.clone(),
            };
            Err(Box::new(
                Finding::new(here, format!("{place} has no {}", quoted(&wanted)))
                    .label("no such entry")
                    .maybe_help(did_you_mean(&wanted, known.iter().map(String::as_str))),
            ))
        }
        _ => Err(Box::new(
            Finding::new(here, format!("{place} has no parts that could be set"))
                .label(format!("it is {what}"))
                .help(format!("set it as a whole: `{}={{ … }}`", dotted(&way[..depth]))),
        )),
    }
}
