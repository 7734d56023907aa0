//! The flagship at its modes, worked out anew: a plain program of one-utility.md that shares nothing with the engine but
//! the numbers of the file. It finds what a text is worth to the two that fight, and how long it lasts.
//!
//! Written for clarity: who answers is a sum over all subsets of the guarantors, and the limit after the horizon is
//! found by repeating the step. Honour is constant here (no decay, no turnover), and nothing is on that is off by
//! default, so that all of it fits on two pages.

use armistice::{
    ceasefire::{Chain, Honoured},
    model::{DealSpace, Effect, Model, RedLineKind, Valuation, Values, terms::terms},
    scenario::Case,
};

use super::{UKRAINE, with};

/// Periods after which conditions last.
const HORIZON: usize = 240;

/// How much the engine and this program may differ.
const OFF: f64 = 1e-9;

/// Texts that were put forward, as levels: of Kyiv and Europe, two bridges, American style, and one without guarantees.
const TEXTS: [[usize; 7]; 5] = [
    [1, 2, 2, 2, 2, 1, 1],
    [2, 2, 2, 1, 2, 1, 2],
    [2, 1, 3, 0, 2, 1, 2],
    [3, 2, 2, 1, 2, 1, 2],
    [2, 2, 0, 0, 1, 1, 2],
];

/// The flagship at its modes, with words that neither fade nor turn over, and nothing private.
fn flagship() -> Case {
    let mut case = with(UKRAINE, &[]).central();
    for guarantee in &mut case.model.guarantees {
        guarantee.honour.decay = 0.0;
        guarantee.honour.turnover = 0.0;
        assert_eq!((guarantee.protects.0, guarantee.against.0), (0, 1), "all words protect Ukraine");
    }
    for actor in &mut case.model.actors {
        actor.private = None;
    }
    assert!(case.model.ceasefire.spoilers == 0.0, "nothing is on that is off by default");
    case
}

/// An answer to an attack: the chance of one, its expected severity, and the containment that it brings.
#[derive(Clone, Copy, Default)]
struct Answer {
    chance: f64,
    severity: f64,
    contained: f64,
}

/// A text in numbers.
struct Text<'m> {
    model: &'m Model,
    levels: &'m [usize],
    /// `u` and `ũ` of the two that fight.
    flow: [f64; 2],
    peace: [f64; 2],
    /// Detection, early warning, false alarms.
    watch: [f64; 3],
    /// Severity of the answer of each guarantor.
    severities: Vec<f64>,
}

impl<'m> Text<'m> {
    fn new(model: &'m Model, levels: &'m [usize]) -> Self {
        let (mut flow, mut peace) = ([0.0; 2], [0.0; 2]);
        for side in 0..2 {
            let actor = &model.actors[side];
            let total: f64 = actor.weights.iter().sum();
            for (index, issue) in model.issues.iter().enumerate() {
                let Values::Table(values) = &issue.values[side] else { panic!("{}: a table", issue.id) };
                let weight = actor.weights[index] / total;
                let crossed = actor.red_lines.iter().filter(|line| line.issue.0 == index);
                let lost: f64 = crossed
                    .map(|line| match line.kind {
                        RedLineKind::Soft(penalty) if !line.allowed[levels[index]] => penalty,
                        _ => 0.0,
                    })
                    .sum();
                let worth = weight * values[levels[index]] - lost;
                let mean = weight * values.iter().sum::<f64>() / values.len() as f64;
                flow[side] += worth;
                peace[side] += issue.grievance * worth + (1.0 - issue.grievance) * mean;
            }
        }
        let watched = model.monitoring.issue.map_or(0, |issue| levels[issue.0]);
        let watch = &model.monitoring.levels[watched];
        let watch = [watch.detection, watch.early_warning, watch.false_alarm];
        let severity = |place: usize| match &model.guarantees[place].issue {
            Some(issue) => {
                let effects = &model.issues[issue.0].effects;
                let severity = effects.iter().find_map(|effect| match effect {
                    Effect::Guarantee { severity } => Some(severity[levels[issue.0]]),
                    _ => None,
                });
                model.guarantees[place].severity * severity.unwrap_or(0.0)
            }
            None => model.guarantees[place].severity,
        };
        let severities = (0..model.guarantees.len()).map(severity).collect();
        Self { model, levels, flow, peace, watch, severities }
    }

