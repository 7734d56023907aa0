//! Silence: an actor that does not answer has not accepted, and tells nothing.
//!
//! An actor may be absent, by chance, and it may choose not to answer a text, as long as waiting is worth more to it
//! than answering:
//!
//! ```text
//! P(answers x in round t) = ρ σ(λ (max(V(x), C(t)) − S(t) + σ_i))
//! C(t) = (1 − δ) W(t) + δ C(t+1)                                           C(T) = W(T)
//! S(t) = (1 − δ) W(t) + … + (1 − δ) δ^(k−1) W(t+k−1) + δ^k max(C(t+k), V(x̂))     S(T) = W(T)
//! ```
//!
//! `C` is the value of refusing everything to the last round `T` of the track, which needs no guess of what others will
//! offer. `x̂` is the text that is on the table `k` rounds later if nobody answers: what the bloc that speaks will then
//! have changed its text to, if silence alone makes it change it; else `k = 1` and `x̂ = x`. An actor that waits thus
//! looks ahead to one change of the text, as in optimal stopping with a one-step look-ahead, and no farther.

use super::{Clock, play::Play, talks::Talks};

/// When an actor answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence<N = f64> {
    /// `ρ`: chance that it is not absent in a round.
    pub responsiveness: N,
    /// Rounds of a track, from its first, in which it is absent.
    pub until: N,
    /// `λ`: how firmly it answers a text where that is worth more than silence, per unit of utility; `None` if it is
    /// silent only by chance.
    pub chosen: Option<N>,
}

impl<N> Silence<N> {
    /// The same silence with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Silence<M> {
        Silence {
            responsiveness: f(&self.responsiveness),
            until: f(&self.until),
            chosen: self.chosen.as_ref().map(f),
        }
    }
}

impl Silence {
    /// The chance that the actor is not absent in a round of a track, counted from 0: the chance that it answers, unless
    /// it chooses silence.
    #[must_use]
    pub fn chance(&self, round: u32) -> f64 {
        if f64::from(round) < self.until { 0.0 } else { self.responsiveness }
    }

    /// Whether luck or choice ever make the actor silent.
    pub(super) fn is_possible(&self) -> bool {
        self.until > 0.0 || self.responsiveness < 1.0 || self.chosen.is_some()
    }
}

/// What comes after the text on the table if nobody answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AfterSilence {
    /// `k`: rounds until then, at least 1.
    pub(super) rounds: u32,
    /// `x̂`: the text that is then on the table.
    pub(super) text: usize,
}

impl Talks<'_> {
    /// Whether an actor whose turn it is to table a text is absent.
    pub(super) fn is_absent<R, O>(&self, clock: Clock, actor: usize, play: &Play<'_, '_, R, O>) -> bool {
        play.answers[actor] >= self.rules().seats[actor].silence.chance(clock.round)
    }

    /// Whether an actor leaves the text on the table unanswered.
    pub(super) fn is_silent<R, O>(
        &self,
        clock: Clock,
        actor: usize,
        position: usize,
        play: &Play<'_, '_, R, O>,
    ) -> bool {
        let silence = &self.rules().seats[actor].silence;
        let answers = silence.chosen.map_or(1.0, |decisiveness| {
            let gain = self.gain_of_answering(clock, actor, position, play);
            1.0 / (1.0 + libm::exp(-decisiveness * gain))
        });
        play.answers[actor] >= silence.chance(clock.round) * answers
    }

    /// `max(V(x), C(t)) − S(t) + σ_i`: what answering a text is worth to an actor above leaving it unanswered.
    fn gain_of_answering<R, O>(
        &self,
        clock: Clock,
        actor: usize,
        position: usize,
        play: &Play<'_, '_, R, O>,
    ) -> f64 {
        let outlook = self.outlook();
        let left = clock.rounds - 1 - clock.round;
        let value = |position| {
            outlook.valuation.value(actor, position)
                - play.memory.audience_cost(outlook, self.rules(), actor, position)
        };
        let refusing = outlook.refusing(actor, clock.moment(), left);
        let next = AfterSilence { rounds: 1, text: position };
        let AfterSilence { rounds, text } = play.reception.after_silence.unwrap_or(next);
        // Waiting is worth as much as refusing until then, and from then on the better of refusing and the new text.
        let waiting = if rounds > left {
            refusing
        } else {
            let then = outlook.refusing(actor, clock.later(rounds).moment(), left - rounds);
            let discount = libm::pow(outlook.discounts[actor], f64::from(rounds));
            refusing + discount * (value(text) - then).max(0.0)
        };
        value(position).max(refusing) - waiting + self.rules().seats[actor].pressure.on_silence
    }
}
