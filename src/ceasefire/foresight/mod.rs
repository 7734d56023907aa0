//! Foresight: what many deals at once are worth as a peace that may end, and how likely their end is.
//!
//! It is the recursion of [`super::expectations`] and the chain of [`super::chain`] with honour as it is perceived,
//! arranged for deals that differ little. What war is worth is a sum:
//!
//! ```text
//! K_b = [b_b + G_b (P^att_b − P⁰_b) − (1 − δ_b) C_b]  +  [(1 − δ_b) F_b (1 − e) − cons − d_F (x0 + Ŝ_b)]
//!       [Forces]                                           [Restraints]
//! ```
//!
//! [`Restraints`] serve all deals with the same guarantees, monitors and sanctions; [`Forces`] all deals with the same
//! troops, ground and presence. Within a group of deals that shares both, only the flow of peace `ũ` differs, and the
//! group is worked through four deals at a time: backward for what peace is worth and for the chances of attack, then
//! forward for the chances of collapse, in one pass for every discount factor.
//!
//! An attack's exponent is a sum, too: `e^(λ (N − K − χ ℓ)) = e^(λ N) · e^(−λ (K + χ ℓ))`. The second factor serves the whole
//! group, and `N` moves little from one period to the next, so that the first follows by a short series (`Following`).

mod step;

use super::{
    Side, Terms,
    chain::{Friction, LEVELS, containment},
    expectations::FORESIGHT,
    exponential::exponentials,
    honour::Path,
    power::Power,
    war::{self, Restraint},
};
use crate::wide::{Wide, widely};
use step::{Following, Step};

use fearless_simd::{Simd, SimdBase, SimdFrom, f64x4};

/// Periods looked at: those of the recursion, and the one whose conditions last.
const PERIODS: usize = FORESIGHT as usize + 1;

/// Deals that are worked through together.
const WIDTH: usize = 4;

/// Numbers of several deals, as they are kept.
type Kept = [f64; WIDTH];

/// Numbers of several deals by level.
type Ladder<S> = [f64x4<S>; LEVELS];

/// What holds belligerents back period by period, with no regard to their forces and to what peace is worth.
#[derive(Clone, Debug)]
pub struct Restraints {
    periods: Vec<Answered>,
    /// What answering is expected to cost per attempt of each side, for actors whom it costs something: by period.
    costs: Vec<(usize, Vec<[f64; 2]>)>,
    friction: Friction,
}

/// How attacks are answered in one period.
#[derive(Clone, Copy, Debug)]
struct Answered {
    /// `(1 − δ_b) F_b (1 − e) − cons − d_F (x0 + Ŝ_b)`.
    begins: [f64; 2],
    /// `aid · Ŝ′_b`.
    attacked: [f64; 2],
    /// `1 − e Ĥ_b`, by who attacks.
    unstopped: [f64; 2],
    /// `pc_b`, by who attacks.
    contained: [f64; 2],
}

/// What answering one attack costs an actor, for one of its guarantees.
#[derive(Clone, Copy, Debug)]
pub struct AnswerCost {
    /// The guarantee, by its place.
    pub guarantor: usize,
    /// The actor, by its place among the discount factors.
    pub actor: usize,
    /// Once, in periods of utility 1.
    pub cost: f64,
}

impl Restraints {
    /// The restraints under these terms.
    #[must_use]
    pub fn new(terms: &Terms, costs: &[AnswerCost]) -> Self {
        let warning = terms.monitoring.early_warning;
        let mut restraint = Restraint::at_signing(terms);
        let surprise = terms.sides.each_ref().map(|side| side.first_strike(warning));
        let mut periods = Vec::with_capacity(PERIODS);
        for _ in 0..PERIODS {
            let (answers, aided) = restraint.answers();
            let against = restraint.against(&answers);
            periods.push(Answered {
                begins: [0, 1].map(|side| surprise[side] - against[side]),
                attacked: aided.map(|aided| terms.rates.aid * aided),
                unstopped: answers.map(|answer| 1.0 - warning * answer.chance),
                contained: answers.map(|answer| containment(terms, &answer)),
            });
            restraint.step();
        }
        let mut new = Self { periods, costs: Vec::new(), friction: Friction::new(terms) };
        for cost in costs.iter().filter(|cost| terms.guarantors[cost.guarantor].severity > 0.0) {
            new.add_cost(terms, cost);
        }
        new
    }

