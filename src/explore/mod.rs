//! What-if answers: a set of overrides applied to a scenario, run under common random numbers.
//!
//! Pure: nothing here reads files or prints.

pub mod compare;
pub mod discover;
pub mod panel;
pub mod sensitivity;
pub mod sweep;
pub mod threshold;
