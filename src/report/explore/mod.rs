//! What explorations look like: charts and words, one file a command.

pub mod compare;
pub mod sweep;
pub mod sensitivity;
pub mod discover;