    /// The sum over the effects of the agreed levels.
    fn effect(&self, of: impl Fn(&Effect, usize) -> f64) -> f64 {
        let issues = self.model.issues.iter().zip(self.levels);
        issues
            .flat_map(|(issue, &level)| issue.effects.iter().map(move |effect| (effect, level)))
            .map(|(effect, level)| of(effect, level))
            .sum()
    }

    /// Capability of a side in a period, and of the force that stands by it.
    fn forces(&self, side: usize, period: usize) -> (f64, f64) {
        let actor = &self.model.actors[side];
        let cap = self.effect(|effect, level| match effect {
            Effect::TroopCap { actor, capability } if actor.0 == side => capability[level],
            _ => 0.0,
        });
        let cap = if cap > 0.0 { cap } else { f64::INFINITY };
        let ground = self.effect(|effect, level| match effect {
            Effect::Ground { actor, gain } if actor.0 == side => gain[level],
            _ => 0.0,
        });
        let force = self.effect(|effect, level| match effect {
            Effect::Presence { protects, capability } if protects.0 == side => capability[level],
            _ => 0.0,
        });
        let grown = actor.capability + actor.capability_drift * period.min(HORIZON) as f64;
        ((1.0 + ground) * grown.min(cap), force)
    }

    /// The answer to Russia's attack, with honour as it is or as it is perceived.
    fn answer(&self, truly: bool) -> Answer {
        let rates = &self.model.ceasefire;
        let words: Vec<(f64, f64)> = (self.model.guarantees.iter().zip(&self.severities))
            .filter(|(_, severity)| **severity > 0.0)
            .map(|(given, &severity)| {
                (if truly { given.honour.honour } else { given.honour.perceived }, severity)
            })
            .collect();
        let among = |chance: f64, severity: f64| {
            let brings = 1.0 - (-severity / rates.containment_severity).exp();
            let span = rates.containment_with_response - rates.containment_without_response;
            let contained = if severity > 0.0 { span * brings } else { 0.0 };
            let some = if severity > 0.0 { chance } else { 0.0 };
            Answer { chance: some, severity: chance * severity, contained: chance * contained }
        };
        let mut all = Vec::new();
        // Each by itself: every subset of those who answer.
        for who in 0..1_u32 << words.len() {
            let answers = |place: usize| who >> place & 1 == 1;
            let chance: f64 = (words.iter().enumerate())
                .map(|(place, (honour, _))| if answers(place) { *honour } else { 1.0 - honour })
                .product();
            let most = words.iter().enumerate().filter(|(place, _)| answers(*place));
            let most = most.map(|(_, (_, severity))| *severity).fold(0.0, f64::max);
            all.push((1.0 - rates.honour_correlation, among(chance, most)));
        }
        // All of one fate: who is at least as true as a number that is drawn for all.
        let mut marks: Vec<f64> = words.iter().map(|(honour, _)| *honour).collect();
        marks.push(0.0);
        marks.sort_by(f64::total_cmp);
        for pair in marks.windows(2) {
            let most = words.iter().filter(|(honour, _)| *honour >= pair[1]);
            let most = most.map(|(_, severity)| *severity).fold(0.0, f64::max);
            all.push((rates.honour_correlation, among(pair[1] - pair[0], most)));
        }
        all.iter().fold(Answer::default(), |sum, (share, answer)| Answer {
            chance: sum.chance + share * answer.chance,
            severity: sum.severity + share * answer.severity,
            contained: sum.contained + share * answer.contained,
        })
    }

    /// The answers to an attack by each side: Ukraine's own is met only as far as its guarantors hold it back.
    fn answers(&self, truly: bool) -> [Answer; 2] {
        let full = self.answer(truly);
        let held = self.model.ceasefire.conditional_aid;
        let partly = Answer {
            chance: held * full.chance,
            severity: held * full.severity,
            contained: held * full.contained,
        };
        [partly, full]
    }

    fn seen(&self) -> f64 {
        1.0 - (1.0 - self.watch[0]) * (1.0 - self.model.ceasefire.overt)
    }

