//! A mean and its spread, from exact sums.

use serde::{Deserialize, Serialize};

use super::{from_units, to_units};

/// Count, sum and sum of squares of values in `[-1e6, 1e6]`, each rounded to 1e-9 before it is added.
///
/// The sums are 128-bit integers: they hold 10⁸ values at the ends of the range, and 10¹⁴ below a thousand.
///
/// ```
/// # use armistice::statistics::MeanSum;
/// let mut values = MeanSum::default();
/// for value in [0.1, 0.2, 0.6] {
///     values.record(value);
/// }
/// assert_eq!(values.mean(), Some(0.3));
/// assert!((values.variance().unwrap() - 0.07).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeanSum {
    count: u64,
    #[serde(with = "super::wide")]
    sum: i128,
    #[serde(with = "super::wide")]
    squares: i128,
}

impl MeanSum {
    /// Adds one value.
    ///
    /// # Panics
    /// When it is NaN or outside `[-1e6, 1e6]`.
    pub fn record(&mut self, value: f64) {
        let units = i128::from(to_units(value));
        self.add(Self { count: 1, sum: units, squares: units * units });
    }

    /// Adds all that another tally counted.
    ///
    /// ```
    /// # use armistice::statistics::MeanSum;
    /// let (mut left, mut right) = (MeanSum::default(), MeanSum::default());
    /// left.record(1.0);
    /// right.record(2.0);
    /// left.merge(&right);
    /// assert_eq!((left.count(), left.mean()), (2, Some(1.5)));
    /// ```
    pub fn merge(&mut self, other: &Self) {
        self.add(*other);
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares = self.squares.checked_add(other.squares).expect("fewer than 10^8 values at 1e6");
    }

    /// Whether at most so many values below a thousand can have added up to this: of one that was read from a file.
    pub(crate) fn is_sound(&self, most: u64) -> bool {
        let count = i128::from(self.count);
        self.count <= most
            && self.sum.unsigned_abs() <= count.unsigned_abs() * 10_u128.pow(12)
            && (0..=count * 10_i128.pow(24)).contains(&self.squares)
    }

    /// How many values were added.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; `None` without a value.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| from_units(self.sum, self.count))
    }

    /// Their sample variance (divisor n − 1); `None` with fewer than two values.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        let n = i128::from(self.count);
        (n > 1).then(|| {
            // Σ(x − m)² about the whole number of units next to the mean, then to the mean itself: no cancellation.
            let (near, rest) = (self.sum.div_euclid(n), self.sum.rem_euclid(n));
            let about_near = self.squares - near * near * n - 2 * near * rest;
            let about_mean = about_near as f64 - (rest as f64) * (rest as f64 / n as f64);
            about_mean.max(0.0) / (n - 1) as f64 / 1e18
        })
    }

    /// Standard error of the mean when the values are independent: `√(variance/n)`; `None` with fewer than two.
    /// Runs that share a draw are not independent: record their draw's mean instead.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| libm::sqrt(variance / self.count as f64))
    }
}
