//! The session: what was asked, what may be answered, and what came of it.

use crate::{
    model::{DealSpace, Model, RedLineKind, Valuation, deal::crossed, flow::level_worth},
    negotiation::{Clock, Luck, Moment, Protocol},
    scenario::Scenario,
};

use super::{
    score::{StrategyRun, Waiting},
    sitter::{Asked, Sitter},
};
use crate::engine::{
    run::{Bench, Run},
    run_case::RunCase,
    seeds,
    summary::Name,
    trace::{RunNumber, Trace, TracedActor, TracedRound, actors, document, finite, issues, watch},
};

/// One run of a scenario with one actor to be played: what a [`Session`] borrows from.
#[derive(Debug)]
pub struct Seat<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// The actor, by its place.
    pub actor: usize,
    /// The case, and the deals that can be signed.
    pub case: RunCase,
    /// All deals on the table, those that others would never sign among them.
    pub on_table: DealSpace,
    /// What those are worth, as if the others had no hard red lines: what a text is worth does not give them away.
    all_values: Valuation,
    /// What each level of each issue adds for the actor.
    adds: Vec<Vec<f64>>,
}

impl<'s> Seat<'s> {
    /// The seat of an actor, given by its place, in a run, counted from 0.
    ///
    /// # Panics
    /// If there is no such actor.
    #[must_use]
    pub fn new(scenario: &'s Scenario, run: u64, actor: usize) -> Self {
        assert!(actor < scenario.setting.model.actors.len(), "an actor of the scenario is played");
        let case = RunCase::new(scenario, run);
        let on_table = DealSpace::on_table(&case.case.model);
        let model = &case.case.model;
        let all_values = Valuation::new(&without_hard_lines_of_others(model, actor), &on_table);
        let adds = level_worth(&model.actors[actor], actor, &model.issues);
        Self { scenario, actor, case, on_table, all_values, adds }
    }

    /// Which run it is.
    #[must_use]
    pub fn number(&self) -> RunNumber {
        self.case.number
    }

    /// What a text is worth to the actor: the number that the talks go by; `None` if it crosses a hard red line of its
    /// own, or is not on the table.
    #[must_use]
    pub fn worth(&self, levels: &[usize]) -> Option<f64> {
        self.value(self.actor, levels)
    }

    /// What a level of an issue adds to what a text is worth to the actor while peace holds; `None` across a hard red line
    /// of its own.
    #[must_use]
    pub fn adds(&self, issue: usize, level: usize) -> Option<f64> {
        finite(self.adds[issue][level])
    }

    /// What a text is worth to the actor while peace holds: the sum of what its levels add, never below −1.
    #[must_use]
    pub fn flow(&self, levels: &[usize]) -> Option<f64> {
        finite(self.all_values.flow(self.actor, self.on_table.position(levels)?))
    }

    /// What a text is worth to any actor.
    pub(super) fn value(&self, actor: usize, levels: &[usize]) -> Option<f64> {
        if !crossed(&self.case.case.model.actors[actor].red_lines, levels).is_empty() {
            return None;
        }
        finite(match self.case.space.position(levels) {
            Some(position) => self.case.valuation.value(actor, position),
            None => self.all_values.value(actor, self.on_table.position(levels)?),
        })
    }

    /// The text on the table that is best for the actor; `None` if all cross its red lines.
    #[must_use]
    pub fn best(&self) -> Option<Vec<usize>> {
        let best = self.all_values.best_position(self.actor);
        (self.all_values.best(self.actor).is_finite()).then(|| self.on_table.levels(best))
    }

    /// Whether the actor is among those of a track, by itself or in a bloc.
    #[must_use]
    pub fn is_in(&self, track: usize) -> bool {
        self.case.case.rules.has_at_table(self.actor, track)
    }

    /// Whether the actor sees what happens in a track: it takes part in it.
    #[must_use]
    pub fn sees(&self, track: usize) -> bool {
        self.case.case.rules.takes_part(self.actor, track)
    }

    /// The issues in which a text crosses hard red lines of the actor.
    #[must_use]
    pub fn crossed(&self, levels: &[usize]) -> Vec<usize> {
        crossed(&self.case.case.model.actors[self.actor].red_lines, levels)
    }
}

