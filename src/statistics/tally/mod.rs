//! Tallies that add up exactly: merged in any order and from any shards, they are the same.
//!
//! They count in integers; a value is first rounded to a whole number of units of [`RESOLUTION`], so that sums
//! neither depend on their order nor lose anything.

pub(crate) mod entries;
mod histogram;
mod mean;
mod proportion;
mod ratio;
mod sparse;
mod wide;

pub use histogram::Histogram;
pub use mean::MeanSum;
pub use proportion::{Proportion, VarianceSplit};
pub use ratio::RatioSum;

/// What a value is rounded to before it is added up: 1e-9.
pub const RESOLUTION: f64 = 1e-9;

/// The largest value that a tally takes, up or down.
const LIMIT: f64 = 1e6;

/// A value as a whole number of units of the resolution; ties go away from zero.
fn to_units(value: f64) -> i64 {
    assert!(value.abs() <= LIMIT, "a tallied value must lie between -1e6 and 1e6, not {value}");
    // 1e9 is exact in binary, 1e-9 is not.
    let units = value * 1e9;
    (units + 0.5_f64.copysign(units)) as i64
}

/// A whole number of units of the resolution, shared by `count`.
fn from_units(units: i128, count: u64) -> f64 {
    units as f64 / (count as f64 * 1e9)
}
