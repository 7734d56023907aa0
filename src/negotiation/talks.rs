//! The round loop: tracks run in order, each by its protocol, until the last one signs or time runs out.

use std::sync::OnceLock;

use rand::{Rng, RngExt};

use crate::model::{DealSpace, Model, Valuation};

use super::{
    Answer, Clock, Observer, Outlook, Party, Plan, Protocol, Refusal, Rules, Speaker,
    mediation::Mediation,
    plan::Setting,
    protocol::{alternating, random_proposer, ultimatum},
    strategy::suffices,
};

/// How the talks ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The signed deal, by its position among the signable deals; `None` without one.
    pub deal: Option<usize>,
    /// The track that signed, or the last one that tried.
    pub track: usize,
    /// Rounds used in all.
    pub rounds: u32,
    /// Whether the talks broke down before their time was over.
    pub broke_down: bool,
}

/// One case's talks, ready to be played any number of times.
#[derive(Debug)]
pub struct Talks<'a> {
    space: &'a DealSpace,
    rules: &'a Rules,
    outlook: Outlook<'a>,
    /// The parties of each track.
    parties: Vec<Vec<Party>>,
    /// The plan of each track by the round in which it begins.
    plans: Vec<Vec<OnceLock<Plan>>>,
}

/// What one play of the talks carries along.
pub(super) struct Play<'r, R, O> {
    luck: &'r mut R,
    pub(super) noise: &'r mut R,
    observer: &'r mut O,
    /// The text that each track agreed on, or carries on with.
    pub(super) texts: Vec<Option<usize>>,
    /// Whether each track's text is a mediator's, that its bloc never agreed on.
    pub(super) bypassed: Vec<bool>,
    /// Whether each actor accepted the last text that it was asked about.
    pub(super) accepted: Vec<bool>,
    /// This round's luck of each actor: it answers if the number is below its responsiveness.
    answers: Vec<f64>,
    recognition: f64,
    breakdown: f64,
}

impl<R: Rng, O> Play<'_, R, O> {
    /// Draws all the luck of a round, the same amount whatever the rules make of it.
    fn draw_round(&mut self) {
        self.recognition = self.luck.random();
        self.breakdown = self.luck.random();
        for answer in &mut self.answers {
            *answer = self.luck.random();
        }
    }
}

/// A track as it is being played.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub(super) track: usize,
    pub(super) parties: &'t [Party],
    pub(super) plan: &'t Plan,
}