fn without_hard_lines_of_others(model: &Model, actor: usize) -> Model {
    let mut model = model.clone();
    for (_, other) in model.actors.iter_mut().enumerate().filter(|(place, _)| *place != actor) {
        other.red_lines.retain(|line| !matches!(line.kind, RedLineKind::Hard));
    }
    model
}

/// What is asked of the person. A text has a level for each issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// To table a text.
    Table {
        /// When.
        clock: Clock,
        /// The text that it keeps as a mediator, and of which it may change one issue.
        kept: Option<Vec<usize>>,
        /// Whether it keeps a single text: to pass is then to leave the text to the engine.
        mediates: bool,
    },
    /// To answer the text on the table.
    Answer {
        /// When.
        clock: Clock,
        /// The text.
        text: Vec<usize>,
        /// Whether it is the text of its own bloc, which the others accept.
        is_own: bool,
    },
    /// Whether its bloc, whose text was refused, may change it to this one.
    Change {
        /// When.
        clock: Clock,
        /// The text that the bloc would table.
        text: Vec<usize>,
    },
}

impl Question {
    /// When it is asked.
    #[must_use]
    pub fn clock(&self) -> Clock {
        match self {
            Self::Table { clock, .. } | Self::Answer { clock, .. } | Self::Change { clock, .. } => *clock,
        }
    }

    /// Its name in a transcript.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Table { .. } => "table",
            Self::Answer { .. } => "answer",
            Self::Change { .. } => "change",
        }
    }
}

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// It tables this text.
    Table(Vec<usize>),
    /// It tables nothing, or does not answer.
    Pass,
    /// It says yes.
    Accept,
    /// It says no.
    Refuse,
}

/// Why a move can't be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Nothing is asked any more.
    Over,
    /// It answers another question than the one that is asked.
    OtherQuestion,
    /// The text is not on the table, or lacks an issue.
    NotOnTable,
    /// The text crosses hard red lines of the actor, in these issues.
    RedLine(Vec<usize>),
    /// A mediator's change is of one issue at most.
    MoreThanOneChange,
}

/// How a session ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The run from the first round to the last period, with what everyone thought.
    pub trace: Trace,
    /// What the run came to.
    pub run: Run,
    /// What it came to for the actor.
    pub result: StrategyRun,
}

/// Where a session stands after its moves.
#[derive(Clone, Debug)]
pub struct SoFar {
    /// The rounds so far.
    pub rounds: Vec<TracedRound>,
    /// The track of each round, by its place.
    pub tracks: Vec<usize>,
    /// The text that the actor last saw on a table, if there was one.
    pub last: Option<Vec<usize>>,
    /// What is asked next; `None` once the talks are over.
    pub question: Option<Question>,
}

/// The talks as they are being played.
#[derive(Debug)]
pub struct Session<'t, 's> {
    /// The seat.
    pub seat: &'t Seat<'s>,
    bench: Bench<'t>,
    /// The actors, as a trace names them.
    pub actors: Vec<TracedActor>,
    /// The issues, as a trace names them.
    pub issues: Vec<Name>,
    moves: Vec<(Question, Move)>,
    so_far: SoFar,
}

impl<'t, 's> Session<'t, 's> {
    /// A session without a move.
    #[must_use]
    pub fn new(seat: &'t Seat<'s>) -> Self {
        let so_far = SoFar { rounds: Vec::new(), tracks: Vec::new(), last: None, question: None };
        let bench = seat.case.bench();
        let (actors, issues) = (actors(&bench), issues(&bench.case.model));
        let mut session = Self { seat, bench, actors, issues, moves: Vec::new(), so_far };
        session.so_far = session.play();
        session
    }

    /// Where it stands.
    #[must_use]
    pub fn so_far(&self) -> &SoFar {
        &self.so_far
    }

    /// The questions that were asked, and what was decided.
    #[must_use]
    pub fn moves(&self) -> &[(Question, Move)] {
        &self.moves
    }

