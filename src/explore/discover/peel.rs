//! Peeling: of all thin slices at the box's sides, the one whose loss does the density most good comes off, again and
//! again, until the box would become too small or no slice does any good.

use super::{
    Limits, Samples, Settings, Side,
    cut::cut,
    trajectory::{Phase, Step, share},
};

/// A slice that might come off.
struct Slice {
    score: f64,
    /// Inputs that would still be free.
    free: usize,
    column: usize,
    side: Side,
    at: f64,
    points: usize,
    of_interest: usize,
}

/// The box of all `members` and the boxes that peeling makes of it.
pub(super) fn peel(samples: &Samples, members: &[usize], whole: &Limits, settings: &Settings) -> Vec<Step> {
    let interest = samples.interest();
    let mut inside = vec![false; samples.len()];
    members.iter().for_each(|&point| inside[point] = true);
    let mut orders = samples.orders().to_vec();
    keep(&mut orders, &inside);
    let of_interest = members.iter().filter(|point| interest[**point]).count();
    let mut steps =
        vec![Step { phase: Phase::Start, limits: whole.clone(), points: members.len(), of_interest }];
    loop {
        let last = &steps[steps.len() - 1];
        let Some(slice) = best(samples, &orders, last, whole, settings) else { break };
        let fits = share(slice.points, samples.len()) >= settings.mass;
        if !(fits && slice.points < last.points && slice.score > 0.0) {
            break;
        }
        let values = &samples.columns()[slice.column];
        for &point in &orders[slice.column] {
            inside[point] = match slice.side {
                Side::Low => values[point] >= slice.at,
                Side::High => values[point] <= slice.at,
            };
        }
        keep(&mut orders, &inside);
        steps.push(Step {
            phase: Phase::Peel,
            limits: last.limits.with(slice.column, slice.side, slice.at),
            points: slice.points,
            of_interest: slice.of_interest,
        });
    }
    steps
}

fn keep(orders: &mut [Vec<usize>], inside: &[bool]) {
    orders.iter_mut().for_each(|order| order.retain(|&point| inside[point]));
}

/// The slice with the best score; of equal ones that which leaves more inputs free, then the first.
fn best(
    samples: &Samples,
    orders: &[Vec<usize>],
    last: &Step,
    whole: &Limits,
    settings: &Settings,
) -> Option<Slice> {
    let restricted = last.limits.restricted(whole);
    let mut best: Option<Slice> = None;
    for (column, order) in orders.iter().enumerate().filter(|(_, order)| !order.is_empty()) {
        for side in [Side::High, Side::Low] {
            let (at, lost, interest) = off(samples, column, order, side, settings.peel);
            let (points, of_interest) = (last.points - lost, last.of_interest - interest);
            let score = settings.objective.score((last.of_interest, last.points), (of_interest, points));
            let others = restricted.iter().filter(|other| **other != column).count();
            let moved = last.limits.with(column, side, at).restricts(column, whole);
            let free = orders.len() - others - usize::from(moved);
            let wins = best
                .as_ref()
                .is_none_or(|best| score > best.score || (score >= best.score && free > best.free));
            if wins {
                best = Some(Slice { score, free, column, side, at, points, of_interest });
            }
        }
    }
    best
}

/// Where one side would be cut, and the points and points of interest that would be lost.
fn off(samples: &Samples, column: usize, order: &[usize], side: Side, peel: f64) -> (f64, usize, usize) {
    let values = &samples.columns()[column];
    let share = if side == Side::Low { peel } else { 1.0 - peel };
    let at = cut(order.len(), share, |place| values[order[place]]);
    let lost = |point: &&usize| if side == Side::Low { values[**point] < at } else { values[**point] > at };
    let count = |(points, interest): (usize, usize), point: &usize| {
        (points + 1, interest + usize::from(samples.interest()[*point]))
    };
    let (points, interest) = match side {
        Side::Low => order.iter().take_while(lost).fold((0, 0), count),
        Side::High => order.iter().rev().take_while(lost).fold((0, 0), count),
    };
    (at, points, interest)
}
