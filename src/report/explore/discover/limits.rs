//! The limits of a box: for each input that matters, which part of its range lies inside.

use super::{IDS, Report, bound, chance, finding, number};
use crate::{
    explore::discover::Discovered,
    report::{
        charts::{Chart, Table},
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::Rows,
        },
        numbers::percent,
    },
};

/// The limits of the box at a place.
///
/// # Panics
/// When there is no such box.
#[must_use]
pub fn chart(report: &Report<'_>, place: usize) -> Chart {
    let found = &report.boxes[place];
    let whole = &found.trajectory.whole;
    let mut table = Table::new(&["Input", "Limit", "Drawn", "Quasi-p", "Density without it", "Provenance"]);
    for limit in &found.found.tight {
        let input = &report.experiment.inputs[limit.column];
        table.rows.push(vec![
            format!("{} ({})", input.label, input.key),
            bound(limit),
            format!("{} to {}", number(whole.low[limit.column]), number(whole.high[limit.column])),
            chance(limit.quasi_p),
            percent(limit.density_without),
            input.provenance.to_owned(),
        ]);
    }
    let caption = "Each bar is the range that was drawn, from the least number to the greatest; its blue part lies in the \
                   box. Numbers are as they are written in the scenario. Quasi-p: chance of so dense a box if the limits \
                   of the input did nothing; it flatters, as the limits were sought where they do most."
        .to_owned();
    let rows: Vec<String> =
        table.rows.iter().map(|row| format!("{} {}, drawn {}", row[0], row[1], row[2])).collect();
    let description = format!("Bars with the limits of a box. {}.", rows.join("; "));
    let draw = |width| draw(report, found, width);
    Chart::new(IDS[place][1], finding(report, found), caption, description, table, draw)
}

fn draw(report: &Report<'_>, found: &Discovered, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let layout = Rows::new(width, (0.0, 1.0), 190.0);
    let (whole, limits) = (&found.trajectory.whole, &found.found.limits);
    let mut top = 0.0;
    for column in limits.restricted(whole) {
        let (low, high) = (whole.low[column], whole.high[column]);
        let at = |value: f64| (value - low) / (high - low);
        let (middle, bottom) =
            layout.label(&mut drawing, top, &report.experiment.inputs[column].label, Ink::Text);
        let right = layout.bar(&mut drawing, middle, 0.0, 1.0, Ink::Grey, 0.35);
        layout.bar(&mut drawing, middle, at(limits.low[column]), at(limits.high[column]), Ink::Blue, 1.0);
        let own = found.found.tight.iter().filter(|limit| limit.column == column);
        let bounds: Vec<String> = own.map(bound).collect();
        let text = format!("{} ({} to {})", bounds.join(", "), number(low), number(high));
        layout.figure(&mut drawing, middle, right, &text);
        top = bottom;
    }
    let keys = [(Key::Fill(Ink::Blue, 1.0), "inside the box"), (Key::Fill(Ink::Grey, 0.35), "outside")];
    drawing.height = legend(&mut drawing, 0.0, top + 6.0, &keys);
    drawing
}
