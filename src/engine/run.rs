//! One run: talks, and the ceasefire that follows if a deal is signed.

use std::sync::OnceLock;

use crate::{
    ceasefire::{Cause, History, Motive, Repair},
    model::{ActorId, DealSpace, IssueId, Model, Valuation, deal::is_within_lines, terms},
    negotiation::{Luck, Observer, Settlement, Talks, renegotiation::renewed_text},
    scenario::{Case, Simulation},
};

use super::{
    ceasefires::{Ceasefires, Signature},
    seeds::{self, Behaviour, Purpose, behaviour, stream},
    zone::signers,
};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing was signed.
    NoDeal,
    /// The ceasefire collapsed soon.
    TemporaryPause,
    /// It collapsed later.
    Fragile,
    /// It outlasted the hold.
    Durable,
}

impl Outcome {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::NoDeal, Self::TemporaryPause, Self::Fragile, Self::Durable];

    /// Its name in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoDeal => "no_deal",
            Self::TemporaryPause => "temporary_pause",
            Self::Fragile => "fragile",
            Self::Durable => "durable",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoDeal => "No deal",
            Self::TemporaryPause => "Temporary pause",
            Self::Fragile => "Fragile peace",
            Self::Durable => "Durable peace",
        }
    }
}

/// One case, valued and ready to be run any number of times.
#[derive(Debug)]
pub struct Bench<'c> {
    /// The case.
    pub case: &'c Case,
    /// The signable deals.
    pub space: &'c DealSpace,
    /// What they are worth.
    pub valuation: &'c Valuation,
    /// The talks over them.
    pub talks: Talks<'c>,
    /// The text that all take when one is reopened in crisis, once it is known.
    renewed: OnceLock<Option<usize>>,
}

/// What one run came to.
#[derive(Clone, Debug)]
pub struct Run {
    /// How the talks ended.
    pub settlement: Settlement,
    /// The ceasefire as it was signed, if there is one to watch.
    pub ceasefire: Option<Signature>,
    /// What became of it.
    pub history: Option<History>,
    /// How it ended.
    pub outcome: Outcome,
}

impl<'c> Bench<'c> {
    /// A case with its valuation.
    #[must_use]
    pub fn new(case: &'c Case, space: &'c DealSpace, valuation: &'c Valuation) -> Self {
        let talks = Talks::new(space, &case.model, &case.rules, valuation);
        Self { case, space, valuation, talks, renewed: OnceLock::new() }
    }

    /// The position of the text that all take when one is reopened in crisis; `None` if none is or there is no such
    /// text. What was signed before does not matter to it.
    #[must_use]
    pub fn renewed(&self) -> Option<usize> {
        let repair = self.case.model.repair.as_ref()?;
        *self.renewed.get_or_init(|| {
            let proposer = repair.proposer.map(|ActorId(proposer)| proposer);
            renewed_text(self.valuation, &signers(&self.case.model), proposer)
        })
    }

    /// One run; `ceasefires` remembers the deals that were signed before in the same case.
    pub fn run(
        &self,
        simulation: &Simulation,
        draw: u64,
        replication: u64,
        ceasefires: &mut Ceasefires,
        observer: &mut impl Observer,
    ) -> Run {
        self.run_watched(simulation, (draw, replication), ceasefires, observer, &mut |_, _, _| {})
    }

    /// [`Bench::run`], whose ceasefire is watched as
    /// [`Ceasefire::simulate_watched`](crate::ceasefire::Ceasefire::simulate_watched) says.
    pub fn run_watched(
        &self,
        simulation: &Simulation,
        (draw, replication): (u64, u64),
        ceasefires: &mut Ceasefires,
        observer: &mut impl Observer,
        watch: &mut impl FnMut(u32, usize, &History),
    ) -> Run {
        let seed = simulation.seed;
        let open = |part| seeds::talks(seed, draw, replication, part);
        let settlement = self.talks.play(&mut Luck::new(&open), observer);
        let ceasefire = self.signature(&settlement);
        let history = ceasefire.map(|signed| {
            let renewed = self.renewed().map(|text| signed.under(text));
            ceasefires.remember(self, simulation.hold, [Some(signed), renewed].into_iter().flatten());
            let mut luck = stream(seed, draw, replication, Purpose::Ceasefire);
            let mut details = behaviour(seed, draw, replication, Behaviour::Response);
            let mut politics = behaviour(seed, draw, replication, Behaviour::Politics);
            let mut reopening = self
                .case
                .model
                .repair
                .as_ref()
                .map(|_| behaviour(seed, draw, replication, Behaviour::Repair));
            let repair = self.case.model.repair.as_ref().zip(reopening.as_mut()).map(|(repair, luck)| {
                let renewed = renewed.map(|renewed| ceasefires.get(renewed));
                (Repair { chance: repair.chance, renewed }, luck)
            });
            let ceasefire = ceasefires.get(signed);
            ceasefire.simulate_watched(repair, &mut luck, &mut details, &mut politics, watch)
        });
        let outcome = match (&settlement.deal, history.as_ref().and_then(|history| history.collapse)) {
            (None, _) => Outcome::NoDeal,
            (_, Some((period, _))) if period <= simulation.pause => Outcome::TemporaryPause,
            (_, Some(_)) => Outcome::Fragile,
            (_, None) => Outcome::Durable,
        };
        Run { settlement, ceasefire, history, outcome }
    }

