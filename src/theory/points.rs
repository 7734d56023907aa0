//! Bargaining solutions on a finite set of deals, each a vector with one utility a player.
//!
//! Only points at which everybody gets at least its disagreement utility count; gains are `g_i = u_i − d_i`, and a
//! player that no such point gives a gain has no say. Nash's point maximises `Π g_i`; Kalai and Smorodinsky's
//! (*Econometrica* 43, 1975) the least gain as a share of the player's best, Kalai's egalitarian one (*Econometrica*
//! 45, 1977) the least gain. Between points with the same least gain the next-least decides, and so on: otherwise a
//! finite set may give a point that another dominates (Imai, *Econometrica* 51, 1983). What is still level goes to
//! the lowest index; a lead below one part in 10¹² is level.

/// The index of the point with the largest Nash product; `None` when no point is individually rational.
///
/// ```
/// # use armistice::theory::nash_point;
/// let deals = [[0.0, 1.0], [0.7, 0.6], [1.0, 0.0]];
/// assert_eq!(nash_point(deals.iter().map(|deal| &deal[..]), &[0.2, 0.3]), Some(1));
/// ```
///
/// # Panics
/// When a point has not as many utilities as `disagreement`.
#[must_use]
pub fn nash_point<'a>(
    points: impl Iterator<Item = &'a [f64]> + Clone,
    disagreement: &[f64],
) -> Option<usize> {
    best(points, disagreement, |gains, _, key| key.push(gains.iter().product()))
}

/// The index of the point with the largest least gain relative to each player's best individually rational point;
/// `None` when no point is individually rational.
///
/// ```
/// # use armistice::theory::kalai_smorodinsky_point;
/// let deals = [[0.2, 0.9], [0.5, 0.5], [1.0, 0.3]];
/// assert_eq!(kalai_smorodinsky_point(deals.iter().map(|deal| &deal[..]), &[0.0, 0.0]), Some(1));
/// ```
///
/// # Panics
/// When a point has not as many utilities as `disagreement`.
#[must_use]
pub fn kalai_smorodinsky_point<'a>(
    points: impl Iterator<Item = &'a [f64]> + Clone,
    disagreement: &[f64],
) -> Option<usize> {
    best(points, disagreement, |gains, ideal, key| {
        key.extend(gains.iter().zip(ideal).map(|(gain, best)| gain / best));
        key.sort_by(f64::total_cmp);
    })
}

/// The index of the point with the largest least gain; `None` when no point is individually rational. It compares
/// utilities of different players, as no other solution here but the utilitarian does.
///
/// ```
/// # use armistice::theory::egalitarian_point;
/// let deals = [[0.2, 0.9], [0.5, 0.4], [1.0, 0.3]];
/// assert_eq!(egalitarian_point(deals.iter().map(|deal| &deal[..]), &[0.0, 0.0]), Some(1));
/// ```
///
/// # Panics
/// When a point has not as many utilities as `disagreement`.
#[must_use]
pub fn egalitarian_point<'a>(
    points: impl Iterator<Item = &'a [f64]> + Clone,
    disagreement: &[f64],
) -> Option<usize> {
    best(points, disagreement, |gains, _, key| {
        key.extend(gains);
        key.sort_by(f64::total_cmp);
    })
}

/// The index of the point with the largest sum of gains; `None` when no point is individually rational.
///
/// ```
/// # use armistice::theory::utilitarian_point;
/// let deals = [[0.2, 0.9], [0.5, 0.4], [1.0, 0.3]];
/// assert_eq!(utilitarian_point(deals.iter().map(|deal| &deal[..]), &[0.0, 0.0]), Some(2));
/// ```
///
/// # Panics
/// When a point has not as many utilities as `disagreement`.
#[must_use]
pub fn utilitarian_point<'a>(
    points: impl Iterator<Item = &'a [f64]> + Clone,
    disagreement: &[f64],
) -> Option<usize> {
    best(points, disagreement, |gains, _, key| key.push(gains.iter().sum()))
}

/// The first point whose key, filled by `score` from gains and best gains of the players with a say, is largest
/// from its first entry on.
fn best<'a>(
    points: impl Iterator<Item = &'a [f64]> + Clone,
    disagreement: &[f64],
    score: impl Fn(&[f64], &[f64], &mut Vec<f64>),
) -> Option<usize> {
    let rational = points.enumerate().filter(|(_, point)| {
        assert_eq!(point.len(), disagreement.len(), "a point has one utility a player");
        point.iter().zip(disagreement).all(|(utility, d)| utility >= d)
    });
    let mut ideal = vec![0.0_f64; disagreement.len()];
    for (_, point) in rational.clone() {
        for ((best, utility), d) in ideal.iter_mut().zip(point).zip(disagreement) {
            *best = best.max(utility - d);
        }
    }
    let has_say: Vec<bool> = ideal.iter().map(|&best| best > 0.0).collect();
    let ideal: Vec<f64> = ideal.into_iter().filter(|&best| best > 0.0).collect();

    let mut found = None;
    let (mut gains, mut key, mut best_key) = (Vec::new(), Vec::new(), Vec::new());
    for (index, point) in rational {
        gains.clear();
        gains.extend(
            point.iter().zip(disagreement).zip(&has_say).filter(|(_, say)| **say).map(|((u, d), _)| u - d),
        );
        key.clear();
        score(&gains, &ideal, &mut key);
        if found.is_none() || leads(&key, &best_key) {
            found = Some(index);
            std::mem::swap(&mut key, &mut best_key);
        }
    }
    found
}

/// Whether `key` is larger at the first entry where the two are not level.
fn leads(key: &[f64], other: &[f64]) -> bool {
    let level = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(b.abs());
    key.iter().zip(other).find(|(a, b)| !level(**a, **b)).is_some_and(|(a, b)| a > b)
}
