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
