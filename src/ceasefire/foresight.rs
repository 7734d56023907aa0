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
//! group, and `N` moves little from one period to the next, so that the first follows by a short series ([`Following`]).

use super::{
    Terms,
    chain::{Friction, LEVELS, containment, solve},
    expectations::{FORESIGHT, MOST_STEPS, STILL, SWINGS},
    exponential::exponentials,
    honour::Path,
    lane::{Lane, WIDTH},
    power::Power,
    war::{self, Restraint},
};
use crate::wide::with_wide;

/// Periods looked at: those of the recursion, and the one whose conditions last.
const PERIODS: usize = FORESIGHT as usize + 1;

/// The largest decisiveness for which exponentials follow from period to period: `e^(λ N)` stays far from what a number
/// can hold.
const MOST_DECISIVE: f64 = 200.0;

/// The largest change of an exponent that the series takes.
const SHORT: f64 = 1.0 / 16.0;

/// Exponents are cut here, where an attack has long become impossible or certain to be tried when considered.
const FARTHEST: f64 = 700.0;

/// Numbers of several deals by level.
type Ladder = [Lane; LEVELS];

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
        let surprise =
            [0, 1].map(|side| (1.0 - terms.sides[side].discount) * terms.sides[side].surprise * (1.0 - warning));
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
        let mut path = Path::new(word.honour.honour, word.honour.expected_change());
        let known = self.costs.iter().position(|(actor, _)| *actor == cost.actor);
        let place = known.unwrap_or_else(|| {
            self.costs.push((cost.actor, vec![[0.0; 2]; PERIODS]));
            self.costs.len() - 1
        });
        for (sums, period) in self.costs[place].1.iter_mut().zip(&self.periods) {
            for side in 0..2 {
                let holds = if word.protects == side { terms.rates.conditional_aid } else { 1.0 };
                let called = warning + period.unstopped[side] * seen;
                sums[side] += cost.cost * path.now() * holds * called;
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
        let resumed =
            [0, 1].map(|side| {
                let side = &terms.sides[side];
                side.war_flow - (1.0 - side.discount) * side.return_cost
            });
        let worth = |shift: [f64; 2]| [0, 1].map(|side| resumed[side] + terms.sides[side].stakes * shift[side]);
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
        with_wide(
            #[inline(always)]
            || self.fill_here(work, found),
        );
    }

    #[inline(always)]
    fn fill_here(&self, work: &mut Work, found: &mut Found) {
        found.costs.iter_mut().for_each(|costs| costs.fill(0.0));
        let step = Step::new(self.terms, self.restraints.friction);
        work.wars.clear();
        for (forces, answered) in self.forces.periods.iter().zip(&self.restraints.periods) {
            let [attacking, defending] = forces;
            work.wars.push(Wars {
                begins: [attacking[0] + answered.begins[0], attacking[1] + answered.begins[1]],
                attacked: [defending[0] + answered.attacked[0], defending[1] + answered.attacked[1]],
                answered: *answered,
            });
        }
        work.lures.clear();
        if step.follows() {
            for wars in &work.wars {
                work.lures.push([step.lure(wars.begins[0]), step.lure(wars.begins[1])]);
            }
            exponentials(work.lures.as_flattened_mut());
        }
        for first in (0..self.flows.len()).step_by(WIDTH) {
            let deals = WIDTH.min(self.flows.len() - first);
            // A last block that is not full works on its last deal again.
            let mut flow = [Lane::default(); 2];
            for deal in 0..WIDTH {
                let own = self.flows[first + deal.min(deals - 1)];
                flow[0].0[deal] = own[0];
                flow[1].0[deal] = own[1];
            }
            self.fill_block(&step, &flow, first..first + deals, work, found);
        }
    }

    #[inline(always)]
    fn fill_block(
        &self,
        step: &Step,
        flow: &[Lane; 2],
        at: std::ops::Range<usize>,
        work: &mut Work,
        found: &mut Found,
    ) {
        let (last, before) = work.wars.split_last().expect("there are periods");
        let costs = &self.restraints.costs;
        let mut peace = step.standing(flow, last);
        let standing = step.attacks(flow, &peace, last);
        let mut following = Following::default();
        work.attacks.resize(FORESIGHT as usize, Attacks::default());
        work.costs.resize(costs.len() * FORESIGHT as usize, Ladder::default());
        for (period, wars) in before.iter().enumerate().rev() {
            let chosen = match work.lures.get(period) {
                Some(lures) => step.following(flow, &peace, lures, &mut following),
                None => step.attacks(flow, &peace, wars),
            };
            for (place, (_, cost)) in costs.iter().enumerate() {
                work.costs[place * FORESIGHT as usize + period] = chosen.cost(cost[period]);
            }
            let ahead = chosen.ahead(&wars.answered);
            peace = step.back(flow, &peace, wars, &ahead);
            work.attacks[period] = ahead.together(&wars.answered);
        }
        for side in 0..2 {
            found.peace[side][at.clone()].copy_from_slice(&peace[side][0].0[..at.len()]);
        }
        // Forward from calm.
        work.collapses.resize(FORESIGHT as usize, Lane::default());
        let mut held = [Lane::all(1.0), Lane::default(), Lane::default()];
        for (period, attacks) in work.attacks.iter().enumerate() {
            for place in 0..costs.len() {
                let cost = &mut work.costs[place * FORESIGHT as usize + period];
                cost[0] = held[0] * cost[0] + held[1] * cost[1] + held[2] * cost[2];
            }
            work.collapses[period] = step.forward(&mut held, attacks);
        }
        let tail = standing.ahead(&last.answered).together(&last.answered);
        for (actor, &discount) in self.discounts.iter().enumerate() {
            let mut weight = step.tail(discount, &held, &tail, None);
            for collapse in work.collapses.iter().rev() {
                weight = discount * (weight + *collapse);
            }
            found.weights[actor][at.clone()].copy_from_slice(&weight.0[..at.len()]);
        }
        for (place, (actor, cost)) in costs.iter().enumerate() {
            let discount = self.discounts[*actor];
            let lasting = standing.cost(cost[PERIODS - 1]);
            let mut sum = step.tail(discount, &held, &tail, Some(&lasting));
            let periods = place * FORESIGHT as usize..(place + 1) * FORESIGHT as usize;
            for now in work.costs[periods].iter().rev() {
                sum = discount * (sum + now[0]);
            }
            let sum = (1.0 - discount) * sum;
            found.costs[*actor][at.clone()].copy_from_slice(&sum.0[..at.len()]);
        }
    }
}

