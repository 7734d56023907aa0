//! `armistice schema`: JSON Schema, for editors and for those who read the results.

use clap::{Args, ValueEnum};

use crate::{engine::Summary, scenario};

use super::{
    failure::{Exit, Failure},
    terminal,
};

/// Print the JSON Schema of a scenario, for completion and checks in an editor
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The schema of what
    #[arg(value_enum, default_value_t = Document::Scenario)]
    document: Document,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Document {
    /// A scenario file
    Scenario,
    /// The results, summary.json
    Summary,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let schema = match arguments.document {
        Document::Scenario => scenario::json_schema(),
        Document::Summary => schemars::schema_for!(Summary).to_value(),
    };
    terminal::print(&format!("{schema:#}\n"))?;
    Ok(Exit::Done)
}
