//! The range of a number: for the reader, for the schema, and in words.

/// The range of a number, for the reader and for the schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scenario) struct Bounds {
    pub low: f64,
    pub high: f64,
    /// Whether `low` itself is out of the range.
    pub above_low: bool,
    /// Whether `high` itself is out of the range.
    pub below_high: bool,
}

impl Bounds {
    /// From `low` to `high`, both included.
    pub const fn new(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false, below_high: false }
    }

    /// Any number of a sensible size.
    pub const ANY: Self = Self::new(-1e12, 1e12);

    /// `high` itself is out.
    pub const fn below(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false, below_high: true }
    }

    /// `low` itself is out.
    pub const fn above(low: f64, high: f64) -> Self {
        Self { low, high, above_low: true, below_high: false }
    }

    pub fn contains(&self, number: f64) -> bool {
        let low = if self.above_low { number > self.low } else { number >= self.low };
        let high = if self.below_high { number < self.high } else { number <= self.high };
        low && high
    }

    /// The range in words, after "must be".
    pub fn words(&self) -> String {
        let low = if self.above_low { "above" } else { "at least" };
        let high = if self.below_high { "below" } else { "at most" };
        if self.above_low || self.below_high {
            format!("{low} {} and {high} {}", self.low, self.high)
        } else {
            format!("between {} and {}", self.low, self.high)
        }
    }
}
