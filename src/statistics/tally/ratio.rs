//! A mean per run over draws whose numbers of runs differ, such as rounds per signed deal.
//!
//! With totals `y` over `n` runs in each draw it is the ratio `r = Σy / Σn`; its variance is that of a ratio
//! estimator over draws, `D/(D−1) · Σ(y − r n)² / (Σn)²` (Cochran, *Sampling Techniques*, 1977, chapter 6).

use serde::{Deserialize, Serialize};

/// Whole totals and numbers of runs, draw by draw, and the sums of their products.
///
/// ```
/// # use armistice::statistics::RatioSum;
/// let mut rounds = RatioSum::default();
/// rounds.record(12, 4);
/// rounds.record(3, 1);
/// assert_eq!(rounds.mean(), Some(3.0));
/// assert_eq!(rounds.standard_error(), Some(0.0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatioSum {
    draws: u64,
    #[serde(with = "super::wide")]
    total: u128,
    #[serde(with = "super::wide")]
    runs: u128,
    #[serde(with = "super::wide")]
    total_squared: u128,
    #[serde(with = "super::wide")]
    total_runs: u128,
    #[serde(with = "super::wide")]
    runs_squared: u128,
}

impl RatioSum {
    /// Adds a draw with this total over this many runs.
    pub fn record(&mut self, total: u64, runs: u64) {
        let (total, runs) = (u128::from(total), u128::from(runs));
        self.draws += 1;
        self.total += total;
        self.runs += runs;
        self.total_squared += total * total;
        self.total_runs += total * runs;
        self.runs_squared += runs * runs;
    }

    /// Adds all draws of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.draws += other.draws;
        self.total += other.total;
        self.runs += other.runs;
        self.total_squared += other.total_squared;
        self.total_runs += other.total_runs;
        self.runs_squared += other.runs_squared;
    }

    /// Whether draws can have added up to this: of one that was read from a file.
    pub(crate) fn is_sound(&self) -> bool {
        let sums = [self.total, self.runs, self.total_squared, self.total_runs, self.runs_squared];
        sums.into_iter().all(|sum| sum <= 10_u128.pow(30))
    }

    /// The mean per run; `None` without a run.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.runs > 0).then(|| self.total as f64 / self.runs as f64)
    }

    /// Its standard error, with the runs of a draw taken together; `None` with fewer than two draws or no run.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let ratio = self.mean()?;
        if self.draws < 2 {
            return None;
        }
        let (draws, runs) = (self.draws as f64, self.runs as f64);
        let residuals = self.total_squared as f64 - 2.0 * ratio * self.total_runs as f64
            + ratio * ratio * self.runs_squared as f64;
        Some(libm::sqrt(draws / (draws - 1.0) * residuals.max(0.0)) / runs)
    }
}
