//! What-ifs through the public crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its scenario should fail")]

mod sweep;
//! What-if questions, through the public library.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its case should fail")]

mod sensitivity;
//! Exploration through the public crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture should fail")]

mod discover;
