//! One step of the recursion for a block of deals, back in time and forward.

#![expect(
    clippy::needless_range_loop,
    reason = "sides and levels index several tables at once, as in the formulas"
)]

use fearless_simd::{Simd, SimdBase, f64x4};

use super::{Answered, Kept, Ladder, WIDTH, Wars};
use crate::ceasefire::{
    Terms,
    chain::{Friction, LEVELS, solve},
    expectations::{MOST_STEPS, STILL, SWINGS},
    exponential::exponentials,
};

/// The largest `λ |K|` or `λ |ũ|` for which exponentials follow from period to period: `e^(λ N)` and `e^(−λ K)` stay far
/// from what a number can hold.
const MOST: f64 = 340.0;

/// The largest change of an exponent that the series takes, and that its beginning takes.
const SHORT: f64 = 1.0 / 16.0;
const TINY: f64 = 1.0 / 64.0;

/// Exponents are cut here, where an attack has long become impossible or certain to be tried when considered.
const FARTHEST: f64 = 700.0;

/// `e^(λ N)` by side and level, and the value of peace `J` for which it is that.
pub(super) struct Following<S: Simd> {
    pub(super) after: [Ladder<S>; 2],
    pub(super) exponential: [Ladder<S>; 2],
    /// Whether it is of some period already.
    pub(super) begun: bool,
}

impl<S: Simd> Following<S> {
    #[inline(always)]
    pub(super) fn new(zero: f64x4<S>) -> Self {
        Self { after: [[zero; LEVELS]; 2], exponential: [[zero; LEVELS]; 2], begun: false }
    }
}

/// Chances at each level, by side: of deciding to attack, or that the attack goes ahead.
pub(super) type BySide<S> = [Ladder<S>; 2];

/// `e^x` for `|x| <` [`SHORT`], to the last digit or so: terms of its series up to `x⁸`.
#[inline(always)]
fn series<S: Simd>(x: f64x4<S>) -> f64x4<S> {
    let tail = C[4] + x * (C[5] + x * C[6]);
    short_series(x, C[2] + x * (C[3] + x * tail))
}

/// `e^x` for `|x| <` [`TINY`]: terms of its series up to `x⁶`.
#[inline(always)]
fn tiny_series<S: Simd>(x: f64x4<S>) -> f64x4<S> {
    short_series(x, C[2] + x * (C[3] + x * C[4]))
}

#[inline(always)]
fn short_series<S: Simd>(x: f64x4<S>, tail: f64x4<S>) -> f64x4<S> {
    1.0 + x * (1.0 + x * (C[0] + x * (C[1] + x * tail)))
}

/// `1/2!` to `1/8!`.
const C: [f64; 7] =
    [1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5_040.0, 1.0 / 40_320.0];

/// One step of the recursion for a block of deals.
pub(super) struct Step<S: Simd> {
    pub(super) zero: f64x4<S>,
    ceiling: f64,
    decisiveness: f64,
    /// `λ χ`, and `e^(−λ χ)`.
    preemption: f64,
    tension: f64,
    discount: [f64; 2],
    /// Chances of a period without an attack: a level up, a level down, and neither.
    up: f64,
    down: f64,
    stay: f64,
}

impl<S: Simd> Step<S> {
    #[inline(always)]
    pub(super) fn new(simd: S, terms: &Terms, friction: Friction) -> Self {
        let rates = &terms.rates;
        let Friction { incident, escalates, calms } = friction;
        let (up, down) = (incident * escalates, (1.0 - incident) * calms);
        Self {
            zero: f64x4::splat(simd, 0.0),
            ceiling: rates.attack_ceiling,
            decisiveness: rates.decisiveness,
            preemption: rates.decisiveness * rates.preemption,
            tension: libm::exp(-rates.decisiveness * rates.preemption),
            discount: [terms.sides[0].discount, terms.sides[1].discount],
            up,
            down,
            stay: 1.0 - up - down,
        }
    }

