//! Random small cases from a tape of numbers in `[0, 1)`, so that a failing case shrinks with its tape.

use armistice::{
    ceasefire::{Honour, Monitoring},
    model::{ActorId, Effect, Guarantee, Issue, IssueId, Model, MonitoringTerms, Prior, RedLineKind, Values},
    negotiation::{
        Battlefield, Member, Pressure, Protocol, Ratification, Rules, Seat, Silence, Strategy as Playing,
        Tactic,
        protocol::stacked_alternating::Turns,
        strategy::{Concession, Hardline, Logit, Offers, Reference, Repeat, Time, TitForTat},
    },
};
use proptest::prelude::*;

use crate::builder::{Case, actor, model, red_line, reference_rates, seat, track};

/// Numbers that decide everything about a case.
#[derive(Clone, Debug)]
pub struct Tape {
    numbers: Vec<f64>,
    next: usize,
}

/// Any tape.
pub fn tapes() -> impl Strategy<Value = Tape> {
    prop::collection::vec(0.0..1.0, 300).prop_map(|numbers| Tape { numbers, next: 0 })
}

/// Any case with everything that a scenario may have.
pub fn cases() -> impl Strategy<Value = Case> {
    tapes().prop_map(|mut tape| tape.case())
}

impl Tape {
    /// A number in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        self.next += 1;
        self.numbers[(self.next - 1) % self.numbers.len()]
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    pub fn chance(&mut self, chance: f64) -> bool {
        self.unit() > 1.0 - chance
    }

    fn list(&mut self, count: usize, low: f64, high: f64) -> Vec<f64> {
        (0..count).map(|_| self.between(low, high)).collect()
    }

    /// Any model with two or three actors and one to three issues; actors 0 and 1 fight where there is a
    /// ceasefire at all.
    pub fn model(&mut self) -> Model {
        let actors = 2 + self.below(2);
        let issues = 1 + self.below(3);
        let mut model = model(
            (0..actors).map(|_| actor(0.9, 0.1)).collect(),
            (0..issues).map(|_| self.issue(actors)).collect(),
        );
        for index in 0..actors {
            self.actor(&mut model, index);
        }
        if self.chance(0.6) {
            self.ceasefire(&mut model);
        }
        model
    }

    fn issue(&mut self, actors: usize) -> Issue {
        let levels = 2 + self.below(3);
        let values = (0..actors).map(|_| match self.below(4) {
            0 => Values::Ideal { ideal: self.unit(), curvature: self.between(0.5, 3.0) },
            _ => Values::Table(self.list(levels, 0.0, 1.0)),
        });
        let values = values.collect();
        let mut issue = crate::builder::issue(vec![vec![0.0; levels]; actors]);
        issue.values = values;
        if self.chance(0.2) {
            issue.on_table[0] = false;
        }
        issue
    }

    fn actor(&mut self, model: &mut Model, index: usize) {
        let shapes: Vec<usize> = model.issues.iter().map(|issue| issue.levels.len()).collect();
        let weights = self.list(shapes.len(), 0.05, 1.0);
        let actor = &mut model.actors[index];
        actor.weights = weights;
        actor.must_sign = index < 2 || self.chance(0.5);
        if !actor.must_sign && self.chance(0.2) {
            actor.weights.fill(0.0);
        }
        actor.discount = self.between(0.3, 0.99);
        actor.war_flow = self.between(-0.3, 0.7);
        actor.weariness = self.between(0.0, 0.03);
        actor.stakes = self.between(0.5, 1.5);
        // What is won or lost once counts as a flow of up to .2.
        actor.surprise = self.between(0.0, 0.2) / (1.0 - actor.discount);
        actor.return_cost = self.between(0.0, 0.2) / (1.0 - actor.discount);
        actor.capability = self.between(0.5, 1.5);
        actor.capability_drift = self.between(0.0, 0.01);
        for (issue, &levels) in shapes.iter().enumerate() {
            if self.chance(0.3) {
                let allowed: Vec<bool> = (0..levels).map(|_| self.unit() < 0.7).collect();
                let kind = match self.below(3) {
                    0 => RedLineKind::Hard,
                    1 => RedLineKind::Soft(self.between(0.0, 0.4)),
                    _ => RedLineKind::Soft(self.between(0.0, 2.0)),
                };
                actor.red_lines.push(red_line(issue, &allowed, kind));
            }
        }
    }

