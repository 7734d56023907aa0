//! How it ends: one bar an ending, with the chance interval on it and the band of the inputs below it.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{OutcomeShare, Summary},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Scale, Weight,
            axis::ticks,
            legend::{Key, legend},
            letters,
            rows::{f64_of, whisker},
        },
        findings::{ending, endings, runs},
        numbers::{count, estimate, optional_percent, optional_range, percent},
    },
};

const ID: &str = "outcomes";

/// Shares of all runs by ending.
///
/// # Errors
/// If nothing was run.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    if summary.counts.runs == 0 || summary.outcomes.is_empty() {
        return Err(Absence::new(ID, "No run was completed, so no ending can be counted."));
    }
    let mut table = Table::new(&["Ending", "Runs", "Share", "Chance alone (95%)", "Inputs (80% of draws)"]);
    for (label, ending) in endings(summary) {
        table.rows.push(vec![
            label.to_owned(),
            count(ending.count),
            estimate(&ending.share),
            optional_range(ending.share.interval),
            optional_range(ending.share.band),
        ]);
    }
    let banded = summary.outcomes.iter().any(|ending| ending.share.band.is_some());
    let caption = format!(
        "Share of all runs by ending; {}. The thin line is the 95% interval of chance, which more runs would \
         narrow. {}",
        runs(summary),
        if banded {
            "The faint bar below is where the central 80% of parameter draws lie, chance removed; more runs would \
             not narrow it."
        } else if summary.counts.draws == 1 {
            "All runs share one set of inputs, so what not knowing them adds is not shown."
        } else {
            "What not knowing the inputs adds is not shown: it takes two or more replications of a draw to tell \
             it from chance."
        }
    );
    let shares =
        endings(summary).into_iter().map(|(label, ending)| format!("{label} {}", estimate(&ending.share)));
    let description = format!("Bars. {}.", shares.collect::<Vec<_>>().join(", "));
    Ok(Chart::new(ID, title(summary), caption, description, table, |width| draw(summary, width, banded)))
}

fn title(summary: &Summary) -> String {
    let endings = endings(summary);
    let value = |ending: &OutcomeShare| ending.share.value.unwrap_or(0.0);
    let highest = endings.iter().map(|(_, ending)| value(ending)).fold(0.0, f64::max);
    let Some((label, first)) = endings.iter().find(|(_, ending)| value(ending) >= highest) else {
        return "How it ends".to_owned();
    };
    if summary.counts.runs == 1 {
        return format!("The one run ends so: {}", label.to_lowercase());
    }
    if highest >= 1.0 {
        return format!("All runs end alike: {}", label.to_lowercase());
    }
    let durable = ending(summary, "durable").filter(|_| summary.scenario.hold > 0);
    match durable {
        Some(durable) if durable.outcome != first.outcome => format!(
            "{label} is the most frequent ending ({} of runs); durable peace follows in {}",
            percent(highest),
            percent(value(durable))
        ),
        _ => format!("{label} is the most frequent ending ({} of runs)", percent(highest)),
    }
}

/// The colour of an ending, the same in every chart.
pub fn ink(outcome: &str) -> Ink {
    match outcome {
        "durable" => Ink::Blue,
        "fragile" => Ink::Sky,
        "temporary_pause" => Ink::Orange,
        _ => Ink::Grey,
    }
}

fn draw(summary: &Summary, width: f64, banded: bool) -> Drawing {
    let mut drawing = Drawing::new(width);
    let endings = endings(summary);
    let narrow = width < 500.0;
    let left = if narrow { 0.0 } else { 150.0 };
    let right = width - 52.0;
    let x = Scale { domain: (0.0, 1.0), pixels: (left, right) };
    let row = if narrow { 56.0 } else { 42.0 };
    let head = if narrow { 20.0 } else { 4.0 };
    let bottom = row * f64_of(endings.len());
    let plot = Plot { x, y: Scale { domain: (0.0, 1.0), pixels: (bottom, 0.0) } };
    let marks = ticks((0.0, 1.0), if narrow { 4.0 } else { 5.0 });
    for &mark in &marks {
        drawing.line(vec![(x.at(mark), 0.0), (x.at(mark), bottom)], 1.0, Ink::Grid);
    }
    for (place, (label, ending)) in endings.iter().enumerate() {
        let top = row * f64_of(place);
        let bar = top + head + 2.0;
        let label_limit = if narrow { right } else { left - 10.0 };
        let label = letters::shorten(label, 14.0, Weight::Regular, label_limit);
        if narrow {
            drawing.words((0.0, top + 15.0), &label, 14.0, Anchor::Start, Ink::Text);
        } else {
            drawing.words((left - 10.0, bar + 15.0), &label, 14.0, Anchor::End, Ink::Text);
        }
        let Some(share) = ending.share.value else { continue };
        drawing.rectangle([left, bar, x.at(share) - left, 20.0], ink(&ending.outcome), 1.0);
        let mut end = x.at(share);
        if let Some(range) = ending.share.interval {
            whisker(&mut drawing, &x, range, bar + 10.0);
            end = f64::max(end, x.at(range.high));
        }
        if let Some(band) = ending.share.band.filter(|band| band.high > band.low) {
            let from = x.at(band.low);
            drawing.rectangle(
                [from, bar + 23.0, f64::max(x.at(band.high) - from, 2.0), 6.0],
                ink(&ending.outcome),
                0.45,
            );
        }
        drawing.lettering(
            (end + 7.0, bar + 15.0),
            &percent(share),
            14.0,
            Weight::Bold,
            Anchor::Start,
            Ink::Text,
        );
    }
    plot.base(&mut drawing, &marks, |mark| optional_percent(Some(mark)), "share of runs");
    let top = bottom + Plot::BASE + 6.0;
    let mut keys = vec![(Key::Whisker(Ink::Text), "chance alone, 95%")];
    if banded {
        keys.push((Key::Fill(Ink::Grey, 0.45), "inputs not known, central 80% of draws"));
    }
    drawing.height = legend(&mut drawing, if narrow { 0.0 } else { left }, top, &keys);
    drawing
}
