//! `armistice run`: simulates a scenario, prints the summary and writes its reports.

use std::{
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, ValueEnum};

use crate::{
    engine::{
        self, Metric, Options, Summary,
        until::{Convergence, Until, simulate_until},
    },
    report::{
        charts::Gallery,
        csv::{self, Columns, IssueColumn},
        explore::convergence,
        html, json, text,
    },
    scenario::{Override, Scenario},
};

use super::{
    expectations::Verdict,
    failure::{Exit, Failure},
    identity::Identity,
    manifest::{self, Manifest, Sought},
    outputs::Outputs,
    progress::Progress,
    resume::{self, Job},
    shard::{self, Shard},
    source::Source,
    terminal::{self, grouped},
    verify,
    work::Work,
};

pub(super) const ROWS: &str = "runs.csv";

/// Simulate a scenario, print the summary and write the report, its charts and all runs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    #[arg(required_unless_present = "manifest")]
    scenario: Option<String>,
    /// Run again what the manifest of a run says, into --out, and compare every output with it
    #[arg(long, value_name = "FILE", requires = "out",
          conflicts_with_all = ["scenario", "set", "draws", "replications", "seed", "until_se", "shard"])]
    manifest: Option<PathBuf>,
    #[command(flatten)]
    changes: Changes,
    /// Add draws until the standard error of --metric is at most this, such as 0.005
    #[arg(long, value_name = "X", value_parser = standard_error, conflicts_with = "draws")]
    until_se: Option<f64>,
    /// What --until-se makes precise
    #[arg(long, value_name = "METRIC", default_value = "p_durable", requires = "until_se")]
    metric: Metric,
    /// The most draws that --until-se makes
    #[arg(long, value_name = "N", default_value_t = 100_000, requires = "until_se",
          value_parser = clap::value_parser!(u64).range(1..=MOST_DRAWS))]
    draws_max: u64,
    #[command(flatten)]
    work: Work,
    /// Do only share I of N, to be joined by `armistice merge`: such as 3/10; --out is then the folder of the shards
    #[arg(long, value_name = "I/N", requires = "out", conflicts_with_all = ["until_se", "json"])]
    shard: Option<Shard>,
    /// Go on from where an earlier such run was killed or interrupted, and keep checkpoints for the next
    #[arg(long, conflicts_with = "until_se")]
    resume: bool,
    /// Seconds between two checkpoints of --resume, at least
    #[arg(long, value_name = "SECONDS", default_value = "2", requires = "resume", value_parser = seconds)]
    checkpoint: Duration,
    /// Folder for the outputs [default: reports/NAME]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Format of the runs
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Print the summary as one JSON document instead
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Comma-separated values
    Csv,
}

// The ranges of `simulation` in the scenario format.
const MOST_DRAWS: u64 = 100_000_000;
const MOST_REPLICATIONS: u64 = 1_000_000;
pub(super) const LARGEST_SEED: u64 = (1 << 53) - 1;

/// What a command changes in a scenario.
#[derive(Debug, Args)]
pub(super) struct Changes {
    /// Change one key of the scenario, such as `pressure.ukraine.slope=0.04`; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<Override>,
    /// Parameter draws, at most 100,000,000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_DRAWS))]
    draws: Option<u64>,
    /// Runs within a draw, which differ by chance alone, at most 1,000,000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_REPLICATIONS))]
    replications: Option<u64>,
    /// Seed of all random streams
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,
}

impl Changes {
    /// The same changes with a number of draws.
    fn with_draws(&self, draws: u64) -> Self {
        Self { set: self.set.clone(), draws: Some(draws), ..*self }
    }

    /// All changes as overrides: `--draws 9` is `--set simulation.draws=9`.
    pub(super) fn overrides(&self) -> Vec<Override> {
        self.set.iter().cloned().chain(self.counts()).collect()
    }

    /// Those of `--draws`, `--replications` and `--seed` alone.
    pub(super) fn counts(&self) -> Vec<Override> {
        let counts = [
            (DRAWS, self.draws),
            ("simulation.replications", self.replications),
            ("simulation.seed", self.seed),
        ];
        counts.into_iter().filter_map(|(key, number)| Some(count(key, number?))).collect()
    }
}

const DRAWS: &str = "simulation.draws";

