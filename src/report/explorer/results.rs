//! What comes of the levers: the answer, how far it is from the baseline, and the charts.

use crate::{
    engine::{Observed, Summary},
    explore::panel::Settings,
    report::{
        charts::{Absence, Chart, blockers, outcomes, survival, terms},
        findings::{answer, p_deal, share},
        html::{
            markup::{details, escape, figure},
            sections::warnings,
        },
        numbers::{count, percent, periods},
    },
};

use super::{
    Place, button,
    differences::{section, sentence},
    frame::{kept, muted},
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

/// What a page shows beside the levers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The least that a reader is told, which is announced.
    pub(super) words: String,
    /// The address of the page that shows it; `None` if there is none.
    address: Option<String>,
    /// The rest, as HTML.
    pub(super) body: String,
}

impl Results {
    /// What came of the levers. `baseline` is `None` where the view is its own.
    #[must_use]
    pub fn of(place: Place<'_>, outcome: &Outcome, baseline: Option<Baseline<'_>>) -> Self {
        let summary = &outcome.summary;
        let name = if place.address.pinned.is_some() { "as pinned" } else { AS_IT_IS };
        let against =
            baseline.map(|baseline| sentence(summary, &baseline.outcome.draws, &outcome.draws, name));
        let mut body = stopped(place, outcome);
        body.push_str(&format!("<p class=\"answer\">{}</p>\n", escape(&answer(summary))));
        body.push_str(&changed(place));
        body.push_str(&actions(place, baseline.is_some()));
        body.push_str(&chart(outcomes::chart(summary)));
        if let Some(baseline) = baseline {
            body.push_str("<h3>Against the baseline</h3>\n");
            let sides = (&baseline.outcome.summary, baseline.outcome.draws.as_slice());
            body.push_str(&section((summary, &outcome.draws), sides, name));
        }
        let beside = baseline.map(|baseline| (&baseline.outcome.summary, name));
        body.push_str(&chart(survival::beside(summary, beside)));
        body.push_str(&chart(terms::chart(summary)));
        body.push_str(&chart(blockers::chart(summary)));
        body.push_str(&warnings(summary));
        body.push_str(&again(place));
        body.push_str(&amount(outcome));
        let words = status(summary, against.as_deref());
        Self { words, address: Some(place.link("", place.address)), body }
    }

    /// Why there is nothing to show.
    #[must_use]
    pub fn problem(heading: &str, what: &str, details: &str) -> Self {
        let body = format!("<h3>{}</h3>\n{}", escape(heading), kept(details));
        Self { words: what.to_owned(), address: None, body }
    }

    /// For the script, which shows it in a page that is there already.
    #[must_use]
    pub fn fragment(&self) -> String {
        let address = self
            .address
            .as_ref()
            .map_or_else(String::new, |address| format!(" data-address=\"{}\"", escape(address)));
        format!("<div id=\"news\" data-words=\"{}\"{address}>\n{}</div>\n", escape(&self.words), self.body)
    }
}

/// That a simulation was stopped before its end.
fn stopped(place: Place<'_>, outcome: &Outcome) -> String {
    let (counts, asked) = (&outcome.summary.counts, place.address.counts);
    if counts.complete {
        return String::new();
    }
    format!(
        "<p class=\"caveat\" role=\"note\">Stopped after {:.0} s: {} of {} runs were made, and what follows is from these \
         alone.</p>\n",
        outcome.seconds,
        count(counts.runs),
        count(asked.draws * asked.replications)
    )
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
        return muted("All levers are as in the scenario.");
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
    let command = place.address.command(place.called, place.panel);
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
    muted(&words)
}
