//! The reader: walks the tree, knows where it is, and keeps what it finds wrong.

use super::{
    super::{
        diagnostic::{Diagnostics, Finding},
        retired,
        tree::{Node, Origin, Segment, Table, Value, dotted},
        wording::{all_of, nearest, one_of, quoted},
    },
    Bounds, Format, one_line,
};

/// What the declaration of a key says, for the reader.
pub(in crate::scenario) struct Field {
    pub key: &'static str,
    /// What the key means.
    pub about: &'static str,
    /// Whether an unknown key of the table was likely meant as this one.
    pub misspelt: bool,
    pub bounds: Bounds,
}

/// Reads a tree: knows where it is, and keeps what it found wrong.
pub(in crate::scenario) struct Reader<'d> {
    way: Vec<Segment>,
    /// The tables of the format and their keys, to tell where a misplaced key belongs.
    homes: &'static [(&'static str, &'static [&'static str])],
    /// What the key that is being read means.
    pub(super) about: &'static str,
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
        let help = match &node.value {
            Value::Text(text) if wanted.contains("number") && text.trim().parse::<f64>().is_ok() => {
                Some("take away the quotes".to_owned())
            }
            Value::Text(text) if wanted == "a list" => {
                Some(format!("write `[\"{}\"]`", quoted(text).trim_matches('`')))
            }
            _ => None,
        };
        let finding = Finding::new(node.origin, format!("{} must be {wanted}", quoted(&key)))
            .label(format!("this is {}", node.what()))
            .maybe_help(help);
        self.report(finding);
    }

    /// Reports that a number is out of its range, with what it means.
    pub fn out_of_range(&mut self, origin: Origin, range: &str, label: &str) {
        let key = self.key();
        let meaning = one_line(self.about).trim_end_matches('.').to_owned();
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
        field: &Field,
        missing: impl FnOnce(&mut Self) -> Option<T>,
    ) -> T {
        let Field { key, about, misspelt, bounds } = *field;
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

    /// Reports each key of a table, which may be of a kind, that the format does not know; returns the absent keys
    /// that were meant.
    pub fn unknown_keys(
        &mut self,
        table: &Table,
        known: &'static [&'static str],
        place: &str,
        kind: Option<&str>,
    ) -> Vec<&'static str> {
        let mut meant = Vec::new();
        let chosen = kind.and_then(|kind| Some((kind, table.get("kind")?.node.origin)));
        for (key, entry) in table.iter().filter(|(key, _)| !known.contains(key)) {
            if let Some(retired) = retired::below(&self.way, key) {
                self.report(retired.finding(entry.key));
                continue;
            }
            if let Some((kind, origin)) = chosen.filter(|(_, origin)| origin.source > entry.key.source) {
                let whole = format!("--set '{}={{ kind = \"{kind}\" }}'", self.key());
                self.report(
                    Finding::new(entry.key, format!("unknown key {} in {place}", quoted(key)))
                        .label(format!("not a key of the kind {}", quoted(kind)))
                        .see(origin, "the kind was changed here, and the other keys are left")
                        .help(format!("set the whole table: `{whole}`")),
                );
                continue;
            }
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
