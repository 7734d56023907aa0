//! The levers of the flagship: each is turned as `--set` turns it, and things move the way that the literature gives
//! (`docs/founding-case.md`).
//!
//! A lever is measured in two ways. With the text held fixed, how long peace lasts is exact in each draw, so that a sign
//! can be asked for draw by draw ([`fixed`]). Whether all sign, and what becomes of what they sign, is simulated: both
//! sides of a comparison share their seed, and so the draws of all inputs that the lever leaves alone, the luck of the
//! talks and that of the ceasefires. What is left of chance is measured: an effect counts if it is more than three
//! standard errors from none. The two can differ. A force that must be in the text is paid for with other terms, so that
//! what is signed with it may last less, though each text lasts longer with it than without.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../support/mod.rs"]
mod support;

mod cover;
mod fixed;
mod flagship;
mod lever;
mod measure;
mod page;
mod talks;
mod terms;
mod text;
