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
        numbers::{estimate, optional_range, percent, tick},
    },
};

const ID: &str = "guarantee_strength";
const NAME: &str = "guarantee strength: chance that each guarantor honours its word";

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

/// An interval wider than this at the median strength says nothing about a course.
const TOO_WIDE: f64 = 0.4;

/// Outcomes against guarantee strength.
///
/// # Errors
/// If the scenario has no guarantee, nothing after signing is watched, no deal is signed, or there are too few runs.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let points = &summary.guarantee_strength;
    if summary.scenario.hold == 0 && !points.is_empty() {
        let why = "No time after signing is watched, so nothing is known of what the guarantees do to peace.";
        return Err(Absence::new(ID, why));
    }
    if points.len() < 2 {
        let why = "The scenario has no guarantee whose strength could be varied.";
        return Err(Absence::new(ID, why));
    }
    if points.iter().all(|point| point.p_deal.value.unwrap_or(0.0) <= 0.0) {
        return Err(Absence::new(ID, "No deal is signed at any strength of the guarantees."));
    }
    let middle = &points[points.len() / 2];
    let width = |line: &Line| (line.of)(middle).interval.map_or(0.0, |range| range.high - range.low);
    if LINES.iter().any(|line| width(line) > TOO_WIDE) {
        return Err(Absence::new(
            ID,
            "Too few runs were made at each guarantee strength to tell what it does.",
        ));
    }
    let mut table = Table::new(&[
        "Strength",
        "P(deal)",
        "P(durable | deal)",
        "P(durable)",
        "P(durable), chance (95%)",
        "P(durable), inputs (80% of draws)",
    ]);
    for point in points {
        table.rows.push(vec![
            tick(point.strength),
            estimate(&point.p_deal),
            estimate(&point.p_durable_given_deal),
            estimate(&point.p_durable),
            optional_range(point.p_durable.interval),
            optional_range(point.p_durable.band),
        ]);
    }
    let banded = has_bands(points);
    let caption = format!(
        "{} Every guarantor’s honour, true and perceived, is set to the strength on the axis, all else is drawn as \
         before with the same random numbers. Shaded above: 95% interval of chance.{}",
        parts(points),
        if banded {
            " Shaded below: where the central 80% of parameter draws lie, chance removed; more runs would not narrow it."
        } else {
            ""
        }
    );
    let ends = LINES.iter().map(|line| {
        let number = |point: Option<&StrengthPoint>| {
            point.map_or_else(String::new, |point| estimate((line.of)(point)))
        };
        format!(
            "{}: {} if never honoured, {} if always",
            line.label,
            number(points.first()),
            number(points.last())
        )
    });
    let description = format!("Three lines. {}.", ends.collect::<Vec<_>>().join("; "));
    let assumed = assumed(summary);
    let draw = |width| draw(points, assumed, width);
    Ok(Chart::new(ID, title(points), caption, description, table, draw))
}

fn has_bands(points: &[StrengthPoint]) -> bool {
    LINES.iter().any(|line| points.iter().any(|point| (line.of)(point).band.is_some()))
}

/// The least and the greatest central value of true honour among the scenario's own guarantees.
fn assumed(summary: &Summary) -> Option<(f64, f64)> {
    let of_guarantees = |key: &str| key.starts_with("guarantees.") && key.ends_with(".honour");
    let modes = summary.inputs.iter().filter(|input| of_guarantees(&input.key)).map(|input| input.mode);
    let (low, high) =
        modes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mode| (low.min(mode), high.max(mode)));
    (low <= high && (0.0..=1.0).contains(&low) && high <= 1.0).then_some((low, high))
}

/// What a line does from the weakest guarantee to the strongest, chance set aside.
enum Course {
    Rises,
    Falls,
    Peaks(StrengthAt),
    Flat,
}

/// A number and the strength at which it is met.
#[derive(Clone, Copy)]
struct StrengthAt {
    strength: f64,
    number: f64,
}

/// The first and the last number of a line, and what it does between them; `None` if it has no two numbers.
fn course(points: &[StrengthPoint], of: fn(&StrengthPoint) -> &Estimate) -> Option<(f64, f64, Course)> {
    let known: Vec<StrengthAt> = points
        .iter()
        .filter_map(|point| Some(StrengthAt { strength: point.strength, number: of(point).value? }))
        .collect();
    let (&first, &last) = (known.first()?, known.last()?);
    let best = known.iter().fold(first, |best, &next| if next.number > best.number { next } else { best });
    let noise = points.iter().filter_map(|point| of(point).standard_error).fold(0.0, f64::max);
    let clear = |more: f64, less: f64| more - less > 2.0 * noise + 0.005;
    let course = if clear(best.number, first.number) && clear(best.number, last.number) {
        Course::Peaks(best)
    } else if clear(last.number, first.number) {
        Course::Rises
    } else if clear(first.number, last.number) {
        Course::Falls
    } else {
        Course::Flat
    };
    Some((first.number, last.number, course))
}

