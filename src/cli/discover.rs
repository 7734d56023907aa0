//! `armistice discover`: boxes of inputs that explain an outcome.

use std::{io, path::PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use serde_json::json;

use crate::{
    engine::{Laboratory, Metric, Options},
    explore::discover::{
        Choice, Condition, Experiment, Objective, Plan, Relation, Samples, Settings, discover, experiment,
        searches,
    },
    report::explore::discover::{Report, document, draws, text},
    scenario::Scenario,
    statistics::quantile_of_sorted,
};

use super::{
    failure::{Exit, Failure},
    manifest,
    outputs::Outputs,
    progress::Progress,
    run::Changes,
    source::Source,
    terminal::{self, grouped, wrapped},
    work::Work,
};

/// Find boxes of inputs that explain an outcome: what do the durable draws have in common? (PRIM)
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("interest").required(true)))]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// Draws are of interest that end so in at least half of their runs
    #[arg(long, value_enum, group = "interest")]
    outcome: Option<Outcome>,
    /// Draws are of interest whose own value of a metric is so, such as `p_durable>=0.8`
    #[arg(long = "where", value_name = "METRIC>=NUMBER", group = "interest")]
    condition: Option<Condition>,
    #[command(flatten)]
    changes: Changes,
    /// Boxes at most; each is sought in what the ones before leave
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=5))]
    boxes: u8,
    /// Take the widest box that is at least so dense [default: the best balance of coverage and density]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    density: Option<f64>,
    /// Take the box at this step of the first search
    #[arg(long, value_name = "N", conflicts_with = "density")]
    step: Option<usize>,
    /// Keep limits with a quasi-p-value above 0.05 too
    #[arg(long)]
    all_limits: bool,
    /// Share of a box that a peel takes off
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    peel: f64,
    /// Share of the points beyond a limit that a paste takes in
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    paste: f64,
    /// Least share of all draws that a box holds
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    mass: f64,
    /// What a peel or a paste is judged by
    #[arg(long, value_enum, default_value_t = Judge::Gain)]
    objective: Judge,
    /// Searches with shuffled outcomes, which say how good a box is by chance
    #[arg(long, value_name = "N", default_value_t = 99, value_parser = clap::value_parser!(u64).range(19..=100_000))]
    shuffles: u64,
    #[command(flatten)]
    work: Work,
    /// Write draws.csv, discover.json, the charts and manifest.json to this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Outcome {
    /// No deal
    NoDeal,
    /// The ceasefire collapses soon
    TemporaryPause,
    /// The ceasefire collapses later
    Fragile,
    /// The ceasefire outlasts the hold
    Durable,
    /// A deal, however it ends
    Deal,
}

impl Outcome {
    fn condition(self) -> Condition {
        let metric = match self {
            Self::NoDeal => Metric::NoDeal,
            Self::TemporaryPause => Metric::TemporaryPause,
            Self::Fragile => Metric::Fragile,
            Self::Durable => Metric::Durable,
            Self::Deal => Metric::Deal,
        };
        Condition { metric, relation: Relation::AtLeast, threshold: 0.5 }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Judge {
    /// Gain in density for each draw given up
    Gain,
    /// The same, times the draws that stay
    WeightedGain,
    /// Density alone
    Density,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is a number from 0 to 1".to_owned()),
    }
}

impl Arguments {
    fn plan(&self, seed: u64) -> Result<Plan, Failure> {
        let objective = match self.objective {
            Judge::Gain => Objective::Gain,
            Judge::WeightedGain => Objective::WeightedGain,
            Judge::Density => Objective::Density,
        };
        let settings = Settings { peel: self.peel, paste: self.paste, mass: self.mass, objective };
        settings
            .check()
            .map_err(|error| Failure::usage(format!("--{} must be {}", error.name, error.wanted)))?;
        let choice = match (self.density, self.step) {
            (Some(density), _) => Choice::Density(density),
            (None, Some(step)) => Choice::Step(step),
            (None, None) => Choice::Balance,
        };
        Ok(Plan {
            settings,
            choice,
            boxes: usize::from(self.boxes),
            weak: if self.all_limits { 1.0 } else { 0.05 },
            shuffles: self.shuffles,
            seed,
        })
    }
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::read(&arguments.scenario)?;
    let scenario = source.parse(&arguments.changes.overrides())?;
    let plan = arguments.plan(scenario.simulation.seed)?;
    let given = arguments.outcome.map(Outcome::condition).or(arguments.condition);
    let condition = given.expect("the arguments have one of both");
    if scenario.is_fixed() {
        return Err(Failure::helped(
            "no number of this scenario is a distribution, so that all draws are the same",
            "give the numbers that are not known a range, such as `war_flow = { min = 0.2, max = 0.4 }`",
        ));
    }
    let options = arguments.work.options()?;
    // A folder that cannot be written to is told before the work, not after it.
    let outputs = arguments.out.as_deref().map(Outputs::open).transpose()?;

