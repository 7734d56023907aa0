//! What the two sides expect of peace, and when they would rather have war: the readable form of the recursion.
//!
//! Backward in `s`, for each side `b` at level `ℓ` of the ladder:
//!
//! ```text
//! N_b(s,ℓ) = (1 − δ_b) ũ_b + δ_b J_b(s+1,ℓ)                    waiting
//! a_b(s,ℓ) = A σ(λ (K_b(s) + χ ℓ − N_b(s,ℓ)))                  attacking
//! J_b(s,ℓ) = (1 − δ_b) ũ_b + δ_b E[next]                        peace
//! ```
//!
//! What comes next is `K_b` if its own attack becomes war, `D_b` if the other's does or incidents escalate,
//! `J_b(s+1, 2)` if an attack is contained, and `J_b(s+1, ℓ′)` else. After [`FORESIGHT`] periods conditions last, and `J`
//! is the limit of the same step from peaceful expectations, `J = ũ`: the greatest fixed point. [`super::foresight`]
//! finds the same for many deals at once.

use super::{
    Terms,
    chain::{Friction, LEVELS, Transition, transition},
    war::{Prospect, War},
};

/// Periods that are looked through; conditions are held constant after them.
pub const FORESIGHT: u32 = 240;

/// Below this change of `J` a step of the standing conditions counts as their fixed point.
pub(super) const STILL: f64 = 1e-13;

/// The most steps that the search for standing conditions takes; a handful will do where war is not nearly as good as
/// peace.
pub(super) const MOST_STEPS: usize = 2_000;

/// Steps after which each goes half the way only, should they swing.
pub(super) const SWINGS: usize = 64;

/// Numbers by side and level.
pub type Levels = [[f64; LEVELS]; 2];

/// What one period looks like to both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// What war is worth, and how attacks are answered as it is perceived.
    pub prospect: Prospect,
    /// `N_b`: not attacking now.
    pub waiting: Levels,
    /// `a_b`: the chance of deciding to attack.
    pub attacks: Levels,
    /// `J_b`: the value of peace at the beginning of the period.
    pub peace: Levels,
}

/// What both sides expect, from one period on.
#[derive(Clone, Debug)]
pub struct Expectations {
    /// Period by period; the last one lasts.
    periods: Vec<Outlook>,
    /// Whether fearful expectations would have come true as well.
    hangs_on_fear: bool,
}

impl Expectations {
    /// What is expected on the day of signing.
    #[must_use]
    pub fn at_signing(terms: &Terms) -> Self {
        Self::from(terms, War::at_signing(terms), 0)
    }

    /// What is expected from a period on, in which war looks so.
    #[must_use]
    pub fn from(terms: &Terms, mut war: War, period: u32) -> Self {
        let ahead = FORESIGHT.saturating_sub(period);
        let prospects: Vec<Prospect> = (0..=ahead)
            .map(|_| {
                let now = war.now();
                war.step();
                now
            })
            .collect();
        let (last, before) = prospects.split_last().expect("the last period is always there");
        let step = Step::new(terms);
        let peaceful = step.standing(last, [0, 1].map(|side| [step.flow[side]; LEVELS]));
        let feared = [0, 1].map(|side| [f64::min(last.begins[side], last.attacked[side]); LEVELS]);
        let fearful = step.standing(last, feared);
        let mut periods = vec![step.back(&peaceful, last)];
        for prospect in before.iter().rev() {
            let after = periods.last().expect("there is one at least").peace;
            periods.push(step.back(&after, prospect));
        }
        periods.reverse();
        let differs = |side: usize, level: usize| (peaceful[side][level] - fearful[side][level]).abs() > 1e-6;
        let hangs_on_fear = (0..2).any(|side| (0..LEVELS).any(|level| differs(side, level)));
        Self { periods, hangs_on_fear }
    }

    /// The outlook so many periods after the first one.
    #[must_use]
    pub fn after(&self, periods: usize) -> &Outlook {
        &self.periods[periods.min(self.periods.len() - 1)]
    }

    /// `J_b(0, 0)`: what the text is worth to each side as a peace that may end.
    #[must_use]
    pub fn value(&self) -> [f64; 2] {
        let [one, other] = self.periods[0].peace;
        [one[0], other[0]]
    }

