//! `armistice threshold`: the value of a lever at which a metric reaches a target.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::{
    engine::{DISCLAIMER, Laboratory, Metric, estimate, laboratory::in_order},
    explore::sweep::{InvalidLever, Lever},
    explore::threshold::{Answer, Measured, Question, Verdict, find, most_points},
    report::{CAVEAT, explore::compare::signed, explore::threshold as report},
    scenario::{Override, Scenario},
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

const SCHEMA_VERSION: u32 = 1;

/// Halvings of the range that the bracket is narrowed to, if nothing else is asked for.
const NARROWNESS: f64 = 256.0;

const AFTER_HELP: &str = "\
Example:
  armistice threshold ukraine-2025 --target 0.8 \\
    --over 'guarantees.american.honour,guarantees.american.perceived=0..1'";

/// Find the smallest value of a lever at which a metric reaches a target
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// The lever and its range, as for `sweep`; several keys move together
    #[arg(long, value_name = "[NAME:] KEY[,KEY…]=FROM..TO[/POINTS]", value_parser = range)]
    over: Range,
    /// The value that the metric is to reach
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    target: f64,
    /// Ask where the metric is at most the target, not at least
    #[arg(long)]
    at_most: bool,
    /// The metric
    #[arg(long, value_name = "METRIC", default_value = "p_durable")]
    metric: Metric,
    /// How narrow the bracket of the threshold must be [default: 1/256 of the range]
    #[arg(long, value_name = "X")]
    tolerance: Option<f64>,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    work: Work,
    /// Folder for threshold.json, the chart and manifest.json [default: none are written]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

/// Points of the coarse grid, if nothing else is asked for; and the fewest and the most.
const GRID: usize = 9;
const GRIDS: std::ops::RangeInclusive<usize> = 3..=101;

/// A lever of `sweep` whose values are a range.
#[derive(Clone, Debug)]
struct Range {
    lever: Lever,
    from: f64,
    to: f64,
    points: usize,
}

fn range(text: &str) -> Result<Range, String> {
    let has_points = text.rsplit_once("..").is_none_or(|(_, end)| end.contains('/'));
    let text = if has_points { text.to_owned() } else { format!("{text}/{GRID}") };
    let lever: Lever = text.parse().map_err(|error: InvalidLever| error.to_string())?;
    let range =
        lever.range().ok_or("a threshold is sought in a range: write KEY=FROM..TO or KEY=FROM..TO/POINTS")?;
    let (from, to, points) = range;
    if !GRIDS.contains(&points) {
        return Err(format!("the grid has {} to {} points", GRIDS.start(), GRIDS.end()));
    }
    Ok(Range { lever, from, to, points })
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::read(&arguments.scenario)?;
    let lever = &arguments.over;
    let at = |value: f64| -> Result<Scenario, Failure> {
        let mut all = arguments.changes.overrides();
        let moved = lever.lever.set(&value.to_string());
        all.extend(moved.map_err(|error| Failure::helped(error.what, error.help))?);
        source.parse(&all)
    };
    let base = source.parse(&arguments.changes.overrides())?;
    let first = at(lever.from)?;
    at(lever.to)?;
    // A key of whole numbers takes both ends, but not what lies between them.
    let is_whole = lever.from.fract() == 0.0 && lever.to.fract() == 0.0 && at(lever.from + 0.5).is_err();
    let question = question(arguments, is_whole)?;
    let outputs = arguments.out.as_deref().map(Outputs::open).transpose()?;

    let simulation = &first.simulation;
    let options = arguments.work.options()?;
    let runs_a_point = simulation.draws.saturating_mul(simulation.replications);
    let progress = Progress::new(runs_a_point.saturating_mul(most_points(&question)), arguments.work.quiet);
    let mut done = 0;
    let mut failure = None;
    let answer = find(&question, arguments.metric, |value| {
        let scenario = match at(value) {
            Ok(scenario) => scenario,
            Err(error) => {
                failure = Some(error);
                return Ok(None);
            }
        };
        let laboratory = Laboratory::new(&scenario);
        let with_zone = arguments.metric == Metric::Zone;
        let replications = simulation.replications;
        let tell = |draws: u64| progress.set(done + draws * replications);
        let draws = in_order(simulation.draws, &options, &tell, |draw| {
            laboratory.run_draw(draw, replications, with_zone)
        })?;
        done += runs_a_point;
        let is_whole = draws.len() as u64 == simulation.draws;
        Ok(is_whole.then(|| Measured {
            estimate: estimate(&scenario, arguments.metric, draws.iter().copied()),
            draws,
        }))
    });
    progress.clear();
    if let Some(failure) = failure {
        return Err(failure);
    }
    let answer = answer.map_err(|source| Failure::Io { what: "cannot simulate".into(), source })?;
    let label = lever.lever.label(&first);
    let document = document(arguments, &question, &first, &answer);
    if let Some(mut outputs) = outputs {
        outputs.add("threshold.json", document.as_bytes())?;
        if let Some(chart) = report::chart(&label, arguments.metric, &question, &answer) {
            outputs.add_chart(&chart)?;
        }
        let facts = json!({
            "command": "threshold",
            "over": lever.lever.as_str(),
            "metric": arguments.metric.name(),
            "question": question,
            "seed": simulation.seed,
            "draws": simulation.draws,
            "replications": simulation.replications,
            "complete": answer.verdict != Verdict::Incomplete,
        });
        manifest::add(&mut outputs, &source, &base, facts)?;
        outputs.publish()?;
    }
    terminal::print(&if arguments.json { document } else { text(arguments, &question, &first, &answer) })?;
    Ok(if answer.verdict == Verdict::Incomplete { Exit::Interrupted } else { Exit::Done })
}

