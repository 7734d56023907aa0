//! Tables with keys that the author chooses, tables of several kinds, and words out of a list.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{
    super::tree::{Node, Segment},
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
                    "description": $crate::scenario::format::one_line(concat!($($about, "\n"),*)),
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
                let members = [$(($word, concat!($($doc, "\n"),*))),*].map(|(word, doc)| {
                    serde_json::json!({ "const": word, "description": $crate::scenario::format::one_line(doc) })
                });
                schemars::json_schema!({ "oneOf": members })
            }
        }
    };
}
pub(in crate::scenario) use words;
