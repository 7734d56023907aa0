//! Whether guarantees were honoured when tested, and what happened to attempts to attack.

use super::{
    chart::{Absence, Chart, Table},
    survival::unwatched,
};
use crate::{
    engine::summary::{CeasefireFacts, NamedCount, Summary},
    report::{
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::{Rows, whisker},
        },
        findings::capitalise,
        numbers::{count, optional_percent, optional_range, percent, periods, ratio, value},
    },
};

const ID: &str = "guarantees";

/// Guarantees tested and honoured; attempts, warnings and attacks.
///
/// # Errors
/// If nothing was watched, or there was neither a guarantee nor an attempt.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    if let Some(absence) = unwatched(ID, summary) {
        let why = if summary.counts.signed > 0 {
            "The scenario watches no time after signing, so no guarantee could be tested.".to_owned()
        } else {
            absence.why
        };
        return Err(Absence::new(ID, why));
    }
    let facts = &summary.ceasefire;
    let given = facts.guarantees.iter().any(|guarantee| guarantee.given > 0);
    if !given && attempts(facts) == 0 && collapses(facts) == 0 {
        return Err(Absence::new(
            ID,
            "No signed deal gave a guarantee, and no ceasefire saw an attempt to attack.",
        ));
    }
    let mut table = Table::new(&["What", "Count", "Per 100 signed ceasefires", "Share"]);
    for guarantee in &facts.guarantees {
        let share = optional_percent(ratio(guarantee.honoured, guarantee.tested));
        let range = optional_range(guarantee.honoured_share);
        let per = |number| per_hundred(number, summary.counts.signed);
        table.rows.push(vec![
            format!("{}: given", guarantee.label),
            count(guarantee.given),
            per(guarantee.given),
            "–".into(),
        ]);
        table.rows.push(vec![
            format!("{}: tested", guarantee.label),
            count(guarantee.tested),
            per(guarantee.tested),
            "–".into(),
        ]);
        let honoured = format!("{share} of tests (chance {range})");
        table.rows.push(vec![
            format!("{}: honoured", guarantee.label),
            count(guarantee.honoured),
            per(guarantee.honoured),
            honoured,
        ]);
    }
    for step in steps(facts) {
        let share =
            step.of.map(|(whole, name)| format!("{} of {name}", optional_percent(ratio(step.number, whole))));
        let per = per_hundred(step.number, summary.counts.signed);
        table.rows.push(vec![step.label, count(step.number), per, share.unwrap_or_else(|| "–".into())]);
    }
    for (label, number, share) in mended_and_spoiled(facts) {
        let per = per_hundred(number, summary.counts.signed);
        table.rows.push(vec![label.to_owned(), count(number), per, share.unwrap_or_else(|| "–".into())]);
    }
    let caption = format!(
        "Counted over {}. A guarantee is tested when a side attacks while it is in force; the thin line is the 95% \
         interval of chance. Detected: seen and attributed. Contained: the attack did not become war.",
        periods(summary.counts.signed, "signed ceasefire")
    );
    let description = format!(
        "Bars: shares of tests honoured for {}, and counts per 100 signed ceasefires from attempts to collapse.",
        periods(facts.guarantees.len() as u64, "guarantee")
    );
    Ok(Chart::new(ID, title(facts), caption, description, table, |width| draw(summary, width)))
}

/// What spoilers and renegotiation did; nothing where neither plays a part.
fn mended_and_spoiled(facts: &CeasefireFacts) -> Vec<(&'static str, u64, Option<String>)> {
    let share =
        |of: u64, whole: u64, name: &str| Some(format!("{} of {name}", optional_percent(ratio(of, whole))));
    let rows = [
        ("Incidents by spoilers", facts.spoiled, share(facts.spoiled, facts.incidents, "incidents")),
        ("Text reopened in crisis", facts.reopened, None),
        ("… and repaired", facts.repaired, share(facts.repaired, facts.reopened, "reopenings")),
        ("… by another text", facts.changed, None),
    ];
    let plays_a_part = [facts.spoiled > 0, facts.reopened > 0, facts.reopened > 0, facts.changed > 0];
    rows.into_iter().zip(plays_a_part).filter(|(_, plays)| *plays).map(|(row, _)| row).collect()
}

fn total(counts: &[NamedCount]) -> u64 {
    counts.iter().map(|named| named.count).sum()
}

fn attempts(facts: &CeasefireFacts) -> u64 {
    total(&facts.attempts)
}

fn collapses(facts: &CeasefireFacts) -> u64 {
    total(&facts.collapsed_by_attack) + facts.collapsed_by_escalation
}

fn title(facts: &CeasefireFacts) -> String {
    let tested: u64 = facts.guarantees.iter().map(|guarantee| guarantee.tested).sum();
    let honoured: u64 = facts.guarantees.iter().map(|guarantee| guarantee.honoured).sum();
    let mut parts = Vec::new();
    match ratio(honoured, tested) {
        Some(share) => parts.push(format!("guarantees are honoured in {} of tests", percent(share))),
        None if facts.guarantees.iter().any(|guarantee| guarantee.given > 0) => {
            parts.push("the guarantees are never tested".to_owned());
        }
        None => {}
    }
    if let (Some(detected), Some(contained)) =
        (ratio(facts.detected, facts.attacks), ratio(facts.contained, facts.attacks))
    {
        parts.push(format!(
            "{} of attacks are detected, {} contained",
            percent(detected),
            percent(contained)
        ));
    } else if attempts(facts) == 0 {
        parts.push("no attack is attempted".to_owned());
    } else {
        parts.push("no attempt leads to an attack".to_owned());
    }
    let text = parts.join("; ");
    capitalise(&text)
}

