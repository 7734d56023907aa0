//! Writes down the talks while they go by.

use crate::{
    model::IssueId,
    negotiation::{Answer, Clock, Observer, Party, Plan, Refusal, Speaker},
};

use super::{Author, Reply, Stance, Step, Text, TracedRound, finite};
use crate::engine::run::Bench;

/// Watches one run's talks.
pub(super) struct Scribe<'b, 'c> {
    bench: &'b Bench<'c>,
    rounds: Vec<TracedRound>,
    /// The text that was last on a table.
    last: Option<usize>,
}

impl<'b, 'c> Scribe<'b, 'c> {
    pub(super) fn new(bench: &'b Bench<'c>) -> Self {
        Self { bench, rounds: Vec::new(), last: None }
    }

    pub(super) fn rounds(self) -> Vec<TracedRound> {
        self.rounds
    }

    /// A text without comparison.
    pub(super) fn text(&self, position: usize) -> Text {
        let Bench { case, space, valuation, .. } = self.bench;
        let issues = case.model.issues.iter().enumerate();
        Text {
            levels: issues
                .map(|(place, issue)| issue.levels[space.level(position, IssueId(place))].to_string())
                .collect(),
            changed: Vec::new(),
            values: (0..case.model.actors.len())
                .map(|actor| finite(valuation.value(actor, position)))
                .collect(),
        }
    }

    /// A text that comes to the table, compared with the one before.
    fn new_text(&mut self, position: usize) -> Text {
        let space = self.bench.space;
        let issues = 0..self.bench.case.model.issues.len();
        let changed = self.last.map_or_else(Vec::new, |last| {
            issues
                .filter(|&issue| space.level(last, IssueId(issue)) != space.level(position, IssueId(issue)))
                .collect()
        });
        self.last = Some(position);
        Text { changed, ..self.text(position) }
    }

    fn step(&mut self, step: Step) {
        if let Some(round) = self.rounds.last_mut() {
            round.steps.push(step);
        }
    }

    fn bloc(&self, track: usize) -> String {
        self.bench.case.rules.tracks[track].label.to_string()
    }
}

impl Observer for Scribe<'_, '_> {
    fn round_began(&mut self, clock: Clock, plan: &Plan, aspirations: &[f64]) {
        let rules = &self.bench.case.rules;
        let stances = plan.actors().iter().zip(aspirations).map(|(&actor, &least)| Stance {
            actor,
            least: finite(least),
            outside_option: self.bench.talks.outlook().reservation(actor, clock.moment()),
            pressure: rules.seats[actor].pressure.at(clock.since_start),
        });
        self.rounds.push(TracedRound {
            track: self.bloc(clock.track),
            round: clock.round + 1,
            since_start: clock.since_start + 1,
            front: rules.battlefield.is_some().then_some(clock.front),
            stances: stances.collect(),
            steps: Vec::new(),
        });
    }

    fn tabled(&mut self, _: Clock, by: Speaker, position: usize) {
        let by = match by {
            Speaker::Actor(actor) => Author::Actor(actor),
            Speaker::Bloc(track) => {
                let parties = Party::of(&self.bench.case.rules.tracks, track);
                let members = parties.iter().flat_map(Party::actors).copied().collect();
                Author::Bloc { name: self.bloc(track), members }
            }
        };
        let text = self.new_text(position);
        self.step(Step::Tabled { by, text });
    }

    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer) {
        let Some(position) = position else { return self.step(Step::Passed { actor }) };
        let reply = match answer {
            Answer::Accept => Reply::Accepts,
            Answer::Silent => Reply::Silent,
            Answer::Refuse(Refusal::RedLine) => Reply::RedLine,
            Answer::Refuse(Refusal::OutsideOption) => Reply::OutsideOption,
            Answer::Refuse(Refusal::Aspiration) => Reply::Aspiration,
            Answer::Refuse(Refusal::Voters) => Reply::Voters,
        };
        let stances = self.rounds.last().map(|round| round.stances.as_slice()).unwrap_or_default();
        let least = stances.iter().find(|stance| stance.actor == actor).and_then(|stance| stance.least);
        self.step(Step::Answered {
            actor,
            reply,
            value: finite(self.bench.valuation.value(actor, position)),
            least,
            outside_option: self.bench.talks.outlook().reservation(actor, clock.moment()),
            crossed: self.bench.crossed(actor, position).collect(),
        });
    }

    fn returned(&mut self, _: Clock, bloc: usize, position: usize) {
        let bloc = self.bloc(bloc);
        let text = self.new_text(position);
        self.step(Step::Returned { bloc, text });
    }

    fn agreed(&mut self, _: Clock, _: usize) {
        self.step(Step::Agreed);
    }
}
