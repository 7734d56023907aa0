//! What is in the deal: how often each level of each issue is signed, and how much of that outlasts the hold.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{IssueTerms, LevelShare, Summary},
    report::{
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::{Rows, f64_of},
        },
        numbers::{count, optional_percent, percent, said},
    },
};

const ID: &str = "terms";

/// An issue with more levels than this is shown in bins.
const MOST: usize = 10;

/// Shares of the levels among the signed deals.
///
/// # Errors
/// If nothing was signed.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    if summary.counts.signed == 0 || summary.terms.is_empty() {
        return Err(Absence::new(ID, "No deal was signed, so there are no terms to count."));
    }
    let held = summary.scenario.hold > 0;
    let mut table = Table::new(&["Issue", "Level", "Signed deals", "Share"]);
    if held {
        table.columns.push("Of these, durable".to_owned());
    }
    for issue in &summary.terms {
        let many = issue.levels.len() > 3 * MOST;
        for level in issue.levels.iter().filter(|level| !many || level.count > 0) {
            let label = if level.on_table {
                level.label.clone()
            } else {
                format!("{} (not on the table)", level.label)
            };
            let mut row = vec![issue.label.clone(), label, count(level.count), percent(level.share)];
            row.extend(held.then(|| optional_percent(level.durable)));
            table.rows.push(row);
        }
    }
    let caption = format!(
        "Share of the signed deals with each level; the levels of an issue add up to 100%. {}",
        if held {
            "The solid part of a bar outlasts the time watched; that a level stands beside durability does not say that it causes it."
        } else {
            ""
        }
    );
    let most =
        summary.terms.iter().filter_map(|issue| Some(format!("{}: {}", issue.label, top(issue)?.label)));
    let description =
        format!("Bars for each issue. Signed most often: {}.", most.collect::<Vec<_>>().join("; "));
    let draw = |width| draw(&summary.terms, width, held);
    Ok(Chart::new(ID, title(&summary.terms), caption.trim_end().to_owned(), description, table, draw))
}

/// The level signed most often.
fn top(issue: &IssueTerms) -> Option<&LevelShare> {
    issue.levels.iter().reduce(|best, next| if next.share > best.share { next } else { best })
}

fn title(terms: &[IssueTerms]) -> String {
    if let [issue] = terms
        && let Some((low, high)) = middle_half(issue)
    {
        if low == high {
            return format!("At least half of the signed deals have {low} on {}", issue.label);
        }
        return format!("Half of the signed deals lie between {low} and {high} on {}", issue.label);
    }
    let mut tops: Vec<(&IssueTerms, &LevelShare)> =
        terms.iter().filter_map(|issue| Some((issue, top(issue)?))).collect();
    tops.sort_by(|one, other| one.1.share.total_cmp(&other.1.share));
    match tops.as_slice() {
        [] => "What is signed".to_owned(),
        [(issue, level)] => {
            format!("{} of the signed deals have “{}” on {}", said(level.share), level.label, issue.label)
        }
        [(most, split), .., (least, agreed)] => format!(
            "Signed deals agree most on {}, with “{}” in {}, and least on {}, with “{}” in {}",
            least.label,
            agreed.label,
            said(agreed.share),
            most.label,
            split.label,
            said(split.share)
        ),
    }
}

/// Between which numbers the middle half of the deals lies, if the levels are many and rising numbers.
fn middle_half(issue: &IssueTerms) -> Option<(&str, &str)> {
    if issue.levels.len() <= MOST {
        return None;
    }
    numbers(issue)?;
    let at = |quantile: f64| {
        let mut sum = 0.0;
        let found = issue.levels.iter().find(|level| {
            sum += level.share;
            sum >= quantile - 1e-12
        });
        found.or(issue.levels.last()).map(|level| level.label.as_str())
    };
    Some((at(0.25)?, at(0.75)?))
}

/// The levels' names as numbers, if they are all numbers that rise.
fn numbers(issue: &IssueTerms) -> Option<Vec<f64>> {
    let parse =
        |level: &LevelShare| level.label.split_whitespace().next()?.replace(',', "").parse::<f64>().ok();
    let numbers: Vec<f64> = issue.levels.iter().map(parse).collect::<Option<_>>()?;
    numbers.windows(2).all(|pair| pair[0] < pair[1]).then_some(numbers)
}

