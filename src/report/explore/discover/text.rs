//! The discovery on a terminal, within 80 columns.

use super::{Report, bound, chance, finding, number};
use crate::{
    engine::DISCLAIMER,
    explore::discover::{Discovered, Limit},
    report::numbers::{count, percent, periods},
};

/// Steps of a trajectory that are listed, about.
const LISTED: usize = 10;

/// The text; `wrap` breaks a text after a head into lines.
#[must_use]
pub fn text(report: &Report<'_>, wrap: impl Fn(&str, &str) -> String) -> String {
    let (samples, words) = (report.samples, report.condition.words());
    let mut text = wrap("", &format!("{}: what draws with {words} have in common", report.scenario.name));
    text.push_str(&format!("{DISCLAIMER}\n\n"));
    let left_out = report.experiment.values.len() - samples.len();
    let without = match left_out {
        0 => String::new(),
        _ => format!(" ({} without a deal are left out)", periods(left_out as u64, "draw")),
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of draws are far below 2^53")]
    let share = samples.of_interest() as f64 / samples.len() as f64;
    text.push_str(&wrap(
        "",
        &format!(
            "{} of {} are of interest ({}){without}; {} between draws.",
            count(samples.of_interest() as u64),
            periods(samples.len() as u64, "draw"),
            percent(share),
            match report.experiment.inputs.len() {
                1 => "1 input differs".to_owned(),
                inputs => format!("{} inputs differ", count(inputs as u64)),
            }
        ),
    ));
    for (place, found) in report.boxes.iter().enumerate() {
        text.push('\n');
        text.push_str(&one(report, place, found, &wrap));
    }
    text
}

fn one(
    report: &Report<'_>,
    place: usize,
    found: &Discovered,
    wrap: &impl Fn(&str, &str) -> String,
) -> String {
    let mut text = wrap(&format!("Box {}: ", place + 1), &format!("{}.", finding(report, found)));
    let as_good = match found.as_good {
        0 => "none".to_owned(),
        some => count(some),
    };
    let shuffles = format!(
        "Of {} searches with the outcomes shuffled among the draws, {as_good} found a box as good (p = {}).",
        count(found.shuffles),
        chance(found.p_value())
    );
    text.push_str(&wrap("  ", &shuffles));
    if found.stands() {
        text.push('\n');
        found.found.tight.iter().for_each(|limit| text.push_str(&line(report, found, limit, wrap)));
        let dropped = &found.found.dropped;
        if !dropped.is_empty() {
            let names: Vec<String> = dropped
                .iter()
                .map(|limit| format!("{} {}", report.experiment.inputs[limit.column].key, bound(limit)))
                .collect();
            let sentence = format!(
                "Dropped, as the box is hardly denser for them (quasi-p above {}): {}.",
                report.plan.weak,
                names.join(", ")
            );
            text.push_str(&wrap("  ", &sentence));
        }
    } else if found.beats_chance() {
        text.push_str(&wrap("  ", "`--all-limits` shows the limits of the box all the same."));
    }
    text + "\n" + &trajectory(found)
}

/// A limit, where it comes from, and what it does.
fn line(
    report: &Report<'_>,
    found: &Discovered,
    limit: &Limit,
    wrap: &impl Fn(&str, &str) -> String,
) -> String {
    let input = &report.experiment.inputs[limit.column];
    let whole = &found.trajectory.whole;
    let (low, high) = (number(whole.low[limit.column]), number(whole.high[limit.column]));
    let source = if input.provenance == "unstated" { "no source stated" } else { input.provenance };
    wrap("  ", &format!("{} {}  (drawn from {low} to {high})", input.label, bound(limit)))
        + &wrap(
            "    ",
            &format!(
                "{}, {source}; quasi-p {}; without it {} of draws, not {}",
                input.key,
                chance(limit.quasi_p),
                percent(limit.density_without),
                percent(found.found.density)
            ),
        )
}

/// Some boxes on the way, the chosen one among them.
fn trajectory(found: &Discovered) -> String {
    let trajectory = &found.trajectory;
    let last = trajectory.steps.len() - 1;
    let stride = (last / LISTED).max(1);
    let listed = |place: &usize| place.is_multiple_of(stride) || *place == last || *place == found.found.step;
    let mut text = "  step  coverage  density     mass  inputs\n".to_owned();
    for place in (0..=last).filter(listed) {
        let step = &trajectory.steps[place];
        let mark = if place == found.found.step { "  taken" } else { "" };
        text.push_str(&format!(
            "  {place:>4}  {:>8}  {:>7}  {:>7}  {:>6}{mark}\n",
            percent(trajectory.coverage(step)),
            percent(trajectory.density(step)),
            percent(trajectory.mass(step)),
            trajectory.restricted(step).len()
        ));
    }
    text
}