    fn add_cost(&mut self, terms: &Terms, cost: &AnswerCost) {
        let word = &terms.guarantors[cost.guarantor];
        let warning = terms.monitoring.early_warning;
        let seen = war::seen(&terms.monitoring, &terms.rates);
        let mut path = Path::new(word.honour.perceived, word.honour.expected_change());
        let known = self.costs.iter().position(|(actor, _)| *actor == cost.actor);
        let place = known.unwrap_or_else(|| {
            self.costs.push((cost.actor, vec![[0.0; 2]; PERIODS]));
            self.costs.len() - 1
        });
        for (sums, period) in self.costs[place].1.iter_mut().zip(&self.periods) {
            for (side, sum) in sums.iter_mut().enumerate() {
                let holds = if word.protects == side { terms.rates.conditional_aid } else { 1.0 };
                let called = warning + period.unstopped[side] * seen;
                *sum += cost.cost * path.now() * holds * called;
            }
            path.step();
        }
    }
}

/// What war promises period by period by the sides' forces.
#[derive(Clone, Debug)]
pub struct Forces {
    /// `b_b − (1 − δ_b) C_b + G_b (P^att_b − P⁰_b)`, and the same if it is attacked.
    periods: Vec<[[f64; 2]; 2]>,
}

impl Forces {
    /// The forces of these terms.
    #[must_use]
    pub fn new(terms: &Terms) -> Self {
        let mut power = Power::at_signing(&terms.sides);
        let resumed = terms.sides.each_ref().map(Side::war_resumed);
        let worth =
            |shift: [f64; 2]| [0, 1].map(|side| resumed[side] + terms.sides[side].stakes * shift[side]);
        let periods = (0..PERIODS).map(|_| {
            let shift = power.shift();
            power.step();
            [worth(shift.attacking), worth(shift.defending)]
        });
        Self { periods: periods.collect() }
    }
}

/// What is found of the deals of a group, each in their order.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// `J_b(0, 0)` of the two sides.
    pub peace: [Vec<f64>; 2],
    /// `θ` for each discount factor.
    pub weights: Vec<Vec<f64>>,
    /// What answering attacks is expected to cost each actor, as a flow; 0 where it costs nothing.
    pub costs: Vec<Vec<f64>>,
}

impl Found {
    /// Room for what is found of so many deals for so many discount factors.
    #[must_use]
    pub fn room(deals: usize, discounts: usize) -> Self {
        let each = || vec![0.0; deals];
        Self {
            peace: [each(), each()],
            weights: (0..discounts).map(|_| each()).collect(),
            costs: (0..discounts).map(|_| each()).collect(),
        }
    }
}

/// A group of deals that differ in nothing but the flow of peace.
#[derive(Clone, Copy, Debug)]
pub struct Group<'g> {
    /// Terms that all share; their flows do not count.
    pub terms: &'g Terms,
    /// What they promise in war.
    pub forces: &'g Forces,
    /// What holds it back.
    pub restraints: &'g Restraints,
    /// `ũ` of the two sides, by deal.
    pub flows: &'g [[f64; 2]],
    /// Discount factors for `θ`, by actor.
    pub discounts: &'g [f64],
}

impl Group<'_> {
    /// Values the deals of the group.
    pub fn fill(&self, work: &mut Work, found: &mut Found) {
        found.costs.iter_mut().for_each(|costs| costs.fill(0.0));
        work.wars.clear();
        for (forces, answered) in self.forces.periods.iter().zip(&self.restraints.periods) {
            let [attacking, defending] = forces;
            work.wars.push(Wars {
                begins: [attacking[0] + answered.begins[0], attacking[1] + answered.begins[1]],
                attacked: [defending[0] + answered.attacked[0], defending[1] + answered.attacked[1]],
                answered: *answered,
            });
        }
        widely(Filling { group: *self, work, found });
    }
}

/// The deals of a group, about to be valued.
struct Filling<'f> {
    group: Group<'f>,
    work: &'f mut Work,
    found: &'f mut Found,
}

impl Wide for Filling<'_> {
    type Output = ();

    #[inline(always)]
    fn go<S: Simd>(mut self, simd: S) {
        let flows = self.group.flows;
        let step = Step::new(simd, self.group.terms, self.group.restraints.friction);
        self.work.lures.clear();
        if step.follows(&self.work.wars, flows) {
            for wars in &self.work.wars {
                self.work.lures.push([step.lure(wars.begins[0]), step.lure(wars.begins[1])]);
            }
            exponentials(self.work.lures.as_flattened_mut());
        }
        for first in (0..flows.len()).step_by(WIDTH) {
            let deals = WIDTH.min(flows.len() - first);
            // A last block that is not full works on its last deal again.
            let mut flow = [[0.0; WIDTH]; 2];
            for deal in 0..WIDTH {
                let own = flows[first + deal.min(deals - 1)];
                flow[0][deal] = own[0];
                flow[1][deal] = own[1];
            }
            let flow = [f64x4::simd_from(simd, flow[0]), f64x4::simd_from(simd, flow[1])];
            self.block(simd, &step, &flow, first..first + deals);
        }
    }
}

