//! A scenario of format 1, rewritten in format 2: what is retired becomes a comment, and every number that a person must
//! look at gets one. The rest of the text stays as it is.

mod changed;
mod edits;
mod sites;

use std::{collections::BTreeSet, ops::Range};

use super::{
    diagnostic::{Diagnostics, Finding},
    parse,
    retired::{self, Retired},
    tree::{Node, Origin, Segment, Table, Value, dotted},
    version,
};
use edits::Edits;
use sites::{Site, is_assigned, line_end, line_start, sites};

/// What became of a scenario's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Migration {
    /// It is in the present format, and stays as it is.
    Current,
    /// It has been rewritten.
    Rewritten {
        /// The new text.
        text: String,
        /// The dotted keys that are left out, each a comment now.
        left_out: Vec<String>,
        /// The dotted keys of numbers that mean something else now, or have another default; each has a comment.
        to_review: Vec<String>,
    },
}

/// Rewrites a scenario of format 1 in format 2. A text that does not say its format is taken for one of format 1.
///
/// Comments, order and layout stay. What a person has to look at has a comment `# migrate: …` above it. Numbers are not
/// converted: what format 1 said in other units is kept in a comment, and the default of format 2 holds.
///
/// ```
/// use armistice::scenario::{Migration, migrate};
/// let old = "name = \"Talks\"\n[actors.north]\nscar = 0.1   # much worse\n";
/// let Migration::Rewritten { text, left_out, .. } = migrate("talks.toml", old)? else { panic!() };
/// assert!(text.starts_with("format = 2\nname = \"Talks\"\n[actors.north]\n# migrate: "));
/// assert!(text.ends_with("\n# scar = 0.1   # much worse\n"));
/// assert_eq!(left_out, ["actors.north.scar"]);
/// assert_eq!(migrate("talks.toml", &text)?, Migration::Current);
/// # Ok::<(), armistice::scenario::Diagnostics>(())
/// ```
///
/// # Errors
/// [`Diagnostics`] if the text is not TOML or no scenario, or if it is for a newer Armistice.
pub fn migrate(file_name: &str, text: &str) -> Result<Migration, Diagnostics> {
    let (tree, mut diagnostics) = parse::open(file_name, text)?;
    if let Some(finding) = version::newer(&tree) {
        diagnostics.report(finding);
    } else if !matches!(tree.get("actors").map(|entry| &entry.node.value), Some(Value::Table(_))) {
        let finding = Finding::new(Origin::default(), "there is no `[actors.NAME]` in this file");
        diagnostics.report(finding.help("is it a scenario?"));
    }
    if !diagnostics.is_empty() {
        diagnostics.sort();
        return Err(diagnostics);
    }
    if says_version(&tree, version::CURRENT) {
        return Ok(Migration::Current);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = &text[..text.len() - body.len()];
    let mut rewriting =
        Rewriting { text: body, edits: Edits::new(body), left_out: Vec::new(), to_review: Vec::new() };
    rewriting.set_version(&tree);
    let gone = rewriting.rewrite(&tree);
    let Rewriting { edits, left_out, to_review, .. } = rewriting;
    let rewritten = edits.done();
    if !says_the_same(&rewritten, (body, &tree), &gone) {
        let what = "this file can't be rewritten without changing what else it says";
        let help =
            "take the keys that `armistice check` names out by hand, and write `format = 2` above `name`";
        diagnostics.report(Finding::new(Origin::default(), what).help(help));
        return Err(diagnostics);
    }
    Ok(Migration::Rewritten { text: format!("{mark}{rewritten}"), left_out, to_review })
}

fn says_version(tree: &Table, version: i64) -> bool {
    tree.get("format")
        .is_some_and(|entry| matches!(entry.node.value, Value::Whole(Some(own)) if own == version))
}

/// Whether a rewritten text is of the present format and says what the old one did, but for what is gone.
fn says_the_same(rewritten: &str, old: (&str, &Table), gone: &Gone) -> bool {
    let Ok((tree, diagnostics)) = parse::open("", rewritten) else { return false };
    let is_current = diagnostics.is_empty() && says_version(&tree, version::CURRENT);
    is_current && leaves(rewritten, &tree, &Gone::default()) == leaves(old.0, old.1, gone)
}

/// All values as they are written, in order, but for what is gone.
fn leaves(text: &str, tree: &Table, gone: &Gone) -> Vec<(String, String)> {
    let sites = sites(text, tree).into_iter().filter(|site| site.is_leaf() && !gone.has(&site.names));
    let said = sites.map(|site| {
        let Origin { start, end, .. } = site.entry.node.origin;
        (dotted(&site.way), text[start..end].to_owned())
    });
    // The place of a table in its list changes when one before it goes.
    let said = said.map(|(key, value)| match key.strip_prefix("correlations[") {
        Some(rest) => (rest.split(']').nth(1).unwrap_or_default().to_owned(), value),
        None => (key, value),
    });
    let mut said: Vec<_> = said.filter(|(key, _)| key != "format").collect();
    said.sort();
    said
}

/// The ways to what is left out, by names.
#[derive(Default)]
struct Gone(BTreeSet<Vec<String>>);

impl Gone {
    /// Whether a way leads to, or into, something that is left out.
    fn has(&self, names: &[String]) -> bool {
        (1..=names.len()).any(|length| self.0.contains(&names[..length]))
    }
}

/// A text that is being rewritten.
struct Rewriting<'t> {
    text: &'t str,
    edits: Edits<'t>,
    left_out: Vec<String>,
    to_review: Vec<String>,
}

