//! The numbers of a scenario as one list: each has a dotted key, a quantity, and a place that never moves.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::{ParameterId, format::Number, quantity::Quantity};

/// One number of the model, fixed or drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The dotted key in the scenario, as for `--set`.
    pub key: String,
    /// The number or its distribution, as it is written.
    pub quantity: Quantity,
    /// Whether the file states it; else it is a default of the tool.
    pub stated: bool,
    /// Where it comes from.
    pub provenance: Provenance,
    /// What tells its luck from that of other numbers: a hash of its key.
    pub(super) luck: u64,
    /// The model's number is `shift + scale · the written one` (a range's ideal is written in its units).
    pub(super) shift: f64,
    pub(super) scale: f64,
    /// The written central value where it is not the mode (a value with a flat range around it).
    pub(super) centre: Option<f64>,
}

impl Parameter {
    /// The central value as it is written: the mode, or what the file states before `values_range` widens it.
    #[must_use]
    pub fn mode(&self) -> f64 {
        self.centre.unwrap_or_else(|| self.quantity.mode())
    }

    /// The number that the model uses for a written one.
    pub(super) fn in_model(&self, written: f64) -> f64 {
        self.shift + self.scale * written
    }
}

/// Where a number comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Whether it is assumed or sourced.
    pub kind: ProvenanceKind,
    /// The reason, or the source; empty when nothing is stated.
    pub note: String,
}

/// Whether a number is assumed or sourced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProvenanceKind {
    /// The author assumes it.
    Assumption,
    /// It has a source.
    Source,
    /// The file does not say.
    #[default]
    Unstated,
}

impl ProvenanceKind {
    /// `assumption`, `source` or `unstated`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assumption => "assumption",
            Self::Source => "source",
            Self::Unstated => "unstated",
        }
    }
}

/// The list while it grows.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub list: Vec<Parameter>,
    places: BTreeMap<String, ParameterId>,
    /// Those that an override states.
    overridden: BTreeSet<ParameterId>,
}

impl Parameters {
    /// Adds a number.
    pub fn add(&mut self, number: &Number) -> ParameterId {
        self.add_scaled(number, 0.0, 1.0)
    }

    /// Adds a number whose model value is `shift + scale · number`.
    pub fn add_scaled(&mut self, number: &Number, shift: f64, scale: f64) -> ParameterId {
        let id = ParameterId(self.list.len());
        self.places.entry(number.key.clone()).or_insert(id);
        if number.origin.source > 0 {
            self.overridden.insert(id);
        }
        self.list.push(Parameter {
            key: number.key.clone(),
            quantity: number.quantity.clone(),
            stated: number.stated,
            provenance: Provenance::default(),
            luck: luck(&number.key),
            shift,
            scale,
            centre: None,
        });
        id
    }

    /// Adds a number with a flat range of `radius` around it, cut to 0 and 1, if it is fixed.
    pub fn add_widened(&mut self, number: &Number, radius: f64) -> ParameterId {
        let id = self.add(number);
        if let Quantity::Fixed(centre) = number.quantity
            && radius > 0.0
        {
            // Without the last digits of the subtraction, for people.
            let tidy = |number: f64| (number * 1e12).round() / 1e12;
            let (min, max) = (tidy(centre - radius).max(0.0), tidy(centre + radius).min(1.0));
            self.list[id.0].quantity = Quantity::Uniform { min, max };
            self.list[id.0].centre = Some(centre);
        }
        id
    }

    pub fn add_all(&mut self, numbers: &[Number]) -> Vec<ParameterId> {
        numbers.iter().map(|number| self.add(number)).collect()
    }

    /// Whether an override states a number.
    pub fn is_overridden(&self, id: ParameterId) -> bool {
        self.overridden.contains(&id)
    }

    /// The parameter with a key.
    pub fn find(&self, key: &str) -> Option<ParameterId> {
        self.places.get(key).copied()
    }
}

/// The first eight bytes of the key's SHA-256.
fn luck(key: &str) -> u64 {
    let hash = Sha256::digest(key.as_bytes());
    hash.iter().take(8).fold(0, |luck, &byte| luck << 8 | u64::from(byte))
}
