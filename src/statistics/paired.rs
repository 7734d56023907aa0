//! The difference of two ratios that share their draws, as under common random numbers.
//!
//! Side `s` has the total `y_s` over `n_s` runs in each of `D` draws, and the ratio `r_s = Σy_s / Σn_s`. To first
//! order a draw moves `r_B − r_A` by `e = (y_B − r_B n_B)/Σn_B − (y_A − r_A n_A)/Σn_A`, so that
//! `Var(r_B − r_A) ≈ D/(D−1) Σ e²`, draws being clusters (Cochran, *Sampling Techniques*, 1977, chapter 6, on the
//! comparison of two ratios). Runs without a common draw would have the two terms' squares apart; what is saved
//! is twice their covariance (Law, *Simulation Modeling and Analysis*, 2015, §11.2). A metric over all runs has the
//! same `n` in each draw: then this is the paired t interval.

use super::{Confidence, Interval, normal_quantile, student_z};
use crate::Probability;

/// The chance with which a difference that is truly there should be found.
const POWER: f64 = 0.8;

/// Two ratios over the same draws, and their difference.
///
/// ```
/// # use armistice::statistics::PairedRatios;
/// // Durable of 10 runs in each of three draws, without and with a change.
/// let paired = PairedRatios::of(&[[(2, 10), (3, 10)], [(5, 10), (7, 10)], [(8, 10), (8, 10)]]).unwrap();
/// assert!((paired.difference() - 0.1).abs() < 1e-12);
/// assert!((paired.standard_error().unwrap() - 0.1 / 3f64.sqrt()).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedRatios {
    /// Draws.
    pub draws: u64,
    /// Both ratios.
    pub ratios: [f64; 2],
    /// Draws in which they differ: to either side, each draw by its own ratios.
    pub signs: Signs,
    /// `Σe²` of the pair, and of the sides apart.
    squares: (f64, f64),
}

/// How many draws point which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The second ratio is higher.
    pub higher: u64,
    /// Both are the same.
    pub same: u64,
    /// The second ratio is lower.
    pub lower: u64,
}

impl PairedRatios {
    /// From `[(y_A, n_A), (y_B, n_B)]` of each draw; `None` if a side has no run at all.
    #[must_use]
    pub fn of(draws: &[[(u64, u64); 2]]) -> Option<Self> {
        let sum = |of: fn(&(u64, u64)) -> u64, side: usize| -> u64 {
            draws.iter().map(|pair| of(&pair[side])).sum()
        };
        let totals = [0, 1].map(|side| sum(|(total, _)| *total, side));
        let runs = [0, 1].map(|side| sum(|(_, runs)| *runs, side));
        if runs.contains(&0) {
            return None;
        }
        // Whole numbers until the end, so that sides that are alike have no error at all.
        let residual = |side: usize, (total, number): (u64, u64)| {
            let [total, number, all, over] = [total, number, totals[side], runs[side]].map(i128::from);
            (total * over - all * number) as f64 / (over as f64 * over as f64)
        };
        let mut squares = (0.0, 0.0);
        let mut signs = Signs::default();
        for pair in draws {
            let [a, b] = [0, 1].map(|side| residual(side, pair[side]));
            squares.0 += (b - a) * (b - a);
            squares.1 += a * a + b * b;
            let [(total_a, runs_a), (total_b, runs_b)] = pair.map(|(y, n)| (u128::from(y), u128::from(n)));
            if runs_a > 0 && runs_b > 0 {
                match (total_b * runs_a).cmp(&(total_a * runs_b)) {
                    std::cmp::Ordering::Greater => signs.higher += 1,
                    std::cmp::Ordering::Equal => signs.same += 1,
                    std::cmp::Ordering::Less => signs.lower += 1,
                }
            }
        }
        let ratios = [0, 1].map(|side| totals[side] as f64 / runs[side] as f64);
        Some(Self { draws: draws.len() as u64, ratios, signs, squares })
    }

    /// The second ratio less the first.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.ratios[1] - self.ratios[0]
    }

    /// Standard error of the difference; `None` with fewer than two draws.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.error(self.squares.0)
    }

    /// The standard error that it would have if each side had draws and luck of its own.
    #[must_use]
    pub fn independent_error(&self) -> Option<f64> {
        self.error(self.squares.1)
    }

    fn error(&self, squares: f64) -> Option<f64> {
        let draws = self.draws as f64;
        (self.draws > 1).then(|| libm::sqrt(draws / (draws - 1.0) * squares))
    }

    /// Interval of the difference: Student's t on `D − 1` degrees of freedom; `None` with fewer than two draws.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let half = self.standard_error()? * student_z(self.draws - 1, confidence);
        Some(Interval { low: self.difference() - half, high: self.difference() + half })
    }

    /// Share of the variance that common draws and luck take away, `1 − Var(paired)/Var(independent)`; below 0 where
    /// they add to it. `None` where there is nothing to save.
    #[must_use]
    pub fn variance_saved(&self) -> Option<f64> {
        (self.draws > 1 && self.squares.1 > 0.0).then(|| 1.0 - self.squares.0 / self.squares.1)
    }

    /// Draws at which a difference of this size would be told from none with a chance of 80 %, by a two-sided test
    /// at the level of `confidence`: `D ((z_{1−α/2} + z_{0.8}) · SE / difference)²`, rounded up (Chow, Shao and Wang,
    /// *Sample Size Calculations in Clinical Research*, 2008, §3.1). `None` without an error or a difference.
    #[must_use]
    pub fn draws_to_settle(&self, confidence: Confidence) -> Option<u64> {
        let power = Probability::new(POWER).expect("a constant in [0, 1]");
        let times = (confidence.z() + normal_quantile(power)) * self.standard_error()? / self.difference();
        let draws = libm::ceil(self.draws as f64 * times * times);
        (self.difference() != 0.0 && draws.is_finite()).then_some(draws as u64)
    }
}
