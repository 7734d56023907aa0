//! The difference of a metric between two points that met the same luck.
//!
//! With totals `y` over `n` in each of `D` draws a metric is the ratio `r = Σy / Σn`. The difference of two such ratios
//! has, draw by draw, the residual `e = (y₁ − r₁n₁) D/Σn₁ − (y₂ − r₂n₂) D/Σn₂`, and the variance `Σe² / (D(D − 1))`
//! (the linearised variance of a ratio; Cochran, *Sampling Techniques*, 1977, chapter 6). What both points owe to the
//! same draw cancels in `e`.

use serde::Serialize;

/// A difference and its Monte Carlo error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Contrast {
    /// The second point's metric less the first one's.
    pub difference: f64,
    /// Its standard error over draws; `None` with one draw.
    pub standard_error: Option<f64>,
}

impl Contrast {
    /// The contrast of two points by their draws' ratios; `None` when the metric has no value at one of them.
    #[must_use]
    pub fn of(first: &[(u64, u64)], second: &[(u64, u64)]) -> Option<Self> {
        let draws = first.len() as f64;
        let sums = |ratios: &[(u64, u64)]| {
            let (total, number) =
                ratios.iter().fold((0, 0), |(total, number), (one, other)| (total + one, number + other));
            (number > 0).then(|| (total as f64 / number as f64, number as f64 / draws))
        };
        let ((ratio, mean), (other_ratio, other_mean)) = (sums(first)?, sums(second)?);
        let squares: f64 = (first.iter().zip(second))
            .map(|(&(total, number), &(other_total, other_number))| {
                let residual = (total as f64 - ratio * number as f64) / mean
                    - (other_total as f64 - other_ratio * other_number as f64) / other_mean;
                residual * residual
            })
            .sum();
        Some(Self {
            difference: other_ratio - ratio,
            standard_error: (draws > 1.0).then(|| libm::sqrt(squares / (draws * (draws - 1.0)))),
        })
    }

    /// Whether chance alone hardly makes a difference as large: above `errors` standard errors, and above `least`.
    #[must_use]
    pub fn is_clear(&self, errors: f64, least: f64) -> bool {
        self.standard_error.is_some_and(|error| self.difference.abs() > errors * error + least)
    }
}
