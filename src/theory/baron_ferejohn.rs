//! Legislative bargaining: a proposer is drawn and buys the cheapest majority (Baron and Ferejohn, *APSR* 83, 1989).
//!
//! Under the closed rule a proposal is voted on as it stands; under the open rule it may be amended first. With
//! unequal chances to propose the stationary values are unique (Eraslan, *JET* 103, 2002), but a proposer may have
//! to mix between partners that are equally cheap: that is what keeps them equally cheap.

use super::{
    GameError,
    error::{normalised, same_length},
};
use crate::{OutOfRange, units::checked};

fn check_discount(delta: f64) -> Result<f64, OutOfRange> {
    checked("a discount factor", delta, 0.0, 1.0)
}

/// What a proposer and its partners get. The pie is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClosedRule {
    /// The proposer's share.
    pub proposer: f64,
    /// The share of each partner whose vote it buys.
    pub partner: f64,
    /// What anybody expects before the proposer is drawn.
    pub value: f64,
}

/// The closed rule among `players` that propose with equal chance, when `votes` of them are needed, the proposer's
/// among them: it keeps `1 − δ(q − 1)/n` and pays `δ/n` to each of `q − 1` partners.
///
/// ```
/// # use armistice::theory::closed_rule;
/// let shares = closed_rule(3, 2, 0.8)?;
/// assert!((shares.proposer - 0.7333333333).abs() < 1e-10 && (shares.partner - 0.2666666667).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when there is no player, `votes` is not in `1..=players`, or `delta` not in `[0, 1]`.
pub fn closed_rule(players: u32, votes: u32, delta: f64) -> Result<ClosedRule, OutOfRange> {
    let n = checked("a number of players", f64::from(players), 1.0, f64::MAX)?;
    let q = checked("the votes needed", f64::from(votes), 1.0, n)?;
    let delta = check_discount(delta)?;
    Ok(ClosedRule { proposer: 1.0 - delta * (q - 1.0) / n, partner: delta / n, value: 1.0 / n })
}

/// What each player expects under the closed rule with `rounds` rounds left, after which nobody gets anything.
///
/// `recognition` are the chances to propose (not negative, scaled to add up to 1). A proposer buys the cheapest
/// `votes − 1` others, and between equally cheap ones those of the lowest index.
///
/// ```
/// # use armistice::theory::finite_closed_rule;
/// let values = finite_closed_rule(&[0.5, 0.3, 0.2], 2, 0.8, 2)?;
/// assert!((values[0] - 0.42).abs() < 1e-12);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a chance is negative or none is above 0, `votes` is not in `1..=players`, or `delta` not in
/// `[0, 1]`.
pub fn finite_closed_rule(
    recognition: &[f64],
    votes: usize,
    delta: f64,
    rounds: u32,
) -> Result<Vec<f64>, GameError> {
    let recognition = normalised("chances to propose", recognition)?;
    let n = recognition.len();
    checked("the votes needed", votes as f64, 1.0, n as f64)?;
    let delta = check_discount(delta)?;
    let mut values: Vec<f64> = vec![0.0; n];
    for _ in 0..rounds {
        let mut next = vec![0.0; n];
        for (proposer, chance) in recognition.iter().enumerate() {
            let mut others: Vec<usize> = (0..n).filter(|&other| other != proposer).collect();
            // Equal up to rounding is equal: the sort is stable, so the lowest index comes first.
            others.sort_by(|&a, &b| (values[a] * 1e12).round().total_cmp(&(values[b] * 1e12).round()));
            let mut kept = 1.0;
            for &partner in &others[..votes - 1] {
                next[partner] += chance * delta * values[partner];
                kept -= delta * values[partner];
            }
            next[proposer] += chance * kept;
        }
        values = next;
    }
    Ok(values)
}

/// Three players, two votes, the closed rule without an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreeLegislators {
    /// What each expects before the proposer is drawn; they add up to 1.
    pub values: [f64; 3],
    /// `partners[i][j]`: the chance that `i` as a proposer buys the vote of `j`. Where several ways of mixing give
    /// the same values, one of them.
    pub partners: [[f64; 3]; 3],
}

/// The stationary equilibrium among three players with chances to propose `recognition` (not negative, scaled to
/// add up to 1), two votes being enough.
///
/// Ordered by recognition, the values are all different and each proposer buys the cheaper of the others; or the
/// two smaller, the two larger or all three are equal and somebody mixes to keep them so. These cases are tried in
/// turn; exactly one has chances of mixing in `[0, 1]`.
///
/// ```
/// # use armistice::theory::three_legislators;
/// let game = three_legislators([0.5, 0.3, 0.2], 0.8)?;
/// assert!((game.values[0] - 3.0 / 8.0).abs() < 1e-9 && (game.values[1] - 5.0 / 16.0).abs() < 1e-9);
/// assert!((game.partners[0][1] - 0.3).abs() < 1e-9);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
///
/// # Errors
/// [`GameError`] when a chance is negative or none is above 0, or `delta` is not in `[0, 1]`.
pub fn three_legislators(recognition: [f64; 3], delta: f64) -> Result<ThreeLegislators, GameError> {
    let recognition = normalised("chances to propose", &recognition)?;
    same_length("chances to propose", 3, recognition.len())?;
    let delta = check_discount(delta)?;
    let mut order = [0, 1, 2];
    order.sort_by(|&a, &b| recognition[b].total_cmp(&recognition[a]));
    let p = order.map(|player| recognition[player]);
    let (values, partners) = pure(p, delta)
        .or_else(|| two_smaller_equal(p, delta))
        .or_else(|| two_larger_equal(p, delta))
        .unwrap_or_else(|| all_equal(p, delta));
    let mut game = ThreeLegislators { values: [0.0; 3], partners: [[0.0; 3]; 3] };
    for (place, &player) in order.iter().enumerate() {
        game.values[player] = values[place];
        for (other_place, &other) in order.iter().enumerate() {
            game.partners[player][other] = partners[place][other_place];
        }
    }
    Ok(game)
}

