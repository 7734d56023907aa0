//! What [`discover`](crate::explore::discover) found: text, JSON, the draws as CSV, and two charts for each box.

mod csv;
mod json;
mod limits;
mod peeling;
mod text;

pub use csv::draws;
pub use json::document;
pub use limits::chart as limits_chart;
pub use peeling::chart as peeling_chart;
pub use text::text;

use crate::{
    explore::discover::{Condition, Discovered, Experiment, Limit, Plan, Samples, Side},
    report::{
        charts::Chart,
        numbers::{percent, periods},
    },
    scenario::Scenario,
};

/// A discovery with all that it is about.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Which draws are of interest.
    pub condition: &'a Condition,
    /// How it was sought.
    pub plan: &'a Plan,
    /// The draws.
    pub experiment: &'a Experiment,
    /// The draws for which the metric has a value.
    pub samples: &'a Samples,
    /// The boxes.
    pub boxes: &'a [Discovered],
}

impl Report<'_> {
    /// The charts of all boxes that stand; of one that does not, the peeling curve alone.
    #[must_use]
    pub fn charts(&self) -> Vec<Chart> {
        let both = |(place, found)| {
            let limits = Discovered::stands(found).then(|| limits_chart(self, place));
            [Some(peeling_chart(self, place)), limits]
        };
        self.boxes.iter().enumerate().take(IDS.len()).flat_map(both).flatten().collect()
    }
}

/// Names of the charts' files: peeling curve and limits of each box.
const IDS: [[&str; 2]; 5] = [
    ["peeling_1", "limits_1"],
    ["peeling_2", "limits_2"],
    ["peeling_3", "limits_3"],
    ["peeling_4", "limits_4"],
    ["peeling_5", "limits_5"],
];

/// What a box says, in one sentence without a full stop.
fn finding(report: &Report<'_>, found: &Discovered) -> String {
    let first = &found.trajectory.steps[0];
    let (base, words) = (found.trajectory.density(first), report.condition.words());
    if !found.beats_chance() {
        return format!("No box is better than chance at telling draws with {words}");
    }
    if !found.stands() {
        return format!(
            "The inputs tell draws with {words} a little better than chance, but no single limit stands out: more draws \
             may show which input matters"
        );
    }
    let inputs = found.trajectory.whole.clone();
    let inputs = found.found.limits.restricted(&inputs).len() as u64;
    let rest = if found.trajectory.members.len() < report.samples.len() { "the other" } else { "all" };
    format!(
        "Within limits on {}, {} of draws have {words}, against {} of {rest} draws; the box holds {} of such draws",
        periods(inputs, "input"),
        percent(found.found.density),
        percent(base),
        percent(found.found.coverage)
    )
}

/// `≥ 0.42`.
fn bound(limit: &Limit) -> String {
    let sign = if limit.side == Side::Low { '≥' } else { '≤' };
    format!("{sign} {}", number(limit.value))
}

/// A number of three significant digits, without zeros at its end.
fn number(number: f64) -> String {
    let size = number.abs();
    let decimals = match size {
        _ if size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 1.0 => 2,
        _ if size >= 0.1 => 3,
        _ if size >= 0.01 => 4,
        _ if size > 0.0 => 5,
        _ => 0,
    };
    let text = format!("{size:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if number < 0.0 && text != "0" { format!("−{text}") } else { text.to_owned() }
}

/// A quasi-p-value or a p-value for people.
fn chance(p: f64) -> String {
    match p {
        p if p < 0.001 => "<0.001".to_owned(),
        p if p < 0.1 => format!("{p:.3}").trim_end_matches('0').to_owned(),
        p => format!("{p:.2}"),
    }
}
