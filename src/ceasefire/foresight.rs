//! Foresight: the collapse weight `θ = E[δ^τ]` of many deals at once.
//!
//! It is the chain of [`super::chain`] with honour as it is perceived, run forward instead of backward so that one
//! pass serves every discount factor, and arranged for deals that differ little. The exponent of the attack
//! calculus is a sum, so its exponential is a product of three tables:
//!
//! ```text
//! e^(−λ Δ) = e^(λ (C + cons + pun)) · e^(−λ G p (1 − u_shared)) · e^(λ G p u_own)
//!            [Restraints]             [one deal group]            [Forces]
//! ```
//!
//! [`Restraints`] serve all deals with the same guarantees, monitors and sanctions; [`Forces`] all deals with the
//! same troops and presence. Within a group of deals that shares both, only `u_own` differs, and the group is
//! worked through four deals at a time.

use super::{
    Terms,
    calculus::Restraint,
    chain::{FORESIGHT, Friction, LEVELS, containment, row, standing_weight},
    drift::Capabilities,
    exponential::exponentials,
};
use crate::wide::with_wide;

/// Deals that are worked through together.
const WIDTH: usize = 4;

/// Discount factors that are worked through together: each waits for its own last sum, but not for the others'.
const TOGETHER: usize = 4;

/// Periods looked at: those of the recursion, and the one whose conditions last.
const PERIODS: usize = FORESIGHT as usize + 1;

/// Odds against an attack are cut here, where it has long become impossible, so that products stay finite.
const LARGEST: f64 = 1e60;

/// Several deals' numbers side by side.
type Lane = [f64; WIDTH];

/// What holds the belligerents back period by period, with no regard to their forces and their satisfaction.
#[derive(Clone, Debug)]
pub struct Restraints {
    /// `λ (C + cons + pun)` of both sides.
    held_back: Vec<[f64; 2]>,
    answered: Vec<Answered>,
    friction: Friction,
    attack_ceiling: f64,
    /// `e^(−λ χ)`.
    preemption: f64,
}

/// What becomes of an attack in one period.
#[derive(Clone, Copy, Debug)]
struct Answered {
    /// `1 − e Ĥ`.
    unstopped: f64,
    /// `pc`.
    contained: f64,
}

impl Restraints {
    /// The restraints under these terms.
    #[must_use]
    pub fn new(terms: &Terms) -> Self {
        let rates = &terms.rates;
        let mut restraint = Restraint::at_signing(terms);
        let mut new = Self {
            held_back: Vec::with_capacity(PERIODS),
            answered: Vec::with_capacity(PERIODS),
            friction: Friction::new(terms),
            attack_ceiling: rates.attack_ceiling,
            preemption: libm::exp(-rates.decisiveness * rates.preemption),
        };
        for _ in 0..PERIODS {
            let answer = restraint.perceived_answer();
            new.held_back.push(restraint.now().map(|held| rates.decisiveness * held));
            new.answered.push(Answered {
                unstopped: 1.0 - terms.monitoring.early_warning * answer,
                contained: containment(terms, answer),
            });
            restraint.step();
        }
        new
    }
}

/// What an attack promises period by period, and how satisfaction with the deal dampens it, for a list of deals.
#[derive(Clone, Debug)]
pub struct Forces {
    /// `λ G p` of both sides.
    lure: Vec<[f64; 2]>,
    /// `e^(λ G p u_own)` by block of deals, period and side.
    dampened: Vec<Vec<[Lane; 2]>>,
    /// How many deals there are.
    deals: usize,
}

impl Forces {
    /// The forces of these terms, for deals with these satisfactions `u_own` of the two sides.
    #[must_use]
    pub fn new(terms: &Terms, own: &[[f64; 2]]) -> Self {
        let mut capabilities = Capabilities::at_signing(&terms.sides);
        let mut lure = Vec::with_capacity(PERIODS);
        for _ in 0..PERIODS {
            let success = capabilities.success();
            lure.push([0, 1].map(|side| terms.rates.decisiveness * terms.sides[side].stakes * success[side]));
            capabilities.step();
        }
        // Where nothing changes any more, one row stands for all that follow.
        let changing = lure.windows(2).rposition(|pair| pair[0] != pair[1]).map_or(1, |last| last + 2);
        let dampened = own.chunks(WIDTH).map(|block| {
            with_wide(
                #[inline(always)]
                || dampened(&lure, changing, block),
            )
        });
        let dampened = dampened.collect();
        Self { lure, dampened, deals: own.len() }
    }

