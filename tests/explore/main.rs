//! What-ifs through the public crate: sweeps, what drives a result, and what the cases of an outcome have in common.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its case should fail")]

mod discover;
mod sensitivity;
mod sweep;
