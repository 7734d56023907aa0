//! `armistice compare`: two or more scenarios, or one with changes, under the same draws and the same luck.

mod words;

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::{
    engine::Metric,
    explore::compare::{Comparison, Side, compare, observe},
    report::explore::compare::charts,
    scenario::{Override, Scenario, Simulation},
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

/// Compare scenarios, or one scenario with changes, under the same draws and the same luck
///
/// The first scenario is the baseline. Every other scenario and every --with is a side of its own. With one scenario
/// and no --with, the --set changes make the other side; otherwise they apply to all sides.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Scenario files, or names of shipped scenarios; the first is the baseline
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Add a side: the first scenario with these changes, and with a name if one is given; may be repeated
    #[arg(long, value_name = "[NAME:] KEY=VALUE; …")]
    with: Vec<Variant>,
    #[command(flatten)]
    changes: Changes,
    /// A metric to compare; may be repeated [default: all]
    #[arg(long, value_name = "METRIC")]
    metric: Vec<Metric>,
    #[command(flatten)]
    work: Work,
    /// Folder for comparison.json, the charts and manifest.json [default: none are written]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

/// The most sides: charts and tables are for people.
const MOST_SIDES: usize = 8;

/// Changes under one name, as `--with` gives them.
#[derive(Clone, Debug, PartialEq)]
struct Variant {
    name: String,
    changes: Vec<Override>,
}

impl std::str::FromStr for Variant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let end = text.find('=').unwrap_or(text.len());
        // A quoted part of a key may hold a colon, a name comes before any quotation mark.
        let end = text.find('"').map_or(end, |quote| quote.min(end));
        let (name, rest) = match text[..end].find(':') {
            Some(colon) => (text[..colon].trim(), &text[colon + 1..]),
            None => (text.trim(), text),
        };
        if name.is_empty() || name.contains(char::is_control) {
            return Err("a side needs a name before its `:`".to_owned());
        }
        let parts = parts(rest);
        let changes: Result<Vec<Override>, _> =
            parts.iter().map(|part| part.parse::<Override>().map_err(|error| error.to_string())).collect();
        let changes = changes?;
        if changes.is_empty() {
            return Err("it changes nothing; write 'NAME: KEY=VALUE; KEY=VALUE'".to_owned());
        }
        Ok(Self { name: name.to_owned(), changes })
    }
}

/// The parts between semicolons that stand outside quotation marks.
fn parts(text: &str) -> Vec<&str> {
    let (mut quote, mut escaped) = (None, false);
    let separates = |letter: char| {
        let is_separator = letter == ';' && quote.is_none();
        match quote {
            _ if escaped => escaped = false,
            Some('"') if letter == '\\' => escaped = true,
            Some(open) if letter == open => quote = None,
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            _ => {}
        }
        is_separator
    };
    text.split(separates).map(str::trim).filter(|part| !part.is_empty()).collect()
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let sources: Vec<Source> =
        arguments.scenarios.iter().map(|name| Source::read(name)).collect::<Result<_, _>>()?;
    let sides = sides(arguments, &sources)?;
    let metrics = if arguments.metric.is_empty() { Metric::ALL.to_vec() } else { arguments.metric.clone() };
    let outputs = arguments.out.as_deref().map(Outputs::open).transpose()?;
    let borrowed: Vec<Side<'_>> = sides.iter().map(|(name, scenario)| Side { name, scenario }).collect();

    let simulation = &sides[0].1.simulation;
    let runs = simulation.draws.saturating_mul(simulation.replications).saturating_mul(sides.len() as u64);
    let progress = Progress::new(runs, arguments.work.quiet);
    let options = arguments.work.options()?;
    let draws = observe(&borrowed, &metrics, &options, &|done| progress.set(done));
    progress.clear();
    let draws = draws.map_err(|source| Failure::Io { what: "cannot simulate".into(), source })?;
    if draws.is_empty() {
        terminal::note("interrupted before the first draw was complete: there is nothing to compare");
        return Ok(Exit::Interrupted);
    }

    let comparison = compare(&borrowed, &draws, &metrics);
    let document = document(&comparison);
    if let Some(mut outputs) = outputs {
        outputs.add("comparison.json", document.as_bytes())?;
        for chart in charts(&comparison) {
            outputs.add_chart(&chart)?;
        }
        // The sides after the baseline are the other scenarios, then the changes of the first.
        let others = sources[1..].iter().zip(&sides[1..]);
        let others: Vec<Value> =
            others.map(|(source, (_, scenario))| manifest::described(source, scenario)).collect();
        let facts = json!({
            "command": "compare",
            "others": others,
            "sides": comparison.sides,
            "metrics": metrics.iter().map(|metric| metric.name()).collect::<Vec<_>>(),
            "seed": comparison.seed,
            "draws": comparison.draws,
            "replications": comparison.replications,
            "complete": comparison.complete,
        });
        manifest::add(&mut outputs, &sources[0], &sides[0].1, facts)?;
        outputs.publish()?;
    }
    terminal::print(&if arguments.json { document } else { words::text(&comparison) })?;
    if !comparison.complete {
        let (done, asked) = (grouped(comparison.draws), grouped(simulation.draws));
        terminal::note(format_args!("interrupted after {done} of {asked} draws; these are compared"));
        return Ok(Exit::Interrupted);
    }
    Ok(Exit::Done)
}

