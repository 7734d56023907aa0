//! What boxes are sought in: points in the space of the inputs, each of interest or not.

use std::fmt;

/// Points, column by column, and which of them are of interest.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    columns: Vec<Vec<f64>>,
    interest: Vec<bool>,
    /// For each column the points from the lowest value to the highest.
    orders: Vec<Vec<usize>>,
}

/// Why there are no samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSamples {
    /// There is no point.
    Empty,
    /// A column has another number of values than there are points.
    Ragged {
        /// The column's place.
        column: usize,
    },
    /// A value is infinite or not a number.
    NotFinite {
        /// The column's place.
        column: usize,
    },
}

impl fmt::Display for BadSamples {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(formatter, "there is no point"),
            Self::Ragged { column } => write!(formatter, "column {column} has not one value a point"),
            Self::NotFinite { column } => write!(formatter, "column {column} has a value that is not finite"),
        }
    }
}

impl std::error::Error for BadSamples {}

impl Samples {
    /// Samples from one column an input and one flag a point.
    ///
    /// # Errors
    /// [`BadSamples`] when there is no point, or a column has too few or too many values or one that is not finite.
    pub fn new(columns: Vec<Vec<f64>>, interest: Vec<bool>) -> Result<Self, BadSamples> {
        if interest.is_empty() {
            return Err(BadSamples::Empty);
        }
        for (column, values) in columns.iter().enumerate() {
            if values.len() != interest.len() {
                return Err(BadSamples::Ragged { column });
            }
            if !values.iter().all(|value| value.is_finite()) {
                return Err(BadSamples::NotFinite { column });
            }
        }
        let order = |values: &Vec<f64>| {
            let mut order: Vec<usize> = (0..values.len()).collect();
            order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
            order
        };
        let orders = columns.iter().map(order).collect();
        Ok(Self { columns, interest, orders })
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.interest.len()
    }

    /// Whether there is no point, which is never so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.interest.is_empty()
    }

    /// How many points are of interest.
    #[must_use]
    pub fn of_interest(&self) -> usize {
        self.interest.iter().filter(|flag| **flag).count()
    }

    /// The values of each input, in the order of the points.
    #[must_use]
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// Which points are of interest.
    #[must_use]
    pub fn interest(&self) -> &[bool] {
        &self.interest
    }

    /// The least and the greatest value of a column.
    #[must_use]
    pub fn range(&self, column: usize) -> (f64, f64) {
        let (values, order) = (&self.columns[column], &self.orders[column]);
        (values[order[0]], values[order[order.len() - 1]])
    }

    /// Points by rising value of each column.
    pub(super) fn orders(&self) -> &[Vec<usize>] {
        &self.orders
    }

    /// The same points with other flags.
    pub(super) fn with_interest(&self, interest: Vec<bool>) -> Self {
        Self { columns: self.columns.clone(), interest, orders: self.orders.clone() }
    }
}
