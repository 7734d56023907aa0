//! The mixture of ceasefires that stands for the 96, and the cases that are compared on it.
//!
//! Both sides' flows from the text and from war are drawn uniformly between the ends that the set states, all four
//! independently; the forces of the protected side are 1, those of its adversary are uniform in .7–1.5; detection is
//! uniform in .2–.8; honour, true and perceived, is 0 in half of the draws, .2 in a quarter and .5 in a quarter, with an
//! answer of .6 of the full severity; monitors raise a false alarm in a hundredth of the months. Draws are spread
//! evenly by a Kronecker sequence in place of at random, so that a few hundred say what very many would.

use armistice::ceasefire::{Guarantor, Honour, Monitoring, Side, Terms};

use super::Set;

/// The side that a guarantee and a force protect; the other is its adversary.
pub const PROTECTED: usize = 0;

/// One ceasefire of the mixture, as shares of the ranges that it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    flow: [f64; 2],
    war: [f64; 2],
    forces: f64,
    detection: f64,
    honour: f64,
}

/// So many draws.
#[must_use]
pub fn draws(count: usize) -> Vec<Draw> {
    // The root of x^7 = x + 1, as the golden ratio is that of x^2 = x + 1; its powers fill six dimensions evenly.
    const ROOT: f64 = 1.112_775_684_278_705_5;
    let share = |draw: usize, dimension: i32| {
        let step = ROOT.powi(-dimension);
        (0.5 + (draw + 1) as f64 * step).fract()
    };
    (0..count)
        .map(|draw| Draw {
            flow: [share(draw, 1), share(draw, 2)],
            war: [share(draw, 3), share(draw, 4)],
            forces: share(draw, 5),
            detection: share(draw, 6),
            honour: [0.0, 0.0, 0.2, 0.5][draw % 4],
        })
        .collect()
}

/// What is the same in all ceasefires of a comparison; `None` leaves the mixture's own.
#[derive(Clone, Debug)]
pub struct Case {
    /// `d`.
    pub detection: Option<f64>,
    /// `h`.
    pub honour: Option<f64>,
    /// `ĥ`; as `h` by default.
    pub perceived: Option<f64>,
    /// Share of the full severity.
    pub severity: f64,
    /// A force on the protected side.
    pub presence: f64,
    /// `e`.
    pub early_warning: f64,
    /// `f`.
    pub false_alarm: f64,
    /// Added to what the text brings both sides.
    pub flow: f64,
    /// Added to what war brings each side.
    pub war: [f64; 2],
    /// Capability that the adversary gains each month.
    pub drift: f64,
}

impl Case {
    /// The mixture itself.
    #[must_use]
    pub fn mixture() -> Self {
        Self {
            detection: None,
            honour: None,
            perceived: None,
            severity: 0.6,
            presence: 0.0,
            early_warning: 0.0,
            false_alarm: 0.01,
            flow: 0.0,
            war: [0.0; 2],
            drift: 0.0,
        }
    }

    /// A ceasefire without guarantee, force and monitors: detection .3.
    #[must_use]
    pub fn bare() -> Self {
        Self { detection: Some(0.3), honour: Some(0.0), false_alarm: 0.0, ..Self::mixture() }
    }

    /// One that a guarantor backs, with as much honour as it is believed to have, and detection as given.
    #[must_use]
    pub fn guaranteed(honour: f64, severity: f64, detection: f64) -> Self {
        Self { detection: Some(detection), honour: Some(honour), severity, ..Self::bare() }
    }

    /// The terms of a draw under a set of numbers.
    #[must_use]
    pub fn terms(&self, set: &Set, draw: &Draw) -> Terms {
        let within = |(low, high): (f64, f64), share: f64| low + (high - low) * share;
        let side = |side: usize| Side {
            war_flow: within(set.wars, draw.war[side]) + self.war[side],
            flow: within(set.flows, draw.flow[side]) + self.flow,
            resentment: 0.0,
            discount: set.discount,
            stakes: set.stakes,
            surprise: set.surprise,
            return_cost: set.return_cost,
            capability: if side == PROTECTED { 1.0 } else { within((0.7, 1.5), draw.forces) },
            capability_cap: f64::INFINITY,
            capability_drift: if side == PROTECTED { 0.0 } else { self.drift },
            ground: 1.0,
            presence: if side == PROTECTED { self.presence } else { 0.0 },
        };
        let honour = self.honour.unwrap_or(draw.honour);
        Terms {
            rates: set.rates.clone(),
            sides: [side(0), side(1)],
            guarantors: vec![Guarantor {
                honour: Honour {
                    honour,
                    perceived: self.perceived.unwrap_or(honour),
                    decay: 0.0,
                    turnover: 0.0,
                    turnover_factor: 1.0,
                    learning: 0.0,
                },
                severity: self.severity * set.severity,
                protects: PROTECTED,
            }],
            monitoring: Monitoring {
                detection: self.detection.unwrap_or_else(|| within((0.2, 0.8), draw.detection)),
                early_warning: self.early_warning,
                false_alarm: self.false_alarm,
            },
        }
    }
}
