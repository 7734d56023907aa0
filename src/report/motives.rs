//! Who breaks the peace, and whether it then preferred war: in sentences.

use crate::{
    engine::{Summary, summary::Motives},
    report::numbers::{list, periods, ratio, said, share_of},
};

/// What is told of who began the wars that followed; nothing where none did.
pub fn who_breaks(summary: &Summary) -> Vec<String> {
    let facts = &summary.ceasefire;
    let begun = |side: &Motives| side.meant + side.feared + side.accident;
    let by_attack: u64 = facts.motives.iter().map(begun).sum();
    let collapses = by_attack + facts.collapsed_by_escalation;
    let mut told = Vec::new();
    if collapses > 0 {
        let mut sides: Vec<&Motives> = facts.motives.iter().filter(|side| begun(side) > 0).collect();
        sides.sort_by_key(|side| std::cmp::Reverse(begun(side)));
        let shares: Vec<String> = (sides.iter())
            .map(|side| format!("{} by {}", part(begun(side), collapses), side.label))
            .chain((facts.collapsed_by_escalation > 0).then(|| {
                format!(
                    "{} by nobody, as incidents escalated",
                    part(facts.collapsed_by_escalation, collapses)
                )
            }))
            .collect();
        told.push(format!("Of {}, wars were begun {}.", periods(collapses, "collapse"), list(&shares)));
        told.extend(sides.iter().map(|side| why(side, begun(side))));
    }
    told.extend(tempted(summary));
    if facts.fearful > 0 {
        told.push(format!(
            "In {} the outcome hangs on what both sides expect of each other: fear would feed on fear.",
            share_of(ratio(facts.fearful, summary.counts.signed).unwrap_or(0.0), "signed ceasefire")
        ));
    }
    told
}

/// Why a side began its wars.
fn why(side: &Motives, begun: u64) -> String {
    let reasons = [
        (side.meant, "meant it (war is worth a peace kept for good)"),
        (side.feared, "feared the other\u{2019}s attack (war is worth more than waiting)"),
        (side.accident, "acted against its own interests (accident)"),
    ];
    let told: Vec<String> = (reasons.into_iter())
        .filter(|(count, _)| *count > 0)
        .map(|(count, reason)| format!("in {} it {reason}", part(count, begun)))
        .collect();
    format!("{}: {}.", side.label, list(&told))
}

/// In how many ceasefires a side would mean to attack in some period.
fn tempted(summary: &Summary) -> Option<String> {
    let signed = summary.counts.signed;
    if signed == 0 || summary.scenario.hold == 0 || summary.ceasefire.motives.is_empty() {
        return None;
    }
    let each: Vec<String> = (summary.ceasefire.motives.iter())
        .map(|side| format!("{} in {}", side.label, part(side.tempted, signed)))
        .collect();
    let period = &summary.scenario.period;
    Some(format!(
        "Signed to be broken: there is a {period}, of those watched, in which war would be worth a peace kept for good \
         to {} of signed ceasefires.",
        list(&each)
    ))
}

fn part(count: u64, whole: u64) -> String {
    said(ratio(count, whole).unwrap_or(0.0))
}
