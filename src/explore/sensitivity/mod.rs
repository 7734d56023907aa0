//! What drives a metric: which of the inputs that are not known its spread stems from.
//!
//! [`morris`], [`sobol`] and [`tornado`] are the methods, for any function of the unit cube; [`design`] are the points
//! at which Sobol' indices need it. [`study`] applies all three to a scenario, [`verdict`] says what of its
//! result can be relied on, and [`findings`] are both as one document.

pub mod design;
pub mod findings;
pub mod morris;
pub mod sobol;
pub mod study;
pub mod tornado;
pub mod verdict;

pub use findings::Findings;
pub use study::{Settings, Setup, Study, Trouble};
