//! War as a random walk between two capitals, and as a costly lottery.
//!
//! Each battle moves the front one step; who reaches the other's end has won (Smith and Stam, *JCR* 48, 2004; the
//! gambler's ruin of Feller 1968, XIV). With `q = 1 − p`, `r = q/p`, the chance to win is `(1 − r^k)/(1 − r^N)` and
//! the expected length `k/(q − p) − N/(q − p) · P`. Discounted, with `λ± = (1 ± √(1 − 4pqδ²))/(2pδ)`:
//! `E[δ^T; win] = (λ₊^k − λ₋^k)/(λ₊^N − λ₋^N)` and `E[δ^T; lose] = r^k (λ₊^(N−k) − λ₋^(N−k))/(λ₊^N − λ₋^N)`.

use super::Discount;
use crate::{OutOfRange, Probability, units::checked};

/// A war seen from side A: `position` steps from its own defeat on a front `length` steps long.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, RandomWalkWar}};
/// let war = RandomWalkWar::new(10, 3, Probability::new(0.6)?)?;
/// assert!((war.victory() - 0.7161223611).abs() < 1e-10);
/// assert!((war.expected_battles() - 20.8061180526).abs() < 1e-9);
/// assert!((war.discounted_victory(Discount::new(0.95)?) - 0.2544222291).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RandomWalkWar {
    length: f64,
    position: f64,
    win: f64,
}

impl RandomWalkWar {
    /// A war on `length` steps (`N`), with A at `position` (`k`), winning each battle with chance `win` (`p`).
    ///
    /// # Errors
    /// [`OutOfRange`] when `length` is 0 or `position` larger than it.
    pub fn new(length: u32, position: u32, win: Probability) -> Result<Self, OutOfRange> {
        let length = checked("the length of a front", f64::from(length), 1.0, f64::MAX)?;
        let position = checked("a position on the front", f64::from(position), 0.0, length)?;
        Ok(Self { length, position, win: win.get() })
    }

    fn is_over(&self) -> bool {
        self.position == 0.0 || self.position == self.length
    }

    /// Chance that A wins the war.
    #[must_use]
    pub fn victory(&self) -> f64 {
        let (n, k, p) = (self.length, self.position, self.win);
        if self.is_over() || p == 0.5 {
            return k / n;
        }
        let log_ratio = libm::log1p(-p) - libm::log(p);
        if log_ratio < 0.0 {
            libm::expm1(k * log_ratio) / libm::expm1(n * log_ratio)
        } else {
            // The same, divided by r^N, which may overflow.
            libm::exp((k - n) * log_ratio) * libm::expm1(-k * log_ratio) / libm::expm1(-n * log_ratio)
        }
    }

    /// Expected battles until somebody has won. Where the odds are even to one part in `10⁴ N` it is a series,
    /// right to about 1e-8 of itself, because the quotient cancels there.
    #[must_use]
    pub fn expected_battles(&self) -> f64 {
        let (n, k) = (self.length, self.position);
        let edge = 2.0 * self.win - 1.0;
        if self.is_over() {
            0.0
        } else if edge.abs() * n < 1e-4 {
            k * (n - k) * (1.0 + edge * (n - 2.0 * k) / 3.0)
        } else {
            (n * self.victory() - k) / edge
        }
    }

    /// `E[δ^T; A wins]`: what a victory worth 1 is worth today, a battle a period.
    #[must_use]
    pub fn discounted_victory(&self, discount: Discount) -> f64 {
        if self.is_over() {
            return self.position / self.length;
        }
        let (plus, _, ratio) = self.roots(discount);
        let (n, k) = (self.length, self.position);
        libm::pow(plus, k - n) * (1.0 - libm::pow(ratio, k)) / (1.0 - libm::pow(ratio, n))
    }

    /// `E[δ^T; B wins]`: what a defeat worth 1 is worth today, a battle a period.
    #[must_use]
    pub fn discounted_defeat(&self, discount: Discount) -> f64 {
        if self.is_over() {
            return 1.0 - self.position / self.length;
        }
        let (_, minus, ratio) = self.roots(discount);
        let (n, k) = (self.length, self.position);
        // r = λ₊ λ₋, so r^k λ₊^(N−k) / λ₊^N is λ₋^k.
        libm::pow(minus, k) * (1.0 - libm::pow(ratio, n - k)) / (1.0 - libm::pow(ratio, n))
    }

    /// `λ₊`, `λ₋` and `λ₋/λ₊`.
    fn roots(&self, discount: Discount) -> (f64, f64, f64) {
        let (p, q, delta) = (self.win, 1.0 - self.win, discount.get());
        let root = libm::sqrt(1.0 - 4.0 * p * q * delta * delta);
        let plus = (1.0 + root) / (2.0 * p * delta);
        let minus = 2.0 * q * delta / (1.0 + root);
        (plus, minus, minus / plus)
    }

    /// Present value of the war to A, which pays `cost` each period until it ends and then has `won` or `lost` for
    /// good (both present values): `E[δ^T; win] W + E[δ^T; lose] L − c (1 − E[δ^T])/(1 − δ)`.
    ///
    /// ```
    /// # use armistice::{Probability, theory::{Discount, RandomWalkWar}};
    /// let war = RandomWalkWar::new(10, 5, Probability::new(0.55)?)?;
    /// assert!((war.value(Discount::new(0.95)?, 0.02, 1.0, 0.0) - 0.0541540258).abs() < 1e-10);
    /// # Ok::<(), armistice::OutOfRange>(())
    /// ```
    #[must_use]
    pub fn value(&self, discount: Discount, cost: f64, won: f64, lost: f64) -> f64 {
        let (victory, defeat) = (self.discounted_victory(discount), self.discounted_defeat(discount));
        victory * won + defeat * lost - cost * (1.0 - victory - defeat) / (1.0 - discount.get())
    }
}

/// Present value of a war that costs `cost` a period and ends each period with chance `ends`, in a victory worth
/// `won` with chance `victory` and else in a defeat worth `lost`:
/// `(−c + δπ (p V_w + (1 − p) V_l))/(1 − δ (1 − π))`.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, costly_lottery}};
/// let (ends, victory) = (Probability::new(0.1)?, Probability::new(0.6)?);
/// assert!((costly_lottery(Discount::new(0.95)?, 0.1, ends, victory, 20.0, 0.0) - 7.1724137931).abs() < 1e-9);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn costly_lottery(
    discount: Discount,
    cost: f64,
    ends: Probability,
    victory: Probability,
    won: f64,
    lost: f64,
) -> f64 {
    let (delta, ends, victory) = (discount.get(), ends.get(), victory.get());
    (delta * ends * (victory * won + (1.0 - victory) * lost) - cost) / (1.0 - delta * (1.0 - ends))
}