/// A row of the chart: one level, or several.
struct Row {
    label: String,
    share: f64,
    durable: Option<f64>,
    on_table: bool,
}

fn rows(issue: &IssueTerms) -> Vec<Row> {
    let single = |level: &LevelShare| Row {
        label: level.label.clone(),
        share: level.share,
        durable: level.durable,
        on_table: level.on_table,
    };
    if issue.levels.len() <= MOST {
        return issue.levels.iter().map(single).collect();
    }
    if numbers(issue).is_some() {
        return bins(&issue.levels).into_iter().map(|bin| together(bin, None)).collect();
    }
    let mut order: Vec<&LevelShare> = issue.levels.iter().collect();
    order.sort_by(|one, other| other.share.total_cmp(&one.share));
    let mut rows: Vec<Row> = order[..MOST - 1].iter().map(|level| single(level)).collect();
    let rest: Vec<LevelShare> = order[MOST - 1..].iter().map(|&level| level.clone()).collect();
    rows.push(together(&rest, Some(format!("{} other levels", rest.len()))));
    rows
}

/// At most ten bins; of 101 levels the last has eleven, so that bins begin at round numbers.
fn bins(levels: &[LevelShare]) -> Vec<&[LevelShare]> {
    let count = levels.len();
    if (count - 1).is_multiple_of(MOST) {
        let size = (count - 1) / MOST;
        let mut bins: Vec<&[LevelShare]> = levels[..(MOST - 1) * size].chunks(size).collect();
        bins.push(&levels[(MOST - 1) * size..]);
        return bins;
    }
    levels.chunks(count.div_ceil(MOST)).collect()
}

/// Several levels in one row.
fn together(levels: &[LevelShare], label: Option<String>) -> Row {
    let share = levels.iter().map(|level| level.share).sum::<f64>();
    let held = levels.iter().any(|level| level.durable.is_some());
    let durable = levels.iter().map(|level| level.share * level.durable.unwrap_or(0.0)).sum::<f64>();
    let (first, last) = (&levels[0].label, &levels[levels.len() - 1].label);
    let range = || if first == last { first.clone() } else { format!("{first} to {last}") };
    Row {
        label: label.unwrap_or_else(range),
        share,
        durable: (held && share > 0.0).then(|| durable / share),
        on_table: levels.iter().any(|level| level.on_table),
    }
}

fn draw(terms: &[IssueTerms], width: f64, held: bool) -> Drawing {
    let mut drawing = Drawing::new(width);
    let layout = Rows::new(width, (0.0, 1.0), 52.0);
    let mut top = 0.0;
    if held {
        let keys = [
            (Key::Fill(Ink::Blue, 1.0), "outlasts the time watched"),
            (Key::Fill(Ink::Blue, 0.35), "collapses before"),
        ];
        top = legend(&mut drawing, 0.0, 0.0, &keys) + 8.0;
    }
    for (place, issue) in terms.iter().enumerate() {
        if place > 0 {
            top += 12.0;
        }
        top = layout.heading(&mut drawing, top, &issue.label);
        for row in rows(issue) {
            let ink = if row.on_table { Ink::Text } else { Ink::Muted };
            let (middle, bottom) = layout.label(&mut drawing, top, &row.label, ink);
            if row.on_table {
                let mut right = layout.bar(
                    &mut drawing,
                    middle,
                    0.0,
                    row.share,
                    Ink::Blue,
                    if held { 0.35 } else { 1.0 },
                );
                if let Some(durable) = row.durable.filter(|_| held) {
                    layout.bar(&mut drawing, middle, 0.0, row.share * durable, Ink::Blue, 1.0);
                }
                right = f64::max(right, layout.x.pixels.0);
                layout.figure(&mut drawing, middle, right, &percent(row.share));
            } else {
                layout.note(&mut drawing, middle, "not on the table");
            }
            top = bottom;
        }
    }
    drawing.height = top + 4.0 * f64_of(usize::from(layout.narrow()));
    drawing
}
