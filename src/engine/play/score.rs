//! What a play came to for the actor: against the bargaining solutions, against what was left on the table, and against
//! the strategies of this tool in the same seat, with the same luck.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::ActorId,
    negotiation::{
        Clock, Member, Moment, Observer, Outlook, Plan, Protocol, Rules, Settlement, Silence, Strategy,
        Tactic,
        strategy::{Concession, Hardline, Logit, Offers, Reference, Repeat, TitForTat, suffices},
    },
    scenario::{Case, Scenario},
};

use super::{Ended, Seat, Session};
use crate::engine::{
    ceasefires::Ceasefires,
    central::{level_names, solutions},
    run::{Bench, Outcome, Run},
    trace::finite,
    zone::{signers, zone},
};

/// Runs of each strategy that its mean is over.
pub const REPLICATIONS: u64 = 200;

/// What a play came to for the actor. Values are per-period normalised flows.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Score {
    /// What the person's own play came to.
    pub own: StrategyRun,
    /// The outside option as the talks began.
    pub outside_option: f64,
    /// What the deal came to in the end, the ceasefire's course counted in; `None` without a deal.
    pub realised: Option<f64>,
    /// What the bargaining solutions would have given, and the best deal in the zone of agreement for the actor, with the
    /// outside options of the first round; empty without such a zone.
    pub points: Vec<ScoredPoint>,
    /// What was left on the table.
    pub improvement: Improvement,
    /// The strategies in the actor's seat, never silent by chance as the person never is.
    pub strategies: Vec<StrategyScore>,
}

/// A deal to compare with.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ScoredPoint {
    /// `Nash`, `Kalai–Smorodinsky`, `egalitarian` or `best for the actor`.
    pub solution: String,
    /// The level of each issue.
    pub levels: Vec<String>,
    /// What it is worth to the actor.
    pub value: f64,
    /// The gain of the person's own play above the outside option as a share of the gain here; `None` where there is no
    /// gain here. No deal gains what the outside option was in the end.
    pub share: Option<f64>,
}

/// What was left on the table: deals that are worse for nobody who must sign and better for somebody, compared with what
/// was signed, or with no deal as it was in the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Improvement {
    /// How many there are.
    pub deals: u64,
    /// The most that the actor could have had more by one of them.
    pub gain: f64,
}

/// What one run came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StrategyRun {
    /// What the signed deal is worth to the actor; `None` without a deal.
    pub value: Option<f64>,
    /// Rounds used.
    pub rounds: u32,
    /// The same from the first round on, with `t` rounds waited for a deal at the outside option: `Σ_{s<t} (1 − δ) δ^s
    /// W(s) + δ^t V`. Without a deal, `V` is the outside option of the last round.
    pub from_start: f64,
    /// Whether there was a deal, and peace outlasted the periods watched.
    pub durable: bool,
}

/// A strategy in the actor's seat.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StrategyScore {
    /// What it is called.
    pub name: &'static str,
    /// The run that was played.
    pub run: Option<StrategyRun>,
    /// Mean of [`StrategyRun::from_start`] over replications of the same draw.
    pub mean: Option<f64>,
    /// Share of the replications that signed.
    pub signed: Option<f64>,
    /// Share of them that signed, and whose peace outlasted the periods watched.
    pub durable: Option<f64>,
    /// Why it can't sit there, if it can't.
    pub why_not: Option<&'static str>,
}

/// What an actor has while it waits for a deal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    actor: usize,
    /// `Σ (1 − δ) δ^s W(s)` and `δ^t`: as the last round began, and as it ends.
    began: (f64, f64),
    ends: (f64, f64),
}

impl Waiting {
    pub(super) fn new(actor: usize) -> Self {
        Self { actor, began: (0.0, 1.0), ends: (0.0, 1.0) }
    }

    pub(super) fn round_began(&mut self, outlook: &Outlook<'_>, clock: Clock) {
        let discount = outlook.discounts[self.actor];
        let (sum, weight) = self.ends;
        self.began = self.ends;
        let waited = (1.0 - discount) * weight * outlook.reservation(self.actor, clock.moment());
        self.ends = (sum + waited, weight * discount);
    }

