//! A comparison in two charts: the sides beside each other, and their differences with paired intervals.

use crate::{
    explore::compare::{Comparison, Difference, MetricComparison, Verdict},
    report::{
        charts::{Chart, Table},
        figure::{
            Anchor, Drawing, Ink, Plot, Scale,
            axis::ticks,
            legend::{Key, legend},
            rows::{Rows, f64_of, whisker},
        },
        findings::capitalise,
        numbers::{count, optional_percent, optional_range, optional_value, percent, value},
    },
};

/// Colours of the sides, the first grey as what the others are held against.
const INKS: [Ink; 8] =
    [Ink::Grey, Ink::Blue, Ink::Orange, Ink::Green, Ink::Purple, Ink::Sky, Ink::Vermilion, Ink::Axis];

/// A side's letter, from `A`.
pub fn letter(side: usize) -> char {
    char::from(b'A' + u8::try_from(side.min(25)).unwrap_or(25))
}

/// A difference with its sign: percentage points for a share, two significant digits.
///
/// ```
/// # use armistice::report::explore::compare::signed;
/// assert_eq!(signed(0.0593, true), "+5.9");
/// assert_eq!(signed(-0.1234, true), "−12");
/// assert_eq!(signed(-1.26, false), "−1.3");
/// assert_eq!(signed(0.00001, true), "+0.0");
/// ```
pub fn signed(difference: f64, is_share: bool) -> String {
    let size = if is_share { 100.0 * difference.abs() } else { difference.abs() };
    let text = match size {
        _ if !size.is_finite() => return "–".to_owned(),
        _ if size < 9.95 => format!("{size:.1}"),
        _ => format!("{size:.0}"),
    };
    let sign = match difference {
        _ if difference > 0.0 => "+",
        _ if difference < 0.0 => "−",
        _ => "",
    };
    format!("{sign}{text}")
}

/// A value of a metric.
pub fn level(metric: &MetricComparison, side: usize) -> String {
    let number = metric.values[side].value;
    if metric.is_share { optional_percent(number) } else { optional_value(number) }
}

/// The interval of a difference: `+4.1 to +7.7`.
pub fn span(difference: &Difference, is_share: bool) -> String {
    difference.interval.map_or_else(
        || "–".to_owned(),
        |range| format!("{} to {}", signed(range.low, is_share), signed(range.high, is_share)),
    )
}

/// All charts that the comparison gives.
pub fn charts(comparison: &Comparison) -> Vec<Chart> {
    [sides(comparison), differences(comparison)].into_iter().flatten().collect()
}

fn key(comparison: &Comparison) -> String {
    let names = comparison
        .sides
        .iter()
        .enumerate()
        .map(|(side, facts)| format!("{} is {}", letter(side), facts.name));
    names.collect::<Vec<_>>().join("; ")
}

fn counts(comparison: &Comparison) -> String {
    format!(
        "{} draws of {} runs on each side, with the same random numbers",
        count(comparison.draws),
        count(comparison.replications)
    )
}

/// What is said of the metric that matters most: durable peace where it is compared.
fn title(comparison: &Comparison) -> String {
    let metrics = &comparison.metrics;
    let Some(metric) = metrics.iter().find(|metric| metric.metric == "p_durable").or(metrics.first()) else {
        return "Nothing is compared".to_owned();
    };
    let parts = metric.differences.iter().enumerate().map(|(place, difference)| {
        let side = letter(place + 1);
        let Some(difference) = difference else { return format!("unknown with {side}") };
        let size = signed(difference.value, metric.is_share);
        let unit = if metric.is_share { " points" } else { "" };
        match difference.verdict {
            Verdict::Identical => format!("the same with {side}"),
            Verdict::Noise => format!("{size}{unit} with {side}, which may be chance"),
            Verdict::Unknown | Verdict::DiffersInFewDraws => {
                format!("{size}{unit} with {side}, from too few draws")
            }
            Verdict::Differs => format!("{size}{unit} with {side}"),
        }
    });
    let start = capitalise(&metric.label);
    format!("{start}: {} with A; {}", level(metric, 0), parts.collect::<Vec<_>>().join("; "))
}

