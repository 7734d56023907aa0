//! Distributions: the ways to write a number that is not known exactly.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::{
        diagnostic::Finding,
        quantity::{Quantity, truncated_normal},
        tree::{Node, Table},
        wording::quoted,
    },
    Bounds, Format, Plain, Reader, section,
};

section! {
    /// Triangular distribution.
    pub(in crate::scenario) struct TriangularSpec {
        /// Least value.
        low: Plain,
        /// Most likely value.
        mode: Plain,
        /// Greatest value.
        high: Plain,
    }
}

section! {
    /// Uniform (flat) distribution.
    pub(in crate::scenario) struct UniformSpec {
        /// Least value.
        min: Plain,
        /// Greatest value.
        max: Plain,
    }
}

section! {
    /// Normal distribution, cut off outside `min` and `max`.
    pub(in crate::scenario) struct NormalSpec {
        /// Mean before the cut.
        mean: Plain,
        /// Standard deviation before the cut.
        #[range(Bounds::above(0.0, 1e12))]
        sd: Plain,
        /// Least value.
        min: Plain,
        /// Greatest value.
        max: Plain,
    }
}

section! {
    /// Beta distribution, between 0 and 1.
    pub(in crate::scenario) struct BetaSpec {
        /// `α`; its mean is `α / (α + β)`.
        #[range(Bounds::new(0.05, 10_000.0))]
        alpha: Plain,
        /// `β`: the larger, the nearer the mean is to 0.
        #[range(Bounds::new(0.05, 10_000.0))]
        beta: Plain,
    }
}

section! {
    /// One of some numbers.
    pub(in crate::scenario) struct ChoiceSpec {
        /// The numbers.
        choices: Vec<Plain>,
        /// The weight of each number; all the same by default.
        #[range(Bounds::new(0.0, 1e12))]
        weights: Option<Vec<Plain>>,
    }
}

/// The ways to write a number that is not known exactly.
pub(super) struct Distribution;

impl schemars::JsonSchema for Distribution {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Distribution".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let members = [
            generator.subschema_for::<TriangularSpec>(),
            generator.subschema_for::<UniformSpec>(),
            generator.subschema_for::<NormalSpec>(),
            generator.subschema_for::<BetaSpec>(),
            generator.subschema_for::<ChoiceSpec>(),
        ];
        json_schema!({
            "description": "A number that is not known exactly: drawn once a draw.",
            "anyOf": members,
        })
    }
}

/// The distribution that a table writes, or a report.
pub(super) fn distribution(table: &Table, node: &Node, reader: &mut Reader<'_>) -> Option<Quantity> {
    let has = |keys: &[&str]| keys.iter().any(|key| table.get(key).is_some());
    let quantity = if has(&["low", "mode", "high"]) {
        let TriangularSpec { low, mode, high, .. } = TriangularSpec::read(node, Bounds::ANY, reader)?;
        ordered(&[("low", low), ("mode", mode), ("high", high)], reader)?;
        Quantity::Triangular { low: low.number, mode: mode.number, high: high.number }
    } else if has(&["mean", "sd"]) {
        let NormalSpec { mean, sd, min, max, .. } = NormalSpec::read(node, Bounds::ANY, reader)?;
        ordered(&[("min", min), ("max", max)], reader)?;
        if mean.broken || sd.broken {
            return None;
        }
        let left = truncated_normal::mass(mean.number, sd.number, min.number, max.number);
        if left.is_nan() || left < 1e-9 {
            let key = reader.key();
            reader.report(
                Finding::new(
                    node.origin,
                    format!("nothing of the normal distribution of {} is left", quoted(&key)),
                )
                .label(format!("almost all of it lies outside {} to {}", min.number, max.number))
                .help("move `min` and `max` towards `mean`, or make `sd` larger"),
            );
            return None;
        }
        Quantity::TruncatedNormal { mean: mean.number, sd: sd.number, min: min.number, max: max.number }
    } else if has(&["alpha", "beta"]) {
        let BetaSpec { alpha, beta, .. } = BetaSpec::read(node, Bounds::ANY, reader)?;
        if alpha.broken || beta.broken {
            return None;
        }
        Quantity::Beta { alpha: alpha.number, beta: beta.number }
    } else if has(&["choices", "weights"]) {
        choice(&ChoiceSpec::read(node, Bounds::ANY, reader)?, node, reader)?
    } else if has(&["min", "max"]) {
        let UniformSpec { min, max, .. } = UniformSpec::read(node, Bounds::ANY, reader)?;
        ordered(&[("min", min), ("max", max)], reader)?;
        Quantity::Uniform { min: min.number, max: max.number }
    } else {
        let key = reader.key();
        reader.report(
            Finding::new(node.origin, format!("{} must be a number or a distribution", quoted(&key)))
                .label("no distribution has these keys")
                .help(
                    "write `{ low, mode, high }` (triangular), `{ min, max }` (flat), `{ mean, sd, min, max }` \
                     (normal), `{ alpha, beta }` or `{ choices, weights }`",
                ),
        );
        return None;
    };
    Some(quantity)
}

/// Reports the first pair that is out of order.
fn ordered(numbers: &[(&str, Plain)], reader: &mut Reader<'_>) -> Option<()> {
    if numbers.iter().any(|(_, plain)| plain.broken) {
        return None;
    }
    let Some(&[(first, low), (second, high)]) =
        numbers.windows(2).find(|pair| pair[0].1.number > pair[1].1.number)
    else {
        return Some(());
    };
    let key = reader.key();
    reader.report(
        Finding::new(high.origin, format!("`{second}` of {} is below its `{first}`", quoted(&key)))
            .label(format!("{} is below {}", high.number, low.number))
            .see(low.origin, format!("`{first}` is here")),
    );
    None
}

fn choice(spec: &ChoiceSpec, node: &Node, reader: &mut Reader<'_>) -> Option<Quantity> {
    let choices = &spec.choices;
    let equal = || choices.iter().map(|_| 1.0).collect();
    let weights: Vec<f64> = spec
        .weights
        .as_ref()
        .map_or_else(equal, |weights| weights.iter().map(|plain| plain.number).collect());
    if choices.iter().chain(spec.weights.iter().flatten()).any(|plain| plain.broken) {
        return None;
    }
    let key = reader.key();
    let what = if choices.is_empty() {
        "has no choices".to_owned()
    } else if choices.len() > 1000 {
        "has more than 1000 choices".to_owned()
    } else if weights.len() != choices.len() {
        format!("has {} choices but {} weights", choices.len(), weights.len())
    } else if weights.iter().all(|weight| *weight <= 0.0) {
        "has no weight above 0".to_owned()
    } else {
        return Some(Quantity::Choice {
            choices: choices.iter().map(|plain| plain.number).collect(),
            weights,
        });
    };
    reader.report(Finding::new(node.origin, format!("{} {what}", quoted(&key))).help(
        "write as `{ choices = [0.1, 0.5], weights = [3, 1] }`: as many weights as choices, not all 0",
    ));
    None
}