fn count(key: &str, number: u64) -> Override {
    format!("{key}={number}").parse().expect("a known key and a whole number")
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let Request { source, overrides, sought, folder, manifest } = Request::new(arguments)?;
    let scenario = source.parse(&overrides)?;
    let shard = arguments.shard.unwrap_or(Shard::WHOLE);
    let identity = Identity::of(&source, &scenario);
    let job = Job {
        scenario: &scenario,
        identity,
        shard,
        resume: arguments.resume.then_some(arguments.checkpoint),
    };
    if arguments.shard.is_some() {
        return shard::execute(&job, &folder, &arguments.work);
    }
    let (is_json, is_quiet) = (arguments.json, arguments.work.quiet);
    if arguments.resume
        && manifest.is_none()
        && let Some(summary) = verify::finished(&folder, &job.identity)
    {
        job.forget(&folder);
        return conclude(is_json, is_quiet, &scenario, &summary, &folder);
    }
    let mut outputs = resume::outputs(&job, &folder, manifest::NAME)?;

    let settled = |draws: u64| {
        let scenario = source.parse(&with_draws(&overrides, draws));
        scenario.expect("a scenario that is valid with more draws")
    };
    let until = sought.as_ref().map(|(until, _)| until);
    let Some((summary, convergence)) = simulate_into(&mut outputs, &job, (until, &settled), arguments)?
    else {
        return Ok(Exit::Interrupted);
    };
    if summary.counts.runs == 0 {
        terminal::note("interrupted before the first runs were complete: nothing is written");
        return Ok(Exit::Interrupted);
    }
    if let Some(convergence) = &convergence {
        write_convergence(&mut outputs, convergence)?;
    }
    let reached = convergence.as_ref().filter(|_| summary.counts.complete);
    let reached = reached.map(|_| settled(summary.counts.draws));
    let scenario = reached.as_ref().unwrap_or(&scenario);
    let sought = sought.map(|(_, sought)| sought);
    write_reports(&mut outputs, &source, scenario, &summary, sought.as_ref())?;
    let written = outputs.written().to_vec();
    outputs.publish()?;
    let exit = conclude(is_json, is_quiet, scenario, &summary, &folder)?;
    if let Some(convergence) =
        convergence.filter(|convergence| summary.counts.complete && !convergence.reached)
    {
        let wanted = convergence::error(&convergence, convergence.until.standard_error);
        let (metric, draws) = (convergence.until.metric, grouped(summary.counts.draws));
        terminal::warning(format_args!(
            "the standard error of {metric} is still above {wanted} after {draws} draws; --draws-max allows more"
        ));
    }
    match (manifest, &arguments.manifest) {
        (Some(manifest), Some(path)) if summary.counts.complete => {
            Ok(exit.max(verify::rerun(&manifest, path, &written, is_quiet)))
        }
        _ => Ok(exit),
    }
}

/// What is to be run.
struct Request {
    source: Source,
    overrides: Vec<Override>,
    /// When to stop, if that is not said by the number of draws.
    sought: Option<(Until, Sought)>,
    folder: PathBuf,
    /// What the outputs should be.
    manifest: Option<Manifest>,
}

impl Request {
    fn new(arguments: &Arguments) -> Result<Self, Failure> {
        match (&arguments.manifest, &arguments.scenario) {
            (Some(path), _) => Self::again(path, arguments),
            (None, Some(scenario)) => Self::given(scenario, arguments),
            (None, None) => Err(Failure::usage("a run needs a scenario or a manifest")),
        }
    }

    fn given(scenario: &str, arguments: &Arguments) -> Result<Self, Failure> {
        let source = Source::read(scenario)?;
        let folder = arguments.out.clone().unwrap_or_else(|| Path::new("reports").join(&source.name));
        let mut overrides = arguments.changes.overrides();
        let sought = arguments.until_se.map(|standard_error| {
            let (metric, draws_max) = (arguments.metric, arguments.draws_max);
            overrides = arguments.changes.with_draws(draws_max).overrides();
            let sought = Sought { metric: metric.name().to_owned(), standard_error, draws_max };
            (Until { metric, standard_error }, sought)
        });
        Ok(Self { source, overrides, sought, folder, manifest: None })
    }

