//! Statistics against published tables, closed forms and seeded simulation.

mod distributions;
mod interval;
mod quantile;
mod survival;
mod tally;

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}
