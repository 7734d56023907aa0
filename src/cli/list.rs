//! `armistice list`: the shipped scenarios and what each asks.

use clap::Args;
use serde_json::json;

use crate::scenario::Scenario;

use super::{
    failure::{Exit, Failure},
    library::SHIPPED,
    terminal,
};

/// List the shipped scenarios and the question that each asks
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut scenarios = Vec::new();
    for shipped in SHIPPED {
        let scenario = Scenario::parse(shipped.name, shipped.text, &[]).map_err(Failure::Scenario)?;
        scenarios.push((shipped.name, scenario.question.clone()));
    }
    let text = if arguments.json {
        let documents: Vec<_> = scenarios
            .iter()
            .map(|(name, question)| json!({ "name": name, "question": &**question }))
            .collect();
        format!("{:#}\n", json!({ "scenarios": documents }))
    } else {
        let width = scenarios.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        scenarios
            .iter()
            .map(|(name, question)| terminal::wrapped(&format!("{name:width$}  "), question))
            .collect()
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}
