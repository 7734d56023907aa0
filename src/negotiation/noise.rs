//! Errors of perception.

use rand::{Rng, RngExt};

/// A standard normal number, by the polar method (Marsaglia and Bray 1964); it takes at least two numbers of the
/// stream.
pub(super) fn standard_normal(rng: &mut impl Rng) -> f64 {
    loop {
        let x = 2.0 * rng.random::<f64>() - 1.0;
        let y = 2.0 * rng.random::<f64>() - 1.0;
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * libm::sqrt(-2.0 * libm::log(square) / square);
        }
    }
}
