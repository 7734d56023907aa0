//! One play of the talks while it goes on: what it carries along, and who sits at the table.

use rand::{Rng, RngExt};

use super::{Answer, Clock, Luck, Observer, Part, Party, Plan, memory::Memory, silence::AfterSilence};

/// What one play of the talks carries along.
pub(super) struct Play<'r, 'f, R, O> {
    pub(super) luck: &'r mut Luck<'f, R>,
    pub(super) observer: &'r mut O,
    /// The text that each track agreed on, or carries on with.
    pub(super) texts: Vec<Option<usize>>,
    /// Whether each track's text is a mediator's, that its bloc never agreed on.
    pub(super) bypassed: Vec<bool>,
    /// Whether each actor accepted the last text that it was asked about.
    pub(super) accepted: Vec<bool>,
    /// How the text on the table was received so far.
    pub(super) reception: Reception,
    /// What was said, as far as somebody goes by it.
    pub(super) memory: Memory,
    /// Where the front stands.
    pub(super) front: usize,
    /// This round's luck of each actor: it speaks or answers if the number is below the chance that it does.
    pub(super) answers: Vec<f64>,
    /// This round's luck of each actor as it chooses an offer, and as it chooses an answer.
    pub(super) choices: Vec<[f64; 2]>,
    /// This round's luck of who speaks, and of whether the talks break down.
    pub(super) recognition: f64,
    pub(super) breakdown: f64,
    /// What each actor at the table aspires to, as it is shown.
    pub(super) aspirations: Vec<f64>,
}

impl<R: Rng, O> Play<'_, '_, R, O> {
    /// Draws all the luck of a round, the same amount whatever the rules make of it; none of the luck of rounds if
    /// they make nothing of it in the whole play.
    pub(super) fn draw_round(&mut self, rounds_differ: bool) {
        if rounds_differ {
            let luck = self.luck.of(Part::Rounds);
            self.recognition = luck.random();
            self.breakdown = luck.random();
            for answer in &mut self.answers {
                *answer = luck.random();
            }
        }
        if !self.choices.is_empty() {
            let luck = self.luck.of(Part::Choice);
            self.choices.iter_mut().for_each(|choices| *choices = [luck.random(), luck.random()]);
        }
    }
}

impl<R, O: Observer> Play<'_, '_, R, O> {
    /// An actor answers the text on the table.
    pub(super) fn hear(&mut self, clock: Clock, actor: usize, position: usize, answer: Answer) {
        match answer {
            Answer::Accept => {}
            Answer::Refuse(_) => self.reception.was_refused = true,
            Answer::Silent => self.reception.was_left_unanswered = true,
        }
        self.observer.answered(clock, actor, Some(position), answer);
    }
}

/// How a text on the table was received.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reception {
    /// Whether somebody refused it.
    pub(super) was_refused: bool,
    /// Whether somebody did not answer it.
    pub(super) was_left_unanswered: bool,
    /// What the bloc that tabled it will change it to if nobody answers.
    pub(super) after_silence: Option<AfterSilence>,
}

/// A track as it is being played.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub(super) track: usize,
    pub(super) parties: &'t [Party],
    pub(super) plan: &'t Plan,
}

/// Who is to propose in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proposer {
    /// A party of the track, by its place.
    Party(usize),
    /// A mediator that is no party to the track, by its place among the actors.
    Mediator(usize),
}
