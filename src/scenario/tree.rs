//! The file as a tree of values, each of which knows where it was written.
//!
//! The tree is made from TOML, edited by the overrides, and then read by the [format](super::format).

use toml::de::{DeTable, DeValue};

/// Where something was written: a span of bytes of the file (source 0) or of an override (1, 2, …).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub source: usize,
    pub start: usize,
    pub end: usize,
}

/// One value of the tree.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub origin: Origin,
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// `None`: a whole number beyond 64 bits.
    Whole(Option<i64>),
    Real(f64),
    Switch(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    entries: toml::map::Map<String, Entry>,
}

/// One key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where the key was written.
    pub key: Origin,
    pub node: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.get_mut(key)
    }

    /// The text of a key, if it is there and is a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.node.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn insert(&mut self, key: &str, entry: Entry) {
        self.entries.insert(key.to_owned(), entry);
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().map(|(_, entry)| entry)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }
}

impl Node {
    /// An empty table, for what is not written at all.
    pub fn empty(origin: Origin) -> Self {
        Self { origin, value: Value::Table(Table::default()) }
    }

    /// What the value is, in words.
    pub fn what(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a text",
            Value::Whole(_) => "a whole number",
            Value::Real(_) => "a decimal number",
            Value::Switch(_) => "a boolean",
            Value::Date => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The tree of a parsed table whose text is the given source.
    pub fn from_table(table: &DeTable<'_>, source: usize) -> Table {
        let entry = |(key, value): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| {
            let entry = Entry { key: origin(source, key.span()), node: Self::from_value(value, source) };
            (key.get_ref().to_string(), entry)
        };
        Table { entries: table.iter().map(entry).collect() }
    }

    /// The tree of a parsed value whose text is the given source.
    pub fn from_value(value: &toml::Spanned<DeValue<'_>>, source: usize) -> Self {
        let whole = |text: &str, radix| i64::from_str_radix(text, radix).ok();
        let kind = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Whole(whole(number.as_str(), number.radix())),
            DeValue::Float(number) => Value::Real(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(switch) => Value::Switch(*switch),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(list) => {
                Value::List(list.iter().map(|value| Self::from_value(value, source)).collect())
            }
            DeValue::Table(table) => Value::Table(Self::from_table(table, source)),
        };
        Self { origin: origin(source, value.span()), value: kind }
    }
}

fn origin(source: usize, span: std::ops::Range<usize>) -> Origin {
    Origin { source, start: span.start, end: span.end }
}

/// What names the entries of a list of tables: `issues.troops`, `red_lines.ukraine.troops`, `expect.p_durable`.
pub(super) fn identity(list: &str) -> &'static [&'static str] {
    match list {
        "issues" | "guarantees" | "tracks" => &["id"],
        "red_lines" => &["actor", "issue"],
        "expect" => &["metric"],
        _ => &[],
    }
}

/// The segments that name the `index`th table of a list: its identity, and `[n]` when it is the n-th namesake
/// after the first; or `[index]` when it has no name.
pub(super) fn address(list: &str, nodes: &[Node], index: usize) -> Vec<Segment> {
    let names = |node: &Node| -> Option<Vec<String>> {
        let Value::Table(table) = &node.value else { return None };
        let keys = identity(list);
        let names: Option<Vec<_>> = keys.iter().map(|key| table.text(key).map(str::to_owned)).collect();
        names.filter(|names| !names.is_empty())
    };
    let Some(own) = names(&nodes[index]) else { return vec![Segment::Index(index)] };
    // Only lists that are short enough to be sensible are searched for namesakes.
    let namesakes = match index {
        0..=200 => nodes[..index].iter().filter(|node| names(node).as_ref() == Some(&own)).count(),
        _ => 0,
    };
    let mut segments: Vec<_> = own.into_iter().map(Segment::Key).collect();
    if namesakes > 0 {
        segments.push(Segment::Index(namesakes));
    }
    segments
}

/// One step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Key(String),
    Index(usize),
}

/// The dotted key of a way: `issues.troops.values.ukraine[2]`.
pub(super) fn dotted(segments: &[Segment]) -> String {
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                let is_bare = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
                if !key.is_empty() && key.chars().all(is_bare) {
                    text.push_str(key);
                } else {
                    text.push_str(&format!("\"{key}\""));
                }
            }
            Segment::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
