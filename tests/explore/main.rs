//! What-if answers: comparisons and thresholds against hand calculations and known truths.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its scenario should fail")]

mod compare;
mod paired;
mod threshold;

#[path = "../support/mod.rs"]
mod support;
