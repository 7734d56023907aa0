//! One run told step by step: who tabled what, what each made of it, and how the ceasefire went, period by period.
//!
//! Probabilities are in `[0, 1]`, values are per-period normalised flows; rounds and periods are counted from 1, actors
//! and issues by their place in the file, from 0.

mod ceasefire;
mod scribe;
mod search;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{model::Model, negotiation::Observer, scenario::Scenario};

use super::{
    ceasefires::Ceasefires,
    run::{Bench, Run},
    run_case::RunCase,
    summarise::{DISCLAIMER, facts},
    summary::{Name, ScenarioFacts},
    zone::zone,
};

pub use ceasefire::{Event, TracedCeasefire, TracedPeriod};
pub use search::{Wanted, find};

use ceasefire::Diary;
pub(super) use scribe::Scribe;

/// Version of this document's shape; it rises when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Trace {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice that made it.
    pub armistice: String,
    /// What the numbers are and are not.
    pub disclaimer: String,
    /// The scenario.
    pub scenario: ScenarioFacts,
    /// Which run it is.
    pub run: RunNumber,
    /// The actors, in file order.
    pub actors: Vec<TracedActor>,
    /// The issues, in file order.
    pub issues: Vec<Name>,
    /// Deals that all who must sign would rather have than no deal as the talks begin.
    pub zone: u64,
    /// The rounds of all tracks, in order.
    pub rounds: Vec<TracedRound>,
    /// How the talks ended: `signed`, `out_of_time`, `broke_down`, `decided` (on the battlefield) or `not_ratified`.
    pub ending: &'static str,
    /// The text that was signed.
    pub deal: Option<Text>,
    /// The ceasefire under it; `None` where there is none to watch.
    pub ceasefire: Option<TracedCeasefire>,
    /// `no_deal`, `temporary_pause`, `fragile` or `durable`.
    pub outcome: &'static str,
    /// What it came to for each actor in the end, the ceasefire's course counted in; empty without a deal.
    pub realised: Vec<Option<f64>>,
    /// The actor that somebody played: what it held out for is not known, so its `least` is `null`; left out where nobody
    /// did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub played: Option<usize>,
}

/// Which run of the simulation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunNumber {
    /// The run, from 0: its row in `runs.csv`, below the heading.
    pub run: u64,
    /// Its parameter draw, from 0.
    pub draw: u64,
    /// Its replication within the draw, from 0.
    pub replication: u64,
    /// The seed.
    pub seed: u64,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TracedActor {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Whether there is no deal without it.
    pub must_sign: bool,
    /// Most that it could get from any deal.
    pub best: Option<f64>,
    /// Who presses it, if somebody does.
    pub pressed_by: Option<String>,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TracedRound {
    /// Name of the track for people.
    pub track: String,
    /// Round of the track.
    pub round: u32,
    /// Round since the talks began.
    pub since_start: u32,
    /// Where the front stands, from 0; `None` without a battlefield.
    pub front: Option<usize>,
    /// Where those at the table stand as it begins.
    pub stances: Vec<Stance>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// Where an actor stands as a round begins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Stance {
    /// The actor.
    pub actor: usize,
    /// The least that it would sign for; `None` where there is no text to hope for, or somebody plays it.
    pub least: Option<f64>,
    /// What no deal is worth to it.
    pub outside_option: f64,
    /// How much of that pressure has taken away.
    pub pressure: f64,
}

/// Who puts a text on the table.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// An actor.
    Actor(usize),
    /// A bloc.
    Bloc {
        /// Name of the track that formed it.
        name: String,
        /// Its members.
        members: Vec<usize>,
    },
}

/// A text.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Text {
    /// The level of each issue.
    pub levels: Vec<String>,
    /// The issues in which it differs from the text before; none for the first one.
    pub changed: Vec<usize>,
    /// What it is worth to each actor; `None` where it crosses a hard red line.
    pub values: Vec<Option<f64>>,
}

/// What an actor says to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It would sign.
    Accepts,
    /// Nothing.
    Silent,
    /// It can't: the text crosses a hard red line.
    RedLine,
    /// It won't: no deal is better.
    OutsideOption,
    /// Not yet: it hopes for more.
    Aspiration,
    /// It signed, and was voted down at home.
    Voters,
}

