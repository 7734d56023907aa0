//! `armistice threshold`: the value of a lever at which a metric reaches a target.

use std::{path::PathBuf, str::FromStr};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    engine::{DISCLAIMER, Laboratory, Metric, estimate, laboratory::in_order},
    explore::threshold::{Answer, Measured, Question, Verdict, find, most_points},
    report::{CAVEAT, explore::compare::signed, explore::threshold as report},
    scenario::{Override, Scenario},
};

use super::{
    failure::{Exit, Failure},
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
    /// The lever and its range; several keys move together
    #[arg(long, value_name = "KEY[,KEY…]=FROM..TO[/POINTS]")]
    over: Lever,
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
    /// Folder for threshold.json and the chart [default: none are written]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

/// Keys that are moved together from one number to another.
#[derive(Clone, Debug, PartialEq)]
struct Lever {
    keys: Vec<String>,
    from: f64,
    to: f64,
    points: usize,
}

impl FromStr for Lever {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORM: &str = "write KEY=FROM..TO, such as actors.NAME.war_flow=0.2..0.6";
        let (keys, values) = text.rsplit_once('=').ok_or(FORM)?;
        let (range, points) = match values.split_once('/') {
            Some((range, points)) => (range, points.trim()),
            None => (values, "9"),
        };
        let (from, to) = range.split_once("..").ok_or(FORM)?;
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let (from, to) = number(from).zip(number(to)).ok_or(FORM)?;
        if from >= to {
            return Err(format!("the range must rise, and {from} is not below {to}"));
        }
        let points = points.parse().ok().filter(|points| (3..=101).contains(points));
        let points = points.ok_or("the grid has 3 to 101 points")?;
        let keys: Vec<String> = keys.split(',').map(|key| key.trim().to_owned()).collect();
        if keys.iter().any(String::is_empty) {
            return Err(FORM.to_owned());
        }
        Ok(Self { keys, from, to, points })
    }
}

impl Lever {
    fn label(&self) -> String {
        self.keys.join(", ")
    }

    fn overrides(&self, value: f64) -> Result<Vec<Override>, Failure> {
        let one = |key: &String| {
            format!("{key}={value}").parse().map_err(|error| Failure::usage(format!("{error}")))
        };
        self.keys.iter().map(one).collect()
    }
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::read(&arguments.scenario)?;
    let lever = &arguments.over;
    let at = |value: f64| -> Result<Scenario, Failure> {
        let mut all = arguments.changes.overrides();
        all.extend(lever.overrides(value)?);
        source.parse(&all)
    };
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
    let document = document(arguments, &question, &first, &answer);
    if let Some(mut outputs) = outputs {
        outputs.add("threshold.json", document.as_bytes())?;
        if let Some(chart) = report::chart(&lever.label(), arguments.metric, &question, &answer) {
            outputs.add_chart(&chart)?;
        }
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
        "lever": arguments.over.keys,
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
            arguments.over.label(),
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
    use super::Lever;

    #[test]
    fn a_lever_has_keys_a_rising_range_and_a_grid() {
        let lever: Lever = "a.b,c.d=0.2..1/5".parse().unwrap();
        assert_eq!(
            (lever.keys, lever.from, lever.to, lever.points),
            (vec!["a.b".into(), "c.d".into()], 0.2, 1.0, 5)
        );
        assert_eq!("a=-1..2".parse::<Lever>().unwrap().points, 9);
        for wrong in ["a", "a=1", "a=2..1", "a=0..1/2", "=0..1", "a=0..inf", "a=x..y"] {
            assert!(wrong.parse::<Lever>().is_err(), "{wrong}");
        }
    }
}
