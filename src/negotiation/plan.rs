//! The plan of a track: what its actors will aspire to and table, as far as it goes by the clock alone.
//!
//! What does not depend on what was said before is found once for all plays that begin the track in the same
//! round, for each position of the front, and each part only when a play first comes to it.

use std::sync::OnceLock;

use super::{
    Clock, Outlook, Party, Protocol, Rules, Tactic,
    memo::{Numbers, Positions},
    protocol::{alternating, random_proposer, single_text::Perception, ultimatum},
    strategy::{
        Logit, least_of, logit,
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
    /// Positions of the front: 1 without a battlefield.
    fronts: usize,
    /// What each actor accepts as far as the clock tells, by round, front and place in `actors`.
    aspirations: Numbers,
    /// What each party tables, by round, front and party: `None` if it passes.
    offers: Positions,
    /// The running weights of what each party may table by logit choice, by round, front and party; empty where
    /// nobody chooses so, or they would take too much memory.
    choices: Vec<OnceLock<Vec<f64>>>,
    /// What each bloc would change its text to, by round, front and party; empty without blocs.
    concessions: Positions,
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

impl Setting<'_> {
    /// Positions of the front: 1 without a battlefield.
    fn fronts(&self) -> usize {
        self.rules.battlefield.as_ref().map_or(1, |battlefield| battlefield.positions + 1)
    }
}

/// The most numbers that the running weights of a plan may take: 40 MB.
const MOST_WEIGHTS: usize = 5_000_000;

impl Plan {
    pub(super) fn new(setting: Setting<'_>, track: usize, begins: u32) -> Self {
        let rounds = setting.rules.tracks[track].rounds;
        let actors: Vec<usize> = setting.parties.iter().flat_map(Party::actors).copied().collect();
        let fronts = setting.fronts();
        let cells = rounds as usize * fronts * setting.parties.len();
        let proposes = |actor: usize| &setting.rules.seats[actor].strategy.propose;
        let remember_choices = actors.iter().any(|&actor| matches!(proposes(actor), Tactic::Logit(_)))
            && cells.saturating_mul(setting.outlook.valuation.len()) <= MOST_WEIGHTS;
        let has_blocs = setting.parties.iter().any(|party| matches!(party, Party::Bloc { .. }));
        let mut plan = Self {
            track,
            begins,
            fronts,
            aspirations: Numbers::new(rounds as usize * fronts * actors.len()),
            offers: Positions::new(cells),
            choices: (0..if remember_choices { cells } else { 0 }).map(|_| OnceLock::new()).collect(),
            concessions: Positions::new(if has_blocs { cells } else { 0 }),
            solution: None,
            bridging: bridging(&setting.rules.tracks[track].protocol, setting.parties),
            bridging_text: OnceLock::new(),
            others: (0..setting.parties.len()).map(|party| others(setting.parties, party)).collect(),
            actors,
        };
        let reasons = |actor: &usize| {
            setting.rules.seats[*actor].strategy.uses(|tactic| matches!(tactic, Tactic::Rational))
        };
        plan.solution = plan.actors.iter().any(reasons).then(|| plan.solve(setting));
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

    /// What an actor of the track accepts at least, as far as the clock tells.
    pub(super) fn aspiration(&self, setting: Setting<'_>, clock: Clock, actor: usize) -> f64 {
        self.aspiration_at(setting, clock, self.place(actor))
    }

    /// [`Plan::aspiration`] of all actors, in their order.
    pub(super) fn aspirations(&self, setting: Setting<'_>, clock: Clock) -> impl Iterator<Item = f64> {
        (0..self.actors.len()).map(move |place| self.aspiration_at(setting, clock, place))
    }

    fn aspiration_at(&self, setting: Setting<'_>, clock: Clock, place: usize) -> f64 {
        self.aspirations.get(self.moment(clock) * self.actors.len() + place, || {
            let actor = self.actors[place];
            let tactic = &setting.rules.seats[actor].strategy.accept;
            self.find_aspiration(setting, clock, actor, tactic)
        })
    }

    /// The place of a moment among all rounds and positions of the front.
    fn moment(&self, clock: Clock) -> usize {
        clock.round as usize * self.fronts + clock.front
    }

    fn cell(&self, clock: Clock, party: usize) -> usize {
        self.moment(clock) * self.others.len() + party
    }

    fn place(&self, actor: usize) -> usize {
        self.actors.iter().position(|&other| other == actor).expect("the actor is at the table")
    }

    /// What backward induction finds, if an actor of the track reasons so.
    #[must_use]
    pub fn solution(&self) -> Option<&Solution> {
        self.solution.as_ref()
    }

    fn clock(&self, setting: Setting<'_>, round: u32, front: usize) -> Clock {
        let rounds = setting.rules.tracks[self.track].rounds;
        Clock { track: self.track, round, rounds, since_start: self.begins + round, front }
    }

    /// What an actor aspires to by a tactic, as far as the clock tells.
    pub(super) fn find_aspiration(
        &self,
        setting: Setting<'_>,
        clock: Clock,
        actor: usize,
        tactic: &Tactic,
    ) -> f64 {
        let reservation = setting.outlook.reservation(actor, clock.moment());
        let best = setting.outlook.valuation.best(actor);
        match tactic {
            Tactic::Hardline(hardline) => best - hardline.tolerance,
            Tactic::Rational => (self.solution.as_ref()).map_or(reservation, |solution| {
                solution.threshold(clock.round, clock.front, self.place(actor))
            }),
            Tactic::Logit(logit) => reservation + logit.option,
            // There is no later round to hold out for.
            _ if self.is_ultimatum(setting) => reservation,
            Tactic::Concession(concession) => concession.aspiration(best, reservation, clock),
            Tactic::TitForTat(_) | Tactic::Micro(_) => best,
        }
    }

    /// What an actor that sits for itself tables, if the clock alone tells; `None` if it passes.
    pub(super) fn offer(&self, setting: Setting<'_>, clock: Clock, party: usize) -> Option<usize> {
        self.offers.get(self.cell(clock, party), || {
            let actor = *setting.parties[party].actors().first()?;
            let valuation = &*setting.outlook.valuation;
            match &setting.rules.seats[actor].strategy.propose {
                Tactic::Rational => self
                    .solution
                    .as_ref()
                    .and_then(|solution| solution.offer(clock.round, clock.front, self.place(actor))),
                Tactic::Hardline(_) => {
                    (valuation.best(actor) > f64::NEG_INFINITY).then(|| valuation.best_position(actor))
                }
                tactic => {
                    let aspiration = if *tactic == setting.rules.seats[actor].strategy.accept {
                        self.aspiration(setting, clock, actor)
                    } else {
                        self.find_aspiration(setting, clock, actor, tactic)
                    };
                    if tactic.offers_the_lowest() {
                        return valuation.lowest(actor, least_of(aspiration));
                    }
                    let others = self.others(party);
                    let reservations = setting.outlook.reservations(others, clock.moment());
                    let values = valuation.values(actor);
                    let asked = [(values, aspiration)];
                    setting.outlook.kindest(others, &reservations, Some(actor), &asked, |_| true)
                }
            }
        })
    }

    /// Draws what an actor tables by logit choice, where all outside options are known.
    pub(super) fn choice(
        &self,
        setting: Setting<'_>,
        clock: Clock,
        (party, actor): (usize, usize),
        logit: &Logit,
        luck: f64,
    ) -> Option<usize> {
        let weights = || {
            let reservation = |other: usize| setting.outlook.reservation(other, clock.moment());
            let expected =
                expected_values(setting.outlook, (actor, self.others(party)), clock, |other, position| {
                    logit.expected_acceptance(
                        setting.outlook.valuation.value(other, position) - reservation(other),
                    )
                });
            logit.running_weights(&expected)
        };
        match self.choices.get(self.cell(clock, party)) {
            Some(cell) => logit::drawn(cell.get_or_init(weights), luck),
            None => logit::drawn(&weights(), luck),
        }
    }

    /// What the bloc at this place would change its text to: the deal that the others like best among those that
    /// its members would sign by now; `None` if there is none.
    pub(super) fn concession(&self, setting: Setting<'_>, clock: Clock, party: usize) -> Option<usize> {
        self.concessions.get(self.cell(clock, party), || {
            let others = self.others(party);
            let reservations = setting.outlook.reservations(others, clock.moment());
            self.find_concession(setting, (others, &reservations), party, |member| {
                self.aspiration(setting, clock, member)
            })
        })
    }

    /// [`Plan::concession`] with these outside options of the others, and what each member accepts at least.
    pub(super) fn find_concession(
        &self,
        setting: Setting<'_>,
        (others, reservations): (&[usize], &[f64]),
        party: usize,
        aspiration: impl Fn(usize) -> f64,
    ) -> Option<usize> {
        let Party::Bloc { track: bloc, actors: members } = &setting.parties[party] else { return None };
        let valuation = &*setting.outlook.valuation;
        let wants = |&member: &usize| (valuation.values(member), aspiration(member));
        let (must, may): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|&&member| setting.outlook.must_sign[member]);
        let (must, may): (Vec<_>, Vec<_>) =
            (must.iter().map(wants).collect(), may.iter().map(wants).collect());
        let quota = setting.rules.tracks[*bloc].quota.min(may.len());
        setting.outlook.kindest(others, reservations, None, &must, |position| {
            let would = |&&(values, aspiration): &&(&[f64], f64)| suffices(values[position], aspiration);
            may.iter().filter(would).count() >= quota
        })
    }

    /// The mediator's own text for the track as it begins, seen without noise, with the front where it starts.
    pub(super) fn bridging_text(&self, setting: Setting<'_>) -> Option<usize> {
        *self.bridging_text.get_or_init(|| {
            let at = setting.outlook.round(self.begins);
            let reservations = setting.outlook.reservations(&self.actors, at);
            self.clear_perception(setting).best_text(&reservations)
        })
    }

    /// The values of the track's actors as a mediator sees them without noise.
    pub(super) fn clear_perception<'p>(&'p self, setting: Setting<'p>) -> Perception<'p> {
        Perception::clear(&setting.outlook.valuation, setting.space, &self.actors, &self.bridging)
    }

    pub(super) fn is_ultimatum(&self, setting: Setting<'_>) -> bool {
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
            battlefield: setting.rules.battlefield.as_ref(),
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
                        let now = ultimatum::is_tabled(*tabled, self.clock(setting, round, 0));
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
    each.flat_map(|(place, party)| std::iter::repeat_n(weight(place), party.actors().len())).collect()
}

fn others(parties: &[Party], party: usize) -> Vec<usize> {
    let others = parties.iter().enumerate().filter(|&(other, _)| other != party);
    others.flat_map(|(_, party)| party.actors()).copied().collect()
}

/// What tabling each deal is worth to an actor when every other who must sign accepts with the given chance:
/// `P(x) V(x) + (1 − P(x)) r`; negative infinity where it would not sign itself.
pub(super) fn expected_values(
    outlook: &Outlook<'_>,
    (actor, others): (usize, &[usize]),
    clock: Clock,
    acceptance: impl Fn(usize, usize) -> f64,
) -> Vec<f64> {
    let reservation = outlook.reservation(actor, clock.moment());
    let must: Vec<usize> = others.iter().copied().filter(|&other| outlook.must_sign[other]).collect();
    let expected = |(position, value): (usize, &f64)| {
        if *value == f64::NEG_INFINITY {
            return *value;
        }
        let signed: f64 = must.iter().map(|&other| acceptance(other, position)).product();
        signed * value + (1.0 - signed) * reservation
    };
    outlook.valuation.values(actor).iter().enumerate().map(expected).collect()
}