    /// `K` and `D` of both sides in a period.
    fn wars(&self, period: usize) -> ([f64; 2], [f64; 2]) {
        let rates = &self.model.ceasefire;
        let exposure = rates.exposure
            + self.effect(|effect, level| match effect {
                Effect::SanctionsSnapback { exposure } => exposure[level],
                _ => 0.0,
            });
        let at = period.min(HORIZON) as f64;
        let settled = rates.consolidation * (1.0 - (-at / rates.consolidation_time).exp());
        let answers = self.answers(false);
        let (mut begins, mut attacked) = ([0.0; 2], [0.0; 2]);
        for side in 0..2 {
            let (own, other) = (&self.model.actors[side], &self.model.actors[1 - side]);
            let today = own.capability / (own.capability + other.capability);
            let ((mine, my_force), (theirs, their_force)) =
                (self.forces(side, period), self.forces(1 - side, period));
            let attacking = mine / (mine + theirs + their_force);
            let defending = (mine + my_force) / (mine + my_force + theirs);
            let once = (1.0 - own.discount) * (own.surprise * (1.0 - self.watch[1]) - own.return_cost);
            begins[side] = own.war_flow + own.stakes * (attacking - today) + once
                - settled
                - self.seen() * (exposure + answers[side].severity);
            // Only Ukraine is helped when it is attacked.
            let help = if side == 0 { rates.aid * answers[1].severity } else { 0.0 };
            attacked[side] = own.war_flow + own.stakes * (defending - today)
                - (1.0 - own.discount) * own.return_cost
                + help;
        }
        (begins, attacked)
    }

    /// One period backward: `J(s)` and `a(s)` from `J(s + 1)`.
    fn back(&self, next: &[[f64; 3]; 2], period: usize) -> ([[f64; 3]; 2], [[f64; 3]; 2]) {
        let rates = &self.model.ceasefire;
        let (begins, attacked) = self.wars(period);
        let mut attacks = [[0.0; 3]; 2];
        for side in 0..2 {
            let patience = self.model.actors[side].discount;
            for level in 0..3 {
                let wait = (1.0 - patience) * self.peace[side] + patience * next[side][level];
                let war = begins[side] + rates.preemption * level as f64;
                attacks[side][level] =
                    rates.attack_ceiling / (1.0 + (-rates.decisiveness * (war - wait)).exp());
            }
        }
        let moves = self.moves(&attacks, false);
        let mut values = [[0.0; 3]; 2];
        for side in 0..2 {
            let patience = self.model.actors[side].discount;
            for level in 0..3 {
                let Move { to, begun, escalated } = &moves[level];
                let later: f64 =
                    to.iter().zip(&next[side]).map(|(chance, value)| chance * value).sum::<f64>()
                        + begun[side] * begins[side]
                        + (begun[1 - side] + escalated) * attacked[side];
                values[side][level] = (1.0 - patience) * self.peace[side] + patience * later;
            }
        }
        (values, attacks)
    }

    /// What becomes of each level in a period.
    fn moves(&self, attacks: &[[f64; 3]; 2], truly: bool) -> [Move; 3] {
        let rates = &self.model.ceasefire;
        let [detection, warning, alarm] = self.watch;
        let incident = 1.0 - (1.0 - rates.incidents) * (1.0 - alarm);
        let rises = rates.escalation * (1.0 - rates.damping * detection);
        let answers = self.answers(truly);
        [0, 1, 2].map(|level: usize| {
            let mut here = Move::default();
            let mut peace = 1.0;
            for side in 0..2 {
                let first = attacks[side][level] * (1.0 - attacks[1 - side][level] / 2.0);
                let ahead = first * (1.0 - warning * answers[side].chance);
                let contained = rates.containment_without_response + self.seen() * answers[side].contained;
                here.to[2] += ahead * contained;
                here.begun[side] = ahead * (1.0 - contained);
                peace -= ahead;
            }
            match level {
                2 => here.escalated = peace * incident * rises,
                _ => here.to[level + 1] += peace * incident * rises,
            }
            here.to[level] += peace * incident * (1.0 - rises);
            here.to[level] += peace * (1.0 - incident) * (1.0 - rates.deescalation);
            here.to[level.saturating_sub(1)] += peace * (1.0 - incident) * rates.deescalation;
            here
        })
    }

    /// `J_b(0, 0)`, and the chances of attack in each period up to the horizon.
    fn solve(&self) -> ([f64; 2], Vec<[[f64; 3]; 2]>) {
        let mut values = self.peace.map(|flow| [flow; 3]);
        for _ in 0..20_000 {
            values = self.back(&values, HORIZON).0;
        }
        let mut attacks = vec![self.back(&values, HORIZON).1];
        for period in (0..HORIZON).rev() {
            let (before, here) = self.back(&values, period);
            values = before;
            attacks.push(here);
        }
        attacks.reverse();
        ([values[0][0], values[1][0]], attacks)
    }

