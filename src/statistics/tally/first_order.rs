//! How much of the variance between draws one input explains by itself, from draws that were made anyway.
//!
//! The draws are put into [`BINS`] bins by how far through its distribution the input is. With `D` draws of `n` runs,
//! `y` the share of successes of a draw, `m_b` and `s²_b` the mean and the variance of `y` over the `D_b` draws of a bin:
//!
//! ```text
//! S = V / B                                               first-order index (correlation ratio)
//! V = Σ D_b (m_b − m)² / D − Σ (1 − D_b/D) s²_b / D       between bins, less what chance puts there
//! B = variance of y − mean of y(1 − y) / (n − 1)          between draws, less the chance within them
//! ```
//!
//! `V` estimates `V(E[y given x])`, `B` the variance of the draws' own chances, so that `S` is Sobol's first-order
//! index (*Mathematical Modelling and Computational Experiments* 1, 1993) with the runs' luck taken off. The bias
//! correction is that of Kelley's `ε²` (*PNAS* 21, 1935) with a variance for each bin. What varies within a bin is
//! missed: for a straight line `1/BINS²` of its share. The standard error is that of the ratio by its influence
//! function, which needs sums of powers of the successes up to the fourth; they are whole, so that parts merge exactly.

use serde::{Deserialize, Serialize};

use super::super::beta_cumulative;
use crate::Probability;

/// Bins of an input's distribution, each as probable as another; three times a whole number, for thirds.
pub const BINS: usize = 12;

/// Sums over some draws of the powers of their successes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PowerSums {
    draws: u64,
    /// `Σ k`, `Σ k²`, `Σ k³` and `Σ k⁴`.
    #[serde(with = "super::wide::array")]
    powers: [u128; 4],
}

impl PowerSums {
    fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        self.powers.iter_mut().zip(other.powers).for_each(|(to, from)| *to += from);
    }

    fn count(&self) -> f64 {
        self.draws as f64
    }

    fn mean(&self, trials: f64) -> f64 {
        self.powers[0] as f64 / self.count() / trials
    }

    /// `Σ z⁰` to `Σ z⁴` of `z = k/n − centre`.
    fn about(&self, centre: f64, trials: f64) -> [f64; 5] {
        let scaled = |power: usize| self.powers[power - 1] as f64 / libm::pow(trials, power as f64);
        let (count, c) = (self.count(), centre);
        let [one, two, three, four] = [scaled(1), scaled(2), scaled(3), scaled(4)];
        [
            count,
            one - count * c,
            two - 2.0 * c * one + count * c * c,
            three - 3.0 * c * two + 3.0 * c * c * one - count * c * c * c,
            four - 4.0 * c * three + 6.0 * c * c * two - 4.0 * c * c * c * one + count * c * c * c * c,
        ]
    }

    /// Variance with `D − 1`; `None` with fewer than two draws.
    fn variance(&self, trials: f64) -> Option<f64> {
        let about = self.about(self.mean(trials), trials);
        (self.draws > 1).then(|| about[2].max(0.0) / (self.count() - 1.0))
    }
}

/// The draws of a simulation in the bins of one input, with their successes.
///
/// ```
/// # use armistice::statistics::{BINS, FirstOrder};
/// let mut durable = FirstOrder::default();
/// for draw in 0..1200 {
///     // Whatever is in the upper half of its distribution succeeds in all of 10 runs, the rest in none.
///     let bin = draw % BINS;
///     durable.record(bin, if bin < BINS / 2 { 0 } else { 10 });
/// }
/// let index = durable.index(10).unwrap();
/// assert!((index.share - 1.0).abs() < 0.01);
/// assert_eq!(index.thirds.map(|third| third.mean), [0.0, 0.5, 1.0]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstOrder {
    bins: [PowerSums; BINS],
}

/// What one input explains by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstOrderIndex {
    /// Share of the variance between draws; as an estimate it may lie a little below 0.
    pub share: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Chance that an input that does nothing would show as clear a slope or bend over its bins: an F test of the best
    /// parabola.
    pub p_value: f64,
    /// The draws in the lowest, the middle and the highest third of the input's distribution.
    pub thirds: [Third; 3],
}