    /// What a run came to for the actor.
    pub(super) fn came_to(&self, bench: &Bench<'_>, run: &Run) -> StrategyRun {
        let Settlement { deal, rounds, .. } = run.settlement;
        let value = deal.map(|position| bench.valuation.value(self.actor, position));
        // A deal counts from the round in which it is signed.
        let ((sum, weight), worth) = match value {
            Some(value) => (self.began, value),
            None => (self.ends, bench.talks.outlook().reservation(self.actor, end(&run.settlement))),
        };
        let durable = run.outcome == Outcome::Durable;
        StrategyRun { value: value.and_then(finite), rounds, from_start: sum + weight * worth, durable }
    }
}

/// The last moment of the talks.
fn end(settlement: &Settlement) -> Moment {
    Moment { since_start: settlement.rounds.saturating_sub(1), front: settlement.front }
}

/// Watches how long an actor waits.
struct Watch<'o, 'a> {
    outlook: &'o Outlook<'a>,
    waiting: Waiting,
}

impl Observer for Watch<'_, '_> {
    fn round_began(&mut self, clock: Clock, _: &Plan, _: &[f64]) {
        self.waiting.round_began(self.outlook, clock);
    }
}

/// What the play of a session came to, once it has ended.
#[must_use]
pub fn score(session: &Session<'_, '_>, ended: &Ended) -> Score {
    let Seat { scenario, actor, case, .. } = session.seat;
    let (actor, bench) = (*actor, session.bench());
    let outlook = bench.talks.outlook();
    let settlement = &ended.run.settlement;
    let before = outlook.reservation(actor, outlook.round(0));
    let had = ended.result.value.unwrap_or_else(|| outlook.reservation(actor, end(settlement)));
    Score {
        own: ended.result,
        outside_option: before,
        realised: settlement.deal.map(|deal| bench.realised(actor, deal, ended.run.history.as_ref())),
        points: points(session, had, before),
        improvement: improvement(bench, actor, settlement),
        strategies: (strategies(&case.case, actor).into_par_iter())
            .map(|(name, strategy)| try_out(scenario, session.seat, name, strategy))
            .collect(),
    }
}

fn points(session: &Session<'_, '_>, had: f64, before: f64) -> Vec<ScoredPoint> {
    let (bench, actor) = (session.bench(), session.seat.actor);
    let Bench { case, space, valuation, talks, .. } = bench;
    let signers = signers(&case.model);
    let in_zone: Vec<usize> = zone(talks.outlook(), &signers, 0).collect();
    let value = |position: usize| valuation.value(actor, position);
    let mut points = solutions(talks.outlook(), &in_zone, &signers);
    let best =
        in_zone.iter().copied().reduce(|best, other| if value(other) > value(best) { other } else { best });
    points.extend(best.map(|best| ("best for the actor", best)));
    let scored = |(solution, position): (&str, usize)| ScoredPoint {
        solution: solution.to_owned(),
        levels: level_names(&case.model, &space.levels(position)),
        value: value(position),
        share: (!suffices(before, value(position))).then(|| (had - before) / (value(position) - before)),
    };
    points.into_iter().map(scored).collect()
}

/// Deals that are worse for nobody who must sign, nor for the actor, than what it ended with, and better for somebody.
fn improvement(bench: &Bench<'_>, actor: usize, settlement: &Settlement) -> Improvement {
    let (outlook, valuation) = (bench.talks.outlook(), bench.valuation);
    let mut all = signers(&bench.case.model);
    if !all.contains(&actor) {
        all.push(actor);
    }
    let has = |actor: usize| match settlement.deal {
        Some(deal) => valuation.value(actor, deal),
        None => outlook.reservation(actor, end(settlement)),
    };
    let had: Vec<(usize, f64)> = all.into_iter().map(|actor| (actor, has(actor))).collect();
    let own = has(actor);
    let is_better = |position: &usize| {
        let values = || had.iter().map(|&(actor, had)| (valuation.value(actor, *position), had));
        values().all(|(value, had)| suffices(value, had))
            && values().any(|(value, had)| !suffices(had, value))
    };
    let better = (0..valuation.len()).filter(is_better);
    better.fold(Improvement { deals: 0, gain: 0.0 }, |sum, position| Improvement {
        deals: sum.deals + 1,
        gain: sum.gain.max(valuation.value(actor, position) - own),
    })
}