    fn ceasefire(&mut self, model: &mut Model) {
        model.belligerents = Some([ActorId(0), ActorId(1)]);
        let guarantor = model.actors.len() - 1;
        for index in 0..model.issues.len() {
            let levels = model.issues[index].levels.len();
            if self.chance(0.5) {
                model.issues[index].grievance = self.unit();
            }
            let mut kinds = [self.below(8), self.below(16)];
            kinds.sort_unstable();
            for (place, kind) in kinds.into_iter().enumerate() {
                let side = ActorId(self.below(2));
                let effect = match kind {
                    _ if place > 0 && kind == kinds[0] => continue,
                    0 => Effect::Guarantee { severity: self.list(levels, 0.0, 1.2) },
                    1 => Effect::Presence { protects: side, capability: self.list(levels, 0.0, 0.5) },
                    2 => Effect::TroopCap { actor: side, capability: self.list(levels, 0.4, 1.5) },
                    3 => Effect::SanctionsSnapback { exposure: self.list(levels, -0.1, 0.3) },
                    4 => Effect::Ground { actor: side, gain: self.list(levels, -0.3, 0.3) },
                    _ => continue,
                };
                model.issues[index].effects.push(effect);
            }
        }
        for _ in 0..self.below(3) {
            let protects = self.below(2);
            let issue = self.chance(0.7).then(|| IssueId(self.below(model.issues.len())));
            model.guarantees.push(Guarantee {
                id: "guarantee".into(),
                label: "Guarantee".into(),
                guarantor: ActorId(guarantor),
                protects: ActorId(protects),
                against: ActorId(1 - protects),
                issue,
                severity: self.between(0.0, 1.2),
                cost: self.between(0.0, 0.2),
                answer_cost: if self.chance(0.5) { self.between(0.0, 5.0) } else { 0.0 },
                honour: Honour {
                    honour: self.unit(),
                    perceived: self.unit(),
                    decay: self.between(0.0, 0.02),
                    turnover: self.between(0.0, 0.05),
                    turnover_factor: self.between(0.5, 1.0),
                    learning: 0.0,
                },
            });
        }
        let watched = self.chance(0.6).then(|| self.below(model.issues.len()));
        let levels = watched.map_or(1, |issue| model.issues[issue].levels.len());
        let seen = (0..levels).map(|_| Monitoring {
            detection: self.unit(),
            early_warning: self.unit(),
            false_alarm: self.between(0.0, 0.1),
        });
        let levels = seen.collect();
        model.monitoring = MonitoringTerms { issue: watched.map(IssueId), levels };
        model.ceasefire = reference_rates();
        model.ceasefire.consolidation = self.between(0.0, 0.3);
        model.ceasefire.conditional_aid = self.unit();
        model.ceasefire.honour_correlation = self.unit();
        model.ceasefire.decisiveness = self.between(4.0, 60.0);
        model.ceasefire.preemption = self.between(0.0, 0.05);
        model.ceasefire.containment_severity = self.between(0.05, 0.5);
        model.ceasefire.overt = self.unit();
        model.ceasefire.aid = self.unit();
    }

    /// How one actor behaves.
    pub fn seat(&mut self) -> Seat {
        let propose = self.tactic();
        let accept = if self.chance(0.7) { propose.clone() } else { self.tactic() };
        let mut seat = seat(Tactic::Rational);
        seat.strategy = Playing { propose, accept };
        if self.chance(0.2) {
            seat.audience_cost = self.between(0.0, 1.0);
        }
        if self.chance(0.2) {
            let (approval, sensitivity) = (self.unit(), self.between(0.0, 5.0));
            seat.ratification = Some(Ratification { approval, sensitivity, votes: 1 + self.below(3) as u32 });
        }
        if self.chance(0.4) {
            seat.silence =
                Silence { responsiveness: self.between(0.3, 1.0), until: self.below(4) as f64, chosen: None };
        }
        if self.chance(0.4) {
            seat.pressure = Pressure {
                by: None,
                start: self.below(4) as f64,
                slope: self.between(0.0, 0.1),
                max: self.between(0.0, 0.5),
                on_silence: 0.0,
            };
        }
        if self.chance(0.3) {
            seat.silence.chosen = Some(self.between(0.0, 200.0));
            seat.pressure.on_silence = self.between(0.0, 0.1);
        }
        seat
    }

