//! What-ifs through the public crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its scenario should fail")]

mod sweep;
