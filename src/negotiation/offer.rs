//! What an actor puts on the table: as the clock tells, as chance falls, or as it makes of what was said.

use rand::Rng;

use super::{
    Answer, Clock, Moment, Observer, Party, Speaker, Tactic, Turn,
    plan::expected_values,
    play::{Play, Proposer, Table},
    strategy::{least_of, logit, suffices},
    talks::Talks,
};

impl Talks<'_> {
    /// What the proposer puts on the table, if it says anything.
    pub(super) fn proposal<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        proposer: Proposer,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<(Speaker, usize)> {
        let actor = match proposer {
            Proposer::Party(party) => match &table.parties[party] {
                Party::Bloc { track, .. } => return Some((Speaker::Bloc(*track), play.texts[*track]?)),
                Party::Actor(actor) => *actor,
            },
            Proposer::Mediator(actor) => actor,
        };
        let is_silent = self.is_absent(clock, actor, play);
        let own = match proposer {
            _ if is_silent => None,
            Proposer::Party(party) => self.offer(table, clock, (party, actor), play),
            Proposer::Mediator(_) => self.bridging_text(table, clock.since_start, play),
        };
        let tabled = play.observer.tables(Turn { clock, actor, kept: None }, own);
        let is_within_lines =
            |position: &usize| self.outlook().valuation.value(actor, *position) > f64::NEG_INFINITY;
        let tabled = if tabled == own { own } else { tabled.filter(is_within_lines) };
        if is_silent && tabled.is_none() {
            play.observer.answered(clock, actor, None, Answer::Silent);
        }
        Some((Speaker::Actor(actor), tabled?))
    }

    /// What an actor that sits for itself tables; `None` if it passes.
    fn offer<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, actor): (usize, usize),
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<usize> {
        let setting = self.setting(table.track);
        let tactic = &self.rules().seats[actor].strategy.propose;
        let others = table.plan.others(party);
        let ultimatum = table.plan.is_ultimatum(setting);
        let is_known = |&other: &usize| self.outlook().actors[other].private.is_none();
        let all_known = others.iter().all(is_known);
        match tactic {
            Tactic::Micro(repeat) if !ultimatum => {
                let reservation = self.outlook().reservation(actor, clock.moment());
                let ranks = self.ranks(actor, reservation, play.memory.actors[actor].micro.most_ranks());
                // Nothing is drawn where nothing is left to chance.
                let luck = play.choices.get(actor).map_or(0.0, |choices| choices[0]);
                play.memory.actors[actor]
                    .micro
                    .offer(ranks, *repeat, luck)
                    .map(|rank| self.order(actor)[rank])
            }
            Tactic::Logit(logit) if all_known => {
                table.plan.choice(setting, clock, (party, actor), logit, play.choices[actor][0])
            }
            Tactic::Logit(rule) => {
                let expected =
                    self.expected(clock, (actor, others), play, |gain| rule.expected_acceptance(gain));
                logit::drawn(&rule.running_weights(&expected), play.choices[actor][0])
            }
            Tactic::Rational if ultimatum && !all_known => {
                let certain = |gain| f64::from(u8::from(suffices(gain, 0.0)));
                let expected = self.expected(clock, (actor, others), play, certain);
                // A text that nobody is believed to take costs nothing to table, and would be signed by one who was
                // misjudged: what is worth less than no deal is never tabled.
                let hoped = self.outlook().reservation(actor, clock.moment());
                let values = self.outlook().valuation.values(actor);
                best(&expected, |position| suffices(values[position], hoped))
            }
            Tactic::Rational | Tactic::Hardline(_) => table.plan.offer(setting, clock, party),
            Tactic::Concession(_) | Tactic::TitForTat(_) | Tactic::Micro(_) => {
                let lowest = tactic.offers_the_lowest();
                if (lowest || all_known) && !tactic.remembers() {
                    return table.plan.offer(setting, clock, party);
                }
                let aspiration = if tactic.remembers() && !ultimatum {
                    let reservation = self.outlook().reservation(actor, clock.moment());
                    play.memory.reciprocal(actor, 0).max(reservation)
                } else {
                    table.plan.find_aspiration(setting, clock, actor, tactic)
                };
                if lowest {
                    return self.outlook().valuation.lowest(actor, least_of(aspiration));
                }
                let reservations = self.believed(others, actor, clock.moment(), play);
                let values = self.outlook().valuation.values(actor);
                let asked = [(values, aspiration)];
                self.outlook().kindest(others, &reservations, Some(actor), &asked, |_| true)
            }
        }
    }

    /// What tabling each deal is worth to an actor, with what it believes of the others: `acceptance` is the chance
    /// that a text is accepted that brings this much above an outside option.
    fn expected<R, O>(
        &self,
        clock: Clock,
        (actor, others): (usize, &[usize]),
        play: &Play<'_, '_, R, O>,
        acceptance: impl Fn(f64) -> f64,
    ) -> Vec<f64> {
        let outlook = self.outlook();
        expected_values(outlook, (actor, others), clock, |other, position| {
            match play.memory.types(outlook, other) {
                Some(types) => types
                    .map(|(kind, chance)| {
                        chance * acceptance(outlook.gain_of_type(other, position, clock.moment(), kind))
                    })
                    .sum(),
                None => {
                    let reservation = outlook.reservation(other, clock.moment());
                    acceptance(outlook.valuation.value(other, position) - reservation)
                }
            }
        })
    }

    /// The outside options of some actors as another one believes them to be.
    pub(super) fn believed<R, O>(
        &self,
        actors: &[usize],
        by: usize,
        at: Moment,
        play: &Play<'_, '_, R, O>,
    ) -> Vec<f64> {
        let outlook = self.outlook();
        let believed = |&actor: &usize| match play.memory.types(outlook, actor).filter(|_| actor != by) {
            Some(types) => types
                .map(|(kind, chance)| {
                    let higher = kind - outlook.actors[actor].war_flow;
                    chance * outlook.reservation_with(actor, at, higher)
                })
                .sum(),
            None => outlook.reservation(actor, at),
        };
        actors.iter().map(believed).collect()
    }

    /// A mediator's own text for the track, seen without noise.
    pub(super) fn bridging_text<R, O>(
        &self,
        table: Table<'_>,
        since_start: u32,
        play: &Play<'_, '_, R, O>,
    ) -> Option<usize> {
        let setting = self.setting(table.track);
        let actors = table.plan.actors();
        let is_private = |&actor: &usize| self.outlook().actors[actor].private.is_some();
        if self.rules().battlefield.is_none() && !actors.iter().any(is_private) {
            return table.plan.bridging_text(setting);
        }
        let at = Moment { since_start, front: play.front };
        let reservations = self.believed(actors, usize::MAX, at, play);
        table.plan.clear_perception(setting).best_text(&reservations)
    }
}

/// The position of the largest number above negative infinity among those that will do, the lowest one where several
/// are.
fn best(values: &[f64], will_do: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (position, &value) in values.iter().enumerate() {
        if value > best.map_or(f64::NEG_INFINITY, |best| values[best]) && will_do(position) {
            best = Some(position);
        }
    }
    best
}
