//! A metric over two levers: a heat map with its numbers, and the contour of the target.
//!
//! The contour follows the edges of cells that show their numbers; over cells too small for that it runs between the
//! points in proportion, unless a lever has levels.

use crate::{
    engine::Metric,
    explore::sweep::{Sweep, SweptLever, contour},
    report::{
        charts::Chart,
        figure::{
            Anchor, Drawing, Ink, Weight,
            axis::TICK_SIZE,
            legend::{Key, legend},
            letters,
            rows::f64_of,
        },
        numbers::list,
    },
};

use super::{
    method, table,
    words::{amount, finding, setting, unit},
};

pub(super) fn chart(sweep: &Sweep, metric: Metric) -> Chart {
    let width = |point: usize| {
        sweep.estimate(point, metric).interval.map_or(0.0, |range| (range.high - range.low) / 2.0)
    };
    let widest = (0..sweep.points.len()).map(width).fold(0.0, f64::max);
    let error = if metric.is_share() {
        format!("{:.0} percentage points", (100.0 * widest).max(1.0))
    } else {
        amount(metric, widest)
    };
    let levers: String = (sweep.levers.iter())
        .filter(|lever| lever.keys != [lever.label.clone()])
        .map(|lever| format!(" “{}” sets {}.", lever.label, list(&lever.keys)))
        .collect();
    let caption = format!(
        "Numbers: {} ({}). {} A cell’s 95% interval of chance reaches up to {error} to either side.{levers}",
        metric.label(),
        unit(metric, &sweep.scenario.period),
        method(sweep),
    );
    let description = format!("A heat map of {} cells. {}.", sweep.points.len(), finding(sweep, metric));
    let draw = |width| draw(sweep, metric, width);
    Chart::new(metric.name(), finding(sweep, metric), caption, description, table(sweep, metric), draw)
}

/// Where the cells are: columns from the left, rows from the bottom.
struct Grid {
    left: f64,
    bottom: f64,
    cell: (f64, f64),
}

impl Grid {
    /// The pixel of a place in steps of the levers; whole steps are middles of cells.
    fn at(&self, (column, row): (f64, f64)) -> (f64, f64) {
        (self.left + (column + 0.5) * self.cell.0, self.bottom - (row + 0.5) * self.cell.1)
    }
}

fn draw(sweep: &Sweep, metric: Metric, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let [across, down] = sweep.levers.as_slice() else { return drawing };
    let (columns, rows) = (across.values.len(), down.values.len());
    let values: Vec<Option<f64>> =
        (0..sweep.points.len()).map(|point| sweep.estimate(point, metric).value).collect();
    let known = || values.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let shade = |value: f64| if most > least { 0.06 + 0.86 * (value - least) / (most - least) } else { 0.3 };
    let ends = known().next().map(|_| [least, most].map(|end| amount(metric, end)));
    let aim =
        sweep.target_of(metric).map(|target| format!("contour of the target, {}", amount(metric, target)));
    let mut keys: Vec<(Key, &str)> = Vec::new();
    if let Some([low, high]) = &ends {
        keys.push((Key::Fill(Ink::Blue, shade(least)), low));
        if low != high {
            keys.push((Key::Fill(Ink::Blue, shade(most)), high));
        }
    }
    if let Some(aim) = &aim {
        keys.push((Key::Line(Ink::Vermilion), aim));
    }
    let head = legend(&mut drawing, 0.0, 0.0, &keys) + 24.0;
    let size = TICK_SIZE;
    let widest =
        down.values.iter().map(|at| letters::width(&setting(at), size, Weight::Regular)).fold(0.0, f64::max);
    let left = f64::min(widest + 10.0, 0.32 * width);
    drawing.words(
        (0.0, head - 8.0),
        &letters::shorten(&down.label, size, Weight::Regular, width),
        size,
        Anchor::Start,
        Ink::Muted,
    );
    let cell = ((width - left - 4.0) / f64_of(columns), (320.0 / f64_of(rows)).clamp(6.0, 46.0));
    let bottom = head + cell.1 * f64_of(rows);
    let grid = Grid { left, bottom, cell };
    let wide = known()
        .map(|value| letters::width(&amount(metric, value), size, Weight::Regular))
        .fold(0.0, f64::max);
    let are_labelled = cell.1 >= 15.0 && wide <= cell.0 - 2.0;
    for (point, value) in values.iter().enumerate() {
        let (column, row) = (f64_of(point / rows), f64_of(point % rows));
        let (x, y) = (left + column * cell.0, bottom - (row + 1.0) * cell.1);
        let frame = [x + 0.5, y + 0.5, cell.0 - 1.0, cell.1 - 1.0];
        let Some(value) = *value else {
            drawing.rectangle(frame, Ink::Grid, 1.0);
            continue;
        };
        drawing.rectangle(frame, Ink::Blue, shade(value));
        if are_labelled {
            let ink = if shade(value) > 0.84 { Ink::Paper } else { Ink::Text };
            let (middle, centre) = grid.at((column, row));
            let text = amount(metric, value);
            drawing.words((middle, centre + 0.35 * size), &text, size, Anchor::Middle, ink);
        }
    }
    if let Some(target) = sweep.target_of(metric) {
        let are_numbers = across.numbers().is_some() && down.numbers().is_some();
        let pieces = if are_numbers && !are_labelled {
            contour(&values, (columns, rows), target)
        } else {
            edges(&values, (columns, rows), target)
        };
        for (from, to) in pieces {
            drawing.line(vec![grid.at(from), grid.at(to)], 3.0, Ink::Vermilion);
        }
    }
    label_rows(&mut drawing, &grid, down);
    drawing.height = label_columns(&mut drawing, &grid, across);
    drawing
}

