//! A sweep for the terminal: the findings, then one table a metric, in 80 columns.

use crate::{
    engine::Metric,
    explore::sweep::Sweep,
    report::{CAVEAT, numbers::count},
};

use super::words::{amount, finding, range, setting, unit};

/// Columns of the terminal.
const WIDTH: usize = 80;

/// The sweep in plain text, ending in a newline; no line is wider than 80 columns unless one word is.
#[must_use]
pub fn text(sweep: &Sweep) -> String {
    let mut text = wrapped(&format!("{}: {CAVEAT}", sweep.scenario.name), "");
    for lever in &sweep.levers {
        let keys = if lever.keys == [lever.label.clone()] {
            String::new()
        } else {
            format!(" ({})", lever.keys.join(", "))
        };
        text += &wrapped(&format!("lever: {}{keys}", lever.label), "       ");
    }
    text += &wrapped(
        &format!(
            "{} points × {} draws × {} replications, seed {}: the same luck at every point",
            count(sweep.points.len() as u64),
            count(sweep.draws),
            count(sweep.replications),
            sweep.seed
        ),
        "",
    );
    for &metric in sweep.asked() {
        text += "\n";
        text += &wrapped(&format!("{}.", finding(sweep, metric)), "");
        text += "\n";
        text += &grid(sweep, metric).unwrap_or_else(|| list(sweep, metric));
    }
    text
}

/// One line a point.
fn list(sweep: &Sweep, metric: Metric) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut header: Vec<String> = sweep.levers.iter().map(|lever| short(&lever.label, 24)).collect();
    let long = format!("{} ({})", metric.name(), unit(metric, &sweep.scenario.period));
    let value = if long.chars().count() > 26 { metric.name().to_owned() } else { long };
    header.extend([value, "chance, 95%".to_owned(), "inputs, 80%".to_owned()]);
    rows.push(header);
    for (place, point) in sweep.points.iter().enumerate() {
        let estimate = sweep.estimate(place, metric);
        let mut row: Vec<String> = point.at.iter().map(|at| short(&setting(at), 24)).collect();
        row.push(estimate.value.map_or_else(|| "–".to_owned(), |value| amount(metric, value)));
        row.extend([range(metric, estimate.interval), range(metric, estimate.band)]);
        rows.push(row);
    }
    lines(&rows, sweep.levers.len())
}

/// The second lever down, the first across; `None` for one lever, or when it would be too wide.
fn grid(sweep: &Sweep, metric: Metric) -> Option<String> {
    let [across, down] = sweep.levers.as_slice() else { return None };
    let corner = format!("{} \\ {}", short(&down.label, 16), short(&across.label, 16));
    let mut rows = vec![vec![corner]];
    rows[0].extend(across.values.iter().map(|at| short(&setting(at), 12)));
    for (row, at) in down.values.iter().enumerate() {
        let mut cells = vec![short(&setting(at), 24)];
        cells.extend((0..across.values.len()).map(|column| {
            let value = sweep.estimate(column * down.values.len() + row, metric).value;
            value.map_or_else(|| "–".to_owned(), |value| amount(metric, value))
        }));
        rows.push(cells);
    }
    let text = lines(&rows, 1);
    let unit = format!("{} ({}):\n", metric.name(), unit(metric, &sweep.scenario.period));
    text.lines().all(|line| line.chars().count() <= WIDTH).then(|| unit + &text)
}

/// Columns under each other: the first ones to the left, the rest to the right.
fn lines(rows: &[Vec<String>], left: usize) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let gap = " ".repeat(width - cell.chars().count());
            if column < left { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).collect::<String>().trim_end().to_owned() + "…"
}

/// Words in lines; the further lines are indented.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines += &line;
            lines.push('\n');
            line = format!("{indent}{word}");
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
    }
    lines + &line + "\n"
}