/// A step of a round.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// Somebody tables a text.
    Tabled {
        /// Who.
        by: Author,
        /// What.
        text: Text,
    },
    /// It was this actor's turn to table a text, and none came.
    Passed {
        /// Who.
        actor: usize,
    },
    /// An actor answers the text on the table.
    Answered {
        /// Who.
        actor: usize,
        /// What it says.
        reply: Reply,
        /// What the text is worth to it.
        value: Option<f64>,
        /// The least that it would sign for.
        least: Option<f64>,
        /// What no deal is worth to it.
        outside_option: f64,
        /// The issues in which the text crosses its hard red lines.
        crossed: Vec<usize>,
    },
    /// A bloc took its text back and changed it.
    Returned {
        /// Name of the bloc.
        bloc: String,
        /// What it changed it to.
        text: Text,
    },
    /// All who must agree to the text on the table.
    Agreed,
}

/// Tells one run of a scenario, counted from 0; it may lie beyond the scenario's own number of draws.
#[must_use]
pub fn trace(scenario: &Scenario, run: u64) -> Trace {
    let case = RunCase::new(scenario, run);
    let bench = case.bench();
    let mut scribe = Scribe::new(&bench);
    let (ran, ceasefire) = watch(scenario, &case.number, &bench, &mut scribe);
    document(scenario, &case.number, scribe, &ran, ceasefire)
}

/// Plays a run before an observer, and writes down its ceasefire.
pub(super) fn watch(
    scenario: &Scenario,
    number: &RunNumber,
    bench: &Bench<'_>,
    observer: &mut impl Observer,
) -> (Run, Option<TracedCeasefire>) {
    let mut diary = Diary::default();
    let ran = bench.run_watched(
        &scenario.simulation,
        (number.draw, number.replication),
        &mut Ceasefires::new(),
        observer,
        &mut |period, level, history| diary.note(period, level, history),
    );
    let ceasefire = diary.told(bench, &ran, &scenario.simulation);
    (ran, ceasefire)
}

/// The document of a run that a scribe saw.
pub(super) fn document(
    scenario: &Scenario,
    number: &RunNumber,
    scribe: Scribe<'_, '_>,
    ran: &Run,
    ceasefire: Option<TracedCeasefire>,
) -> Trace {
    let bench = scribe.bench();
    let model = &bench.case.model;
    let deal = ran.settlement.deal;
    Trace {
        schema_version: SCHEMA_VERSION,
        armistice: env!("CARGO_PKG_VERSION").to_owned(),
        disclaimer: DISCLAIMER.to_owned(),
        scenario: facts(scenario),
        run: *number,
        actors: actors(bench),
        issues: issues(model),
        zone: zone(bench.talks.outlook(), &super::zone::signers(model), 0).count() as u64,
        ending: ran.settlement.ending.name(),
        deal: deal.map(|position| scribe.text(position)),
        played: scribe.played(),
        rounds: scribe.rounds(),
        ceasefire,
        outcome: ran.outcome.name(),
        realised: deal.map_or_else(Vec::new, |position| {
            let realised = |actor| bench.realised(actor, position, ran.history.as_ref());
            (0..model.actors.len()).map(|actor| finite(realised(actor))).collect()
        }),
    }
}

/// Names of the issues.
pub(super) fn issues<N>(model: &Model<N>) -> Vec<Name> {
    (model.issues.iter())
        .map(|issue| Name { id: issue.id.to_string(), label: issue.label.to_string() })
        .collect()
}

/// The actors as a trace lists them.
pub(super) fn actors(bench: &Bench<'_>) -> Vec<TracedActor> {
    let model = &bench.case.model;
    let all = model.actors.iter().zip(&bench.case.rules.seats).enumerate();
    all.map(|(place, (actor, seat))| {
        let pressed = seat.pressure.max > 0.0 && seat.pressure.slope > 0.0;
        TracedActor {
            id: actor.id.to_string(),
            label: actor.label.to_string(),
            must_sign: actor.must_sign,
            best: finite(bench.valuation.best(place)),
            pressed_by: (seat.pressure.by.filter(|_| pressed)).map(|by| model.actors[by.0].label.to_string()),
        }
    })
    .collect()
}

pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