/// The sides beside each other, shares only.
fn sides(comparison: &Comparison) -> Option<Chart> {
    let metrics: Vec<&MetricComparison> =
        comparison.metrics.iter().filter(|metric| metric.is_share).collect();
    if metrics.is_empty() {
        return None;
    }
    let mut columns = vec!["Metric".to_owned()];
    columns.extend(comparison.sides.iter().map(|side| side.name.clone()));
    let rows = metrics.iter().map(|metric| {
        let mut row = vec![metric.label.clone()];
        row.extend(metric.values.iter().map(|estimate| {
            format!("{} ({})", optional_percent(estimate.value), optional_range(estimate.interval))
        }));
        row
    });
    let table = Table { columns, rows: rows.collect() };
    let caption = format!(
        "{}. {}. The thin lines are the 95% intervals of each side alone: whether two sides differ, their paired difference says.",
        key(comparison),
        counts(comparison)
    );
    let description = format!("Bars of {} metrics on {} sides.", metrics.len(), comparison.sides.len());
    let draw = |width| draw_sides(comparison, &metrics, width);
    Some(Chart::new("comparison", title(comparison), caption, description, table, draw))
}

fn draw_sides(comparison: &Comparison, metrics: &[&MetricComparison], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let names: Vec<String> = (comparison.sides.iter().enumerate())
        .map(|(side, facts)| format!("{}  {}", letter(side), facts.name))
        .collect();
    let keys: Vec<(Key, &str)> =
        names.iter().enumerate().map(|(side, name)| (Key::Fill(INKS[side], 1.0), name.as_str())).collect();
    let top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    let rows = Rows::new(width, (0.0, 1.0), 52.0);
    let (step, thickness) = (18.0, 13.0);
    let label = if rows.narrow() { 20.0 } else { 0.0 };
    let height = label + step * f64_of(comparison.sides.len()) + 12.0;
    let bottom = top + height * f64_of(metrics.len());
    let (left, right) = rows.x.pixels;
    let plot = Plot { x: rows.x, y: Scale { domain: (0.0, 1.0), pixels: (bottom, top) } };
    let marks = ticks((0.0, 1.0), 4.0);
    for &mark in &marks {
        let x = rows.x.at(mark);
        drawing.line(vec![(x, top), (x, bottom)], 1.0, Ink::Grid);
    }
    for (place, metric) in metrics.iter().enumerate() {
        let head = top + height * f64_of(place);
        let middle = head + label + step * f64_of(comparison.sides.len()) / 2.0;
        if rows.narrow() {
            drawing.words((0.0, head + 14.0), &metric.label, 13.0, Anchor::Start, Ink::Text);
        } else {
            drawing.words((left - 12.0, middle + 4.5), &metric.label, 13.0, Anchor::End, Ink::Text);
        }
        for (side, estimate) in metric.values.iter().enumerate() {
            let y = head + label + step * (f64_of(side) + 0.5);
            let Some(share) = estimate.value else {
                rows.note(&mut drawing, y, "no value");
                continue;
            };
            let mut end = rows.x.at(share);
            drawing.rectangle([left, y - thickness / 2.0, end - left, thickness], INKS[side], 1.0);
            if let Some(range) = estimate.interval {
                whisker(&mut drawing, &rows.x, range, y);
                end = f64::max(end, rows.x.at(range.high));
            }
            rows.figure(&mut drawing, y, f64::min(end, right), &percent(share));
        }
    }
    plot.base(&mut drawing, &marks, percent, "share");
    drawing.height = bottom + Plot::BASE;
    drawing
}

