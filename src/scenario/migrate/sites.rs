//! Where the keys of a file stand in its text.

use super::super::tree::{Entry, Segment, Table, Value, address, dotted};

/// A key, the way to it, and how it is written.
pub(super) struct Site<'t> {
    /// The names on the way to the key and its own; a table of a list goes by its place.
    pub names: Vec<String>,
    /// The same way as an override has it; a table of a list goes by its name.
    pub way: Vec<Segment>,
    pub entry: &'t Entry,
    /// The table that the key is in.
    pub table: &'t Table,
    /// A place in the line in which the statement begins in whose braces or brackets the key is; `None` if the key has
    /// lines of its own.
    pub within: Option<usize>,
}

impl Site<'_> {
    /// A place in the line above which something can be said about it.
    pub fn place(&self) -> usize {
        self.within.unwrap_or(self.entry.key.start)
    }

    /// Whether the value is neither a table nor a list of tables, which may be empty.
    pub fn is_leaf(&self) -> bool {
        match &self.entry.node.value {
            Value::Table(_) => false,
            Value::List(nodes) => nodes.iter().any(|node| !matches!(node.value, Value::Table(_))),
            _ => true,
        }
    }
}

/// All keys of a tree, those of a table after its own.
pub(super) fn sites<'t>(text: &str, tree: &'t Table) -> Vec<Site<'t>> {
    let mut found = Vec::new();
    collect(text, tree, &Way::default(), &mut found);
    found
}

/// The way to a table.
#[derive(Clone, Default)]
struct Way {
    names: Vec<String>,
    way: Vec<Segment>,
    within: Option<usize>,
}

impl Way {
    fn on(&self, name: &str, segments: impl IntoIterator<Item = Segment>) -> Self {
        let mut on = self.clone();
        on.names.push(name.to_owned());
        on.way.extend(segments);
        on
    }
}

fn collect<'t>(text: &str, table: &'t Table, to: &Way, found: &mut Vec<Site<'t>>) {
    for (key, entry) in table.iter() {
        let mut to = to.on(key, [Segment::Key(key.to_owned())]);
        let (names, way, within) = (to.names.clone(), to.way.clone(), to.within);
        found.push(Site { names, way, entry, table, within });
        to.within = within.or_else(|| is_assigned(text, entry).then_some(entry.key.start));
        match &entry.node.value {
            Value::Table(inner) => collect(text, inner, &to, found),
            Value::List(nodes) => {
                let list = dotted(&to.way);
                for (place, node) in nodes.iter().enumerate() {
                    if let Value::Table(inner) = &node.value {
                        let to = to.on(&place.to_string(), address(&list, nodes, place));
                        collect(text, inner, &to, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a value stands behind its key and a `=`; else headers or dotted keys make it.
pub(super) fn is_assigned(text: &str, entry: &Entry) -> bool {
    text.get(entry.key.end..entry.node.origin.start).is_some_and(|between| between.trim() == "=")
}

/// Where the line of a place begins.
pub(super) fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |at| at + 1)
}

/// Where the line of a place ends, its line break among it.
pub(super) fn line_end(text: &str, place: usize) -> usize {
    text[place..].find('\n').map_or(text.len(), |at| place + at + 1)
}