    /// Whether the outcome hangs on what the sides expect of each other: with conditions as they last, fear would feed
    /// on fear.
    #[must_use]
    pub fn hangs_on_fear(&self) -> bool {
        self.hangs_on_fear
    }
}

/// What both sides decide in one period, and the chances that come of it.
struct Choices {
    /// `N_b`.
    waiting: Levels,
    /// `a_b`.
    attacks: Levels,
    moves: Transition,
}

/// One step back in time under some terms.
struct Step<'t> {
    terms: &'t Terms,
    friction: Friction,
    /// `ũ_b`.
    flow: [f64; 2],
}

impl<'t> Step<'t> {
    fn new(terms: &'t Terms) -> Self {
        Self {
            terms,
            friction: Friction::new(terms),
            flow: [0, 1].map(|side| terms.sides[side].peace_flow()),
        }
    }

    /// What the sides decide in a period after which peace is worth `after`, and what comes of it.
    fn choices(&self, after: &Levels, prospect: &Prospect) -> Choices {
        let waiting = [0, 1].map(|side| after[side].map(|after| self.discounted(side, after)));
        let attacks = [0, 1].map(|side| {
            [0, 1, 2].map(|level| attack(self.terms, prospect.begins[side], waiting[side][level], level))
        });
        let moves = transition(self.terms, &self.friction, &attacks, &prospect.answers);
        Choices { waiting, attacks, moves }
    }

    /// The outlook of a period after which peace is worth `after`.
    fn back(&self, after: &Levels, prospect: &Prospect) -> Outlook {
        let Choices { waiting, attacks, moves } = self.choices(after, prospect);
        let next = |side: usize, level: usize| {
            let row = &moves[level];
            let stays: f64 = (0..LEVELS).map(|to| row.peace[to] * after[side][to]).sum();
            let [own, other] = [row.begun[side], row.begun[1 - side]];
            stays + own * prospect.begins[side] + (other + row.escalated) * prospect.attacked[side]
        };
        let peace = [0, 1].map(|side| [0, 1, 2].map(|level| self.discounted(side, next(side, level))));
        Outlook { prospect: *prospect, waiting, attacks, peace }
    }

    /// The value of peace where conditions last, from these expectations: the chances of attack are held, the linear
    /// chain is solved, and so on in turn until nothing moves.
    fn standing(&self, prospect: &Prospect, from: Levels) -> Levels {
        let mut values = from;
        for count in 0..MOST_STEPS {
            let Choices { moves, .. } = self.choices(&values, prospect);
            let before = values;
            values = [0, 1].map(|side| self.solve(side, &moves, prospect));
            if count >= SWINGS {
                values = [0, 1]
                    .map(|side| [0, 1, 2].map(|level| 0.5 * (before[side][level] + values[side][level])));
            }
            let moved = |side: usize, level: usize| (values[side][level] - before[side][level]).abs();
            if (0..2).all(|side| (0..LEVELS).all(|level| moved(side, level) < STILL)) {
                break;
            }
        }
        values
    }

    /// Solves `J = (1 − δ) ũ + δ (Q J + R)` for a transition that never changes.
    fn solve(&self, side: usize, moves: &Transition, prospect: &Prospect) -> [f64; LEVELS] {
        let discount = self.terms.sides[side].discount;
        let rows = [0, 1, 2].map(|level| moves[level].peace);
        let right = [0, 1, 2].map(|level| {
            let row = &moves[level];
            let [own, other] = [row.begun[side], row.begun[1 - side]];
            let war = own * prospect.begins[side] + (other + row.escalated) * prospect.attacked[side];
            self.discounted(side, war)
        });
        super::chain::solve(&rows, discount, right)
    }

    /// `(1 − δ) ũ + δ value`.
    fn discounted(&self, side: usize, value: f64) -> f64 {
        let discount = self.terms.sides[side].discount;
        (1.0 - discount) * self.flow[side] + discount * value
    }
}

/// `a_b`: the chance that a side decides to attack at a level of the ladder (0 calm, 1 incidents, 2 crisis) when
/// beginning a war and waiting are worth so much.
#[must_use]
pub fn attack(terms: &Terms, begins: f64, waiting: f64, level: usize) -> f64 {
    let rates = &terms.rates;
    let advantage = begins + rates.preemption * level as f64 - waiting;
    rates.attack_ceiling / (1.0 + libm::exp(-rates.decisiveness * advantage))
}
