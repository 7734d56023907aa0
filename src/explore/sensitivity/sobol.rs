//! Sobol' indices: how much of a function's variance stems from an input.
//!
//! With `f_A`, `f_B` and `f_AB` at the points of [`Saltelli`]'s rows, centred on the mean of all of them:
//!
//! ```text
//! S  = mean(f_B (f_AB − f_A)) / V       alone: what knowing the input would take off the variance, on average
//! ST = mean((f_A − f_AB)²) / 2 V        in all: alone and together with others
//! V  = variance of all f_A and f_B
//! ```
//!
//! A. Saltelli et al., *Computer Physics Communications* 181 (2010) 259–270, estimators (b) and (f), as in SALib. The
//! intervals are percentiles of a bootstrap over rows (Archer, Saltelli and Sobol' 1997). Rows of a Sobol' sequence
//! are more even than the independent ones that a bootstrap supposes, so the intervals tend to be wide.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::design::Saltelli;
use crate::statistics::quantile_of_sorted;

/// A function's values at one row of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `f_A`.
    pub a: f64,
    /// `f_B`.
    pub b: f64,
    /// `f_AB` of each group.
    pub mixed: Vec<f64>,
}

/// A number and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Low end of the 95 % interval; it may lie below 0, where no index does.
    pub low: f64,
    /// High end.
    pub high: f64,
}

/// The indices of one group of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// `S`: alone.
    pub first: Estimate,
    /// `ST`: alone and together with others.
    pub total: Estimate,
}

/// The indices of all groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Mean of the function.
    pub mean: f64,
    /// Variance of the function.
    pub variance: f64,
    /// The indices, in the order of the groups.
    pub groups: Vec<Index>,
}

/// The function is the same everywhere (it has this value), or nowhere known: nothing is there to explain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoVariance(pub Option<f64>);

/// A function's values at the first `rows` rows of a design.
pub fn evaluate(design: &Saltelli, rows: u64, f: impl Fn(&[f64]) -> f64) -> Vec<Row> {
    let at = |row| {
        let points = design.row(row);
        let mixed = (0..design.groups()).map(|group| f(&design.mixed(&points, group))).collect();
        Row { a: f(&points[0]), b: f(&points[1]), mixed }
    };
    (0..rows).map(at).collect()
}

/// The indices, with intervals from `resamples` bootstrap samples under a seed.
///
/// ```
/// # use armistice::explore::sensitivity::{design::Saltelli, sobol};
/// let design = Saltelli::new(2, vec![vec![0], vec![1]], 1);
/// let rows = sobol::evaluate(&design, 1024, |x| 2.0 * x[0] + x[1]);
/// let indices = sobol::indices(&rows, 200, 1).map_err(|_| "flat")?;
/// assert!((indices.groups[0].first.value - 0.8).abs() < 0.01);
/// # Ok::<(), &str>(())
/// ```
///
/// # Errors
/// If the function has no variance.
pub fn indices(rows: &[Row], resamples: usize, seed: u64) -> Result<Indices, NoVariance> {
    let Some(centred) = Centred::new(rows) else { return Err(NoVariance(rows.first().map(|row| row.a))) };
    let every: Vec<usize> = (0..rows.len()).collect();
    let point = centred.indices(&every).ok_or(NoVariance(rows.first().map(|row| row.a)))?;
    let mut samples: Vec<[Vec<f64>; 2]> = vec![[Vec::new(), Vec::new()]; point.len()];
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut chosen = every;
    for _ in 0..resamples {
        chosen.iter_mut().for_each(|row| *row = below(rows.len(), &mut luck));
        // A sample without variance says nothing of the indices.
        let Some(resampled) = centred.indices(&chosen) else { continue };
        for (samples, pair) in samples.iter_mut().zip(resampled) {
            samples.iter_mut().zip(pair).for_each(|(samples, index)| samples.push(index));
        }
    }
    let groups = point.iter().zip(samples).map(|(&[first, total], [firsts, totals])| Index {
        first: interval(first, firsts),
        total: interval(total, totals),
    });
    Ok(Indices { mean: centred.mean, variance: centred.variance, groups: groups.collect() })
}

/// A whole number below `n`, all but evenly: `n` is far below 2^64.
fn below(n: usize, luck: &mut impl Rng) -> usize {
    ((u128::from(luck.next_u64()) * n as u128) >> 64) as usize
}

fn interval(value: f64, mut samples: Vec<f64>) -> Estimate {
    samples.sort_by(f64::total_cmp);
    let end = |p| quantile_of_sorted(&samples, p).unwrap_or(value);
    Estimate { value, low: end(0.025), high: end(0.975) }
}

/// What each row adds to the numerators, with the values centred once.
struct Centred {
    mean: f64,
    variance: f64,
    /// `f_A` and `f_B` of each row.
    ends: Vec<[f64; 2]>,
    /// What each row and group adds to both numerators, row after row.
    parts: Vec<[f64; 2]>,
    groups: usize,
}

impl Centred {
    fn new(rows: &[Row]) -> Option<Self> {
        let groups = rows.first()?.mixed.len();
        let all = || rows.iter().flat_map(|row| [row.a, row.b].into_iter().chain(row.mixed.iter().copied()));
        let centre = mean(all());
        let ends: Vec<[f64; 2]> = rows.iter().map(|row| [row.a - centre, row.b - centre]).collect();
        let parts = rows.iter().zip(&ends).flat_map(|(row, &[a, b])| {
            row.mixed.iter().map(move |mixed| {
                let mixed = mixed - centre;
                [b * (mixed - a), 0.5 * (a - mixed) * (a - mixed)]
            })
        });
        let parts = parts.collect();
        let offset = mean(ends.iter().flatten().copied());
        let size = all().fold(0.0, |size: f64, value| size.max(value.abs()));
        let variance = variance(ends.iter().flatten().copied());
        // What rounding alone makes of a constant.
        let varies = variance.is_finite() && variance > size * size * 1e-28;
        varies.then_some(Self { mean: centre + offset, variance, ends, parts, groups })
    }

    /// Both indices of each group over some of the rows; `None` if they have no variance.
    fn indices(&self, rows: &[usize]) -> Option<Vec<[f64; 2]>> {
        let variance = variance(rows.iter().flat_map(|&row| self.ends[row]));
        if variance <= self.variance * 1e-12 {
            return None;
        }
        let mut sums = vec![[0.0; 2]; self.groups];
        for &row in rows {
            let parts = &self.parts[row * self.groups..(row + 1) * self.groups];
            for (sums, parts) in sums.iter_mut().zip(parts) {
                sums[0] += parts[0];
                sums[1] += parts[1];
            }
        }
        let scale = variance * count(rows.len());
        Some(sums.into_iter().map(|sums| sums.map(|sum| sum / scale)).collect())
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, number) = values.fold((0.0, 0), |(sum, number), value| (sum + value, number + 1));
    sum / count(number)
}

fn variance(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let mean = mean(values.clone());
    self::mean(values.map(|value| (value - mean) * (value - mean)))
}

#[expect(clippy::cast_precision_loss, reason = "there are at most 2^16 rows")]
fn count(number: usize) -> f64 {
    number as f64
}
