//! The transcript of a play: who played what, every move, and what it came to. With its scenario it is enough to play the
//! moves again.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Ended, Move, Objection, Score, Seat, Session};
use crate::{
    engine::{DISCLAIMER, trace::RunNumber},
    scenario::Scenario,
};

/// Version of this document's shape; it rises when a field changes its meaning or goes.
pub const TRANSCRIPT_VERSION: u32 = 1;

/// A play as a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice that made it.
    pub armistice: String,
    /// What the numbers are and are not.
    pub disclaimer: String,
    /// Who played, if that was said.
    pub player: Option<String>,
    /// Key of the actor that was played.
    pub actor: String,
    /// The scenario.
    pub scenario: PlayedScenario,
    /// Which run of it.
    pub run: RunNumber,
    /// Whether the talks were played to their end; else the player left them.
    pub finished: bool,
    /// Everything that was decided, in order.
    pub moves: Vec<TranscriptMove>,
    /// The run as `armistice trace` tells it; `null` where the player left.
    pub trace: Value,
    /// The score; `null` where the player left.
    pub score: Value,
}

/// The scenario of a play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlayedScenario {
    /// Name.
    pub name: String,
    /// SHA-256 of the scenario's text, in hexadecimal.
    pub hash: String,
    /// What `--set` and `--seed` changed, in order.
    pub overrides: Vec<String>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranscriptMove {
    /// Name of the track for people.
    pub track: String,
    /// Round of the track, from 1.
    pub round: u32,
    /// What was asked: to `table` a text, to `answer` one, or whether a bloc may `change` its own.
    pub asked: String,
    /// What was decided: `table`, `pass`, `accept` or `refuse`.
    pub decided: String,
    /// The text that was tabled: a level for each issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<BTreeMap<String, String>>,
}

/// Why a transcript can't be played again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is of another scenario, or of this one before its text was changed.
    Scenario,
    /// The run's numbers contradict each other.
    Run,
    /// A move, counted from 1, does not fit what is asked.
    Move(usize, String),
    /// It ends before the talks do, though it says that they were played to their end.
    TooShort,
    /// Its trace or score is not what its moves come to.
    Result,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario => {
                f.write_str("it is of another scenario, or of this one before its text was changed")
            }
            Self::Run => f.write_str("run, draw, replication and seed do not belong together"),
            Self::Move(place, why) => write!(f, "move {place}: {why}"),
            Self::TooShort => f.write_str("it says that the talks were played to their end, and lacks moves"),
            Self::Result => f.write_str("its trace or its score is not what its moves come to"),
        }
    }
}

impl Transcript {
    /// The transcript of a session, with what it came to if it was played to its end.
    #[must_use]
    pub fn new(session: &Session<'_, '_>, player: Option<String>, end: Option<(&Ended, &Score)>) -> Self {
        let Seat { scenario, actor, .. } = session.seat;
        let value = |document: serde_json::Result<Value>| document.expect("plain values only");
        Self {
            schema_version: TRANSCRIPT_VERSION,
            armistice: env!("CARGO_PKG_VERSION").to_owned(),
            disclaimer: DISCLAIMER.to_owned(),
            player,
            actor: session.actors[*actor].id.clone(),
            scenario: PlayedScenario {
                name: scenario.name.to_string(),
                hash: scenario.text_hash.clone(),
                overrides: scenario.overrides.clone(),
            },
            run: session.seat.number(),
            finished: end.is_some(),
            moves: moves(session),
            trace: end.map_or(Value::Null, |(ended, _)| value(serde_json::to_value(&ended.trace))),
            score: end.map_or(Value::Null, |(_, score)| value(serde_json::to_value(score))),
        }
    }

