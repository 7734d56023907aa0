//! The battlefield: fighting goes on while they talk, and the front is a random walk between two ends (Smith and
//! Stam 2004; Filson and Werner 2002; Slantchev 2003).
//!
//! The front stands at `k` of `N` positions and moves by one each round, up with chance `p`. Fighting on is worth
//! `s_i (k − k0) / N` more to an actor than at the start. At 0 and `N` the war is decided and the talks are over.
//! With foresight the actors count the walk to its end instead of today's front alone:
//!
//! ```text
//! g(k) = (1 − δ) s (k − k0) / N + δ (p g(k+1) + (1−p) g(k−1))      g(0), g(N): the decided war's flow for ever
//! ```

use crate::model::map_all;

/// How the fighting goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Battlefield<N = f64> {
    /// `N`: the position at which the first belligerent has won; at 0 it has lost.
    pub positions: usize,
    /// `k0`: where the front stands as the talks begin.
    pub start: usize,
    /// `p`: chance that the front moves up in a round.
    pub advance: N,
    /// `s_i`: what the whole way is worth, by actor.
    pub stakes: Vec<N>,
    /// Whether the outside option counts the walk to its end.
    pub foresight: bool,
}

impl<N> Battlefield<N> {
    pub(super) fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Battlefield<M> {
        Battlefield {
            positions: self.positions,
            start: self.start,
            advance: f(&self.advance),
            stakes: map_all(&self.stakes, f),
            foresight: self.foresight,
        }
    }
}

impl Battlefield {
    /// Whether the war is decided with the front at this position.
    #[must_use]
    pub fn is_decided(&self, front: usize) -> bool {
        front == 0 || front == self.positions
    }

    /// Where the front goes, with `luck` in `[0, 1)`.
    #[must_use]
    pub fn moved(&self, front: usize, luck: f64) -> usize {
        if luck < self.advance { front + 1 } else { front - 1 }
    }

    /// What fighting on is worth to an actor with this discount factor above what it is at the start, by position.
    #[must_use]
    pub fn worth(&self, actor: usize, discount: f64) -> Vec<f64> {
        #[expect(clippy::cast_precision_loss)]
        let flow =
            |front: usize| self.stakes[actor] * (front as f64 - self.start as f64) / self.positions as f64;
        let flows: Vec<f64> = (0..=self.positions).map(flow).collect();
        if self.foresight { value_of_fighting(&flows, self.advance, discount) } else { flows }
    }
}

/// The per-period normalised value of a random walk with these flows by position; at both ends it stays for ever.
/// Solves the tridiagonal system by elimination (Thomas's algorithm).
#[must_use]
pub fn value_of_fighting(flows: &[f64], advance: f64, discount: f64) -> Vec<f64> {
    let (up, down) = (discount * advance, discount * (1.0 - advance));
    let last = flows.len() - 1;
    let mut values = flows.to_vec();
    // Above each position `k`, g(k) = carried(k) + slope(k) g(k + 1).
    let mut slopes = vec![0.0; flows.len()];
    for front in 1..last {
        let pivot = 1.0 - down * slopes[front - 1];
        slopes[front] = up / pivot;
        values[front] = ((1.0 - discount) * flows[front] + down * values[front - 1]) / pivot;
    }
    for front in (1..last).rev() {
        values[front] += slopes[front] * values[front + 1];
    }
    values
}
