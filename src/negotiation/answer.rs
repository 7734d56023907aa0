//! How an actor answers a text: what it is worth against the least that the actor accepts.

use rand::Rng;

use super::{
    Answer, Clock, Observer, Party, Refusal, Tactic,
    play::{Play, Table},
    strategy::suffices,
    talks::Talks,
};

impl Talks<'_> {
    /// Asks the actors in file order whether they would sign; true if all who must and enough of the others do,
    /// with `agreeing` others that need not be asked.
    pub(super) fn consent<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        position: usize,
        actors: &[usize],
        agreeing: usize,
        play: &mut Play<'_, '_, R, O>,
    ) -> bool {
        let mut all_who_must = true;
        let (mut others, mut others_asked) = (agreeing, agreeing);
        for &actor in actors {
            let accepts = self.ask(table, clock, actor, position, play) == Answer::Accept;
            play.accepted[actor] = accepts;
            if self.outlook().must_sign[actor] {
                all_who_must &= accepts;
            } else {
                others_asked += 1;
                others += usize::from(accepts);
            }
        }
        all_who_must && others >= self.rules().tracks[table.track].quota.min(others_asked)
    }

    /// Asks an actor whether it would sign.
    pub(super) fn ask<R, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        actor: usize,
        position: usize,
        play: &mut Play<'_, '_, R, O>,
    ) -> Answer {
        let own = self.answer(table, clock, actor, position, play);
        let answer = self.decided(clock, actor, position, own, play);
        play.hear(clock, actor, position, answer);
        if self.remembers() && answer != Answer::Silent {
            play.memory.learn(self.outlook(), clock, (actor, position), answer == Answer::Accept);
        }
        answer
    }

    /// An actor's answer to a text.
    pub(super) fn answer<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        actor: usize,
        position: usize,
        play: &Play<'_, '_, R, O>,
    ) -> Answer {
        if self.is_silent(clock, actor, position, play) {
            return Answer::Silent;
        }
        let value = self.outlook().valuation.value(actor, position);
        if value == f64::NEG_INFINITY {
            return Answer::Refuse(Refusal::RedLine);
        }
        let value = value - play.memory.audience_cost(self.outlook(), self.rules(), actor, position);
        let reservation = self.outlook().reservation(actor, clock.moment());
        let accepts = match &self.rules().seats[actor].strategy.accept {
            Tactic::Logit(logit) => play.choices[actor][1] < logit.acceptance(value - reservation),
            _ => suffices(value, self.threshold(table, clock, actor, play)),
        };
        if accepts { Answer::Accept } else { Answer::Refuse(refusal_of(value, reservation)) }
    }

    /// What an actor answers in the end, where its strategy would answer `own`.
    pub(super) fn decided<R, O: Observer>(
        &self,
        clock: Clock,
        actor: usize,
        position: usize,
        own: Answer,
        play: &mut Play<'_, '_, R, O>,
    ) -> Answer {
        let answer = play.observer.answers(clock, actor, position, own);
        if answer == own || answer == Answer::Silent {
            return answer;
        }
        let value = self.outlook().valuation.value(actor, position);
        if value == f64::NEG_INFINITY {
            return Answer::Refuse(Refusal::RedLine);
        }
        if answer == Answer::Accept {
            return answer;
        }
        let value = value - play.memory.audience_cost(self.outlook(), self.rules(), actor, position);
        Answer::Refuse(refusal_of(value, self.outlook().reservation(actor, clock.moment())))
    }

    /// The least value that the actor accepts: what it aspires to. In a bloc, a text as good as the bloc's own
    /// will do, if it is no worse than no deal.
    fn threshold<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        actor: usize,
        play: &Play<'_, '_, R, O>,
    ) -> f64 {
        let aspiration = self.aspiration(table, clock, actor, play);
        let bloc = table.parties.iter().find_map(|party| match party {
            Party::Bloc { track, actors } if actors.contains(&actor) => Some(*track),
            _ => None,
        });
        match bloc.and_then(|bloc| play.texts[bloc]) {
            Some(text) => {
                let own = self.outlook().valuation.value(actor, text);
                aspiration.min(own.max(self.outlook().reservation(actor, clock.moment())))
            }
            None => aspiration,
        }
    }

    /// What an actor aspires to as it answers: the clock's part of it, or what it makes of what was said.
    pub(super) fn aspiration<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        actor: usize,
        play: &Play<'_, '_, R, O>,
    ) -> f64 {
        let accept = &self.rules().seats[actor].strategy.accept;
        if !accept.remembers() || table.plan.is_ultimatum(self.setting(table.track)) {
            return table.plan.aspiration(self.setting(table.track), clock, actor);
        }
        let reservation = self.outlook().reservation(actor, clock.moment());
        match accept {
            Tactic::Micro(_) => {
                let memory = &play.memory.actors[actor].micro;
                let least = memory.least_rank(self.ranks(actor, reservation, memory.most_ranks()));
                let value = least.map(|rank| self.outlook().valuation.value(actor, self.order(actor)[rank]));
                value.unwrap_or(reservation)
            }
            _ => play.memory.reciprocal(actor, 1).max(reservation),
        }
    }

    /// How many deals are worth an actor's reservation value, of so many at the head of its order.
    pub(super) fn ranks(&self, actor: usize, reservation: f64, most: usize) -> usize {
        let values = self.outlook().valuation.values(actor);
        let enough = |&position: &usize| suffices(values[position], reservation);
        let order = self.order(actor);
        let order = &order[..most.min(order.len())];
        // Mostly all are.
        if order.last().is_none_or(enough) { order.len() } else { order.partition_point(enough) }
    }
}

/// What a refusal rests on of a text of this value, which crosses no hard red line.
fn refusal_of(value: f64, reservation: f64) -> Refusal {
    if value < reservation { Refusal::OutsideOption } else { Refusal::Aspiration }
}
