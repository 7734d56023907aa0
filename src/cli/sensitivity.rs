//! `armistice sensitivity`: which of the inputs that are not known drive a metric.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::{
    engine::Metric,
    explore::sensitivity::{Findings, Settings, Setup, Trouble, design::MOST_ROWS, study::FEWEST_ROWS},
    report::{explore::sensitivity as report, text::Style},
    scenario::Scenario,
};

use super::{
    failure::{Exit, Failure},
    manifest,
    outputs::Outputs,
    progress::Progress,
    run::Keys,
    source::Source,
    terminal::{self, grouped},
    work::Work,
};

/// Find out which of the inputs that are not known drive a metric: Morris screening, Sobol' indices and a tornado
#[derive(Debug, Args)]
#[command(after_help = "\
Sobol' indices say what share of the metric's variance an input has, alone and
together with others. They take (inputs + 4) points a base sample, so on a large
scenario look at the inputs that matter: --inputs 30.

With --inputs N, Morris screening goes over all inputs and the N with the largest
effects are looked at. The others are drawn as usual and shown together, so the
shares are of the whole variance all the same.

Few runs a point suffice: chance is counted as one more input. It makes the other
shares alone smaller, and more runs a point make it smaller.")]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// What is to be explained, by its name in the summary
    #[arg(long, value_name = "METRIC", default_value_t = Metric::Durable)]
    metric: Metric,
    /// Look at the N inputs that screening finds to move it most [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    inputs: Option<u32>,
    /// Base samples of the Sobol' indices, best a power of two
    #[arg(long, alias = "samples", value_name = "N", default_value_t = 512,
          value_parser = clap::value_parser!(u64).range(FEWEST_ROWS as u64..=MOST_ROWS))]
    draws: u64,
    /// Runs at each point, which differ by chance alone
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    replications: u64,
    /// Trajectories of the screening
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(2..=10_000))]
    trajectories: u64,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    work: Work,
    /// Folder for the outputs [default: reports/NAME/sensitivity]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the findings as one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::read(&arguments.scenario)?;
    let scenario = source.parse(&arguments.keys.overrides())?;
    let settings = Settings {
        metric: arguments.metric,
        samples: arguments.draws,
        replications: arguments.replications,
        trajectories: arguments.trajectories,
        inputs: arguments.inputs.map(|inputs| inputs as usize),
    };
    let default = Path::new("reports").join(&source.name).join("sensitivity");
    let folder = arguments.out.clone().unwrap_or(default);
    let setup = Setup::new(&scenario, settings).map_err(|trouble| failure(&trouble, settings, &scenario))?;
    let mut outputs = Outputs::open(&folder)?;
    let options = arguments.work.options()?;
    let progress = Progress::new(setup.runs(), arguments.work.quiet);
    let study = setup.run(&options, &|done| progress.set(done));
    progress.clear();
    let study = match study {
        Ok(study) => study,
        Err(Trouble::Interrupted) => {
            terminal::note("interrupted before there was anything to tell: nothing is written");
            return Ok(Exit::Interrupted);
        }
        Err(trouble) => return Err(failure(&trouble, settings, &scenario)),
    };
    let findings = Findings::new(&scenario, &study);
    let document = document(&findings);
    outputs.add("sensitivity.json", document.as_bytes())?;
    for chart in report::charts(&findings) {
        outputs.add_chart(&chart)?;
    }
    let facts = json!({
        "command": "sensitivity",
        "metric": findings.metric,
        "inputs": arguments.inputs,
        "seed": findings.counts.seed,
        "samples": findings.counts.samples,
        "replications": findings.counts.replications,
        "trajectories": findings.counts.trajectories,
        "runs": findings.counts.runs,
        "complete": findings.counts.complete,
    });
    manifest::add(&mut outputs, &source, &scenario, facts)?;
    outputs.publish()?;
    let shown = if arguments.json { document } else { report::text::findings(&findings, Style::Ansi) };
    terminal::print(&shown)?;
    if !findings.counts.complete {
        let (rows, asked) = (grouped(findings.counts.samples), grouped(findings.counts.samples_asked));
        terminal::note(format_args!(
            "interrupted after {rows} of {asked} base samples; what these tell is written to {}",
            folder.display()
        ));
        return Ok(Exit::Interrupted);
    }
    if !arguments.work.quiet {
        terminal::note(format_args!("charts and data: {}", folder.display()));
    }
    Ok(Exit::Done)
}

fn document(findings: &Findings) -> String {
    let text =
        serde_json::to_string_pretty(findings).expect("findings have string keys and plain values only");
    text + "\n"
}

/// Why there is nothing to tell, and what to do.
fn failure(trouble: &Trouble, settings: Settings, scenario: &Scenario) -> Failure {
    let metric = settings.metric;
    match trouble {
        Trouble::NoInputs => Failure::helped(
            format!(
                "every number of “{}” is fixed, so there is nothing that could drive a result",
                scenario.name
            ),
            "give ranges to the numbers that are not known, such as `{ low = 0.2, mode = 0.4, high = 0.5 }`",
        ),
        Trouble::NoVariance(value) => Failure::helped(
            match value {
                Some(value) => {
                    format!("{metric} is {value} at every point, so it has no variance to explain")
                }
                None => format!("{metric} has no value at any point, so it has no variance to explain"),
            },
            "choose another metric (--metric), or widen the ranges of the inputs",
        ),
        Trouble::Undefined { whole, rows } => Failure::helped(
            format!(
                "{metric} has a value throughout in only {whole} of {rows} base samples: too few to tell what drives it"
            ),
            "choose a metric that every run has, such as p_durable or p_deal, or more runs a point (--replications)",
        ),
        Trouble::Interrupted => Failure::usage("interrupted"),
        Trouble::Io(error) => Failure::Io {
            what: "cannot start worker threads".to_owned(),
            source: std::io::Error::new(error.kind(), error.to_string()),
        },
    }
}