    /// `θ` of each deal of the group for each discount factor, into `weights[discount][deal]`.
    ///
    /// `shared` is the satisfaction of the two sides that all deals of the group have in common.
    pub fn collapse_weights(
        &self,
        restraints: &Restraints,
        shared: [f64; 2],
        discounts: &[f64],
        weights: &mut [Vec<f64>],
    ) {
        let work = Work { forces: self, restraints, shared, discounts };
        with_wide(
            #[inline(always)]
            || work.fill(weights),
        );
    }
}

/// `e^(λ G p u_own)` of a block of deals by period and side, when the lure changes for so many periods.
#[inline(always)]
fn dampened(lure: &[[f64; 2]], changing: usize, block: &[[f64; 2]]) -> Vec<[Lane; 2]> {
    let satisfaction = [0, 1].map(|side| {
        let mut lane = [0.0; WIDTH];
        lane.iter_mut().zip(block).for_each(|(to, own)| *to = own[side]);
        lane
    });
    let row =
        |now: &[f64; 2]| [0, 1].map(|side| satisfaction[side].map(|own| at_most_finite(now[side] * own)));
    let mut rows: Vec<[Lane; 2]> = lure[..changing].iter().map(row).collect();
    exponentials(rows.as_flattened_mut().as_flattened_mut());
    rows.resize(lure.len(), rows[changing - 1]);
    rows
}

/// One group of deals to be worked through.
struct Work<'w> {
    forces: &'w Forces,
    restraints: &'w Restraints,
    shared: [f64; 2],
    discounts: &'w [f64],
}

impl Work<'_> {
    #[inline(always)]
    fn fill(&self, weights: &mut [Vec<f64>]) {
        let Self { forces, restraints, .. } = self;
        let scale = self.scale();
        let mut collapses = [[0.0; WIDTH]; FORESIGHT as usize];
        for (block, rows) in forces.dampened.iter().enumerate() {
            let first = block * WIDTH;
            let deals = WIDTH.min(forces.deals - first);
            let peace = forward(rows, &scale, restraints, &mut collapses);
            let last = restraints.answered[PERIODS - 1];
            let standing = attacks(&rows[PERIODS - 1], scale[PERIODS - 1], restraints, last);
            for (discounts, weights) in self.discounts.chunks(TOGETHER).zip(weights.chunks_mut(TOGETHER)) {
                let mut discount = [0.0; TOGETHER];
                discount[..discounts.len()].copy_from_slice(discounts);
                let tails = discount.map(|discount| self.tails(discount, &peace, &standing));
                let found = discounted(discount, tails, &collapses);
                for (weights, found) in weights.iter_mut().zip(found) {
                    weights[first..first + deals].copy_from_slice(&found[..deals]);
                }
            }
        }
    }

    /// `e^(λ (C + cons + pun) − λ G p (1 − u_shared))` by period and side.
    #[inline(always)]
    fn scale(&self) -> Vec<[f64; 2]> {
        let exponent = |(lure, held): (&[f64; 2], &[f64; 2])| {
            [0, 1].map(|side| at_most_finite(held[side] - lure[side] * (1.0 - self.shared[side])))
        };
        let mut scale: Vec<[f64; 2]> =
            self.forces.lure.iter().zip(&self.restraints.held_back).map(exponent).collect();
        exponentials(scale.as_flattened_mut());
        scale
    }

    /// What is left of `θ` after the last period, for each deal of a block.
    #[inline(always)]
    fn tails(&self, discount: f64, peace: &[Lane; LEVELS], standing: &[Lane; LEVELS]) -> Lane {
        let Answered { contained, .. } = self.restraints.answered[PERIODS - 1];
        let mut tails = [0.0; WIDTH];
        for (deal, tail) in tails.iter_mut().enumerate() {
            let transition = [0, 1, 2]
                .map(|level| row(level, standing[level][deal], contained, &self.restraints.friction));
            let weight = standing_weight(&transition, discount);
            *tail = (0..LEVELS).map(|level| peace[level][deal] * weight[level]).sum();
        }
        tails
    }
}

