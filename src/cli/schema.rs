//! `armistice schema`: JSON Schema, for editors and for those who read the results; or the same for people.

use clap::{Args, ValueEnum};

use crate::{engine::Summary, scenario};

use super::{
    failure::{Exit, Failure},
    reference::{self, Preface},
    terminal,
};

/// Print the JSON Schema of a scenario, for completion and checks in an editor, or all its keys for people
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The schema of what
    #[arg(value_enum, default_value_t = Document::Scenario)]
    document: Document,
    /// For programs or for people
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Document {
    /// A scenario file
    Scenario,
    /// The results, summary.json
    Summary,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// JSON Schema
    Json,
    /// A reference of all keys
    Markdown,
}

impl Document {
    const fn preface(self) -> Preface {
        match self {
            Self::Scenario => Preface {
                title: "The scenario format",
                text: include_str!("reference/scenario.md"),
                toml: true,
            },
            Self::Summary => Preface {
                title: "The results: summary.json",
                text: include_str!("reference/summary.md"),
                toml: false,
            },
        }
    }
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let schema = match arguments.document {
        Document::Scenario => scenario::json_schema(),
        Document::Summary => schemars::schema_for!(Summary).to_value(),
    };
    let text = match arguments.format {
        Format::Json => format!("{:#}\n", reference::worded(schema)),
        Format::Markdown => reference::markdown(&schema, &arguments.document.preface()),
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}
