//! Sits in for the actor that a person plays: makes the moves in order, and stops at the first question without one.

use crate::negotiation::{Answer, Clock, Observer, Plan, Protocol, Refusal, Speaker, Turn};

use super::{Move, Seat, score::Waiting};
use crate::engine::{run::Bench, trace::Scribe};

/// What there was no move for; texts by their positions.
pub(super) enum Asked {
    Table(Turn),
    Answer(Clock, usize, bool),
    Change(Clock, usize),
}

/// Plays one actor. Once it has asked something, it writes down nothing more: what the talks go on to do is not meant.
pub(super) struct Sitter<'m, 't, 's> {
    seat: &'t Seat<'s>,
    bench: &'m Bench<'t>,
    moves: Vec<&'m Move>,
    made: usize,
    /// The bloc whose text is on the table, if it is a bloc's.
    bloc: Option<usize>,
    /// The track of each round.
    pub(super) tracks: Vec<usize>,
    pub(super) asked: Option<Asked>,
    /// The text that the person last saw, as a position.
    pub(super) last: Option<usize>,
    pub(super) scribe: Scribe<'m, 't>,
    pub(super) waiting: Waiting,
}

impl<'m, 't, 's> Sitter<'m, 't, 's> {
    pub(super) fn new(
        seat: &'t Seat<'s>,
        bench: &'m Bench<'t>,
        moves: impl Iterator<Item = &'m Move>,
        waiting: Waiting,
    ) -> Self {
        let scribe = Scribe::of_play(bench, seat.actor);
        Self {
            seat,
            bench,
            moves: moves.collect(),
            made: 0,
            bloc: None,
            tracks: Vec::new(),
            asked: None,
            last: None,
            scribe,
            waiting,
        }
    }

    /// The next move; without one, the question stands.
    fn next(&mut self, asked: Asked) -> Option<&'m Move> {
        if self.asked.is_some() {
            return None;
        }
        let made = self.moves.get(self.made).copied();
        match made {
            Some(_) => self.made += 1,
            None => self.asked = Some(asked),
        }
        made
    }
}

impl Observer for Sitter<'_, '_, '_> {
    fn round_began(&mut self, clock: Clock, plan: &Plan, aspirations: &[f64]) {
        if self.asked.is_none() {
            self.tracks.push(clock.track);
            self.waiting.round_began(self.bench.talks.outlook(), clock);
            self.scribe.round_began(clock, plan, aspirations);
        }
    }

    fn tabled(&mut self, clock: Clock, by: Speaker, position: usize) {
        if self.asked.is_none() {
            self.bloc = if let Speaker::Bloc(bloc) = by { Some(bloc) } else { None };
            if self.seat.sees(clock.track) {
                self.last = Some(position);
            }
            self.scribe.tabled(clock, by, position);
        }
    }

    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer) {
        // That it passed is written down already.
        let is_own_pass = actor == self.seat.actor && position.is_none();
        if self.asked.is_none() && !is_own_pass {
            self.scribe.answered(clock, actor, position, answer);
        }
    }

    fn returned(&mut self, clock: Clock, bloc: usize, position: usize) {
        if self.asked.is_none() {
            if self.seat.is_in(bloc) {
                self.last = Some(position);
            }
            self.scribe.returned(clock, bloc, position);
        }
    }

    fn agreed(&mut self, clock: Clock, position: usize) {
        if self.asked.is_none() {
            self.scribe.agreed(clock, position);
        }
    }

    fn tables(&mut self, turn: Turn, own: Option<usize>) -> Option<usize> {
        if turn.actor != self.seat.actor {
            return own;
        }
        match self.next(Asked::Table(turn))? {
            Move::Table(levels) => {
                let position = self.seat.case.space.position(levels);
                if position.is_none() {
                    let actors = 0..self.bench.case.model.actors.len();
                    let values = actors.map(|actor| self.seat.value(actor, levels)).collect();
                    self.scribe.tabled_in_vain(turn.clock, turn.actor, levels, values);
                }
                position
            }
            _ => {
                let track = &self.bench.case.rules.tracks[turn.clock.track];
                if matches!(track.protocol, Protocol::SingleText { .. }) {
                    return own;
                }
                self.scribe.passed(turn.actor);
                None
            }
        }
    }

    fn answers(&mut self, clock: Clock, actor: usize, position: usize, own: Answer) -> Answer {
        if actor != self.seat.actor {
            return own;
        }
        let is_own = self.bloc.is_some_and(|bloc| self.seat.is_in(bloc));
        match self.next(Asked::Answer(clock, position, is_own)) {
            Some(Move::Accept) => Answer::Accept,
            Some(Move::Refuse) => Answer::Refuse(Refusal::Aspiration),
            _ => Answer::Silent,
        }
    }

    fn lets_change(&mut self, clock: Clock, bloc: usize, position: usize) -> bool {
        !self.seat.is_in(bloc) || matches!(self.next(Asked::Change(clock, position)), Some(Move::Accept))
    }
}
