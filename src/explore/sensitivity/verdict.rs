//! What of a study can be relied on: signs that the indices have not settled, and what else limits them.

use super::findings::{Findings, InputFindings, Shares};
use crate::scenario::{ProvenanceKind, Scenario};

/// An interval that reaches further than this to either side is too wide to read a share from.
const WIDE: f64 = 0.1;

/// A sum of shares alone that is this much above 1 is more than chance makes of independent inputs.
const SUM: f64 = 1.05;

/// Chance with more of the variance than this hides what the inputs do.
const LOUD: f64 = 0.3;

/// An input with more of the variance than this carries the result.
const HALF: f64 = 0.5;

fn half_width(shares: &Shares) -> f64 {
    let of = |low: f64, high: f64| (high - low) / 2.0;
    let total = of(shares.total_interval.low, shares.total_interval.high);
    total.max(of(shares.first_interval.low, shares.first_interval.high))
}

/// Why the indices have not settled; none if they have.
pub(super) fn doubts(findings: &Findings) -> Vec<String> {
    let mut doubts = Vec::new();
    let counts = &findings.counts;
    if !counts.complete {
        doubts.push(format!(
            "It was interrupted after {} of {} base samples.",
            counts.samples, counts.samples_asked
        ));
    }
    let widest = findings.studied().map(|(input, shares)| (input, half_width(&shares)));
    let widest = widest.fold(None, |widest: Option<(&InputFindings, f64)>, next| match widest {
        Some(widest) if widest.1 >= next.1 => Some(widest),
        _ => Some(next),
    });
    if let Some((input, half)) = widest.filter(|(_, half)| *half > WIDE) {
        doubts.push(format!(
            "The widest interval, of `{}`, reaches {} points to either side: about {} base samples would bring it \
             below {}.",
            input.key,
            points(half),
            enough(counts.samples_whole, half),
            points(WIDE)
        ));
    }
    if findings.sum_of_first > SUM {
        doubts.push(format!(
            "The shares alone add up to {}%, and cannot exceed 100%: take more base samples.",
            points(findings.sum_of_first)
        ));
    }
    for (input, shares) in findings.studied() {
        if shares.first_interval.low > shares.total_interval.high {
            doubts.push(format!(
                "`{}` has more of the variance alone than in all: take more base samples.",
                input.key
            ));
        }
        if shares.first_interval.high < 0.0 {
            doubts.push(format!("`{}` has a share below 0: take more base samples.", input.key));
        }
    }
    doubts
}

/// A share in percentage points, as a whole number.
fn points(share: f64) -> String {
    format!("{:.0}", 100.0 * share)
}

/// Base samples, a power of two, for an interval that reaches at most [`WIDE`]: it narrows with the root of their
/// number.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rough number, and casts saturate"
)]
fn enough(samples: u64, half: f64) -> u64 {
    let wanted = samples as f64 * (half / WIDE) * (half / WIDE);
    (wanted.min(1e12) as u64).max(1).next_power_of_two()
}

/// What else to know of how far the indices carry.
pub(super) fn notes(scenario: &Scenario, findings: &Findings) -> Vec<String> {
    let mut notes = Vec::new();
    let counts = &findings.counts;
    if counts.samples_whole < counts.samples {
        notes.push(format!(
            "{} has no value somewhere in {} of {} base samples, which are left out: the shares are those among draws \
             in which it has one. More runs a point (--replications) leave fewer out.",
            capital(&findings.label),
            counts.samples - counts.samples_whole,
            counts.samples
        ));
    }
    if let Some(chance) = findings.chance.filter(|chance| chance.total > LOUD) {
        notes.push(format!(
            "Chance has {} of the variance at {} runs a point, which makes the shares of the inputs alone smaller: \
             more runs a point (--replications) would tell them apart.",
            percent(chance.total),
            counts.replications
        ));
    }
    if let Some(others) = findings.others.filter(|others| others.total > WIDE) {
        notes.push(format!(
            "The inputs that were screened out have {} of the variance together: look at more (--inputs).",
            percent(others.total)
        ));
    }
    let mut ranked = findings.studied();
    if let (Some((one, first)), Some((other, second))) = (ranked.next(), ranked.next())
        && first.total_interval.low < second.total_interval.high
    {
        notes.push(format!("Which of `{}` and `{}` matters more is not settled.", one.key, other.key));
    }
    if !scenario.correlations.is_empty() {
        notes.push(
            "Some inputs are correlated. Of two that are tied, the earlier in the file is counted with all that it \
             brings about in the later one, the later with what is its own."
                .to_owned(),
        );
    }
    if !counts.samples.is_power_of_two() {
        notes.push("Base samples are spread most evenly when their number is a power of two.".to_owned());
    }
    notes
}

/// What the reader should know before trusting the scenario (model.md F).
pub(super) fn warnings(findings: &Findings) -> Vec<String> {
    let unsourced = |input: &InputFindings| input.provenance != ProvenanceKind::Source.as_str();
    let carrying = findings.studied().filter(|(input, shares)| shares.total > HALF && unsourced(input));
    carrying
        .map(|(input, shares)| {
            format!(
                "`{}`, which has no source, has {} of the variance of {}: the result rests on it.",
                input.key,
                percent(shares.total),
                findings.label
            )
        })
        .collect()
}

fn percent(share: f64) -> String {
    format!("{}%", points(share.clamp(0.0, 1.0)))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
