//! The tornado: the metric with each input at its low and its high end, the widest bar on top.

use super::metric;
use crate::{
    explore::sensitivity::{Findings, findings::Ends},
    report::{
        charts::{Chart, Table},
        figure::{
            Drawing, Ink,
            axis::{Plot, ticks},
            legend::{Key, legend},
            rows::Rows,
        },
        numbers::{percent, tick},
    },
};

const ID: &str = "sensitivity_tornado";

/// Inputs that the picture shows; the table and the data have them all.
const MOST: usize = 15;

/// The tornado, if an input was measured at its ends.
#[must_use]
pub fn chart(findings: &Findings) -> Option<Chart> {
    let mut bars: Vec<(&str, Ends)> =
        findings.inputs.iter().filter_map(|input| Some((input.key.as_str(), input.tornado?))).collect();
    let size = |ends: &Ends| (ends.at_high - ends.at_low).abs();
    bars.sort_by(|(_, one), (_, other)| size(other).total_cmp(&size(one)));
    let (widest, ends) = *bars.first()?;
    let mut table =
        Table::new(&["Input", "Low end", "High end", "At the low end", "At the high end", "Standard error"]);
    for (key, ends) in &bars {
        table.rows.push(vec![
            (*key).to_owned(),
            tick(ends.low_end),
            tick(ends.high_end),
            metric(findings, ends.at_low),
            metric(findings, ends.at_high),
            metric(findings, ends.standard_error),
        ]);
    }
    let label = &findings.label;
    let title = if size(&ends) <= 2.0 * ends.standard_error {
        format!("No input, moved alone from end to end, moves {label} by more than chance does")
    } else {
        let verb = if ends.at_high > ends.at_low { "raises" } else { "lowers" };
        format!(
            "{widest}, moved alone from its low to its high end, {verb} {label} from {} to {}",
            metric(findings, ends.at_low),
            metric(findings, ends.at_high)
        )
    };
    let caption = "Each input at the ends of its distribution (5% lie beyond each) with all others at their medians and \
                   the same luck. It shows directions, and sees nothing of what inputs do together."
        .to_owned();
    let shown = bars.iter().take(MOST).map(|(key, ends)| {
        format!("{key} {} to {}", metric(findings, ends.at_low), metric(findings, ends.at_high))
    });
    let description = format!("Bars for each input: {}.", shown.collect::<Vec<_>>().join(", "));
    Some(Chart::new(ID, title, caption, description, table, |width| draw(findings, &bars, width)))
}

fn draw(findings: &Findings, bars: &[(&str, Ends)], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let bars = &bars[..bars.len().min(MOST)];
    let numbers = bars.iter().flat_map(|(_, ends)| [ends.at_low, ends.at_high]);
    let (mut low, mut high) = numbers
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    if high - low < 1e-9 {
        (low, high) = if findings.is_share {
            ((low - 0.05).max(0.0), (high + 0.05).min(1.0))
        } else {
            (low - 1.0, high + 1.0)
        };
    }
    let layout = Rows::new(width, (low, high), 24.0);
    let keys = [(Key::Dot(Ink::Orange), "input at its low end"), (Key::Dot(Ink::Blue), "at its high end")];
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 8.0;
    let first = top;
    for (key, ends) in bars {
        let (middle, bottom) = layout.label(&mut drawing, top, key, Ink::Text);
        let (from, to) = (ends.at_low.min(ends.at_high), ends.at_low.max(ends.at_high));
        layout.bar(&mut drawing, middle, from, to, Ink::Grey, 0.35);
        drawing.dot((layout.x.at(ends.at_low), middle), 5.0, Ink::Orange, 1.0);
        drawing.dot((layout.x.at(ends.at_high), middle), 5.0, Ink::Blue, 1.0);
        top = bottom;
    }
    let (left, right) = layout.x.pixels;
    let plot = Plot::new([left, first, right, top + 4.0], layout.x.domain, (0.0, 1.0));
    let label = |number: f64| if findings.is_share { percent(number) } else { tick(number) };
    plot.base(&mut drawing, &ticks(layout.x.domain, 4.0), label, &findings.label);
    drawing.height = top + 4.0 + Plot::BASE;
    drawing
}
