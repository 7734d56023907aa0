//! A box: a least and a greatest value for each input, both inside.

use super::Samples;

/// One of the two limits of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// At least this value.
    Low,
    /// At most this value.
    High,
}

/// The limits of a box, one pair an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The least value of each input.
    pub low: Vec<f64>,
    /// The greatest value of each input.
    pub high: Vec<f64>,
}

impl Limits {
    /// The box that holds all samples.
    #[must_use]
    pub fn whole(samples: &Samples) -> Self {
        let (low, high) = (0..samples.columns().len()).map(|column| samples.range(column)).unzip();
        Self { low, high }
    }

    /// One limit.
    #[must_use]
    pub fn get(&self, column: usize, side: Side) -> f64 {
        match side {
            Side::Low => self.low[column],
            Side::High => self.high[column],
        }
    }

    /// The same box with one limit moved.
    #[must_use]
    pub fn with(&self, column: usize, side: Side, value: f64) -> Self {
        let mut moved = self.clone();
        match side {
            Side::Low => moved.low[column] = value,
            Side::High => moved.high[column] = value,
        }
        moved
    }

    /// Whether an input has another limit here than in a wider box.
    #[must_use]
    pub fn restricts(&self, column: usize, whole: &Self) -> bool {
        self.differs(column, Side::Low, whole) || self.differs(column, Side::High, whole)
    }

    /// Whether one limit is another than in a wider box: such limits are copies, so that they are the same to the bit.
    #[must_use]
    pub fn differs(&self, column: usize, side: Side, whole: &Self) -> bool {
        self.get(column, side).to_bits() != whole.get(column, side).to_bits()
    }

    /// The inputs that have another limit here than in a wider box.
    #[must_use]
    pub fn restricted(&self, whole: &Self) -> Vec<usize> {
        (0..self.low.len()).filter(|&column| self.restricts(column, whole)).collect()
    }

    /// Whether a point lies inside, as far as some columns tell.
    pub(super) fn holds(&self, samples: &Samples, point: usize, columns: &[usize]) -> bool {
        columns.iter().all(|&column| {
            let value = samples.columns()[column][point];
            self.low[column] <= value && value <= self.high[column]
        })
    }
}
