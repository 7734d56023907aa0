//! What-ifs for people and programs.

pub mod sweep;