/// Room to work in, used again from group to group.
#[derive(Clone, Debug, Default)]
pub struct Work {
    wars: Vec<Wars>,
    /// `e^(−λ K_b)` by period; empty where exponentials do not follow from period to period.
    lures: Vec<[f64; 2]>,
    attacks: Vec<Attacks>,
    costs: Vec<Ladder>,
    collapses: Vec<Lane>,
}

/// What a war that begins in one period is worth to both sides of all deals of a group.
#[derive(Clone, Copy, Debug)]
struct Wars {
    begins: [f64; 2],
    attacked: [f64; 2],
    answered: Answered,
}

/// `e^(λ N)` by side and level, and the value of peace `J` for which it is that.
#[derive(Clone, Copy, Debug, Default)]
struct Following {
    after: [Ladder; 2],
    exponential: [Ladder; 2],
    /// Whether it is of some period already.
    begun: bool,
}

/// `a_b` at each level, by side.
struct Chosen([Ladder; 2]);

impl Chosen {
    /// What answering is expected to cost at each level, when it costs so much per attempt of each side.
    #[inline(always)]
    fn cost(&self, cost: [f64; 2]) -> Ladder {
        let mut sums = Ladder::default();
        for level in 0..LEVELS {
            let (a, b) = (self.0[0][level], self.0[1][level]);
            let half = 0.5 * (a * b);
            sums[level] = cost[0] * (a - half) + cost[1] * (b - half);
        }
        sums
    }

    /// The chances that an attack by each side goes ahead.
    #[inline(always)]
    fn ahead(&self, answered: &Answered) -> Ahead {
        let mut ahead = [Ladder::default(); 2];
        for level in 0..LEVELS {
            let (a, b) = (self.0[0][level], self.0[1][level]);
            let half = 0.5 * (a * b);
            ahead[0][level] = answered.unstopped[0] * (a - half);
            ahead[1][level] = answered.unstopped[1] * (b - half);
        }
        Ahead(ahead)
    }
}

/// The chances that an attack by each side goes ahead, by level.
struct Ahead([Ladder; 2]);

impl Ahead {
    #[inline(always)]
    fn together(&self, answered: &Answered) -> Attacks {
        let mut attacks = Attacks::default();
        for level in 0..LEVELS {
            let (a, b) = (self.0[0][level], self.0[1][level]);
            attacks.ahead[level] = a + b;
            attacks.contained[level] = answered.contained[0] * a + answered.contained[1] * b;
        }
        attacks
    }
}

