//! The round loop: tracks run in order, each by its protocol, until the last one signs or time runs out.

use std::{borrow::Cow, sync::OnceLock};

use rand::{Rng, RngExt};

use crate::model::{DealSpace, Model, Valuation};

use super::{
    Answer, Clock, Ending, Luck, Observer, Outlook, Part, Party, Plan, Protocol, Rules, Settlement, Speaker,
    Tactic,
    mediation::Mediation,
    memory::Memory,
    plan::Setting,
    play::{Play, Proposer, Reception, Table},
    protocol::{
        alternating, random_proposer,
        stacked_alternating::{self, Stack, Turns},
        ultimatum,
    },
};

/// One case's talks, ready to be played any number of times.
#[derive(Debug)]
pub struct Talks<'a> {
    space: &'a DealSpace,
    model: &'a Model,
    rules: &'a Rules,
    outlook: Outlook<'a>,
    /// The parties of each track.
    parties: Vec<Vec<Party>>,
    /// The plan of each track by the round in which it begins.
    plans: Vec<Vec<OnceLock<Plan>>>,
    /// The deals that each actor could sign, the best for it first.
    orders: Vec<OnceLock<Vec<usize>>>,
    /// Whether somebody goes by what was said.
    remembers: bool,
    /// Whether somebody leaves choices to chance.
    takes_chances: bool,
    /// Whether chance has a say in who speaks, who answers, or whether the talks break down.
    rounds_differ: bool,
    /// Whether somebody chooses between silence and an answer.
    somebody_waits: bool,
}

impl<'a> Talks<'a> {
    /// The talks of a case over the signable deals.
    #[must_use]
    pub fn new(
        space: &'a DealSpace,
        model: &'a Model,
        rules: &'a Rules,
        valuation: impl Into<Cow<'a, Valuation>>,
    ) -> Self {
        let mut earlier = 0;
        let plans = (rules.tracks.iter())
            .map(|track| {
                let plans = (0..=earlier).map(|_| OnceLock::new()).collect();
                earlier += track.rounds;
                plans
            })
            .collect();
        let outlook = Outlook::new(model, rules, valuation);
        let chooses = |seat: &super::Seat| seat.strategy.uses(Tactic::takes_chances);
        Self {
            space,
            model,
            rules,
            parties: (0..rules.tracks.len()).map(|track| Party::of(&rules.tracks, track)).collect(),
            plans,
            orders: rules.seats.iter().map(|_| OnceLock::new()).collect(),
            remembers: Memory::is_needed(&outlook, rules),
            takes_chances: rules.seats.iter().any(chooses),
            rounds_differ: rounds_differ(rules),
            somebody_waits: rules.seats.iter().any(|seat| seat.silence.chosen.is_some()),
            outlook,
        }
    }

