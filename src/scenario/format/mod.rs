//! How the format is read and described: one declaration of a table gives its struct, its reader, the list of
//! its keys and its JSON Schema, so that these can't drift apart.
//!
//! Reading never stops at an error: it reports, puts a placeholder where the broken value was, and goes on, so
//! that all the errors of a file come at once.

mod number;
mod tables;
mod values;

pub(super) use number::{Number, OneOrMany, Plain};
pub(super) use tables::{Map, absent, described, object, section, tagged, words};
pub(super) use values::{Count, Switch, Text};

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    diagnostic::{Diagnostics, Finding, all_of, nearest, one_of, quoted},
    tree::{Node, Origin, Segment, Table, Value, address, dotted},
};

/// The range of a number, for the reader and for the schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub low: f64,
    pub high: f64,
    /// Whether `low` itself is out of the range.
    pub above_low: bool,
    /// Whether `high` itself is out of the range.
    pub below_high: bool,
}

impl Bounds {
    /// From `low` to `high`, both included.
    pub const fn new(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false, below_high: false }
    }

    /// Any number of a sensible size.
    pub const ANY: Self = Self::new(-1e12, 1e12);

    /// `high` itself is out.
    pub const fn below(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false, below_high: true }
    }

    /// `low` itself is out.
    pub const fn above(low: f64, high: f64) -> Self {
        Self { low, high, above_low: true, below_high: false }
    }

    pub fn contains(&self, number: f64) -> bool {
        let low = if self.above_low { number > self.low } else { number >= self.low };
        let high = if self.below_high { number < self.high } else { number <= self.high };
        low && high
    }

    /// The range in words, after "must be".
    pub fn words(&self) -> String {
        let low = if self.above_low { "above" } else { "at least" };
        let high = if self.below_high { "below" } else { "at most" };
        if self.above_low || self.below_high {
            format!("{low} {} and {high} {}", self.low, self.high)
        } else {
            format!("between {} and {}", self.low, self.high)
        }
    }
}

/// Reads a tree: knows where it is, and keeps what it found wrong.
pub(super) struct Reader<'d> {
    way: Vec<Segment>,
    /// The tables of the format and their keys, to tell where a misplaced key belongs.
    homes: &'static [(&'static str, &'static [&'static str])],
    /// What the key that is being read means.
    about: &'static str,
    pub diagnostics: &'d mut Diagnostics,
}

