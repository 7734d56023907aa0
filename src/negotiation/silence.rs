//! Silence: an actor that does not answer has not accepted, and tells nothing.

use crate::units::numbers;

numbers! {
    /// When an actor answers.
    pub struct Silence {
        /// `ρ`: chance that it answers in a round.
        pub responsiveness,
        /// Rounds of a track, from its first, in which it never answers.
        pub until,
    }
}

impl Silence {
    /// The chance that the actor answers in a round of a track, counted from 0.
    #[must_use]
    pub fn chance(&self, round: u32) -> f64 {
        if f64::from(round) < self.until { 0.0 } else { self.responsiveness }
    }
}
