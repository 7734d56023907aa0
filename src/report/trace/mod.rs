//! One run as a story for the terminal, and as a picture with a lane an actor.

mod lanes;
mod story;

pub use lanes::chart;
pub use story::{answered, happened, story};

use crate::{
    engine::{
        run::Outcome,
        trace::{Author, Trace},
    },
    report::numbers::list,
};

/// The label of how it ended.
fn outcome(trace: &Trace) -> &'static str {
    Outcome::ALL.into_iter().find(|outcome| outcome.name() == trace.outcome).map_or("", Outcome::label)
}

/// What the run shows, in a sentence: how it ended, and when.
pub fn headline(trace: &Trace) -> String {
    let rounds = trace.rounds.len();
    let talks = match trace.ending {
        "signed" => format!("a deal in round {rounds}"),
        "broke_down" => format!("the talks break down after round {rounds}"),
        "decided" => format!("the war is decided on the battlefield in round {rounds}"),
        "not_ratified" => format!("the text is voted down in round {rounds}"),
        _ => format!("no deal in {rounds} rounds"),
    };
    let Some(ceasefire) = &trace.ceasefire else { return format!("{}: {talks}", outcome(trace)) };
    let period = &trace.scenario.period;
    let watched = ceasefire.levels.len();
    let end = if trace.outcome == "durable" {
        format!("peace outlasts the {watched} {period}s watched")
    } else {
        format!("war again in {period} {watched}")
    };
    format!("{}: {talks}, {end}", outcome(trace))
}

/// Who tables a text.
fn author(trace: &Trace, author: &Author) -> String {
    match author {
        Author::Actor(actor) => label(trace, *actor).to_owned(),
        Author::Bloc { name, .. } => format!("the bloc “{name}”"),
    }
}

fn label(trace: &Trace, actor: usize) -> &str {
    &trace.actors[actor].label
}

/// Names of issues in a sentence.
fn issues(trace: &Trace, places: &[usize]) -> String {
    let names: Vec<&str> = places.iter().map(|&place| trace.issues[place].label.as_str()).collect();
    list(&names)
}
