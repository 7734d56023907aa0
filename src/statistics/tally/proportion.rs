//! A share of runs when runs come in draws: what is not known apart from what is chance.
//!
//! The inputs are drawn once a draw, chance once a run within it, so runs of one draw are alike and count for less
//! than independent ones. With `k_j` successes of `n_j` runs in draw `j` of `D`, the share is `p̂ = Σk/Σn`, its
//! variance that of a ratio (Cochran, *Sampling Techniques*, 1977, §9A.1)
//! `D/(D−1) Σ(k_j − p̂ n_j)² / (Σn)²`, and the variance of one run splits by analysis of variance (Searle, Casella
//! and McCulloch, *Variance Components*, 1992, §3.6) into one between draws and one within them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{Confidence, Interval, quantile_of_counts, wilson_share};
use crate::Probability;

/// Counts how many draws had how many successes in how many runs.
///
/// Draws with equal counts share one entry, so memory grows with the replications, not with the draws.
///
/// ```
/// # use armistice::statistics::{Confidence, Proportion};
/// let mut durable = Proportion::default();
/// for successes in [10, 9, 2, 0] {
///     durable.record(successes, 10);
/// }
/// assert_eq!(durable.estimate(), Some(21.0 / 40.0));
/// // Four draws say less than forty runs.
/// assert!(durable.effective_trials().unwrap() < 5.0);
/// assert!(durable.variance().unwrap().parameters().unwrap() > 0.7);
/// assert!(durable.interval(Confidence::P95).unwrap().low < 0.25);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proportion {
    /// (trials, successes) of a draw → draws.
    #[serde(with = "super::entries")]
    draws: BTreeMap<(u64, u64), u64>,
}

/// Where the variance of one run comes from: `p(1−p)`, split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceSplit {
    /// Between draws: the inputs are not known. The spread that chance alone puts between draws is taken off.
    pub between: f64,
    /// Within draws: chance.
    pub within: f64,
}

impl VarianceSplit {
    /// Share of the variance that stems from not knowing the inputs, in `[0, 1]`; `None` when there is none.
    #[must_use]
    pub fn parameters(&self) -> Option<f64> {
        let total = self.between + self.within;
        (total > 0.0).then(|| self.between / total)
    }
}

impl Proportion {
    /// Adds one draw with this many successes in its trials. A draw without a trial counts as a draw too: record
    /// it, so that the error of a conditional share such as P(durable | deal) knows of it.
    ///
    /// # Panics
    /// When there are more successes than trials.
    pub fn record(&mut self, successes: u64, trials: u64) {
        assert!(successes <= trials, "{successes} successes of {trials} trials");
        *self.draws.entry((trials, successes)).or_insert(0) += 1;
    }

    /// Adds all draws of another tally.
    ///
    /// ```
    /// # use armistice::statistics::Proportion;
    /// let (mut left, mut right) = (Proportion::default(), Proportion::default());
    /// left.record(1, 4);
    /// right.record(2, 2);
    /// left.merge(&right);
    /// assert_eq!((left.successes(), left.trials(), left.draws()), (3, 6, 2));
    /// ```
    pub fn merge(&mut self, other: &Self) {
        for (&counts, &draws) in &other.draws {
            *self.draws.entry(counts).or_insert(0) += draws;
        }
    }

    /// Whether at most so many draws of at most so many trials can have added up to this: of one that was read from a
    /// file.
    pub(crate) fn is_sound(&self, draws: u64, trials: u64) -> bool {
        self.draws.keys().all(|&(n, k)| k <= n && n <= trials)
            && self
                .draws
                .values()
                .try_fold(0_u64, |sum, count| sum.checked_add(*count))
                .is_some_and(|sum| sum <= draws)
    }

