//! Small models and rules of talks for tests, and a way to play them.

#[path = "../common/rates.rs"]
mod rates;

pub use rates::reference_rates;

use armistice::{
    ceasefire::Monitoring,
    model::{
        Actor, ActorId, DealSpace, Issue, Model, MonitoringTerms, RedLine, RedLineKind, Roles, Valuation,
        Values,
    },
    negotiation::{
        Blind, Luck, Member, Part, Plan, Pressure, Protocol, Rules, Settlement, Silence, Tactic, Talks,
        Track,
        strategy::{Concession, Hardline, Repeat},
    },
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

pub use armistice::negotiation::Seat;

use crate::record::Record;

/// One case: who wants what, and how they talk.
#[derive(Clone, Debug)]
pub struct Case {
    pub model: Model,
    pub rules: Rules,
}

impl Case {
    /// Actors with their seats over these issues, at one table under one protocol.
    pub fn new(issues: Vec<Issue>, sides: Vec<(Actor, Seat)>, protocol: Protocol, rounds: u32) -> Self {
        let (mut actors, seats): (Vec<Actor>, Vec<Seat>) = sides.into_iter().unzip();
        for actor in &mut actors {
            actor.weights.resize(issues.len(), 1.0);
        }
        let members = (0..actors.len()).map(|actor| Member::Actor(ActorId(actor))).collect();
        Self {
            rules: Rules {
                seats,
                tracks: vec![track("table", members, protocol, rounds)],
                breakdown: 0.0,
                battlefield: None,
            },
            model: model(actors, issues),
        }
    }

    /// Replaces backward induction where it is not worked out: about turns to take or table, and about private
    /// information outside an ultimatum.
    pub fn make_reasonable(&mut self) {
        let private = self.model.actors.iter().any(|actor| actor.private.is_some());
        let beyond = |track: &Track| match track.protocol {
            Protocol::StackedAlternating { .. } => true,
            Protocol::Ultimatum { .. } => false,
            _ => private,
        };
        if self.rules.tracks.iter().any(beyond) {
            let simple = || Tactic::Concession(Concession::new(1.0, 0.0));
            for seat in &mut self.rules.seats {
                for half in [&mut seat.strategy.propose, &mut seat.strategy.accept] {
                    if *half == Tactic::Rational {
                        *half = simple();
                    }
                }
            }
        }
    }

    /// Leaves no choice, no front and no vote to chance.
    pub fn make_certain(&mut self) {
        self.rules.battlefield = None;
        for seat in &mut self.rules.seats {
            seat.ratification = None;
            for half in [&mut seat.strategy.propose, &mut seat.strategy.accept] {
                match half {
                    Tactic::Logit(_) => *half = Tactic::Concession(Concession::new(1.0, 0.0)),
                    Tactic::Micro(repeat) => *repeat = Repeat::Last,
                    _ => {}
                }
            }
        }
    }

    /// The talks with what they rest on.
    pub fn with<T>(&self, use_talks: impl FnOnce(&Talks<'_>, &DealSpace, &Valuation) -> T) -> T {
        let space = DealSpace::signable(&self.model);
        let valuation = Valuation::new(&self.model, &space);
        use_talks(&Talks::new(&space, &self.model, &self.rules, &valuation), &space, &valuation)
    }

    /// How the talks end with this seed.
    pub fn play(&self, seed: u64) -> Settlement {
        self.with(|talks, _, _| play(talks, seed))
    }

    /// How the talks end with this seed, and everything that was seen of them.
    pub fn watch(&self, seed: u64) -> (Settlement, Record) {
        self.with(|talks, _, _| watch(talks, seed))
    }

    /// The values of the signed deal to all actors.
    pub fn signed_values(&self, seed: u64) -> Option<Vec<f64>> {
        self.with(|talks, _, valuation| {
            let deal = play(talks, seed).deal?;
            Some((0..self.model.actors.len()).map(|actor| valuation.value(actor, deal)).collect())
        })
    }

    /// The levels of the signed deal.
    pub fn signed_levels(&self, seed: u64) -> Option<Vec<usize>> {
        self.with(|talks, space, _| play(talks, seed).deal.map(|deal| space.levels(deal)))
    }

    /// Looks at the plan of a track that begins at once.
    pub fn plan<T>(&self, track: usize, look: impl FnOnce(&Plan, &Valuation) -> T) -> T {
        self.with(|talks, _, valuation| look(talks.plan(track, 0), valuation))
    }
}

/// One stream of one play.
fn stream(seed: u64, part: Part) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(part as u64);
    rng
}

/// How the talks end with this seed.
pub fn play(talks: &Talks<'_>, seed: u64) -> Settlement {
    talks.play(&mut Luck::new(&|part| stream(seed, part)), &mut Blind)
}

/// How the talks end with this seed, and everything that was seen of them.
pub fn watch(talks: &Talks<'_>, seed: u64) -> (Settlement, Record) {
    let mut record = Record::default();
    let settlement = talks.play(&mut Luck::new(&|part| stream(seed, part)), &mut record);
    (settlement, record)
}

/// A model in which nothing is held after signing, so that a deal is worth its flow.
pub fn model(actors: Vec<Actor>, issues: Vec<Issue>) -> Model {
    Model {
        actors,
        issues,
        guarantees: Vec::new(),
        monitoring: MonitoringTerms {
            issue: None,
            levels: vec![Monitoring { detection: 0.3, early_warning: 0.0, false_alarm: 0.0 }],
        },
        ceasefire: reference_rates(),
        repair: None,
        belligerents: None,
    }
}

/// An actor that must sign.
pub fn actor(discount: f64, war_flow: f64) -> Actor {
    Actor {
        id: "actor".into(),
        label: "Actor".into(),
        roles: Roles::default(),
        must_sign: true,
        discount,
        war_flow,
        weariness: 0.0,
        stakes: 1.0,
        surprise: 4.0,
        return_cost: 3.0,
        capability: 1.0,
        capability_drift: 0.0,
        private: None,
        resentment: 0.0,
        weights: Vec::new(),
        red_lines: Vec::new(),
    }
}

/// An issue with these values of its levels, by actor.
pub fn issue(values: Vec<Vec<f64>>) -> Issue {
    let levels = values[0].len();
    Issue {
        id: "issue".into(),
        label: "Issue".into(),
        levels: (0..levels).map(|level| format!("level {level}").into()).collect(),
        on_table: vec![true; levels],
        values: values.into_iter().map(Values::Table).collect(),
        grievance: 1.0,
        effects: Vec::new(),
    }
}

/// A pie for two: actor 0 gets `level / (levels − 1)`, actor 1 the rest.
pub fn pie(levels: usize) -> Issue {
    let steps = (levels - 1) as f64;
    let share = |level: usize| level as f64 / steps;
    issue(vec![(0..levels).map(share).collect(), (0..levels).rev().map(share).collect()])
}

/// A red line at these levels of an issue.
pub fn red_line(issue: usize, allowed: &[bool], kind: RedLineKind) -> RedLine {
    RedLine { issue: armistice::model::IssueId(issue), allowed: allowed.to_vec(), kind }
}

/// A seat without silence and pressure.
pub fn seat(tactic: Tactic) -> Seat {
    Seat {
        strategy: tactic.into(),
        silence: Silence { responsiveness: 1.0, until: 0.0, chosen: None },
        pressure: Pressure { by: None, start: 0.0, slope: 0.0, max: 1.0, on_silence: 0.0 },
        audience_cost: 0.0,
        ratification: None,
    }
}

/// Reasons backward from the last round.
pub fn rational() -> Seat {
    seat(Tactic::Rational)
}

/// Concedes with time.
pub fn concession(exponent: f64) -> Seat {
    seat(Tactic::Concession(Concession::new(exponent, 0.0)))
}

/// Takes whatever is no worse than no deal.
pub fn yielding() -> Seat {
    seat(Tactic::Concession(Concession::new(1.0, 1.0)))
}

/// Asks for the best deal to the end.
pub fn hardline(tolerance: f64) -> Seat {
    seat(Tactic::Hardline(Hardline { tolerance }))
}

/// A track whose optional members are not needed.
pub fn track(id: &str, members: Vec<Member>, protocol: Protocol, rounds: u32) -> Track {
    Track {
        id: id.into(),
        label: id.into(),
        members,
        protocol,
        rounds,
        quota: 0,
        returns: 0,
        concede_to_silence: false,
        bypass: false,
    }
}

/// Alternating offers, the first member beginning.
pub fn alternating() -> Protocol {
    Protocol::Alternating { first: 0 }
}

/// A single text without noise, all parties weighing the same.
pub fn single_text(mediator: usize, members: usize, start: Option<Vec<usize>>) -> Protocol {
    Protocol::SingleText {
        mediator: ActorId(mediator),
        bridging: vec![1.0; members],
        noise: 0.0,
        slack: 0.0,
        start,
    }
}
