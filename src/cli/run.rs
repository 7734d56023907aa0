//! `armistice run`: simulates a scenario, prints the summary and writes its reports.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    engine::{
        self, Metric, Summary,
        until::{Convergence, Until, simulate_until},
    },
    report::{charts::Gallery, explore::convergence, html, json, text},
    scenario::{Override, Scenario},
};

use super::{
    baseline,
    expectations::Verdicts,
    failure::{Exit, Failure},
    junit::{self, Suite},
    manifest,
    outputs::Outputs,
    progress::Progress,
    rows::{Format, Rows},
    source::Source,
    terminal::{self, grouped},
    work::Work,
};

/// Simulate a scenario, print the summary and write the report, its charts and all runs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
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
    /// Folder for the outputs [default: reports/NAME]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Also write what the scenario expects of its results, and what came of it, as a JUnit report, for CI systems
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Format of the runs
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Print the summary as one JSON document instead
    #[arg(long)]
    json: bool,
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
        let counts = [("draws", self.draws), ("replications", self.replications), ("seed", self.seed)];
        let counts = counts.into_iter().filter_map(|(key, count)| Some((key, count?)));
        counts
            .map(|(key, count)| {
                format!("simulation.{key}={count}").parse().expect("a known key and a whole number")
            })
            .collect()
    }
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let junit = arguments.junit.as_deref();
    junit::check(junit)?;
    let mut suite = Suite::new(&arguments.scenario);
    let ended = run(arguments, &mut suite);
    if let Err(failure) = &ended {
        suite.add_failure(failure);
    }
    let exit = ended.as_ref().map_or_else(Failure::exit, |exit| *exit);
    let written = junit::write(junit, vec![suite], exit);
    // Of two failures the first one is told.
    ended.and_then(|exit| written.map(|()| exit))
}

fn run(arguments: &Arguments, suite: &mut Suite) -> Result<Exit, Failure> {
    let source = Source::read(&arguments.scenario)?;
    let most = arguments.until_se.map(|_| arguments.draws_max);
    let changes = |draws: Option<u64>| match draws {
        Some(draws) => arguments.changes.with_draws(draws).overrides(),
        None => arguments.changes.overrides(),
    };
    let mut scenario = source.parse(&changes(most))?;
    let baselines = baseline::read(&source, &scenario, &changes(most))?;
    suite.add_validity();
    let folder = arguments.out.clone().unwrap_or_else(|| Path::new("reports").join(&source.name));
    let mut outputs = Outputs::open(&folder)?;

    let settled = |draws: u64| {
        let scenario = source.parse(&changes(Some(draws)));
        scenario.expect("a scenario that is valid with more draws")
    };
    let (summary, convergence) = simulate_into(&mut outputs, &scenario, &settled, arguments)?;
    if summary.counts.runs == 0 {
        terminal::note("interrupted before the first runs were complete: nothing is written");
        return Ok(Exit::Interrupted);
    }
    if let Some(convergence) = &convergence {
        if summary.counts.complete {
            scenario = settled(summary.counts.draws);
        }
        write_convergence(&mut outputs, convergence)?;
    }
    write_reports(&mut outputs, &source, &scenario, &summary)?;
    outputs.publish()?;
    let verdicts = Verdicts::of(&scenario, &summary, &baselines);
    verdicts.add_to(suite);
    let exit = conclude(arguments, &scenario, &summary, &verdicts, &folder)?;
    if let Some(convergence) =
        convergence.filter(|convergence| summary.counts.complete && !convergence.reached)
    {
        let wanted = convergence::error(&convergence, convergence.until.standard_error);
        let (metric, draws) = (convergence.until.metric, grouped(summary.counts.draws));
        terminal::warning(format_args!(
            "the standard error of {metric} is still above {wanted} after {draws} draws; --draws-max allows more"
        ));
    }
    Ok(exit)
}

fn standard_error(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "a standard error is a number above 0, such as 0.005".to_owned())
}

/// Runs the simulation with its rows going to the outputs as they come; `settled` gives the scenario with so many
/// draws.
fn simulate_into(
    outputs: &mut Outputs,
    scenario: &Scenario,
    settled: &(dyn Fn(u64) -> Scenario + Sync),
    arguments: &Arguments,
) -> Result<(Summary, Option<Convergence>), Failure> {
    let file = arguments.format.file();
    let failed = |source| outputs.failed(file, source);
    let mut rows = Rows::begin(arguments.format, scenario, outputs.stream(file)?).map_err(failed)?;
    let options = arguments.work.options()?;
    let progress = Progress::new(engine::runs(scenario), arguments.work.quiet);
    let tell = |done| progress.set(done);
    let mut write = |records: &[engine::RunRecord]| rows.write(records);
    let simulated = match arguments.until_se {
        None => engine::simulate(scenario, &options, &tell, &mut write).map(|summary| (summary, None)),
        Some(standard_error) => {
            let until = Until { metric: arguments.metric, standard_error };
            let expects = |runs| progress.expect(runs);
            simulate_until(scenario, &until, settled, &options, (&tell, &expects), &mut write)
                .map(|(summary, convergence)| (summary, Some(convergence)))
        }
    };
    progress.clear();
    let simulated = simulated.map_err(failed)?;
    let stream = rows.end(&simulated.0).map_err(failed)?;
    outputs.close(stream)?;
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

fn write_reports(
    outputs: &mut Outputs,
    source: &Source,
    scenario: &Scenario,
    summary: &Summary,
) -> Result<(), Failure> {
    let gallery = Gallery::of(summary);
    outputs.add("report.html", html::page(summary, &gallery).as_bytes())?;
    outputs.add("summary.json", summary_document(summary).as_bytes())?;
    for chart in &gallery.charts {
        outputs.add_chart(chart)?;
    }
    let manifest = manifest::document(source, scenario, summary, outputs.written());
    outputs.add(manifest::NAME, manifest.as_bytes())
}

fn summary_document(summary: &Summary) -> String {
    json::summary(summary).expect("a summary has string keys and plain values only")
}

/// Prints what was found, says where the rest is, and decides the exit code.
fn conclude(
    arguments: &Arguments,
    scenario: &Scenario,
    summary: &Summary,
    verdicts: &Verdicts,
    folder: &Path,
) -> Result<Exit, Failure> {
    if arguments.json {
        terminal::print(&summary_document(summary))?;
    } else {
        let expected = verdicts.table();
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
    if !arguments.work.quiet {
        terminal::note(format_args!("report: {}", folder.join("report.html").display()));
    }
    verdicts.warn();
    Ok(verdicts.exit())
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