    let experiment = draw(&scenario, condition, &options, arguments.work.quiet)?;
    let samples = samples(&experiment, &condition)?;
    let progress = Progress::of(("searching", "shuffles"), searches(&plan), arguments.work.quiet);
    let boxes = discover(&samples, &plan, &options, &|done| progress.set(done));
    progress.clear();
    let boxes = boxes.map_err(failed)?;
    let is_complete = !options.cancel.load(std::sync::atomic::Ordering::Relaxed);
    let report = Report {
        scenario: &scenario,
        condition: &condition,
        plan: &plan,
        experiment: &experiment,
        samples: &samples,
        boxes: &boxes,
    };
    if let (Some(outputs), Some(folder)) = (outputs, &arguments.out) {
        write(outputs, &source, &report, is_complete)?;
        if !arguments.work.quiet {
            terminal::note(format_args!("draws, document and charts: {}", folder.display()));
        }
    }
    terminal::print(&if arguments.json { document(&report) } else { text(&report, wrapped) })?;
    if !is_complete {
        let (done, asked) = (experiment.values.len() as u64, scenario.simulation.draws);
        let (boxes, done, asked) = (boxes.len(), grouped(done), grouped(asked));
        terminal::note(format_args!("interrupted: {done} of {asked} draws, boxes told from chance: {boxes}"));
        return Ok(Exit::Interrupted);
    }
    Ok(Exit::Done)
}

fn draw(
    scenario: &Scenario,
    condition: Condition,
    options: &Options<'_>,
    quiet: bool,
) -> Result<Experiment, Failure> {
    let replications = scenario.simulation.replications;
    let progress = Progress::new(scenario.simulation.draws.saturating_mul(replications), quiet);
    let laboratory = Laboratory::new(scenario);
    let found = experiment(&laboratory, condition.metric, options, &|done| progress.set(done * replications));
    progress.clear();
    found.map_err(failed)
}

fn failed(source: io::Error) -> Failure {
    Failure::Io { what: "cannot simulate".into(), source }
}

/// The samples, if they have draws of both kinds.
fn samples(experiment: &Experiment, condition: &Condition) -> Result<Samples, Failure> {
    let words = condition.words();
    let Some(samples) = experiment.samples(condition) else {
        return Err(Failure::usage(format!(
            "no draw has a value of {}, so that nothing can be told of {words}",
            condition.metric
        )));
    };
    let which = match samples.of_interest() {
        0 => "no draw has",
        all if all == samples.len() => "every draw has",
        _ => return Ok(samples),
    };
    let mut values: Vec<f64> = experiment.values.iter().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    let [low, middle, high] = [0.0, 0.5, 1.0].map(|share| quantile_of_sorted(&values, share).unwrap_or(0.0));
    let metric = condition.metric;
    let help = if low < high {
        let [low, middle, high] = [low, middle, high].map(short);
        format!(
            "over draws {metric} goes from {low} to {high}, its middle is {middle}: try `--where` with a number in between"
        )
    } else {
        format!("{metric} is {} in every draw: try another metric, or wider ranges of inputs", short(low))
    };
    Err(Failure::helped(format!("{which} {words}, so that there is nothing to tell apart"), help))
}

/// At most three decimals.
fn short(number: f64) -> String {
    format!("{number:.3}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn write(
    mut outputs: Outputs,
    source: &Source,
    report: &Report<'_>,
    is_complete: bool,
) -> Result<(), Failure> {
    outputs.add("draws.csv", &draws(report))?;
    outputs.add("discover.json", document(report).as_bytes())?;
    for chart in report.charts() {
        outputs.add_chart(&chart)?;
    }
    let simulation = &report.scenario.simulation;
    let facts = json!({
        "command": "discover",
        "condition": report.condition.to_string(),
        "shuffles": report.plan.shuffles,
        "seed": simulation.seed,
        "draws": report.experiment.values.len(),
        "replications": simulation.replications,
        "complete": is_complete,
    });
    manifest::add(&mut outputs, source, report.scenario, facts)?;
    outputs.publish()
}
