//! Which inputs are assumptions: every one that is not a default, with its reason.

use crate::{
    engine::{Summary, summary::Input},
    report::numbers::periods,
};

use super::markup::{details, escape, paragraph};

/// A sentence and the list.
pub(super) fn section(summary: &Summary) -> String {
    let inputs = &summary.inputs;
    if inputs.is_empty() {
        return paragraph("The scenario states no input of its own: all are defaults of the tool.");
    }
    let of = |provenance: &str| inputs.iter().filter(|input| input.provenance == provenance).count() as u64;
    let (assumed, sourced) = (of("assumption"), of("source"));
    let unstated = inputs.len() as u64 - assumed - sourced;
    let lead = format!(
        "Of {}, {assumed} {} stated as assumptions, {sourced} {} a source, and {unstated} {} not say where {} from. \
         Everything else is a default of the tool.",
        periods(inputs.len() as u64, "input"),
        if assumed == 1 { "is" } else { "are" },
        if sourced == 1 { "names" } else { "name" },
        if unstated == 1 { "does" } else { "do" },
        if unstated == 1 { "it comes" } else { "they come" },
    );
    // Those without a reason first, then assumptions: what a reader should doubt stands on top.
    let mut order: Vec<&Input> = inputs.iter().collect();
    order.sort_by_key(|input| match input.provenance.as_str() {
        "unstated" => 0,
        "assumption" => 1,
        _ => 2,
    });
    let heading = format!("All {}", periods(inputs.len() as u64, "input"));
    paragraph(&lead) + &details(&heading, &rows(&order)).replacen("<details>", "<details open=\"open\">", 1)
}

fn rows(inputs: &[&Input]) -> String {
    let row = |input: &&Input| {
        let kind = match input.provenance.as_str() {
            "assumption" => "assumption",
            "source" => "source",
            _ => "unstated",
        };
        let note = if input.note.is_empty() { "no reason given" } else { &input.note };
        format!(
            "<li><code>{}</code> <span class=\"value\">{}</span> <span class=\"tag {kind}\">{kind}</span>\
             <span class=\"note\">{}</span></li>\n",
            escape(&input.key),
            escape(&input.value),
            escape(note)
        )
    };
    format!("<ul class=\"inputs\">\n{}</ul>\n", inputs.iter().map(row).collect::<String>())
}
