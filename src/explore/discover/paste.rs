//! Pasting: peeling is greedy, so in the end the box is widened again wherever that makes it denser.

use super::{
    Limits, Samples, Settings, Side,
    cut::cut,
    trajectory::{Phase, Step, share},
};

/// The boxes that pasting makes of the last one, from the points that were searched.
pub(super) fn paste(
    samples: &Samples,
    members: &[usize],
    whole: &Limits,
    settings: &Settings,
    last: &Step,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let last = steps.last().unwrap_or(last);
        let Some((score, wider)) = best(samples, members, whole, settings, last) else { break };
        let denser = share(wider.of_interest, wider.points) > share(last.of_interest, last.points);
        let fits = share(wider.points, samples.len()) >= settings.mass;
        if !(fits && wider.points > last.points && score > 0.0 && denser) {
            break;
        }
        steps.push(wider);
    }
    steps
}

/// The widening with the best score; of equal ones that which leaves more inputs free, then the first.
fn best(
    samples: &Samples,
    members: &[usize],
    whole: &Limits,
    settings: &Settings,
    last: &Step,
) -> Option<(f64, Step)> {
    let restricted = last.limits.restricted(whole);
    let mut best: Option<(f64, usize, Step)> = None;
    for &column in &restricted {
        for side in [Side::Low, Side::High] {
            let at = edge(samples, members, whole, &last.limits, &restricted, column, side, settings.paste);
            let limits = last.limits.with(column, side, at);
            let inside = members.iter().filter(|&&point| limits.holds(samples, point, &restricted));
            let (points, of_interest) = inside.fold((0, 0), |(points, interest), &point| {
                (points + 1, interest + usize::from(samples.interest()[point]))
            });
            let score = settings.objective.score((last.of_interest, last.points), (of_interest, points));
            let free = samples.columns().len() - limits.restricted(whole).len();
            let wins =
                best.as_ref().is_none_or(|(top, most, _)| score > *top || (score >= *top && free > *most));
            if wins {
                best = Some((score, free, Step { phase: Phase::Paste, limits, points, of_interest }));
            }
        }
    }
    best.map(|(score, _, step)| (score, step))
}

/// Where a limit would go: it takes in the nearest share of the points beyond it; the end where there are none.
#[expect(clippy::too_many_arguments, reason = "one limit of one box among the points")]
fn edge(
    samples: &Samples,
    members: &[usize],
    whole: &Limits,
    limits: &Limits,
    restricted: &[usize],
    column: usize,
    side: Side,
    paste: f64,
) -> f64 {
    let mut beyond = limits.clone();
    match side {
        Side::Low => (beyond.low[column], beyond.high[column]) = (whole.low[column], limits.low[column]),
        Side::High => (beyond.low[column], beyond.high[column]) = (limits.high[column], whole.high[column]),
    }
    let outside = members.iter().filter(|&&point| beyond.holds(samples, point, restricted));
    let mut values: Vec<f64> = outside.map(|&point| samples.columns()[column][point]).collect();
    values.sort_by(f64::total_cmp);
    match (values.is_empty(), side) {
        (true, _) => whole.get(column, side),
        (false, Side::Low) => cut(values.len(), 1.0 - paste, |place| values[place]),
        (false, Side::High) => cut(values.len(), paste, |place| values[place]),
    }
}