    /// Whether exponentials follow from period to period, where wars and flows are worth so much: what peace is worth lies
    /// between them.
    pub(super) fn follows(&self, wars: &[Wars], flows: &[[f64; 2]]) -> bool {
        let sizes = |wars: &Wars| [wars.begins, wars.attacked].into_iter().flatten();
        let worth = wars.iter().flat_map(sizes).chain(flows.iter().flatten().copied());
        self.decisiveness * worth.fold(0.0, |most, worth| f64::max(most, worth.abs())) <= MOST
    }

    /// `−λ K_b`.
    pub(super) fn lure(&self, begins: f64) -> f64 {
        -self.decisiveness * begins
    }

    /// `λ N_b` at each level when peace is worth `after` in the next period, less `lure` and what each level adds.
    #[inline(always)]
    pub(super) fn exponents(
        &self,
        flow: &[f64x4<S>; 2],
        after: &BySide<S>,
        lure: [f64; 2],
        tension: f64,
    ) -> BySide<S> {
        let mut exponents = [[self.zero; LEVELS]; 2];
        for side in 0..2 {
            let discount = self.discount[side];
            for level in 0..LEVELS {
                let waiting = (1.0 - discount) * flow[side] + discount * after[side][level];
                let exponent = self.decisiveness * (waiting - lure[side]) - tension * level as f64;
                exponents[side][level] = exponent.max(-FARTHEST).min(FARTHEST);
            }
        }
        exponents
    }

    /// `a_b` at each level when peace is worth `after` in the next period.
    #[inline(always)]
    pub(super) fn attacks(&self, flow: &[f64x4<S>; 2], after: &BySide<S>, wars: &Wars) -> BySide<S> {
        let mut odds = self.exponents(flow, after, wars.begins, self.preemption);
        exponentiate(&mut odds);
        for side in 0..2 {
            for level in 0..LEVELS {
                odds[side][level] = self.ceiling / (1.0 + odds[side][level]);
            }
        }
        odds
    }

    /// [`Step::attacks`] by `e^(−λ K_b)`, from the exponentials of the period before.
    #[inline(always)]
    pub(super) fn following(
        &self,
        flow: &[f64x4<S>; 2],
        after: &BySide<S>,
        lures: &[f64; 2],
        last: &mut Following<S>,
    ) -> BySide<S> {
        let mut change = [[self.zero; LEVELS]; 2];
        let mut most = self.zero;
        for side in 0..2 {
            let scale = self.decisiveness * self.discount[side];
            for level in 0..LEVELS {
                change[side][level] = scale * (after[side][level] - last.after[side][level]);
                most = most.max(change[side][level].abs());
            }
        }
        let most = if last.begun { largest(most) } else { f64::INFINITY };
        if most < TINY {
            for side in 0..2 {
                for level in 0..LEVELS {
                    last.exponential[side][level] *= tiny_series(change[side][level]);
                }
            }
        } else if most < SHORT {
            for side in 0..2 {
                for level in 0..LEVELS {
                    last.exponential[side][level] *= series(change[side][level]);
                }
            }
        } else {
            last.exponential = self.exponents(flow, after, [0.0; 2], 0.0);
            exponentiate(&mut last.exponential);
            last.begun = true;
        }
        last.after = *after;
        let mut chosen = [[self.zero; LEVELS]; 2];
        for side in 0..2 {
            let mut lure = lures[side];
            for level in 0..LEVELS {
                chosen[side][level] = self.ceiling / (1.0 + lure * last.exponential[side][level]);
                lure *= self.tension;
            }
        }
        chosen
    }

    /// `J_b` a period earlier.
    #[inline(always)]
    pub(super) fn back(
        &self,
        flow: &[f64x4<S>; 2],
        after: &BySide<S>,
        wars: &Wars,
        first: &BySide<S>,
    ) -> BySide<S> {
        let ahead = self.ahead(first, &wars.answered);
        let Self { up, down, stay, .. } = *self;
        let contained = wars.answered.contained;
        let mut peace = [[self.zero; LEVELS]; 2];
        for side in 0..2 {
            let other = 1 - side;
            let discount = self.discount[side];
            let attacked = wars.attacked[side];
            let [calm, incidents, crisis] = after[side];
            let own = contained[side] * crisis + (1.0 - contained[side]) * wars.begins[side];
            let others = contained[other] * crisis + (1.0 - contained[other]) * attacked;
            let rest = [
                (1.0 - up) * calm + up * incidents,
                down * calm + stay * incidents + up * crisis,
                down * incidents + stay * crisis + up * attacked,
            ];
            let flow = (1.0 - discount) * flow[side];
            for level in 0..LEVELS {
                let (a, b) = (ahead[side][level], ahead[other][level]);
                let next = (1.0 - (a + b)) * rest[level] + a * own + b * others;
                peace[side][level] = flow + discount * next;
            }
        }
        peace
    }

