//! Numbers that carry their range: made by checked constructors, read with `get`.
//!
//! Inside a hot loop they are plain `f64`.

use std::fmt;

/// A number outside the range that its meaning allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfRange {
    what: &'static str,
    value: f64,
    low: f64,
    high: f64,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, value, low, high } = self;
        write!(f, "{what} must lie between {low} and {high}, not {value}")
    }
}

impl std::error::Error for OutOfRange {}

pub(crate) fn checked(what: &'static str, value: f64, low: f64, high: f64) -> Result<f64, OutOfRange> {
    if (low..=high).contains(&value) { Ok(value) } else { Err(OutOfRange { what, value, low, high }) }
}

/// A chance in `[0, 1]`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// A checked probability.
    ///
    /// # Errors
    /// [`OutOfRange`] when `value` is not in `[0, 1]` or is NaN.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        checked("a probability", value, 0.0, 1.0).map(Self)
    }

    /// The probability nearest to a number that rounding may have put outside `[0, 1]`.
    pub(crate) fn clamped(value: f64) -> Self {
        Self::new(value.clamp(0.0, 1.0)).expect("sums and products of probabilities are numbers")
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A per-period normalised flow in `[-1, 1]`: 0 the worst deal, 1 the ideal one, below 0 worse than any deal.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Utility(f64);

impl Utility {
    /// A checked utility.
    ///
    /// # Errors
    /// [`OutOfRange`] when `value` is not in `[-1, 1]` or is NaN.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        checked("a utility", value, -1.0, 1.0).map(Self)
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A struct whose fields are all numbers of one kind `N`, with a `map` from one kind to another:
/// a scenario holds names of parameters where a case holds `f64`.
macro_rules! numbers {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name<N = f64> { $($(#[$field_meta])* pub $field: N,)+ }

        impl<N> $name<N> {
            /// The same struct with every number replaced by `f` of it, in field order.
            pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> $name<M> {
                $name { $($field: f(&self.$field),)+ }
            }
        }
    };
}
pub(crate) use numbers;