impl Filling<'_> {
    #[inline(always)]
    fn block<S: Simd>(&mut self, simd: S, step: &Step<S>, flow: &[f64x4<S>; 2], at: std::ops::Range<usize>) {
        let Self { group, work, found } = self;
        let (last, before) = work.wars.split_last().expect("there are periods");
        let costs = &group.restraints.costs;
        let mut peace = step.standing(flow, last);
        let standing = step.attacks(flow, &peace, last);
        let mut following = Following::new(step.zero);
        work.attempts.resize(FORESIGHT as usize, [[[0.0; WIDTH]; LEVELS]; 2]);
        for (period, wars) in before.iter().enumerate().rev() {
            let chosen = match work.lures.get(period) {
                Some(lures) => step.following(flow, &peace, lures, &mut following),
                None => step.attacks(flow, &peace, wars),
            };
            let first = step.first(&chosen);
            peace = step.back(flow, &peace, wars, &first);
            work.attempts[period] = [kept(&first[0]), kept(&first[1])];
        }
        for (found, peace) in found.peace.iter_mut().zip(&peace) {
            found[at.clone()].copy_from_slice(&peace[0].as_slice()[..at.len()]);
        }
        // Forward from calm.
        work.collapses.resize(FORESIGHT as usize, [0.0; WIDTH]);
        work.costs.resize(costs.len() * FORESIGHT as usize, [0.0; WIDTH]);
        let mut held = [f64x4::splat(simd, 1.0), step.zero, step.zero];
        for (period, first) in work.attempts.iter().enumerate() {
            let first = [wide(simd, &first[0]), wide(simd, &first[1])];
            let (collapse, attempted) = step.forward(&mut held, &first, &before[period].answered);
            work.collapses[period] = collapse.into();
            for (place, (_, cost)) in costs.iter().enumerate() {
                let [one, other] = cost[period];
                work.costs[place * FORESIGHT as usize + period] =
                    (one * attempted[0] + other * attempted[1]).into();
            }
        }
        let held = kept(&held);
        let lasting = step.first(&standing);
        let lasting = [kept(&lasting[0]), kept(&lasting[1])];
        for (actor, &discount) in group.discounts.iter().enumerate() {
            let tail = step.tail(discount, &held, &lasting, (&last.answered, None));
            let sum = discounted(simd, discount, tail, &work.collapses);
            found.weights[actor][at.clone()].copy_from_slice(&sum.as_slice()[..at.len()]);
        }
        for (place, (actor, cost)) in costs.iter().enumerate() {
            let discount = group.discounts[*actor];
            let tail = step.tail(discount, &held, &lasting, (&last.answered, Some(cost[PERIODS - 1])));
            let periods = place * FORESIGHT as usize..(place + 1) * FORESIGHT as usize;
            let sum = (1.0 - discount) * discounted(simd, discount, tail, &work.costs[periods]);
            found.costs[*actor][at.clone()].copy_from_slice(&sum.as_slice()[..at.len()]);
        }
    }
}

/// What is counted in each period, and what is left after them, discounted to the day of signing.
#[inline(always)]
fn discounted<S: Simd>(simd: S, discount: f64, tail: Kept, counted: &[Kept]) -> f64x4<S> {
    let mut sum = f64x4::simd_from(simd, tail);
    for counted in counted.iter().rev() {
        sum = discount * (sum + f64x4::simd_from(simd, *counted));
    }
    sum
}

/// Numbers as they are kept.
#[inline(always)]
fn kept<S: Simd>(ladder: &Ladder<S>) -> [Kept; LEVELS] {
    [ladder[0].into(), ladder[1].into(), ladder[2].into()]
}

/// Kept numbers as they are reckoned with.
#[inline(always)]
fn wide<S: Simd>(simd: S, kept: &[Kept; LEVELS]) -> Ladder<S> {
    [f64x4::simd_from(simd, kept[0]), f64x4::simd_from(simd, kept[1]), f64x4::simd_from(simd, kept[2])]
}

/// Room to work in, used again from group to group.
#[derive(Clone, Debug, Default)]
pub struct Work {
    wars: Vec<Wars>,
    /// `e^(−λ K_b)` by period; empty where exponentials do not follow from period to period.
    lures: Vec<[f64; 2]>,
    /// The chance of an attempt by side and level, before the other's.
    attempts: Vec<[[Kept; LEVELS]; 2]>,
    costs: Vec<Kept>,
    collapses: Vec<Kept>,
}

/// What a war that begins in one period is worth to both sides of all deals of a group.
#[derive(Clone, Copy, Debug)]
struct Wars {
    begins: [f64; 2],
    attacked: [f64; 2],
    answered: Answered,
}
