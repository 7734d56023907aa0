//! Tables: with keys that the format names, with keys that the author chooses, and of several kinds.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::tree::{Node, Origin, Segment},
    Bounds, Format, Reader, Text,
};

/// A table whose keys the author chooses, in file order.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Map<T> {
    pub entries: Vec<(Text, T)>,
    /// Whether it stands for something broken that has been reported.
    pub broken: bool,
}

impl<T> Map<T> {
    pub fn get(&self, key: &str) -> Option<&T> {
        self.entries.iter().find(|(name, _)| name.as_str() == key).map(|(_, value)| value)
    }
}

impl<T: Format> Format for Map<T> {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(node, "a table")?;
        let read = |(key, entry): (&str, &super::super::tree::Entry)| {
            let value = reader.within(vec![Segment::Key(key.to_owned())], |reader| {
                T::read(&entry.node, bounds, reader).unwrap_or_else(|| T::placeholder(reader))
            });
            (Text::new(key, entry.key), value)
        };
        Some(Self { entries: table.iter().map(read).collect(), broken: false })
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self { entries: Vec::new(), broken: true }
    }

    fn doubt(&mut self) {
        self.broken = true;
    }

    fn missing(_reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { entries: Vec::new(), broken: false })
    }

    fn required() -> bool {
        false
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let values = T::schema(bounds, generator);
        json_schema!({ "type": "object", "additionalProperties": values })
    }
}

/// Adds the words of a declaration to the schema of a value.
pub(in crate::scenario) fn described(
    schema: Schema,
    doc: &str,
    default: Option<serde_json::Value>,
) -> Schema {
    let mut schema = schema;
    schema.insert("description".to_owned(), doc.trim().into());
    if let Some(default) = default {
        schema.insert("default".to_owned(), default);
    }
    schema
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
        all.insert("kind".to_owned(), serde_json::json!({ "const": kind }));
    }
    for (key, schema, _) in properties {
        all.insert(key.to_owned(), schema.to_value());
    }
    let mut schema = json_schema!({
        "type": "object",
        "description": doc.trim(),
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
                let meant = reader.unknown_keys(table, Self::KEYS, &place);
                let origin = node.origin;
                Some(Self {
                    origin,
                    $($field: reader.field(
                        table,
                        origin,
                        stringify!($field),
                        concat!($($doc, "\n"),*),
                        meant.contains(&stringify!($field)),
                        $crate::scenario::format::section!(@bounds $($bounds)?),
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

/// Declares a table of one of several kinds, told apart by its key `kind`.
macro_rules! tagged {
    (
        $(#[doc = $about:literal])*
        pub(in crate::scenario) enum $name:ident {
            $($kind:literal => $variant:ident($spec:ident),)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "a kind without keys has nothing to read")]
        #[allow(clippy::large_enum_variant, reason = "there are a few of them a file")]
        pub(in crate::scenario) enum $name { $(
            #[doc = concat!("`", $kind, "`")]
            $variant($spec),
        )*
            /// Stands for something broken that has been reported.
            Broken,
        }

        impl $name {
            /// Where it is written, if it could be read.
            #[allow(dead_code)]
            pub(in crate::scenario) fn origin(&self) -> Option<$crate::scenario::tree::Origin> {
                match self {
                    $(Self::$variant(spec) => Some(spec.origin),)*
                    Self::Broken => None,
                }
            }
        }

        impl $crate::scenario::format::Format for $name {
            fn read(
                node: &$crate::scenario::tree::Node,
                bounds: $crate::scenario::format::Bounds,
                reader: &mut $crate::scenario::format::Reader<'_>,
            ) -> Option<Self> {
                match reader.kind(node, &[$($kind),*])? {
                    $($kind => $spec::read(node, bounds, reader).map(Self::$variant),)*
                    _ => None,
                }
            }

            fn placeholder(_reader: &mut $crate::scenario::format::Reader<'_>) -> Self {
                Self::Broken
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

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let members = vec![$(generator.subschema_for::<$spec>()),*];
                schemars::json_schema!({
                    "description": concat!($($about, "\n"),*).trim(),
                    "oneOf": members,
                })
            }
        }
    };
}
pub(in crate::scenario) use tagged;

/// Declares a word out of a fixed list.
macro_rules! words {
    (
        $(#[doc = $about:literal])*
        pub(in crate::scenario) enum $name:ident {
            $($(#[doc = $doc:literal])* $word:literal => $variant:ident,)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::scenario) enum $name {
            $($(#[doc = $doc])* $variant,)*
            /// Stands for a word that does not exist, which has been reported.
            Broken,
        }

        impl $crate::scenario::format::Format for $name {
            fn read(
                node: &$crate::scenario::tree::Node,
                _bounds: $crate::scenario::format::Bounds,
                reader: &mut $crate::scenario::format::Reader<'_>,
            ) -> Option<Self> {
                match reader.word(node, &[$($word),*])? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn placeholder(_reader: &mut $crate::scenario::format::Reader<'_>) -> Self {
                Self::Broken
            }

            fn example(key: &str) -> String {
                format!("add `{key} = \"{}\"`", [$($word),*].join(&format!("\"` or `{key} = \"")))
            }

            fn schema(
                _bounds: $crate::scenario::format::Bounds,
                _generator: &mut schemars::SchemaGenerator,
            ) -> schemars::Schema {
                schemars::json_schema!({ "enum": [$($word),*] })
            }
        }
    };
}
pub(in crate::scenario) use words;