/// The differences of shares with their paired intervals.
fn differences(comparison: &Comparison) -> Option<Chart> {
    let metrics: Vec<&MetricComparison> = (comparison.metrics.iter())
        .filter(|metric| {
            metric.is_share && metric.differences.iter().flatten().any(|one| one.interval.is_some())
        })
        .collect();
    if metrics.is_empty() {
        return None;
    }
    let mut table = Table::new(&["Metric", "Side", "Difference", "95% interval", "Variance saved"]);
    for metric in &metrics {
        for (place, difference) in metric.differences.iter().enumerate() {
            let Some(difference) = difference else { continue };
            table.rows.push(vec![
                metric.label.clone(),
                letter(place + 1).to_string(),
                signed(difference.value, true),
                span(difference, true),
                optional_percent(difference.variance_saved.filter(|saved| *saved >= 0.0)),
            ]);
        }
    }
    let all = metrics.iter().flat_map(|metric| metric.differences.iter().flatten());
    let clear = all.clone().filter(|one| one.verdict == Verdict::Differs).count();
    let title = match (clear, all.count()) {
        (0, _) => "No difference is larger than chance".to_owned(),
        (1, 1) => "The difference is larger than chance".to_owned(),
        (2, 2) => "Both differences are larger than chance".to_owned(),
        (clear, total) if clear == total => format!("All {total} differences are larger than chance"),
        (clear, total) => format!("{clear} of {total} differences are larger than chance"),
    };
    let caption = format!(
        "Differences from A in percentage points, with 95% intervals from the differences within draws. {}. {}. Each \
         interval stands alone: of 20 such, one may miss the truth.",
        key(comparison),
        counts(comparison)
    );
    let description = format!("Differences of {} metrics around a line at none.", metrics.len());
    Some(Chart::new("differences", title, caption, description, table, |width| {
        draw_differences(comparison, &metrics, width)
    }))
}

fn draw_differences(comparison: &Comparison, metrics: &[&MetricComparison], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let names: Vec<String> = (comparison.sides.iter().enumerate().skip(1))
        .map(|(side, facts)| format!("{}  {}", letter(side), facts.name))
        .collect();
    let keys: Vec<(Key, &str)> =
        names.iter().enumerate().map(|(place, name)| (Key::Dot(INKS[place + 1]), name.as_str())).collect();
    let top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    let ends = metrics.iter().flat_map(|metric| metric.differences.iter().flatten()).flat_map(|one| {
        let range = one.interval.map_or([one.value; 2], |range| [range.low, range.high]);
        [range[0], range[1]]
    });
    let reach = ends.fold(0.01, |reach: f64, end| reach.max(end.abs())) * 1.05;
    let rows = Rows::new(width, (-reach, reach), 64.0);
    let sides = metrics[0].differences.len();
    let step = 18.0;
    let label = if rows.narrow() { 20.0 } else { 0.0 };
    let height = label + step * f64_of(sides) + 10.0;
    let bottom = top + height * f64_of(metrics.len());
    let plot = Plot { x: rows.x, y: Scale { domain: (0.0, 1.0), pixels: (bottom, top) } };
    let marks = ticks((-reach, reach), 5.0);
    for &mark in &marks {
        let x = rows.x.at(mark);
        drawing.line(vec![(x, top), (x, bottom)], 1.0, if mark == 0.0 { Ink::Axis } else { Ink::Grid });
    }
    for (place, metric) in metrics.iter().enumerate() {
        let head = top + height * f64_of(place);
        if rows.narrow() {
            drawing.words((0.0, head + 14.0), &metric.label, 13.0, Anchor::Start, Ink::Text);
        } else {
            let middle = head + step * f64_of(sides) / 2.0;
            drawing.words(
                (rows.x.pixels.0 - 12.0, middle + 4.5),
                &metric.label,
                13.0,
                Anchor::End,
                Ink::Text,
            );
        }
        for (side, difference) in metric.differences.iter().enumerate() {
            let y = head + label + step * (f64_of(side) + 0.5);
            let Some(difference) = difference else {
                rows.note(&mut drawing, y, "no value");
                continue;
            };
            let mut end = rows.x.at(difference.value);
            if let Some(range) = difference.interval {
                whisker(&mut drawing, &rows.x, range, y);
                end = rows.x.at(range.high);
            }
            let clear = difference.verdict == Verdict::Differs;
            drawing.dot(
                (rows.x.at(difference.value), y),
                4.5,
                INKS[side + 1],
                if clear { 1.0 } else { 0.45 },
            );
            rows.figure(&mut drawing, y, end, &signed(difference.value, true));
        }
    }
    plot.base(
        &mut drawing,
        &marks,
        |mark| value(100.0 * mark).trim_end_matches(".00").to_owned(),
        "percentage points from A; faint: may be chance",
    );
    drawing.height = bottom + Plot::BASE;
    drawing
}
