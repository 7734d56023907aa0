//! The round loop: tracks run in order, each by its protocol, until the last one signs or time runs out.

use std::{cell::RefCell, collections::BTreeMap};

use rand::{Rng, RngExt};

use crate::model::{DealSpace, Model, Valuation};

use super::{
    Answer, Clock, Member, Observer, Outlook, Protocol, Refusal, Rules, Speaker, Strategy, Track,
    protocol::single_text,
    strategy::rational::{Game, Solution},
};

/// How the talks ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The signed deal, by its position among the valued deals; `None` without one.
    pub deal: Option<usize>,
    /// The track that signed, or the last one that tried.
    pub track: usize,
    /// Rounds used in all.
    pub rounds: u32,
    /// Whether the talks broke down before their time was over.
    pub broke_down: bool,
}

/// One party to a track: an actor, or a bloc that speaks with the text it agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// The actors in it.
    pub(super) actors: Vec<usize>,
    /// The track that formed it, for a bloc.
    pub(super) bloc: Option<usize>,
}

/// One case's talks, ready to be played any number of times.
///
/// What does not depend on chance, such as the offers of a strategy that goes by time, is found once and shared
/// by all plays.
#[derive(Debug)]
pub struct Talks<'a> {
    pub(super) space: &'a DealSpace,
    pub(super) rules: &'a Rules,
    pub(super) outlook: Outlook<'a>,
    /// The parties of each track.
    pub(super) parties: Vec<Vec<Party>>,
    offers: RefCell<BTreeMap<(Clock, usize), usize>>,
    solutions: RefCell<BTreeMap<(usize, u32), Solution>>,
}

/// What one play of the talks carries along.
#[derive(Debug)]
pub(super) struct Play<'r, R, O> {
    pub(super) rng: &'r mut R,
    pub(super) observer: &'r mut O,
    /// The text that each track agreed on, or carries on with.
    pub(super) texts: Vec<Option<usize>>,
    /// This round's luck of each actor: it answers if the number is below its responsiveness.
    answers: Vec<f64>,
    pub(super) recognition: f64,
    breakdown: f64,
}

impl<R: Rng, O: Observer> Play<'_, R, O> {
    /// Draws all the luck of a round, the same amount whatever the rules make of it.
    fn draw_round(&mut self) {
        self.recognition = self.rng.random();
        self.breakdown = self.rng.random();
        for answer in &mut self.answers {
            *answer = self.rng.random();
        }
    }
}

impl<'a> Talks<'a> {
    /// The talks of a case.
    #[must_use]
    pub fn new(space: &'a DealSpace, model: &Model, rules: &'a Rules, valuation: &'a Valuation) -> Self {
        let parties = (0..rules.tracks.len()).map(|track| parties(&rules.tracks, track)).collect();
        Self {
            space,
            rules,
            outlook: Outlook::new(model, rules, valuation),
            parties,
            offers: RefCell::default(),
            solutions: RefCell::default(),
        }
    }

