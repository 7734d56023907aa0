//! Which limits matter: a box is compared with the one that lacks a limit (Bryant and Lempert 2010).
//!
//! The quasi-p-value of a limit is the chance that as many of the box's `n` points, `k`, would be of interest, or
//! more, if the limit did nothing, so that the density were that of the box without it: `P(X ≥ k)`,
//! `X ~ Binomial(n, p)`. It flatters: the limit was sought where it does most.

use super::{Limits, Samples, Side, Trajectory, trajectory::share};
use crate::{Probability, statistics::beta_cumulative};

/// One limit of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The input's place.
    pub column: usize,
    /// Which limit.
    pub side: Side,
    /// The limit, in the input's unit.
    pub value: f64,
    /// Its quasi-p-value.
    pub quasi_p: f64,
    /// Coverage without it.
    pub coverage_without: f64,
    /// Density without it.
    pub density_without: f64,
}

/// The limits of a box that are tighter than those of the box of all samples, in the order of the inputs.
#[must_use]
pub fn limits_of(samples: &Samples, trajectory: &Trajectory, limits: &Limits) -> Vec<Limit> {
    let whole = &trajectory.whole;
    let (points, of_interest) = count(samples, trajectory, limits);
    let mut all = Vec::new();
    for column in limits.restricted(whole) {
        for side in [Side::Low, Side::High] {
            if !limits.differs(column, side, whole) {
                continue;
            }
            let (others, interest) =
                count(samples, trajectory, &limits.with(column, side, whole.get(column, side)));
            let density_without = share(interest, others);
            all.push(Limit {
                column,
                side,
                value: limits.get(column, side),
                quasi_p: at_least(of_interest, points, density_without),
                coverage_without: share(interest, trajectory.of_interest),
                density_without,
            });
        }
    }
    all
}

/// Points and points of interest in a box.
pub(super) fn count(samples: &Samples, trajectory: &Trajectory, limits: &Limits) -> (usize, usize) {
    let inside = trajectory.inside(samples, limits);
    (inside.len(), inside.iter().filter(|point| samples.interest()[**point]).count())
}

/// Chance of at least `k` successes in `n` trials of chance `p`: `I_p(k, n − k + 1)`.
#[expect(clippy::cast_precision_loss, reason = "counts of points are far below 2^53")]
fn at_least(k: usize, n: usize, p: f64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    beta_cumulative(Probability::clamped(p), k as f64, (n - k) as f64 + 1.0)
        .expect("both shapes are at least 1")
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn the_binomial_tail_is_that_of_coins_and_of_certainties() {
        for (k, n, p, tail) in [
            (0, 5, 0.3, 1.0),
            (5, 5, 0.5, 1.0 / 32.0),
            (4, 5, 0.5, 6.0 / 32.0),
            (1, 3, 0.2, 1.0 - 0.512),
            (3, 3, 1.0, 1.0),
        ] {
            assert!((at_least(k, n, p) - tail).abs() < 1e-13, "{k} of {n} at {p}");
        }
    }
}
