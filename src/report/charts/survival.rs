//! How long peace holds: the Kaplan–Meier estimate among signed ceasefires, with its band and those at risk.
//!
//! E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", 1958.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Summary, SurvivalPoint},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{TICK_SIZE, band, steps, ticks, whole_ticks},
            legend::{Key, legend},
            letters,
        },
        findings::capitalise,
        numbers::{count, percent, percent_range, periods, plural},
    },
};

const ID: &str = "survival";

/// Survival of the signed ceasefires.
///
/// # Errors
/// If nothing was signed or watched.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    beside(summary, None)
}

/// The same with another survival under its name beside it, if that was watched as long.
///
/// # Errors
/// If nothing was signed or watched in the first.
pub fn beside(summary: &Summary, other: Option<(&Summary, &str)>) -> Result<Chart, Absence> {
    let is_alike =
        |other: &Summary| other.survival.points.len() > 1 && other.scenario.hold == summary.scenario.hold;
    let other = other.filter(|(other, _)| is_alike(other));
    let points = &summary.survival.points;
    if let Some(absence) = unwatched(ID, summary) {
        return Err(absence);
    }
    let period = &summary.scenario.period;
    let mut table = Table::new(&["", "At risk", "Collapses", "Surviving", "95% interval"]);
    let name = capitalise(period);
    table.columns[0] = format!("{name} after signing");
    let every = points.len().div_ceil(13).max(1);
    for (place, point) in points.iter().enumerate() {
        if place % every == 0 || place + 1 == points.len() {
            table.rows.push(vec![
                point.period.to_string(),
                count(point.at_risk),
                count(point.collapses),
                percent(point.survival),
                percent_range(point.interval),
            ]);
        }
    }
    let mut caption = format!(
        "Kaplan–Meier estimate over {}; the band is its 95% interval of chance (log-log). The figures below the axis are \
         the ceasefires still at risk. Dashed at {}: an earlier collapse counts as a temporary pause.",
        periods(summary.counts.signed, "signed ceasefire"),
        periods(u64::from(summary.scenario.pause), period),
    );
    let last = points.last().map_or(0.0, |point| point.survival);
    let mut description = format!(
        "A falling staircase from 100% at signing to {} after {}.",
        percent(last),
        periods(u64::from(summary.scenario.hold), period)
    );
    let mut title = title(summary, points);
    if let Some((other, name)) = other {
        let at_last = percent(other.survival.points.last().map_or(0.0, |point| point.survival));
        title.push_str(&format!("; {at_last} {name}"));
        caption.push_str(&format!(
            " The grey line is {name}, over {}.",
            periods(other.counts.signed, "signed ceasefire")
        ));
        description.push_str(&format!(" Beside it one that falls to {at_last} {name}."));
    }
    Ok(Chart::new(ID, title, caption, description, table, |width| draw(summary, other, width)))
}

/// Why there is nothing to say about time after signing, if there is not.
pub(super) fn unwatched(id: &'static str, summary: &Summary) -> Option<Absence> {
    if summary.counts.signed == 0 {
        return Some(Absence::new(id, "No deal was signed, so no ceasefire could be watched."));
    }
    if summary.scenario.hold == 0 || summary.survival.points.len() < 2 {
        return Some(Absence::new(
            id,
            "The scenario watches no time after signing, so there is no survival to show.",
        ));
    }
    None
}

fn title(summary: &Summary, points: &[SurvivalPoint]) -> String {
    let period = &summary.scenario.period;
    let hold = u64::from(summary.scenario.hold);
    match summary.survival.median {
        Some(median) => {
            format!("Half of the signed ceasefires collapse within {}", periods(u64::from(median), period))
        }
        None => {
            let last = points.last().map_or(0.0, |point| point.survival);
            format!("{} of the signed ceasefires outlast {}", percent(last), periods(hold, period))
        }
    }
}

fn draw(summary: &Summary, other: Option<(&Summary, &str)>, width: f64) -> Drawing {
    let points = &summary.survival.points;
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let hold = f64::from(summary.scenario.hold);
    let top = other.map_or(0.0, |(_, name)| {
        legend(&mut drawing, 0.0, 0.0, &[(Key::Line(Ink::Blue), "this view"), (Key::Line(Ink::Grey), name)])
            + 6.0
    });
    let (left, right, bottom) = (46.0, width - 54.0, top + if narrow { 250.0 } else { 310.0 });
    let plot = Plot::new([left, top + 28.0, right, bottom], (0.0, hold), (0.0, 1.0));
    drawing.words((0.0, top + 13.0), "ceasefires surviving", TICK_SIZE, Anchor::Start, Ink::Muted);
    plot.rows(&mut drawing, &ticks((0.0, 1.0), 5.0), percent);
    let pause = f64::from(summary.scenario.pause);
    if pause > 0.0 && pause < hold {
        drawing.dashes(plot.at(pause, 0.0), plot.at(pause, 1.0), 1.0, Ink::Axis);
    }
    let staircase = |points: &[SurvivalPoint], number: &dyn Fn(&SurvivalPoint) -> f64| -> Vec<(f64, f64)> {
        let places: Vec<_> = points.iter().map(|p| plot.at(f64::from(p.period), number(p))).collect();
        steps(&places, plot.x.at(hold))
    };
    let line = |number: &dyn Fn(&SurvivalPoint) -> f64| staircase(points, number);
    drawing.area(band(&line(&|p| p.interval.high), &line(&|p| p.interval.low)), Ink::Blue, 0.22);
    if let Some((other, _)) = other {
        drawing.line(staircase(&other.survival.points, &|p| p.survival), 2.0, Ink::Grey);
    }
    drawing.line(line(&|p| p.survival), 2.0, Ink::Blue);
    if let Some(last) = points.last() {
        let place = (right + 6.0, plot.y.at(last.survival) + 5.0);
        drawing.lettering(place, &percent(last.survival), 14.0, Weight::Bold, Anchor::Start, Ink::Text);
    }
    let marks = whole_ticks(hold, if narrow { 5.0 } else { 10.0 });
    let name = format!("{} after signing", plural(&summary.scenario.period, 2));
    plot.base(&mut drawing, &marks, |mark| format!("{mark:.0}"), &name);
    at_risk(&mut drawing, points, &plot, &marks, bottom + 44.0);
    drawing.height = bottom + 84.0;
    drawing
}

/// The number of ceasefires at risk below the ticks, where they fit.
fn at_risk(drawing: &mut Drawing, points: &[SurvivalPoint], plot: &Plot, marks: &[f64], top: f64) {
    drawing.words((0.0, top + 16.0), "at risk", TICK_SIZE, Anchor::Start, Ink::Muted);
    let mut free = 0.0;
    for &mark in marks {
        let Some(point) = points.iter().find(|point| f64::from(point.period) >= mark) else { continue };
        let text = count(point.at_risk);
        let half = letters::width(&text, TICK_SIZE, Weight::Regular) / 2.0;
        let x = f64::min(plot.x.at(mark), drawing.width - half);
        if x - half >= free {
            drawing.words((x, top + 34.0), &text, TICK_SIZE, Anchor::Middle, Ink::Muted);
            free = x + half + 6.0;
        }
    }
}
