//! Estimates from tallies: value, Monte Carlo error and interval, and the band of the draws.

use crate::{
    scenario::Scenario,
    statistics::{Confidence, Interval, Proportion, RatioSum, VarianceSplit, wilson},
};

use super::{
    laboratory::Observed,
    metric::Metric,
    summary::{Estimate, Range},
};

/// The share of the draws that a band covers.
const BAND: f64 = 0.8;

/// An interval as a range.
pub(super) fn range(interval: Interval) -> Range {
    Range { low: interval.low, high: interval.high }
}

/// How the runs of a scenario are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimator {
    /// Whether all inputs are fixed: then all runs are alike, and draws tell no more than replications.
    pub(super) is_fixed: bool,
}

impl Estimator {
    /// The estimate of a share.
    pub(super) fn share(self, proportion: &Proportion) -> Estimate {
        if self.is_fixed {
            let (successes, trials) = (proportion.successes(), proportion.trials());
            let value = proportion.estimate();
            let error = |share: f64| libm::sqrt(share * (1.0 - share) / trials as f64);
            return Estimate {
                value,
                standard_error: value.map(error),
                interval: value.map(|_| range(wilson(successes, trials, Confidence::P95))),
                band: None,
            };
        }
        Estimate {
            value: proportion.estimate(),
            standard_error: proportion.standard_error(),
            interval: proportion.interval(Confidence::P95).map(range),
            band: proportion.band(BAND).map(range),
        }
    }

    /// The estimate of a mean per run.
    pub(super) fn mean(self, sum: &RatioSum) -> Estimate {
        let (value, standard_error) = (sum.mean(), sum.standard_error());
        let z = Confidence::P95.z();
        let interval = value
            .zip(standard_error)
            .map(|(value, error)| Range { low: value - z * error, high: value + z * error });
        Estimate { value, standard_error, interval, band: None }
    }

    /// How many times larger the variance of a share is than that of as many independent runs, at least 1.
    pub(super) fn design_effect(self, proportion: &Proportion) -> f64 {
        if self.is_fixed { 1.0 } else { proportion.design_effect().unwrap_or(1.0).max(1.0) }
    }

    /// The share of a share's variance that stems from not knowing the inputs, where it can be told.
    pub(super) fn inputs_share(self, proportion: &Proportion) -> Option<f64> {
        if self.is_fixed { None } else { proportion.variance().as_ref().and_then(VarianceSplit::parameters) }
    }
}

/// A metric of some draws of a scenario, as its [`Summary`](super::Summary) states it.
#[must_use]
pub fn estimate(scenario: &Scenario, metric: Metric, draws: impl Iterator<Item = Observed>) -> Estimate {
    let estimator = Estimator { is_fixed: scenario.is_fixed() };
    // Without belligerents there is no ceasefire to be at peace in.
    let is_known = metric != Metric::PeriodsOfPeace || scenario.setting.model.belligerents.is_some();
    let ratios = draws.filter(|_| is_known).map(|draw| draw.ratio(metric));
    if metric.is_share() {
        let mut share = Proportion::default();
        ratios.for_each(|(successes, trials)| share.record(successes, trials));
        estimator.share(&share)
    } else {
        let mut mean = RatioSum::default();
        ratios.for_each(|(total, number)| mean.record(total, number));
        estimator.mean(&mean)
    }
}
