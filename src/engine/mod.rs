//! Draws × replications, and the summary that they add up to.

pub mod record;
pub mod summary;

pub use record::RunRecord;
pub use summary::Summary;