impl Rewriting<'_> {
    /// Writes the version where it stands, or else beside the first key: above it, unless a comment is there.
    fn set_version(&mut self, tree: &Table) {
        if let Some(entry) = tree.get("format") {
            let Origin { start, end, .. } = entry.node.origin;
            self.edits.replace(start..end, version::CURRENT.to_string());
            return;
        }
        let first = tree.iter().map(|(_, entry)| entry).min_by_key(|entry| entry.key.start);
        let Some(first) = first else { return };
        let above = self.text[..line_start(self.text, first.key.start)].lines().next_back();
        let is_commented = above.is_some_and(|line| line.trim_start().starts_with('#'));
        let place = if is_commented && is_assigned(self.text, first) {
            line_end(self.text, first.node.origin.end)
        } else {
            first.key.start
        };
        self.edits.insert(place, format!("format = {}", version::CURRENT));
    }

    /// Leaves out what is retired and writes the comments; returns the ways to the keys that are gone.
    fn rewrite(&mut self, tree: &Table) -> Gone {
        let instruments = changed::instruments(tree);
        let mut gone = Gone::default();
        for site in sites(self.text, tree) {
            if gone.has(&site.names) {
                continue;
            }
            let names: Vec<&str> = site.names.iter().map(String::as_str).collect();
            if let Some(retired) = retired::find(&names) {
                let has_default = site.table.get(retired.instead).is_none();
                let default = if has_default { "; its default stands" } else { "" };
                self.leave_out(&site, &format!("{}{default}. It was:", retired.why));
                gone.0.insert(site.names);
            } else if let ["provenance", key] = names[..]
                && let Some(retired) = retired::named(key)
            {
                self.leave_out(&site, &told_of(retired));
                gone.0.insert(site.names);
            } else if names == ["correlations"] {
                self.leave_out_correlations(&site, &mut gone);
            } else if let Some(note) = changed::note(&names, &instruments) {
                self.edits.note_once(site.place(), note);
                self.to_review.push(dotted(&site.way));
            }
        }
        gone
    }

    fn leave_out(&mut self, site: &Site<'_>, note: &str) {
        self.edits.note(site.place(), note);
        if site.within.is_some() {
            for part in self.edits.take_out(site.entry) {
                self.keep(site, &site.way[..site.way.len() - 1], part);
            }
        } else {
            self.edits.silence(site.entry);
        }
        self.left_out.push(dotted(&site.way));
    }

    /// Writes what was taken out of a table in braces into a comment above the statement.
    fn keep(&mut self, site: &Site<'_>, table: &[Segment], part: Range<usize>) {
        let text = self.text;
        let part: Vec<&str> = text[part].lines().map(str::trim).collect();
        self.edits.insert(site.place(), format!("# {}: {}", dotted(table), part.join(" ")));
    }

    /// Leaves out the correlations of numbers that are retired.
    fn leave_out_correlations(&mut self, site: &Site<'_>, gone: &mut Gone) {
        let Value::List(nodes) = &site.entry.node.value else { return };
        for (place, node) in nodes.iter().enumerate() {
            let Value::Table(table) = &node.value else { continue };
            let Some(retired) = table.get("between").and_then(|entry| retired_in(&entry.node)) else {
                continue;
            };
            let Origin { start, end, .. } = node.origin;
            if is_assigned(self.text, site.entry) {
                self.edits.note(site.place(), &told_of(retired));
                let item = self.edits.take_out_item(start..end);
                self.keep(site, &site.way, item);
            } else {
                self.edits.note(start, &told_of(retired));
                self.edits.silence_table(node);
            }
            self.left_out.push(format!("correlations[{place}]"));
            gone.0.insert([site.names.clone(), vec![place.to_string()]].concat());
        }
    }
}

fn told_of(retired: &Retired) -> String {
    format!("this was about `{}`, which is gone:", retired.name())
}

/// The retired key that one of the texts of a list names.
fn retired_in(list: &Node) -> Option<&'static Retired> {
    let Value::List(nodes) = &list.value else { return None };
    nodes.iter().find_map(|node| match &node.value {
        Value::Text(text) => retired::named(text),
        _ => None,
    })
}
