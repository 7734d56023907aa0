//! What a play came to.

use super::worth;
use crate::{
    engine::{
        play::{REPLICATIONS, Score, StrategyRun, StrategyScore},
        trace::Trace,
    },
    report::{
        numbers::{count, percent, plural},
        page::{Emphasis, Page, Style},
    },
};

/// The score, ending in a newline.
#[must_use]
pub fn score(trace: &Trace, score: &Score, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    let label = trace.played.map_or("", |actor| trace.actors[actor].label.as_str());
    page.heading(&format!("Your score as {label}"));
    own(&mut page, trace, score);
    page.blank();
    points(&mut page, score);
    page.blank();
    left_on_the_table(&mut page, score);
    page.blank();
    strategies(&mut page, trace, score);
    page.text
}

fn own(page: &mut Page, trace: &Trace, score: &Score) {
    let rounds = score.own.rounds;
    let text = match score.own.value {
        Some(value) => format!(
            "The deal that you signed in round {rounds} is worth {} to you. Without a deal you began with {}.",
            worth(value),
            worth(score.outside_option)
        ),
        None => format!(
            "No deal in {rounds} {}. Without one you began with {}.",
            plural("round", rounds.into()),
            worth(score.outside_option)
        ),
    };
    page.wrapped(&text, "", Emphasis::None);
    let text = format!(
        "Counted from the first round on, what you waited for included: {}.",
        worth(score.own.from_start)
    );
    page.wrapped(&text, "", Emphasis::None);
    if let Some(realised) = score.realised.filter(|_| trace.ceasefire.is_some()) {
        let text = format!("What came of it, the ceasefire's course counted in: {}.", worth(realised));
        page.wrapped(&text, "", Emphasis::None);
    }
}

fn points(page: &mut Page, score: &Score) {
    if score.points.is_empty() {
        let text = "As the talks began, no deal was better than no deal for all who must sign: there is no bargaining \
                    solution to compare with.";
        return page.wrapped(text, "", Emphasis::None);
    }
    page.line("Your gain over no deal against that of       for you   your share");
    for point in &score.points {
        let share = match point.share {
            Some(share) if share < 0.0 => "below 0%".to_owned(),
            Some(share) => format!("{:.0}%", 100.0 * share),
            None => "–".to_owned(),
        };
        page.line(&format!("  {:<40} {:>8}   {share:>10}", name(&point.solution), worth(point.value)));
    }
}

fn name(solution: &str) -> String {
    match solution {
        "best for the actor" => "the best for you that all would sign".to_owned(),
        _ => format!("the {solution} point"),
    }
}

fn left_on_the_table(page: &mut Page, score: &Score) {
    let left = score.improvement;
    let instead = if score.own.value.is_some() { "the deal that you signed" } else { "no deal" };
    let text = match left.deals {
        0 => format!(
            "Nothing was left on the table: no text is better for one and worse for nobody who must sign than {instead}."
        ),
        deals => format!(
            "Left on the table: {} {} better for somebody and worse for nobody who must sign than {instead}. The best of \
             them for you is worth {} more.",
            count(deals),
            if deals == 1 { "text is" } else { "texts are" },
            worth(left.gain)
        ),
    };
    page.wrapped(&text, "", Emphasis::None);
}

fn strategies(page: &mut Page, trace: &Trace, score: &Score) {
    page.wrapped(
        "Strategies of the tool in your seat, with the same case and the same luck:",
        "",
        Emphasis::None,
    );
    page.blank();
    let runs = format!("{REPLICATIONS} runs of this case");
    let (held, watched) = if trace.scenario.hold > 0 { ("held", true) } else { ("", false) };
    page.line(&format!("{:<26}this run{:<18}{runs}", "", ""));
    page.line(&format!("{:<25}deal  round  from start      mean  signed  {held:>6}", ""));
    let row = |page: &mut Page, name: &str, run: &StrategyRun, more: &str| {
        let deal = run.value.map_or_else(|| "none".to_owned(), worth);
        let (rounds, from_start) = (run.rounds, worth(run.from_start));
        page.line(&format!("  {name:<20} {deal:>6}  {rounds:>5}  {from_start:>10}{more}"));
    };
    row(page, "you", &score.own, "");
    for strategy in &score.strategies {
        match strategy {
            StrategyScore {
                name, run: Some(run), mean: Some(mean), signed: Some(signed), durable, ..
            } => {
                let held = durable.filter(|_| watched).map_or_else(String::new, percent);
                let more = format!("  {:>8}  {:>6}  {held:>6}", worth(*mean), percent(*signed));
                row(page, name, run, &more);
            }
            StrategyScore { name, why_not, .. } => {
                page.line(&format!("  {name:<20} {}", why_not.unwrap_or("–")));
            }
        }
    }
    page.blank();
    page.wrapped(
        "`from start` counts the rounds without a deal at the outside option, and what comes later for less. A run is \
         one case of chance: look at the mean before you say that a strategy is better.",
        "",
        Emphasis::Dim,
    );
}
