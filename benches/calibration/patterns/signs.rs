//! In how many settings does one more step of a security instrument shorten peace?
//!
//! Settings are drawn at random over the whole ranges that the page of the ceasefire calls plausible, at four values of
//! decisiveness; what the text brings and what war is worth stay as drawn while one instrument goes up a step.

use armistice::ceasefire::{Chain, Guarantor, Honour, Honoured, Monitoring, Side, Terms};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{Set, mixture::PROTECTED, set::NUMBERS};

/// Values of decisiveness that are tried.
pub const DECISIVENESS: [f64; 4] = [10.0, 20.0, 36.0, 60.0];

/// Below this a change of S(60) is rounding.
const ROUNDING: f64 = 1e-9;

/// A change of terms.
type Change = fn(&mut Terms);

/// Whether terms are looked at.
type Condition = fn(&Terms) -> bool;

/// One step of something.
pub struct Lever {
    /// What goes up, in words.
    pub name: &'static str,
    /// Whether a setting is tried.
    pub only: Condition,
    /// What is changed before and after the step alike.
    pub base: Change,
    /// The step.
    pub step: Change,
    /// The largest and the smallest share of settings in which it may shorten peace, at any decisiveness.
    pub bounds: (f64, f64),
    /// The largest share in which it may by more than a point of S(60).
    pub by_a_point: f64,
    /// Whether it lengthens peace on average, or shortens it; none where nothing is claimed.
    pub rises: Option<bool>,
}

fn step(number: &mut f64) {
    *number = (*number + 0.1).min(1.0);
}

/// Whether the text is worth more than war to the protected side, by .2 of flow.
fn content(terms: &Terms) -> bool {
    terms.sides[PROTECTED].flow >= terms.sides[PROTECTED].war_flow + 0.2
}

/// The instruments, and three comparisons.
pub const LEVERS: [Lever; 11] = {
    const fn instrument(name: &'static str, step: Change, most: f64) -> Lever {
        let (only, base): (Condition, Change) = (|_| true, |_| ());
        Lever { name, only, base, step, bounds: (0.0, most), by_a_point: 0.01, rises: Some(true) }
    }
    [
        instrument("true honour + .1", |terms| step(&mut terms.guarantors[0].honour.honour), 0.001),
        instrument("perceived honour + .1", |terms| step(&mut terms.guarantors[0].honour.perceived), 0.02),
        instrument(
            "both + .1",
            |terms| {
                step(&mut terms.guarantors[0].honour.honour);
                step(&mut terms.guarantors[0].honour.perceived);
            },
            0.01,
        ),
        instrument("severity + .1", |terms| terms.guarantors[0].severity += 0.1, 0.01),
        instrument("presence + .1", |terms| terms.sides[PROTECTED].presence += 0.1, 0.02),
        instrument("early warning + .1", |terms| step(&mut terms.monitoring.early_warning), 0.02),
        Lever {
            base: |terms| terms.monitoring.false_alarm = 0.0,
            ..instrument(
                "detection + .1, no false alarms",
                |terms| step(&mut terms.monitoring.detection),
                0.01,
            )
        },
        Lever {
            by_a_point: 0.3,
            rises: None,
            ..instrument(
                "troop level of the protected side, one up (cap + .1)",
                |terms| terms.sides[PROTECTED].capability_cap += 0.1,
                0.7,
            )
        },
        Lever {
            only: content,
            by_a_point: 0.1,
            ..instrument(
                "the same where the protected side likes the text better than war, by .2 or more",
                |terms| terms.sides[PROTECTED].capability_cap += 0.1,
                0.4,
            )
        },
        instrument(
            "for comparison: terms that both like better, + .05",
            |terms| terms.sides.iter_mut().for_each(|side| side.flow += 0.05),
            0.005,
        ),
        Lever {
            bounds: (0.5, 1.0),
            by_a_point: 1.0,
            rises: Some(false),
            ..instrument(
                "for comparison: a better war for the adversary, + .05",
                |terms| terms.sides[1 - PROTECTED].war_flow += 0.05,
                1.0,
            )
        },
    ]
};

/// So many settings over the whole ranges.
#[must_use]
pub fn settings(count: usize, decisiveness: f64, seed: u64) -> Vec<Terms> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|_| setting(&mut rng, decisiveness)).collect()
}

fn setting(rng: &mut ChaCha8Rng, decisiveness: f64) -> Terms {
    let mut set = over_ranges(rng);
    let mut within = |low: f64, high: f64| low + (high - low) * rng.random::<f64>();
    set.rates.decisiveness = decisiveness;
    set.rates.preemption = within(0.0, 0.1);
    let mut side = |capability: f64, presence: f64, cap: f64| Side {
        war_flow: within(0.1, 0.7),
        flow: within(0.3, 0.7),
        resentment: 0.0,
        discount: within(0.96, 0.99),
        stakes: within(0.5, 1.5),
        surprise: within(0.0, 8.0),
        return_cost: within(0.0, 7.0),
        capability,
        capability_cap: cap,
        capability_drift: within(0.0, 0.01),
        ground: 1.0,
        presence,
    };
    let sides = [side(1.0, 0.0, 0.0), side(1.0, 0.0, f64::INFINITY)];
    let mut terms = Terms {
        rates: set.rates,
        sides,
        guarantors: vec![Guarantor {
            honour: Honour {
                honour: within(0.0, 0.9),
                perceived: within(0.0, 0.9),
                decay: 0.0,
                turnover: 0.0,
                turnover_factor: 1.0,
                learning: 0.0,
            },
            severity: within(0.0, 0.6),
            protects: PROTECTED,
        }],
        monitoring: Monitoring {
            detection: within(0.1, 0.9),
            early_warning: within(0.0, 0.6),
            false_alarm: within(0.0, 0.05),
        },
    };
    terms.sides[PROTECTED].presence = within(0.0, 0.4);
    terms.sides[PROTECTED].capability_cap = within(0.6, 1.0);
    terms.sides[1 - PROTECTED].capability = within(0.7, 2.0);
    terms
}

/// A set with every number over its plausible range, and the shipped mixture.
#[must_use]
pub fn over_ranges(rng: &mut ChaCha8Rng) -> Set {
    let mut set = Set::shipped();
    for number in &NUMBERS {
        let (low, high) = number.plausible;
        *(number.of)(&mut set) = low + (high - low) * rng.random::<f64>();
    }
    set
}

/// What a step does at one decisiveness.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    /// Share of settings in which it shortens peace.
    pub shortens: f64,
    /// Share in which it does by more than a point of S(60).
    pub by_a_point: f64,
    /// The worst change of S(60).
    pub worst: f64,
    /// The mean change.
    pub mean: f64,
}

/// What a step does in these settings.
#[must_use]
pub fn effect(lever: &Lever, settings: &[Terms]) -> Effect {
    let lasts = |terms: &Terms| Chain::new(terms, Honoured::Truly).survival(60)[60];
    let changes: Vec<f64> = settings
        .par_iter()
        .filter(|terms| (lever.only)(terms))
        .map(|terms| {
            let mut before = terms.clone();
            (lever.base)(&mut before);
            let mut after = before.clone();
            (lever.step)(&mut after);
            lasts(&after) - lasts(&before)
        })
        .collect();
    let count = changes.len() as f64;
    let below = |bound: f64| changes.iter().filter(|change| **change < bound).count() as f64 / count;
    Effect {
        shortens: below(-ROUNDING),
        by_a_point: below(-0.01),
        worst: changes.iter().copied().fold(f64::INFINITY, f64::min),
        mean: changes.iter().sum::<f64>() / count,
    }
}
