//! What the scenario expects of its own results: `[[expect]]`, judged and told.

use serde_json::{Value, json};

use crate::{
    engine::{
        Summary,
        expectation::{Cure, Judgement, Verdict, judge},
        summary::Estimate,
    },
    scenario::{Expectation, Scenario},
};

use super::{
    failure::Exit,
    junit::{Outcome, Suite},
    terminal::{self, grouped, wrapped},
};

/// How all expectations of a scenario fared.
#[derive(Debug)]
pub(super) struct Verdicts(Vec<Told>);

/// How one fared, and the words for it.
#[derive(Debug)]
struct Told {
    expectation: Expectation,
    judgement: Judgement,
    line: String,
}

impl Verdicts {
    /// Judges the expectations; `baselines` has the estimate that each change is measured against.
    pub(super) fn of(scenario: &Scenario, summary: &Summary, baselines: &[Option<Estimate>]) -> Self {
        let told = scenario.expectations.iter().zip(baselines).map(|(expectation, baseline)| {
            let judgement = judge(scenario, summary, expectation, baseline.as_ref());
            Told { expectation: expectation.clone(), judgement, line: describe(expectation, &judgement) }
        });
        Self(told.collect())
    }

    /// One that failed outweighs those that are undecided.
    pub(super) fn exit(&self) -> Exit {
        let exit = |told: &Told| match told.judgement.verdict {
            Verdict::Met => Exit::Done,
            Verdict::Undecided(_) => Exit::Undecided,
            Verdict::Failed => Exit::ExpectationFailed,
        };
        self.0.iter().map(exit).max().unwrap_or(Exit::Done)
    }

    /// One line an expectation; nothing without any.
    pub(super) fn table(&self) -> String {
        let mark = |verdict| match verdict {
            Verdict::Met => "as expected    ",
            Verdict::Failed => "NOT as expected",
            Verdict::Undecided(_) => "too noisy      ",
        };
        let line = |told: &Told| wrapped(&format!("{}  ", mark(told.judgement.verdict)), &told.line);
        self.0.iter().map(line).collect()
    }

    /// Warns of those that are not met.
    pub(super) fn warn(&self) {
        for Told { judgement, line, .. } in &self.0 {
            match judgement.verdict {
                Verdict::Met => {}
                Verdict::Failed => terminal::warning(format_args!("not as expected: {line}")),
                Verdict::Undecided(_) => terminal::warning(format_args!("too noisy to tell: {line}")),
            }
        }
    }

    /// All of them for machines.
    pub(super) fn document(&self) -> Value {
        let document = |Told { expectation, judgement, line }: &Told| {
            let verdict = match judgement.verdict {
                Verdict::Met => "met",
                Verdict::Failed => "failed",
                Verdict::Undecided(_) => "too_noisy",
            };
            let draws_needed = match judgement.verdict {
                Verdict::Undecided(Cure::Draws(draws)) => Some(draws as u64),
                _ => None,
            };
            json!({
                "metric": &*expectation.metric,
                "baseline": expectation.baseline.as_ref().map(|baseline| &*baseline.path),
                "min": expectation.min,
                "max": expectation.max,
                "value": judgement.value,
                "interval": judgement.interval,
                "verdict": verdict,
                "draws_needed": draws_needed,
                "told": line,
            })
        };
        self.0.iter().map(document).collect()
    }

    /// Adds each as a test case.
    pub(super) fn add_to(&self, suite: &mut Suite) {
        for Told { expectation, judgement, line } in &self.0 {
            let outcome = match judgement.verdict {
                Verdict::Met => Outcome::Passed,
                Verdict::Failed => Outcome::Failed(line),
                Verdict::Undecided(_) => Outcome::TooNoisy(line),
            };
            suite.add(&name(expectation), outcome);
        }
    }
}

/// What is expected, in short: `p_durable at least 0.2`.
fn name(expectation: &Expectation) -> String {
    let Expectation { metric, baseline, .. } = expectation;
    let wanted = wanted(expectation);
    match baseline {
        None => format!("{metric} {wanted}"),
        Some(baseline) => format!("change of {metric} against {} {wanted}", baseline.path),
    }
}

fn wanted(expectation: &Expectation) -> String {
    match (expectation.min, expectation.max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "anything".to_owned(),
    }
}

/// What was found, what was expected, and what would tell.
fn describe(expectation: &Expectation, judgement: &Judgement) -> String {
    let Expectation { metric, baseline, .. } = expectation;
    let wanted = wanted(expectation);
    let interval = judgement.interval.map_or_else(String::new, |range| {
        format!(" (95% interval {} to {})", number(range.low), number(range.high))
    });
    let found = match (judgement.value, baseline) {
        (None, None) => {
            format!("{metric} has no value, since nothing was there to estimate it from; expected {wanted}")
        }
        (Some(value), None) => format!("{metric} is {}{interval}; expected {wanted}", number(value)),
        (value, Some(baseline)) => {
            let change =
                value.map_or_else(|| "can't be told".to_owned(), |value| format!("is {}", number(value)));
            format!("the change of {metric} against {} {change}{interval}; expected {wanted}", baseline.path)
        }
    };
    match judgement.verdict {
        Verdict::Undecided(cure) => format!("{found}; {}", advice(cure)),
        _ => found,
    }
}

/// The most draws that a scenario may have.
const MOST_DRAWS: f64 = 1e8;

fn advice(cure: Cure) -> String {
    match cure {
        Cure::Draws(draws) if draws <= MOST_DRAWS => {
            format!("about {} draws would tell, if the estimate stays where it is", grouped(rounded(draws)))
        }
        Cure::Draws(_) => {
            "the estimate is so near a bound that no possible number of draws would tell".to_owned()
        }
        Cure::SecondDraw => "there is no interval to decide on: it takes more draws".to_owned(),
        Cure::Baseline => "the baseline is too noisy itself: make it again with more draws".to_owned(),
        Cure::AtBound(bound) => {
            format!(
                "the estimate is at the bound {bound}, where no number of draws may tell: leave it some room"
            )
        }
    }
}

/// A number of draws, up to two significant digits.
fn rounded(draws: f64) -> u64 {
    let unit = libm::pow(10.0, (libm::floor(libm::log10(draws.max(1.0))) - 1.0).max(0.0));
    (libm::ceil(draws / unit) * unit) as u64
}

/// Four decimals: enough to see on which side of a bound a value lies.
fn number(value: f64) -> String {
    format!("{value:.4}")
}