    /// The issues in which a text crosses an actor's hard red lines.
    pub(super) fn crossed(&self, actor: usize, position: usize) -> impl Iterator<Item = usize> + '_ {
        let Model { actors, issues, .. } = &self.case.model;
        let lines = &actors[actor].red_lines;
        let level = move |issue| self.space.level(position, IssueId(issue));
        (0..issues.len()).filter(move |&issue| !is_within_lines(lines, issue, level(issue)))
    }

    /// The ceasefire that a settlement begins, if there are belligerents whose ceasefire is watched.
    fn signature(&self, settlement: &Settlement) -> Option<Signature> {
        let (text, belligerents) = settlement.deal.zip(self.case.model.belligerents)?;
        let round = settlement.rounds.saturating_sub(1);
        let pressure = |ActorId(side): ActorId| self.case.rules.seats[side].pressure.at(round);
        Some(Signature::new(text, terms::resentment(&self.case.model, belligerents, pressure)))
    }

    /// What the signed deal came to for an actor, with the ceasefire's true course, as a per-period normalised flow:
    /// `(1 − δ^τ) u + δ^τ c − κ`, and `u − κ` if peace outlasted the hold, less what answering attacks cost. For a
    /// belligerent `c` is what the war that began is worth to it, for others `b − (1 − δ) C`. Where another text took
    /// its place after `s` periods, that one's `u` and `κ` count with the weight `δ^s`.
    #[must_use]
    pub fn realised(&self, actor: usize, position: usize, history: Option<&History>) -> f64 {
        let after = |period: u32| libm::pow(self.case.model.actors[actor].discount, f64::from(period));
        let [flow, cost] = self.flow_and_cost(actor, position);
        let collapse = self.collapse_value(actor, history);
        let weight = history.and_then(|history| history.collapse).map_or(0.0, |(period, _)| after(period));
        let answers = self.cost_of_answers(actor, history);
        let worth = match history.and_then(|history| history.changed).zip(self.renewed()) {
            None => (1.0 - weight) * flow + weight * collapse - cost,
            Some((period, renewed)) => {
                let change = after(period);
                let [flow_then, cost_then] = self.flow_and_cost(actor, renewed);
                (1.0 - change) * flow + (change - weight) * flow_then + weight * collapse
                    - (1.0 - change) * cost
                    - change * cost_then
            }
        };
        worth - answers
    }

    /// What the war is worth to an actor that peace collapsed into.
    fn collapse_value(&self, actor: usize, history: Option<&History>) -> f64 {
        let sides = self.case.model.belligerents;
        let side = sides.and_then(|sides| sides.iter().position(|side| side.0 == actor));
        match history.filter(|history| history.collapse.is_some()).zip(side) {
            Some((history, side)) => history.war[side],
            None => self.valuation.collapse[actor],
        }
    }

    /// What answering attacks cost an actor, as a flow: `(1 − δ) Σ δ^s answer_cost`.
    fn cost_of_answers(&self, actor: usize, history: Option<&History>) -> f64 {
        let discount = self.case.model.actors[actor].discount;
        let answered =
            history.into_iter().flat_map(|history| &history.answers).map(|&(period, guarantee)| {
                let guarantee = &self.case.model.guarantees[guarantee];
                match guarantee.guarantor == ActorId(actor) && guarantee.answer_cost > 0.0 {
                    true => guarantee.answer_cost * libm::pow(discount, f64::from(period)),
                    false => 0.0,
                }
            });
        (1.0 - discount) * answered.fold(0.0, |sum, cost| sum + cost)
    }

    /// `u` and `κ` of an actor under a text.
    fn flow_and_cost(&self, actor: usize, position: usize) -> [f64; 2] {
        let model = &self.case.model;
        let cost = match model.guarantees.iter().any(|guarantee| guarantee.guarantor == ActorId(actor)) {
            true => terms::guarantee_cost(model, ActorId(actor), &self.space.levels(position)),
            false => 0.0,
        };
        [self.valuation.flow(actor, position), cost]
    }
}

/// Who began the war that ended a ceasefire, by side, and why.
#[must_use]
pub fn begun_by(history: Option<&History>) -> Option<(usize, Motive)> {
    match history.and_then(|history| history.collapse) {
        Some((_, Cause::Attack { side, motive })) => Some((side, motive)),
        _ => None,
    }
}

/// What ended a ceasefire, as outputs name it.
#[must_use]
pub fn cause_name(history: Option<&History>) -> &'static str {
    match history.and_then(|history| history.collapse) {
        Some((_, Cause::Attack { .. })) => "attack",
        Some((_, Cause::Escalation)) => "escalation",
        None => "",
    }
}
