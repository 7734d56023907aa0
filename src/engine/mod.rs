//! Draws × replications, and the summary that they add up to.

pub mod summary;

pub use summary::Summary;