impl<'a> Talks<'a> {
    /// The talks of a case over the signable deals.
    #[must_use]
    pub fn new(space: &'a DealSpace, model: &Model, rules: &'a Rules, valuation: &'a Valuation) -> Self {
        let mut earlier = 0;
        let plans = (rules.tracks.iter())
            .map(|track| {
                let plans = (0..=earlier).map(|_| OnceLock::new()).collect();
                earlier += track.rounds;
                plans
            })
            .collect();
        Self {
            space,
            rules,
            outlook: Outlook::new(model, rules, valuation),
            parties: (0..rules.tracks.len()).map(|track| Party::of(&rules.tracks, track)).collect(),
            plans,
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

    /// Plays the talks once. `luck` decides who speaks and who answers, the same amount each round; `noise` is
    /// for errors of perception.
    pub fn play<R: Rng, O: Observer>(&self, luck: &mut R, noise: &mut R, observer: &mut O) -> Settlement {
        let tracks = self.rules.tracks.len();
        let mut play = Play {
            luck,
            noise,
            observer,
            texts: vec![None; tracks],
            bypassed: vec![false; tracks],
            accepted: vec![false; self.rules.seats.len()],
            answers: vec![0.0; self.rules.seats.len()],
            recognition: 0.0,
            breakdown: 0.0,
        };
        let mut settlement = Settlement { deal: None, track: 0, rounds: 0, broke_down: false };
        for track in 0..tracks {
            let table =
                Table { track, parties: &self.parties[track], plan: self.plan(track, settlement.rounds) };
            if !self.have_texts(table, &mut play) {
                return settlement;
            }
            settlement.track = track;
            settlement.broke_down = self.play_track(table, &mut settlement.rounds, &mut play);
            if settlement.broke_down {
                return settlement;
            }
        }
        settlement.deal = play.texts.last().copied().flatten();
        settlement
    }

    /// Sees to it that each bloc of the track has a text; false if one has none and may not be bypassed.
    fn have_texts<R, O>(&self, table: Table<'_>, play: &mut Play<'_, R, O>) -> bool {
        table.parties.iter().all(|party| {
            let Party::Bloc { track: bloc, .. } = party else { return true };
            if play.texts[*bloc].is_none() && self.rules.tracks[table.track].bypass {
                play.texts[*bloc] = table.plan.bridging_text(self.setting(table.track));
                play.bypassed[*bloc] = true;
            }
            play.texts[*bloc].is_some()
        })
    }

    /// Plays one track and leaves its text in the play; true if the talks broke down.
    fn play_track<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        since_start: &mut u32,
        play: &mut Play<'_, R, O>,
    ) -> bool {
        let track = &self.rules.tracks[table.track];
        let mut mediation = Mediation::begin(self, table, *since_start, play);
        let mut returns = 0;
        for round in 0..track.rounds {
            let clock = Clock { track: table.track, round, rounds: track.rounds, since_start: *since_start };
            *since_start += 1;
            play.draw_round();
            play.observer.round_began(clock, table.plan);
            let agreed = match &mut mediation {
                Some(mediation) => mediation.round(self, table, clock, play),
                None => self.offer_round(table, clock, &mut returns, play),
            };
            if let Some(position) = agreed {
                play.observer.agreed(clock, position);
                play.texts[table.track] = agreed;
                return false;
            }
            let time_is_over = table.track + 1 == self.rules.tracks.len() && round + 1 == track.rounds;
            if play.breakdown < self.rules.breakdown && !time_is_over {
                return true;
            }
        }
        false
    }

    /// One round in which a party tables a text and the others answer.
    fn offer_round<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        returns: &mut u32,
        play: &mut Play<'_, R, O>,
    ) -> Option<usize> {
        let proposer = self.proposer(table, clock, play.recognition)?;
        let (by, position) = self.proposal(table, clock, proposer, play)?;
        play.observer.tabled(clock, by, position);
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
            Protocol::SingleText { .. } => None,
        }
    }

    /// What the proposer puts on the table, if it says anything.
    fn proposal<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        proposer: Proposer,
        play: &mut Play<'_, R, O>,
    ) -> Option<(Speaker, usize)> {
        let actor = match proposer {
            Proposer::Party(party) => match &table.parties[party] {
                Party::Bloc { track, .. } => return Some((Speaker::Bloc(*track), play.texts[*track]?)),
                Party::Actor(actor) => *actor,
            },
            Proposer::Mediator(actor) => actor,
        };
        if self.is_silent(clock, actor, play) {
            play.observer.answered(clock, actor, None, Answer::Silent);
            return None;
        }
        let position = match proposer {
            Proposer::Party(party) => table.plan.offer(self.setting(table.track), clock.round, party)?,
            Proposer::Mediator(_) => table.plan.bridging_text(self.setting(table.track))?,
        };
        Some((Speaker::Actor(actor), position))
    }

    /// Asks the actors in file order whether they would sign; true if all who must and enough of the others do,
    /// with `agreeing` others that need not be asked.
    pub(super) fn consent<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        position: usize,
        actors: &[usize],
        agreeing: usize,
        play: &mut Play<'_, R, O>,
    ) -> bool {
        let mut all_who_must = true;
        let (mut others, mut others_asked) = (agreeing, agreeing);
        for &actor in actors {
            let answer = self.answer(table, clock, actor, position, play);
            play.observer.answered(clock, actor, Some(position), answer);
            let accepts = answer == Answer::Accept;
            play.accepted[actor] = accepts;
            if self.outlook.must_sign[actor] {
                all_who_must &= accepts;
            } else {
                others_asked += 1;
                others += usize::from(accepts);
            }
        }
        all_who_must && others >= self.rules.tracks[table.track].quota.min(others_asked)
    }

    fn answer<R, O>(
        &self,
        table: Table<'_>,
        clock: Clock,
        actor: usize,
        position: usize,
        play: &Play<'_, R, O>,
    ) -> Answer {
        if self.is_silent(clock, actor, play) {
            return Answer::Silent;
        }
        let value = self.outlook.valuation.value(actor, position);
        if value == f64::NEG_INFINITY {
            Answer::Refuse(Refusal::RedLine)
        } else if suffices(value, self.threshold(table, clock, actor, &play.texts)) {
            Answer::Accept
        } else if value < self.outlook.reservation(actor, clock.since_start) {
            Answer::Refuse(Refusal::OutsideOption)
        } else {
            Answer::Refuse(Refusal::Aspiration)
        }
    }

    fn is_silent<R, O>(&self, clock: Clock, actor: usize, play: &Play<'_, R, O>) -> bool {
        play.answers[actor] >= self.rules.seats[actor].silence.chance(clock.round)
    }

    /// The least value that the actor accepts: what it aspires to. In a bloc, a text as good as the bloc's own
    /// will do, if it is no worse than no deal.
    fn threshold(&self, table: Table<'_>, clock: Clock, actor: usize, texts: &[Option<usize>]) -> f64 {
        let aspiration = table.plan.aspiration(clock.round, actor);
        let bloc = table.parties.iter().find_map(|party| match party {
            Party::Bloc { track, actors } if actors.contains(&actor) => Some(*track),
            _ => None,
        });
        match bloc.and_then(|bloc| texts[bloc]) {
            Some(text) => {
                let own = self.outlook.valuation.value(actor, text);
                aspiration.min(own.max(self.outlook.reservation(actor, clock.since_start)))
            }
            None => aspiration,
        }
    }

    /// Whether the members of a bloc would sign its text now that the others do. If it is a mediator's that they
    /// never agreed on, they must also say so.
    fn bloc_stands_by<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        position: usize,
        play: &mut Play<'_, R, O>,
    ) -> bool {
        table.parties[party].actors().iter().filter(|&&actor| self.outlook.must_sign[actor]).all(|&actor| {
            let value = self.outlook.valuation.value(actor, position);
            let answer = if play.bypassed[bloc] && self.is_silent(clock, actor, play) {
                Answer::Silent
            } else if suffices(value, self.outlook.reservation(actor, clock.since_start)) {
                return true;
            } else {
                Answer::Refuse(Refusal::OutsideOption)
            };
            play.observer.answered(clock, actor, Some(position), answer);
            false
        })
    }

    /// The bloc takes its refused text home: at most `returns` times, spread evenly over the track. It changes
    /// the text if that makes the one who gains least from it gain more.
    fn reopen<R: Rng, O: Observer>(
        &self,
        table: Table<'_>,
        clock: Clock,
        (party, bloc): (usize, usize),
        returns: &mut u32,
        play: &mut Play<'_, R, O>,
    ) {
        let most = self.rules.tracks[table.track].returns;
        let due = u64::from(clock.round + 1) * u64::from(most + 1)
            >= u64::from(*returns + 1) * u64::from(clock.rounds);
        if *returns >= most || !due {
            return;
        }
        let Some(text) = table.plan.concession(self.setting(table.track), clock.round, party) else { return };
        let others = table.plan.others(party);
        let least_gain = |position: usize| self.outlook.least_gain(clock.since_start, others, position);
        if play.texts[bloc].is_none_or(|present| least_gain(text) > least_gain(present)) {
            play.texts[bloc] = Some(text);
            *returns += 1;
            play.observer.returned(clock, bloc, text);
        }
    }
}

impl<R, O: Observer> Play<'_, R, O> {
    /// The mediator tables its text.
    pub(super) fn table_text(&mut self, clock: Clock, mediator: usize, position: usize) {
        self.observer.tabled(clock, Speaker::Actor(mediator), position);
    }
}

/// Who is to propose in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proposer {
    /// A party of the track, by its place.
    Party(usize),
    /// A mediator that is no party to the track, by its place among the actors.
    Mediator(usize),
}
