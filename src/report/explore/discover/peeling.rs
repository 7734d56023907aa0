//! The peeling curve: what each box of a search covers against how dense it is.

use super::{IDS, Report, finding};
use crate::{
    explore::discover::{Discovered, Phase},
    report::{
        charts::{Chart, Table},
        figure::{
            Anchor, Drawing, Ink, Plot,
            axis::{TICK_SIZE, ticks},
            legend::{Key, legend},
            marker::{Marker, mark},
        },
        numbers::percent,
    },
};

/// The curve of the box at a place.
///
/// # Panics
/// When there is no such box.
#[must_use]
pub fn chart(report: &Report<'_>, place: usize) -> Chart {
    let found = &report.boxes[place];
    let trajectory = &found.trajectory;
    let mut table = Table::new(&["Step", "Made by", "Coverage", "Density", "Mass", "Inputs restricted"]);
    for (at, step) in trajectory.steps.iter().enumerate() {
        table.rows.push(vec![
            at.to_string(),
            step.phase.name().to_owned(),
            percent(trajectory.coverage(step)),
            percent(trajectory.density(step)),
            percent(trajectory.mass(step)),
            trajectory.restricted(step).len().to_string(),
        ]);
    }
    let words = report.condition.words();
    let caption = format!(
        "Each dot is a box of draws, from that of all draws at the right to ever smaller ones. Coverage: share of all \
         draws with {words} that the box holds. Density: share of the box’s draws with {words}. The diamond is the box \
         that is shown, before weak limits are dropped."
    );
    let last = &trajectory.steps[trajectory.steps.len() - 1];
    let description = format!(
        "A curve of {} boxes: from coverage {} and density {} to coverage {} and density {}.",
        trajectory.steps.len(),
        percent(trajectory.coverage(&trajectory.steps[0])),
        percent(trajectory.density(&trajectory.steps[0])),
        percent(trajectory.coverage(last)),
        percent(trajectory.density(last))
    );
    Chart::new(IDS[place][0], finding(report, found), caption, description, table, |width| draw(found, width))
}

fn draw(found: &Discovered, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let trajectory = &found.trajectory;
    let base = trajectory.density(&trajectory.steps[0]);
    let keys = [
        (Key::Dot(Ink::Blue), "peeled"),
        (Key::Dot(Ink::Orange), "pasted"),
        (Key::Mark(Marker::Diamond, Ink::Vermilion), "shown"),
        (Key::Dashes(Ink::Muted), "density of the draws searched"),
    ];
    let top = legend(&mut drawing, 0.0, 0.0, &keys) + 30.0;
    drawing.words((0.0, top - 14.0), "density", TICK_SIZE, Anchor::Start, Ink::Muted);
    let plot = Plot::new([48.0, top, width - 14.0, top + 300.0], (0.0, 1.0), (0.0, 1.0));
    plot.rows(&mut drawing, &ticks((0.0, 1.0), 5.0), percent);
    drawing.dashes(plot.at(0.0, base), plot.at(1.0, base), 1.5, Ink::Muted);
    let place = |at: usize| {
        let step = &trajectory.steps[at];
        plot.at(trajectory.coverage(step), trajectory.density(step))
    };
    drawing.line((0..trajectory.steps.len()).map(place).collect(), 1.5, Ink::Grey);
    for (at, step) in trajectory.steps.iter().enumerate() {
        let ink = if step.phase == Phase::Paste { Ink::Orange } else { Ink::Blue };
        drawing.dot(place(at), 3.5, ink, 1.0);
    }
    mark(&mut drawing, place(found.found.step), Marker::Diamond, 7.0, Ink::Vermilion);
    plot.base(&mut drawing, &ticks((0.0, 1.0), 5.0), percent, "coverage");
    drawing.height = top + 300.0 + Plot::BASE;
    drawing
}