    /// The case, ready to be run.
    #[must_use]
    pub fn bench(&self) -> &Bench<'t> {
        &self.bench
    }

    /// The actor's outside option at a moment of the talks.
    #[must_use]
    pub fn outside_option(&self, at: Moment) -> f64 {
        self.bench.talks.outlook().reservation(self.seat.actor, at)
    }

    /// Plays the moves so far.
    fn play(&self) -> SoFar {
        let mut sitter = self.sitter();
        let number = self.seat.number();
        let open = |part| seeds::talks(number.seed, number.draw, number.replication, part);
        self.bench.talks.play(&mut Luck::new(&open), &mut sitter);
        let last = sitter.last.map(|position| self.seat.case.space.levels(position));
        SoFar {
            question: sitter.asked.map(|asked| self.question(asked)),
            last,
            tracks: sitter.tracks,
            rounds: sitter.scribe.rounds(),
        }
    }

    /// Makes a move in answer to the question that is asked.
    ///
    /// # Errors
    /// Why it can't be made; then it counts for nothing.
    pub fn make(&mut self, made: Move) -> Result<(), Objection> {
        let question = self.so_far.question.clone().ok_or(Objection::Over)?;
        self.check(&question, &made)?;
        self.moves.push((question, made));
        self.so_far = self.play();
        Ok(())
    }

    /// How the session ended; `None` while something is asked.
    #[must_use]
    pub fn ended(&self) -> Option<Ended> {
        if self.so_far.question.is_some() {
            return None;
        }
        let mut sitter = self.sitter();
        let Seat { scenario, .. } = self.seat;
        let number = self.seat.number();
        let (run, ceasefire) = watch(scenario, &number, &self.bench, &mut sitter);
        let Sitter { scribe, waiting, .. } = sitter;
        let result = waiting.came_to(&self.bench, &run);
        Some(Ended { trace: document(scenario, &number, scribe, &run, ceasefire), run, result })
    }

    fn sitter(&self) -> Sitter<'_, 't, 's> {
        let waiting = Waiting::new(self.seat.actor);
        Sitter::new(self.seat, &self.bench, self.moves.iter().map(|(_, made)| made), waiting)
    }

    fn question(&self, asked: Asked) -> Question {
        let levels = |position: usize| self.seat.case.space.levels(position);
        match asked {
            Asked::Table(turn) => {
                let track = &self.seat.case.case.rules.tracks[turn.clock.track];
                let mediates = matches!(track.protocol, Protocol::SingleText { .. });
                Question::Table { clock: turn.clock, kept: turn.kept.map(levels), mediates }
            }
            Asked::Answer(clock, position, is_own) => {
                Question::Answer { clock, text: levels(position), is_own }
            }
            Asked::Change(clock, position) => Question::Change { clock, text: levels(position) },
        }
    }

    /// Whether a move may be made in answer to a question.
    ///
    /// # Errors
    /// Why it can't.
    pub fn check(&self, question: &Question, made: &Move) -> Result<(), Objection> {
        match (question, made) {
            (Question::Table { kept, .. }, Move::Table(text)) => {
                if self.seat.on_table.position(text).is_none()
                    || text.len() != self.seat.on_table.kept().len()
                {
                    return Err(Objection::NotOnTable);
                }
                let is_kept = kept.as_ref() == Some(text);
                let changed = |kept: &Vec<usize>| kept.iter().zip(text).filter(|(a, b)| a != b).count();
                if kept.as_ref().is_some_and(|kept| changed(kept) > 1) {
                    return Err(Objection::MoreThanOneChange);
                }
                let crossed = self.seat.crossed(text);
                // A mediator may keep what it was given.
                if crossed.is_empty() || is_kept { Ok(()) } else { Err(Objection::RedLine(crossed)) }
            }
            (Question::Answer { text, .. }, Move::Accept) => {
                let crossed = self.seat.crossed(text);
                if crossed.is_empty() { Ok(()) } else { Err(Objection::RedLine(crossed)) }
            }
            (Question::Table { .. } | Question::Answer { .. }, Move::Pass)
            | (Question::Answer { .. }, Move::Refuse)
            | (Question::Change { .. }, Move::Accept | Move::Refuse) => Ok(()),
            _ => Err(Objection::OtherQuestion),
        }
    }
}