/// The draws in a third of a distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Third {
    /// Mean share of successes.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The variance between draws with the chance within them taken off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// The variance of the draws' own chances of success; it may be estimated below 0.
    pub variance: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl FirstOrder {
    /// Whether draws of so many trials can have added up to this: of one that was read from a file.
    pub(crate) fn is_sound(&self, draws: u64, trials: u64) -> bool {
        let trials = u128::from(trials);
        self.bins.iter().all(|bin| {
            let mut most = u128::from(bin.draws);
            bin.draws <= draws
                && bin.powers.iter().all(|power| {
                    most = most.saturating_mul(trials);
                    *power <= most
                })
        })
    }

    /// The bin of a place in `[0, 1]` in the input's distribution.
    #[must_use]
    pub fn bin(uniform: f64) -> usize {
        ((uniform * BINS as f64) as usize).min(BINS - 1)
    }

    /// Adds a draw by its bin.
    ///
    /// # Panics
    /// When there is no such bin.
    pub fn record(&mut self, bin: usize, successes: u64) {
        let k = u128::from(successes);
        self.bins[bin].add(&PowerSums { draws: 1, powers: [k, k * k, k * k * k, k * k * k * k] });
    }

    /// Adds all draws of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.bins.iter_mut().zip(&other.bins).for_each(|(bin, other)| bin.add(other));
    }

    /// Draws that were added.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.bins.iter().map(|bin| bin.draws).sum()
    }

    fn all(bins: &[PowerSums]) -> PowerSums {
        bins.iter().fold(PowerSums::default(), |mut all, bin| {
            all.add(bin);
            all
        })
    }

    /// The variance between draws of `trials` runs each; `None` with fewer than two draws or than two runs of each,
    /// where it can't be told from chance.
    #[must_use]
    pub fn between(&self, trials: u64) -> Option<Between> {
        if trials < 2 || self.draws() < 2 {
            return None;
        }
        let whole = Whole::new(Self::all(&self.bins), trials as f64);
        Some(Between { variance: whole.between, standard_error: libm::sqrt(whole.error_variance()) })
    }

    /// The input's index with draws of `trials` runs each. `None` where there is nothing to explain, or too little to
    /// tell: fewer than two runs a draw, fewer than two draws for each bin or in a third, or no
    /// variance between draws.
    #[must_use]
    pub fn index(&self, trials: u64) -> Option<FirstOrderIndex> {
        let n = trials as f64;
        if trials < 2 || self.draws() < 2 * BINS as u64 {
            return None;
        }
        let whole = Whole::new(Self::all(&self.bins), n);
        if whole.between <= 0.0 {
            return None;
        }
        let draws = whole.sums.count();
        let filled = || self.bins.iter().filter(|bin| bin.draws > 0);
        let squares =
            |bin: &PowerSums| bin.variance(n).map_or(0.0, |variance| (bin.count() - 1.0) * variance);
        let freedom = draws - filled().count() as f64;
        let within = filled().map(squares).sum::<f64>() / freedom;
        let (mut spread, mut noise) = (0.0, 0.0);
        for bin in filled() {
            let off = bin.mean(n) - whole.mean;
            spread += bin.count() * off * off;
            // A single draw does not show how much its bin varies.
            noise += (1.0 - bin.count() / draws) * bin.variance(n).unwrap_or(within);
        }
        let share = (spread - noise) / draws / whole.between;
        let error: f64 = filled().map(|bin| whole.squared_influence(bin, share)).sum();
        let parabola = self.parabola(&whole);
        let p_value = match parabola {
            _ if within > 0.0 => f_tail(parabola / 2.0 / within, 2.0, freedom),
            explained if explained > 0.0 => 0.0,
            _ => 1.0,
        };
        let third = |third: usize| {
            let all = Self::all(&self.bins[third * BINS / 3..(third + 1) * BINS / 3]);
            let standard_error = libm::sqrt(all.variance(n)? / all.count());
            Some(Third { mean: all.mean(n), standard_error })
        };
        let thirds = [third(0)?, third(1)?, third(2)?];
        Some(FirstOrderIndex { share, standard_error: libm::sqrt(error.max(0.0)) / draws, p_value, thirds })
    }

    /// What a parabola over the bins explains of `Σ (y − m)²`: the sums of squares of a slope and of a bend that is
    /// orthogonal to it, with the draws of a bin as its weight. Two degrees of freedom tell a rise, a fall and a turn
    /// from chance better than one for each bin.
    fn parabola(&self, whole: &Whole) -> f64 {
        let filled = || self.bins.iter().enumerate().filter(|(_, bin)| bin.draws > 0);
        let sum = |f: &dyn Fn(f64, &PowerSums) -> f64| {
            filled().map(|(place, bin)| bin.count() * f(place as f64, bin)).sum::<f64>()
        };
        let draws = whole.sums.count();
        let middle = sum(&|at, _| at) / draws;
        let slope = |at: f64| at - middle;
        let size = sum(&|at, _| slope(at) * slope(at));
        let square = sum(&|at, _| at * at) / draws;
        let along = if size > 0.0 { sum(&|at, _| at * at * slope(at)) / size } else { 0.0 };
        let bend = |at: f64| at * at - square - along * slope(at);
        let explained = |contrast: &dyn Fn(f64) -> f64| {
            let size = sum(&|at, _| contrast(at) * contrast(at));
            let product = sum(&|at, bin| contrast(at) * (bin.mean(whole.trials) - whole.mean));
            if size > 1e-9 { product * product / size } else { 0.0 }
        };
        explained(&slope) + explained(&bend)
    }
}

