//! Power: capabilities as peace lasts, and the shares of power that a war is fought with.
//!
//! ```text
//! m_b(s) = (1 + γ_b) · min(cap_b, m_b + ρ_b s)          P⁰_b = m_b / (m_b + m_o)
//! P^att_b = m_b(s) / (m_b(s) + m_o(s) + pres_o)         P^def_b = (m_b(s) + pres_b) / (m_b(s) + pres_b + m_o(s))
//! ```
//!
//! A ratio contest (Tullock 1980); one half where nobody has anything. `γ` is the military price of the ground that the
//! text gives or takes (Fearon 1996), and a foreign force counts for the side that it protects when that is attacked.

use super::Side;

/// Capabilities of the two sides as peace goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// Forces, before what the ground makes of them.
    forces: [f64; 2],
    cap: [f64; 2],
    drift: [f64; 2],
    ground: [f64; 2],
    presence: [f64; 2],
    /// `P⁰`: shares of power on the day of signing, before the text changes them.
    before: [f64; 2],
}

/// What each side's share of power would gain, against today's, in a war that begins now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// `P^att_b − P⁰_b`: if it begins the war.
    pub attacking: [f64; 2],
    /// `P^def_b − P⁰_b`: if it is attacked.
    pub defending: [f64; 2],
}

impl Power {
    /// Power on the day of signing.
    #[must_use]
    pub fn at_signing(sides: &[Side; 2]) -> Self {
        let each = |number: fn(&Side) -> f64| [number(&sides[0]), number(&sides[1])];
        let today = each(|side| side.capability);
        Self {
            forces: each(|side| side.capability.min(side.capability_cap)),
            cap: each(|side| side.capability_cap),
            drift: each(|side| side.capability_drift),
            ground: each(|side| side.ground),
            presence: each(|side| side.presence),
            before: [0, 1].map(|side| share(today[side], today[1 - side])),
        }
    }

    /// The forces of today under the caps, on the ground and with the foreign forces of other terms.
    #[must_use]
    pub fn under(&self, sides: &[Side; 2]) -> Self {
        let terms = Self::at_signing(sides);
        Self {
            forces: [0, 1].map(|side| self.forces[side].min(terms.cap[side])),
            before: self.before,
            ..terms
        }
    }

    /// What a war that begins now would change.
    #[must_use]
    pub fn shift(&self) -> Shift {
        let now = [0, 1].map(|side| self.forces[side] * self.ground[side]);
        Shift {
            attacking: [0, 1].map(|side| {
                let other = 1 - side;
                share(now[side], now[other] + self.presence[other]) - self.before[side]
            }),
            defending: [0, 1]
                .map(|side| share(now[side] + self.presence[side], now[1 - side]) - self.before[side]),
        }
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        for side in 0..2 {
            self.forces[side] = (self.forces[side] + self.drift[side]).clamp(0.0, self.cap[side].max(0.0));
        }
    }
}

/// The share of power of a side with these forces against others.
fn share(own: f64, others: f64) -> f64 {
    let all = own + others;
    if all > 0.0 { own / all } else { 0.5 }
}
