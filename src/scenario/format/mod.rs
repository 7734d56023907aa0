//! How the format is read and described: one declaration of a table gives its struct, its reader, the list of
//! its keys and its JSON Schema, so that these can't drift apart.
//!
//! Reading never stops at an error: it reports, puts a placeholder where the broken value was, and goes on, so
//! that all the errors of a file come at once.

mod bounds;
mod distribution;
mod number;
mod reader;
mod section;
mod tables;
mod values;

pub(super) use bounds::Bounds;
pub(super) use number::{Number, OneOrMany, Plain};
pub(super) use reader::{Field, Reader};
pub(super) use section::{absent, described, object, one_line, section};
pub(super) use tables::{Map, tagged, words};
pub(super) use values::{Count, Switch, Text};

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    diagnostic::Finding,
    tree::{Node, Segment, Value, address},
    wording::quoted,
};

/// A kind of value: how it is read, and how it is described.
pub(super) trait Format: Sized {
    /// Whether a list of it is a list of tables, whose entries go by their names.
    const IS_TABLE: bool = false;

    /// Reads a value; `None` when it is broken, which has then been reported.
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self>;

    /// What stands for a broken value; it gives rise to no further error.
    fn placeholder(reader: &mut Reader<'_>) -> Self;

    /// Marks a value of which a part may stand under a misspelt key.
    fn doubt(&mut self) {}

    /// What an absent key without a default of its own means; `None` when the key is required.
    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        None
    }

    /// Whether a key of this kind, without a default of its own, has to be there.
    fn required() -> bool {
        true
    }

    /// How the key is written, for the help line of a missing key.
    fn example(key: &str) -> String {
        format!("add `{key} = …`")
    }

    /// Its JSON Schema.
    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema;
}

/// A kind of value that a default in the declaration of a table can make.
pub(super) trait Defaulted: Format {
    /// What the default is written as.
    type Literal: serde::Serialize;
    /// The value for an absent key.
    fn from_default(literal: Self::Literal, reader: &mut Reader<'_>) -> Self;
}

impl<T: Format> Format for Option<T> {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Some(T::read(node, bounds, reader).unwrap_or_else(|| T::placeholder(reader))))
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        Some(T::placeholder(reader))
    }

    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        Some(None)
    }

    fn required() -> bool {
        false
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        T::schema(bounds, generator)
    }
}

/// A list of values or of tables.
impl<T: Format> Format for Vec<T> {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::List(nodes) = &node.value else {
            let key = reader.key();
            if T::IS_TABLE && matches!(node.value, Value::Table(_)) {
                let finding = Finding::new(node.origin, format!("{} must be a list of tables", quoted(&key)));
                reader.report(
                    finding
                        .label("this is a single table")
                        .help(format!("write the name in two pairs of brackets, `[[{key}]]`, once for each")),
                );
            } else {
                reader.wrong_type(node, if T::IS_TABLE { "a list of tables" } else { "a list" });
            }
            return None;
        };
        let name = reader.key();
        let read = |(index, node): (usize, &Node)| {
            let segments =
                if T::IS_TABLE { address(&name, nodes, index) } else { vec![Segment::Index(index)] };
            reader.within(segments, |reader| {
                T::read(node, bounds, reader).unwrap_or_else(|| T::placeholder(reader))
            })
        };
        Some(nodes.iter().enumerate().map(read).collect())
    }

    /// A broken list holds a broken item, so that it is not taken for an empty one.
    fn placeholder(reader: &mut Reader<'_>) -> Self {
        if T::IS_TABLE { Vec::new() } else { vec![T::placeholder(reader)] }
    }

    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        T::IS_TABLE.then(Vec::new)
    }

    fn required() -> bool {
        !T::IS_TABLE
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let items = T::schema(bounds, generator);
        json_schema!({ "type": "array", "items": items })
    }
}
