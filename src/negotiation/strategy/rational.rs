//! The rational strategy: backward induction from the last round, for members that all reason so.
//!
//! `C_i(t) = (1 − δ_i) W_i(t) + δ_i ((1 − β) E V_i(t+1) + β W_i(t+1))`, and `C = W` in the last round. A proposer
//! tables the deal best for itself among those that give every addressee at least its `C`, and passes if even
//! that is below its own. An indifferent addressee accepts; ties go to the larger sum for the others, then to
//! the lowest index. With a battlefield `E` runs over where the front may go. The cost is rounds × positions of the
//! front × members × deals. Source: Rubinstein 1982, Ståhl 1972, Binmore 1987.

use super::{ROUNDING, suffices};
use crate::negotiation::{Battlefield, Moment, Outlook};

/// One track's talks as backward induction sees them.
#[derive(Debug)]
pub struct Game<'a> {
    /// Values and outside options.
    pub outlook: &'a Outlook<'a>,
    /// The actors at the table.
    pub members: &'a [usize],
    /// Round since the start of the talks in which the track begins.
    pub begins: u32,
    /// Rounds of the track.
    pub rounds: u32,
    /// `β`: chance that the talks break down after a round without a deal.
    pub breakdown: f64,
    /// How the front moves while they talk, if it does.
    pub battlefield: Option<&'a Battlefield>,
    /// Whether a text is to be taken or left, so that refusing it leaves `W_i(t)` and no hope.
    pub take_it_or_leave_it: bool,
}

/// What backward induction finds, by round of the track and position of the front.
#[derive(Clone, Debug, Default)]
pub struct Solution {
    /// Positions of the front.
    fronts: usize,
    /// `C_i(t)` by member.
    continuation: Vec<Vec<f64>>,
    /// What each member would table: a position among the valued deals.
    offers: Vec<Vec<Option<usize>>>,
}

impl Game<'_> {
    /// Solves the game.
    ///
    /// `recognition(round, member)` is the chance that the member proposes, `answers(round, member)` the chance
    /// that it is not absent. A silence that somebody chooses is not reckoned with.
    pub fn solve(
        &self,
        recognition: impl Fn(u32, usize) -> f64,
        answers: impl Fn(u32, usize) -> f64,
    ) -> Solution {
        let fronts = self.battlefield.map_or(1, |battlefield| battlefield.positions + 1);
        let mut solution = Solution { fronts, ..Solution::default() };
        let mut next: Option<Vec<Vec<f64>>> = None;
        for round in (0..self.rounds).rev() {
            let mut values = Vec::with_capacity(fronts);
            // Backwards, since all rounds and positions are turned around in the end.
            for front in (0..fronts).rev() {
                let at = Moment { since_start: self.begins + round, front };
                let continuation = self.continuation(at, next.as_deref());
                let mut value = continuation.clone();
                let mut offers = vec![None; self.members.len()];
                for (proposer, tabled) in offers.iter_mut().enumerate() {
                    let chance = recognition(round, proposer);
                    if chance == 0.0 {
                        continue;
                    }
                    *tabled = self.best_offer(proposer, &continuation);
                    if let Some(offer) = *tabled {
                        let heard: f64 = (0..self.members.len())
                            .filter(|&member| member == proposer || self.must_sign(member))
                            .map(|member| answers(round, member))
                            .product();
                        for (member, value) in value.iter_mut().enumerate() {
                            *value +=
                                chance * heard * (self.value(member, offer).max(-1.0) - continuation[member]);
                        }
                    }
                }
                solution.continuation.push(continuation);
                solution.offers.push(offers);
                values.push(value);
            }
            values.reverse();
            next = Some(values);
        }
        solution.continuation.reverse();
        solution.offers.reverse();
        solution
    }

    /// `C_i(t)` of all members, with what each hopes for in the next round by position of the front.
    fn continuation(&self, at: Moment, next: Option<&[Vec<f64>]>) -> Vec<f64> {
        let decided = |front| self.battlefield.is_some_and(|battlefield| battlefield.is_decided(front));
        let next = next.filter(|_| !self.take_it_or_leave_it && !decided(at.front));
        let members = self.members.iter().enumerate();
        members
            .map(|(member, &actor)| {
                let outside = self.outlook.reservation(actor, at);
                let Some(next) = next else { return outside };
                let discount = self.outlook.discounts[actor];
                let after = |front: usize| {
                    let later = Moment { since_start: at.since_start + 1, front };
                    let later = self.outlook.reservation(actor, later);
                    // A war that is decided is over, and so are the talks.
                    let breakdown = if decided(front) { 1.0 } else { self.breakdown };
                    (1.0 - breakdown) * next[front][member] + breakdown * later
                };
                let hoped = match self.battlefield {
                    None => after(at.front),
                    Some(Battlefield { advance, .. }) => {
                        advance * after(at.front + 1) + (1.0 - advance) * after(at.front - 1)
                    }
                };
                (1.0 - discount) * outside + discount * hoped
            })
            .collect()
    }

    fn best_offer(&self, proposer: usize, continuation: &[f64]) -> Option<usize> {
        let asked: Vec<usize> =
            (0..self.members.len()).filter(|&member| member != proposer && self.must_sign(member)).collect();
        let mut best: Option<(f64, f64, usize)> = None;
        for position in 0..self.outlook.valuation.len() {
            let own = self.value(proposer, position);
            if own < best.map_or(continuation[proposer] - ROUNDING, |(best, ..)| best)
                || own == f64::NEG_INFINITY
            {
                continue;
            }
            if !asked.iter().all(|&member| suffices(self.value(member, position), continuation[member])) {
                continue;
            }
            let others: f64 = asked.iter().map(|&member| self.value(member, position)).sum();
            if best.is_none_or(|(best, sum, _)| own > best || others > sum) {
                best = Some((own, others, position));
            }
        }
        best.map(|(.., position)| position)
    }

    fn value(&self, member: usize, position: usize) -> f64 {
        self.outlook.valuation.value(self.members[member], position)
    }

    fn must_sign(&self, member: usize) -> bool {
        self.outlook.must_sign[self.members[member]]
    }
}

impl Solution {
    /// `C_i(t)`: the least value that the member accepts in this round of the track, with the front here.
    #[must_use]
    pub fn threshold(&self, round: u32, front: usize, member: usize) -> f64 {
        self.continuation[self.cell(round, front)][member]
    }

    /// What the member tables in this round of the track with the front here, if anything.
    #[must_use]
    pub fn offer(&self, round: u32, front: usize, member: usize) -> Option<usize> {
        self.offers[self.cell(round, front)][member]
    }

    fn cell(&self, round: u32, front: usize) -> usize {
        round as usize * self.fronts + front
    }
}
