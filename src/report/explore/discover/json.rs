//! The discovery as one JSON document, in full precision.

use serde_json::{Value, json};

use super::Report;
use crate::{
    engine::DISCLAIMER,
    explore::discover::{Choice, Discovered, Limit, Side, Step},
};

const SCHEMA_VERSION: u32 = 1;

/// The document, with a newline at its end.
#[must_use]
pub fn document(report: &Report<'_>) -> String {
    let (scenario, plan, settings) = (report.scenario, report.plan, &report.plan.settings);
    let choice = match plan.choice {
        Choice::Balance => json!("balance"),
        Choice::Density(density) => json!({ "density": density }),
        Choice::Step(step) => json!({ "step": step }),
    };
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "disclaimer": DISCLAIMER,
        "scenario": { "name": &*scenario.name, "sha256": scenario.text_hash },
        "overrides": scenario.overrides,
        "seed": scenario.simulation.seed,
        "draws": report.experiment.values.len(),
        "replications": scenario.simulation.replications,
        "complete": report.experiment.complete,
        "condition": {
            "metric": report.condition.metric.name(),
            "relation": report.condition.relation.sign(),
            "threshold": report.condition.threshold,
            "words": report.condition.words(),
        },
        "compared": report.samples.len(),
        "of_interest": report.samples.of_interest(),
        "settings": {
            "peel": settings.peel,
            "paste": settings.paste,
            "mass": settings.mass,
            "objective": settings.objective.name(),
            "choice": choice,
            "weak": plan.weak,
            "shuffles": plan.shuffles,
        },
        "inputs": report.experiment.inputs.iter().map(|input| json!({
            "key": input.key,
            "label": input.label,
            "quantity": input.quantity,
            "provenance": input.provenance,
            "note": input.note,
        })).collect::<Value>(),
        "boxes": report.boxes.iter().map(|found| one(report, found)).collect::<Value>(),
    });
    format!("{document:#}\n")
}

fn one(report: &Report<'_>, found: &Discovered) -> Value {
    let trajectory = &found.trajectory;
    let step = |step: &Step| {
        json!({
            "phase": step.phase.name(),
            "points": step.points,
            "of_interest": step.of_interest,
            "coverage": trajectory.coverage(step),
            "density": trajectory.density(step),
            "mass": trajectory.mass(step),
            "restricted": trajectory.restricted(step).len(),
        })
    };
    let limit = |limit: &Limit| limit_of(report, found, limit);
    json!({
        "better_than_chance": found.beats_chance(),
        "stands": found.stands(),
        "p_value": found.p_value(),
        "shuffles": found.shuffles,
        "as_good": found.as_good,
        "step": found.found.step,
        "points": found.found.points,
        "of_interest": found.found.of_interest,
        "coverage": found.found.coverage,
        "density": found.found.density,
        "mass": found.found.mass,
        "limits": found.found.tight.iter().map(limit).collect::<Value>(),
        "dropped": found.found.dropped.iter().map(limit).collect::<Value>(),
        "trajectory": trajectory.steps.iter().map(step).collect::<Value>(),
    })
}

fn limit_of(report: &Report<'_>, found: &Discovered, limit: &Limit) -> Value {
    let input = &report.experiment.inputs[limit.column];
    let whole = &found.trajectory.whole;
    json!({
        "key": input.key,
        "label": input.label,
        "provenance": input.provenance,
        "side": if limit.side == Side::Low { "min" } else { "max" },
        "value": limit.value,
        "drawn": { "low": whole.low[limit.column], "high": whole.high[limit.column] },
        "quasi_p": limit.quasi_p,
        "coverage_without": limit.coverage_without,
        "density_without": limit.density_without,
    })
}
