//! The rational strategy: backward induction from the last round, for members that all reason so.
//!
//! `C_i(t) = (1 − δ_i) W_i(t) + δ_i ((1 − β) E V_i(t+1) + β W_i(t+1))`, and `C = W` in the last round. A proposer
//! tables the deal best for itself among those that give every addressee at least its `C`, and passes if even
//! that is below its own. An indifferent addressee accepts; ties go to the larger sum for the others, then to
//! the lowest index. The cost is rounds × members × deals. Source: Rubinstein 1982, Ståhl 1972, Binmore 1987.

use super::{ROUNDING, suffices};
use crate::negotiation::Outlook;

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
    /// Whether a text is to be taken or left, so that refusing it leaves `W_i(t)` and no hope.
    pub take_it_or_leave_it: bool,
}

/// What backward induction finds, by round of the track.
#[derive(Clone, Debug, Default)]
pub struct Solution {
    /// `C_i(t)` by round and member.
    continuation: Vec<Vec<f64>>,
    /// What each member would table, by round and member: a position among the valued deals.
    offers: Vec<Vec<Option<usize>>>,
}

impl Game<'_> {
    /// Solves the game.
    ///
    /// `recognition(round, member)` is the chance that the member proposes, `answers(round, member)` the chance
    /// that it does not stay silent.
    pub fn solve(
        &self,
        recognition: impl Fn(u32, usize) -> f64,
        answers: impl Fn(u32, usize) -> f64,
    ) -> Solution {
        let mut solution = Solution::default();
        let mut next: Option<Vec<f64>> = None;
        for round in (0..self.rounds).rev() {
            let continuation = self.continuation(round, next.as_deref());
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
            next = Some(value);
        }
        solution.continuation.reverse();
        solution.offers.reverse();
        solution
    }

    fn continuation(&self, round: u32, next: Option<&[f64]>) -> Vec<f64> {
        let now = self.begins + round;
        let next = next.filter(|_| !self.take_it_or_leave_it);
        let members = self.members.iter().enumerate();
        members
            .map(|(member, &actor)| {
                let outside = self.outlook.reservation(actor, now);
                next.map_or(outside, |next| {
                    let discount = self.outlook.discounts[actor];
                    let later = self.outlook.reservation(actor, now + 1);
                    let hoped = (1.0 - self.breakdown) * next[member] + self.breakdown * later;
                    (1.0 - discount) * outside + discount * hoped
                })
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
    /// `C_i(t)`: the least value that the member accepts in this round of the track.
    #[must_use]
    pub fn threshold(&self, round: u32, member: usize) -> f64 {
        self.continuation[round as usize][member]
    }

    /// What the member tables in this round of the track, if anything.
    #[must_use]
    pub fn offer(&self, round: u32, member: usize) -> Option<usize> {
        self.offers[round as usize][member]
    }
}
