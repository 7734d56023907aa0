//! One run: talks, and the ceasefire that follows if a deal is signed.

use std::collections::BTreeMap;

use crate::{
    ceasefire::{Cause, Ceasefire, History},
    model::{ActorId, DealSpace, Valuation, terms},
    negotiation::{Luck, Observer, Settlement, Talks},
    scenario::{Case, Simulation},
};

use super::seeds::{self, Behaviour, Purpose, behaviour, stream};

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

/// The most periods of ceasefires that are remembered: some 20 MB.
const MOST_REMEMBERED: usize = 400_000;

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
}

/// What one run came to.
#[derive(Clone, Debug)]
pub struct Run {
    /// How the talks ended.
    pub settlement: Settlement,
    /// What became of the ceasefire, if there was one to watch.
    pub history: Option<History>,
    /// How it ended.
    pub outcome: Outcome,
}

impl<'c> Bench<'c> {
    /// A case with its valuation.
    #[must_use]
    pub fn new(case: &'c Case, space: &'c DealSpace, valuation: &'c Valuation) -> Self {
        Self { case, space, valuation, talks: Talks::new(space, &case.model, &case.rules, valuation) }
    }

    /// One run; `ceasefires` remembers the deals that were signed before in the same case.
    pub fn run(
        &self,
        simulation: &Simulation,
        draw: u64,
        replication: u64,
        ceasefires: &mut BTreeMap<usize, Ceasefire>,
        observer: &mut impl Observer,
    ) -> Run {
        let seed = simulation.seed;
        let open = |part| seeds::talks(seed, draw, replication, part);
        let settlement = self.talks.play(&mut Luck::new(&open), observer);
        let history = settlement.deal.zip(self.case.model.belligerents).map(|(position, belligerents)| {
            if ceasefires.len() * simulation.hold.max(1) as usize > MOST_REMEMBERED {
                ceasefires.clear();
            }
            let ceasefire = ceasefires.entry(position).or_insert_with(|| {
                let levels = self.space.levels(position);
                let satisfaction = belligerents.map(|ActorId(side)| self.valuation.flow(side, position));
                let terms = terms::terms(&self.case.model, belligerents, &levels, satisfaction);
                Ceasefire::new(terms, simulation.hold)
            });
            let mut luck = stream(seed, draw, replication, Purpose::Ceasefire);
            let mut details = behaviour(seed, draw, replication, Behaviour::Response);
            let mut politics = behaviour(seed, draw, replication, Behaviour::Politics);
            ceasefire.simulate(&mut luck, &mut details, &mut politics)
        });
        let outcome = match (&settlement.deal, history.as_ref().and_then(|history| history.collapse)) {
            (None, _) => Outcome::NoDeal,
            (_, Some((period, _))) if period <= simulation.pause => Outcome::TemporaryPause,
            (_, Some(_)) => Outcome::Fragile,
            (_, None) => Outcome::Durable,
        };
        Run { settlement, history, outcome }
    }

    /// What the signed deal came to for an actor, with the ceasefire's true course, as a per-period normalised flow:
    /// `(1 − δ^τ) u + δ^τ c − κ`, and `u − κ` if peace outlasted the hold.
    #[must_use]
    pub fn realised(&self, actor: usize, position: usize, history: Option<&History>) -> f64 {
        let model = &self.case.model;
        let flow = self.valuation.flow(actor, position);
        let cost = match model.guarantees.iter().any(|guarantee| guarantee.guarantor == ActorId(actor)) {
            true => terms::guarantee_cost(model, ActorId(actor), &self.space.levels(position)),
            false => 0.0,
        };
        match history.and_then(|history| history.collapse) {
            Some((period, _)) => {
                let weight = libm::pow(model.actors[actor].discount, f64::from(period));
                (1.0 - weight) * flow + weight * self.valuation.collapse[actor] - cost
            }
            None => flow - cost,
        }
    }
}

/// What ended a ceasefire, as outputs name it.
#[must_use]
pub fn cause_name(history: Option<&History>) -> &'static str {
    match history.and_then(|history| history.collapse) {
        Some((_, Cause::Attack(_))) => "attack",
        Some((_, Cause::Escalation)) => "escalation",
        None => "",
    }
}
