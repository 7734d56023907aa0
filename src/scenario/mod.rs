//! The scenario file: read strictly, validated whole, and drawn into cases.

use std::{collections::BTreeMap, sync::Arc};

use crate::{model::Model, negotiation::Rules};

/// The conflict and its talks; a scenario's numbers are [`ParameterId`]s, a case's are `f64`.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting<N = f64> {
    /// Who wants what.
    pub model: Model<N>,
    /// How the talks are run.
    pub rules: Rules<N>,
}

/// A setting with all its numbers drawn.
pub type Case = Setting<f64>;

impl<N> Setting<N> {
    /// The same setting with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Setting<M> {
        Setting { model: self.model.map(f), rules: self.rules.map(f) }
    }
}

/// A parameter's place in the list of a scenario's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId(pub usize);

/// How much to simulate.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// Seed of every random stream.
    pub seed: u64,
    /// Parameter draws.
    pub draws: u64,
    /// Runs within a draw, which share its parameters and differ by chance.
    pub replications: u64,
    /// Periods watched after signing.
    pub hold: u32,
    /// A ceasefire that collapses within this many periods is a temporary pause.
    pub pause: u32,
}

/// A validated scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: Arc<str>,
    /// The question that it asks.
    pub question: Arc<str>,
    /// What a period is called, such as `month`.
    pub period: Arc<str>,
    /// How much to simulate.
    pub simulation: Simulation,
    /// The conflict and its talks, with names of parameters for numbers.
    pub setting: Setting<ParameterId>,
    // parameters: Parameters, provenance, expectations, source: see the helper's work
    /// Where each number comes from, by key.
    pub provenance: BTreeMap<String, String>,
}
