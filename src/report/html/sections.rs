//! The questions of a report, in their order.

use crate::{
    engine::{
        Summary,
        summary::{Blocker, TrackTalks},
    },
    report::{
        charts::{Gallery, Table},
        findings::{central_alone, central_zone, reliefs, runs, told_apart, unexplained, what_ended},
        motives::who_breaks,
        numbers::{count, list, optional_percent, percent, periods, plural, ratio, said, share_of, value},
    },
};

use super::{
    inputs,
    markup::{details, escape, paragraph, section, table},
    shown,
};

/// All sections.
pub(super) fn all(summary: &Summary, gallery: &Gallery) -> String {
    let chart = |id: &str| shown(gallery, id);
    [
        section(
            1,
            "How does it end?",
            &(chart("outcomes") + &warnings(summary) + &chart("guarantee_strength")),
        ),
        section(
            2,
            "How long does peace hold?",
            &(lasting(summary) + &both(&chart("survival"), &chart("hazard")) + &breaking(summary)),
        ),
        section(3, "What is in the deal?", &(chart("terms") + &texts(summary))),
        section(
            4,
            "Who blocks, and which red line or outside option binds?",
            &(chart("blockers") + &red_lines(summary) + &zone(summary)),
        ),
        section(5, "How did the talks go?", &(tracks(summary) + &chart("talks"))),
        section(
            6,
            "How good is the deal for each side?",
            &(chart("gains") + &chart("welfare") + &points(summary)),
        ),
        section(7, "Were the guarantees tested and honoured?", &(watch(summary) + &chart("guarantees"))),
        section(8, "What drives the result?", &(drivers(summary) + &chart("drivers") + &left(summary))),
        section(9, "Which inputs are assumptions?", &inputs::section(summary)),
    ]
    .concat()
}

/// Two charts, or once why there is neither.
fn both(first: &str, second: &str) -> String {
    if first == second { first.to_owned() } else { format!("{first}{second}") }
}

pub(in crate::report) fn warnings(summary: &Summary) -> String {
    if summary.warnings.is_empty() {
        return String::new();
    }
    let items: String =
        summary.warnings.iter().map(|warning| format!("<li>{}</li>\n", escape(warning))).collect();
    format!("<aside class=\"warnings\">\n<h3>Before trusting a number</h3>\n<ul>\n{items}</ul>\n</aside>\n")
}

fn lasting(summary: &Summary) -> String {
    let Some(mean) = summary.survival.restricted_mean else { return String::new() };
    let hold = periods(u64::from(summary.scenario.hold), &summary.scenario.period);
    paragraph(&format!("Of the {hold} watched, a signed ceasefire holds {} on average.", value(mean)))
}

/// Who breaks the peace, and whether it then preferred war.
fn breaking(summary: &Summary) -> String {
    let told = who_breaks(summary);
    if told.is_empty() { String::new() } else { paragraph(&told.join(" ")) }
}

fn texts(summary: &Summary) -> String {
    if summary.texts.is_empty() {
        return String::new();
    }
    let held = summary.scenario.hold > 0;
    let mut rows = Table::new(&["Share of deals"]);
    if held {
        rows.columns.push("Of these, durable".to_owned());
    }
    let single = summary.texts.iter().any(|text| text.levels.len() != summary.terms.len());
    if single {
        rows.columns.push("Text".to_owned());
    } else {
        rows.columns.extend(summary.terms.iter().map(|issue| issue.label.clone()));
    }
    for text in &summary.texts {
        let mut row = vec![percent(text.share)];
        if held {
            row.push(percent(text.durable));
        }
        if single {
            row.push(text.levels.join("; "));
        } else {
            row.extend(text.levels.iter().cloned());
        }
        rows.rows.push(row);
    }
    let first = &summary.texts[0];
    let durable =
        if held { format!(", and {} of these are durable", percent(first.durable)) } else { String::new() };
    let lead = format!(
        "The whole text signed most often makes up {} of the signed deals{durable}:",
        percent(first.share)
    );
    let terms = if single {
        paragraph(&first.levels.join("; "))
    } else {
        let item = |(issue, level): (&crate::engine::summary::IssueTerms, &String)| {
            format!("<dt>{}</dt><dd>{}</dd>\n", escape(&issue.label), escape(level))
        };
        let items: String = summary.terms.iter().zip(&first.levels).map(item).collect();
        format!("<dl class=\"terms\">\n{items}</dl>\n")
    };
    let all = if summary.texts.len() > 1 {
        details("The texts signed most often", &table(&rows))
    } else {
        String::new()
    };
    paragraph(&lead) + &terms + &all
}

