//! Why rational sides fight: the range that war leaves to bargaining, and when a rising side can't promise enough.
//!
//! Fearon, *International Organization* 49 (1995); Powell, *International Organization* 60 (2006).

use super::Discount;
use crate::{OutOfRange, Probability, units::checked};

fn check_cost(cost: f64) -> Result<f64, OutOfRange> {
    checked("a cost of war", cost, 0.0, f64::MAX)
}

/// The shares of side A that both sides prefer to war: `[max(0, p − c_A), min(1, p + c_B)]`, lower end first.
/// `victory` is A's chance to win all, costs are shares of the pie.
///
/// ```
/// # use armistice::{Probability, theory::bargaining_range};
/// let [low, high] = bargaining_range(Probability::new(0.5)?, 0.1, 0.2)?;
/// assert!((low - 0.4).abs() < 1e-12 && (high - 0.7).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when a cost is negative or not finite.
pub fn bargaining_range(victory: Probability, cost_a: f64, cost_b: f64) -> Result<[f64; 2], OutOfRange> {
    let (low, high) = (victory.get() - check_cost(cost_a)?, victory.get() + check_cost(cost_b)?);
    Ok([low.max(0.0), high.min(1.0)])
}

/// Whether a declining side fights before the other has risen, and why. A good of 1 is shared each period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PreventiveWar {
    /// Present value of war now for the declining side.
    pub war: f64,
    /// Present value of the best peace that the rising side can offer: all of this period, and just enough later.
    pub best_peace: f64,
    /// The rising side's later chance of victory above which the declining side attacks now.
    pub threshold: f64,
    /// Whether it attacks: `δ p2 − p1 > c_B (1 − δ)²`.
    pub attacks: bool,
}

/// The commitment problem: side A's chance of victory rises from `now` to `later` after one period, and B, which
/// pays `cost_b` (a present value) for a war, may attack first.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, preventive_war}};
/// let (now, later) = (Probability::new(0.3)?, Probability::new(0.6)?);
/// let choice = preventive_war(Discount::new(0.9)?, now, later, 0.5)?;
/// assert!(choice.attacks && (choice.war - 6.5).abs() < 1e-12 && (choice.best_peace - 4.15).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when the cost is negative or not finite.
pub fn preventive_war(
    discount: Discount,
    now: Probability,
    later: Probability,
    cost_b: f64,
) -> Result<PreventiveWar, OutOfRange> {
    let (delta, cost) = (discount.get(), check_cost(cost_b)?);
    let (p1, p2) = (now.get(), later.get());
    let horizon = 1.0 / (1.0 - delta);
    let war_value = |p: f64| (1.0 - p) * horizon - cost;
    let excess = cost * (1.0 - delta) * (1.0 - delta);
    Ok(PreventiveWar {
        war: war_value(p1),
        best_peace: 1.0 + delta * war_value(p2),
        threshold: (p1 + excess) / delta,
        attacks: delta * p2 - p1 > excess,
    })
}

/// Powell's condition for an inefficient war: what the rising side can enforce tomorrow and the declining one today
/// exceeds all there is, `δ M_A + M_D > B` with `B = 1/(1 − δ)`, `M_A = p2 B − c_A` and `M_D = (1 − p1) B − c_D`.
/// Gives the left side and the right.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, inefficient_war}};
/// let (now, later) = (Probability::new(0.3)?, Probability::new(0.6)?);
/// let [claims, total] = inefficient_war(Discount::new(0.9)?, now, later, [1.0, 1.0])?;
/// assert!((claims - 10.5).abs() < 1e-12 && (total - 10.0).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when a cost (rising side's first) is negative or not finite.
pub fn inefficient_war(
    discount: Discount,
    now: Probability,
    later: Probability,
    costs: [f64; 2],
) -> Result<[f64; 2], OutOfRange> {
    let delta = discount.get();
    let total = 1.0 / (1.0 - delta);
    let rising = later.get() * total - check_cost(costs[0])?;
    let declining = (1.0 - now.get()) * total - check_cost(costs[1])?;
    Ok([delta * rising + declining, total])
}
