//! Values counted in bins of equal width, with an exact mean.

use serde::{Deserialize, Serialize};

use super::{LIMIT, from_units, sparse::MOST_BINS, to_units};

/// Counts of values in equal bins over a range, their exact sum and extremes.
///
/// Values are rounded to 1e-9 first; one outside the range counts in the bin at that end, and as it is in the mean
/// and the extremes. Quantiles are straight lines within a bin, so they are right to a bin's width.
///
/// ```
/// # use armistice::statistics::Histogram;
/// let mut values = Histogram::new(0.0, 1.0, 100);
/// for value in [0.105, 0.205, 0.305, 0.405] {
///     values.record(value);
/// }
/// assert_eq!(values.mean(), Some(0.255));
/// assert!((values.quantile(0.5).unwrap() - 0.21).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    #[serde(with = "super::wide")]
    low: i64,
    #[serde(with = "super::wide")]
    high: i64,
    #[serde(with = "super::sparse")]
    counts: Vec<u64>,
    count: u64,
    #[serde(with = "super::wide")]
    sum: i128,
    #[serde(with = "super::wide")]
    least: i64,
    #[serde(with = "super::wide")]
    greatest: i64,
    #[serde(skip)]
    latest: Latest,
}

/// The value that was counted last, and where: the next one is often the same, as the clock makes what an actor hopes
/// for in a round the same in all runs of a draw. Two histograms that differ in it alone are equal.
#[derive(Clone, Copy, Debug)]
struct Latest {
    value: f64,
    units: i64,
    bin: usize,
}

/// None yet: it is equal to no value.
impl Default for Latest {
    fn default() -> Self {
        Self { value: f64::NAN, units: 0, bin: 0 }
    }
}

impl PartialEq for Latest {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Latest {}

impl Histogram {
    /// An empty histogram of `bins` bins over `[low, high]`.
    ///
    /// # Panics
    /// When the range is empty or leaves `[-1e6, 1e6]`, or when there is no bin or more than 4,096.
    #[must_use]
    pub fn new(low: f64, high: f64, bins: usize) -> Self {
        let (low, high) = (to_units(low), to_units(high));
        assert!(low < high, "a histogram needs a range");
        assert!((1..=MOST_BINS).contains(&bins), "a histogram has 1 to {MOST_BINS} bins, not {bins}");
        Self {
            low,
            high,
            counts: vec![0; bins],
            count: 0,
            sum: 0,
            least: i64::MAX,
            greatest: i64::MIN,
            latest: Latest::default(),
        }
    }

    /// Counts one value.
    ///
    /// # Panics
    /// When it is NaN or outside `[-1e6, 1e6]`.
    pub fn record(&mut self, value: f64) {
        if value != self.latest.value {
            self.latest = self.place(value);
        }
        let Latest { units, bin, .. } = self.latest;
        self.counts[bin] += 1;
        self.count += 1;
        self.sum += i128::from(units);
    }

    /// Finds where a value is counted, and whether it is an extreme.
    fn place(&mut self, value: f64) -> Latest {
        let units = to_units(value);
        // Below 2e15 units × 4,096 bins: fits.
        let offset = (units.clamp(self.low, self.high) - self.low) as u64;
        let bin = offset * self.counts.len() as u64 / (self.high - self.low) as u64;
        self.least = self.least.min(units);
        self.greatest = self.greatest.max(units);
        Latest { value, units, bin: (self.counts.len() - 1).min(bin as usize) }
    }

    /// Adds all that another histogram of the same bins counted.
    ///
    /// ```
    /// # use armistice::statistics::Histogram;
    /// let mut left = Histogram::new(0.0, 1.0, 10);
    /// let mut right = left.clone();
    /// left.record(0.25);
    /// right.record(0.75);
    /// left.merge(&right);
    /// assert_eq!((left.count(), left.mean()), (2, Some(0.5)));
    /// ```
    ///
    /// # Panics
    /// When the bins differ.
    pub fn merge(&mut self, other: &Self) {
        assert!(self.has_bins_of(other), "histograms with different bins do not add up");
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
    }

    /// Whether values can have been counted like this: of one that was read from a file.
    pub(crate) fn is_sound(&self) -> bool {
        let count = self.counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        let extremes = [self.least, self.greatest].map(i64::unsigned_abs);
        let largest = LIMIT as u64 * 1_000_000_000;
        count == Some(self.count)
            && self.sum.unsigned_abs() <= u128::from(self.count) * u128::from(largest)
            && if self.count == 0 {
                (self.least, self.greatest) == (i64::MAX, i64::MIN)
            } else {
                self.least <= self.greatest && extremes.into_iter().all(|extreme| extreme <= largest)
            }
    }

    /// Whether another histogram has the same bins.
    #[must_use]
    pub fn has_bins_of(&self, other: &Self) -> bool {
        let bins = |histogram: &Self| (histogram.low, histogram.high, histogram.counts.len());
        bins(self) == bins(other)
    }

    /// How many values were counted.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Counts bin by bin, from the low end.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Mean of the values; `None` without a value.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| from_units(self.sum, self.count))
    }

    /// The value below which a share `p` of the values lies, with the values of a bin spread evenly over it;
    /// `None` without a value. It never leaves the extremes of what was seen.
    ///
    /// # Panics
    /// When `p` is not in `[0, 1]`.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        assert!((0.0..=1.0).contains(&p), "a quantile's share must lie between 0 and 1, not {p}");
        let target = p * self.count as f64;
        let mut before = 0;
        for (bin, &count) in self.counts.iter().enumerate() {
            if count > 0 && (before + count) as f64 >= target {
                let place = bin as f64 + (target - before as f64).max(0.0) / count as f64;
                let units =
                    self.low as f64 + (self.high - self.low) as f64 * (place / self.counts.len() as f64);
                return Some(units.clamp(self.least as f64, self.greatest as f64) / 1e9);
            }
            before += count;
        }
        None
    }
}
