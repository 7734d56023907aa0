//! Exploration through the public crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture should fail")]

mod discover;
