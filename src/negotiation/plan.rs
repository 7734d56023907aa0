//! The plan of a track: what its actors will aspire to and table, as far as it goes by the clock alone.
//!
//! None of the strategies here looks at what was said before, so the plan is found once for all plays that begin
//! the track in the same round, and each part only when a play first comes to it.

use std::sync::OnceLock;

use super::{
    Clock, Outlook, Party, Protocol, Rules, Strategy,
    protocol::{alternating, random_proposer, single_text::Perception, ultimatum},
    strategy::{
        rational::{Game, Solution},
        suffices,
    },
};
use crate::model::DealSpace;

/// What the actors of a track will do, for plays that begin it in the same round.
#[derive(Debug)]
pub struct Plan {
    track: usize,
    begins: u32,
    /// The actors of the track, blocs resolved.
    actors: Vec<usize>,
    /// By party, the actors of all other parties.
    others: Vec<Vec<usize>>,
    /// By round and place in `actors`.
    aspirations: Vec<f64>,
    /// What each party tables, by round and party: `None` if it passes.
    offers: Vec<OnceLock<Option<usize>>>,
    /// What each bloc would change its text to, by round and party.
    concessions: Vec<OnceLock<Option<usize>>>,
    /// What backward induction finds, where an actor reasons so.
    solution: Option<Solution>,
    /// `β`: the mediator's weight on each of `actors`.
    bridging: Vec<f64>,
    /// The mediator's text as the track begins, seen without noise.
    bridging_text: OnceLock<Option<usize>>,
}

/// All that a plan is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) space: &'a DealSpace,
    pub(super) rules: &'a Rules,
    pub(super) outlook: &'a Outlook<'a>,
    /// The parties of the plan's track.
    pub(super) parties: &'a [Party],
}

impl Plan {
    pub(super) fn new(setting: Setting<'_>, track: usize, begins: u32) -> Self {
        let rounds = setting.rules.tracks[track].rounds;
        let actors: Vec<usize> = setting.parties.iter().flat_map(Party::actors).copied().collect();
        let cells = rounds as usize * setting.parties.len();
        let mut plan = Self {
            track,
            begins,
            aspirations: Vec::with_capacity(rounds as usize * actors.len()),
            offers: (0..cells).map(|_| OnceLock::new()).collect(),
            concessions: (0..cells).map(|_| OnceLock::new()).collect(),
            solution: None,
            bridging: bridging(&setting.rules.tracks[track].protocol, setting.parties),
            bridging_text: OnceLock::new(),
            others: (0..setting.parties.len()).map(|party| others(setting.parties, party)).collect(),
            actors,
        };
        let rational = |actor: &usize| matches!(setting.rules.seats[*actor].strategy, Strategy::Rational);
        plan.solution = plan.actors.iter().any(rational).then(|| plan.solve(setting));
        for round in 0..rounds {
            for place in 0..plan.actors.len() {
                let aspiration =
                    plan.find_aspiration(setting, plan.clock(setting, round), plan.actors[place]);
                plan.aspirations.push(aspiration);
            }
        }
        plan
    }

    /// The actors of the track, blocs resolved.
    #[must_use]
    pub fn actors(&self) -> &[usize] {
        &self.actors
    }

    /// The actors of all parties but one: those that answer its text.
    pub(super) fn others(&self, party: usize) -> &[usize] {
        &self.others[party]
    }

    /// What an actor of the track aspires to in a round of it: the least value that it accepts and asks for.
    #[must_use]
    pub fn aspiration(&self, round: u32, actor: usize) -> f64 {
        self.aspirations[round as usize * self.actors.len() + self.place(actor)]
    }

    fn place(&self, actor: usize) -> usize {
        self.actors.iter().position(|&other| other == actor).expect("the actor is at the table")
    }

    /// What backward induction finds, if an actor of the track reasons so.
    #[must_use]
    pub fn solution(&self) -> Option<&Solution> {
        self.solution.as_ref()
    }

    fn clock(&self, setting: Setting<'_>, round: u32) -> Clock {
        let rounds = setting.rules.tracks[self.track].rounds;
        Clock { track: self.track, round, rounds, since_start: self.begins + round }
    }

    fn find_aspiration(&self, setting: Setting<'_>, clock: Clock, actor: usize) -> f64 {
        let reservation = setting.outlook.reservation(actor, clock.since_start);
        let best = setting.outlook.valuation.best(actor);
        match &setting.rules.seats[actor].strategy {
            Strategy::Hardline(hardline) => best - hardline.tolerance,
            // There is no later round to hold out for.
            Strategy::Concession(_) if self.is_ultimatum(setting) => reservation,
            Strategy::Concession(concession) => concession.aspiration(best, reservation, clock),
            Strategy::Rational => (self.solution.as_ref())
                .map_or(reservation, |solution| solution.threshold(clock.round, self.place(actor))),
        }
    }

