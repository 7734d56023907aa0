//! Changes to a text that leave the rest of it as it is.

use std::{collections::BTreeSet, ops::Range};

use super::{
    super::tree::{Entry, Node, Value},
    sites::{is_assigned, line_end, line_start},
};

/// What a comment for the author begins with.
const MARK: &str = "# migrate: ";

/// Changes on their way to a text.
pub(super) struct Edits<'t> {
    text: &'t str,
    /// Lines to add, each before the line that begins there.
    lines: Vec<(usize, String)>,
    /// Those that may stand there once.
    noted: BTreeSet<(usize, String)>,
    /// Where lines begin that become comments.
    silenced: BTreeSet<usize>,
    /// What takes the place of parts of lines.
    replaced: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            lines: Vec::new(),
            noted: BTreeSet::new(),
            silenced: BTreeSet::new(),
            replaced: Vec::new(),
        }
    }

    /// Writes a line above that of a place, below those that were written there before.
    pub fn insert(&mut self, place: usize, line: impl Into<String>) {
        self.lines.push((line_start(self.text, place), line.into()));
    }

    /// Writes a comment for the author above the line of a place.
    pub fn note(&mut self, place: usize, note: &str) {
        self.insert(place, format!("{MARK}{note}"));
    }

    /// The same, unless the comment is there already.
    pub fn note_once(&mut self, place: usize, note: &str) {
        if self.noted.insert((line_start(self.text, place), note.to_owned())) {
            self.note(place, note);
        }
    }

    /// Puts something in the place of a part of a line.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.replaced.push((range, with.into()));
    }

    /// Makes comments of all the lines of an entry.
    pub fn silence(&mut self, entry: &Entry) {
        if is_assigned(self.text, entry) {
            self.silence_lines(entry.key.start..entry.node.origin.end);
        } else {
            self.silence_table(&entry.node);
        }
    }

    /// Makes comments of the header of a table, if it has one, and of all that is in the table.
    pub fn silence_table(&mut self, node: &Node) {
        if self.text[node.origin.start..].starts_with('[') {
            self.silence_lines(node.origin.start..node.origin.end);
        }
        if let Value::Table(table) = &node.value {
            table.iter().for_each(|(_, inner)| self.silence(inner));
        }
    }

    fn silence_lines(&mut self, range: Range<usize>) {
        let mut start = line_start(self.text, range.start);
        while start < range.end {
            let end = line_end(self.text, start);
            if !self.text[start..end].trim().is_empty() {
                self.silenced.insert(start);
            }
            start = end;
        }
    }

    /// Takes an entry out of the braces in which it stands; says where its parts stood.
    pub fn take_out(&mut self, entry: &Entry) -> Vec<Range<usize>> {
        if !is_assigned(self.text, entry)
            && let Value::Table(table) = &entry.node.value
        {
            return table.iter().flat_map(|(_, inner)| self.take_out(inner)).collect();
        }
        let before = &self.text[..entry.key.start];
        let start = before.rfind(['{', ',', '\n']).map_or(0, |at| at + 1);
        let blank = before[start..].len() - before[start..].trim_start().len();
        vec![self.take_out_item(start + blank..entry.node.origin.end)]
    }

    /// Takes an item out of braces or brackets, with a comma beside it; says where it stood.
    pub fn take_out_item(&mut self, item: Range<usize>) -> Range<usize> {
        let blank = [' ', '\t'];
        let after = self.text[item.end..].trim_start_matches(blank);
        let range = if let Some(rest) = after.strip_prefix(',') {
            item.start..self.text.len() - rest.trim_start_matches(blank).len()
        } else {
            // The last one takes the comma before it along, and what was taken out between the two.
            let mut start = item.start;
            for (range, _) in self.replaced.iter().rev() {
                if range.end != start {
                    break;
                }
                start = range.start;
            }
            let before = self.text[..start].trim_end();
            before.strip_suffix(',').map_or(start, str::len)..item.end
        };
        self.replaced.push((range, String::new()));
        item
    }

    /// The text with all changes in it.
    pub fn done(self) -> String {
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let indent = |start: usize| {
            let line = &self.text[start..];
            &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
        };
        let lines = self
            .lines
            .iter()
            .map(|(start, line)| (*start..*start, format!("{}{line}{newline}", indent(*start))));
        let silenced = self.silenced.iter().map(|start| {
            let place = start + indent(*start).len();
            (place..place, "# ".to_owned())
        });
        let mut changes: Vec<_> = lines.chain(silenced).chain(self.replaced.iter().cloned()).collect();
        // What is at one place keeps its order: lines above it, then what makes it a comment.
        changes.sort_by_key(|(range, _)| range.start);
        let mut text = String::new();
        let mut place = 0;
        for (range, with) in changes {
            text.push_str(self.text.get(place..range.start).unwrap_or_default());
            text.push_str(&with);
            place = place.max(range.end);
        }
        text + &self.text[place..]
    }
}
