//! Shares of the variance as bars: alone and in all, with their intervals.

use super::{besides, headline, interval, share};
use crate::{
    engine::summary::Range,
    explore::sensitivity::{Findings, findings::Shares},
    report::{
        charts::{Chart, Table},
        figure::{
            Drawing, Ink,
            axis::{Plot, ticks},
            legend::{Key, legend},
            rows::{Rows, whisker},
        },
        numbers::percent,
    },
};

const ID: &str = "sensitivity_shares";

/// Inputs that the picture shows; the table and the data have them all.
const MOST: usize = 15;

/// The bars of the inputs that were not screened out.
#[must_use]
pub fn chart(findings: &Findings) -> Chart {
    let mut table = Table::new(&["Input", "Alone", "95% interval", "In all", "95% interval", "Source"]);
    for (input, shares) in findings.studied() {
        table.rows.push(row(&input.key, &shares, &input.provenance));
    }
    for (name, shares) in besides(findings) {
        table.rows.push(row(name, &shares, "–"));
    }
    let more = findings.studied().count().saturating_sub(MOST);
    let left_out = if more > 0 {
        format!(" {more} inputs with smaller shares are in the data only.")
    } else {
        String::new()
    };
    let caption = format!(
        "Sobol’ indices of {} from {} base samples. Alone: what knowing the input would take off the variance. In all: \
         alone and together with others, so that these overlap and may add up to more than 100%. Thin lines: 95% \
         interval.{left_out}",
        findings.label, findings.counts.samples_whole
    );
    let shown =
        findings.studied().take(MOST).map(|(input, shares)| format!("{} {}", input.key, share(shares.total)));
    let description = format!("Bars for each input. In all: {}.", shown.collect::<Vec<_>>().join(", "));
    Chart::new(ID, headline(findings), caption, description, table, |width| draw(findings, width))
}

fn row(name: &str, shares: &Shares, source: &str) -> Vec<String> {
    vec![
        name.to_owned(),
        share(shares.first),
        interval(shares.first_interval),
        share(shares.total),
        interval(shares.total_interval),
        source.to_owned(),
    ]
}

fn draw(findings: &Findings, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let bars: Vec<(&str, Shares, Ink)> = (findings.studied().take(MOST))
        .map(|(input, shares)| (input.key.as_str(), shares, Ink::Text))
        .chain(besides(findings).map(|(name, shares)| (name, shares, Ink::Muted)))
        .collect();
    let largest = bars.iter().fold(0.05, |most: f64, (_, shares, _)| most.max(shares.total_interval.high));
    let layout = Rows::new(width, (0.0, largest.min(1.0)), 58.0);
    let keys = [
        (Key::Fill(Ink::Blue, 1.0), "alone"),
        (Key::Fill(Ink::Sky, 1.0), "in all"),
        (Key::Whisker(Ink::Text), "95% interval"),
    ];
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 8.0;
    let first = top;
    for (name, shares, ink) in bars {
        let (middle, bottom) = layout.label(&mut drawing, top, name, ink);
        // Two thin bars, one above the other, with the wider interval's figure at the right.
        let (upper, lower) = (middle - 5.0, middle + 5.0);
        for (y, ink, number) in [(upper, Ink::Blue, shares.first), (lower, Ink::Sky, shares.total)] {
            let (left, right) = (layout.x.at(0.0), layout.x.at(number.clamp(0.0, 1.0)));
            drawing.rectangle([left, y - 4.0, right - left, 8.0], ink, 1.0);
        }
        let cut = |range: Range| Range { low: range.low.clamp(0.0, 1.0), high: range.high.clamp(0.0, 1.0) };
        whisker(&mut drawing, &layout.x, cut(shares.first_interval), upper);
        whisker(&mut drawing, &layout.x, cut(shares.total_interval), lower);
        let right =
            layout.x.at(f64::max(shares.total_interval.high, shares.first_interval.high).clamp(0.0, 1.0));
        layout.figure(&mut drawing, middle, right, &share(shares.total));
        top = bottom.max(middle + 14.0) + 2.0;
    }
    let (left, right) = layout.x.pixels;
    let plot = Plot::new([left, first, right, top + 2.0], layout.x.domain, (0.0, 1.0));
    plot.base(&mut drawing, &ticks(layout.x.domain, 4.0), percent, "share of the variance");
    drawing.height = top + 2.0 + Plot::BASE;
    drawing
}
