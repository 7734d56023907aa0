//! Time-dependent concession (Faratin, Sierra and Jennings 1998).
//!
//! `a(t) = r(t) + (M − r(t)) · (1 − (t/(T−1))^(1/e)) · (1 − c0)`, so the last round is at the reservation value.

use crate::{negotiation::Clock, units::numbers};

numbers! {
    /// Concedes from the best deal towards the reservation value as time runs out.
    pub struct Concession {
        /// `e`: below 1 Boulware, 1 linear, above 1 conceder.
        pub exponent,
        /// `c0`: share conceded at the first round, in `[0, 1]`.
        pub initial,
    }
}

impl Concession {
    /// What it aspires to: the least value that it accepts and asks for.
    #[must_use]
    pub fn aspiration(&self, best: f64, reservation: f64, clock: Clock) -> f64 {
        let elapsed = clock.elapsed();
        let held = 1.0 - if self.exponent == 1.0 { elapsed } else { libm::pow(elapsed, 1.0 / self.exponent) };
        reservation + (best - reservation).max(0.0) * held * (1.0 - self.initial)
    }
}