/// All draws together.
struct Whole {
    sums: PowerSums,
    trials: f64,
    mean: f64,
    between: f64,
}

impl Whole {
    fn new(sums: PowerSums, trials: f64) -> Self {
        let mean = sums.mean(trials);
        let about = sums.about(mean, trials);
        let count = sums.count();
        let chance = (mean * (1.0 - mean) - about[2] / count) / (trials - 1.0);
        let between = about[2].max(0.0) / (count - 1.0) - chance.max(0.0);
        Self { sums, trials, mean, between }
    }

    /// The influence of a draw on `B`, as a polynomial of `z = y − m`: `z² − y(1 − y)/(n − 1) − B`.
    fn influence_on_between(&self) -> [f64; 3] {
        let (m, others) = (self.mean, self.trials - 1.0);
        [-m * (1.0 - m) / others - self.between, -(1.0 - 2.0 * m) / others, 1.0 + 1.0 / others]
    }

    /// Variance of the estimate of `B`.
    fn error_variance(&self) -> f64 {
        let about = self.sums.about(self.mean, self.trials);
        (sum_of_squares(self.influence_on_between(), about) / (self.sums.count() * self.sums.count()))
            .max(0.0)
    }

    /// Sum of the squared influences of a bin's draws on `S`: `(2 z (m_b − m) − (m_b − m)² − V − S · influence on B) / B`.
    fn squared_influence(&self, bin: &PowerSums, share: f64) -> f64 {
        let off = bin.mean(self.trials) - self.mean;
        let on_between = self.influence_on_between();
        let polynomial = [
            -off * off - share * self.between - share * on_between[0],
            2.0 * off - share * on_between[1],
            -share * on_between[2],
        ];
        sum_of_squares(polynomial, bin.about(self.mean, self.trials)) / (self.between * self.between)
    }
}

/// `Σ (a + b z + c z²)²` from the sums of the powers of `z`.
fn sum_of_squares([a, b, c]: [f64; 3], sums: [f64; 5]) -> f64 {
    a * a * sums[0]
        + 2.0 * a * b * sums[1]
        + (b * b + 2.0 * a * c) * sums[2]
        + 2.0 * b * c * sums[3]
        + c * c * sums[4]
}

/// Chance that an F with these degrees of freedom exceeds `f`: `I_x(ν₂/2, ν₁/2)` at `x = ν₂/(ν₂ + ν₁ f)` (DLMF 8.17.4).
fn f_tail(f: f64, upper: f64, lower: f64) -> f64 {
    let x = Probability::clamped(lower / (lower + upper * f));
    beta_cumulative(x, 0.5 * lower, 0.5 * upper).expect("degrees of freedom are above 0")
}

#[cfg(test)]
mod tests {
    use super::f_tail;

    #[test]
    fn the_tail_of_an_f_is_as_in_tables() {
        // F at 5 % and 1 %: Abramowitz and Stegun, table 26.9.
        for (f, upper, lower, tail) in
            [(4.96, 1.0, 10.0, 0.05), (2.91, 12.0, 10.0, 0.05), (3.37, 10.0, 20.0, 0.01)]
        {
            assert!((f_tail(f, upper, lower) - tail).abs() < 5e-4, "{f}");
        }
    }
}
