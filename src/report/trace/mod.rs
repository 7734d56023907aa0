//! One run as a story for the terminal, and as a picture with a lane an actor.

mod lanes;
mod story;

pub use lanes::chart;
pub(super) use story::changes;
pub use story::{answered, happened, story};

use crate::{
    engine::{
        run::Outcome,
        summary::Name,
        trace::{Author, Trace, TracedActor},
    },
    report::numbers::list,
};

/// The label of how it ended.
fn outcome(trace: &Trace) -> &'static str {
    if trace.deal.is_some() && trace.ceasefire.is_none() {
        return "A deal";
    }
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
pub(super) fn author(actors: &[TracedActor], author: &Author) -> String {
    match author {
        Author::Actor(actor) => label(actors, *actor).to_owned(),
        Author::Bloc { name, .. } => format!("the bloc “{name}”"),
    }
}

pub(super) fn label(actors: &[TracedActor], actor: usize) -> &str {
    &actors[actor].label
}

/// Names of issues in a sentence.
pub(super) fn issues(all: &[Name], places: &[usize]) -> String {
    let names: Vec<&str> = places.iter().map(|&place| all[place].label.as_str()).collect();
    list(&names)
}
