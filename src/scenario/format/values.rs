//! Texts, whole numbers, and yes or no.

use std::sync::Arc;

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::{
        diagnostic::Finding,
        tree::{Node, Origin, Value},
        wording::{is_unseen, quoted},
    },
    Bounds, Defaulted, Format, Reader,
};

/// Longest text, in characters.
const LONGEST: usize = 2000;

/// A text, and where it was written.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Text {
    pub origin: Origin,
    pub text: Arc<str>,
    /// Whether it stands for something broken that has been reported.
    pub broken: bool,
}

impl Text {
    pub fn new(text: &str, origin: Origin) -> Self {
        Self { origin, text: text.into(), broken: false }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Format for Text {
    fn read(node: &Node, _bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Text(text) = &node.value else {
            reader.wrong_type(node, "a text in quotes");
            return None;
        };
        let key = reader.key();
        if text.trim().is_empty() {
            reader.report(
                Finding::new(node.origin, format!("{} is empty", quoted(&key)))
                    .help("write a text, or leave the key out if it is not required"),
            );
            return None;
        }
        if text.chars().count() > LONGEST {
            reader.report(
                Finding::new(node.origin, format!("{} is longer than {LONGEST} characters", quoted(&key)))
                    .help("shorten it; comments in the file may be as long as you like"),
            );
            return None;
        }
        // Prose may have lines of its own; what stands in tables and charts may not.
        let is_prose = key.ends_with("note") || key == "question";
        let is_break = |letter: char| is_prose && matches!(letter, '\n' | '\r' | '\t');
        if text.chars().any(|letter| is_unseen(letter) && !is_break(letter)) {
            reader.report(
                Finding::new(node.origin, format!("{} holds a character that can't be seen", quoted(&key)))
                    .why("control characters and marks of writing direction could make a report show something else than what is in the file")
                    .help("type the text again instead of pasting it"),
            );
            return None;
        }
        Some(Self::new(text, node.origin))
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self { origin: Origin::default(), text: "".into(), broken: true }
    }

    fn example(key: &str) -> String {
        format!("add `{key} = \"…\"`")
    }

    fn schema(_bounds: Bounds, _generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": LONGEST })
    }
}

impl Defaulted for Text {
    type Literal = &'static str;

    fn from_default(literal: &'static str, _reader: &mut Reader<'_>) -> Self {
        Self::new(literal, Origin::default())
    }
}

/// A whole number, and where it was written.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Count {
    pub origin: Origin,
    pub number: u64,
    /// Whether it stands for something broken that has been reported.
    pub broken: bool,
}

impl Count {
    /// The number as a `u32`; the bounds of the key have to allow no more.
    pub fn small(self) -> u32 {
        u32::try_from(self.number).unwrap_or(u32::MAX)
    }
}

impl Format for Count {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Whole(number) = &node.value else {
            reader.wrong_type(node, "a whole number");
            return None;
        };
        let number = number.and_then(|number| u64::try_from(number).ok());
        // Bounds of whole numbers are below 2^53, so that the conversion is exact where it matters.
        #[expect(clippy::cast_precision_loss)]
        let number = number.filter(|number| bounds.contains(*number as f64));
        if number.is_none() {
            reader.out_of_range(node.origin, &format!("a whole number {}", bounds.words()), "out of range");
        }
        Some(Self { origin: node.origin, number: number?, broken: false })
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self { origin: Origin::default(), number: 1, broken: true }
    }

    fn example(key: &str) -> String {
        format!("add `{key} = ` and a whole number")
    }

    fn schema(bounds: Bounds, _generator: &mut SchemaGenerator) -> Schema {
        #[expect(clippy::cast_possible_truncation)]
        let (low, high) = (bounds.low as i64, bounds.high as i64);
        json_schema!({ "type": "integer", "minimum": low, "maximum": high })
    }
}

impl Defaulted for Count {
    type Literal = u64;

    fn from_default(literal: u64, _reader: &mut Reader<'_>) -> Self {
        Self { origin: Origin::default(), number: literal, broken: false }
    }
}

/// True or false.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Switch {
    pub on: bool,
}

impl Format for Switch {
    fn read(node: &Node, _bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Switch(on) = node.value else {
            reader.wrong_type(node, "true or false");
            return None;
        };
        Some(Self { on })
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self { on: false }
    }

    fn schema(_bounds: Bounds, _generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "boolean" })
    }
}

impl Defaulted for Switch {
    type Literal = bool;

    fn from_default(literal: bool, _reader: &mut Reader<'_>) -> Self {
        Self { on: literal }
    }
}
