//! What the numbers say, in plain sentences: computed, neutral, at most two significant digits.

use crate::{
    engine::summary::{Estimate, OutcomeShare, Range, Summary},
    report::numbers::{count, list, percent, percent_range, periods, ratio},
};

/// The share of all runs with some ending, 0 if it is not there.
pub fn share(summary: &Summary, outcome: &str) -> f64 {
    ending(summary, outcome).and_then(|ending| ending.share.value).unwrap_or(0.0)
}

/// One ending by its name.
pub fn ending<'a>(summary: &'a Summary, outcome: &str) -> Option<&'a OutcomeShare> {
    summary.outcomes.iter().find(|ending| ending.outcome == outcome)
}

/// The endings with their names for people. Where no time after signing is watched, there are two.
pub fn endings(summary: &Summary) -> Vec<(&str, &OutcomeShare)> {
    let watched = summary.scenario.hold > 0;
    let shown = |ending: &&OutcomeShare| watched || matches!(ending.outcome.as_str(), "no_deal" | "durable");
    let merely_signed = |ending: &OutcomeShare| !watched && ending.outcome == "durable";
    summary
        .outcomes
        .iter()
        .filter(shown)
        .map(|ending| (if merely_signed(ending) { "Deal signed" } else { ending.label.as_str() }, ending))
        .collect()
}

/// P(deal).
pub fn p_deal(summary: &Summary) -> Option<f64> {
    headline(summary, "p_deal")
        .and_then(|estimate| estimate.value)
        .or(ratio(summary.counts.signed, summary.counts.runs))
}

/// P(durable | deal).
pub fn p_durable_given_deal(summary: &Summary) -> Option<f64> {
    let counted = || ratio(ending(summary, "durable")?.count, summary.counts.signed);
    headline(summary, "p_durable_given_deal").and_then(|estimate| estimate.value).or_else(counted)
}

/// A headline estimate by its name.
pub fn headline<'a>(summary: &'a Summary, metric: &str) -> Option<&'a Estimate> {
    summary.metrics.get(metric)
}

/// The answer to the scenario's question, as far as numbers go, in one to three sentences.
pub fn answer(summary: &Summary) -> String {
    let counts = &summary.counts;
    let hold = periods(u64::from(summary.scenario.hold), &summary.scenario.period);
    if counts.runs == 0 {
        return "No run was completed, so there is nothing to say.".to_owned();
    }
    if counts.signed == 0 {
        let blocked = blocker(summary).map(|sentence| format!(" {sentence}")).unwrap_or_default();
        return format!("No deal is signed in any of the {} runs.{blocked}", count(counts.runs));
    }
    let deal = percent(p_deal(summary).unwrap_or(0.0));
    if summary.scenario.hold == 0 {
        return format!(
            "A deal is signed in {deal} of runs. No time after signing is watched, so nothing is said about \
             how long peace would hold."
        );
    }
    let durable = ending(summary, "durable");
    let overall = percent(share(summary, "durable"));
    let given = percent(p_durable_given_deal(summary).unwrap_or(0.0));
    let band = durable.and_then(|ending| ending.share.band).filter(wide).map(|band| {
        format!(
            " As the inputs are uncertain, the last share lies {} in the central 80% of parameter draws.",
            between(band)
        )
    });
    format!(
        "A deal is signed in {deal} of runs, and {given} of the signed ceasefires outlast {hold}: {overall} of runs \
         end in a durable ceasefire.{}",
        band.unwrap_or_default()
    )
}

/// Whether both ends differ as they are printed.
fn wide(range: &Range) -> bool {
    percent(range.low) != percent(range.high)
}

/// A range in words: `between 3% and 61%`.
pub fn between(range: Range) -> String {
    format!("between {} and {}", percent(range.low), percent(range.high))
}

/// Who was most often the last to refuse; `None` if there is always a deal.
pub fn blocker(summary: &Summary) -> Option<String> {
    let most =
        summary.blocking.actors.iter().map(|actor| actor.last_refusals).max().filter(|&most| most > 0)?;
    let first: Vec<&str> = summary
        .blocking
        .actors
        .iter()
        .filter(|actor| actor.last_refusals == most)
        .map(|actor| actor.label.as_str())
        .collect();
    let total: u64 = summary.blocking.actors.iter().map(|actor| actor.last_refusals).sum();
    let share = percent(ratio(most, total)?);
    let each = if first.len() > 1 { " each" } else { "" };
    Some(format!(
        "The last to refuse or stay silent is most often {} ({share} of failures{each}).",
        list(&first)
    ))
}

/// What a text was signed most often.
pub fn top_text(summary: &Summary) -> Option<String> {
    let text = summary.texts.first()?;
    let share = percent(text.share);
    Some(format!("The text signed most often ({share} of deals): {}.", text.levels.join("; ")))
}

/// How many runs, and how they were made.
pub fn runs(summary: &Summary) -> String {
    let counts = &summary.counts;
    let cut = if counts.complete { "" } else { ", interrupted" };
    format!(
        "{} ({} × {}), seed {}{cut}",
        periods(counts.runs, "run"),
        periods(counts.draws, "draw"),
        periods(counts.replications, "replication"),
        counts.seed
    )
}

/// Range of a band or interval in a caption: ` (38–44%)`, or nothing.
pub fn bracket(range: Option<Range>) -> String {
    range.map(|range| format!(" ({})", percent_range(range))).unwrap_or_default()
}
