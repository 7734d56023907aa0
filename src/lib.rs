//! Scenario simulation for peace talks: negotiate, sign, and see whether the ceasefire holds.
//!
//! It explains and compares; it does not forecast.

pub mod ceasefire;
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod explore;
pub mod history;
pub mod model;
pub mod negotiation;
pub mod report;
pub mod scenario;
pub mod statistics;
pub mod teach;
pub mod theory;
mod units;
mod wide;

pub use units::{OutOfRange, Probability, Utility};
