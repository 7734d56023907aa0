//! What guarantees do: P(deal), P(durable | deal) and their product against guarantee strength.
//!
//! The three lines share one frame with their intervals of chance; below, each has a frame of its own with
//! the band of the inputs, which is wider.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Estimate, Range, StrengthPoint, Summary},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{TICK_SIZE, band, ticks},
            legend::{Key, legend},
            letters,
            rows::f64_of,
        },
        numbers::{estimate, optional_range, percent, tick, value},
    },
};

const ID: &str = "guarantee_strength";
const NAME: &str = "guarantee strength (chance that each guarantor honours its word)";

struct Line {
    label: &'static str,
    ink: Ink,
    of: fn(&StrengthPoint) -> &Estimate,
}

const LINES: [Line; 3] = [
    Line { label: "a deal is signed", ink: Ink::Orange, of: |point| &point.p_deal },
    Line { label: "durable, if signed", ink: Ink::Green, of: |point| &point.p_durable_given_deal },
    Line { label: "both: durable peace", ink: Ink::Blue, of: |point| &point.p_durable },
];

/// Outcomes against guarantee strength.
///
/// # Errors
/// If the scenario has no guarantee.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let points = &summary.guarantee_strength;
    if points.len() < 2 {
        let why = "The scenario has no guarantee whose strength could be varied.";
        return Err(Absence::new(ID, why));
    }
    if points.iter().all(|point| point.p_deal.value.unwrap_or(0.0) <= 0.0) {
        return Err(Absence::new(ID, "No deal is signed at any strength of the guarantees."));
    }
    let mut table = Table::new(&[
        "Strength",
        "P(deal)",
        "P(durable | deal)",
        "P(durable)",
        "P(durable), inputs (80% of draws)",
    ]);
    for point in points {
        table.rows.push(vec![
            value(point.strength),
            estimate(&point.p_deal),
            estimate(&point.p_durable_given_deal),
            estimate(&point.p_durable),
            optional_range(point.p_durable.band),
        ]);
    }
    let banded = LINES.iter().any(|line| points.iter().any(|point| (line.of)(point).band.is_some()));
    let caption = format!(
        "Every guarantor's honour, true and perceived, is set to the strength on the axis; all else is drawn as before, \
         with the same random numbers at every strength. Shaded above: 95% interval of chance.{}",
        if banded { " Shaded below: where the central 80% of parameter draws lie." } else { "" }
    );
    let ends = LINES.iter().map(|line| {
        let number = |point: Option<&StrengthPoint>| {
            point.map_or_else(String::new, |point| estimate((line.of)(point)))
        };
        format!(
            "{}: {} at no strength, {} at full strength",
            line.label,
            number(points.first()),
            number(points.last())
        )
    });
    let description = format!("Three lines. {}.", ends.collect::<Vec<_>>().join("; "));
    Ok(Chart::new(ID, title(points), caption, description, table, |width| draw(points, width)))
}

/// What the product does from the weakest guarantee to the strongest.
fn title(points: &[StrengthPoint]) -> String {
    let known: Vec<(f64, f64)> =
        points.iter().filter_map(|point| Some((point.strength, point.p_durable.value?))).collect();
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else {
        return "No strength of the guarantees leads to a deal".to_owned();
    };
    let best = known.iter().fold(first, |best, &next| if next.1 > best.1 { next } else { best });
    let noise = points.iter().filter_map(|point| point.p_durable.standard_error).fold(0.0, f64::max);
    let (from, to, top) = (percent(first.1), percent(last.1), percent(best.1));
    let clear = |more: f64, less: f64| more - less > 2.0 * noise + 0.005;
    if clear(best.1, first.1) && clear(best.1, last.1) {
        let strength = value(best.0);
        format!(
            "Durable peace is most frequent, at {top}, with guarantees of strength {strength}: {from} without them, {to} at full strength"
        )
    } else if clear(last.1, first.1) {
        format!("Durable peace rises from {from} of runs without guarantees to {to} at full strength")
    } else if clear(first.1, last.1) {
        format!("Durable peace falls from {from} of runs without guarantees to {to} at full strength")
    } else if from == to {
        format!("Durable peace hardly moves with guarantee strength: it follows in about {from} of runs")
    } else {
        format!(
            "Guarantee strength hardly moves durable peace: {from} of runs without guarantees, {to} at full strength"
        )
    }
}

