//! What the scenario expects of its own results: `[[expect]]`, decided on the point estimate.

use crate::{
    engine::{Summary, summary::Estimate},
    scenario::Expectation,
};

use super::terminal::wrapped;

/// Which expectations of a scenario its results meet.
#[derive(Debug)]
pub(super) struct Verdict {
    lines: Vec<(bool, String)>,
}

impl Verdict {
    pub(super) fn of(expectations: &[Expectation], summary: &Summary) -> Self {
        let judge = |expectation: &Expectation| {
            let estimate = summary.metrics.get(&*expectation.metric);
            let value = estimate.and_then(|estimate| estimate.value);
            let met = value.is_some_and(|value| {
                expectation.min.is_none_or(|min| value >= min)
                    && expectation.max.is_none_or(|max| value <= max)
            });
            (met, describe(expectation, estimate))
        };
        Self { lines: expectations.iter().map(judge).collect() }
    }

    pub(super) fn failed(&self) -> bool {
        self.lines.iter().any(|(met, _)| !met)
    }

    /// One line an expectation; nothing without any.
    pub(super) fn table(&self) -> String {
        let mut text = String::new();
        for (met, line) in &self.lines {
            let mark = if *met { "as expected    " } else { "NOT as expected" };
            text.push_str(&wrapped(&format!("{mark}  "), line));
        }
        text
    }

    /// The lines of those that failed.
    pub(super) fn failures(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter(|(met, _)| !met).map(|(_, line)| line.as_str())
    }
}

fn describe(expectation: &Expectation, estimate: Option<&Estimate>) -> String {
    let metric = &expectation.metric;
    let found = match estimate.and_then(|estimate| estimate.value) {
        Some(value) => format!("is {}", number(value)),
        None => "has no value, since nothing was there to estimate it from".to_owned(),
    };
    let interval = estimate.and_then(|estimate| estimate.interval).map_or_else(String::new, |range| {
        format!(" (95% interval {} to {})", number(range.low), number(range.high))
    });
    let wanted = match (expectation.min, expectation.max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "anything".to_owned(),
    };
    format!("{metric} {found}{interval}; expected {wanted}")
}

/// Four decimals: enough to see on which side of a bound a value lies.
fn number(value: f64) -> String {
    format!("{value:.4}")
}
