//! How long peace holds: Kaplan and Meier's estimate of survival, its intervals, and the log-rank test.
//!
//! `S(t) = Π_{s ≤ t} (1 − d_s/n_s)` over the times of events, with `d` events among the `n` at risk (*JASA* 53,
//! 1958); at a tied time events come before censorings, as in R's `survfit`. Greenwood's variance is
//! `S² Σ d/(n(n − d))`.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Confidence, Interval, wilson_share};
use crate::Probability;

/// An estimated survival curve, one step for each time at which something was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KaplanMeier {
    steps: Vec<Step>,
}

/// What happened at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time, in periods.
    pub time: f64,
    /// Histories that neither ended nor were censored before.
    pub at_risk: u64,
    /// Events at this time.
    pub events: u64,
    /// Share that survives it.
    pub survival: f64,
    /// Share that survived until just before.
    before: f64,
    /// Greenwood's sum `Σ d/(n(n − d))` times the design effect; infinite once nobody survives.
    spread: f64,
    design_effect: f64,
}

impl Step {
    /// Chance of an event at this time among those at risk; 0 when nobody is.
    #[must_use]
    pub fn hazard(&self) -> f64 {
        if self.at_risk == 0 { 0.0 } else { self.events as f64 / self.at_risk as f64 }
    }

    /// Greenwood's standard error of the survival; 0 where it is 0 or 1.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        if self.survival == 0.0 { 0.0 } else { self.survival * libm::sqrt(self.spread) }
    }

    /// `S ± z·SE`, clamped to `[0, 1]`: too narrow near the ends, where [`Step::log_log_interval`] is better.
    #[must_use]
    pub fn plain_interval(&self, confidence: Confidence) -> Interval {
        let half = confidence.z() * self.standard_error();
        Interval { low: (self.survival - half).max(0.0), high: (self.survival + half).min(1.0) }
    }

    /// The interval that is symmetric in `ln(−ln S)`: `S^exp(±z √Σ / ln S)` with Greenwood's sum `Σ`
    /// (Kalbfleisch and Prentice 1980).
    ///
    /// Where `S` is 0 or 1 that says nothing; there it is Wilson's interval on the number at risk over the share
    /// that survived until then (Cutler and Ederer's effective sample), or `[1, 1]` at time 0.
    #[must_use]
    pub fn log_log_interval(&self, confidence: Confidence) -> Interval {
        let s = self.survival;
        if self.time == 0.0 && s == 1.0 {
            return Interval { low: 1.0, high: 1.0 };
        }
        if s == 0.0 || s == 1.0 {
            let effective = if self.before > 0.0 { self.at_risk as f64 / self.before } else { 0.0 };
            let share = Probability::new(s).expect("0 and 1 are probabilities");
            return wilson_share(share, effective / self.design_effect, confidence);
        }
        let log = libm::log(s);
        let shift = confidence.z() * libm::sqrt(self.spread) / log;
        let bound = |shift: f64| libm::exp(log * libm::exp(shift)).clamp(0.0, 1.0);
        Interval { low: bound(-shift), high: bound(shift) }
    }
}

