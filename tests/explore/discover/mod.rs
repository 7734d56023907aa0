//! Boxes that explain an outcome.

mod known;
mod peer;
mod scenario;