/// `e^x` for `|x| <` [`SHORT`], to the last digit or so: nine terms of its series.
#[inline(always)]
fn series(x: Lane) -> Lane {
    const C: [f64; 7] =
        [1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5_040.0, 1.0 / 40_320.0];
    let tail = C[0] + x * (C[1] + x * (C[2] + x * (C[3] + x * (C[4] + x * (C[5] + x * C[6])))));
    1.0 + x * (1.0 + x * tail)
}

/// Attacks of both sides together, by level: the chance that one goes ahead, and that it does and is contained.
#[derive(Clone, Copy, Debug, Default)]
struct Attacks {
    ahead: Ladder,
    contained: Ladder,
}

/// One step of the recursion for a block of deals.
struct Step {
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

impl Step {
    fn new(terms: &Terms, friction: Friction) -> Self {
        let rates = &terms.rates;
        let Friction { incident, escalates, calms } = friction;
        let (up, down) = (incident * escalates, (1.0 - incident) * calms);
        Self {
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

    /// Whether exponentials follow from period to period.
    fn follows(&self) -> bool {
        self.decisiveness <= MOST_DECISIVE
    }

    /// `−λ K_b`.
    fn lure(&self, begins: f64) -> f64 {
        within_reach(-self.decisiveness * begins)
    }

    /// `λ N_b` at each level when peace is worth `after` in the next period, less `lure` and what each level adds.
    #[inline(always)]
    fn exponents(&self, flow: &[Lane; 2], after: &[Ladder; 2], lure: [f64; 2], tension: f64) -> [Ladder; 2] {
        let mut exponents = [Ladder::default(); 2];
        for side in 0..2 {
            let discount = self.discount[side];
            for level in 0..LEVELS {
                let waiting = (1.0 - discount) * flow[side] + discount * after[side][level];
                let exponent = self.decisiveness * (waiting - lure[side]) - tension * level as f64;
                for deal in 0..WIDTH {
                    exponents[side][level].0[deal] = within_reach(exponent.0[deal]);
                }
            }
        }
        exponents
    }

    /// `a_b` at each level when peace is worth `after` in the next period.
    #[inline(always)]
    fn attacks(&self, flow: &[Lane; 2], after: &[Ladder; 2], wars: &Wars) -> Chosen {
        let mut odds = self.exponents(flow, after, wars.begins, self.preemption);
        exponentiate(&mut odds);
        for side in &mut odds {
            for odds in side {
                *odds = self.ceiling / (1.0 + *odds);
            }
        }
        Chosen(odds)
    }

    /// [`Step::attacks`] by `e^(−λ K_b)`, from the exponentials of the period before.
    #[inline(always)]
    fn following(
        &self,
        flow: &[Lane; 2],
        after: &[Ladder; 2],
        lures: &[f64; 2],
        last: &mut Following,
    ) -> Chosen {
        let mut change = [Ladder::default(); 2];
        let mut most = Lane::default();
        for side in 0..2 {
            let scale = self.decisiveness * self.discount[side];
            for level in 0..LEVELS {
                change[side][level] = scale * (after[side][level] - last.after[side][level]);
                most = most.larger_size(change[side][level]);
            }
        }
        if last.begun && most.largest() < SHORT {
            for side in 0..2 {
                for level in 0..LEVELS {
                    last.exponential[side][level] = last.exponential[side][level] * series(change[side][level]);
                }
            }
        } else {
            last.exponential = self.exponents(flow, after, [0.0; 2], 0.0);
            exponentiate(&mut last.exponential);
            last.begun = true;
        }
        last.after = *after;
        let mut chosen = [Ladder::default(); 2];
        for side in 0..2 {
            let mut lure = lures[side];
            for level in 0..LEVELS {
                chosen[side][level] = self.ceiling / (1.0 + lure * last.exponential[side][level]);
                lure *= self.tension;
            }
        }
        Chosen(chosen)
    }

    /// `J_b` a period earlier.
    #[inline(always)]
    fn back(&self, flow: &[Lane; 2], after: &[Ladder; 2], wars: &Wars, Ahead(ahead): &Ahead) -> [Ladder; 2] {
        let Self { up, down, stay, .. } = *self;
        let contained = wars.answered.contained;
        let mut peace = [Ladder::default(); 2];
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
    fn standing(&self, flow: &[Lane; 2], wars: &Wars) -> [Ladder; 2] {
        let mut peace = [[flow[0]; LEVELS], [flow[1]; LEVELS]];
        for count in 0..MOST_STEPS {
            let ahead = self.attacks(flow, &peace, wars).ahead(&wars.answered);
            let new = self.solved(flow, wars, &ahead);
            let mut moved = Lane::default();
            for side in 0..2 {
                for level in 0..LEVELS {
                    let (from, to) = (peace[side][level], new[side][level]);
                    moved = moved.larger_size(to - from);
                    peace[side][level] = if count < SWINGS { to } else { 0.5 * (to + from) };
                }
            }
            if moved.largest() < STILL {
                break;
            }
        }
        peace
    }

    /// Solves `J = (1 − δ) ũ + δ (Q J + R)` for chances of attack that never change.
    #[inline(always)]
    fn solved(&self, flow: &[Lane; 2], wars: &Wars, Ahead(ahead): &Ahead) -> [Ladder; 2] {
        let Self { up, down, stay, .. } = *self;
        let contained = wars.answered.contained;
        let mut peace = [Ladder::default(); 2];
        for side in 0..2 {
            let other = 1 - side;
            let discount = self.discount[side];
            let (begins, attacked) = (wars.begins[side], wars.attacked[side]);
            let (begun, suffered) = ((1.0 - contained[side]) * begins, (1.0 - contained[other]) * attacked);
            // By level: the chance of no attack, that one is contained, and what is there in either case, discounted.
            let (mut q, mut h, mut y) = (Ladder::default(), Ladder::default(), Ladder::default());
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

    /// Moves peace by a period; the chance of collapse in it.
    #[inline(always)]
    fn forward(&self, held: &mut Ladder, attacks: &Attacks) -> Lane {
        let Self { up, down, stay, .. } = *self;
        let [calm, incidents, crisis] = *held;
        let (a, b, c) = (calm * attacks.ahead[0], incidents * attacks.ahead[1], crisis * attacks.ahead[2]);
        let contained =
            calm * attacks.contained[0] + incidents * attacks.contained[1] + crisis * attacks.contained[2];
        let (calm, incidents, crisis) = (calm - a, incidents - b, crisis - c);
        held[0] = (1.0 - up) * calm + down * incidents;
        held[1] = up * calm + stay * incidents + down * crisis;
        held[2] = up * incidents + stay * crisis + contained;
        up * crisis + (a + b + c - contained)
    }

    /// What is still to come of `θ`, or of what `counts` at each level, after the last period, where peace stands so.
    fn tail(&self, discount: f64, held: &Ladder, attacks: &Attacks, counts: Option<&Ladder>) -> Lane {
        let Self { up, down, stay, .. } = *self;
        let mut tail = Lane::default();
        for deal in 0..WIDTH {
            let quiet = [0, 1, 2].map(|level| 1.0 - attacks.ahead[level].0[deal]);
            let contained = [0, 1, 2].map(|level| attacks.contained[level].0[deal]);
            let rows = [
                [quiet[0] * (1.0 - up), quiet[0] * up, contained[0]],
                [quiet[1] * down, quiet[1] * stay, quiet[1] * up + contained[1]],
                [0.0, quiet[2] * down, quiet[2] * stay + contained[2]],
            ];
            let right = [0, 1, 2].map(|level| {
                discount
                    * match counts {
                        Some(counts) => counts[level].0[deal],
                        None => 1.0 - rows[level].iter().sum::<f64>(),
                    }
            });
            let sums = solve(&rows, discount, right);
            tail.0[deal] = (0..LEVELS).map(|level| held[level].0[deal] * sums[level]).sum();
        }
        tail
    }
}

/// Replaces each number by its exponential.
#[inline(always)]
fn exponentiate(exponents: &mut [Ladder; 2]) {
    let mut numbers = [0.0; 2 * LEVELS * WIDTH];
    for (to, from) in numbers.chunks_exact_mut(WIDTH).zip(exponents.as_flattened()) {
        to.copy_from_slice(&from.0);
    }
    exponentials(&mut numbers);
    for (from, to) in numbers.chunks_exact(WIDTH).zip(exponents.as_flattened_mut()) {
        to.0.copy_from_slice(from);
    }
}

/// An exponent, cut where its exponential would leave the range of numbers.
#[inline(always)]
fn within_reach(exponent: f64) -> f64 {
    let low = if exponent > -FARTHEST { exponent } else { -FARTHEST };
    if low < FARTHEST { low } else { FARTHEST }
}
