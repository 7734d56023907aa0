//! Numbers: plain ones, and distributions of what is not known exactly.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::{
        diagnostic::{Finding, quoted},
        quantity::{Quantity, normal},
        tree::{Node, Origin, Table, Value},
    },
    Bounds, Defaulted, Format, Reader, section,
};

/// A number that can't be a distribution, and where it was written.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Plain {
    pub origin: Origin,
    pub number: f64,
    /// Whether it stands for something broken that has been reported.
    pub broken: bool,
}

impl Format for Plain {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let number = finite(node, "a number", reader)?;
        let plain = Self { origin: node.origin, number, broken: false };
        if bounds.contains(number) {
            return Some(plain);
        }
        reader.out_of_range(node.origin, &bounds.words(), "out of range");
        None
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self { origin: Origin::default(), number: 0.0, broken: true }
    }

    fn example(key: &str) -> String {
        format!("add `{key} = ` and a number")
    }

    fn schema(bounds: Bounds, _generator: &mut SchemaGenerator) -> Schema {
        plain_schema(bounds)
    }
}

fn plain_schema(bounds: Bounds) -> Schema {
    let low = if bounds.above_low { "exclusiveMinimum" } else { "minimum" };
    let high = if bounds.below_high { "exclusiveMaximum" } else { "maximum" };
    json_schema!({ "type": "number", low: bounds.low, high: bounds.high })
}

/// The finite number at `node`, or a report.
fn finite(node: &Node, wanted: &str, reader: &mut Reader<'_>) -> Option<f64> {
    let number = match node.value {
        #[expect(clippy::cast_precision_loss)]
        Value::Whole(Some(number)) => number as f64,
        Value::Whole(None) => f64::INFINITY,
        Value::Real(number) => number,
        _ => {
            reader.wrong_type(node, wanted);
            return None;
        }
    };
    if number.is_finite() {
        return Some(number);
    }
    let key = reader.key();
    let label = if number.is_nan() { "this is not a number" } else { "this is infinite or too large" };
    reader
        .report(Finding::new(node.origin, format!("{} must be a finite number", quoted(&key))).label(label));
    None
}

/// A number of the model: fixed, or a distribution. It becomes a parameter.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Number {
    pub origin: Origin,
    /// Its dotted key.
    pub key: String,
    pub quantity: Quantity,
    /// Whether the file states it; else it is a default of the tool.
    pub stated: bool,
    /// Whether it stands for something broken that has been reported.
    pub broken: bool,
}

impl Number {
    pub fn fixed(number: f64, key: String, origin: Origin, stated: bool) -> Self {
        Self { origin, key, quantity: Quantity::Fixed(number), stated, broken: false }
    }

    /// Whether it is always zero.
    pub fn is_zero(&self) -> bool {
        !self.broken && self.quantity.range() == (0.0, 0.0)
    }
}

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
        /// `β`.
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

impl Format for Number {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let about = reader.about;
        let quantity = match &node.value {
            Value::Table(table) => distribution(table, node, reader)?,
            _ => Quantity::Fixed(finite(node, "a number or a distribution", reader)?),
        };
        let (low, high) = quantity.range();
        let key = reader.key();
        if let Some(out) = [low, high].into_iter().find(|number| !bounds.contains(*number)) {
            let label = match quantity {
                Quantity::Fixed(_) => "out of range".to_owned(),
                _ => format!("this can be {out}"),
            };
            reader.about = about;
            reader.out_of_range(node.origin, &bounds.words(), &label);
            return None;
        }
        Some(Self { origin: node.origin, key, quantity, stated: true, broken: false })
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        let key = reader.key();
        Self { broken: true, ..Self::fixed(0.0, key, Origin::default(), false) }
    }

    fn example(key: &str) -> String {
        format!("add `{key} = ` and a number, or a range such as `{{ low = …, mode = …, high = … }}`")
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let plain = plain_schema(bounds);
        let distribution = generator.subschema_for::<Distribution>();
        json_schema!({ "anyOf": [plain, distribution] })
    }
}

impl Defaulted for Number {
    type Literal = f64;

    fn from_default(literal: f64, reader: &mut Reader<'_>) -> Self {
        Self::fixed(literal, reader.key(), Origin::default(), false)
    }
}

/// The ways to write a number that is not known exactly.
struct Distribution;

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

fn distribution(table: &Table, node: &Node, reader: &mut Reader<'_>) -> Option<Quantity> {
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
        if normal::mass(mean.number, sd.number, min.number, max.number).is_nan()
            || normal::mass(mean.number, sd.number, min.number, max.number) < 1e-9
        {
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

/// One number, or one a level.
#[derive(Clone, Debug)]
pub(in crate::scenario) enum OneOrMany {
    One(Number),
    Many(Origin, Vec<Number>),
}

impl Format for OneOrMany {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, bounds, reader).map(|list| Self::Many(node.origin, list)),
            _ => Number::read(node, bounds, reader).map(Self::One),
        }
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        Self::One(Number::placeholder(reader))
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let (one, many) = (Number::schema(bounds, generator), Vec::<Number>::schema(bounds, generator));
        json_schema!({ "anyOf": [one, many] })
    }
}

impl Defaulted for OneOrMany {
    type Literal = f64;

    fn from_default(literal: f64, reader: &mut Reader<'_>) -> Self {
        Self::One(Number::from_default(literal, reader))
    }
}
