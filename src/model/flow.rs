//! What a deal is worth while it holds: the weighted sum of its levels' values, less soft red lines.
//!
//! `u_i(x) = Σ_k w_ik v_ik(x_k) / Σ_k w_ik − Σ_breached π_i`, at least −1.

use super::{Actor, Issue, RedLineKind, Values};

/// Flow of an actor whose weights are all zero: it is indifferent.
const INDIFFERENT: f64 = 0.5;

/// The least flow.
pub(super) const LEAST: f64 = -1.0;

/// What each level of each issue adds to the flow of one actor: weighted, with soft red lines taken off.
/// A hard red line that is crossed counts for negative infinity.
///
/// By issue and level. The first issue carries the flow of an actor that is indifferent to all.
#[must_use]
pub fn level_worth(actor: &Actor, index: usize, issues: &[Issue]) -> Vec<Vec<f64>> {
    less_red_lines(actor, weighted_values(actor, index, issues))
}

/// What each level of each issue adds to the flow of a belligerent from peace, as it bears on breaking the deal:
/// `w_k (g_k v_k + (1 − g_k) v̄_k)`, with red lines counted by the same share `g` of grievance and `v̄` the mean level.
///
/// By issue and level. A hard red line that is crossed all the same leaves its actor as discontented as can be: other
/// issues are worth 1 at most, so that a sum is cut at the least flow in the end.
#[must_use]
pub fn peace_worth(actor: &Actor, index: usize, issues: &[Issue]) -> Vec<Vec<f64>> {
    let weighted = weighted_values(actor, index, issues);
    let mut worth = less_red_lines(actor, weighted.clone());
    for ((worth, weighted), issue) in worth.iter_mut().zip(&weighted).zip(issues) {
        let share = issue.grievance;
        #[expect(clippy::cast_precision_loss)]
        let mean = weighted.iter().sum::<f64>() / weighted.len().max(1) as f64;
        for worth in worth {
            let grieved = worth.max(LEAST - 1.0);
            *worth = if share == 1.0 { grieved } else { share * grieved + (1.0 - share) * mean };
        }
    }
    worth
}

/// Weighted values of each level of each issue, without red lines.
fn weighted_values(actor: &Actor, index: usize, issues: &[Issue]) -> Vec<Vec<f64>> {
    let total: f64 = actor.weights.iter().sum();
    let mut worth: Vec<Vec<f64>> = (issues.iter().zip(&actor.weights))
        .map(|(issue, weight)| {
            let share = if total > 0.0 { weight / total } else { 0.0 };
            let mut worth = level_values(&issue.values[index], issue.levels.len());
            worth.iter_mut().for_each(|value| *value *= share);
            worth
        })
        .collect();
    if total <= 0.0
        && let Some(first) = worth.first_mut()
    {
        first.fill(INDIFFERENT);
    }
    worth
}

/// The same, less what crossing each of an actor's red lines loses it.
fn less_red_lines(actor: &Actor, mut worth: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for line in &actor.red_lines {
        let loss = match line.kind {
            RedLineKind::Hard => f64::INFINITY,
            RedLineKind::Soft(penalty) => penalty,
        };
        for (worth, allowed) in worth[line.issue.0].iter_mut().zip(&line.allowed) {
            if !allowed {
                *worth -= loss;
            }
        }
    }
    worth
}

/// The values of an issue's levels to one actor, in `[0, 1]`.
fn level_values(values: &Values, levels: usize) -> Vec<f64> {
    match values {
        Values::Table(table) => table.clone(),
        Values::Ideal { ideal, curvature } => {
            let farthest = f64::max(*ideal, 1.0 - ideal);
            (0..levels)
                .map(|level| {
                    let place = if levels > 1 { level as f64 / (levels - 1) as f64 } else { 0.0 };
                    let distance = (place - ideal).abs() / farthest;
                    1.0 - if *curvature == 1.0 { distance } else { libm::pow(distance, *curvature) }
                })
                .collect()
        }
    }
}
