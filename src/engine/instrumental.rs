//! What the levels of each issue are worth: as it is stated, and by what they do to war and peace.
//!
//! A guarantee that is valued for the peace that it makes and is given a stated value for the same is counted twice.
//! To see it, `V_i(x) = u_i(x) + [V_i(x) − u_i(x)]` is averaged over all deals with each level.

use crate::model::{DealSpace, IssueId, Model, Valuation};

use super::summary::{LevelWorth, Name};

/// What the levels of each issue that can be signed are worth to each actor.
pub(super) fn level_worth(model: &Model, space: &DealSpace, valuation: &Valuation) -> Vec<LevelWorth> {
    let mut all = Vec::new();
    if model.belligerents.is_none() {
        return all;
    }
    for (place, (issue, kept)) in model.issues.iter().zip(space.kept()).enumerate() {
        for (actor, person) in model.actors.iter().enumerate() {
            let mut sums = vec![[0.0; 2]; issue.levels.len()];
            let mut counts = vec![0_u32; issue.levels.len()];
            for position in 0..space.len() {
                let (flow, value) = (valuation.flow(actor, position), valuation.value(actor, position));
                if value.is_finite() {
                    let level = space.level(position, IssueId(place));
                    sums[level][0] += flow;
                    sums[level][1] += value - flow;
                    counts[level] += 1;
                }
            }
            let mean = |level: usize, part: usize| sums[level][part] / f64::from(counts[level]);
            let told: Vec<usize> = kept.iter().copied().filter(|&level| counts[level] > 0).collect();
            let Some(&first) = told.first() else { continue };
            let against_first =
                |part: usize| told.iter().map(|&level| mean(level, part) - mean(first, part)).collect();
            all.push(LevelWorth {
                issue: Name { id: issue.id.to_string(), label: issue.label.to_string() },
                actor: Name { id: person.id.to_string(), label: person.label.to_string() },
                levels: told.iter().map(|&level| issue.levels[level].to_string()).collect(),
                stated: against_first(0),
                instrumental: against_first(1),
            });
        }
    }
    all
}