/// Discounts the chances of collapse, and what is left after them, to the day of signing.
#[inline(always)]
fn discounted(
    discount: [f64; TOGETHER],
    tails: [Lane; TOGETHER],
    collapses: &[Lane; FORESIGHT as usize],
) -> [Lane; TOGETHER] {
    let mut weights = tails;
    for collapse in collapses.iter().rev() {
        for (weights, discount) in weights.iter_mut().zip(discount) {
            for (weight, collapse) in weights.iter_mut().zip(collapse) {
                *weight = discount * (*weight + collapse);
            }
        }
    }
    weights
}

/// An exponent, cut so that the product of two exponentials stays finite. It would matter above 345, which a
/// scenario's ranges of decisiveness and stakes keep away from.
#[inline(always)]
fn at_most_finite(exponent: f64) -> f64 {
    exponent.min(345.0)
}

/// `pa` at each level of the ladder.
#[inline(always)]
fn attacks(
    dampened: &[Lane; 2],
    scale: [f64; 2],
    restraints: &Restraints,
    Answered { unstopped, .. }: Answered,
) -> [Lane; LEVELS] {
    let ceiling = restraints.attack_ceiling;
    let mut held = [[0.0; WIDTH]; 2];
    for side in 0..2 {
        for deal in 0..WIDTH {
            held[side][deal] = f64::min(scale[side] * dampened[side][deal], LARGEST);
        }
    }
    let mut attacks = [[0.0; WIDTH]; LEVELS];
    for attack in &mut attacks {
        for deal in 0..WIDTH {
            let (a, b) = (1.0 + held[0][deal], 1.0 + held[1][deal]);
            let no_attempt = (a - ceiling) * (b - ceiling) / (a * b);
            attack[deal] = (1.0 - no_attempt) * unstopped;
            held[0][deal] *= restraints.preemption;
            held[1][deal] *= restraints.preemption;
        }
    }
    attacks
}

/// Runs the chain forward from calm: fills the chance of collapse in each period, and returns where peace stands
/// after the last.
#[inline(always)]
fn forward(
    rows: &[[Lane; 2]],
    scale: &[[f64; 2]],
    restraints: &Restraints,
    collapses: &mut [Lane; FORESIGHT as usize],
) -> [Lane; LEVELS] {
    let friction = &restraints.friction;
    let escalates = friction.incident * friction.escalates;
    let calms = (1.0 - friction.incident) * friction.calms;
    let mut peace = [[0.0; WIDTH]; LEVELS];
    peace[0] = [1.0; WIDTH];
    let periods = rows.iter().zip(scale).zip(&restraints.answered);
    for (collapses, ((dampened, &scale), &answered)) in collapses.iter_mut().zip(periods) {
        let attacks = attacks(dampened, scale, restraints, answered);
        let contained = answered.contained;
        for deal in 0..WIDTH {
            let [calm, incidents, crisis] = [peace[0][deal], peace[1][deal], peace[2][deal]];
            let attacked = calm * attacks[0][deal] + incidents * attacks[1][deal] + crisis * attacks[2][deal];
            let calm = calm * (1.0 - attacks[0][deal]);
            let incidents = incidents * (1.0 - attacks[1][deal]);
            let crisis = crisis * (1.0 - attacks[2][deal]);
            peace[0][deal] = calm * (1.0 - escalates) + incidents * calms;
            peace[1][deal] = calm * escalates + incidents * (1.0 - escalates - calms) + crisis * calms;
            peace[2][deal] =
                incidents * escalates + crisis * (1.0 - escalates - calms) + attacked * contained;
            collapses[deal] = crisis * escalates + attacked * (1.0 - contained);
        }
    }
    peace
}
