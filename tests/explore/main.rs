//! What-ifs through the public crate: comparisons, thresholds and sweeps, what drives a result, and what the cases of an
//! outcome have in common; against hand calculations, known truths and peers.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its case should fail")]

#[path = "../common/boxes.rs"]
mod boxes;
mod compare;
mod discover;
mod paired;
mod panel;
mod sensitivity;
mod sweep;
mod threshold;

#[path = "../support/mod.rs"]
mod support;
