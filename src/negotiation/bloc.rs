//! A bloc at a later table: whether its members stand by its text, and how it changes it.

use rand::Rng;

use super::{
    Answer, Clock, Observer, Refusal,
    play::{Play, Reception, Table},
    silence::AfterSilence,
    strategy::suffices,
    talks::Talks,
};

impl Talks<'_> {
    /// Whether the members of a bloc would sign its text now that the others do. If it is a mediator's that they
    /// never agreed on, they must also say so.
    pub(super) fn bloc_stands_by<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        position: usize,
        play: &mut Play<'_, '_, R, O>,
    ) -> bool {
        let outlook = self.outlook();
        table.parties[party].actors().iter().filter(|&&actor| outlook.must_sign[actor]).all(|&actor| {
            let value = outlook.valuation.value(actor, position)
                - play.memory.audience_cost(outlook, self.rules(), actor, position);
            let own = if play.bypassed[bloc] && self.is_silent(clock, actor, position, play) {
                Answer::Silent
            } else if suffices(value, outlook.reservation(actor, clock.moment())) {
                Answer::Accept
            } else {
                Answer::Refuse(Refusal::OutsideOption)
            };
            let answer = self.decided(clock, actor, position, own, play);
            if answer != Answer::Accept {
                play.hear(clock, actor, position, answer);
            }
            answer == Answer::Accept
        })
    }

    /// The bloc takes its text home because it was refused, and on some tracks because it was left unanswered: at most
    /// `returns` times, spread evenly over the track. It changes the text if that makes the one who gains least from it
    /// gain more.
    pub(super) fn reopen<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        returns: &mut u32,
        play: &mut Play<'_, '_, R, O>,
    ) {
        let track = &self.rules().tracks[table.track];
        let Reception { was_refused, was_left_unanswered, .. } = play.reception;
        let had_no_answer = was_left_unanswered && !was_refused;
        if had_no_answer && !track.concede_to_silence {
            return;
        }
        if track.next_return(*returns).is_none_or(|round| clock.round < round) {
            return;
        }
        let Some(text) = self.conceded(table, clock, (party, bloc), play) else { return };
        if play.observer.lets_change(clock, bloc, text) {
            play.texts[bloc] = Some(text);
            *returns += 1;
            play.observer.returned(clock, bloc, text);
        }
    }

    /// What comes after the text of a bloc if nobody answers it, where silence alone makes the bloc return it and there is
    /// a round left in which it would table another.
    pub(super) fn foreseen_return<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        returns: u32,
        play: &Play<'_, '_, R, O>,
    ) -> Option<AfterSilence> {
        let track = &self.rules().tracks[table.track];
        let round = track.next_return(returns).filter(|_| track.concede_to_silence)?.max(clock.round);
        if round + 1 >= clock.rounds {
            return None;
        }
        let wait = round - clock.round;
        let text = self.conceded(table, clock.later(wait), (party, bloc), play)?;
        Some(AfterSilence { rounds: wait + 1, text })
    }

    /// What the bloc changes its text to if it takes it home at this time; `None` if the text stays.
    fn conceded<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        play: &Play<'_, '_, R, O>,
    ) -> Option<usize> {
        let others = table.plan.others(party);
        let setting = self.setting(table.track);
        let reservations = self.believed(others, usize::MAX, clock.moment(), play);
        let members = table.parties[party].actors();
        let is_private = |&other: &usize| self.outlook().actors[other].private.is_some();
        let remembers = |&member: &usize| self.rules().seats[member].strategy.accept.remembers();
        let text = if others.iter().any(is_private) || members.iter().any(remembers) {
            table.plan.find_concession(setting, (others, &reservations), party, |member| {
                self.aspiration(table, clock, member, play)
            })
        } else {
            table.plan.concession(setting, clock, party)
        }?;
        let least_gain = |position: usize| self.outlook().least_gain(others, &reservations, position);
        let is_better = play.texts[bloc].is_none_or(|present| least_gain(text) > least_gain(present));
        is_better.then_some(text)
    }
}
