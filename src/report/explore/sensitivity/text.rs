//! A study for the terminal: 80 columns, readable without colour.

use super::{Titled, besides, headline, interval, metric, share};
use crate::{
    explore::sensitivity::{Findings, findings::Shares},
    report::{CAVEAT, numbers::count, text::Style},
};

/// Columns of the terminal.
const WIDTH: usize = 80;

/// Columns of a key.
const KEY: usize = 34;

/// Inputs that are listed; JSON has them all.
const MOST: usize = 20;

/// The study, ending in a newline; no line is wider than 80 columns unless one word is.
#[must_use]
pub fn findings(findings: &Findings, style: Style) -> String {
    let mut text = String::new();
    let mut line = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    let counts = &findings.counts;
    line(&style.bold(&findings.scenario.name));
    paragraph(&mut line, "", &format!("{}.", headline(findings)));
    line("");
    let deviation = findings.variance.sqrt();
    paragraph(
        &mut line,
        "",
        &format!(
            "{} ({}) is {} on average over {} base samples; its standard deviation is {}, and the shares are of its \
             square, the variance.",
            findings.label.clone().into_title(),
            findings.metric,
            metric(findings, findings.mean),
            count(counts.samples_whole),
            if findings.is_share { points(deviation) } else { metric(findings, deviation) },
        ),
    );
    line("");
    line(&style.dim(&head()));
    let studied: Vec<_> = findings.studied().collect();
    for (input, shares) in studied.iter().take(MOST) {
        let swing = input
            .tornado
            .map(|ends| format!("{} to {}", metric(findings, ends.at_low), metric(findings, ends.at_high)));
        line(&row(&input.key, shares, &swing.unwrap_or_default()));
    }
    if studied.len() > MOST {
        line(&style.dim(&format!("  and {} more inputs, in --json", studied.len() - MOST)));
    }
    for (name, shares) in besides(findings) {
        line(&row(name, &shares, ""));
    }
    line("");
    paragraph(
        &mut line,
        "",
        "alone: what knowing the input would take off the variance. in all: alone and together with others; these \
         overlap, and may add up to more than 100%. In brackets: 95% interval. ends: the metric with the input at \
         its low and its high end (5% of its distribution lie beyond each), all others at their medians.",
    );
    let screened = findings.inputs.len() - studied.len();
    if screened > 0 {
        line("");
        let names: Vec<&str> = findings
            .inputs
            .iter()
            .filter(|input| input.shares.is_none())
            .take(3)
            .map(|input| &*input.key)
            .collect();
        paragraph(
            &mut line,
            "",
            &format!(
                "Screening (Morris, {} trajectories) left out {screened} inputs that move it less; the next would be {}.",
                counts.trajectories,
                names.join(", ")
            ),
        );
    }
    line("");
    let verdict =
        if findings.converged { "The shares have settled." } else { "The shares have NOT settled:" };
    line(&style.bold(verdict));
    for note in &findings.notes {
        paragraph(&mut line, "- ", note);
    }
    for warning in &findings.warnings {
        paragraph(&mut line, "! ", warning);
    }
    line("");
    line(&style.dim(&format!(
        "{} points of {} runs each, seed {}",
        count(counts.evaluations),
        count(counts.replications),
        counts.seed
    )));
    line(&format!("This is {CAVEAT}."));
    text
}

/// A deviation of a share in percentage points.
fn points(deviation: f64) -> String {
    format!("{} points", share(deviation).trim_end_matches('%'))
}

fn head() -> String {
    format!("{:<KEY$}{:>6} {:<9}{:>6} {:<9}  {}", "share of the variance", "alone", "", "in all", "", "ends")
}

fn row(name: &str, shares: &Shares, swing: &str) -> String {
    let brackets = |range| format!("({})", interval(range));
    let cells = format!(
        "{:>6} {:<9}{:>6} {:<9}  {swing}",
        share(shares.first),
        brackets(shares.first_interval),
        share(shares.total),
        brackets(shares.total_interval),
    );
    let cells = cells.trim_end();
    if name.chars().count() < KEY {
        format!("{name:<KEY$}{cells}")
    } else {
        // A long key has a line of its own.
        format!("{name}\n{:<KEY$}{cells}", "")
    }
}

/// Words in lines; the first begins with `mark`, the others are indented as far.
fn paragraph(line: &mut impl FnMut(&str), mark: &str, words: &str) {
    let indent = " ".repeat(mark.chars().count());
    let mut current = mark.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && current.chars().count() + 1 + word.chars().count() > WIDTH {
            line(&current);
            current.clone_from(&indent);
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    line(&current);
}