type Equilibrium = ([f64; 3], [[f64; 3]; 3]);

/// What rounding may put a chance of mixing outside `[0, 1]`, or a value out of order.
const SLACK: f64 = 1e-12;

fn mixing(chance: f64) -> Option<f64> {
    (-SLACK..=1.0 + SLACK).contains(&chance).then(|| chance.clamp(0.0, 1.0))
}

/// All different: 1 and 2 buy 3, and 3 buys 2.
fn pure([p1, p2, p3]: [f64; 3], delta: f64) -> Option<Equilibrium> {
    // v2 = p2 (1 − δ v3) + p3 δ v2 and v3 = p3 (1 − δ v2) + (p1 + p2) δ v3, by Cramer's rule.
    let (a, b) = (1.0 - p3 * delta, p2 * delta);
    let (c, d) = (p3 * delta, 1.0 - (p1 + p2) * delta);
    let determinant = a * d - b * c;
    let (v2, v3) = ((p2 * d - b * p3) / determinant, (a * p3 - c * p2) / determinant);
    let v1 = p1 * (1.0 - delta * v3);
    let ordered = v1 >= v2 - SLACK && v2 >= v3 - SLACK;
    ordered.then_some(([v1, v2, v3], [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]))
}

/// 2 and 3 cost the same: 1 mixes between them, and they buy each other.
fn two_smaller_equal([p1, p2, p3]: [f64; 3], delta: f64) -> Option<Equilibrium> {
    let v = (1.0 - p1) / (2.0 - delta * p1);
    let second = mixing(((v - p2 * (1.0 - delta * v)) / (delta * v) - p3) / p1)?;
    let v1 = 1.0 - 2.0 * v;
    (v1 >= v - SLACK).then_some(([v1, v, v], [[0.0, second, 1.0 - second], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]))
}

/// 1 and 2 cost the same: 3 mixes between them, and both buy 3.
fn two_larger_equal([p1, p2, p3]: [f64; 3], delta: f64) -> Option<Equilibrium> {
    // v3 = 1 − 2v with v3 (1 − δ (p1 + p2)) = p3 (1 − δ v).
    let keep = 1.0 - delta * (p1 + p2);
    let v = (keep - p3) / (2.0 * keep - delta * p3);
    let v3 = 1.0 - 2.0 * v;
    let first = mixing((v - p1 * (1.0 - delta * v3)) / (delta * v * p3))?;
    (v >= v3 - SLACK).then_some(([v, v, v3], [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [first, 1.0 - first, 0.0]]))
}

/// All cost the same: each is bought as often as makes up for proposing less often.
fn all_equal(p: [f64; 3], delta: f64) -> Equilibrium {
    // Player i is bought with chance r_i in all. With m_ij the chance that i proposes and buys j, m_12 fixes the
    // others; any that keeps them all in range will do.
    let [p1, p2, p3] = p;
    let [r1, r2, _] = p.map(|chance| (1.0 - chance * (3.0 - delta)) / delta);
    let low = (r2 - p3).max(r1 + r2 - p2 - p3).max(0.0);
    let high = (r1 + r2 - p3).min(r2).min(p1);
    let m12 = 0.5 * (low + high);
    let m31 = p3 - r2 + m12;
    let m21 = r1 - m31;
    let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.5 };
    let (a, b, c) = (share(m12, p1), share(m21, p2), share(m31, p3));
    ([1.0 / 3.0; 3], [[0.0, a, 1.0 - a], [b, 0.0, 1.0 - b], [c, 1.0 - c, 0.0]])
}

/// What the first proposer does and gets under the open rule among three. The pie is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenRule {
    /// How many others its proposal gives something: 1, which may be amended, or 2, which is not.
    pub partners: u32,
    /// Its share when the proposal stands.
    pub share: f64,
    /// What it expects.
    pub value: f64,
}

/// The open rule among three players that propose with equal chance: buying both gives `y = 1/(1 + 2δ)` for sure;
/// buying one gives `y = (4 − δ²)/(4 + 2δ − δ²)`, worth `2/(4 + 2δ − δ²)` with the risk of an amendment by the
/// other, and is better once `δ > √3 − 1`.
///
/// ```
/// # use armistice::theory::open_rule;
/// let patient = open_rule(0.9)?;
/// assert!(patient.partners == 1 && (patient.share - 0.6392785571).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `delta` is not in `[0, 1]`.
pub fn open_rule(delta: f64) -> Result<OpenRule, OutOfRange> {
    let delta = check_discount(delta)?;
    let one = 4.0 + 2.0 * delta - delta * delta;
    let (both, single) = (1.0 / (1.0 + 2.0 * delta), 2.0 / one);
    Ok(if single > both {
        OpenRule { partners: 1, share: (4.0 - delta * delta) / one, value: single }
    } else {
        OpenRule { partners: 2, share: both, value: both }
    })
}
