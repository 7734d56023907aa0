//! `armistice sweep`: metrics along one lever or over two, under common random numbers.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::{
    engine::Metric,
    explore::sweep::{self, Design, InvalidDesign, Lever, Sweep},
    report::explore::sweep as report,
    scenario::Scenario,
};

use super::{
    failure::{Exit, Failure},
    manifest,
    outputs::Outputs,
    progress::Progress,
    run::Changes,
    source::Source,
    terminal::{self, grouped},
    work::Work,
};

const AFTER_HELP: &str = "\
Levers:
  KEY=FROM..TO/STEPS             so many numbers at equal distances, ends included
  KEY=log:FROM..TO/STEPS         at equal ratios
  KEY=A,B,C                      these values, as for --set; quote what has a comma: '\"600,000\"'
  issues.ISSUE.on_table=each     each level of an issue as the only one on the table
  issues.ISSUE.on_table=A,B      these levels by name, one at a time
  KEY,KEY,...=...                several keys move together
  NAME: KEY=...                  the lever has a name for people

Example:
  armistice sweep ukraine-2025 --draws 100 --metric p_durable --target 0.2 \\
    --over 'guarantees.american.honour=0..1/11' --over 'issues.monitoring.on_table=each'";

/// Vary one lever or two over a grid, and chart what becomes of a metric
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// A lever and its values, such as `actors.russia.war_flow=0.3..0.7/9`; at most two
    #[arg(long, required = true, value_name = "LEVER")]
    over: Vec<Lever>,
    /// What to look at, such as `p_deal`; may be repeated
    #[arg(long, value_name = "METRIC", default_value = "p_durable", value_delimiter = ',')]
    metric: Vec<Metric>,
    /// A value of the first metric that is aimed at; its contour is drawn
    #[arg(long, value_name = "X")]
    target: Option<f64>,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    work: Work,
    /// Folder for the outputs [default: reports/NAME/sweep]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the sweep as one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let metrics = metrics(arguments)?;
    let source = Source::read(&arguments.scenario)?;
    let overrides = arguments.changes.overrides();
    let design = Design::new(&source.shown, &source.text, &overrides, &arguments.over).map_err(failure)?;
    let default = || Path::new("reports").join(&source.name).join("sweep");
    let folder = arguments.out.clone().unwrap_or_else(default);
    let mut outputs = Outputs::open(&folder)?;

    let options = arguments.work.options()?;
    let progress = Progress::new(sweep::runs(&design), arguments.work.quiet);
    let swept = sweep::sweep(&design, &metrics, arguments.target, &options, &|done| progress.set(done));
    progress.clear();
    let swept = swept.map_err(|source| Failure::Io { what: "cannot start the threads".into(), source })?;
    if swept.draws == 0 {
        terminal::note("interrupted before the first draw was complete: nothing is written");
        return Ok(Exit::Interrupted);
    }
    write(&mut outputs, (&source, &design.scenario), arguments, &swept)?;
    outputs.publish()?;

    terminal::print(&if arguments.json { document(&swept) } else { report::text(&swept) })?;
    if !swept.complete {
        let (draws, asked) = (grouped(swept.draws), grouped(design.scenario.simulation.draws));
        let folder = folder.display();
        terminal::note(format_args!(
            "interrupted after {draws} of {asked} draws at every point; these are written to {folder}"
        ));
        return Ok(Exit::Interrupted);
    }
    if !arguments.work.quiet {
        let chart = folder.join(format!("{}.svg", metrics[0].name()));
        terminal::note(format_args!("chart: {}", chart.display()));
    }
    Ok(Exit::Done)
}

/// The metrics, each once, if the target makes sense for the first.
fn metrics(arguments: &Arguments) -> Result<Vec<Metric>, Failure> {
    let mut metrics: Vec<Metric> = Vec::new();
    for &metric in &arguments.metric {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    if let (Some(target), Some(&first)) = (arguments.target, metrics.first()) {
        let is_possible = target.is_finite() && target >= 0.0 && (!first.is_share() || target <= 1.0);
        if !is_possible {
            let help = if first.is_share() { "a share is from 0 to 1" } else { "it is at least 0" };
            return Err(Failure::helped(format!("{first} can't reach the target {target}"), help));
        }
    }
    Ok(metrics)
}

fn failure(error: InvalidDesign) -> Failure {
    match error {
        InvalidDesign::Scenario(diagnostics) => Failure::Scenario(diagnostics),
        InvalidDesign::Lever(error) => Failure::helped(error.what, error.help),
    }
}

fn write(
    outputs: &mut Outputs,
    (source, scenario): (&Source, &Scenario),
    arguments: &Arguments,
    swept: &Sweep,
) -> Result<(), Failure> {
    outputs.add("sweep.json", document(swept).as_bytes())?;
    outputs.add("sweep.csv", &report::csv(swept))?;
    for chart in report::charts(swept) {
        outputs.add_chart(&chart)?;
    }
    let levers: Vec<&str> = arguments.over.iter().map(Lever::as_str).collect();
    let facts = json!({
        "command": "sweep",
        "over": levers,
        "metrics": swept.metrics,
        "target": swept.target,
        "seed": swept.seed,
        "draws": swept.draws,
        "replications": swept.replications,
        "runs": swept.runs,
        "complete": swept.complete,
    });
    manifest::add(outputs, source, scenario, facts)
}

fn document(swept: &Sweep) -> String {
    report::json(swept).expect("a sweep has string keys and plain values only")
}