fn document(comparison: &Comparison) -> String {
    let text = serde_json::to_string_pretty(comparison);
    text.expect("a comparison has string keys and plain values only") + "\n"
}

/// The sides by name: each scenario, then each `--with`, all with the seed and the counts of the first.
fn sides(arguments: &Arguments, sources: &[Source]) -> Result<Vec<(String, Scenario)>, Failure> {
    let changes = &arguments.changes;
    let is_alone = sources.len() == 1 && arguments.with.is_empty();
    if is_alone && changes.keys.set.is_empty() {
        return Err(Failure::helped(
            "there is nothing to compare with",
            "name a second scenario, or change the first: --with 'NAME: KEY=VALUE; KEY=VALUE', or --set KEY=VALUE",
        ));
    }
    let common = if is_alone { changes.counts() } else { changes.overrides() };
    let first = sources[0].parse(&common)?;
    let mut sides = Vec::new();
    let with = |own: &[Override]| -> Result<Vec<Override>, Failure> {
        let shared = ["simulation.seed", "simulation.draws", "simulation.replications"];
        if let Some(change) = own.iter().find(|change| shared.contains(&change.key())) {
            return Err(Failure::helped(
                format!("`{}` can't differ between sides", change.key()),
                "all sides share seed, draws and replications: --seed, --draws and --replications set them",
            ));
        }
        Ok(common.iter().chain(own).cloned().collect())
    };
    for source in &sources[1..] {
        sides.push((source.name.clone(), like(&first, source.parse(&common)?)));
    }
    for variant in &arguments.with {
        sides.push((variant.name.clone(), sources[0].parse(&with(&variant.changes)?)?));
    }
    if is_alone {
        let texts: Vec<&str> = changes.keys.set.iter().map(Override::as_str).collect();
        sides.push((texts.join("; "), sources[0].parse(&with(&changes.keys.set)?)?));
    }
    let name = if sources.len() > 1 { sources[0].name.clone() } else { "as it is".to_owned() };
    sides.insert(0, (name, first));
    if sides.len() > MOST_SIDES {
        return Err(Failure::usage(format!("{} sides are too many: at most {MOST_SIDES}", sides.len())));
    }
    distinguish(&mut sides);
    Ok(sides)
}

/// A scenario with the seed and the counts of another.
fn like(first: &Scenario, mut scenario: Scenario) -> Scenario {
    let Simulation { seed, draws, replications, .. } = first.simulation;
    scenario.simulation = Simulation { seed, draws, replications, ..scenario.simulation };
    scenario
}

/// Sides of the same name get a number.
fn distinguish(sides: &mut [(String, Scenario)]) {
    let names: Vec<String> = sides.iter().map(|(name, _)| name.clone()).collect();
    for (place, (name, _)) in sides.iter_mut().enumerate() {
        let earlier = names[..place].iter().filter(|other| *other == name).count();
        if earlier > 0 {
            *name = format!("{name} ({})", earlier + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Variant, parts};

    #[test]
    fn a_side_has_a_name_and_changes() {
        let side: Variant = "strong: guarantees.a.honour=0.8; simulation.rounds=12".parse().unwrap();
        assert_eq!(side.name, "strong");
        let keys: Vec<&str> = side.changes.iter().map(|change| change.key()).collect();
        assert_eq!(keys, ["guarantees.a.honour", "simulation.rounds"]);
        let plain: Variant = "simulation.rounds=12".parse().unwrap();
        assert_eq!(plain.name, "simulation.rounds=12");
        for wrong in ["", "name:", ": a=1", "name: nothing", ";"] {
            assert!(wrong.parse::<Variant>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn semicolons_and_colons_within_quotation_marks_belong_to_the_value() {
        assert_eq!(parts(r#"a="x;\"y;"; b='z;'"#), [r#"a="x;\"y;""#, "b='z;'"]);
        let side: Variant = r#"red_lines."a:b"=1"#.parse().unwrap();
        assert_eq!(side.name, r#"red_lines."a:b"=1"#);
    }
}
