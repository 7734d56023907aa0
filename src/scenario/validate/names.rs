//! The names of a scenario: which actors, issues, levels and tracks there are, and who means which.

use std::{collections::BTreeMap, sync::Arc};

use crate::model::{ActorId, IssueId};

use super::super::{
    diagnostic::{Diagnostics, Finding},
    format::Text,
    spec::ScenarioSpec,
    tree::{Table, Value},
    wording::{did_you_mean, quoted},
};

/// Longest identifier.
const LONGEST: usize = 64;

/// What can be named.
pub(super) struct Names {
    pub actors: Vec<Arc<str>>,
    pub issues: Vec<Arc<str>>,
    pub tracks: Vec<Arc<str>>,
    /// Whether a name is missing because it could not be read: then nothing is said of unknown ones.
    pub actors_broken: bool,
    pub issues_broken: bool,
}

impl Names {
    /// The names of a file; reports those that are used twice or can't be names.
    pub fn of(spec: &ScenarioSpec, tree: &Table, diagnostics: &mut Diagnostics) -> Self {
        let actors: Vec<&Text> = spec.actors.entries.iter().map(|(id, _)| id).collect();
        let issues: Vec<&Text> = spec.issues.iter().map(|issue| &issue.id).collect();
        let tracks: Vec<&Text> = spec.tracks.iter().map(|track| &track.id).collect();
        let guarantees: Vec<&Text> = spec.guarantees.iter().map(|guarantee| &guarantee.id).collect();
        for (what, ids) in
            [("actor", &actors), ("issue", &issues), ("track", &tracks), ("guarantee", &guarantees)]
        {
            check_unique(what, ids, diagnostics);
            ids.iter().for_each(|id| check_identifier(what, id, diagnostics));
        }
        for track in tracks.iter().filter(|track| !track.broken) {
            if let Some(actor) = actors.iter().find(|actor| actor.text == track.text) {
                diagnostics.report(
                    Finding::new(
                        track.origin,
                        format!("{} names both a track and an actor", quoted(&track.text)),
                    )
                    .label("the track")
                    .see(actor.origin, "the actor")
                    .why("members of a track are named by actor or by track")
                    .help("rename the track"),
                );
            }
        }
        let broken =
            |key: &str| tree.get(key).is_some_and(|entry| !matches!(entry.node.value, Value::List(_)));
        let texts = |ids: &[&Text]| ids.iter().map(|id| id.text.clone()).collect();
        Self {
            actors: texts(&actors),
            issues: texts(&issues),
            tracks: texts(&tracks),
            actors_broken: spec.actors.broken,
            issues_broken: broken("issues") || issues.iter().any(|id| id.broken),
        }
    }

    /// The actor that a text names, or a report.
    pub fn actor(&self, text: &Text, diagnostics: &mut Diagnostics) -> Option<ActorId> {
        let place = self.actors.iter().position(|name| *name == text.text);
        if place.is_none() && self.actors_broken {
            return None;
        }
        find("actor", text, &self.actors, diagnostics).map(ActorId)
    }

    /// The issue that a text names, or a report.
    pub fn issue(&self, text: &Text, diagnostics: &mut Diagnostics) -> Option<IssueId> {
        let place = self.issues.iter().position(|name| *name == text.text);
        if place.is_none() && self.issues_broken {
            return None;
        }
        find("issue", text, &self.issues, diagnostics).map(IssueId)
    }
}

/// The place of a name in a list, or a report with what may have been meant.
pub(super) fn find(
    what: &str,
    text: &Text,
    names: &[Arc<str>],
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let nothing = |name: &str| (format!("there is no {what} {name}"), format!("no such {what}"));
    place_of(text, names, nothing, diagnostics)
}

/// The place of a name in a list, or a report of what `missing` says and labels about the quoted name, with what
/// may have been meant.
pub(super) fn place_of(
    text: &Text,
    names: &[Arc<str>],
    missing: impl FnOnce(&str) -> (String, String),
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    if text.broken {
        return None;
    }
    let place = names.iter().position(|name| *name == text.text);
    if place.is_none() {
        let known = names.iter().map(|name| &**name).filter(|name| !name.is_empty());
        let (what, label) = missing(&quoted(&text.text));
        let finding = Finding::new(text.origin, what)
            .label(label)
            .maybe_help(diagnostics.suggest(|| did_you_mean(&text.text, known)));
        diagnostics.report(finding);
    }
    place
}

/// Reports each name that has been used before.
pub(super) fn check_unique(what: &str, names: &[&Text], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Text> = BTreeMap::new();
    for name in names.iter().filter(|name| !name.broken) {
        if let Some(first) = seen.insert(name.as_str(), name) {
            diagnostics.report(
                Finding::new(name.origin, format!("there are two {what}s {}", quoted(&name.text)))
                    .label("the second one")
                    .see(first.origin, "the first one")
                    .help("rename one of them"),
            );
        }
    }
}

fn check_identifier(what: &str, id: &Text, diagnostics: &mut Diagnostics) {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let length = id.text.chars().count();
    if id.broken || (id.text.chars().all(is_letter) && (1..=LONGEST).contains(&length)) {
        return;
    }
    let label = if length > LONGEST { format!("longer than {LONGEST} characters") } else { String::new() };
    diagnostics.report(
        Finding::new(id.origin, format!("{} can't be the key of the {what}", quoted(&id.text)))
            .label(label)
            .why("keys are used in dotted paths and file names: letters a to z, digits, `_` and `-`")
            .help("choose a plain key, and give the name for people as `label`"),
    );
}