    /// Chance of war in each period, from the first.
    fn wars_begin(&self, attacks: &[[[f64; 3]; 2]], truly: bool, periods: usize) -> Vec<f64> {
        let mut at = [1.0, 0.0, 0.0];
        let mut begin = Vec::new();
        for period in 0..periods {
            let moves = self.moves(&attacks[period.min(HORIZON)], truly);
            let war =
                |level: usize| at[level] * (moves[level].begun.iter().sum::<f64>() + moves[level].escalated);
            begin.push((0..3).map(war).sum());
            at = [0, 1, 2].map(|to| (0..3).map(|from| at[from] * moves[from].to[to]).sum());
        }
        begin
    }
}

/// Where a level leads: to other levels, to a war begun by a side, or to war by escalation.
#[derive(Default)]
struct Move {
    to: [f64; 3],
    begun: [f64; 2],
    escalated: f64,
}

#[test]
fn the_deals_of_the_flagship_are_counted_by_hand() {
    let model = flagship().model;
    assert_eq!(DealSpace::on_table(&model).len(), 5 * 4 * 4 * 3 * 3 * 3 * 4);
    // Hard lines: no 1991 borders and no recognition, and 700,000 soldiers at least.
    assert_eq!(DealSpace::signable(&model).len(), 3 * 3 * 4 * 3 * 3 * 3 * 4);
}

#[test]
fn texts_that_were_put_forward_last_as_long_as_a_plain_program_says() {
    let model = flagship().model;
    let belligerents = model.belligerents.expect("two fight");
    for levels in &TEXTS {
        let text = Text::new(&model, levels);
        let begin = text.wars_begin(&text.solve().1, true, 120);
        let found = terms(&model, belligerents, levels, text.peace);
        let ends = Chain::new(&found, Honoured::Truly).ends(120);
        for months in [1, 3, 12, 24, 60, 120] {
            let plain = 1.0 - begin[..months].iter().sum::<f64>();
            let lasts = ends.survival[months];
            assert!((lasts - plain).abs() < OFF, "{levels:?}: S({months}) = {lasts}, not {plain}");
        }
    }
}

#[test]
fn texts_that_were_put_forward_are_worth_what_a_plain_program_says() {
    let model = flagship().model;
    let space = DealSpace::on_table(&model);
    let valuation = Valuation::new(&model, &space);
    for levels in &TEXTS {
        let position = space.position(levels).expect("the text is on the table");
        let text = Text::new(&model, levels);
        let (peace, attacks) = text.solve();
        let begin = text.wars_begin(&attacks, false, 20_000);
        for side in 0..2 {
            let patience = model.actors[side].discount;
            let weight = begin.iter().rev().fold(0.0, |later, war| patience * (war + later));
            let plain = peace[side] + (1.0 - weight) * (text.flow[side] - text.peace[side]);
            let worth = valuation.value(side, position);
            assert!((worth - plain).abs() < OFF, "{levels:?}: worth {worth} to side {side}, not {plain}");
        }
    }
}

#[test]
fn what_the_text_adds_to_safety_makes_it_last_at_the_modes() {
    // One step up a ladder at a time, from the bridge: guarantee, force, and who rests with a better war.
    let lasts = |levels: [usize; 7], russian: f64| {
        let mut model = flagship().model;
        model.actors[1].war_flow += russian;
        let text = Text::new(&model, &levels);
        1.0 - text.wars_begin(&text.solve().1, true, 60).iter().sum::<f64>()
    };
    let bridge = |guarantee: usize, force: usize| [2, 2, guarantee, force, 2, 1, 2];
    for step in 0..3 {
        assert!(lasts(bridge(step, 0), 0.0) < lasts(bridge(step + 1, 0), 0.0), "guarantee {step}");
    }
    for step in 0..2 {
        assert!(lasts(bridge(0, step), 0.0) < lasts(bridge(0, step + 1), 0.0), "force {step}");
    }
    assert!(lasts(bridge(2, 0), 0.1) < lasts(bridge(2, 0), 0.0));
    assert!(lasts(bridge(2, 0), 0.0) < lasts(bridge(2, 0), -0.1));
}