/// The strategies that are tried out, or why one can't be.
fn strategies(case: &Case, actor: usize) -> Vec<(&'static str, Result<Strategy, &'static str>)> {
    let concession = |exponent| Tactic::Concession(Concession::new(exponent, 0.0));
    let whole = |tactic: Tactic| Ok(Strategy::from(tactic));
    vec![
        ("as in the scenario", Ok(case.rules.seats[actor].strategy.clone())),
        ("concession: fast", whole(concession(3.0))),
        ("concession: linear", whole(concession(1.0))),
        ("concession: Boulware", whole(concession(0.3))),
        ("hardline", whole(Tactic::Hardline(Hardline { tolerance: 0.05 }))),
        ("rational", why_not_rational(case, actor).map_or_else(|| whole(Tactic::Rational), Err)),
        (
            "tit for tat",
            whole(Tactic::TitForTat(TitForTat {
                reciprocity: 1.0,
                reference: Reference::default(),
                offers: Offers::default(),
            })),
        ),
        ("micro", whole(Tactic::Micro(Repeat::default()))),
        ("logit", whole(Tactic::Logit(Logit { decisiveness: 20.0, option: 0.0 }))),
    ]
}

/// Where backward induction is not worked out: the scenario format refuses it there.
fn why_not_rational(case: &Case, actor: usize) -> Option<&'static str> {
    let sits = |members: &[Member]| members.contains(&Member::Actor(ActorId(actor)));
    let private = case
        .model
        .actors
        .iter()
        .enumerate()
        .any(|(other, person)| other != actor && person.private.is_some());
    (case.rules.tracks.iter().filter(|track| sits(&track.members))).find_map(|track| match track.protocol {
        Protocol::StackedAlternating { .. } => Some("not worked out for stacked_alternating"),
        Protocol::Ultimatum { .. } => None,
        _ => private.then_some("not worked out about private information"),
    })
}

/// Runs the case with another strategy in the actor's seat.
fn try_out(
    scenario: &Scenario,
    seat: &Seat<'_>,
    name: &'static str,
    strategy: Result<Strategy, &'static str>,
) -> StrategyScore {
    let nothing = StrategyScore { name, run: None, mean: None, signed: None, durable: None, why_not: None };
    let strategy = match strategy {
        Ok(strategy) => strategy,
        Err(why_not) => return StrategyScore { why_not: Some(why_not), ..nothing },
    };
    let mut rules: Rules = seat.case.case.rules.clone();
    rules.seats[seat.actor].strategy = strategy;
    rules.seats[seat.actor].silence = Silence { responsiveness: 1.0, until: 0.0, chosen: None };
    let case = Case { model: seat.case.case.model.clone(), rules };
    let bench = Bench::new(&case, &seat.case.space, &seat.case.valuation);
    let mut ceasefires = Ceasefires::new();
    let mut run = |replication: u64| {
        let mut watch = Watch { outlook: bench.talks.outlook(), waiting: Waiting::new(seat.actor) };
        let draw = seat.number().draw;
        let ran = bench.run(&scenario.simulation, draw, replication, &mut ceasefires, &mut watch);
        watch.waiting.came_to(&bench, &ran)
    };
    let played = run(seat.number().replication);
    let [mut sum, mut signed, mut durable] = [0.0; 3];
    for replication in 0..REPLICATIONS {
        let run = run(replication);
        sum += run.from_start;
        signed += f64::from(u8::from(run.value.is_some()));
        durable += f64::from(u8::from(run.durable));
    }
    #[expect(clippy::cast_precision_loss)]
    let share = |sum: f64| Some(sum / REPLICATIONS as f64);
    StrategyScore {
        run: Some(played),
        mean: share(sum),
        signed: share(signed),
        durable: share(durable),
        ..nothing
    }
}