    /// Plays the moves again in a session that has none yet, of a seat that [`Transcript::fits`].
    ///
    /// # Errors
    /// The first move that does not fit what is asked, or that moves are missing.
    pub fn play(&self, session: &mut Session<'_, '_>) -> Result<(), Misfit> {
        for (place, told) in self.moves.iter().enumerate() {
            let misfit = |why: String| Misfit::Move(place + 1, why);
            let Some(question) = &session.so_far().question else {
                return Err(misfit("the talks are over by then".to_owned()));
            };
            let clock = question.clock();
            let track = &session.seat.case.case.rules.tracks[clock.track].label;
            if (&**track, clock.round + 1, question.name())
                != (told.track.as_str(), told.round, told.asked.as_str())
            {
                return Err(misfit(format!(
                    "by then it is asked `{}` in round {} of “{track}”, not `{}` in round {} of “{}”",
                    question.name(),
                    clock.round + 1,
                    told.asked,
                    told.round,
                    told.track
                )));
            }
            let made = told.read(session).map_err(misfit)?;
            session.make(made).map_err(|objection| misfit(objected(&objection).to_owned()))?;
        }
        match session.so_far().question {
            Some(_) if self.finished => Err(Misfit::TooShort),
            _ => Ok(()),
        }
    }

    /// Whether it is of this scenario, whatever the overrides.
    ///
    /// # Errors
    /// [`Misfit::Scenario`] if it is not.
    pub fn is_of(&self, scenario: &Scenario) -> Result<(), Misfit> {
        if self.scenario.hash == scenario.text_hash { Ok(()) } else { Err(Misfit::Scenario) }
    }

    /// Whether it is of this seat, under whose overrides its own are.
    ///
    /// # Errors
    /// How it is not.
    pub fn fits(&self, seat: &Seat<'_>) -> Result<(), Misfit> {
        self.is_of(seat.scenario)?;
        if self.run == seat.number() { Ok(()) } else { Err(Misfit::Run) }
    }

    /// Whether its trace and score are those of another transcript, such as one of its own moves played again.
    #[must_use]
    pub fn has_result_of(&self, other: &Self) -> bool {
        (&self.trace, &self.score) == (&other.trace, &other.score)
    }
}

impl TranscriptMove {
    fn read(&self, session: &Session<'_, '_>) -> Result<Move, String> {
        match (self.decided.as_str(), &self.text) {
            ("table", Some(text)) => levels(session, text).map(Move::Table),
            ("table", None) => Err("it tables a text, and has none".to_owned()),
            (decided, Some(_)) => Err(format!("`{decided}` goes without a text")),
            ("pass", None) => Ok(Move::Pass),
            ("accept", None) => Ok(Move::Accept),
            ("refuse", None) => Ok(Move::Refuse),
            (other, None) => Err(format!("`{other}` is none of table, pass, accept and refuse")),
        }
    }
}

fn levels(session: &Session<'_, '_>, text: &BTreeMap<String, String>) -> Result<Vec<usize>, String> {
    let issues = &session.seat.case.case.model.issues;
    if let Some(unknown) = text.keys().find(|id| issues.iter().all(|issue| *issue.id != ***id)) {
        return Err(format!("there is no issue `{unknown}`"));
    }
    let level = |issue: &crate::model::Issue| {
        let name = text.get(&*issue.id).ok_or_else(|| format!("its text has no level for `{}`", issue.id))?;
        let place = issue.levels.iter().position(|level| **level == **name);
        place.ok_or_else(|| format!("`{}` has no level “{name}”", issue.id))
    };
    issues.iter().map(level).collect()
}

fn moves(session: &Session<'_, '_>) -> Vec<TranscriptMove> {
    let case = &session.seat.case.case;
    let text = |levels: &[usize]| {
        let levels = case.model.issues.iter().zip(levels);
        levels.map(|(issue, &level)| (issue.id.to_string(), issue.levels[level].to_string())).collect()
    };
    (session.moves().iter())
        .map(|(question, made)| {
            let (decided, text) = match made {
                Move::Table(levels) => ("table", Some(text(levels))),
                Move::Pass => ("pass", None),
                Move::Accept => ("accept", None),
                Move::Refuse => ("refuse", None),
            };
            let clock = question.clock();
            TranscriptMove {
                track: case.rules.tracks[clock.track].label.to_string(),
                round: clock.round + 1,
                asked: question.name().to_owned(),
                decided: decided.to_owned(),
                text,
            }
        })
        .collect()
}

fn objected(objection: &Objection) -> &'static str {
    match objection {
        Objection::Over => "the talks are over by then",
        Objection::OtherQuestion => "it is no answer to what is asked",
        Objection::NotOnTable => "a level of its text is not on the table",
        Objection::RedLine(_) => "its text crosses a hard red line of the actor",
        Objection::MoreThanOneChange => "it changes more than one issue of the text that the actor keeps",
    }
}
