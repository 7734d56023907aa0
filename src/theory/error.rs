//! Why a closed form has no answer.

use std::fmt;

use crate::OutOfRange;

/// A game that a closed form does not answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GameError {
    /// A number lies outside the range that its meaning allows.
    OutOfRange(OutOfRange),
    /// Two lists that go together have different lengths.
    Lengths {
        /// What the second list holds.
        what: &'static str,
        /// Length of the first.
        expected: usize,
        /// Length of the second.
        found: usize,
    },
    /// Weights that are to share something are all zero, or there are none.
    NoWeight {
        /// What the weights are.
        what: &'static str,
    },
    /// Disagreement gives the players more together than there is to share.
    NoAgreement,
    /// Points that should run along a frontier do not.
    NoFrontier,
}

impl fmt::Display for GameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange(error) => error.fmt(f),
            Self::Lengths { what, expected, found } => {
                write!(f, "there must be as many {what} as players: {expected}, not {found}")
            }
            Self::NoWeight { what } => write!(f, "at least one of the {what} must be above 0"),
            Self::NoAgreement => {
                f.write_str("disagreement must not give the players more together than there is to share")
            }
            Self::NoFrontier => f.write_str(
                "a frontier needs two points or more, by rising utility of player 1 and falling utility of \
                 player 2, without a dent",
            ),
        }
    }
}

impl std::error::Error for GameError {}

impl From<OutOfRange> for GameError {
    fn from(error: OutOfRange) -> Self {
        Self::OutOfRange(error)
    }
}

/// Checks that a list has one entry a player.
pub(super) fn same_length(what: &'static str, expected: usize, found: usize) -> Result<(), GameError> {
    if expected == found { Ok(()) } else { Err(GameError::Lengths { what, expected, found }) }
}

/// Weights that add up to 1, from weights of any size that are not negative.
pub(super) fn normalised(what: &'static str, weights: &[f64]) -> Result<Vec<f64>, GameError> {
    for &weight in weights {
        crate::units::checked(what, weight, 0.0, f64::MAX)?;
    }
    let total: f64 = weights.iter().sum();
    if total > 0.0 && total.is_finite() {
        Ok(weights.iter().map(|weight| weight / total).collect())
    } else {
        Err(GameError::NoWeight { what })
    }
}
