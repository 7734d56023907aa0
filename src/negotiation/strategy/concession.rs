//! Time-dependent concession (Faratin, Sierra and Jennings 1998).
//!
//! `a(t) = r(t) + (M − r(t)) · (1 − s^(1/e)) · (1 − c0)`, with `s` the share of the time that is gone; by default
//! `s = t/(T−1)`, so the last round is at the reservation value.

use crate::negotiation::Clock;

/// Concedes from the best deal towards the reservation value as time runs out.
#[derive(Clone, Debug, PartialEq)]
pub struct Concession<N = f64> {
    /// `e`: below 1 Boulware, 1 linear, above 1 conceder.
    pub exponent: N,
    /// `c0`: share conceded at the first round, in `[0, 1]`.
    pub initial: N,
    /// How far below its aspiration it asks and accepts, never below the reservation value, in utility.
    pub tolerance: N,
    /// How it counts the time that is gone.
    pub time: Time,
    /// Which of the deals that it aspires to it offers.
    pub offers: Offers,
}

/// How the share of the time that is gone is counted, in round `t` of `T`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Time {
    /// `t/(T−1)`: 0 in the first round and 1 in the last.
    #[default]
    Closed,
    /// `(t+1)/(T+1)`: never quite 0 or 1.
    Open,
}

/// Which of the deals that are good enough for itself an actor offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offers {
    /// The one that is best for the addressee who gains least.
    #[default]
    Kindest,
    /// The one that is worst for itself: it needs to know nothing of the others.
    Lowest,
}

impl<N> Concession<N> {
    pub(super) fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Concession<M> {
        Concession {
            exponent: f(&self.exponent),
            initial: f(&self.initial),
            tolerance: f(&self.tolerance),
            time: self.time,
            offers: self.offers,
        }
    }
}

impl Concession {
    /// Concession with this exponent and initial share, and defaults for the rest.
    #[must_use]
    pub fn new(exponent: f64, initial: f64) -> Self {
        Self { exponent, initial, tolerance: 0.0, time: Time::default(), offers: Offers::default() }
    }

    /// What it aspires to: the least value that it accepts and asks for.
    #[must_use]
    pub fn aspiration(&self, best: f64, reservation: f64, clock: Clock) -> f64 {
        let elapsed = match self.time {
            Time::Closed => clock.elapsed(),
            Time::Open => f64::from(clock.round + 1) / f64::from(clock.rounds + 1),
        };
        let held = 1.0 - power(elapsed, 1.0 / self.exponent);
        let room = (best - reservation).max(0.0) * held * (1.0 - self.initial);
        reservation + (room - self.tolerance).max(0.0)
    }
}

/// A power of a number in `[0, 1]`; where products or square roots give it, by these, which is faster.
fn power(base: f64, exponent: f64) -> f64 {
    match exponent {
        1.0 => base,
        2.0 => base * base,
        4.0 => (base * base) * (base * base),
        0.5 => libm::sqrt(base),
        0.25 => libm::sqrt(libm::sqrt(base)),
        _ => libm::pow(base, exponent),
    }
}