fn draw(points: &[StrengthPoint], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let gutter = if narrow { 46.0 } else { 205.0 };
    let domain = (points[0].strength, points[points.len() - 1].strength);
    let (left, right) = (46.0, width - gutter);
    let mut top = 28.0;
    if narrow {
        let keys: Vec<(Key, &str)> = LINES.iter().map(|line| (Key::Line(line.ink), line.label)).collect();
        top = legend(&mut drawing, 0.0, 0.0, &keys) + 34.0;
    }
    drawing.words((0.0, top - 15.0), "chance in this scenario", TICK_SIZE, Anchor::Start, Ink::Muted);
    let bottom = top + if narrow { 220.0 } else { 270.0 };
    let plot = Plot::new([left, top, right, bottom], domain, (0.0, 1.0));
    plot.rows(&mut drawing, &ticks((0.0, 1.0), 5.0), percent);
    for line in &LINES {
        shade(&mut drawing, &plot, points, line, |estimate| estimate.interval, 0.22);
    }
    for line in &LINES {
        stroke(&mut drawing, &plot, points, line, 2.5);
    }
    label_ends(&mut drawing, &plot, points, narrow);
    let name = if narrow { "guarantee strength" } else { NAME };
    plot.base(&mut drawing, &ticks(domain, 5.0), tick, name);
    drawing.height = small_frames(&mut drawing, points, domain, bottom + Plot::BASE + 26.0, narrow);
    drawing
}

/// Labels at the right ends, pushed apart where they would touch.
fn label_ends(drawing: &mut Drawing, plot: &Plot, points: &[StrengthPoint], narrow: bool) {
    let Some(last) = points.last() else { return };
    let mut ends: Vec<(f64, String)> = LINES
        .iter()
        .filter_map(|line| {
            let number = (line.of)(last).value?;
            let text = if narrow { percent(number) } else { format!("{} {}", percent(number), line.label) };
            Some((plot.y.at(number), text))
        })
        .collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut free = plot.y.pixels.1 - 10.0;
    for end in &mut ends {
        end.0 = f64::max(end.0, free);
        free = end.0 + 17.0;
    }
    let limit = drawing.width - plot.x.pixels.1 - 8.0;
    let mut floor = plot.y.pixels.0 + 2.0;
    for end in ends.iter_mut().rev() {
        end.0 = f64::min(end.0, floor);
        floor = end.0 - 17.0;
    }
    for (y, text) in ends {
        let text = letters::shorten(&text, 13.0, Weight::Bold, limit);
        let place = (plot.x.pixels.1 + 7.0, y + 4.5);
        drawing.lettering(place, &text, 13.0, Weight::Bold, Anchor::Start, Ink::Text);
    }
}

/// One frame a line with the band of the inputs; returns the bottom edge.
fn small_frames(
    drawing: &mut Drawing,
    points: &[StrengthPoint],
    domain: (f64, f64),
    top: f64,
    narrow: bool,
) -> f64 {
    if LINES.iter().all(|line| points.iter().all(|point| (line.of)(point).band.is_none())) {
        return top - 20.0;
    }
    let width = drawing.width;
    let (columns, gap) = if narrow { (1.0, 0.0) } else { (3.0, 20.0) };
    let frame = (width - (columns - 1.0) * gap) / columns;
    let height = if narrow { 120.0 } else { 130.0 };
    let mut bottom = top;
    for (place, line) in LINES.iter().enumerate() {
        let place = f64_of(place);
        let (column, row) = if narrow { (0.0, place) } else { (place, 0.0) };
        let left = column * (frame + gap);
        let head = top + row * (height + 88.0);
        drawing.lettering((left, head + 12.0), line.label, 13.0, Weight::Bold, Anchor::Start, Ink::Text);
        let plot = Plot::new(
            [left + 40.0, head + 24.0, left + frame - 12.0, head + 24.0 + height],
            domain,
            (0.0, 1.0),
        );
        plot.rows(drawing, &ticks((0.0, 1.0), 2.0), percent);
        shade(drawing, &plot, points, line, |estimate| estimate.band, 0.28);
        stroke(drawing, &plot, points, line, 2.0);
        plot.base(drawing, &ticks(domain, 2.0), tick, "guarantee strength");
        bottom = head + 24.0 + height + Plot::BASE;
    }
    bottom
}

fn shade(
    drawing: &mut Drawing,
    plot: &Plot,
    points: &[StrengthPoint],
    line: &Line,
    range: fn(&Estimate) -> Option<Range>,
    opacity: f64,
) {
    let known: Vec<(f64, Range)> =
        points.iter().filter_map(|point| Some((point.strength, range((line.of)(point))?))).collect();
    let upper: Vec<_> = known.iter().map(|(strength, range)| plot.at(*strength, range.high)).collect();
    let lower: Vec<_> = known.iter().map(|(strength, range)| plot.at(*strength, range.low)).collect();
    if known.len() > 1 {
        drawing.area(band(&upper, &lower), line.ink, opacity);
    }
}

fn stroke(drawing: &mut Drawing, plot: &Plot, points: &[StrengthPoint], line: &Line, thickness: f64) {
    let known = points.iter().filter_map(|point| Some(plot.at(point.strength, (line.of)(point).value?)));
    drawing.line(known.collect(), thickness, line.ink);
}