    /// `J_b` where conditions last.
    #[inline(always)]
    pub(super) fn standing(&self, flow: &[f64x4<S>; 2], wars: &Wars) -> BySide<S> {
        let mut peace = [[flow[0]; LEVELS], [flow[1]; LEVELS]];
        for count in 0..MOST_STEPS {
            let ahead = self.ahead(&self.first(&self.attacks(flow, &peace, wars)), &wars.answered);
            let new = self.solved(flow, wars, &ahead);
            let mut moved = self.zero;
            for side in 0..2 {
                for level in 0..LEVELS {
                    let (from, to) = (peace[side][level], new[side][level]);
                    moved = moved.max((to - from).abs());
                    peace[side][level] = if count < SWINGS { to } else { 0.5 * (to + from) };
                }
            }
            if largest(moved) < STILL {
                break;
            }
        }
        peace
    }

    /// Solves `J = (1 − δ) ũ + δ (Q J + R)` for chances of attack that never change.
    #[inline(always)]
    pub(super) fn solved(&self, flow: &[f64x4<S>; 2], wars: &Wars, ahead: &BySide<S>) -> BySide<S> {
        let Self { up, down, stay, .. } = *self;
        let contained = wars.answered.contained;
        let mut peace = [[self.zero; LEVELS]; 2];
        for side in 0..2 {
            let other = 1 - side;
            let discount = self.discount[side];
            let (begins, attacked) = (wars.begins[side], wars.attacked[side]);
            let (begun, suffered) = ((1.0 - contained[side]) * begins, (1.0 - contained[other]) * attacked);
            // By level: the chance of no attack, that one is contained, and what is there in either case, discounted.
            let (mut q, mut h, mut y) = ([self.zero; LEVELS], [self.zero; LEVELS], [self.zero; LEVELS]);
            for level in 0..LEVELS {
                let (a, b) = (ahead[side][level], ahead[other][level]);
                q[level] = discount * (1.0 - (a + b));
                h[level] = discount * (contained[side] * a + contained[other] * b);
                y[level] = (1.0 - discount) * flow[side] + discount * (begun * a + suffered * b);
            }
            y[2] += (up * attacked) * q[2];
            // Calm leads up or to crisis; the others lead down, too.
            let (a00, a01, a02) = (1.0 - (1.0 - up) * q[0], (-up) * q[0], -1.0 * h[0]);
            let (a10, a11, a12) = ((-down) * q[1], 1.0 - stay * q[1], (-up) * q[1] - h[1]);
            let (a21, a22) = ((-down) * q[2], 1.0 - stay * q[2] - h[2]);
            // Calm is put out of the second row, and that out of the third.
            let share = a10 / a00;
            let (b11, b12, z1) = (a11 - share * a01, a12 - share * a02, y[1] - share * y[0]);
            let share = a21 / b11;
            let crisis = (y[2] - share * z1) / (a22 - share * b12);
            let incidents = (z1 - b12 * crisis) / b11;
            let calm = (y[0] - a01 * incidents - a02 * crisis) / a00;
            peace[side] = [calm, incidents, crisis];
        }
        peace
    }

    /// The chances that each side attempts an attack, before the other does: who decide in the same period are each first
    /// half the time.
    #[inline(always)]
    pub(super) fn first(&self, chosen: &BySide<S>) -> BySide<S> {
        let mut first = [[self.zero; LEVELS]; 2];
        for level in 0..LEVELS {
            let (a, b) = (chosen[0][level], chosen[1][level]);
            let half = 0.5 * (a * b);
            first[0][level] = a - half;
            first[1][level] = b - half;
        }
        first
    }