    /// What the talks look like to those who sit at the table.
    #[must_use]
    pub fn outlook(&self) -> &Outlook<'a> {
        &self.outlook
    }

    /// The plan of a track that begins in this round of the talks.
    #[must_use]
    pub fn plan(&self, track: usize, begins: u32) -> &Plan {
        self.plans[track][begins as usize].get_or_init(|| Plan::new(self.setting(track), track, begins))
    }

    /// The talks as they look where so much is believed of the types of each actor.
    fn believing(&self, beliefs: &[Vec<f64>]) -> Self {
        let valuation = self.outlook.valuation.believed(&self.model.actors, beliefs);
        Self::new(self.space, self.model, self.rules, Cow::Owned(valuation))
    }

    fn table(&self, track: usize, begins: u32) -> Table<'_> {
        Table { track, parties: &self.parties[track], plan: self.plan(track, begins) }
    }

    pub(super) fn setting(&self, track: usize) -> Setting<'_> {
        Setting {
            space: self.space,
            rules: self.rules,
            outlook: &self.outlook,
            parties: &self.parties[track],
        }
    }

    pub(super) fn rules(&self) -> &Rules {
        self.rules
    }

    /// Whether somebody goes by what was said.
    pub(super) fn remembers(&self) -> bool {
        self.remembers
    }

    /// The deals that an actor could sign, the best for it first, then by position.
    pub(super) fn order(&self, actor: usize) -> &[usize] {
        self.orders[actor].get_or_init(|| {
            let values = self.outlook.valuation.values(actor);
            let mut order: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
            order.retain(|&(value, _)| value > f64::NEG_INFINITY);
            order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            order.into_iter().map(|(_, position)| position).collect()
        })
    }

    /// Plays the talks once.
    pub fn play<R: Rng, O: Observer>(&self, luck: &mut Luck<'_, R>, observer: &mut O) -> Settlement {
        let (tracks, actors) = (self.rules.tracks.len(), self.rules.seats.len());
        let mut play = Play {
            luck,
            observer,
            texts: vec![None; tracks],
            bypassed: vec![false; tracks],
            accepted: vec![false; actors],
            reception: Reception::default(),
            memory: if self.remembers { Memory::new(&self.outlook, self.rules) } else { Memory::default() },
            front: self.rules.battlefield.as_ref().map_or(0, |battlefield| battlefield.start),
            answers: vec![0.0; actors],
            choices: if self.takes_chances { vec![[0.0; 2]; actors] } else { Vec::new() },
            recognition: 0.0,
            breakdown: 0.0,
            aspirations: Vec::new(),
        };
        let mut settlement =
            Settlement { deal: None, track: 0, rounds: 0, front: play.front, ending: Ending::OutOfTime };
        // The talks as they look once what is believed has moved.
        let mut moved: Option<Self> = None;
        for track in 0..tracks {
            let talks = moved.as_ref().unwrap_or(self);
            if !talks.have_texts(talks.table(track, settlement.rounds), settlement.rounds, &mut play) {
                return settlement;
            }
            settlement.track = track;
            let ending = self.play_track(track, &mut moved, &mut settlement.rounds, &mut play);
            settlement.front = play.front;
            if let Some(ending) = ending {
                settlement.ending = ending;
                return settlement;
            }
        }
        settlement.deal = play.texts.last().copied().flatten();
        if settlement.deal.is_some() {
            settlement.ending = Ending::Signed;
        }
        settlement
    }

    /// Sees to it that each bloc of the track has a text; false if one has none and may not be bypassed.
    fn have_texts<R, O>(&self, table: Table<'_>, since_start: u32, play: &mut Play<'_, '_, R, O>) -> bool {
        table.parties.iter().all(|party| {
            let Party::Bloc { track: bloc, .. } = party else { return true };
            if play.texts[*bloc].is_none() && self.rules.tracks[table.track].bypass {
                play.texts[*bloc] = self.bridging_text(table, since_start, play);
                play.bypassed[*bloc] = true;
            }
            play.texts[*bloc].is_some()
        })
    }

    /// Plays one track and leaves its text in the play, or says why the talks are over.
    fn play_track<R: Rng, O: Observer>(
        &self,
        track: usize,
        moved: &mut Option<Self>,
        since_start: &mut u32,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<Ending> {
        let begins = *since_start;
        let rules = &self.rules.tracks[track];
        let is_last = track + 1 == self.rules.tracks.len();
        let talks = moved.as_ref().unwrap_or(self);
        let table = talks.table(track, begins);
        if talks.remembers {
            play.memory.begin_track(&talks.outlook, table.plan.actors());
        }
        let mut mediation = Mediation::begin(talks, table, begins, play);
        let mut stack = Stack::default();
        let mut returns = 0;
        for round in 0..rules.rounds {
            if std::mem::take(&mut play.memory.moved) {
                *moved = Some(self.believing(&play.memory.beliefs()));
            }
            let talks = moved.as_ref().unwrap_or(self);
            let table = talks.table(track, begins);
            let clock =
                Clock { track, round, rounds: rules.rounds, since_start: *since_start, front: play.front };
            *since_start += 1;
            play.draw_round(talks.rounds_differ);
            if O::LOOKS_AT_ROUNDS {
                talks.show_round(table, clock, play);
            }
            let agreed = match (&mut mediation, &rules.protocol) {
                (Some(mediation), _) => mediation.round(talks, table, clock, play),
                (None, Protocol::StackedAlternating { turns }) => {
                    talks.stacked_round(table, clock, *turns, &mut stack, play)
                }
                (None, _) => talks.offer_round(table, clock, &mut returns, play),
            };
            if let Some(position) = agreed {
                play.observer.agreed(clock, position);
                if !is_last || talks.is_ratified(clock, position, play) {
                    play.texts[track] = agreed;
                    return None;
                }
                if talks.is_voted_down(play) {
                    return Some(Ending::NotRatified);
                }
            }
            let time_is_over = is_last && round + 1 == rules.rounds;
            if time_is_over {
                return None;
            }
            if play.breakdown < self.rules.breakdown {
                return Some(Ending::BrokeDown);
            }
            if let Some(battlefield) = &self.rules.battlefield {
                play.front = battlefield.moved(play.front, play.luck.of(Part::Front).random());
                if battlefield.is_decided(play.front) {
                    return Some(Ending::Decided);
                }
            }
        }
        None
    }

    /// Shows a round as it begins.
    fn show_round<R, O: Observer>(&self, table: Table<'_>, clock: Clock, play: &mut Play<'_, '_, R, O>) {
        let mut aspirations = std::mem::take(&mut play.aspirations);
        aspirations.clear();
        if self.remembers {
            let actors = table.plan.actors().iter();
            aspirations.extend(actors.map(|&actor| self.aspiration(table, clock, actor, play)));
        } else {
            aspirations.extend(table.plan.aspirations(self.setting(table.track), clock));
        }
        play.observer.round_began(clock, table.plan, &aspirations);
        play.aspirations = aspirations;
    }

    /// One round in which a party tables a text and the others answer.
    fn offer_round<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        returns: &mut u32,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<usize> {
        let proposer = self.proposer(table, clock, play.recognition)?;
        let (by, position) = self.proposal(table, clock, proposer, play)?;
        self.table_text(table, clock, (by, position), play);
        if self.somebody_waits
            && let (Proposer::Party(party), Speaker::Bloc(bloc)) = (proposer, by)
        {
            play.reception.after_silence = self.foreseen_return(table, clock, (party, bloc), *returns, play);
        }
        let asked = match proposer {
            Proposer::Party(party) => table.plan.others(party),
            Proposer::Mediator(_) => table.plan.actors(),
        };
        // A member that tables a text agrees to it.
        let agreeing = match (proposer, by) {
            (Proposer::Party(_), Speaker::Actor(actor)) => usize::from(!self.outlook.must_sign[actor]),
            _ => 0,
        };
        let accepted = self.consent(table, clock, position, asked, agreeing, play);
        match (proposer, by) {
            (Proposer::Party(party), Speaker::Bloc(bloc)) => {
                if accepted && self.bloc_stands_by(table, clock, (party, bloc), position, play) {
                    return Some(position);
                }
                self.reopen(table, clock, (party, bloc), returns, play);
                None
            }
            _ => accepted.then_some(position),
        }
    }

    /// Who is to propose in this round.
    fn proposer(&self, table: Table<'_>, clock: Clock, luck: f64) -> Option<Proposer> {
        match &self.rules.tracks[table.track].protocol {
            Protocol::Alternating { first } => {
                Some(Proposer::Party(alternating::proposer(*first, clock.round)))
            }
            Protocol::RandomProposer { recognition } => {
                random_proposer::proposer(recognition, luck).map(Proposer::Party)
            }
            Protocol::Ultimatum { proposer, round } => ultimatum::is_tabled(*round, clock).then(|| {
                let seat = table.parties.iter().position(|party| *party == Party::Actor(proposer.0));
                seat.map_or(Proposer::Mediator(proposer.0), Proposer::Party)
            }),
            Protocol::SingleText { .. } | Protocol::StackedAlternating { .. } => None,
        }
    }

    /// One round in which members take the standing text or table their own in its place.
    fn stacked_round<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        turns: Turns,
        stack: &mut Stack,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<usize> {
        for place in stacked_alternating::turns(turns, table.parties.len(), clock.round) {
            let Party::Actor(actor) = table.parties[place] else { continue };
            if let Some(standing) = stack.standing() {
                if stack.has_taken(place) {
                    continue;
                }
                match self.ask(table, clock, actor, standing, play) {
                    Answer::Accept if stack.take(place, table.parties.len()) => return Some(standing),
                    // Who says nothing leaves the text to the next one.
                    Answer::Accept | Answer::Silent => continue,
                    Answer::Refuse(_) => stack.clear(),
                }
            }
            if let Some(text) = self.proposal(table, clock, Proposer::Party(place), play) {
                self.table_text(table, clock, text, play);
                stack.table(place, text.1);
            }
        }
        None
    }

    /// A text comes to the table.
    pub(super) fn table_text<R, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        text: (Speaker, usize),
        play: &mut Play<'_, '_, R, O>,
    ) {
        play.reception = Reception::default();
        play.observer.tabled(clock, text.0, text.1);
        if self.remembers {
            play.memory.hear(&self.outlook, self.rules, clock, text, table.plan.actors());
        }
    }
}

/// Whether chance has a say in who speaks, who answers, or whether the talks break down.
fn rounds_differ(rules: &Rules) -> bool {
    let is_drawn = |track: &super::Track| matches!(track.protocol, Protocol::RandomProposer { .. });
    rules.breakdown > 0.0
        || rules.seats.iter().any(|seat| seat.silence.is_possible())
        || rules.tracks.iter().any(is_drawn)
}
