//! What drives the result: how much of the variance between draws each input explains by itself.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Driver, Drivers, Range, Summary},
    report::{
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::{Rows, whisker},
        },
        findings::{capitalise, driven, leading, told_apart},
        numbers::{percent, percent_range},
    },
};

const ID: &str = "drivers";

/// Inputs that a picture shows of a metric, and its table beside those that are told apart; the data have them all.
const MOST: usize = 10;
const MOST_IN_TABLE: usize = 20;

/// The inputs that are told apart from chance, for each metric.
///
/// # Errors
/// If no input is told apart from chance, or none could be.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let shown: Vec<&Drivers> =
        summary.drivers.iter().filter(|drivers| told_apart(drivers).next().is_some()).collect();
    let Some(first) = shown.first() else { return Err(absence(summary)) };
    let mut table = Table::new(&[
        "What is explained",
        "Input",
        "Key",
        "Explains alone",
        "95% interval",
        "In its lowest third",
        "In its highest third",
        "More of it",
        "Source",
    ]);
    for drivers in &shown {
        let listed = drivers.inputs.iter().enumerate();
        let listed = listed.filter(|(place, input)| input.told_apart || *place < MOST_IN_TABLE);
        table.rows.extend(listed.map(|(_, input)| row(drivers, input)));
    }
    let caption = "Share of the variance between parameter draws that knowing the input alone would take off, from the \
                   runs of this report, with chance within draws taken off. Thin lines: 95% interval. Inputs that are \
                   told apart from chance; an assumption is marked as such. What they leave is left to inputs too \
                   small to tell from chance and to what inputs do together."
        .to_owned();
    let panels = shown.iter().map(|drivers| {
        let inputs = told_apart(drivers).take(MOST);
        let inputs: Vec<String> = inputs
            .map(|input| format!("{} {}, {}", input.label, share(input.share), input.direction))
            .collect();
        format!("{}: {}.", capitalise(&drivers.label), inputs.join("; "))
    });
    let description = format!("Bars for each input. {}", panels.collect::<Vec<_>>().join(" "));
    Ok(Chart::new(ID, leading(first), caption, description, table, |width| draw(&shown, width)))
}

fn absence(summary: &Summary) -> Absence {
    Absence::new(ID, summary.drivers.iter().map(driven).collect::<Vec<_>>().join(" "))
}

fn row(drivers: &Drivers, input: &Driver) -> Vec<String> {
    let [low, _, high] = input.thirds.map(percent);
    let moves = if input.told_apart { &input.direction } else { "not told apart from chance" };
    vec![
        drivers.label.clone(),
        input.label.clone(),
        input.key.clone(),
        share(input.share),
        percent_range(within(input.interval)),
        low,
        high,
        moves.to_owned(),
        input.provenance.clone(),
    ]
}

/// A share for people: never below 0 or above 100 %.
fn share(share: f64) -> String {
    percent(share.clamp(0.0, 1.0))
}

fn within(range: Range) -> Range {
    Range { low: range.low.clamp(0.0, 1.0), high: range.high.clamp(0.0, 1.0) }
}

/// What an input does, in a colour and in words.
const DIRECTIONS: [(&str, Ink, &str); 4] = [
    ("raises", Ink::Blue, "more of it raises the chance"),
    ("lowers", Ink::Orange, "more of it lowers the chance"),
    ("turns", Ink::Purple, "highest or lowest in the middle"),
    ("unclear", Ink::Sky, "direction unclear"),
];

fn ink(direction: &str) -> Ink {
    DIRECTIONS.iter().find(|(name, ..)| *name == direction).map_or(Ink::Sky, |(_, ink, _)| *ink)
}

fn draw(shown: &[&Drivers], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let bars = |drivers: &Drivers| told_apart(drivers).take(MOST).cloned().collect::<Vec<Driver>>();
    let rest = |drivers: &Drivers| {
        let bars: f64 = bars(drivers).iter().map(|input| input.share.clamp(0.0, 1.0)).sum();
        (1.0 - bars).clamp(0.0, 1.0)
    };
    let largest = (shown.iter())
        .flat_map(|drivers| bars(drivers).into_iter().map(|input| input.interval.high).chain([rest(drivers)]))
        .fold(0.05, f64::max);
    let layout = Rows::new(width, (0.0, largest.min(1.0)), 92.0);
    let has = |direction: &str| {
        shown.iter().any(|drivers| bars(drivers).iter().any(|input| input.direction == direction))
    };
    let keys: Vec<(Key, &str)> = (DIRECTIONS.iter())
        .filter(|(direction, ..)| has(direction))
        .map(|&(_, ink, words)| (Key::Fill(ink, 1.0), words))
        .chain([(Key::Whisker(Ink::Text), "95% interval")])
        .collect();
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    for (place, drivers) in shown.iter().enumerate() {
        let heading = format!("{}: share of the variance between draws", capitalise(&drivers.label));
        top = layout.heading(&mut drawing, top + if place > 0 { 14.0 } else { 0.0 }, &heading);
        for input in bars(drivers) {
            let label = format!("{} ({})", input.label, input.provenance);
            let (middle, bottom) = layout.label(&mut drawing, top, &label, Ink::Text);
            layout.bar(&mut drawing, middle, 0.0, input.share.clamp(0.0, 1.0), ink(&input.direction), 1.0);
            let interval = within(input.interval);
            whisker(&mut drawing, &layout.x, interval, middle);
            let figure = format!("{} {}", share(input.share), input.direction);
            let right = layout.x.at(f64::max(interval.high, input.share));
            layout.figure(&mut drawing, middle, right, &figure);
            top = bottom;
        }
        let words = "Other inputs, and inputs together";
        let (middle, bottom) = layout.label(&mut drawing, top, words, Ink::Muted);
        let right = layout.bar(&mut drawing, middle, 0.0, rest(drivers), Ink::Grey, 1.0);
        layout.figure(&mut drawing, middle, right, &share(rest(drivers)));
        top = bottom;
    }
    drawing.height = top;
    drawing
}