/// What the product does, and, where the deals themselves move the other way, that too.
fn title(points: &[StrengthPoint]) -> String {
    let Some((first, last, durable)) = course(points, |point| &point.p_durable) else {
        return "No strength of the guarantees leads to a deal".to_owned();
    };
    let (from, to) = (percent(first), percent(last));
    let main = match durable {
        Course::Rises => {
            format!(
                "Durable peace rises from {from} to {to} of runs as guarantees go from never to always honoured"
            )
        }
        Course::Falls => {
            format!(
                "Durable peace falls from {from} to {to} of runs as guarantees go from never to always honoured"
            )
        }
        Course::Peaks(best) => format!(
            "Durable peace is most frequent, at {}, with guarantees of strength {}: {from} if they are never \
             honoured, {to} if always",
            percent(best.number),
            tick(best.strength)
        ),
        Course::Flat if from == to => {
            format!("Guarantee strength hardly moves durable peace: about {from} of runs")
        }
        Course::Flat => format!(
            "Guarantee strength hardly moves durable peace: {from} of runs if never honoured, {to} if always"
        ),
    };
    let against =
        match (course(points, |point| &point.p_durable_given_deal), course(points, |point| &point.p_deal)) {
            (Some((_, _, Course::Rises)), Some((_, _, Course::Falls))) => {
                ", though fewer deals are signed".to_owned()
            }
            (Some((_, _, Course::Rises)), Some((_, _, Course::Peaks(best)))) => {
                format!(", though beyond strength {} fewer deals are signed", tick(best.strength))
            }
            (Some((_, _, Course::Falls)), Some((_, _, Course::Rises))) => {
                ", though more deals are signed".to_owned()
            }
            _ => String::new(),
        };
    main + &against
}

/// The two parts of the product in a sentence.
fn parts(points: &[StrengthPoint]) -> String {
    let part = |of: fn(&StrengthPoint) -> &Estimate, noun: &str, verb: &str| {
        let (first, last, course) = course(points, of)?;
        let (from, to) = (percent(first), percent(last));
        Some(match course {
            Course::Rises => format!("more {noun} {verb} ({from} to {to})"),
            Course::Falls => format!("fewer {noun} {verb} ({from} to {to})"),
            Course::Flat if from == to => format!("about as many {noun} {verb} ({from})"),
            Course::Flat => format!("about as many {noun} {verb} ({from} to {to})"),
            Course::Peaks(best) => format!(
                "{noun} {verb} most often at strength {} ({from} at first, {} there, {to} in the end)",
                tick(best.strength),
                percent(best.number)
            ),
        })
    };
    let lasting = part(|point| &point.p_durable_given_deal, "of the signed ceasefires", "last");
    let deals = part(|point| &point.p_deal, "deals", "are signed");
    let both: Vec<String> = [lasting, deals].into_iter().flatten().collect();
    if both.is_empty() {
        return String::new();
    }
    format!("As honour grows from never to always, {}.", both.join(", and "))
}

fn draw(points: &[StrengthPoint], assumed: Option<(f64, f64)>, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let gutter = if narrow { 46.0 } else { 205.0 };
    let domain = (points[0].strength, points[points.len() - 1].strength);
    // Left of the plot are the ticks, and beside it where the lines start.
    let (left, right) = (92.0, width - gutter);
    let assumed = assumed.filter(|(low, high)| *low >= domain.0 && *high <= domain.1);
    let label = assumed.map(|(low, high)| {
        let numbers =
            if tick(low) == tick(high) { tick(low) } else { format!("{} to {}", tick(low), tick(high)) };
        format!("true honour in this scenario: {numbers}")
    });
    let mut top = 28.0;
    if narrow {
        let mut keys: Vec<(Key, &str)> = LINES.iter().map(|line| (Key::Line(line.ink), line.label)).collect();
        keys.extend(label.iter().map(|label| (Key::Dashes(Ink::Muted), label.as_str())));
        top = legend(&mut drawing, 0.0, 0.0, &keys) + 34.0;
    }
    drawing.words((0.0, top - 15.0), "share of runs", TICK_SIZE, Anchor::Start, Ink::Muted);
    let bottom = top + if narrow { 220.0 } else { 280.0 };
    let plot = Plot::new([left, top, right, bottom], domain, (0.0, 1.0));
    for &mark in &ticks((0.0, 1.0), 5.0) {
        let y = plot.y.at(mark);
        drawing.line(vec![(left, y), (right, y)], 1.0, Ink::Grid);
        drawing.words((37.0, y + 0.35 * TICK_SIZE), &percent(mark), TICK_SIZE, Anchor::End, Ink::Muted);
    }
    if let (Some((low, high)), Some(label)) = (assumed, &label) {
        for strength in if tick(low) == tick(high) { vec![low] } else { vec![low, high] } {
            drawing.dashes(plot.at(strength, 0.0), plot.at(strength, 1.0), 1.0, Ink::Muted);
        }
        if !narrow {
            let half = letters::width(label, TICK_SIZE, Weight::Regular) / 2.0;
            let middle = (plot.x.at(low) + plot.x.at(high)) / 2.0;
            let place = f64::min(f64::max(middle, 110.0 + half), width - half);
            drawing.words((place, top - 15.0), label, TICK_SIZE, Anchor::Middle, Ink::Muted);
        }
    }
    for line in &LINES {
        shade(&mut drawing, &plot, points, line, |estimate| estimate.interval, 0.16);
    }
    for line in &LINES {
        stroke(&mut drawing, &plot, points, line, if line.ink == Ink::Blue { 3.5 } else { 2.25 });
    }
    label_starts(&mut drawing, &plot, points);
    label_ends(&mut drawing, &plot, points, narrow);
    let name = if narrow { "chance that a guarantee is honoured" } else { NAME };
    plot.base(&mut drawing, &ticks(domain, 5.0), |mark| strength(mark, narrow), name);
    drawing.height = small_frames(&mut drawing, points, domain, bottom + Plot::BASE + 22.0, narrow);
    drawing
}

