//! How a metric became precise as draws were added.

use crate::{
    engine::until::Convergence,
    report::{
        charts::{Chart, Table},
        figure::{
            Anchor, Drawing, Ink, Plot,
            axis::{TICK_SIZE, band, ticks},
        },
        numbers::{count, optional_percent, optional_value, percent, tick},
    },
};

/// An error for people: points of a percentage for a share.
pub fn error(convergence: &Convergence, error: f64) -> String {
    if convergence.until.metric.is_share() {
        format!("{} points", two_digits(100.0 * error))
    } else {
        two_digits(error)
    }
}

/// At most two significant digits, without zeros at the end.
fn two_digits(number: f64) -> String {
    let decimals = [10.0, 1.0, 0.1, 0.01, 0.001].into_iter().position(|least| number >= least).unwrap_or(5);
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The metric after ever more draws; `None` before the first two values.
pub fn chart(convergence: &Convergence) -> Option<Chart> {
    let metric = convergence.until.metric;
    let number =
        |value: Option<f64>| if metric.is_share() { optional_percent(value) } else { optional_value(value) };
    let last = convergence.points.last()?;
    if convergence.points.iter().filter(|point| point.estimate.value.is_some()).count() < 2 {
        return None;
    }
    let mut table = Table::new(&["Draws", metric.label(), "95% interval", "Error"]);
    for point in &convergence.points {
        let interval = point.estimate.interval.map_or_else(
            || "–".to_owned(),
            |range| format!("{} to {}", number(Some(range.low)), number(Some(range.high))),
        );
        let found = convergence.until.error(&point.estimate);
        let found = found.map_or_else(|| "–".to_owned(), |found| error(convergence, found));
        table.rows.push(vec![count(point.draws), number(point.estimate.value), interval, found]);
    }
    let (value, draws) = (number(last.estimate.value), count(last.draws));
    let wanted = error(convergence, convergence.until.standard_error);
    let title = if convergence.reached {
        format!("After {draws} draws {} is {value}, with a standard error within {wanted}", metric.label())
    } else {
        format!(
            "After {draws} draws the standard error of {} ({value}) is still above {wanted}",
            metric.label()
        )
    };
    let caption =
        "The line is the metric from the draws so far, shaded its 95% interval of chance. More draws narrow \
                   this interval; they do not narrow what not knowing the inputs adds."
            .to_owned();
    let description = format!("A line of {} points with a band that narrows.", convergence.points.len());
    Some(Chart::new("convergence", title, caption, description, table, |width| draw(convergence, width)))
}

fn draw(convergence: &Convergence, width: f64) -> Drawing {
    let metric = convergence.until.metric;
    let mut drawing = Drawing::new(width);
    let known: Vec<_> = (convergence.points.iter())
        .filter_map(|point| Some((point.draws as f64, point.estimate.value?, point.estimate.interval?)))
        .collect();
    let low = known.iter().map(|point| point.2.low).fold(f64::INFINITY, f64::min);
    let high = known.iter().map(|point| point.2.high).fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.05 * (high - low).max(1e-3);
    let domain = (low - margin, high + margin);
    let domain = if metric.is_share() { (domain.0.max(0.0), domain.1.min(1.0)) } else { domain };
    let most = convergence.points.last().map_or(1.0, |point| point.draws as f64);
    let top = 28.0;
    let bottom = top + if width < 500.0 { 200.0 } else { 260.0 };
    let plot = Plot::new([54.0, top, width - 20.0, bottom], (0.0, most), domain);
    drawing.words((0.0, 13.0), metric.label(), TICK_SIZE, Anchor::Start, Ink::Muted);
    let show = |mark: f64| if metric.is_share() { percent(mark) } else { tick(mark) };
    plot.rows(&mut drawing, &ticks(domain, 5.0), show);
    let upper: Vec<_> = known.iter().map(|(x, _, range)| plot.at(*x, range.high)).collect();
    let lower: Vec<_> = known.iter().map(|(x, _, range)| plot.at(*x, range.low)).collect();
    if known.len() > 1 {
        drawing.area(band(&upper, &lower), Ink::Blue, 0.2);
    }
    drawing.line(known.iter().map(|(x, value, _)| plot.at(*x, *value)).collect(), 2.5, Ink::Blue);
    let label = |mark: f64| count(mark as u64);
    plot.base(&mut drawing, &ticks((0.0, most), 5.0), label, "draws");
    drawing.height = bottom + Plot::BASE;
    drawing
}
