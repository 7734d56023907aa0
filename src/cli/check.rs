//! `armistice check`: validates scenarios, and says what is possible at the modes of their inputs.

use std::{io, path::PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    engine::{
        self, Options, Summary,
        summary::{Central, LevelWorth},
    },
    report::numbers::periods,
    scenario::Scenario,
};

use super::{
    baseline,
    expectations::Verdicts,
    failure::{Exit, Failure},
    interrupt,
    junit::{self, Suite},
    progress::Progress,
    run::Changes,
    source::Source,
    terminal::{self, grouped, wrapped},
};

/// Validate scenarios; show deal space, zone of agreement and blockers at the modes of all inputs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Scenario files, or names of shipped scenarios
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    changes: Changes,
    /// Also simulate, and check what the scenarios expect of their results
    #[arg(long)]
    expect: bool,
    /// Also write what was checked as a JUnit report, for CI systems
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Print no progress
    #[arg(long, short)]
    quiet: bool,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

/// All scenarios are checked, whatever is wrong with some; the gravest outcome decides the exit code.
pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let junit = arguments.junit.as_deref();
    junit::check(junit)?;
    let mut exit = Exit::Done;
    let mut documents = Vec::new();
    let mut suites = Vec::new();
    for (place, argument) in arguments.scenarios.iter().enumerate() {
        let mut suite = Suite::new(argument);
        let checked = check(argument, arguments, &mut suite);
        if let Err(failure) = &checked {
            suite.add_failure(failure);
        }
        suites.push(suite);
        let (text, document) = match checked {
            Ok(checked) => {
                exit = exit.max(checked.exit);
                (checked.text, checked.document)
            }
            Err(failure) => {
                exit = exit.max(failure.exit());
                terminal::note(&failure);
                let errors = failure.errors();
                (String::new(), json!({ "scenario": argument, "valid": false, "errors": errors }))
            }
        };
        documents.push(document);
        if !arguments.json && !text.is_empty() {
            let gap = if place == 0 { "" } else { "\n" };
            terminal::print(&format!("{gap}{text}"))?;
        }
        if exit == Exit::Interrupted {
            break;
        }
    }
    if arguments.json {
        terminal::print(&format!("{:#}\n", json!({ "scenarios": documents })))?;
    }
    junit::write(junit, suites, exit)?;
    Ok(exit)
}

struct Checked {
    exit: Exit,
    text: String,
    document: Value,
}

fn check(argument: &str, arguments: &Arguments, suite: &mut Suite) -> Result<Checked, Failure> {
    let source = Source::read(argument)?;
    let overrides = arguments.changes.overrides();
    let scenario = source.parse(&overrides)?;
    let central = engine::examine(&scenario);
    let mut text = format!("{argument}: valid\n{}", describe(&scenario, &central));
    let mut document = json!({ "scenario": argument, "valid": true, "central": central });
    let mut exit = Exit::Done;
    if arguments.expect {
        let baselines = baseline::read(&source, &scenario, &overrides)?;
        suite.add_validity();
        let summary = simulate(&scenario, arguments)?;
        if !summary.counts.complete {
            text.push_str("  interrupted: its expectations are not checked\n");
            return Ok(Checked { exit: Exit::Interrupted, text, document });
        }
        let verdicts = Verdicts::of(&scenario, &summary, &baselines);
        verdicts.add_to(suite);
        exit = verdicts.exit();
        document["expectations"] = verdicts.document();
        let table = verdicts.table();
        text.push_str(if table.is_empty() { "  It expects nothing of its results.\n" } else { &table });
    } else {
        suite.add_validity();
    }
    Ok(Checked { exit, text, document })
}

fn simulate(scenario: &Scenario, arguments: &Arguments) -> Result<Summary, Failure> {
    let progress = Progress::new(engine::runs(scenario), arguments.quiet);
    let options = Options { threads: None, cancel: interrupt::listen()? };
    let summary = engine::simulate(scenario, &options, &|done| progress.set(done), &mut |_| Ok(()));
    progress.clear();
    summary.map_err(|source: io::Error| Failure::Io { what: "cannot simulate".into(), source })
}

