//! A sweep as words, table, CSV, JSON and charts.

mod csv;
mod line;
mod map;
mod rows;
mod text;
mod words;

pub use csv::csv;
pub use text::text;
pub use words::finding;

use crate::{
    engine::Metric,
    explore::sweep::Sweep,
    report::charts::{Chart, Table},
};

use words::amount;

/// The sweep as pretty JSON, in full precision, with a newline at its end.
///
/// # Errors
/// If a value can't be written as JSON, which no sweep does.
pub fn json(sweep: &Sweep) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(sweep)?;
    text.push('\n');
    Ok(text)
}

/// One chart for each metric: a line with its bands, rows of levels, or a heat map.
#[must_use]
pub fn charts(sweep: &Sweep) -> Vec<Chart> {
    sweep.asked().iter().map(|&metric| chart(sweep, metric)).collect()
}

fn chart(sweep: &Sweep, metric: Metric) -> Chart {
    match sweep.levers.as_slice() {
        [lever] if lever.numbers().is_some() => line::chart(sweep, metric),
        [_] => rows::chart(sweep, metric),
        _ => map::chart(sweep, metric),
    }
}

/// The numbers behind a chart.
fn table(sweep: &Sweep, metric: Metric) -> Table {
    let mut columns: Vec<&str> = sweep.levers.iter().map(|lever| lever.label.as_str()).collect();
    columns.extend([metric.label(), "chance, 95%", "inputs, 80% of draws"]);
    let mut table = Table::new(&columns);
    for (place, point) in sweep.points.iter().enumerate() {
        let estimate = sweep.estimate(place, metric);
        let value = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| amount(metric, value));
        let range = |range: Option<crate::engine::summary::Range>| words::range(metric, range);
        let mut row: Vec<String> = point.at.iter().map(words::setting).collect();
        row.extend([value(estimate.value), range(estimate.interval), range(estimate.band)]);
        table.rows.push(row);
    }
    table
}

/// How a sweep was made, in a sentence.
fn method(sweep: &Sweep) -> String {
    use crate::report::numbers::count;
    format!(
        "All points: the same {} draws of the inputs × {} runs with the same random numbers, seed {}.",
        count(sweep.draws),
        count(sweep.replications),
        sweep.seed
    )
}
