//! The scenario file: read strictly, validated whole, and drawn into cases.
//!
//! Text becomes a tree of values that know where they were written; overrides edit it; the declarations in
//! `spec` read it; `validate` resolves names and checks the rest. Everything wrong on the way is gathered in
//! [`Diagnostics`].

mod correlation;
mod diagnostic;
mod format;
mod label;
mod migrate;
mod nesting;
mod overrides;
mod parameters;
mod parse;
mod quantity;
mod retired;
mod spec;
mod syntax;
mod tree;
mod validate;
mod version;
mod wording;

pub use correlation::Copula;
pub use diagnostic::{Diagnostics, Place, Problem};
pub use migrate::{Migration, migrate};
#[cfg(feature = "serve")]
pub use overrides::written;
pub use overrides::{InvalidOverride, Override};
pub use parameters::{Parameter, Provenance, ProvenanceKind};
pub use parse::json_schema;
pub use quantity::Quantity;
pub(crate) use wording::is_unseen;
#[cfg(feature = "cli")]
pub(crate) use wording::{nearest, shown};

use std::{collections::BTreeMap, sync::Arc};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{
    model::Model,
    negotiation::{Protocol, Rules},
};

/// The dotted key of some names, as `--set` has it: `issues.troops.on_table`; quoted where they need it.
#[must_use]
pub fn dotted_key(names: &[&str]) -> String {
    let way: Vec<tree::Segment> = names.iter().map(|&name| tree::Segment::Key(name.to_owned())).collect();
    tree::dotted(&way)
}

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

/// The metrics of the summary, of which something can be expected.
pub const METRICS: [&str; 10] = [
    "p_no_deal",
    "p_temporary_pause",
    "p_fragile",
    "p_durable",
    "p_deal",
    "p_durable_given_deal",
    "p_temporary_pause_given_deal",
    "p_zone",
    "rounds_to_deal",
    "periods_of_peace",
];

/// What is expected of a metric of the summary: of its value, or of its change against a baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The metric's name in the summary.
    pub metric: Arc<str>,
    /// What the metric's change is measured against; `None` when its value is meant.
    pub baseline: Option<Baseline>,
    /// Least value, or change, that is expected.
    pub min: Option<f64>,
    /// Greatest value, or change, that is expected.
    pub max: Option<f64>,
}

/// The `summary.json` of an earlier run.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Its path, from the folder of the scenario file.
    pub path: Arc<str>,
    /// Where the scenario names it.
    pub place: Place,
}

/// A validated scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: Arc<str>,
    /// The question that it asks; empty when the file does not say.
    pub question: Arc<str>,
    /// What a period is called, such as `month`.
    pub period: Arc<str>,
    /// How much to simulate.
    pub simulation: Simulation,
    /// The conflict and its talks, with places of parameters for numbers.
    pub setting: Setting<ParameterId>,
    /// All numbers of the setting.
    pub parameters: Vec<Parameter>,
    /// Which of them tend to be high or low together.
    pub correlations: Copula,
    /// What is expected of the summary.
    pub expectations: Vec<Expectation>,
    /// SHA-256 of the file's text, in hexadecimal.
    pub text_hash: String,
    /// The overrides, as `KEY=VALUE`, in order.
    pub overrides: Vec<String>,
}

impl Scenario {
    /// The case of one draw.
    ///
    /// The luck of a number hangs on the stream and on the number's key alone, so that fixing one number, moving
    /// its range, or switching a mechanism with numbers of its own leaves the draws of all others alone.
    pub fn draw(&self, rng: &mut impl Rng) -> Case {
        self.draw_with_places(rng).0
    }

    /// The case of one draw, and how far through its distribution each parameter was drawn, in `(0, 1)` and in order.
    pub(crate) fn draw_with_places(&self, rng: &mut impl Rng) -> (Case, Vec<f64>) {
        let mut places = self.uniforms(rng);
        self.correlations.tie(&mut places);
        let written = self.quantiles(&places);
        (self.case(|id| written[id.0]), places)
    }