    /// What the talks look like to those who sit at the table.
    #[must_use]
    pub fn outlook(&self) -> &Outlook<'a> {
        &self.outlook
    }

    /// Whether chance plays no part: all answer at once, nothing is drawn, nothing breaks down.
    #[must_use]
    pub fn is_deterministic(&self) -> bool {
        let silent = |actor: &usize| self.rules.seats[*actor].silence.responsiveness < 1.0;
        self.rules.breakdown == 0.0
            && !self.parties.iter().flatten().flat_map(|party| &party.actors).any(silent)
            && self.rules.tracks.iter().all(|track| match &track.protocol {
                Protocol::Alternating { .. } | Protocol::Ultimatum { .. } => true,
                Protocol::RandomProposer { recognition } => recognition.iter().filter(|&&p| p > 0.0).count() == 1,
                Protocol::SingleText { noise, .. } => *noise == 0.0,
            })
    }

    /// Plays the talks once.
    pub fn play<R: Rng, O: Observer>(&self, rng: &mut R, observer: &mut O) -> Settlement {
        let tracks = self.rules.tracks.len();
        let mut play = Play {
            rng,
            observer,
            texts: vec![None; tracks],
            answers: vec![0.0; self.rules.seats.len()],
            recognition: 0.0,
            breakdown: 0.0,
        };
        let mut settlement = Settlement { deal: None, track: 0, rounds: 0, broke_down: false };
        for track in 0..tracks {
            settlement.track = track;
            if !self.prepare(track, settlement.rounds, &mut play) {
                return settlement;
            }
            settlement.broke_down = self.play_track(track, &mut settlement.rounds, &mut play);
            if settlement.broke_down {
                return settlement;
            }
        }
        settlement.deal = play.texts[tracks - 1];
        settlement
    }

    /// Sees to it that each bloc of the track has a text; false if one has none and may not be bypassed.
    fn prepare<R: Rng, O>(&self, track: usize, since_start: u32, play: &mut Play<'_, R, O>) -> bool {
        let blocs: Vec<usize> = self.parties[track].iter().filter_map(|party| party.bloc).collect();
        blocs.into_iter().all(|bloc| {
            if play.texts[bloc].is_none() && self.rules.tracks[track].bypass {
                let at = since_start.min(self.outlook.rounds() - 1);
                play.texts[bloc] = single_text::bridging_text(self, &self.actors(track), at, &|_| 1.0, &|_, _| 0.0);
            }
            play.texts[bloc].is_some()
        })
    }

    /// Plays one track and leaves its text in the play; true if the talks broke down.
    fn play_track<R: Rng, O: Observer>(&self, track: usize, since_start: &mut u32, play: &mut Play<'_, R, O>) -> bool {
        let rules = &self.rules.tracks[track];
        let mut mediation = single_text::Mediation::begin(self, track, *since_start, play);
        let mut returns = 0;
        for round in 0..rules.rounds {
            let clock = Clock { track, round, rounds: rules.rounds, since_start: *since_start };
            *since_start += 1;
            play.draw_round();
            let agreed = match &mut mediation {
                Some(mediation) => mediation.round(self, clock, play),
                None => self.offer_round(clock, &mut returns, play),
            };
            play.observer.round_ended(clock, agreed.is_some());
            if agreed.is_some() {
                play.texts[track] = agreed;
                return false;
            }
            if play.breakdown < self.rules.breakdown {
                return true;
            }
        }
        false
    }

    /// One round in which a party tables a text and the others answer.
    fn offer_round<R: Rng, O: Observer>(
        &self,
        clock: Clock,
        returns: &mut u32,
        play: &mut Play<'_, R, O>,
    ) -> Option<usize> {
        let proposer = self.rules.tracks[clock.track].protocol.proposer(clock, play.recognition)?;
        let (by, position) = self.proposal(clock, proposer, play)?;
        play.observer.tabled(clock, by, position);
        let parties = &self.parties[clock.track];
        let asked = parties.iter().enumerate().filter(|&(party, _)| Some(party) != proposer.party());
        let actors: Vec<usize> = asked.flat_map(|(_, party)| &party.actors).copied().collect();
        if self.consent(clock, position, &actors, play) {
            return Some(position);
        }
        if let Speaker::Bloc(bloc) = by {
            self.reopen(clock, bloc, &actors, returns, play);
        }
        None
    }

    /// What the proposer puts on the table, if it says anything.
    fn proposal<R: Rng, O: Observer>(
        &self,
        clock: Clock,
        proposer: Proposer,
        play: &mut Play<'_, R, O>,
    ) -> Option<(Speaker, usize)> {
        let actor = match proposer {
            Proposer::Party(party) => match &self.parties[clock.track][party] {
                Party { bloc: Some(bloc), .. } => return Some((Speaker::Bloc(*bloc), play.texts[*bloc]?)),
                Party { actors, .. } => actors[0],
            },
            Proposer::Outsider(actor) => actor,
        };
        if self.is_silent(clock, actor, play) {
            play.observer.answered(clock, actor, None, Answer::Silent);
            return None;
        }
        let position = match proposer {
            Proposer::Party(party) => self.offer(clock, party, actor)?,
            Proposer::Outsider(_) => {
                let actors = self.actors(clock.track);
                single_text::bridging_text(self, &actors, clock.since_start, &|_| 1.0, &|_, _| 0.0)?
            }
        };
        Some((Speaker::Actor(actor), position))
    }

    /// Asks the actors in file order whether they would sign; true if all who must and enough of the others do.
    pub(super) fn consent<R: Rng, O: Observer>(
        &self,
        clock: Clock,
        position: usize,
        actors: &[usize],
        play: &mut Play<'_, R, O>,
    ) -> bool {
        let mut all_who_must = true;
        let mut others = 0;
        let others_asked = actors.iter().filter(|&&actor| !self.outlook.must_sign[actor]).count();
        for &actor in actors {
            let answer = self.answer(clock, actor, position, play);
            play.observer.answered(clock, actor, Some(position), answer);
            if self.outlook.must_sign[actor] {
                all_who_must &= answer == Answer::Accept;
            } else {
                others += usize::from(answer == Answer::Accept);
            }
        }
        all_who_must && others >= self.rules.tracks[clock.track].quota.min(others_asked)
    }

    fn answer<R, O>(&self, clock: Clock, actor: usize, position: usize, play: &Play<'_, R, O>) -> Answer {
        if self.is_silent(clock, actor, play) {
            return Answer::Silent;
        }
        let value = self.outlook.valuation.value(actor, position);
        let reservation = self.reservation(clock, actor);
        if value == f64::NEG_INFINITY {
            Answer::Refuse(Refusal::RedLine)
        } else if value >= self.threshold(clock, actor, &play.texts) {
            Answer::Accept
        } else if value < reservation {
            Answer::Refuse(Refusal::OutsideOption)
        } else {
            Answer::Refuse(Refusal::Aspiration)
        }
    }

    fn is_silent<R, O>(&self, clock: Clock, actor: usize, play: &Play<'_, R, O>) -> bool {
        !self.rules.seats[actor].silence.answers(clock.since_start, play.answers[actor])
    }

    /// `r_i(t)` of an actor at this time.
    pub(super) fn reservation(&self, clock: Clock, actor: usize) -> f64 {
        self.outlook.reservation(actor, clock.since_start)
    }

    /// The least value that the actor accepts: what its strategy aspires to, or the reservation value where a
    /// text is take-it-or-leave-it. In a bloc, a text as good as the bloc's own will do.
    fn threshold(&self, clock: Clock, actor: usize, texts: &[Option<usize>]) -> f64 {
        let aspiration = self.aspiration(clock, actor);
        let bloc = self.parties[clock.track].iter().find(|party| party.actors.contains(&actor)).and_then(|p| p.bloc);
        match bloc.and_then(|bloc| texts[bloc]) {
            Some(text) => aspiration.min(self.outlook.valuation.value(actor, text)),
            None => aspiration,
        }
    }

    /// What the actor aspires to at this time, whatever is on the table.
    #[must_use]
    pub fn aspiration(&self, clock: Clock, actor: usize) -> f64 {
        let reservation = self.reservation(clock, actor);
        let best = self.outlook.valuation.best[actor];
        match &self.rules.seats[actor].strategy {
            Strategy::Hardline(hardline) => best - hardline.tolerance,
            _ if matches!(self.rules.tracks[clock.track].protocol, Protocol::Ultimatum { .. }) => reservation,
            Strategy::Concession(concession) => concession.aspiration(best, reservation, clock),
            Strategy::Rational => {
                let member = self.parties[clock.track].iter().position(|party| party.actors == [actor]);
                let threshold =
                    |member| self.with_solution(clock, |solution| solution.threshold(clock.round, member));
                member.map_or(reservation, threshold)
            }
        }
    }

    /// What an actor with a seat of its own tables. It goes by time alone, so it is found once a case.
    fn offer(&self, clock: Clock, party: usize, actor: usize) -> Option<usize> {
        match &self.rules.seats[actor].strategy {
            Strategy::Rational => self.with_solution(clock, |solution| solution.offer(clock.round, party)),
            Strategy::Hardline(_) => Some(self.outlook.valuation.best_position[actor]),
            Strategy::Concession(_) => {
                let found = self.offers.borrow().get(&(clock, party)).copied();
                Some(found.unwrap_or_else(|| {
                    let others = self.parties[clock.track].iter().enumerate().filter(|&(other, _)| other != party);
                    let addressees: Vec<usize> = others.flat_map(|(_, party)| &party.actors).copied().collect();
                    let aspiration = self.aspiration(clock, actor);
                    let acceptable = |position| self.outlook.valuation.value(actor, position) >= aspiration;
                    let offer = self
                        .kindest(clock, &addressees, Some(actor), acceptable)
                        .unwrap_or(self.outlook.valuation.best_position[actor]);
                    self.offers.borrow_mut().insert((clock, party), offer);
                    offer
                }))
            }
        }
    }

    /// Among the acceptable deals the one whose least normalised gain over the addressees is largest:
    /// `min_j (V_j − r_j) / (M_j − r_j)`; ties go to the larger value for `own`, then to the lowest index.
    fn kindest(
        &self,
        clock: Clock,
        addressees: &[usize],
        own: Option<usize>,
        acceptable: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let valuation = self.outlook.valuation;
        let scales: Vec<(usize, f64, f64)> = addressees
            .iter()
            .map(|&actor| {
                let reservation = self.reservation(clock, actor);
                let room = valuation.best[actor] - reservation;
                (actor, reservation, if room > 0.0 { 1.0 / room } else { 0.0 })
            })
            .collect();
        let mut best: Option<(f64, f64, usize)> = None;
        for position in (0..valuation.deals.len()).filter(|&position| acceptable(position)) {
            let gain = scales.iter().fold(f64::INFINITY, |least, &(actor, reservation, scale)| {
                let gain = valuation.value(actor, position) - reservation;
                least.min(if gain == f64::NEG_INFINITY { gain } else { gain * scale })
            });
            let own = own.map_or(0.0, |own| valuation.value(own, position));
            if best.is_none_or(|(least, value, _)| gain > least || (gain == least && own > value)) {
                best = Some((gain, own, position));
            }
        }
        best.map(|(.., position)| position)
    }

    /// The bloc takes its refused text home: at most `returns` times, spread evenly over the track. It changes
    /// the text to the one that the others like best among those that its members would sign by now.
    fn reopen<R: Rng, O: Observer>(
        &self,
        clock: Clock,
        bloc: usize,
        others: &[usize],
        returns: &mut u32,
        play: &mut Play<'_, R, O>,
    ) {
        let most = self.rules.tracks[clock.track].returns;
        if *returns >= most || (clock.round + 1) * (most + 1) < (*returns + 1) * clock.rounds {
            return;
        }
        let members = self.actors(bloc);
        let valuation = self.outlook.valuation;
        let aspirations: Vec<f64> = members.iter().map(|&actor| self.aspiration(clock, actor)).collect();
        let quota = self.rules.tracks[bloc].quota;
        let prefer = |position: usize| {
            let would = |member: usize| valuation.value(members[member], position) >= aspirations[member];
            let (must, may): (Vec<usize>, Vec<usize>) =
                (0..members.len()).partition(|&member| self.outlook.must_sign[members[member]]);
            must.into_iter().all(would) && may.iter().filter(|&&member| would(member)).count() >= quota.min(may.len())
        };
        let Some(text) = self.kindest(clock, others, None, prefer) else { return };
        let least = |position: usize| {
            others.iter().map(|&actor| valuation.value(actor, position) - self.reservation(clock, actor)).fold(f64::INFINITY, f64::min)
        };
        if play.texts[bloc].is_none_or(|present| least(text) > least(present)) {
            play.texts[bloc] = Some(text);
            *returns += 1;
            play.observer.returned(clock, bloc, text);
        }
    }

    /// The actors of a track, blocs resolved.
    pub(super) fn actors(&self, track: usize) -> Vec<usize> {
        self.parties[track].iter().flat_map(|party| &party.actors).copied().collect()
    }

    fn with_solution<T>(&self, clock: Clock, read: impl FnOnce(&Solution) -> T) -> T {
        let begins = clock.since_start - clock.round;
        let mut solutions = self.solutions.borrow_mut();
        let solution = solutions.entry((clock.track, begins)).or_insert_with(|| self.solve(clock.track, begins));
        read(solution)
    }

    fn solve(&self, track: usize, begins: u32) -> Solution {
        let rules = &self.rules.tracks[track];
        let members = self.actors(track);
        let game = Game {
            outlook: &self.outlook,
            members: &members,
            begins,
            rounds: rules.rounds,
            breakdown: self.rules.breakdown,
        };
        game.solve(
            |round, member| {
                let clock = Clock { track, round, rounds: rules.rounds, since_start: begins + round };
                rules.protocol.recognition(clock, member)
            },
            |round, member| self.rules.seats[members[member]].silence.chance(begins + round),
        )
    }
}

/// Who is to propose in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proposer {
    /// A party of the track, by its place.
    Party(usize),
    /// A mediator that is no party to the track.
    Outsider(usize),
}

impl Proposer {
    fn party(self) -> Option<usize> {
        match self {
            Self::Party(party) => Some(party),
            Self::Outsider(_) => None,
        }
    }
}

fn parties<N>(tracks: &[Track<N>], track: usize) -> Vec<Party> {
    tracks[track]
        .members
        .iter()
        .map(|member| match *member {
            Member::Actor(actor) => Party { actors: vec![actor.0], bloc: None },
            Member::Bloc(bloc) => {
                Party { actors: parties(tracks, bloc).into_iter().flat_map(|p| p.actors).collect(), bloc: Some(bloc) }
            }
        })
        .collect()
}