fn question(arguments: &Arguments, is_whole: bool) -> Result<Question, Failure> {
    let lever = &arguments.over;
    let target = arguments.target;
    if !target.is_finite() || (arguments.metric.is_share() && !(0.0..=1.0).contains(&target)) {
        let metric = arguments.metric;
        return Err(Failure::helped(
            format!("{metric} can't reach {target}"),
            "a share lies between 0 and 1: --target 0.5",
        ));
    }
    let tolerance = arguments.tolerance.unwrap_or((lever.to - lever.from) / NARROWNESS);
    let least = (lever.to - lever.from) / 1e6;
    if !tolerance.is_finite() || tolerance < least {
        return Err(Failure::usage(format!(
            "--tolerance must be at least a millionth of the range, {least}"
        )));
    }
    Ok(Question {
        target,
        at_most: arguments.at_most,
        from: lever.from,
        to: lever.to,
        points: lever.points,
        tolerance,
        is_whole,
    })
}

fn document(arguments: &Arguments, question: &Question, first: &Scenario, answer: &Answer) -> String {
    let document: Value = json!({
        "schema_version": SCHEMA_VERSION,
        "armistice": env!("CARGO_PKG_VERSION"),
        "disclaimer": DISCLAIMER,
        "scenario": { "name": &*first.name, "sha256": first.text_hash },
        "overrides": arguments.changes.overrides().iter().map(Override::as_str).collect::<Vec<_>>(),
        "lever": arguments.over.lever.keys(),
        "metric": arguments.metric.name(),
        "question": question,
        "draws": first.simulation.draws,
        "replications": first.simulation.replications,
        "seed": first.simulation.seed,
        "answer": answer,
    });
    format!("{document:#}\n")
}

fn text(arguments: &Arguments, question: &Question, first: &Scenario, answer: &Answer) -> String {
    let metric = arguments.metric;
    let simulation = &first.simulation;
    let mut text = wrapped(
        "",
        &format!(
            "{}: {} along {} from {} to {}; {} draws of {} runs at every value, with the same random numbers (seed {}).",
            first.name,
            metric.label(),
            arguments.over.lever.label(first),
            question.from,
            question.to,
            grouped(simulation.draws),
            grouped(simulation.replications),
            simulation.seed
        ),
    );
    text.push('\n');
    text += &wrapped("", &report::finding(metric, question, answer));
    if let Some(reversal) = &answer.reversal {
        let unit = if metric.is_share() { " points" } else { "" };
        text += &wrapped(
            "",
            &format!(
                "It goes against its course from {} to {}: {}{unit}, more than chance.",
                report::lever(reversal.from, question),
                report::lever(reversal.to, question),
                signed(reversal.change, metric.is_share())
            ),
        );
    }
    text += "\n       lever    value  95% interval\n";
    for point in &answer.points {
        let is_threshold = answer.threshold.is_some_and(|found| found.value == point.lever);
        if !point.on_grid && !is_threshold {
            continue;
        }
        let estimate = &point.estimate;
        let mark = if is_threshold { "  ← threshold" } else { "" };
        let row = format!(
            "{:>12} {:>8}  {}{mark}",
            report::lever(point.lever, question),
            report::number(estimate.value, metric),
            estimate.interval.map_or_else(
                || "–".to_owned(),
                |range| format!(
                    "{} to {}",
                    report::number(Some(range.low), metric),
                    report::number(Some(range.high), metric)
                )
            ),
        );
        text += row.trim_end();
        text.push('\n');
    }
    text.push('\n');
    text + &wrapped("", &format!("{}{}.", CAVEAT[..1].to_uppercase(), &CAVEAT[1..]))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_lever_has_keys_a_range_and_a_grid() {
        let told = range("strength: a.b,c.d=0.2..1/5").unwrap();
        assert_eq!((told.lever.keys().len(), told.from, told.to, told.points), (2, 0.2, 1.0, 5));
        assert_eq!(range("a.b=-1..2").unwrap().points, 9);
        for wrong in [
            "a.b",
            "a.b=1",
            "a.b=1..1",
            "a.b=0..1/2",
            "=0..1",
            "a.b=0..inf",
            "a.b=x..y",
            "a.b=log:1..10/3",
            "a.b=1,2,3",
        ] {
            assert!(range(wrong).is_err(), "{wrong}");
        }
    }
}
