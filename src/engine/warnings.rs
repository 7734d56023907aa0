//! What a reader should know before trusting a number (model.md F).

use crate::{
    model::Effect,
    scenario::{ProvenanceKind, Scenario},
};

use super::{
    drivers::TURNS,
    run::Outcome,
    summary::{Driver, Drivers, Summary},
};

/// A prior of honour above this is more than history supports: defence pacts were honoured in 41 %, and all
/// alliances since 1945 in 22 %, of the cases in which they were invoked (Berkemeier and Fuhrmann 2018).
const HIGH_HONOUR: f64 = 0.7;

/// Fewer runs than this on the rarer side of an outcome say little of it.
const FEW_RUNS: u64 = 10;

/// An input that explains more of the variance than this by itself carries the result.
const HALF: f64 = 0.5;

/// The warnings about a summary.
pub(super) fn warnings(scenario: &Scenario, summary: &Summary) -> Vec<String> {
    let mut warnings = Vec::new();
    if !summary.counts.complete {
        let counts = &summary.counts;
        warnings.push(format!("The simulation was interrupted: {} runs were complete.", counts.runs));
    }
    if scenario.is_fixed() && summary.scenario.hold > 0 {
        warnings.push(
            "Every input is a single number, so nothing here shows what not knowing the inputs does: give ranges."
                .to_owned(),
        );
    }
    let unstated =
        summary.inputs.iter().filter(|input| input.provenance == ProvenanceKind::Unstated.as_str()).count();
    if unstated > 0 {
        let inputs = if unstated == 1 { "1 input says".to_owned() } else { format!("{unstated} inputs say") };
        warnings.push(format!("{inputs} neither a source nor that it is an assumption."));
    }
    for outcome in &summary.outcomes {
        if (1..FEW_RUNS).contains(&outcome.count.min(summary.counts.runs - outcome.count)) {
            // Where nothing after signing is watched, a deal that is signed counts as one that lasts.
            let merely_signed = summary.scenario.hold == 0 && outcome.outcome == Outcome::Durable.name();
            let label = if merely_signed { "Deal signed" } else { &outcome.label };
            warnings.push(format!(
                "\u{201c}{label}\u{201d} rests on few runs: more draws would tell its share more closely."
            ));
        }
    }
    for parameter in scenario.parameters.iter().filter(|parameter| parameter.key.ends_with(".honour")) {
        if parameter.mode() > HIGH_HONOUR {
            warnings.push(format!(
                "`{}` is {}: more than the 22 to 50% of invoked alliances that were honoured since 1945.",
                parameter.key,
                parameter.mode()
            ));
        }
    }
    warnings.extend(rests_on(summary));
    for drivers in &summary.drivers {
        warnings.extend(drivers.inputs.iter().filter_map(|input| turns_with(drivers, input)));
    }
    let model = &scenario.setting.model;
    for (place, issue) in model.issues.iter().enumerate() {
        let names = |issue: &crate::model::IssueId| issue.0 == place;
        if issue.effects.iter().any(|effect| matches!(effect, Effect::Guarantee { .. }))
            && !model.guarantees.iter().any(|guarantee| guarantee.issue.as_ref().is_some_and(names))
        {
            warnings.push(format!(
                "No guarantee names the issue \u{201c}{}\u{201d}, so its effect is never felt.",
                issue.label
            ));
        }
    }
    warnings
}

/// The inputs without a source that carry a result, each with what it carries.
fn rests_on(summary: &Summary) -> Vec<String> {
    let unsourced = |input: &Driver| input.provenance != ProvenanceKind::Source.as_str();
    let mut carried: Vec<(&str, Vec<String>)> = Vec::new();
    for drivers in &summary.drivers {
        let carries = |input: &&Driver| input.told_apart && input.share > HALF && unsourced(input);
        for input in drivers.inputs.iter().filter(carries) {
            let what = format!("{} of \u{201c}{}\u{201d}", percent(input.share), drivers.label);
            match carried.iter_mut().find(|(key, _)| *key == input.key) {
                Some((_, all)) => all.push(what),
                None => carried.push((&input.key, vec![what])),
            }
        }
    }
    let sentence = |(key, what): (&str, Vec<String>)| {
        format!(
            "`{key}`, which has no source, carries the result: of the variance between draws, it explains {} by itself.",
            what.join(" and ")
        )
    };
    carried.into_iter().map(sentence).collect()
}

/// An input of which more does not always do the same.
fn turns_with(drivers: &Drivers, input: &Driver) -> Option<String> {
    let [low, middle, high] = input.thirds.map(percent);
    (input.direction == TURNS).then(|| {
        format!(
            "More of `{}` does not always do the same to \u{201c}{}\u{201d}: its chance is {low} in the input\u{2019}s \
             lowest third, {middle} in the middle one and {high} in the highest.",
            input.key, drivers.label
        )
    })
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share.clamp(0.0, 1.0))
}
