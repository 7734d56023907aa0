//! Boxes that explain an outcome.

mod charts;
mod known;
mod peer;
mod scenario;
