//! Intervals for a share: Wilson's, on a real or an effective number of trials, and Clopper and Pearson's.
//!
//! Wilson, *JASA* 22 (1927): with `z` the normal quantile of the confidence,
//! `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`.
//! Clopper and Pearson, *Biometrika* 26 (1934): quantiles of Beta(x, n−x+1) and Beta(x+1, n−x).

use super::{beta_quantile, normal_quantile};
use crate::Probability;

/// A range of shares or of values, its ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How sure an interval is to cover the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    level: f64,
    z: f64,
}

impl Confidence {
    /// 95 %.
    pub const P95: Self = Self { level: 0.95, z: 1.959_963_984_540_054 };
    /// 80 %.
    pub const P80: Self = Self { level: 0.80, z: 1.281_551_565_544_600_4 };

    /// Any other level; at 1 every interval is the whole range.
    ///
    /// ```
    /// # use armistice::{Probability, statistics::Confidence};
    /// assert!((Confidence::new(Probability::new(0.99)?).z() - 2.5758293035489).abs() < 1e-12);
    /// # Ok::<(), armistice::OutOfRange>(())
    /// ```
    #[must_use]
    pub fn new(level: Probability) -> Self {
        let tail = Probability::new(0.5 * (1.0 - level.get())).expect("half of 1 − level lies in [0, 1/2]");
        Self { level: level.get(), z: -normal_quantile(tail) }
    }

    /// The level, in `[0, 1]`.
    #[must_use]
    pub const fn level(self) -> f64 {
        self.level
    }

    /// The number of standard deviations that a normal number stays within at this level.
    #[must_use]
    pub const fn z(self) -> f64 {
        self.z
    }
}

/// Wilson's interval for a share seen as `successes` of `trials`; all of `[0, 1]` without a trial.
///
/// ```
/// # use armistice::statistics::{Confidence, wilson};
/// let interval = wilson(7, 20, Confidence::P95);
/// assert!((interval.low - 0.1811918241).abs() < 1e-9 && (interval.high - 0.5671457233).abs() < 1e-9);
/// ```
///
/// # Panics
/// When there are more successes than trials.
#[must_use]
pub fn wilson(successes: u64, trials: u64, confidence: Confidence) -> Interval {
    assert!(successes <= trials, "{successes} successes of {trials} trials");
    if trials == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    wilson_bounds(successes as f64 / trials as f64, trials as f64, confidence.z)
}

/// Wilson's interval for a share estimated from `effective_trials` independent trials' worth of evidence, which
/// need not be a whole number (Korn and Graubard, *Survey Methodology* 24, 1998); all of `[0, 1]` when it is not
/// above 0.
///
/// ```
/// # use armistice::{Probability, statistics::{Confidence, wilson, wilson_share}};
/// assert_eq!(wilson_share(Probability::new(0.25)?, 20.0, Confidence::P95), wilson(5, 20, Confidence::P95));
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn wilson_share(share: Probability, effective_trials: f64, confidence: Confidence) -> Interval {
    if effective_trials > 0.0 {
        wilson_bounds(share.get(), effective_trials, confidence.z)
    } else {
        Interval { low: 0.0, high: 1.0 }
    }
}

fn wilson_bounds(p: f64, n: f64, z: f64) -> Interval {
    if z.is_infinite() {
        return Interval { low: 0.0, high: 1.0 };
    }
    let weight = z * z / n;
    let centre = (p + 0.5 * weight) / (1.0 + weight);
    let half = z / (1.0 + weight) * libm::sqrt(p * (1.0 - p) / n + 0.25 * weight / n);
    // At the ends the bounds are exactly 0 and 1; arithmetic misses them by 1e-17.
    Interval {
        low: if p == 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) },
        high: if p == 1.0 { 1.0 } else { (centre + half).clamp(p, 1.0) },
    }
}

/// Clopper and Pearson's interval for a share seen as `successes` of `trials`: it covers the truth at least as
/// often as it says, and is wider than Wilson's for it; all of `[0, 1]` without a trial.
///
/// ```
/// # use armistice::statistics::{Confidence, clopper_pearson};
/// let interval = clopper_pearson(0, 10, Confidence::P95);
/// assert!(interval.low == 0.0 && (interval.high - 0.3084971078).abs() < 1e-9);
/// ```
///
/// # Panics
/// When there are more successes than trials.
#[must_use]
pub fn clopper_pearson(successes: u64, trials: u64, confidence: Confidence) -> Interval {
    assert!(successes <= trials, "{successes} successes of {trials} trials");
    let (x, failures) = (successes as f64, (trials - successes) as f64);
    let tail = 0.5 * (1.0 - confidence.level);
    // Not `statrs::function::beta::inv_beta_reg`: it agrees to 1e-11 up to 100,000 trials, but misses 1e-9 from
    // 500,000 on, and a bound of 1e-8 by some per cent.
    let quantile = |p: f64, alpha: f64, beta: f64| {
        let p = Probability::new(p).expect("a tail and its complement are probabilities");
        beta_quantile(p, alpha, beta).expect("a count of at least 1 is a shape")
    };
    Interval {
        low: if successes == 0 { 0.0 } else { quantile(tail, x, failures + 1.0) },
        high: if successes == trials { 1.0 } else { quantile(1.0 - tail, x + 1.0, failures) },
    }
}
