//! The declaration of a table with fixed keys.

use schemars::{Schema, json_schema};

use super::{
    super::tree::{Node, Origin},
    Bounds, Format, Reader,
};

/// Adds the words of a declaration to the schema of a value.
pub(in crate::scenario) fn described(
    schema: Schema,
    doc: &str,
    default: Option<serde_json::Value>,
) -> Schema {
    let mut schema = schema;
    schema.insert("description".to_owned(), one_line(doc).into());
    if let Some(default) = default {
        schema.insert("default".to_owned(), default);
    }
    schema
}

/// The lines of a documentation comment as one.
pub(in crate::scenario) fn one_line(doc: &str) -> String {
    doc.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The schema of a table with fixed keys.
pub(in crate::scenario) fn object(
    doc: &str,
    kind: Option<&str>,
    properties: Vec<(&'static str, Schema, bool)>,
) -> Schema {
    let mut required: Vec<&str> = kind.iter().map(|_| "kind").collect();
    required.extend(properties.iter().filter(|(_, _, required)| *required).map(|(key, ..)| *key));
    let mut all = serde_json::Map::new();
    if let Some(kind) = kind {
        all.insert("kind".to_owned(), serde_json::json!({ "const": kind, "description": one_line(doc) }));
    }
    for (key, schema, _) in properties {
        all.insert(key.to_owned(), schema.to_value());
    }
    let mut schema = json_schema!({
        "type": "object",
        "description": one_line(doc),
        "properties": all,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema
}

/// Reads a table that is not there as if it were empty: what its keys' defaults make, or `None` when one of
/// them is required.
pub(in crate::scenario) fn absent<T: Format>(reader: &mut Reader<'_>) -> Option<T> {
    let before = reader.diagnostics.len();
    let value = T::read(&Node::empty(Origin::default()), Bounds::ANY, reader);
    let clean = reader.diagnostics.len() == before;
    reader.diagnostics.truncate(before);
    value.filter(|_| clean)
}

/// Declares a table of the format: struct, reader, list of keys and JSON Schema from one source.
///
/// Each key has its description, its range (`#[range(…)]`), its default (`#[default(…)]`; without one it is
/// required unless its type can be absent) and its type.
macro_rules! section {
    (
        $(#[doc = $about:literal])*
        pub(in crate::scenario) struct $name:ident $(($kind:literal))? {
            $(
                $(#[doc = $doc:literal])*
                $(#[range($bounds:expr)])?
                $(#[default($default:expr)])?
                $field:ident: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug)]
        #[allow(dead_code)]
        pub(in crate::scenario) struct $name {
            /// Where the table is written.
            pub origin: $crate::scenario::tree::Origin,
            $($(#[doc = $doc])* pub $field: $type,)*
        }

        impl $name {
            /// The keys of the table.
            pub(in crate::scenario) const KEYS: &'static [&'static str] =
                &[$($crate::scenario::format::section!(@kind $kind),)? $(stringify!($field),)*];
        }

        impl $crate::scenario::format::Format for $name {
            const IS_TABLE: bool = true;

            #[allow(unused_variables)]
            fn read(
                node: &$crate::scenario::tree::Node,
                _bounds: $crate::scenario::format::Bounds,
                reader: &mut $crate::scenario::format::Reader<'_>,
            ) -> Option<Self> {
                let table = reader.table(node, "a table")?;
                let place = reader.place();
                let tag: Option<&str> = None $(.or(Some($kind)))?;
                let meant = reader.unknown_keys(table, Self::KEYS, &place, tag);
                let origin = node.origin;
                Some(Self {
                    origin,
                    $($field: reader.field(
                        table,
                        origin,
                        &$crate::scenario::format::Field {
                            key: stringify!($field),
                            about: concat!($($doc, "\n"),*),
                            misspelt: meant.contains(&stringify!($field)),
                            bounds: $crate::scenario::format::section!(@bounds $($bounds)?),
                        },
                        $crate::scenario::format::section!(@missing $type $(, $default)?),
                    ),)*
                })
            }

            #[allow(unused_variables)]
            fn placeholder(reader: &mut $crate::scenario::format::Reader<'_>) -> Self {
                #[allow(unused_imports)]
                use $crate::scenario::format::Format;
                Self {
                    origin: Default::default(),
                    $($field: <$type as Format>::placeholder(reader),)*
                }
            }

            fn missing(reader: &mut $crate::scenario::format::Reader<'_>) -> Option<Self> {
                $crate::scenario::format::absent(reader)
            }

            fn required() -> bool {
                false $(|| $crate::scenario::format::section!(@required $type $(, $default)?))*
            }

            fn schema(
                _bounds: $crate::scenario::format::Bounds,
                generator: &mut schemars::SchemaGenerator,
            ) -> schemars::Schema {
                generator.subschema_for::<Self>()
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).trim_end_matches("Spec").into()
            }

            #[allow(unused_variables)]
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_imports)]
                use $crate::scenario::format::{Format, described, object};
                let kind: Option<&str> = None $(.or(Some($kind)))?;
                let properties = vec![$({
                    let bounds = $crate::scenario::format::section!(@bounds $($bounds)?);
                    let schema = <$type as Format>::schema(bounds, generator);
                    let default = $crate::scenario::format::section!(@json $type $(, $default)?);
                    let required = $crate::scenario::format::section!(@required $type $(, $default)?);
                    (stringify!($field), described(schema, concat!($($doc, "\n"),*), default), required)
                },)*];
                object(concat!($($about, "\n"),*), kind, properties)
            }
        }
    };
    (@kind $kind:literal) => { "kind" };
    (@bounds) => { $crate::scenario::format::Bounds::ANY };
    (@bounds $bounds:expr) => { $bounds };
    (@missing $type:ty) => { <$type as $crate::scenario::format::Format>::missing };
    (@missing $type:ty, $default:expr) => {
        |reader: &mut $crate::scenario::format::Reader<'_>| {
            Some(<$type as $crate::scenario::format::Defaulted>::from_default($default, reader))
        }
    };
    (@required $type:ty) => { <$type as $crate::scenario::format::Format>::required() };
    (@required $type:ty, $default:expr) => { false };
    (@json $type:ty) => { None };
    (@json $type:ty, $default:expr) => {{
        let literal: <$type as $crate::scenario::format::Defaulted>::Literal = $default;
        Some(serde_json::json!(literal))
    }};
}
pub(in crate::scenario) use section;