impl<'d> Reader<'d> {
    pub fn new(
        homes: &'static [(&'static str, &'static [&'static str])],
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self { way: Vec::new(), homes, about: "", diagnostics }
    }

    /// The dotted key of the value that is being read.
    pub fn key(&self) -> String {
        dotted(&self.way)
    }

    /// Reports something wrong, in a table that is described as `in …`.
    pub fn report(&mut self, finding: Finding) {
        self.diagnostics.report(finding);
    }

    /// Reports that a value has the wrong type.
    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let key = self.key();
        let in_quotes = match &node.value {
            Value::Text(text) => wanted.contains("number") && text.trim().parse::<f64>().is_ok(),
            _ => false,
        };
        let finding = Finding::new(node.origin, format!("{} must be {wanted}", quoted(&key)))
            .label(format!("this is {}", node.what()))
            .maybe_help(in_quotes.then(|| "take away the quotes".to_owned()));
        self.report(finding);
    }

    /// Reports that a number is out of its range, with what it means.
    pub fn out_of_range(&mut self, origin: Origin, range: &str, label: &str) {
        let key = self.key();
        let meaning = self.about.trim().trim_end_matches('.').replace("\n ", " ");
        let finding = Finding::new(origin, format!("{} must be {range}", quoted(&key))).label(label);
        let finding = if meaning.is_empty() { finding } else { finding.why(meaning) };
        let help = if key.starts_with("weights.") {
            Some(
                "a weight says how much an issue matters, not in which direction: who wants less of it says so in the issue's `values`",
            )
        } else if key.ends_with(".discount") {
            Some("for an actor of nearly endless patience write a number just below 1, such as 0.999")
        } else if key.starts_with("issues.") && key.contains(".values.") {
            Some("0 is the actor's worst level and 1 its best: divide by the value of the best")
        } else {
            None
        };
        self.report(finding.maybe_help(help.map(str::to_owned)));
    }

    /// Reads with the way lengthened by some segments.
    pub fn within<T>(&mut self, segments: Vec<Segment>, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.way.len();
        self.way.extend(segments);
        let result = read(self);
        self.way.truncate(length);
        result
    }

    /// The table at `node`, or a report.
    pub fn table<'n>(&mut self, node: &'n Node, wanted: &str) -> Option<&'n Table> {
        match &node.value {
            Value::Table(table) => Some(table),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    /// One key of a table; nothing more is said about one that was found misspelt.
    pub fn field<T: Format>(
        &mut self,
        table: &Table,
        origin: Origin,
        key: &str,
        about: &'static str,
        misspelt: bool,
        bounds: Bounds,
        missing: impl FnOnce(&mut Self) -> Option<T>,
    ) -> T {
        self.within(vec![Segment::Key(key.to_owned())], |reader| {
            reader.about = about;
            if let Some(entry) = table.get(key) {
                let mut value =
                    T::read(&entry.node, bounds, reader).unwrap_or_else(|| T::placeholder(reader));
                if misspelt {
                    value.doubt();
                }
                return value;
            }
            if misspelt {
                return T::placeholder(reader);
            }
            if let Some(value) = missing(reader) {
                return value;
            }
            let place = match reader.way.as_slice() {
                [] | [_] => "the scenario".to_owned(),
                [place @ .., _] => quoted(&dotted(place)),
            };
            reader.report(
                Finding::new(origin, format!("{place} has no {}", quoted(key)))
                    .label(format!("{} is required here", quoted(key)))
                    .help(T::example(key)),
            );
            T::placeholder(reader)
        })
    }

    /// The table that is being read, in words.
    pub fn place(&self) -> String {
        if self.way.is_empty() { "the scenario".to_owned() } else { quoted(&self.key()) }
    }

    /// The word at `node`, one of some words, or a report.
    pub fn word(&mut self, node: &Node, words: &[&'static str]) -> Option<&'static str> {
        let Value::Text(text) = &node.value else {
            self.wrong_type(node, &one_of(words.iter().copied()));
            return None;
        };
        let word = words.iter().find(|word| *word == text);
        if word.is_none() {
            let key = self.key();
            let finding = Finding::new(node.origin, format!("{} can't be {}", quoted(&key), quoted(text)))
                .label(format!("must be {}", one_of(words.iter().copied())))
                .maybe_help(
                    nearest(text, words.iter().copied()).map(|word| format!("did you mean `{word}`?")),
                );
            self.report(finding);
        }
        word.copied()
    }

    /// The kind of a table, one of some kinds, or a report.
    pub fn kind(&mut self, node: &Node, kinds: &[&'static str]) -> Option<&'static str> {
        if let Value::Text(text) = &node.value {
            let key = self.key();
            let kind = nearest(text, kinds.iter().copied()).unwrap_or(kinds[0]);
            self.report(
                Finding::new(node.origin, format!("{} must be a table", quoted(&key)))
                    .label("this is a text")
                    .help(format!("write `{{ kind = \"{kind}\" }}`")),
            );
            return None;
        }
        let table = self.table(node, "a table")?;
        let Some(entry) = table.get("kind") else {
            let key = self.key();
            self.report(
                Finding::new(node.origin, format!("{} has no `kind`", quoted(&key)))
                    .label("`kind` is required here")
                    .help(format!("add `kind = …`: {}", one_of(kinds.iter().copied()))),
            );
            return None;
        };
        self.within(vec![Segment::Key("kind".to_owned())], |reader| reader.word(&entry.node, kinds))
    }

    /// Reports each key of a table that the format does not know; returns the absent keys that were meant.
    pub fn unknown_keys(
        &mut self,
        table: &Table,
        known: &'static [&'static str],
        place: &str,
    ) -> Vec<&'static str> {
        let mut meant = Vec::new();
        for (key, entry) in table.iter().filter(|(key, _)| !known.contains(key)) {
            let absent = known.iter().copied().filter(|known| table.get(known).is_none());
            let look = || nearest(key, absent).or_else(|| nearest(key, known.iter().copied()));
            let near = self.diagnostics.suggest(look);
            meant.extend(near);
            let help =
                near.map(|near| format!("did you mean {}?", quoted(near))).or_else(|| self.elsewhere(key));
            let help = help.or_else(|| Some(format!("the keys here are {}", all_of(known.iter().copied()))));
            let finding = Finding::new(entry.key, format!("unknown key {} in {place}", quoted(key)))
                .label("not a key here")
                .maybe_help(help.filter(|_| !known.is_empty()));
            self.report(finding);
        }
        meant
    }

    /// Where else a key belongs that is unknown here.
    fn elsewhere(&self, key: &str) -> Option<String> {
        if let Some((place, _)) = self.homes.iter().find(|(_, keys)| keys.contains(&key)) {
            return Some(format!("{} belongs into {place}", quoted(key)));
        }
        let near = self.diagnostics.suggest(|| {
            self.homes.iter().find_map(|(place, keys)| Some((place, nearest(key, keys.iter().copied())?)))
        });
        near.map(|(place, near)| format!("did you mean {} in {place}?", quoted(near)))
    }
}

/// A kind of value: how it is read, and how it is described.
pub(super) trait Format: Sized {
    /// Whether a list of it is a list of tables, whose entries go by their names.
    const IS_TABLE: bool = false;

    /// Reads a value; `None` when it is broken, which has then been reported.
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self>;

    /// What stands for a broken value; it gives rise to no further error.
    fn placeholder(reader: &mut Reader<'_>) -> Self;

    /// Marks a value of which a part may stand under a misspelt key.
    fn doubt(&mut self) {}

    /// What an absent key without a default of its own means; `None` when the key is required.
    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        None
    }

    /// Whether a key of this kind, without a default of its own, has to be there.
    fn required() -> bool {
        true
    }

    /// How the key is written, for the help line of a missing key.
    fn example(key: &str) -> String {
        format!("add `{key} = …`")
    }

    /// Its JSON Schema.
    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema;
}

/// A kind of value that a default in the declaration of a table can make.
pub(super) trait Defaulted: Format {
    /// What the default is written as.
    type Literal: serde::Serialize;
    /// The value for an absent key.
    fn from_default(literal: Self::Literal, reader: &mut Reader<'_>) -> Self;
}

impl<T: Format> Format for Option<T> {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Some(T::read(node, bounds, reader).unwrap_or_else(|| T::placeholder(reader))))
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        Some(T::placeholder(reader))
    }

    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        Some(None)
    }

    fn required() -> bool {
        false
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        T::schema(bounds, generator)
    }
}

