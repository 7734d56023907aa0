//! Silence: an actor that does not answer has not accepted, and tells nothing.

use crate::units::numbers;

numbers! {
    /// When an actor answers.
    pub struct Silence {
        /// `ρ`: chance that it answers in a round.
        pub responsiveness,
        /// Rounds, from the first of the talks, in which it never answers.
        pub until,
    }
}

impl Silence {
    /// The chance that the actor answers in a round of the talks, counted from 0.
    #[must_use]
    pub fn chance(&self, since_start: u32) -> f64 {
        if f64::from(since_start) < self.until { 0.0 } else { self.responsiveness }
    }
}
