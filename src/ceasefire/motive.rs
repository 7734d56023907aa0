//! Why a side went back to war: it meant to, it feared the other, or neither.

use serde::{Deserialize, Serialize};

use super::{Terms, expectations::Outlook};

/// Why a side began a war.
///
/// An attack is considered seriously where its advantage is above `−2/λ`, which makes its chance more than an eighth of
/// the ceiling `A`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motive {
    /// War was worth a peace kept for good: `K + χ ℓ > ũ − 2/λ`.
    Meant,
    /// War was worth more than waiting for the other's: `K + χ ℓ > N − 2/λ`.
    Feared,
    /// Neither: a decision that its own utilities speak against.
    Accident,
}

impl Motive {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Meant, Self::Feared, Self::Accident];

    /// Its name in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meant => "meant",
            Self::Feared => "feared",
            Self::Accident => "accident",
        }
    }

    /// The motive of a side that attacks at a level in a period that looks so.
    #[must_use]
    pub fn of(terms: &Terms, outlook: &Outlook, side: usize, level: usize) -> Self {
        let begins = outlook.prospect.begins[side];
        Self::of_choice(terms, begins, outlook.waiting[side][level], side, level)
    }

    /// The motive of a side that attacks at a level when beginning a war and waiting are worth so much.
    #[must_use]
    pub fn of_choice(terms: &Terms, begins: f64, waiting: f64, side: usize, level: usize) -> Self {
        let rates = &terms.rates;
        if rates.decisiveness <= 0.0 {
            return Self::Accident;
        }
        let seriously = begins + rates.preemption * level as f64 + 2.0 / rates.decisiveness;
        if seriously > terms.sides[side].peace_flow() {
            Self::Meant
        } else if seriously > waiting {
            Self::Feared
        } else {
            Self::Accident
        }
    }
}