/// The most sets of blockers that are told one by one; with many actors there may be a thousand.
const MOST_SETS: usize = 8;

/// What is possible at the modes.
fn describe(scenario: &Scenario, central: &Central) -> String {
    let mut text = String::new();
    let mut line = |label: &str, content: &str| {
        text.push_str(&wrapped(&format!("  {label:<18} "), content));
    };
    line("asks", &scenario.question);
    let (deals, within) = (periods(central.deals, "deal"), grouped(central.within_red_lines));
    line("deal space", &format!("{deals}, {within} within all hard red lines"));
    let acceptable: Vec<String> =
        central.acceptable.iter().map(|actor| format!("{} {}", actor.label, grouped(actor.deals))).collect();
    line("acceptable to", &acceptable.join(", "));
    let zone = periods(central.zone, "deal");
    line("zone of agreement", &format!("{zone} that all who must sign would accept"));
    let told = central.blockers.iter().take(MOST_SETS);
    let mut blockers: Vec<String> = told.map(|set| set.join(" with ")).collect();
    if let Some(more) = central.blockers.len().checked_sub(MOST_SETS).filter(|more| *more > 0) {
        blockers.push(format!("{} more", grouped(more as u64)));
    }
    let blocked = if blockers.is_empty() {
        "nobody: the zone is open".to_owned()
    } else {
        format!("{}; without them a zone would open", blockers.join(", or "))
    };
    line("blocked by", &blocked);
    text + &points(scenario, central) + &worth(central)
}

/// A part of a level's worth below this is not told.
const LITTLE: f64 = 0.005;

/// What the last level of each issue is worth against the first, as it is stated and by what it does to war and peace.
fn worth(central: &Central) -> String {
    let last = |worth: &[f64]| worth.last().copied().unwrap_or(0.0);
    let matters = |told: &&LevelWorth| told.instrumental.iter().any(|worth| worth.abs() > LITTLE);
    let told: Vec<&LevelWorth> = central.worth.iter().filter(matters).collect();
    if told.is_empty() {
        return String::new();
    }
    let mut text = wrapped(
        "  ",
        "What the last level of an issue is worth against the first: as stated, and by what it does to war and peace. \
         Where both say the same, it may be counted twice.",
    );
    let width = told.iter().map(|told| told.issue.label.chars().count()).max().unwrap_or(0);
    for actors in told.chunk_by(|one, other| one.issue == other.issue) {
        let each: Vec<String> = (actors.iter())
            .map(|told| {
                format!(
                    "{} {:+.2} and {:+.2}",
                    told.actor.label,
                    last(&told.stated),
                    last(&told.instrumental)
                )
            })
            .collect();
        text.push_str(&wrapped(&format!("    {:<width$}  ", actors[0].issue.label), &each.join(", ")));
    }
    text
}

/// The bargaining solutions, each with its text; those that choose the same text are told together.
fn points(scenario: &Scenario, central: &Central) -> String {
    let issues = &scenario.setting.model.issues;
    let width = issues.iter().map(|issue| issue.label.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    let mut told: Vec<&[String]> = Vec::new();
    for point in &central.points {
        if told.contains(&&*point.levels) {
            continue;
        }
        told.push(&point.levels);
        let same = central.points.iter().filter(|other| other.levels == point.levels);
        let names: Vec<&str> = same.map(|other| other.solution.as_str()).collect();
        let held = point.survival.map_or_else(String::new, |survival| {
            format!(
                ", holds {} with a chance of {survival:.2}",
                periods(scenario.simulation.hold.into(), &scenario.period)
            )
        });
        text.push_str(&wrapped("  ", &format!("{} point{held}", names.join(", "))));
        for (issue, level) in issues.iter().zip(&point.levels) {
            text.push_str(&wrapped(&format!("    {:<width$}  ", issue.label), level));
        }
    }
    text
}