/// A list of values or of tables.
impl<T: Format> Format for Vec<T> {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::List(nodes) = &node.value else {
            let key = reader.key();
            if T::IS_TABLE && matches!(node.value, Value::Table(_)) {
                let finding = Finding::new(node.origin, format!("{} must be a list of tables", quoted(&key)));
                reader.report(
                    finding
                        .label("this is a single table")
                        .help(format!("write the name in two pairs of brackets, `[[{key}]]`, once for each")),
                );
            } else {
                reader.wrong_type(node, if T::IS_TABLE { "a list of tables" } else { "a list" });
            }
            return None;
        };
        let name = reader.key();
        let read = |(index, node): (usize, &Node)| {
            let segments =
                if T::IS_TABLE { address(&name, nodes, index) } else { vec![Segment::Index(index)] };
            reader.within(segments, |reader| {
                T::read(node, bounds, reader).unwrap_or_else(|| T::placeholder(reader))
            })
        };
        Some(nodes.iter().enumerate().map(read).collect())
    }

    /// A broken list holds a broken item, so that it is not taken for an empty one.
    fn placeholder(reader: &mut Reader<'_>) -> Self {
        if T::IS_TABLE { Vec::new() } else { vec![T::placeholder(reader)] }
    }

    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        T::IS_TABLE.then(Vec::new)
    }

    fn required() -> bool {
        !T::IS_TABLE
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let items = T::schema(bounds, generator);
        json_schema!({ "type": "array", "items": items })
    }
}
