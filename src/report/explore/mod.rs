//! Explorations as people read them.

pub mod discover;
