//! An answer: a number or words, how it was found, and how near to it earns full marks.

use serde::Serialize;

use crate::{engine::summary::Estimate, explore::compare::Difference};

use super::Trouble;

/// The answer to one question, or to one part of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question's number, with a letter if it has parts: `2a`.
    pub id: &'static str,
    /// What is asked for, in a few words.
    pub asks: &'static str,
    /// The answer.
    pub value: Value,
    /// How it was found.
    pub method: Method,
    /// Standard error of a simulated number.
    pub standard_error: Option<f64>,
    /// How far off a student's number may be for full marks; 0 for words and counts.
    pub tolerance: f64,
    /// Decimals with which it is shown.
    #[serde(skip)]
    decimals: usize,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// The words of a text, or a name.
    Words(String),
}

/// How an answer was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A formula of the sheet.
    Formula,
    /// Every deal was looked at.
    Enumeration,
    /// The exact chain of the ceasefire.
    ExactChain,
    /// Runs of the model with the group's seed.
    Simulation,
}

impl Method {
    /// The name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Enumeration => "every deal",
            Self::ExactChain => "exact chain",
            Self::Simulation => "simulation",
        }
    }
}

impl Answer {
    /// A share, chance or utility, shown with three decimals; half a hundredth off is a matter of rounding.
    pub(super) fn number(id: &'static str, asks: &'static str, method: Method, value: f64) -> Self {
        let value = Value::Number(value);
        Self { id, asks, value, method, standard_error: None, tolerance: 0.006, decimals: 3 }
    }

    /// A count.
    #[expect(clippy::cast_precision_loss, reason = "counts of deals and rounds are small")]
    pub(super) fn count(id: &'static str, asks: &'static str, method: Method, count: u64) -> Self {
        Self { tolerance: 0.0, decimals: 0, ..Self::number(id, asks, method, count as f64) }
    }

    /// Words.
    pub(super) fn words(id: &'static str, asks: &'static str, method: Method, words: String) -> Self {
        Self { value: Value::Words(words), ..Self::count(id, asks, method, 0) }
    }

    /// What a simulation with the group's seed gives. Who takes another seed may be three standard errors off.
    pub(super) fn simulated(id: &'static str, asks: &'static str, found: &Estimate) -> Result<Self, Trouble> {
        let value = found.value.ok_or(Trouble::NoValue(asks))?;
        let error = found.standard_error;
        let mut answer = Self { standard_error: error, ..Self::number(id, asks, Method::Simulation, value) };
        answer.tolerance += 3.0 * error.unwrap_or(0.0);
        Ok(answer)
    }

    /// A simulated difference between two scenarios under the same luck.
    pub(super) fn difference(
        id: &'static str,
        asks: &'static str,
        found: Option<Difference>,
    ) -> Result<Self, Trouble> {
        let found = found.ok_or(Trouble::NoValue(asks))?;
        Self::simulated(id, asks, &estimate(Some(found.value), found.standard_error))
    }

    /// The same, marked right this far off; what is this exact is shown with as many decimals.
    pub(super) fn within(self, tolerance: f64) -> Self {
        let decimals = if tolerance < 0.002 { 4 } else { self.decimals };
        Self { tolerance: tolerance + 3.0 * self.standard_error.unwrap_or(0.0), decimals, ..self }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Words(_) => None,
        }
    }

    /// As it is shown.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Number(number) => decimal(*number, self.decimals),
            Value::Words(words) => words.clone(),
        }
    }
}

/// A number with so many decimals, a true minus sign and no negative zero.
pub(super) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let is_zero = !text.contains(|digit| matches!(digit, '1'..='9'));
    if number < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A share of so many independent cases, with its standard error.
pub(super) fn share(share: f64, cases: f64) -> Estimate {
    estimate(Some(share), Some(libm::sqrt(share * (1.0 - share) / cases)))
}

/// A number and its standard error.
pub(super) const fn estimate(value: Option<f64>, standard_error: Option<f64>) -> Estimate {
    Estimate { value, standard_error, interval: None, band: None }
}
