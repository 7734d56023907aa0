//! Ratification: a vote at home on the signed text (Putnam 1988, two-level games).
//!
//! `P(yes) = σ(logit(p) + s (V − r))`: the approval `p` where nothing else counts, moved by what the text brings
//! above the outside option. After a no the last track goes on, as long as there is another vote.

use rand::{Rng, RngExt};

use super::{Answer, Clock, Observer, Part, Refusal, play::Play, talks::Talks};

/// A vote at home on the signed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratification<N = f64> {
    /// `p`: chance of a yes to a text that is worth no more than no deal.
    pub approval: N,
    /// `s`: how much the chance follows what the text brings, per unit of utility.
    pub sensitivity: N,
    /// How often a text may be put to the vote, at least once.
    pub votes: u32,
}

impl<N> Ratification<N> {
    pub(super) fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Ratification<M> {
        Ratification { approval: f(&self.approval), sensitivity: f(&self.sensitivity), votes: self.votes }
    }
}

impl Ratification {
    /// The chance of a yes to a text that is worth `gain` more than the outside option.
    #[must_use]
    pub fn approval_of(&self, gain: f64) -> f64 {
        if self.sensitivity == 0.0 {
            return self.approval;
        }
        let odds = self.approval / (1.0 - self.approval) * libm::exp(self.sensitivity * gain);
        if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
    }
}

impl Talks<'_> {
    /// Whether all votes at home on the signed text are won. A number is drawn for every actor, so that one vote
    /// leaves the luck of the others' alone.
    pub(super) fn is_ratified<R: Rng, O: Observer>(
        &self,
        clock: Clock,
        position: usize,
        play: &mut Play<'_, '_, R, O>,
    ) -> bool {
        let mut ratified = true;
        for (actor, seat) in self.rules().seats.iter().enumerate() {
            let luck: f64 = play.luck.of(Part::Votes).random();
            let Some(ratification) = &seat.ratification else { continue };
            let gain = self.outlook().valuation.value(actor, position)
                - self.outlook().reservation(actor, clock.moment());
            if luck >= ratification.approval_of(gain) {
                ratified = false;
                play.memory.actors[actor].lost_votes += 1;
                play.observer.answered(clock, actor, Some(position), Answer::Refuse(Refusal::Voters));
            }
        }
        ratified
    }

    /// Whether somebody may not put another text to the vote.
    pub(super) fn is_voted_down<R, O>(&self, play: &Play<'_, '_, R, O>) -> bool {
        let mut votes = self.rules().seats.iter().zip(&play.memory.actors);
        votes.any(|(seat, remembered)| {
            seat.ratification.as_ref().is_some_and(|ratification| remembered.lost_votes >= ratification.votes)
        })
    }
}