/// A number per hundred ceasefires, at most two significant digits below a hundred.
fn per_hundred(number: u64, signed: u64) -> String {
    let share = 100.0 * ratio(number, signed).unwrap_or(0.0);
    match share {
        share if share <= 0.0 => "0".to_owned(),
        share if share < 0.1 => "<0.1".to_owned(),
        share if share < 9.95 => format!("{share:.1}").trim_end_matches(".0").to_owned(),
        share => value(share),
    }
}

/// One line of what happened.
struct Step {
    label: String,
    number: u64,
    of: Option<(u64, &'static str)>,
    ink: Ink,
}

fn steps(facts: &CeasefireFacts) -> Vec<Step> {
    let all = attempts(facts);
    let step = |label: &str, number, of, ink| Step { label: label.to_owned(), number, of, ink };
    let by = |counts: &[NamedCount], verb: &str, of, ink| -> Vec<Step> {
        let one = |named: &NamedCount| Step {
            label: format!("{verb} by {}", named.label),
            number: named.count,
            of,
            ink,
        };
        counts.iter().map(one).collect()
    };
    let mut steps = by(&facts.attempts, "attempts to attack", None, Ink::Vermilion);
    steps.push(step(
        "attempts that an early warning precedes",
        facts.warned,
        Some((all, "attempts")),
        Ink::Sky,
    ));
    steps.push(step(
        "attempts that an honoured warning stops",
        facts.stopped,
        Some((all, "attempts")),
        Ink::Blue,
    ));
    steps.push(step("attacks that go ahead", facts.attacks, Some((all, "attempts")), Ink::Vermilion));
    steps.push(step("attacks detected", facts.detected, Some((facts.attacks, "attacks")), Ink::Sky));
    steps.push(step("attacks contained", facts.contained, Some((facts.attacks, "attacks")), Ink::Blue));
    let every = collapses(facts);
    steps.extend(by(
        &facts.collapsed_by_attack,
        "collapses after an attack",
        Some((every, "collapses")),
        Ink::Grey,
    ));
    let escalated = facts.collapsed_by_escalation;
    steps.push(step("collapses by escalating incidents", escalated, Some((every, "collapses")), Ink::Grey));
    steps
}

fn draw(summary: &Summary, width: f64) -> Drawing {
    let facts = &summary.ceasefire;
    let mut drawing = Drawing::new(width);
    let mut top = 0.0;
    let layout = Rows::new(width, (0.0, 1.0), 116.0);
    if !facts.guarantees.is_empty() {
        top = layout.heading(&mut drawing, top, "Honoured when tested, share of tests");
        for guarantee in &facts.guarantees {
            let (middle, bottom) = layout.label(&mut drawing, top, &guarantee.label, Ink::Text);
            match ratio(guarantee.honoured, guarantee.tested) {
                Some(share) => {
                    let mut right = layout.bar(&mut drawing, middle, 0.0, share, Ink::Blue, 1.0);
                    if let Some(range) = guarantee.honoured_share {
                        whisker(&mut drawing, &layout.x, range, middle);
                        right = f64::max(right, layout.x.at(range.high));
                    }
                    let text = format!("{} of {}", percent(share), periods(guarantee.tested, "test"));
                    layout.figure(&mut drawing, middle, right, &text);
                }
                None if guarantee.given > 0 => layout.note(&mut drawing, middle, "given, never tested"),
                None => layout.note(&mut drawing, middle, "in no signed deal"),
            }
            top = bottom;
        }
        top += 14.0;
    }
    let signed = summary.counts.signed;
    let steps = steps(facts);
    let rate = |number: u64| 100.0 * ratio(number, signed).unwrap_or(0.0);
    let most = steps.iter().map(|step| rate(step.number)).fold(1e-9, f64::max);
    let layout = Rows::new(width, (0.0, most), 58.0);
    top = layout.heading(&mut drawing, top, "Per 100 signed ceasefires");
    for step in &steps {
        let ink = if step.number > 0 { Ink::Text } else { Ink::Muted };
        let (middle, bottom) = layout.label(&mut drawing, top, &step.label, ink);
        let right = layout.bar(&mut drawing, middle, 0.0, rate(step.number), step.ink, 1.0);
        layout.figure(&mut drawing, middle, right, &per_hundred(step.number, signed));
        top = bottom;
    }
    let keys = [
        (Key::Fill(Ink::Vermilion, 1.0), "attempts and attacks"),
        (Key::Fill(Ink::Sky, 1.0), "seen"),
        (Key::Fill(Ink::Blue, 1.0), "stopped or contained"),
        (Key::Fill(Ink::Grey, 1.0), "collapse"),
    ];
    drawing.height = legend(&mut drawing, 0.0, top + 6.0, &keys);
    drawing
}