/// The ends of the axis in words, where there is room.
fn strength(mark: f64, narrow: bool) -> String {
    match tick(mark).as_str() {
        "0" if !narrow => "0 never".to_owned(),
        "1" if !narrow => "1 always".to_owned(),
        number => number.to_owned(),
    }
}

/// Numbers at the left ends, pushed apart where they would touch.
fn label_starts(drawing: &mut Drawing, plot: &Plot, points: &[StrengthPoint]) {
    let starts = LINES.iter().filter_map(|line| {
        let number = (line.of)(&points[0]).value?;
        Some((plot.y.at(number), percent(number), line.ink))
    });
    for (y, text, ink) in apart(starts.collect(), plot) {
        let right = plot.x.pixels.0 - 4.0;
        drawing.dot((right, y), 3.5, ink, 1.0);
        drawing.lettering((right - 6.0, y + 4.5), &text, 12.0, Weight::Bold, Anchor::End, Ink::Text);
    }
}

/// Moves labels up and down, the least that keeps 17 pixels between them, within the plot.
fn apart(mut labels: Vec<(f64, String, Ink)>, plot: &Plot) -> Vec<(f64, String, Ink)> {
    labels.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut free = plot.y.pixels.1 - 10.0;
    for label in &mut labels {
        label.0 = f64::max(label.0, free);
        free = label.0 + 17.0;
    }
    let mut floor = plot.y.pixels.0 + 2.0;
    for label in labels.iter_mut().rev() {
        label.0 = f64::min(label.0, floor);
        floor = label.0 - 17.0;
    }
    labels
}

/// Labels at the right ends.
fn label_ends(drawing: &mut Drawing, plot: &Plot, points: &[StrengthPoint], narrow: bool) {
    let Some(last) = points.last() else { return };
    let ends = LINES.iter().filter_map(|line| {
        let number = (line.of)(last).value?;
        let text = if narrow { percent(number) } else { format!("{} {}", percent(number), line.label) };
        Some((plot.y.at(number), text, line.ink))
    });
    let limit = drawing.width - plot.x.pixels.1 - 15.0;
    for (y, text, ink) in apart(ends.collect(), plot) {
        let text = letters::shorten(&text, 13.0, Weight::Bold, limit);
        let left = plot.x.pixels.1 + 5.0;
        drawing.dot((left, y), 3.5, ink, 1.0);
        drawing.lettering((left + 8.0, y + 4.5), &text, 13.0, Weight::Bold, Anchor::Start, Ink::Text);
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
    if !has_bands(points) {
        return top - 16.0;
    }
    let width = drawing.width;
    let words = "The same lines, each with the band of the inputs not known (central 80% of draws)";
    let mut base = top + TICK_SIZE;
    for line in letters::wrap(words, TICK_SIZE, Weight::Regular, width, 3) {
        drawing.words((0.0, base), &line, TICK_SIZE, Anchor::Start, Ink::Muted);
        base += 17.0;
    }
    let top = base;
    let (columns, gap) = if narrow { (1.0, 0.0) } else { (3.0, 20.0) };
    let frame = (width - (columns - 1.0) * gap) / columns;
    let height = if narrow { 120.0 } else { 130.0 };
    let mut bottom = top;
    for (place, line) in LINES.iter().enumerate() {
        let place = f64_of(place);
        let (column, row) = if narrow { (0.0, place) } else { (place, 0.0) };
        let left = column * (frame + gap);
        let head = top + row * (height + 84.0);
        drawing.lettering((left, head + 12.0), line.label, 13.0, Weight::Bold, Anchor::Start, Ink::Text);
        let plot = Plot::new(
            [left + 40.0, head + 24.0, left + frame - 12.0, head + 24.0 + height],
            domain,
            (0.0, 1.0),
        );
        plot.rows(drawing, &ticks((0.0, 1.0), 2.0), percent);
        shade(drawing, &plot, points, line, |estimate| estimate.band, 0.28);
        stroke(drawing, &plot, points, line, 2.0);
        plot.base(drawing, &ticks(domain, 2.0), tick, "chance of being honoured");
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
