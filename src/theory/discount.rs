//! Patience: how much the next period counts beside this one.

use crate::{OutOfRange, units::checked};

/// A discount factor `δ` per period, in `[0, 1)`: at 1 an endless horizon has no value.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Discount(f64);

impl Discount {
    /// A checked discount factor.
    ///
    /// ```
    /// # use armistice::theory::Discount;
    /// assert!(Discount::new(0.98).is_ok() && Discount::new(1.0).is_err());
    /// ```
    ///
    /// # Errors
    /// [`OutOfRange`] when `value` is not in `[0, 1)` or is NaN.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        checked("a discount factor below 1", value, 0.0, 1.0_f64.next_down()).map(Self)
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}
