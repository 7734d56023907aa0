//! What comes of the levers: the answer, how far it is from the baseline, and the charts.

use crate::{
    engine::{Observed, Summary},
    explore::panel::Settings,
    report::{
        charts::{Absence, Chart, blockers, outcomes, survival, terms},
        findings::{answer, p_deal, share},
        html::{
            markup::{details, escape, figure, paragraph},
            sections::warnings,
        },
        numbers::{count, percent, periods},
    },
};

use super::{
    Place, button,
    differences::{section, sentence},
    levers::AS_IT_IS,
};

/// What came of one setting of the levers.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// All of it.
    pub summary: Summary,
    /// Draw by draw, those that are complete.
    pub draws: Vec<Observed>,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// What a view is held against.
#[derive(Clone, Copy, Debug)]
pub struct Baseline<'b> {
    /// How the levers are set in it.
    pub settings: &'b Settings,
    /// What came of it.
    pub outcome: &'b Outcome,
}

/// What comes of the levers. `baseline` is `None` where the view is its own.
#[must_use]
pub fn fragment(place: Place<'_>, outcome: &Outcome, baseline: Option<Baseline<'_>>) -> String {
    let summary = &outcome.summary;
    let is_pinned = place.address.pinned.is_some();
    let name = if is_pinned { "as pinned" } else { AS_IT_IS };
    let mut html =
        format!("<h2>What comes of it</h2>\n<p class=\"answer\">{}</p>\n", escape(&answer(summary)));
    let against = baseline.map(|baseline| sentence(summary, &baseline.outcome.draws, &outcome.draws, name));
    html.push_str(&format!(
        "<p id=\"status\" class=\"status\" role=\"status\" data-address=\"{}\">{}</p>\n",
        escape(&place.link("", place.address)),
        escape(&status(summary, against.as_deref()))
    ));
    html.push_str(&changed(place));
    html.push_str(&actions(place, baseline.is_some()));
    html.push_str(&chart(outcomes::chart(summary)));
    if let Some(baseline) = baseline {
        html.push_str("<h3>Against the baseline</h3>\n");
        let sides = (&baseline.outcome.summary, baseline.outcome.draws.as_slice());
        html.push_str(&section((summary, &outcome.draws), sides, name));
    }
    let beside = baseline.map(|baseline| (&baseline.outcome.summary, name));
    html.push_str(&chart(survival::beside(summary, beside)));
    html.push_str(&chart(terms::chart(summary)));
    html.push_str(&chart(blockers::chart(summary)));
    html.push_str(&warnings(summary));
    html.push_str(&again(place));
    html.push_str(&amount(outcome));
    html
}

/// The least that a reader is told when a view is new.
fn status(summary: &Summary, against: Option<&str>) -> String {
    let deal = percent(p_deal(summary).unwrap_or(0.0));
    let lead = if summary.scenario.hold > 0 {
        format!("Deal {deal}, durable peace {}.", percent(share(summary, "durable")))
    } else {
        format!("Deal {deal}.")
    };
    against.map_or_else(|| lead.clone(), |against| format!("{lead} {against}"))
}

/// What is changed, and the way back for each.
fn changed(place: Place<'_>) -> String {
    let settings = &place.address.settings;
    if settings.is_empty() {
        return "<p class=\"muted\">All levers are as in the scenario.</p>\n".to_owned();
    }
    let words = place.panel.in_words(settings);
    let items: String = (settings.ids().zip(&words))
        .map(|(id, words)| {
            let back = place.link("", &place.address.with(settings.without(id)));
            format!(
                "<li>{} <a href=\"{}\">put back<span class=\"unseen\"> {}</span></a></li>\n",
                escape(words),
                escape(&back),
                escape(words)
            )
        })
        .collect();
    format!("<ul class=\"changed\" aria-label=\"What is changed\">\n{items}</ul>\n")
}

fn actions(place: Place<'_>, is_compared: bool) -> String {
    let address = place.address;
    let mut links = String::new();
    if is_compared {
        let pinned = address.pinning(Some(address.settings.clone()));
        links.push_str(&button(&place.link("", &pinned), "Pin this view as the baseline"));
    }
    if let Some(pinned) = &address.pinned {
        let words = place.panel.in_words(pinned).join("; ");
        links.push_str(&button(&place.link("", &address.pinning(None)), "Unpin"));
        links =
            format!("<p>Pinned as the baseline: {}.</p>\n<div class=\"actions\">\n{links}", escape(&words));
    } else {
        links = format!("<div class=\"actions\">\n{links}");
    }
    let mut download = address.clone();
    download.pinned = None;
    links.push_str(&button(&place.link("/scenario.toml", &download), "Download this as TOML"));
    links.push_str(&button(&place.link("/run", &download.showing("run", "0")), "Follow one run"));
    links + "</div>\n"
}

fn chart(chart: Result<Chart, Absence>) -> String {
    match chart {
        Ok(chart) => figure(&chart),
        Err(absence) => format!("<p class=\"absent\">{}</p>\n", escape(&absence.why)),
    }
}

/// How to have the same from the command line.
fn again(place: Place<'_>) -> String {
    let command = place.address.command(place.name, place.panel);
    details("The same on the command line", &format!("<pre class=\"command\">{}</pre>\n", escape(&command)))
}

fn amount(outcome: &Outcome) -> String {
    let counts = &outcome.summary.counts;
    let words = format!(
        "{} ({} × {}), seed {}, in {:.1} s. The curve over guarantee strength, what drives the result, and the rest are in \
         the report of armistice run.",
        periods(counts.runs, "run"),
        periods(counts.draws, "draw"),
        count(counts.replications),
        counts.seed,
        outcome.seconds
    );
    paragraph(&words).replace("<p>", "<p class=\"muted\">")
}