    /// What a manifest says.
    fn again(path: &Path, arguments: &Arguments) -> Result<Self, Failure> {
        let refused = |what: String| Failure::usage(format!("cannot run {} again: {what}", path.display()));
        let manifest = Manifest::open(path)?;
        let identity = manifest.identity().map_err(refused)?;
        let (source, scenario) = identity.scenario(&path.display().to_string())?;
        let folder = arguments.out.clone().expect("--manifest requires --out");
        let place = |folder: &Path| folder.canonicalize().ok();
        if place(&folder).is_some_and(|out| {
            Some(out) == path.canonicalize().ok().and_then(|path| Some(path.parent()?.to_owned()))
        }) {
            return Err(refused("--out is the folder of its outputs, which it would replace".to_owned()));
        }
        let overrides = scenario.overrides.iter().map(|text| text.parse().expect("it has been read before"));
        let mut overrides: Vec<Override> = overrides.collect();
        let mut until = None;
        if let Some(sought) = manifest.until.clone() {
            let (metric, standard_error) = (sought.metric.parse::<Metric>(), sought.standard_error);
            let (true, Ok(metric)) = (sought.is_in_range(MOST_DRAWS), metric) else {
                return Err(refused("its `until` is out of range".to_owned()));
            };
            overrides = with_draws(&overrides, sought.draws_max);
            until = Some((Until { metric, standard_error }, sought));
        }
        Ok(Self { source, overrides, sought: until, folder, manifest: Some(manifest) })
    }
}

/// The same overrides with another number of draws.
fn with_draws(overrides: &[Override], draws: u64) -> Vec<Override> {
    let mut overrides = overrides.to_vec();
    if let Some(last) = overrides.iter_mut().rfind(|given| given.key() == DRAWS) {
        *last = count(DRAWS, draws);
    }
    overrides
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| *time <= DAY).ok_or_else(|| "from 0 to 86400 seconds, such as 2 or 0.5".to_owned())
}

const DAY: Duration = Duration::from_secs(86_400);

fn standard_error(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "a standard error is a number above 0, such as 0.005".to_owned())
}

/// Runs the simulation with its rows going to the outputs as they come; `settled` gives the scenario with so many
/// draws. `None` when it was interrupted and is to be gone on with.
fn simulate_into(
    outputs: &mut Outputs,
    job: &Job<'_>,
    (until, settled): (Option<&Until>, &(dyn Fn(u64) -> Scenario + Sync)),
    arguments: &Arguments,
) -> Result<Option<(Summary, Option<Convergence>)>, Failure> {
    let options = arguments.work.options()?;
    let progress = Progress::new(engine::runs(job.scenario), arguments.work.quiet);
    let simulated = match until {
        None => simulate_all(outputs, job, &options, &progress),
        Some(until) => {
            let simulated = simulate_some(outputs, job.scenario, (until, settled), &options, &progress);
            simulated.map(|(summary, convergence)| Some((summary, Some(convergence))))
        }
    };
    progress.clear();
    simulated
}

fn simulate_all(
    outputs: &mut Outputs,
    job: &Job<'_>,
    options: &Options<'_>,
    progress: &Progress,
) -> Result<Option<(Summary, Option<Convergence>)>, Failure> {
    let (part, _) = resume::simulate(job, outputs, ROWS, options, progress)?;
    let going_on = resume::interrupted(&part, job);
    let summary = engine::conclude(job.scenario, part, options, &|done| progress.set(done));
    let summary = summary.map_err(|source| outputs.failed(ROWS, source))?;
    if job.resume.is_some() && !summary.counts.complete {
        terminal::note(going_on);
        return Ok(None);
    }
    Ok(Some((summary, None)))
}

/// Adds draws until there are enough.
fn simulate_some(
    outputs: &mut Outputs,
    scenario: &Scenario,
    (until, settled): (&Until, &(dyn Fn(u64) -> Scenario + Sync)),
    options: &Options<'_>,
    progress: &Progress,
) -> Result<(Summary, Convergence), Failure> {
    let mut rows = outputs.stream(ROWS)?;
    let failed = |source| outputs.failed(ROWS, source);
    let columns = columns(scenario);
    rows.write_all(&csv::header(&columns)).map_err(failed)?;
    let tell = |done| progress.set(done);
    let mut write = |records: &[engine::RunRecord]| rows.write_all(&csv::rows(&columns, records));
    let expects = |runs| progress.expect(runs);
    let simulated = simulate_until(scenario, until, settled, options, (&tell, &expects), &mut write);
    let simulated = simulated.map_err(failed)?;
    outputs.close(rows)?;
    Ok(simulated)
}

