//! `armistice trace`: one run told round by round and period by period, as text, JSON and a picture.

use std::path::PathBuf;

use clap::Args;

use crate::{
    engine::{
        Options,
        trace::{Wanted, find, trace},
    },
    report::{text::Style, trace as report},
};

use super::{
    failure::{Exit, Failure},
    interrupt,
    one_file::{self, Existing},
    run::Changes,
    source::Source,
    terminal,
};

/// Tell one run round by round: who offered what, why it was refused, and how the ceasefire went
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// Which run, from 0: its row in runs.csv
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=MOST_RUN))]
    run: u64,
    /// Take the first run that shows this
    #[arg(long, value_name = "WHAT", conflicts_with = "run",
          value_parser = clap::builder::PossibleValuesParser::new(Wanted::NAMES))]
    find: Option<String>,
    #[command(flatten)]
    changes: Changes,
    /// Also draw it, with a lane an actor, into this file: .svg or .png
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

/// Draws and replications have their own limits; this keeps their product a whole number.
pub(super) const MOST_RUN: u64 = 100_000_000_000_000;

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let scenario = Source::read(&arguments.scenario)?.parse(&arguments.changes.overrides())?;
    let picture = arguments.picture.as_deref().map(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "svg" => Ok((path, true)),
            "png" => Ok((path, false)),
            _ => Err(Failure::usage(format!("{}: a picture ends in .svg or .png", path.display()))),
        }
    });
    let picture = picture.transpose()?;
    let run = match &arguments.find {
        None => arguments.run,
        Some(name) => {
            let wanted: Wanted = name.parse().map_err(Failure::usage)?;
            let options = Options { threads: None, cancel: interrupt::listen()? };
            let found = find(&scenario, wanted, &options)
                .map_err(|source| Failure::Io { what: "cannot simulate".to_owned(), source })?;
            match found {
                Some(run) => run,
                None if options.cancelled() => return Ok(Exit::Interrupted),
                None => {
                    let runs = scenario.simulation.draws.saturating_mul(scenario.simulation.replications);
                    return Err(Failure::helped(
                        format!("none of {} runs shows {name}", terminal::grouped(runs)),
                        "more runs (--draws) or another seed (--seed) may have one",
                    ));
                }
            }
        }
    };
    let trace = trace(&scenario, run);
    if let Some((path, is_svg)) = picture {
        let chart = report::chart(&trace);
        let bytes = if is_svg { chart.svg().into_bytes() } else { chart.png() };
        one_file::write(path, &bytes, Existing::Replace)
            .map_err(|source| Failure::io("write", path, source))?;
    }
    let text = if arguments.json {
        let document = serde_json::to_string_pretty(&trace).expect("a trace has plain values only");
        document + "\n"
    } else {
        report::story(&trace, Style::Ansi)
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}
