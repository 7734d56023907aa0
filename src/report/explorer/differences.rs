//! How far a view is from its baseline, under the same draws and the same luck.

use crate::{
    engine::{Metric, Observed, Summary},
    explore::compare::{Difference, Verdict, difference},
    report::{
        charts::Table,
        explore::compare::{signed, span},
        findings::capitalise,
        html::markup::table,
        numbers::{optional_percent, optional_value},
    },
};

use super::frame::muted;

/// What is compared, where time after signing is watched.
const METRICS: [Metric; 6] = [
    Metric::Durable,
    Metric::Deal,
    Metric::DurableGivenDeal,
    Metric::TemporaryPauseGivenDeal,
    Metric::RoundsToDeal,
    Metric::PeriodsOfPeace,
];

fn metrics(summary: &Summary) -> Vec<Metric> {
    let is_watched = summary.scenario.hold > 0;
    let always = |metric: &Metric| is_watched || matches!(metric, Metric::Deal | Metric::RoundsToDeal);
    METRICS.into_iter().filter(always).collect()
}

/// What is said in a sentence: of durable peace where it is watched, else of a deal.
pub(super) fn sentence(summary: &Summary, before: &[Observed], now: &[Observed], name: &str) -> String {
    let metric = metrics(summary)[0];
    let label = capitalise(metric.label());
    let Some(found) = difference(before, now, metric) else {
        return format!("{label}: there is nothing to compare.");
    };
    let size = signed(found.value.abs(), true);
    let size = format!("{} points", size.trim_start_matches('+'));
    let way = if found.value > 0.0 { "more" } else { "less" };
    let range = found.interval.map_or_else(String::new, |_| format!(" (95%: {})", span(&found, true)));
    match found.verdict {
        Verdict::Identical => format!("{label}: the same {name}, in every draw."),
        Verdict::Differs => format!("{label}: {size} {way} than {name}{range}."),
        Verdict::Noise => format!("{label}: {size} {way} than {name}{range}, which may be chance."),
        Verdict::DiffersInFewDraws | Verdict::Unknown => {
            format!("{label}: {size} {way} than {name}, from too few draws to tell it from chance.")
        }
    }
}

/// Every metric on both sides.
pub(super) fn section(
    (summary, now): (&Summary, &[Observed]),
    (baseline, before): (&Summary, &[Observed]),
    name: &str,
) -> String {
    let mut rows = Table::new(&["What", "Baseline", "Now", "Difference", "95% interval", "Verdict"]);
    for metric in metrics(summary) {
        let value = |summary: &Summary| {
            let value = summary.metrics.get(metric.name()).and_then(|estimate| estimate.value);
            if metric.is_share() { optional_percent(value) } else { optional_value(value) }
        };
        let found = difference(before, now, metric);
        let said = |of: &dyn Fn(&Difference) -> String| found.as_ref().map_or_else(|| "–".to_owned(), of);
        rows.rows.push(vec![
            capitalise(metric.label()),
            value(baseline),
            value(summary),
            said(&|found| signed(found.value, metric.is_share())),
            said(&|found| match found.verdict {
                Verdict::Identical => "–".to_owned(),
                _ => span(found, metric.is_share()),
            }),
            said(&|found| verdict(found).to_owned()),
        ]);
    }
    let note = format!(
        "The baseline is the view {name}. Both have the same draws and the same luck; shares differ in percentage points. Of \
         20 such intervals one may miss the truth."
    );
    table(&rows) + &muted(&note)
}

fn verdict(found: &Difference) -> &'static str {
    match found.verdict {
        Verdict::Identical => "the same in every draw",
        Verdict::Differs => "more than chance",
        Verdict::Noise => "may be chance",
        Verdict::DiffersInFewDraws | Verdict::Unknown => "too few draws to tell",
    }
}
