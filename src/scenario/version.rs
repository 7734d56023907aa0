//! The version of the format that a scenario file is written in: its key `format`.
//!
//! A file that does not say it is taken for one of the present version; keys that only an earlier one had then give it
//! away.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    diagnostic::Finding,
    format::{Bounds, Defaulted, Format, Reader},
    tree::{Node, Table, Value},
};

/// The version that is read.
pub(super) const CURRENT: i64 = 2;

/// What a file says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version;

/// What is wrong with a file for a newer Armistice. Nothing else in it can be judged then.
pub(super) fn newer(tree: &Table) -> Option<Finding> {
    let node = &tree.get("format")?.node;
    let Value::Whole(Some(version @ 3..)) = node.value else { return None };
    Some(
        Finding::new(
            node.origin,
            format!("the scenario is in format {version}, which needs a newer Armistice"),
        )
        .label(format!("this one reads format {CURRENT}"))
        .help("update Armistice"),
    )
}

impl Format for Version {
    fn read(node: &Node, _bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::Whole(Some(CURRENT)) => return Some(Self),
            Value::Whole(Some(1)) => reader.report(
                Finding::new(node.origin, "the scenario is in format 1, which is no longer read")
                    .label(format!("format {CURRENT} is read"))
                    .help(
                        "`armistice migrate FILE` rewrites it, with a comment on each number that needs you",
                    ),
            ),
            Value::Whole(_) => reader.report(
                Finding::new(node.origin, "there is no such format").label(format!("must be {CURRENT}")),
            ),
            _ => reader.wrong_type(node, "a whole number"),
        }
        None
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self
    }

    fn schema(_bounds: Bounds, _generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": CURRENT })
    }
}

impl Defaulted for Version {
    type Literal = i64;

    fn from_default(_literal: i64, _reader: &mut Reader<'_>) -> Self {
        Self
    }
}