    /// How many draws were added.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws.values().sum()
    }

    /// Trials in all draws.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.draws.iter().map(|(&(trials, _), draws)| trials * draws).sum()
    }

    /// Successes in all draws.
    #[must_use]
    pub fn successes(&self) -> u64 {
        self.draws.iter().map(|(&(_, successes), draws)| successes * draws).sum()
    }

    /// The share of successes, draws weighted by their trials; `None` without a trial.
    #[must_use]
    pub fn estimate(&self) -> Option<f64> {
        let trials = self.trials();
        (trials > 0).then(|| self.successes() as f64 / trials as f64)
    }

    /// Sum over draws of `f(trials, successes)`, in the order of the counts.
    fn sum(&self, mut f: impl FnMut(f64, f64) -> f64) -> f64 {
        self.draws.iter().map(|(&(n, k), &draws)| draws as f64 * f(n as f64, k as f64)).sum()
    }

    /// Monte Carlo variance of the estimate: between draws, or binomial when there is only one draw.
    fn error_variance(&self) -> Option<f64> {
        let p = self.estimate()?;
        let (draws, trials) = (self.draws() as f64, self.trials() as f64);
        Some(if draws > 1.0 {
            let residuals = self.sum(|n, k| (k - p * n) * (k - p * n));
            draws / (draws - 1.0) * residuals / (trials * trials)
        } else {
            p * (1.0 - p) / trials
        })
    }

    /// Monte Carlo standard error of the estimate, with runs of one draw taken together: it shrinks as draws are
    /// added, not as replications are. `None` without a trial; with one draw it speaks of that draw only.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.error_variance().map(libm::sqrt)
    }

    /// How many independent runs tell as much as these do, between 1 and the number of trials: trials over the
    /// [design effect](Self::design_effect). `None` without a trial.
    #[must_use]
    pub fn effective_trials(&self) -> Option<f64> {
        let p = self.estimate()?;
        let trials = self.trials() as f64;
        if self.draws() == 1 || trials == 1.0 {
            return Some(trials);
        }
        if p == 0.0 || p == 1.0 {
            // All draws agree, which says nothing of how alike the runs of a draw are: count the draws.
            return Some(self.sum(|n, _| f64::from(n > 0.0)));
        }
        let independent = p * (1.0 - p) / (trials - 1.0);
        Some((trials * independent / self.error_variance()?).clamp(1.0, trials))
    }

    /// How many times larger the variance is than that of as many independent runs (Kish 1965), at least 1; `None`
    /// without a trial.
    #[must_use]
    pub fn design_effect(&self) -> Option<f64> {
        self.effective_trials().map(|effective| self.trials() as f64 / effective)
    }

    /// Wilson's interval on the effective number of runs; `None` without a trial.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let share = Probability::new(self.estimate()?).expect("successes never outnumber trials");
        Some(wilson_share(share, self.effective_trials()?, confidence))
    }

    /// The variance of one run, split between not knowing the inputs and chance. `None` when the two can't be told
    /// apart: with fewer than two draws that have a trial, or with none that has two.
    #[must_use]
    pub fn variance(&self) -> Option<VarianceSplit> {
        let p = self.estimate()?;
        let trials = self.trials() as f64;
        let groups = self.sum(|n, _| f64::from(n > 0.0));
        if groups < 2.0 || trials <= groups {
            return None;
        }
        let within = self.sum(|n, k| if n > 0.0 { k * (n - k) / n } else { 0.0 }) / (trials - groups);
        let spread = self.sum(|n, k| if n > 0.0 { (k - p * n) * (k - p * n) / n } else { 0.0 });
        let mean_size = (trials - self.sum(|n, _| n * n) / trials) / (groups - 1.0);
        let between = (spread / (groups - 1.0) - within) / mean_size;
        Some(VarianceSplit { between: between.max(0.0), within })
    }

    /// Where the central `coverage` of the draws lie with chance removed: it does not shrink with more draws.
    ///
    /// A draw's own share is pulled towards the mean by `√(b/(b + w/n))`, with `b` the variance between draws and
    /// `w` that within: then the spread that is left is the one between draws (a linear empirical Bayes estimate
    /// that keeps the variance; Louis, *JASA* 79, 1984). Draws count by their trials, as in the estimate. `None`
    /// when [`variance`](Self::variance) is.
    ///
    /// # Panics
    /// When `coverage` is not in `[0, 1]`.
    #[must_use]
    pub fn band(&self, coverage: f64) -> Option<Interval> {
        assert!(
            (0.0..=1.0).contains(&coverage),
            "a band covers between 0 and 1 of the draws, not {coverage}"
        );
        let mean = self.estimate()?;
        let VarianceSplit { between, within } = self.variance()?;
        let mut shares: Vec<(f64, u64)> = self
            .draws
            .iter()
            .filter(|(counts, _)| counts.0 > 0)
            .map(|(&(trials, successes), draws)| {
                let n = trials as f64;
                let observed = between + within / n;
                let pull = if observed > 0.0 { libm::sqrt(between / observed) } else { 0.0 };
                let share = mean + pull * (successes as f64 / n - mean);
                (share.clamp(0.0, 1.0), trials * draws)
            })
            .collect();
        shares.sort_by(|a, b| a.0.total_cmp(&b.0));
        let tail = 0.5 * (1.0 - coverage);
        Some(Interval {
            low: quantile_of_counts(&shares, tail)?,
            high: quantile_of_counts(&shares, 1.0 - tail)?,
        })
    }
}
