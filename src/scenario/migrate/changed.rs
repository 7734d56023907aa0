//! Numbers of format 1 that format 2 reads as well, but means otherwise.

use std::collections::BTreeSet;

use super::super::{
    retired::leads,
    tree::{Node, Table, Value},
};

/// A dotted key, with `*` for any name, and what is to be known about the number there.
const CHANGED: &[(&str, &str)] = &[
    (
        "actors.*.stakes",
        "these are now the stakes of every war, at the table and after; their default changed",
    ),
    (
        "actors.*.resentment",
        "pressure now lowers what the signed peace is worth, and no longer adds to an attack",
    ),
    (
        "ceasefire.attack_ceiling",
        "this is now the chance that an attack is considered at all; its default changed",
    ),
    ("ceasefire.decisiveness", "this now weighs war against waiting for another period; its default changed"),
    (
        "ceasefire.exposure",
        "this now costs in every period of a war that was seen to begin; its default changed",
    ),
    ("ceasefire.consolidation", "this now costs in every period of a new war; its default changed"),
    (
        "ceasefire.containment_with_response",
        "only the severest answers reach this now: see `containment_severity`",
    ),
    (
        "ceasefire.conditional_aid",
        "this is now the chance that all promises hold at once for who began the war",
    ),
    ("guarantees.*.severity", SEVERITY),
    ("issues.*.effect.severity", SEVERITY),
    (
        "issues.*.effect.exposure",
        "this adds to `ceasefire.exposure`, which now costs in every period of a war",
    ),
    ("expect.*.metric", "the bounds were meant for the results of format 1: look at the new ones first"),
];

const SEVERITY: &str =
    "severity now costs in every period of the war, and decides how likely an attack is contained";

const VALUES: &str = "what this does to war and peace now counts beside these values: keep them small; `armistice check` shows both";

/// What is to be known about the number that names lead to.
pub(super) fn note(names: &[&str], issues: &BTreeSet<String>) -> Option<&'static str> {
    if let ["issues", issue, "values"] = names
        && issues.contains(*issue)
    {
        return Some(VALUES);
    }
    let is_meant = |key: &str| key.split('.').count() == names.len() && leads(names, key);
    CHANGED.iter().find(|(key, _)| is_meant(key)).map(|(_, note)| *note)
}

/// The issues, by their places in the list, whose agreed level acts on war and peace beside what it is worth.
pub(super) fn instruments(tree: &Table) -> BTreeSet<String> {
    let table = |key: &str| match &tree.get(key)?.node.value {
        Value::Table(table) => Some(table),
        _ => None,
    };
    let monitoring = table("monitoring").and_then(|monitoring| monitoring.text("issue"));
    let Some(Value::List(issues)) = tree.get("issues").map(|entry| &entry.node.value) else {
        return BTreeSet::new();
    };
    let acts = |(place, node): (usize, &Node)| {
        let Value::Table(issue) = &node.value else { return None };
        let effect = issue.get("effect").map(|entry| &entry.node.value);
        let kind = match effect {
            Some(Value::Table(effect)) => effect.text("kind"),
            _ => None,
        };
        let is_monitoring = monitoring.is_some() && issue.text("id") == monitoring;
        (is_monitoring || matches!(kind, Some("guarantee" | "presence" | "troop_cap")))
            .then(|| place.to_string())
    };
    issues.iter().enumerate().filter_map(acts).collect()
}