fn zone(summary: &Summary) -> String {
    let mut text = String::new();
    let blocking = &summary.blocking;
    if let Some(share) = blocking.zone_frequency.value {
        let share = share_of(share, "draw");
        text.push_str(&format!(
            "A zone of agreement, deals that every signatory prefers to its outside option, exists in some round in \
             {share}. "
        ));
    }
    let sentences = [what_ended(summary), central_zone(summary), central_alone(summary)];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    let sets: Vec<String> = summary.central.blockers.iter().map(|set| list(set)).collect();
    let sets = if sets.is_empty() {
        String::new()
    } else {
        format!(" The zone of the first round would open without {}.", sets.join(", or without "))
    };
    paragraph(text.trim_end()) + &paragraph(&(sentences.join(" ") + &sets)) + &dropped(summary)
}

/// How large the zone would be without each hard red line.
fn dropped(summary: &Summary) -> String {
    let lines = reliefs(summary);
    if lines.is_empty() {
        return String::new();
    }
    let zone = summary.central.zone;
    let mut rows = Table::new(&[
        "Hard red line of",
        "on",
        "Deals acceptable to all, if it alone were dropped",
        "Change",
    ]);
    for line in lines {
        let change = match line.zone.cmp(&zone) {
            std::cmp::Ordering::Greater => format!("+{}", count(line.zone - zone)),
            std::cmp::Ordering::Equal => "0".to_owned(),
            std::cmp::Ordering::Less => format!("−{}", count(zone - line.zone)),
        };
        rows.rows.push(vec![line.actor.clone(), line.issue.clone(), count(line.zone), change]);
    }
    format!(
        "<h3>Which hard red line binds</h3>\n{}{}",
        paragraph(&format!(
            "In the first round, with every input at its central value and all lines kept, {} {} acceptable to all. \
             The table drops one line at a time and keeps the rest; it says what a line rules out, not whether it should go.",
            periods(zone, "deal"),
            if zone == 1 { "is" } else { "are" }
        )),
        table(&rows)
    )
}

/// Which red lines the refused texts crossed.
fn red_lines(summary: &Summary) -> String {
    let line = |actor: &Blocker| {
        let most = actor.red_lines.first()?;
        Some(format!("{} on {} ({})", actor.label, most.issue, periods(most.count, "run")))
    };
    let lines: Vec<String> = summary.blocking.actors.iter().filter_map(line).collect();
    if lines.is_empty() {
        return String::new();
    }
    paragraph(&format!("Hard red lines crossed most often by the last text: {}.", lines.join("; ")))
}

fn tracks(summary: &Summary) -> String {
    let sentence = |track: &TrackTalks| {
        let share = ratio(track.agreed, track.reached);
        let agrees = share.map_or_else(String::new, |share| format!(", agrees in {} of these", said(share)));
        let rounds = track
            .mean_rounds
            .map(|mean| {
                format!(", after {mean:.1} of {} on average", periods(track.rounds.len() as u64, "round"))
            })
            .unwrap_or_default();
        let returns = track
            .mean_returns
            .filter(|returns| *returns > 0.0)
            .map(|returns| format!("; the text goes back to the bloc {returns:.1} times a run on average"))
            .unwrap_or_default();
        let reached = share_of(ratio(track.reached, summary.counts.runs).unwrap_or(0.0), "run");
        let text = format!("{}: reached in {reached}{agrees}{rounds}{returns}.", track.label);
        format!("<li>{}</li>\n", escape(&text))
    };
    let items: String = summary.talks.iter().map(sentence).collect();
    if items.is_empty() { items } else { format!("<ul>\n{items}</ul>\n") }
}

