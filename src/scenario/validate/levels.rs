//! The levels of issues: their names, how many deals they make, and which one a name means.

use std::sync::Arc;

use super::{
    super::{
        diagnostic::{Diagnostics, Finding},
        format::Text,
        spec::{IssueSpec, RangeSpec},
        tree::Origin,
        wording::quoted,
    },
    limits::MOST_DEALS,
    names::{check_unique, place_of},
};

/// The names of each issue's levels; an issue whose levels are broken has none, and when there are too many deals
/// no issue has any.
pub(super) fn levels(issues: &[IssueSpec], diagnostics: &mut Diagnostics) -> Vec<Vec<Arc<str>>> {
    let counts: Vec<u64> = issues.iter().map(count).collect();
    let deals = counts.iter().try_fold(1_u64, |deals, count| deals.checked_mul(*count));
    if deals.is_some_and(|deals| deals <= MOST_DEALS as u64) {
        return issues.iter().map(|issue| levels_of(issue, diagnostics)).collect();
    }
    let largest = issues.iter().zip(&counts).max_by_key(|(_, count)| **count);
    if let Some((issue, most)) = largest {
        let sizes: Vec<String> = counts.iter().take(12).map(u64::to_string).collect();
        let more = if counts.len() > 12 { " × …" } else { "" };
        let deals = deals.map_or("too many".to_owned(), |deals| deals.to_string());
        let origin = issue.range.as_ref().map_or(issue.origin, |range| range.steps.origin);
        let origin = if origin == Origin::default() { issue.origin } else { origin };
        diagnostics.report(
            Finding::new(
                origin,
                format!("the deal space has {deals} deals; at most {MOST_DEALS} are possible"),
            )
            .label(format!("this issue has most levels: {most}"))
            .why(format!("every combination of levels is a deal: {}{more}", sizes.join(" × ")))
            .help("lower `steps`, or leave out levels or an issue"),
        );
    }
    vec![Vec::new(); issues.len()]
}

/// How many levels an issue is meant to have.
fn count(issue: &IssueSpec) -> u64 {
    match (&issue.levels, &issue.range) {
        (Some(levels), _) => levels.len().max(1) as u64,
        (None, Some(range)) => range.steps.number.max(1),
        (None, None) => 1,
    }
}

fn levels_of(issue: &IssueSpec, diagnostics: &mut Diagnostics) -> Vec<Arc<str>> {
    let id = quoted(issue.id.as_str());
    match (&issue.levels, &issue.range) {
        (Some(levels), _) if levels.iter().any(|level| level.broken) => Vec::new(),
        (Some(levels), None) => {
            if levels.len() < 2 {
                let origin = levels.first().map_or(issue.origin, |level| level.origin);
                diagnostics.report(
                    Finding::new(
                        origin,
                        format!("issue {id} has {} level", levels.len()).replace("0 level", "no level"),
                    )
                    .label("at least two levels are needed")
                    .why("an issue with one level leaves nothing to agree on"),
                );
            }
            check_unique("level", &levels.iter().collect::<Vec<_>>(), diagnostics);
            levels.iter().map(|level| level.text.clone()).collect()
        }
        (None, Some(range)) => range_levels(range, diagnostics),
        (None, None) => {
            diagnostics.report(
                Finding::new(issue.origin, format!("issue {id} has neither `levels` nor `range`"))
                    .label("its levels are missing")
                    .help("add `levels = [\"…\", \"…\"]`, or `range = { from = …, to = …, unit = \"…\" }`"),
            );
            Vec::new()
        }
        (Some(_), Some(range)) => {
            diagnostics.report(
                Finding::new(range.origin, format!("issue {id} has both `levels` and `range`"))
                    .label("`levels` are given too")
                    .help("keep the one that you mean"),
            );
            Vec::new()
        }
    }
}

fn range_levels(range: &RangeSpec, diagnostics: &mut Diagnostics) -> Vec<Arc<str>> {
    let (from, to) = (range.from.number, range.to.number);
    if range.from.broken || range.to.broken || range.steps.broken {
        return Vec::new();
    }
    if from >= to {
        diagnostics.report(
            Finding::new(range.to.origin, format!("the range must end above its beginning, {from}"))
                .label(format!("{to} is not above {from}"))
                .help("write the smaller number as `from`; who wants less says so in `values`"),
        );
        return Vec::new();
    }
    let unit = range.unit.as_ref().map_or("", |unit| unit.as_str());
    let last = range.steps.number - 1;
    let name = |step: u64| {
        #[expect(clippy::cast_precision_loss)]
        let number = from + (to - from) * (step as f64 / last as f64);
        Arc::from(format!("{} {unit}", plain(number)).trim_end())
    };
    let names: Vec<Arc<str>> = (0..=last).map(name).collect();
    let alike = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| quoted(&pair[0]));
    if alike.is_some() || to - from < NARROWEST * from.abs().max(to.abs()) {
        let label =
            alike.map_or("too close to `from`".to_owned(), |name| format!("two levels would be {name}"));
        diagnostics.report(
            Finding::new(range.to.origin, "the levels of the range can't be told apart")
                .label(label)
                .why("levels are numbers of at most six decimals")
                .help("write the range in a smaller unit, or with fewer `steps`"),
        );
        return Vec::new();
    }
    names
}

/// The narrowest range, as a share of its larger end: what is left of a number's digits must tell its levels apart.
const NARROWEST: f64 = 1e-9;

/// A number with at most 6 significant decimals, without trailing zeros.
fn plain(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The place of a level in an issue, or a report.
pub(super) fn level(
    text: &Text,
    issue: &IssueSpec,
    levels: &[Arc<str>],
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    if levels.is_empty() {
        return None;
    }
    let issue = quoted(issue.id.as_str());
    let nothing = |level: &str| (format!("issue {issue} has no level {level}"), "no such level".to_owned());
    place_of(text, levels, nothing, diagnostics)
}
