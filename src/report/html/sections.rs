//! The questions of a report, in their order.

use crate::{
    engine::Summary,
    report::{charts::Gallery, findings::runs, numbers::percent},
};

use super::{
    markup::{escape, paragraph, section},
    shown,
};

/// All sections.
pub(super) fn all(summary: &Summary, gallery: &Gallery) -> String {
    let strength = shown(gallery, "guarantee_strength");
    [
        section(1, "How does it end?", &(shown(gallery, "outcomes") + &strength)),
        section(2, "How long does peace hold?", &shown(gallery, "survival")),
        section(8, "What drives the result?", &drivers(summary)),
    ]
    .concat()
}

/// How much the inputs and chance add; which input drives what is for another command.
fn drivers(summary: &Summary) -> String {
    let split = match (summary.uncertainty.parameters, summary.uncertainty.chance) {
        (Some(inputs), Some(chance)) => format!(
            "Of the variance of “ends in a durable peace”, {} stems from not knowing the inputs and {} from chance \
             with the inputs given.",
            percent(inputs),
            percent(chance)
        ),
        _ => "How much stems from the inputs and how much from chance can't be told apart in these runs: that takes \
              at least two replications of each draw."
            .to_owned(),
    };
    paragraph(&split)
        + &paragraph(
            "Which single input drives the result is not part of this report yet. Changing one input at a time \
             (--set) and comparing the reports shows its effect.",
        )
}

/// What makes the page again.
pub(super) fn colophon(summary: &Summary) -> String {
    let facts = &summary.scenario;
    let overrides = if facts.overrides.is_empty() {
        String::new()
    } else {
        let all: Vec<String> =
            facts.overrides.iter().map(|one| format!("<code>{}</code>", escape(one))).collect();
        format!("<p>Changed from the file: {}.</p>\n", all.join(", "))
    };
    format!(
        "<p>Armistice {}. {}. Scenario text SHA-256 <code>{}</code>. The same scenario, seed and version give the \
         same page.</p>\n{overrides}",
        escape(&summary.armistice),
        escape(&runs(summary)),
        escape(&facts.hash)
    )
}