impl KaplanMeier {
    /// The curve of histories counted by period: `events[t]` ended in period `t`, `censored[t]` were last seen
    /// alive in it; the lists start at period 0, and the shorter is filled up with zeros. One step a period.
    ///
    /// ```
    /// # use armistice::statistics::KaplanMeier;
    /// // Ten ceasefires: two collapse in period 1, three in period 2, five outlast the hold of 3.
    /// let curve = KaplanMeier::from_counts(&[0, 2, 3, 0], &[0, 0, 0, 5]);
    /// assert!((curve.at(2.0) - 0.5).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn from_counts(events: &[u64], censored: &[u64]) -> Self {
        let periods = events.len().max(censored.len());
        let count = |counts: &[u64], period: usize| counts.get(period).copied().unwrap_or(0);
        Self::from_rows((0..periods).map(|t| (t as f64, count(events, t), count(censored, t))).collect())
    }

    /// The curve of single histories: the time at which each ended (`true`) or was last seen alive (`false`), in
    /// any order. One step for each distinct time.
    ///
    /// ```
    /// # use armistice::statistics::KaplanMeier;
    /// let curve = KaplanMeier::from_times([(3.0, true), (5.0, false), (4.0, true), (5.0, true)]);
    /// assert!((curve.at(4.0) - 0.5).abs() < 1e-15);
    /// ```
    ///
    /// # Panics
    /// When a time is NaN.
    #[must_use]
    pub fn from_times(histories: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let mut histories: Vec<_> = histories.into_iter().collect();
        assert!(histories.iter().all(|(time, _)| !time.is_nan()), "a time is not a number");
        histories.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rows = histories.chunk_by(|a, b| a.0 == b.0).map(|tied| {
            let events = tied.iter().filter(|(_, event)| *event).count() as u64;
            (tied[0].0, events, tied.len() as u64 - events)
        });
        Self::from_rows(rows.collect())
    }

    /// Rows of (time, events, censored), by rising time.
    fn from_rows(rows: Vec<(f64, u64, u64)>) -> Self {
        let mut at_risk: u64 = rows.iter().map(|(_, events, censored)| events + censored).sum();
        let (mut survival, mut spread) = (1.0, 0.0);
        let step = |(time, events, censored): (f64, u64, u64)| {
            let before = survival;
            if events > 0 {
                let (d, n) = (events as f64, at_risk as f64);
                survival *= (n - d) / n;
                spread += d / (n * (n - d));
            }
            let step = Step { time, at_risk, events, survival, before, spread, design_effect: 1.0 };
            at_risk -= events + censored;
            step
        };
        Self { steps: rows.into_iter().map(step).collect() }
    }

    /// The same curve for histories that come in clusters, such as runs that share a draw of the inputs: variances
    /// are multiplied by `design_effect` (1 changes nothing; [`Proportion::design_effect`] estimates it).
    ///
    /// ```
    /// # use armistice::statistics::KaplanMeier;
    /// let plain = KaplanMeier::from_counts(&[0, 2, 3, 0], &[0, 0, 0, 5]);
    /// let clustered = plain.clone().with_design_effect(4.0);
    /// assert_eq!(clustered.steps()[2].standard_error(), 2.0 * plain.steps()[2].standard_error());
    /// ```
    ///
    /// [`Proportion::design_effect`]: super::Proportion::design_effect
    ///
    /// # Panics
    /// When `design_effect` is not above 0.
    #[must_use]
    pub fn with_design_effect(mut self, design_effect: f64) -> Self {
        assert!(design_effect > 0.0, "a design effect must be above 0, not {design_effect}");
        for step in &mut self.steps {
            step.spread *= design_effect / step.design_effect;
            step.design_effect = design_effect;
        }
        self
    }

    /// The steps by rising time.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Share that survives `time`; 1 before the first step.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        let seen = self.steps.partition_point(|step| step.time <= time);
        self.steps[..seen].last().map_or(1.0, |step| step.survival)
    }

    /// First time at which at most half survive; `None` if more than half outlast what was seen.
    ///
    /// ```
    /// # use armistice::statistics::KaplanMeier;
    /// assert_eq!(KaplanMeier::from_counts(&[0, 2, 3, 0], &[0, 0, 0, 5]).median(), Some(2.0));
    /// ```
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        // A product of ratios that should be a half may miss it by a few units in the last place.
        self.steps.iter().find(|step| step.survival <= 0.5 + 1e-12).map(|step| step.time)
    }

    /// Mean time survived within the first `horizon` periods: `∫₀^τ S(t) dt`.
    ///
    /// ```
    /// # use armistice::statistics::KaplanMeier;
    /// let curve = KaplanMeier::from_counts(&[0, 2, 3, 0], &[0, 0, 0, 5]);
    /// assert!((curve.restricted_mean(3.0) - (1.0 + 0.8 + 0.5)).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn restricted_mean(&self, horizon: f64) -> f64 {
        let (mut mean, mut since, mut survival) = (0.0, 0.0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < horizon) {
            mean += survival * (step.time - since);
            (since, survival) = (step.time, step.survival);
        }
        mean + survival * (horizon - since).max(0.0)
    }

    /// How many are at risk at `time`, and how many events happen then.
    fn risk_and_events(&self, time: f64) -> (u64, u64) {
        let next = self.steps.partition_point(|step| step.time < time);
        self.steps
            .get(next)
            .map_or((0, 0), |step| (step.at_risk, if step.time == time { step.events } else { 0 }))
    }
}

/// Whether two survival curves differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// `χ²` with one degree of freedom.
    pub statistic: f64,
    /// Chance of one at least as large if the curves are the same.
    pub p_value: f64,
}

/// The log-rank test of two samples (Mantel 1966): `χ² = (O − E)²/V`, with `O` events in the first, `E` those
/// expected from the share at risk at each event time, `V` the hypergeometric variance. `None` when no event could
/// have told them apart.
///
/// ```
/// # use armistice::statistics::{KaplanMeier, log_rank};
/// let short = KaplanMeier::from_times([(1.0, true), (2.0, true), (3.0, true)]);
/// assert_eq!(log_rank(&short, &short).map(|test| test.p_value), Some(1.0));
/// ```
#[must_use]
pub fn log_rank(first: &KaplanMeier, second: &KaplanMeier) -> Option<LogRank> {
    let mut times: Vec<f64> = [first, second]
        .iter()
        .flat_map(|curve| curve.steps.iter().filter(|step| step.events > 0).map(|step| step.time))
        .collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let (mut excess, mut variance) = (0.0, 0.0);
    for time in times {
        let (risk_first, events_first) = first.risk_and_events(time);
        let (risk_second, events_second) = second.risk_and_events(time);
        let (n, d) = ((risk_first + risk_second) as f64, (events_first + events_second) as f64);
        let share = risk_first as f64 / n;
        excess += events_first as f64 - d * share;
        if n > 1.0 {
            variance += d * share * (1.0 - share) * (n - d) / (n - 1.0);
        }
    }
    (variance > 0.0).then(|| {
        let statistic = excess * excess / variance;
        // Its relative error is about 1e-13 down to 1e-300.
        let chance = ChiSquared::new(1.0).expect("one degree of freedom is above 0");
        LogRank { statistic, p_value: chance.sf(statistic) }
    })
}
