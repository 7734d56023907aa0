//! What is wrong with a scenario file, told so that its author can mend it: where, what, why, and what to do.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Override, tree::Origin, wording::shown};

/// Most diagnostics that are shown in full.
const SHOWN: usize = 50;

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    origin: Origin,
    what: String,
    label: String,
    related: Vec<(Origin, String)>,
    why: Option<String>,
    help: Option<String>,
}

impl Finding {
    /// Something wrong at a place; `what` is the headline, one sentence without a full stop.
    pub fn new(origin: Origin, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { origin, what, label: String::new(), related: Vec::new(), why: None, help: None }
    }

    /// The words beside the caret.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Another place that has to do with it.
    pub fn see(mut self, origin: Origin, label: impl Into<String>) -> Self {
        self.related.push((origin, label.into()));
        self
    }

    /// Why it is wrong.
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// What to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do, if there is anything to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// Where a scenario says something: in its file, or in an override.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub(super) Origin);

/// Something wrong with what a scenario names but does not hold, such as another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where the scenario names it.
    pub place: Place,
    /// The headline: one sentence without a full stop.
    pub what: String,
    /// The words beside the caret.
    pub label: String,
    /// What to do.
    pub help: String,
}

/// A text that findings point into.
#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: String,
}

/// All that is wrong with a scenario file. Displayed, every error shows `file:line:col`, the source line, why,
/// and what to do.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    sources: Vec<Source>,
    findings: Vec<Finding>,
    /// Whether the file could not be read far enough to check it whole.
    pub(super) unfinished: bool,
}

impl Diagnostics {
    pub(super) fn new(file_name: &str, text: &str) -> Self {
        let mut diagnostics = Self { sources: Vec::new(), findings: Vec::new(), unfinished: false };
        diagnostics.add_source(file_name, text);
        diagnostics
    }

    /// What is wrong with things that a valid scenario names but does not hold. The text and the overrides are those that
    /// it was parsed from.
    #[must_use]
    pub fn outside(
        file_name: &str,
        text: &str,
        overrides: &[Override],
        problems: impl IntoIterator<Item = Problem>,
    ) -> Self {
        let mut diagnostics = Self::new(file_name, text.strip_prefix('\u{feff}').unwrap_or(text));
        for given in overrides {
            diagnostics.add_source("--set", given.as_str());
        }
        for Problem { place: Place(origin), what, label, help } in problems {
            diagnostics.report(Finding::new(origin, what).label(label).help(help));
        }
        diagnostics.sort();
        diagnostics
    }

    /// Adds a text that findings may point into; returns its number.
    pub(super) fn add_source(&mut self, name: &str, text: &str) -> usize {
        self.sources.push(Source { name: name.to_owned(), text: text.to_owned() });
        self.sources.len() - 1
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A suggestion, unless there are more errors already than are shown: looking for one takes time.
    pub(super) fn suggest<T>(&self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.findings.len() <= 2 * SHOWN { look() } else { None }
    }

    /// Number of errors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether there is no error.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Forgets what was found after there were `count` findings.
    pub(super) fn truncate(&mut self, count: usize) {
        self.findings.truncate(count);
    }

    /// Puts the findings in the order of the file, overrides last, and drops exact repetitions.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.origin.source, finding.origin.start);
            key(a).cmp(&key(b))
        });
        self.findings.dedup_by(|a, b| a.origin == b.origin && a.what == b.what);
    }

    /// The file, line and column of each error that is shown, counted from 1, and its headline: for machines.
    pub fn headlines(&self) -> impl Iterator<Item = (&str, usize, usize, &str)> {
        self.findings.iter().take(SHOWN).map(|finding| {
            let (name, line, column) = self.place(finding.origin);
            (name, line, column, finding.what.as_str())
        })
    }

    /// The errors as text, with colours for a terminal or plain.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for finding in self.findings.iter().take(SHOWN) {
            text.push_str(&renderer.render(&[self.group(finding)]));
            text.push_str("\n\n");
        }
        let count = self.findings.len();
        let left = count.saturating_sub(SHOWN);
        if left > 0 {
            text.push_str(&format!("… and {left} more; mend these first\n"));
        }
        let errors = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
        let name = self.sources.first().map_or("", |source| source.name.as_str());
        text.push_str(&format!("{name}: {errors}"));
        if self.unfinished {
            text.push_str("; the rest of the file is checked once it is TOML");
        }
        text
    }

    fn place(&self, origin: Origin) -> (&str, usize, usize) {
        let Some(source) = self.sources.get(origin.source) else { return ("", 1, 1) };
        let start = floor(&source.text, origin.start);
        let line = source.text[..start].matches('\n').count() + 1;
        let from = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
        (&source.name, line, source.text[from..start].chars().count() + 1)
    }

    fn group<'a>(&'a self, finding: &'a Finding) -> Group<'a> {
        let primary = (finding.origin, finding.label.as_str(), AnnotationKind::Primary);
        let (_, line, _) = self.place(finding.origin);
        let is_near = |(origin, _): &&(Origin, String)| {
            origin.source == finding.origin.source && self.place(*origin).1 == line
        };
        let context =
            |(origin, label): &'a (Origin, String)| (*origin, label.as_str(), AnnotationKind::Context);
        let near = finding.related.iter().filter(is_near).map(context);
        let first: Vec<_> = std::iter::once(primary).chain(near).collect();
        let mut group = Level::ERROR.primary_title(shown(&finding.what)).element(self.snippet(&first));
        for related in finding.related.iter().filter(|related| !is_near(related)) {
            group = group.element(self.snippet(&[context(related)]));
        }
        if let Some(why) = &finding.why {
            group = group.element(Level::NOTE.message(shown(why)));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(shown(help)));
        }
        group
    }

    /// The line at some origins, all on the same one, with the words below it.
    fn snippet<'a>(
        &'a self,
        marks: &[(Origin, &'a str, AnnotationKind)],
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let first = marks.first().map_or_else(Origin::default, |(origin, ..)| *origin);
        let source = &self.sources[first.source.min(self.sources.len() - 1)];
        let (_, line, _) = self.place(first);
        let start = floor(&source.text, first.start);
        let from = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = source.text[start..].find('\n').map_or(source.text.len(), |at| start + at);
        let text = without_c1(&source.text[from..to]);
        let mut snippet = Snippet::source(text).line_start(line).path(shown(&source.name)).fold(false);
        for (origin, label, kind) in marks {
            let start = floor(&source.text, origin.start).clamp(from, to);
            let end = floor(&source.text, origin.end).clamp(start, to);
            let place = |at: usize| without_c1(&source.text[from..at]).len();
            let mark = kind.span(place(start)..place(end));
            snippet = snippet.annotation(if label.is_empty() { mark } else { mark.label(shown(label)) });
        }
        snippet
    }
}

/// The last boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line without the control characters that are shown as they are in a snippet: those of ISO 6429's second set, among
/// them one that begins a terminal's commands.
fn without_c1(line: &str) -> String {
    line.replace(|letter| ('\u{80}'..='\u{9f}').contains(&letter), "\u{fffd}")
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