    /// The chances that an attempt of each side goes ahead.
    #[inline(always)]
    fn ahead(&self, first: &BySide<S>, answered: &Answered) -> BySide<S> {
        let mut ahead = [[self.zero; LEVELS]; 2];
        for side in 0..2 {
            for level in 0..LEVELS {
                ahead[side][level] = answered.unstopped[side] * first[side][level];
            }
        }
        ahead
    }

    /// Moves peace by a period in which the sides attempt attacks so; the chance of collapse in it, and of an attempt of
    /// each side.
    #[inline(always)]
    pub(super) fn forward(
        &self,
        held: &mut Ladder<S>,
        first: &BySide<S>,
        answered: &Answered,
    ) -> (f64x4<S>, [f64x4<S>; 2]) {
        let Self { up, down, stay, .. } = *self;
        let [one, other] = answered.unstopped;
        let mut quiet = *held;
        for level in 0..LEVELS {
            quiet[level] = held[level] - held[level] * (one * first[0][level] + other * first[1][level]);
        }
        let attempts = |first: &Ladder<S>| held[0] * first[0] + held[1] * first[1] + held[2] * first[2];
        let attempted = [attempts(&first[0]), attempts(&first[1])];
        let (a, b) = (one * attempted[0], other * attempted[1]);
        let contained = answered.contained[0] * a + answered.contained[1] * b;
        let [calm, incidents, crisis] = quiet;
        held[0] = (1.0 - up) * calm + down * incidents;
        held[1] = up * calm + stay * incidents + down * crisis;
        held[2] = up * incidents + stay * crisis + contained;
        (up * crisis + (a + b - contained), attempted)
    }

    /// What is still to come after the last period, where peace stands so: of `θ`, or of attempts that count so much by
    /// side.
    pub(super) fn tail(
        &self,
        discount: f64,
        held: &[Kept; LEVELS],
        first: &[[Kept; LEVELS]; 2],
        (answered, counts): (&Answered, Option<[f64; 2]>),
    ) -> Kept {
        let Self { up, down, stay, .. } = *self;
        let mut tail = [0.0; WIDTH];
        for (deal, tail) in tail.iter_mut().enumerate() {
            let first = |side: usize, level: usize| first[side][level][deal];
            let ahead = |side: usize, level: usize| answered.unstopped[side] * first(side, level);
            let quiet = [0, 1, 2].map(|level| 1.0 - ahead(0, level) - ahead(1, level));
            let contained = [0, 1, 2].map(|level| {
                answered.contained[0] * ahead(0, level) + answered.contained[1] * ahead(1, level)
            });
            let rows = [
                [quiet[0] * (1.0 - up), quiet[0] * up, contained[0]],
                [quiet[1] * down, quiet[1] * stay, quiet[1] * up + contained[1]],
                [0.0, quiet[2] * down, quiet[2] * stay + contained[2]],
            ];
            let right = [0, 1, 2].map(|level| {
                discount
                    * match counts {
                        Some(counts) => counts[0] * first(0, level) + counts[1] * first(1, level),
                        None => 1.0 - rows[level].iter().sum::<f64>(),
                    }
            });
            let sums = solve(&rows, discount, right);
            *tail = (0..LEVELS).map(|level| held[level][deal] * sums[level]).sum();
        }
        tail
    }
}

/// The largest number of several deals.
#[inline(always)]
fn largest<S: Simd>(numbers: f64x4<S>) -> f64 {
    let [a, b, c, d]: Kept = numbers.into();
    f64::max(f64::max(a, b), f64::max(c, d))
}

/// Replaces each number by its exponential.
#[inline(always)]
fn exponentiate<S: Simd>(exponents: &mut BySide<S>) {
    let mut numbers = [0.0; 2 * LEVELS * WIDTH];
    for side in 0..2 {
        for level in 0..LEVELS {
            let first = (side * LEVELS + level) * WIDTH;
            numbers[first..first + WIDTH].copy_from_slice(exponents[side][level].as_slice());
        }
    }
    exponentials(&mut numbers);
    for side in 0..2 {
        for level in 0..LEVELS {
            let first = (side * LEVELS + level) * WIDTH;
            exponents[side][level] =
                f64x4::from_slice(exponents[side][level].simd, &numbers[first..first + WIDTH]);
        }
    }
}
