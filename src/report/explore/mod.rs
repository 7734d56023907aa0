//! What explorations look like: charts and words, one file a command.

pub mod compare;
pub mod convergence;
pub mod discover;
pub mod sensitivity;
pub mod sweep;
pub mod threshold;
