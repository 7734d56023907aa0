//! What-if questions on a scenario, by cases at chosen points under common random numbers.

pub mod sensitivity;
