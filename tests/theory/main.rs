//! Closed forms against the numbers of the design's table: exact rationals to 1e-12, tables to their last digit.

mod bargaining;
#[path = "../common/close.rs"]
mod close;
mod information;
mod legislature;
mod rounds;
mod survival;
mod war;

use armistice::{Probability, theory::Discount};

use close::close;

/// Ten digits are given.
const TABLE: f64 = 1e-10;
/// The number is a ratio of small whole numbers.
const EXACT: f64 = 1e-12;

#[track_caller]
fn all_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(*found, *expected, tolerance);
    }
}

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a test's probability")
}

fn discount(value: f64) -> Discount {
    Discount::new(value).expect("a test's discount factor")
}