/// The bargaining points as texts.
fn points(summary: &Summary) -> String {
    let central = &summary.central;
    if central.points.is_empty() {
        return String::new();
    }
    let mut rows = Table::new(&["Point", "Text"]);
    rows.columns.extend(central.acceptable.iter().map(|actor| actor.label.clone()));
    let held = central.points.iter().any(|point| point.survival.is_some());
    if held {
        rows.columns.push("Chance to outlast the hold".to_owned());
    }
    for point in &central.points {
        let mut row = vec![point.solution.clone(), point.levels.join("; ")];
        row.extend(
            (0..central.acceptable.len())
                .map(|actor| point.values.get(actor).map_or_else(|| "–".into(), |&v| value(v))),
        );
        if held {
            row.push(optional_percent(point.survival));
        }
        rows.rows.push(row);
    }
    details("The bargaining points, whole", &table(&rows))
}

/// How the periods at peace were spent.
fn watch(summary: &Summary) -> String {
    let facts = &summary.ceasefire;
    let share = |level: usize| ratio(facts.periods_by_level[level], facts.periods);
    let (Some(calm), Some(incidents), Some(crisis)) = (share(0), share(1), share(2)) else {
        return String::new();
    };
    let period = plural(&summary.scenario.period, 2);
    let rate = ratio(facts.incidents, facts.periods).map(value);
    paragraph(&format!(
        "Of the {period} at peace, {} are calm, {} see incidents and {} are in crisis; there are {} incidents a {}, false alarms included.",
        percent(calm),
        percent(incidents),
        percent(crisis),
        rate.unwrap_or_default(),
        summary.scenario.period
    ))
}

/// How much the inputs and chance add.
fn drivers(summary: &Summary) -> String {
    let ending = if summary.scenario.hold > 0 { "ends in a durable peace" } else { "ends in a deal" };
    let split = match (summary.uncertainty.parameters, summary.uncertainty.chance) {
        (Some(inputs), Some(chance)) if inputs + chance > 0.0 => format!(
            "Of the variance of “{ending}”, {} stems from not knowing the inputs and {} from chance \
             with the inputs given.",
            percent(inputs),
            percent(chance)
        ),
        (Some(_), Some(_)) => "Every run ends alike, so there is no variance to explain.".to_owned(),
        _ if summary.counts.draws == 1 || summary.drivers.is_empty() => {
            "All runs share one set of inputs, so whatever differs between them stems from chance.".to_owned()
        }
        _ => "How much stems from the inputs and how much from chance can't be told apart in these runs: that takes \
              at least two replications of each draw."
            .to_owned(),
    };
    paragraph(&split)
}

/// How far the chart of drivers carries, where there is one.
fn left(summary: &Summary) -> String {
    let told = summary.drivers.iter().filter(|drivers| told_apart(drivers).next().is_some());
    let sentences: String = told
        .map(|drivers| paragraph(&format!("For “{}”, {}.", drivers.label, unexplained(drivers))))
        .collect();
    if sentences.is_empty() {
        return sentences;
    }
    sentences
        + "<p>Shares of inputs by themselves do not show what they do together; <code>armistice sensitivity</code> does, \
           with runs of its own.</p>\n"
}

/// What makes the page again.
pub(super) fn colophon(summary: &Summary) -> String {
    let facts = &summary.scenario;
    let overrides = if facts.overrides.is_empty() {
        String::new()
    } else {
        let all: Vec<String> =
            facts.overrides.iter().map(|one| format!("<code>{}</code>", escape(one))).collect();
        format!("<p>Changed from the file: {}.</p>\n", all.join(", "))
    };
    format!(
        "<p>Armistice {}. {}. Scenario text SHA-256 <code>{}</code>. The same scenario, seed and version give the \
         same page.</p>\n{overrides}",
        escape(&summary.armistice),
        escape(&runs(summary)),
        escape(&facts.hash)
    )
}
