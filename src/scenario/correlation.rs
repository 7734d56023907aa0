//! Quantities that tend to be high or low together: a Gaussian copula with given rank correlations.
//!
//! Each uniform is turned into a standard normal number, these are mixed by the Cholesky factor of their
//! correlations, and turned back. A rank correlation `ρ` needs the normal correlation `2 sin(π ρ / 6)` (Pearson
//! 1907), which leaves every single distribution as it is.

use super::ParameterId;
use crate::{
    Probability,
    statistics::{normal_cumulative, normal_quantile},
};

/// One pair of correlated quantities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub first: ParameterId,
    pub second: ParameterId,
    pub rank: f64,
}

/// All correlations of a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copula {
    /// The quantities that are tied to others, in the order of the parameters.
    members: Vec<ParameterId>,
    /// Lower triangle of the Cholesky factor, row by row.
    factor: Vec<Vec<f64>>,
}

impl Copula {
    /// The copula of some pairs; all others are independent. `None` when the pairs contradict each other: their
    /// matrix is not positive definite.
    pub(super) fn new(pairs: &[Pair]) -> Option<Self> {
        let mut members: Vec<ParameterId> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
        members.sort_unstable();
        members.dedup();
        let place = |id: ParameterId| members.partition_point(|member| *member < id);
        let mut matrix = vec![vec![0.0; members.len()]; members.len()];
        (0..members.len()).for_each(|at| matrix[at][at] = 1.0);
        for pair in pairs {
            let correlation = 2.0 * libm::sin(std::f64::consts::PI * pair.rank / 6.0);
            let (row, column) = (place(pair.first), place(pair.second));
            matrix[row][column] = correlation;
            matrix[column][row] = correlation;
        }
        let factor = cholesky(&matrix)?;
        Some(Self { members, factor })
    }

    /// Whether nothing is correlated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether a quantity is tied to others.
    pub(super) fn ties(&self, id: ParameterId) -> bool {
        self.members.binary_search(&id).is_ok()
    }

    /// Ties independent uniforms in `(0, 1)`, one for each parameter of the scenario.
    pub(super) fn tie(&self, uniforms: &mut [f64]) {
        let normal = |uniform: f64| normal_quantile(Probability::clamped(uniform));
        let independent: Vec<f64> = self.members.iter().map(|id| normal(uniforms[id.0])).collect();
        for (id, row) in self.members.iter().zip(&self.factor) {
            let mixed: f64 = row.iter().zip(&independent).map(|(weight, number)| weight * number).sum();
            uniforms[id.0] = normal_cumulative(mixed);
        }
    }
}

/// `L` with `L Lᵀ = matrix`, row by row up to the diagonal; `None` when the matrix is not positive definite.
fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (row, numbers) in matrix.iter().enumerate() {
        let mut current: Vec<f64> = Vec::with_capacity(row + 1);
        for column in 0..row {
            let known: f64 = current.iter().zip(&factor[column]).map(|(a, b)| a * b).sum();
            current.push((numbers[column] - known) / factor[column][column]);
        }
        let rest = numbers[row] - current.iter().map(|number| number * number).sum::<f64>();
        if rest < 1e-9 {
            return None;
        }
        current.push(rest.sqrt());
        factor.push(current);
    }
    Some(factor)
}
