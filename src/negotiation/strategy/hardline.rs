//! The hardliner asks for its best deal to the end, and takes nothing much below it.

use crate::units::numbers;

numbers! {
    /// Asks for the best deal to the end.
    pub struct Hardline {
        /// How much less than the best it accepts, in utility.
        pub tolerance,
    }
}
