//! Drift: capabilities grow while peace lasts, up to the caps of the deal.
//!
//! `m(s + 1) = min(cap, m(s) + ρ)`, and `p = m / (m + m_other + presence)` is the chance that an attack
//! succeeds (a ratio contest; one half if nobody has anything).

use super::Side;

/// Capabilities of the two sides as peace goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capabilities {
    now: [f64; 2],
    cap: [f64; 2],
    drift: [f64; 2],
    presence: [f64; 2],
}

impl Capabilities {
    /// The capabilities at signing.
    #[must_use]
    pub fn at_signing(sides: &[Side; 2]) -> Self {
        let each = |number: fn(&Side) -> f64| [number(&sides[0]), number(&sides[1])];
        let cap = each(|side| side.capability_cap);
        let now = each(|side| side.capability.min(side.capability_cap));
        Self { now, cap, drift: each(|side| side.capability_drift), presence: each(|side| side.presence) }
    }

    /// The forces of today under the caps and with the foreign forces of other terms.
    #[must_use]
    pub fn under(&self, sides: &[Side; 2]) -> Self {
        let terms = Self::at_signing(sides);
        Self { now: [0, 1].map(|side| self.now[side].min(terms.cap[side])), ..terms }
    }

    /// `p`: the chance that each side's attack would succeed.
    #[must_use]
    pub fn success(&self) -> [f64; 2] {
        let of = |attacker: usize| {
            let defender = 1 - attacker;
            let all = self.now[attacker] + self.now[defender] + self.presence[defender];
            if all > 0.0 { self.now[attacker] / all } else { 0.5 }
        };
        [of(0), of(1)]
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        for side in 0..2 {
            self.now[side] = (self.now[side] + self.drift[side]).clamp(0.0, self.cap[side].max(0.0));
        }
    }
}