    /// What an actor that sits for itself tables in a round; `None` if it passes.
    pub(super) fn offer(&self, setting: Setting<'_>, round: u32, party: usize) -> Option<usize> {
        let cell = &self.offers[round as usize * setting.parties.len() + party];
        *cell.get_or_init(|| {
            let actor = *setting.parties[party].actors().first()?;
            let valuation = setting.outlook.valuation;
            match &setting.rules.seats[actor].strategy {
                Strategy::Rational => {
                    self.solution.as_ref().and_then(|solution| solution.offer(round, self.place(actor)))
                }
                Strategy::Hardline(_) => {
                    (valuation.best(actor) > f64::NEG_INFINITY).then(|| valuation.best_position(actor))
                }
                Strategy::Concession(_) => {
                    let since_start = self.begins + round;
                    let aspiration = self.aspiration(round, actor);
                    let values = valuation.values(actor);
                    setting.outlook.kindest(since_start, self.others(party), Some(actor), |position| {
                        suffices(values[position], aspiration)
                    })
                }
            }
        })
    }

    /// What the bloc at this place would change its text to in a round: the deal that the others like best among
    /// those that its members would sign by now; `None` if there is none.
    pub(super) fn concession(&self, setting: Setting<'_>, round: u32, party: usize) -> Option<usize> {
        let cell = &self.concessions[round as usize * setting.parties.len() + party];
        *cell.get_or_init(|| {
            let Party::Bloc { track: bloc, actors: members } = &setting.parties[party] else { return None };
            let valuation = setting.outlook.valuation;
            let wants = |&member: &usize| (valuation.values(member), self.aspiration(round, member));
            let (must, may): (Vec<usize>, Vec<usize>) =
                members.iter().partition(|&&member| setting.outlook.must_sign[member]);
            let (must, may): (Vec<_>, Vec<_>) =
                (must.iter().map(wants).collect(), may.iter().map(wants).collect());
            let quota = setting.rules.tracks[*bloc].quota.min(may.len());
            setting.outlook.kindest(self.begins + round, self.others(party), None, |position| {
                let would = |(values, aspiration): &&(&[f64], f64)| suffices(values[position], *aspiration);
                must.iter().all(|member| would(&member)) && may.iter().filter(would).count() >= quota
            })
        })
    }

    /// The mediator's own text for the track as it begins, seen without noise.
    pub(super) fn bridging_text(&self, setting: Setting<'_>) -> Option<usize> {
        *self.bridging_text.get_or_init(|| {
            let reservations = setting.outlook.reservations(&self.actors, self.begins);
            self.clear_perception(setting).best_text(&reservations)
        })
    }

    /// The values of the track's actors as a mediator sees them without noise.
    pub(super) fn clear_perception<'p>(&'p self, setting: Setting<'p>) -> Perception<'p> {
        Perception::clear(setting.outlook.valuation, setting.space, &self.actors, &self.bridging)
    }

    fn is_ultimatum(&self, setting: Setting<'_>) -> bool {
        matches!(setting.rules.tracks[self.track].protocol, Protocol::Ultimatum { .. })
    }

    fn solve(&self, setting: Setting<'_>) -> Solution {
        let track = &setting.rules.tracks[self.track];
        let faces_a_bloc = setting.parties.iter().any(|party| matches!(party, Party::Bloc { .. }));
        let game = Game {
            outlook: setting.outlook,
            members: &self.actors,
            begins: self.begins,
            rounds: track.rounds,
            breakdown: setting.rules.breakdown,
            // What a bloc will table is not known beforehand, so each round is reasoned about as the last.
            take_it_or_leave_it: self.is_ultimatum(setting) || faces_a_bloc,
        };
        let certain = |happens: bool| f64::from(u8::from(happens));
        game.solve(
            |round, member| {
                let actor = self.actors[member];
                let seat = setting.parties.iter().position(|party| *party == Party::Actor(actor));
                match (&track.protocol, seat) {
                    (Protocol::Alternating { first }, Some(seat)) => {
                        certain(alternating::proposer(*first, round) == seat)
                    }
                    (Protocol::RandomProposer { recognition }, Some(seat)) => {
                        random_proposer::chance(recognition, seat)
                    }
                    (Protocol::Ultimatum { proposer, round: tabled }, _) => {
                        let now = ultimatum::is_tabled(*tabled, self.clock(setting, round));
                        certain(now && actor == proposer.0)
                    }
                    _ => 0.0,
                }
            },
            |round, member| setting.rules.seats[self.actors[member]].silence.chance(round),
        )
    }
}

/// The mediator's weight on each actor at the table; a bloc's weight counts for each of its members, and without a
/// mediation all weigh the same.
fn bridging(protocol: &Protocol, parties: &[Party]) -> Vec<f64> {
    let weight = |party: usize| match protocol {
        Protocol::SingleText { bridging, .. } => bridging[party],
        _ => 1.0,
    };
    let each = parties.iter().enumerate();
    each.flat_map(|(place, party)| vec![weight(place); party.actors().len()]).collect()
}

fn others(parties: &[Party], party: usize) -> Vec<usize> {
    let others = parties.iter().enumerate().filter(|&(other, _)| other != party);
    others.flat_map(|(_, party)| party.actors()).copied().collect()
}
