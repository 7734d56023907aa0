//! Several deals' numbers side by side: arithmetic that the compiler turns into vector instructions.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// Deals that are worked through together.
pub(super) const WIDTH: usize = 4;

/// One number for each deal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lane(pub [f64; WIDTH]);

impl Lane {
    /// The same number for each.
    #[inline(always)]
    pub fn all(number: f64) -> Self {
        Self([number; WIDTH])
    }

    /// The largest size of a number in both, deal by deal.
    #[inline(always)]
    pub fn larger_size(self, other: Self) -> Self {
        let mut larger = self.0;
        for deal in 0..WIDTH {
            let size = other.0[deal].abs();
            larger[deal] = if size > larger[deal] { size } else { larger[deal] };
        }
        Self(larger)
    }

    /// The largest number.
    #[inline(always)]
    pub fn largest(self) -> f64 {
        let [a, b, c, d] = self.0;
        f64::max(f64::max(a, b), f64::max(c, d))
    }
}

macro_rules! operators {
    ($($name:ident $method:ident $operator:tt,)*) => { $(
        impl $name for Lane {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                let mut result = self.0;
                for deal in 0..WIDTH {
                    result[deal] = self.0[deal] $operator other.0[deal];
                }
                Self(result)
            }
        }

        impl $name<Lane> for f64 {
            type Output = Lane;

            #[inline(always)]
            fn $method(self, other: Lane) -> Lane {
                Lane::all(self) $operator other
            }
        }

        impl $name<f64> for Lane {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self $operator Self::all(other)
            }
        }
    )* };
}

operators! {
    Add add +,
    Sub sub -,
    Mul mul *,
    Div div /,
}

impl AddAssign for Lane {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