    /// A rule by which offers are made or answered.
    fn tactic(&mut self) -> Tactic {
        match self.below(9) {
            0 | 1 => Tactic::Rational,
            2 => Tactic::Hardline(Hardline { tolerance: self.between(0.0, 0.6) }),
            3 => Tactic::TitForTat(TitForTat {
                reciprocity: self.between(0.0, 3.0),
                reference: if self.chance(0.5) { Reference::FirstOffer } else { Reference::Reservation },
                offers: self.offers(),
            }),
            4 => Tactic::Micro(if self.chance(0.5) { Repeat::Random } else { Repeat::Last }),
            5 => {
                Tactic::Logit(Logit { decisiveness: self.between(0.0, 50.0), option: self.between(0.0, 0.2) })
            }
            _ => Tactic::Concession(Concession {
                exponent: self.between(0.1, 5.0),
                initial: if self.chance(0.3) { self.unit() } else { 0.0 },
                tolerance: if self.chance(0.2) { self.between(0.0, 0.1) } else { 0.0 },
                time: if self.chance(0.2) { Time::Open } else { Time::Closed },
                offers: self.offers(),
            }),
        }
    }

    fn offers(&mut self) -> Offers {
        if self.chance(0.3) { Offers::Lowest } else { Offers::Kindest }
    }

    /// How the fighting goes on, for this many actors.
    fn battlefield(&mut self, actors: usize) -> Battlefield {
        let positions = 2 + self.below(8);
        Battlefield {
            positions,
            start: 1 + self.below(positions - 1),
            advance: self.unit(),
            stakes: self.list(actors, -0.5, 0.5),
            foresight: self.chance(0.5),
        }
    }

    /// How a table of this many members talks.
    pub fn protocol(&mut self, members: usize, actors: usize, issues: &[Issue]) -> Protocol {
        match self.below(if members == 2 { 4 } else { 3 }) {
            0 => Protocol::RandomProposer { recognition: self.list(members, 0.05, 1.0) },
            1 => Protocol::Ultimatum {
                proposer: ActorId(self.below(actors)),
                round: self.chance(0.3).then(|| self.below(5) as u32),
            },
            2 => Protocol::SingleText {
                mediator: ActorId(self.below(actors)),
                bridging: if self.chance(0.5) { vec![1.0; members] } else { self.list(members, 0.1, 1.0) },
                noise: if self.chance(0.5) { self.between(0.0, 0.3) } else { 0.0 },
                slack: if self.chance(0.5) { self.between(0.0, 0.2) } else { 0.0 },
                start: self
                    .chance(0.4)
                    .then(|| issues.iter().map(|issue| self.below(issue.levels.len())).collect()),
            },
            _ => Protocol::Alternating { first: self.below(2) },
        }
    }

    /// Any case: one table, or a bloc of actors 0 and 2 that then meets actor 1.
    pub fn case(&mut self) -> Case {
        let model = self.model();
        let actors = model.actors.len();
        let seats = (0..actors).map(|_| self.seat()).collect();
        let member = |actor: usize| Member::Actor(ActorId(actor));
        let mut tracks = Vec::new();
        let mut members: Vec<Member> = (0..actors).map(member).collect();
        if actors == 3 && self.chance(0.6) {
            let protocol = self.protocol(2, actors, &model.issues);
            let mut bloc = track("bloc", vec![member(0), member(2)], protocol, 1 + self.below(6) as u32);
            bloc.quota = self.below(2);
            tracks.push(bloc);
            members = vec![Member::Bloc(0), member(1)];
        }
        let protocol = self.protocol(members.len(), actors, &model.issues);
        let mut last = track("last", members, protocol, 1 + self.below(10) as u32);
        last.returns = self.below(4) as u32;
        last.bypass = self.chance(0.5);
        last.concede_to_silence = self.chance(0.5);
        last.quota = self.below(2);
        tracks.push(last);
        let breakdown = if self.chance(0.2) { self.between(0.0, 0.2) } else { 0.0 };
        let battlefield = self.chance(0.2).then(|| self.battlefield(actors));
        let mut case = Case { model, rules: Rules { seats, tracks, breakdown, battlefield } };
        if self.chance(0.3) {
            let private = self.below(actors);
            let types = 1 + self.below(4);
            case.model.actors[private].private = Some(Prior {
                types: self.list(types, -0.2, 0.8),
                weights: self.list(types, 0.0, 1.0),
                decisiveness: self.between(0.0, 50.0),
            });
        }
        let last = case.rules.tracks.len() - 1;
        if last == 0 && self.chance(0.2) {
            let turns = if self.chance(0.5) { Turns::One } else { Turns::All };
            case.rules.tracks[last].protocol = Protocol::StackedAlternating { turns };
        }
        case.make_reasonable();
        case
    }
}