    /// The numbers of one draw as they are written, one for each parameter in order: those of [`Scenario::draw`] with
    /// the same stream.
    pub fn drawn(&self, rng: &mut impl Rng) -> Vec<f64> {
        self.written(&self.uniforms(rng))
    }

    /// The luck of each parameter, in order.
    fn uniforms(&self, rng: &mut impl Rng) -> Vec<f64> {
        // The middles of 2^53 equal intervals: never 0 and never 1.
        const WIDTH: f64 = 1.0 / 9_007_199_254_740_992.0;
        #[expect(clippy::cast_precision_loss)]
        let uniform = |bits: u64| ((bits >> 11) as f64 + 0.5) * WIDTH;
        let mut key = [0; 32];
        rng.fill_bytes(&mut key);
        let luck = |(place, parameter): (usize, &Parameter)| {
            // A number that is fixed by an override still ties others to the luck that it would have had.
            if parameter.quantity.is_fixed() && !self.correlations.ties(ParameterId(place)) {
                return 0.5;
            }
            key[..8].copy_from_slice(&parameter.luck.to_le_bytes());
            uniform(ChaCha8Rng::from_seed(key).next_u64())
        };
        self.parameters.iter().enumerate().map(luck).collect()
    }

    /// The case at a point: each number at its quantile of a uniform in `(0, 1)`, one for each parameter in order.
    /// Those of correlated numbers are tied as in [`Scenario::draw`].
    ///
    /// # Panics
    /// If there are fewer uniforms than parameters.
    #[must_use]
    pub fn at(&self, uniforms: &[f64]) -> Case {
        let written = self.written(uniforms);
        self.case(|id| written[id.0])
    }

    /// Each parameter, as it is written, at its quantile of a uniform, those of correlated numbers tied.
    fn written(&self, uniforms: &[f64]) -> Vec<f64> {
        let mut uniforms = uniforms.to_vec();
        self.correlations.tie(&mut uniforms);
        self.quantiles(&uniforms)
    }

    /// Each parameter, as it is written, so far through its distribution.
    fn quantiles(&self, places: &[f64]) -> Vec<f64> {
        let sample = |(parameter, &place): (&Parameter, &f64)| parameter.quantity.sample(place);
        self.parameters.iter().zip(places).map(sample).collect()
    }

    /// The inputs that are not known: for each key that is a distribution the parameters that it fills, in order.
    #[must_use]
    pub fn inputs(&self) -> Vec<Vec<ParameterId>> {
        let mut inputs: Vec<Vec<ParameterId>> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, parameter) in self.parameters.iter().enumerate() {
            if parameter.quantity.is_fixed() {
                continue;
            }
            let input = *known.entry(&parameter.key).or_insert(inputs.len());
            if input == inputs.len() {
                inputs.push(Vec::new());
            }
            inputs[input].push(ParameterId(place));
        }
        inputs
    }

    /// The case with every number at its mode.
    #[must_use]
    pub fn central(&self) -> Case {
        self.case(|id| self.parameters[id.0].mode())
    }

    /// Whether no number is a distribution, so that all draws are the same.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.parameters.iter().all(|parameter| parameter.quantity.is_fixed())
    }

    /// The case in which each number is as `written` says.
    fn case(&self, written: impl Fn(ParameterId) -> f64) -> Case {
        let mut case = self.setting.map(&mut |id: &ParameterId| self.parameters[id.0].in_model(written(*id)));
        for track in &mut case.rules.tracks {
            if let Protocol::RandomProposer { recognition } = &mut track.protocol {
                normalise(recognition);
            }
        }
        case
    }
}

/// Makes chances add up to 1; equal ones when all of them were drawn as 0.
fn normalise(chances: &mut [f64]) {
    let total: f64 = chances.iter().sum();
    #[expect(clippy::cast_precision_loss)]
    let equal = 1.0 / chances.len() as f64;
    chances.iter_mut().for_each(|chance| *chance = if total > 0.0 { *chance / total } else { equal });
}
