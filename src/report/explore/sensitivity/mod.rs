//! What drives a metric: its finding in a sentence, as text, and as charts.

pub mod indices;
pub mod text;
pub mod tornado;

use crate::engine::summary::Range;
use crate::{
    explore::sensitivity::{Findings, findings::Shares},
    report::{
        charts::Chart,
        numbers::{list, percent_range, said, value},
    },
};

/// Inputs that are named in a finding have at least this share of the variance.
const NAMED: f64 = 0.1;

/// An input whose interval reaches below this share cannot be told from nothing.
const NOTHING: f64 = 0.01;

/// The charts of a study.
#[must_use]
pub fn charts(findings: &Findings) -> Vec<Chart> {
    [Some(indices::chart(findings)), tornado::chart(findings)].into_iter().flatten().collect()
}

/// The finding in a sentence without a full stop: which inputs have most of the variance.
#[must_use]
pub fn headline(findings: &Findings) -> String {
    let label = &findings.label;
    let share = |total: f64| said(total.clamp(0.0, 1.0));
    let leading: Vec<_> = findings
        .studied()
        .filter(|(_, shares)| shares.total >= NAMED && shares.total_interval.low > NOTHING)
        .take(3)
        .collect();
    let Some(((first, shares), rest)) = leading.split_first() else {
        return match findings.chance {
            Some(chance) if chance.total > 0.5 => {
                format!(
                    "Chance, not any one input, moves {label} most, with {} of its variance",
                    share(chance.total)
                )
            }
            _ => format!("No single input drives {label}: none has a clear tenth of its variance"),
        };
    };
    let together =
        if shares.total - shares.first > shares.first { ", mostly together with others" } else { "" };
    let settled = if findings.converged { "" } else { ", though the shares have not settled" };
    if rest.is_empty() {
        let total = share(shares.total);
        return format!(
            "{label} hangs on {} most, with {total} of its variance{together}{settled}",
            first.key
        )
        .into_title();
    }
    let names: Vec<String> = std::iter::once((first, shares))
        .chain(rest.iter().map(|(input, shares)| (input, shares)))
        .map(|(input, shares)| format!("{} ({})", input.key, share(shares.total)))
        .collect();
    format!("{label} hangs most on {}{settled}", list(&names)).into_title()
}

/// A sentence that begins with a small letter, as one that begins with a capital.
trait Titled {
    fn into_title(self) -> String;
}

impl Titled for String {
    fn into_title(self) -> String {
        let mut letters = self.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// A share of the variance for people: never below 0 or above 100 %.
fn share(share: f64) -> String {
    crate::report::numbers::percent(share.clamp(0.0, 1.0))
}

/// An interval of such a share.
fn interval(range: Range) -> String {
    percent_range(Range { low: range.low.clamp(0.0, 1.0), high: range.high.clamp(0.0, 1.0) })
}

/// The metric as people read it.
fn metric(findings: &Findings, number: f64) -> String {
    if findings.is_share { crate::report::numbers::percent(number) } else { value(number) }
}

/// The indices of what is not one input, with its name.
fn besides(findings: &Findings) -> impl Iterator<Item = (&'static str, Shares)> {
    let others = findings.others.map(|shares| ("all other inputs together", shares));
    let chance = findings.chance.map(|shares| ("chance", shares));
    others.into_iter().chain(chance)
}
