//! What-if questions, through the public library.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its case should fail")]

mod sensitivity;
