//! Writes down the talks while they go by.

use crate::{
    model::deal::crossed,
    negotiation::{Answer, Clock, Observer, Party, Plan, Refusal, Speaker},
};

use super::{Author, Reply, Stance, Step, Text, TracedRound, finite};
use crate::engine::{central::level_names, run::Bench};

/// Watches one run's talks.
pub(in crate::engine) struct Scribe<'b, 'c> {
    bench: &'b Bench<'c>,
    rounds: Vec<TracedRound>,
    /// The levels of the text that was last on a table.
    last: Option<Vec<usize>>,
    /// The actor that somebody plays.
    played: Option<usize>,
}

impl<'b, 'c> Scribe<'b, 'c> {
    pub(in crate::engine) fn new(bench: &'b Bench<'c>) -> Self {
        Self { bench, rounds: Vec::new(), last: None, played: None }
    }

    /// A scribe who knows that somebody plays an actor.
    pub(in crate::engine) fn of_play(bench: &'b Bench<'c>, actor: usize) -> Self {
        Self { played: Some(actor), ..Self::new(bench) }
    }

    pub(super) fn bench(&self) -> &'b Bench<'c> {
        self.bench
    }

    pub(super) fn played(&self) -> Option<usize> {
        self.played
    }

    pub(in crate::engine) fn rounds(self) -> Vec<TracedRound> {
        self.rounds
    }

    /// A text without comparison.
    pub(super) fn text(&self, position: usize) -> Text {
        let Bench { space, valuation, case, .. } = self.bench;
        let values = 0..case.model.actors.len();
        let values = values.map(|actor| finite(valuation.value(actor, position))).collect();
        self.written(&space.levels(position), values)
    }

    fn written(&self, levels: &[usize], values: Vec<Option<f64>>) -> Text {
        Text { levels: level_names(&self.bench.case.model, levels), changed: Vec::new(), values }
    }

    /// A text that comes to the table, compared with the one before.
    fn new_text(&mut self, position: usize) -> Text {
        let text = self.text(position);
        self.compared(text, self.bench.space.levels(position))
    }

    fn compared(&mut self, text: Text, levels: Vec<usize>) -> Text {
        let differs = |last: &Vec<usize>| {
            (0..levels.len()).filter(|&issue| last[issue] != levels[issue]).collect::<Vec<_>>()
        };
        let changed = self.last.as_ref().map_or_else(Vec::new, differs);
        self.last = Some(levels);
        Text { changed, ..text }
    }

    /// An actor tables a text that can't be signed, for it crosses hard red lines of others, who say so at once.
    pub(in crate::engine) fn tabled_in_vain(
        &mut self,
        clock: Clock,
        actor: usize,
        levels: &[usize],
        values: Vec<Option<f64>>,
    ) {
        let before = self.last.clone();
        let text = self.written(levels, values);
        let text = self.compared(text, levels.to_vec());
        // It does not stay on the table.
        self.last = before;
        self.step(Step::Tabled { by: Author::Actor(actor), text });
        let model = &self.bench.case.model;
        for (other, person) in model.actors.iter().enumerate().filter(|(_, person)| person.must_sign) {
            let crossed = crossed(&person.red_lines, levels);
            if !crossed.is_empty() {
                self.answer(clock, other, Reply::RedLine, None, crossed);
            }
        }
    }

    /// It was an actor's turn to table a text, and none came.
    pub(in crate::engine) fn passed(&mut self, actor: usize) {
        self.step(Step::Passed { actor });
    }

    fn answer(&mut self, clock: Clock, actor: usize, reply: Reply, value: Option<f64>, crossed: Vec<usize>) {
        let stances = self.rounds.last().map(|round| round.stances.as_slice()).unwrap_or_default();
        let least = stances.iter().find(|stance| stance.actor == actor).and_then(|stance| stance.least);
        let outside_option = self.bench.talks.outlook().reservation(actor, clock.moment());
        self.step(Step::Answered { actor, reply, value, least, outside_option, crossed });
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
            least: finite(least).filter(|_| self.played != Some(actor)),
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
        let value = finite(self.bench.valuation.value(actor, position));
        let crossed = self.bench.crossed(actor, position).collect();
        self.answer(clock, actor, reply, value, crossed);
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
