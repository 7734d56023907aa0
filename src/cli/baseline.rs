//! Baselines: the `summary.json` of earlier runs, against which `[[expect]]` measures changes.

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;

use crate::{
    engine::summary::{Estimate, SCHEMA_VERSION},
    scenario::{Baseline, Override, Problem, Scenario},
};

use super::{
    failure::{Failure, plain},
    source::{self, Source},
};

/// What is read of a summary.
#[derive(Debug, Deserialize)]
struct Earlier {
    schema_version: u32,
    scenario: Named,
    metrics: BTreeMap<String, Estimate>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

/// For each expectation of a scenario, the baseline's estimate of its metric if it is about a change; or all that is
/// wrong with the baselines.
pub(super) fn read(
    source: &Source,
    scenario: &Scenario,
    overrides: &[Override],
) -> Result<Vec<Option<Estimate>>, Failure> {
    let mut summaries: BTreeMap<Arc<str>, Result<Earlier, Wrong>> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut estimates = Vec::new();
    for expectation in &scenario.expectations {
        let Some(Baseline { path, place }) = &expectation.baseline else {
            estimates.push(None);
            continue;
        };
        let summary = summaries.entry(path.clone()).or_insert_with(|| load(source, scenario, path));
        match summary
            .as_ref()
            .map_err(Wrong::clone)
            .and_then(|summary| estimate(summary, &expectation.metric))
        {
            Ok(estimate) => estimates.push(Some(estimate)),
            Err(Wrong { what, label, help }) => problems.push(Problem {
                place: *place,
                what: format!("the baseline `{path}` {what}"),
                label: label.to_owned(),
                help,
            }),
        }
    }
    if problems.is_empty() { Ok(estimates) } else { Err(source.complain(overrides, problems)) }
}

/// What is wrong with a baseline.
#[derive(Clone, Debug)]
struct Wrong {
    what: String,
    label: &'static str,
    help: String,
}

impl Wrong {
    fn new(what: impl Into<String>, label: &'static str, help: impl Into<String>) -> Self {
        Self { what: what.into(), label, help: help.into() }
    }
}

fn load(source: &Source, scenario: &Scenario, named: &str) -> Result<Earlier, Wrong> {
    let path = source.path(named);
    let no_summary =
        |why: String| Wrong::new(why, "no summary", "name the summary.json that `armistice run` wrote");
    let bytes = source::read_bytes(&path).map_err(|error| {
        Wrong::new(
            format!("can't be read: {}", plain(&error)),
            "no such baseline",
            format!(
                "looked for {}; `armistice run {} --set 'expect=[]' --out DIR` makes a summary.json to copy there",
                path.display(),
                source.shown
            ),
        )
    })?;
    let bytes = bytes.ok_or_else(|| no_summary("is too large for a summary (over 32 MiB)".to_owned()))?;
    let earlier: Earlier = serde_json::from_slice(&bytes)
        .map_err(|error| no_summary(format!("is no summary of Armistice: {error}")))?;
    let again = "make it again with `armistice run`";
    if earlier.schema_version != SCHEMA_VERSION {
        let what = format!(
            "has version {} of the summary; this Armistice reads version {SCHEMA_VERSION}",
            earlier.schema_version
        );
        return Err(Wrong::new(what, "of another version", again));
    }
    if earlier.scenario.name != *scenario.name {
        let what = format!("is of `{}`, not of `{}`", earlier.scenario.name, scenario.name);
        return Err(Wrong::new(what, "of another scenario", "a change is measured within one scenario"));
    }
    Ok(earlier)
}

/// The estimate of a metric, if it is there and can be one.
fn estimate(earlier: &Earlier, metric: &str) -> Result<Estimate, Wrong> {
    let again = "make it again with `armistice run`";
    let Some(estimate) = earlier.metrics.get(metric) else {
        return Err(Wrong::new(format!("has no metric `{metric}`"), "without the metric", again));
    };
    let Some(value) = estimate.value else {
        let what = format!("has no value of `{metric}`");
        return Err(Wrong::new(what, "nothing to compare with", "its runs had nothing to estimate it from"));
    };
    if estimate.interval.is_some_and(|range| value < range.low || range.high < value) {
        let what = format!("has a value of `{metric}` outside its own interval");
        return Err(Wrong::new(what, "broken", again));
    }
    Ok(estimate.clone())
}
