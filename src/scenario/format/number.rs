//! Numbers: plain ones, those of the model, which may be distributions, and one or many of these.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::{
        diagnostic::Finding,
        quantity::Quantity,
        tree::{Node, Origin, Value},
        wording::quoted,
    },
    Bounds, Defaulted, Format, Reader,
    distribution::{Distribution, distribution},
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