/// Edges between cells of which one alone reaches the target.
fn edges(
    values: &[Option<f64>],
    (columns, rows): (usize, usize),
    target: f64,
) -> Vec<((f64, f64), (f64, f64))> {
    let reaches = |column: usize, row: usize| values[column * rows + row].map(|value| value >= target);
    let differ =
        |one: Option<bool>, other: Option<bool>| one.zip(other).is_some_and(|(one, other)| one != other);
    let mut pieces = Vec::new();
    for column in 0..columns {
        for row in 0..rows {
            let (x, y) = (f64_of(column), f64_of(row));
            if column > 0 && differ(reaches(column - 1, row), reaches(column, row)) {
                pieces.push(((x - 0.5, y - 0.5), (x - 0.5, y + 0.5)));
            }
            if row > 0 && differ(reaches(column, row - 1), reaches(column, row)) {
                pieces.push(((x - 0.5, y - 0.5), (x + 0.5, y - 0.5)));
            }
        }
    }
    pieces
}

fn label_rows(drawing: &mut Drawing, grid: &Grid, lever: &SweptLever) {
    let mut free = f64::INFINITY;
    for (row, at) in lever.values.iter().enumerate() {
        let (_, middle) = grid.at((0.0, f64_of(row)));
        if middle + 7.0 > free {
            continue;
        }
        let text = letters::shorten(&setting(at), TICK_SIZE, Weight::Regular, grid.left - 6.0);
        let place = (grid.left - 6.0, middle + 0.35 * TICK_SIZE);
        drawing.words(place, &text, TICK_SIZE, Anchor::End, Ink::Muted);
        free = middle - 7.0;
    }
}

/// Returns the bottom edge of the axis.
fn label_columns(drawing: &mut Drawing, grid: &Grid, lever: &SweptLever) -> f64 {
    let base = grid.bottom + 4.0 + TICK_SIZE;
    let mut free = f64::NEG_INFINITY;
    for (column, at) in lever.values.iter().enumerate() {
        let (middle, _) = grid.at((f64_of(column), 0.0));
        let room = if lever.numbers().is_some() { f64::INFINITY } else { grid.cell.0 - 4.0 };
        let text = letters::shorten(&setting(at), TICK_SIZE, Weight::Regular, room);
        let half = letters::width(&text, TICK_SIZE, Weight::Regular) / 2.0;
        let middle = f64::min(middle, drawing.width - half);
        if middle - half > free {
            drawing.words((middle, base), &text, TICK_SIZE, Anchor::Middle, Ink::Muted);
            free = middle + half + 4.0;
        }
    }
    let middle = (grid.left + drawing.width) / 2.0;
    let label = letters::shorten(&lever.label, TICK_SIZE, Weight::Regular, drawing.width - grid.left);
    drawing.words((middle, base + 22.0), &label, TICK_SIZE, Anchor::Middle, Ink::Muted);
    base + 28.0
}