fn write_convergence(outputs: &mut Outputs, convergence: &Convergence) -> Result<(), Failure> {
    let document = serde_json::json!({
        "schema_version": 1,
        "armistice": env!("CARGO_PKG_VERSION"),
        "disclaimer": engine::DISCLAIMER,
        "convergence": convergence,
    });
    outputs.add("convergence.json", format!("{document:#}\n").as_bytes())?;
    if let Some(chart) = convergence::chart(convergence) {
        outputs.add_chart(&chart)?;
    }
    Ok(())
}

pub(super) fn write_reports(
    outputs: &mut Outputs,
    source: &Source,
    scenario: &Scenario,
    summary: &Summary,
    sought: Option<&Sought>,
) -> Result<(), Failure> {
    let gallery = Gallery::of(summary);
    outputs.add("report.html", html::page(summary, &gallery).as_bytes())?;
    outputs.add("summary.json", summary_document(summary).as_bytes())?;
    for chart in &gallery.charts {
        outputs.add_chart(chart)?;
    }
    let manifest = manifest::document(source, scenario, summary, sought, outputs.written());
    outputs.add(manifest::NAME, manifest.as_bytes())
}

fn summary_document(summary: &Summary) -> String {
    json::summary(summary).expect("a summary has string keys and plain values only")
}

/// What the columns of `runs.csv` are called.
pub(super) fn columns(scenario: &Scenario) -> Columns {
    let model = &scenario.setting.model;
    let mut issues: Vec<IssueColumn> = Vec::new();
    // The last issue is the least significant digit of a deal's index.
    let mut stride = 1;
    for issue in model.issues.iter().rev() {
        let levels: Vec<String> = issue.levels.iter().map(ToString::to_string).collect();
        let count = u32::try_from(levels.len()).expect("a deal space has at most 50,000 deals");
        issues.push(IssueColumn { id: issue.id.to_string(), levels, stride });
        stride = stride.saturating_mul(count);
    }
    issues.reverse();
    Columns { actors: model.actors.iter().map(|actor| actor.id.to_string()).collect(), issues }
}

/// Prints what was found, says where the rest is, and decides the exit code.
pub(super) fn conclude(
    is_json: bool,
    is_quiet: bool,
    scenario: &Scenario,
    summary: &Summary,
    folder: &Path,
) -> Result<Exit, Failure> {
    let verdict = Verdict::of(&scenario.expectations, summary);
    if is_json {
        terminal::print(&summary_document(summary))?;
    } else {
        let expected = verdict.table();
        let gap = if expected.is_empty() { "" } else { "\n" };
        terminal::print(&format!("{}{gap}{expected}", text::summary(summary, text::Style::Ansi)))?;
    }
    let counts = &summary.counts;
    if !counts.complete {
        let asked = scenario.simulation.draws.saturating_mul(scenario.simulation.replications);
        let (runs, folder) = (grouped(counts.runs), folder.display());
        terminal::note(if counts.runs < asked {
            format!("interrupted after {runs} of {} runs; these are written to {folder}", grouped(asked))
        } else {
            format!(
                "interrupted before the curve of guarantee strength, which is left out; all {runs} runs are written to {folder}"
            )
        });
        return Ok(Exit::Interrupted);
    }
    if !is_quiet {
        terminal::note(format_args!("report: {}", folder.join("report.html").display()));
    }
    if verdict.failed() {
        for failure in verdict.failures() {
            terminal::warning(format_args!("not as expected: {failure}"));
        }
        return Ok(Exit::ExpectationFailed);
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_SEED, MOST_DRAWS, MOST_REPLICATIONS};

    #[test]
    fn the_options_reach_as_far_as_the_format() {
        let schema = crate::scenario::json_schema();
        let keys = &schema["$defs"]["Simulation"]["properties"];
        let limits = ["draws", "replications", "seed"].map(|key| keys[key]["maximum"].as_u64());
        assert_eq!(limits, [MOST_DRAWS, MOST_REPLICATIONS, LARGEST_SEED].map(Some));
    }
}
