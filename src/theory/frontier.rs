//! Two players on a frontier of straight lines: what several linear issues give, with a kink at every logroll.
//!
//! The solutions are exact: on each edge Nash's product is a parabola, and the Kalai–Smorodinsky and egalitarian
//! rays meet one edge each. Nash's point often sits on a kink, which a grid misses.

use super::GameError;

/// The Pareto frontier of two players, as straight lines between its vertices.
///
/// ```
/// # use armistice::theory::Frontier;
/// // Two issues: u1 = .7 x1 + .3 x2 and u2 = .4 (1 − x1) + .6 (1 − x2).
/// let frontier = Frontier::new(&[[0.0, 1.0], [0.7, 0.6], [1.0, 0.0]])?;
/// assert_eq!(frontier.nash([0.2, 0.3])?, [0.7, 0.6]);
/// assert_eq!(frontier.utilitarian(), [0.7, 0.6]);
/// assert!((frontier.kalai_smorodinsky([0.0, 0.0])?[0] - 7.0 / 11.0).abs() < 1e-12);
/// # Ok::<(), armistice::theory::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    vertices: Vec<[f64; 2]>,
}

impl Frontier {
    /// The frontier through these vertices, from player 2's best to player 1's.
    ///
    /// # Errors
    /// [`GameError::NoFrontier`] unless there are two or more, player 1's utility rises and player 2's falls from
    /// each to the next, and the lines bend towards the origin nowhere.
    pub fn new(vertices: &[[f64; 2]]) -> Result<Self, GameError> {
        let runs = vertices.len() >= 2
            && vertices.iter().flatten().all(|utility| utility.is_finite())
            && vertices.windows(2).all(|edge| edge[0][0] < edge[1][0] && edge[0][1] > edge[1][1]);
        let bends_out = vertices.windows(3).all(|v| {
            let slope = |a: [f64; 2], b: [f64; 2]| (b[1] - a[1]) / (b[0] - a[0]);
            slope(v[1], v[2]) <= slope(v[0], v[1]) + 1e-12
        });
        if runs && bends_out { Ok(Self { vertices: vertices.to_vec() }) } else { Err(GameError::NoFrontier) }
    }

    /// Each player's best utility when the other gets its disagreement utility.
    ///
    /// # Errors
    /// [`GameError::NoAgreement`] when the disagreement point lies beyond the frontier.
    pub fn ideal(&self, disagreement: [f64; 2]) -> Result<[f64; 2], GameError> {
        let [d1, d2] = disagreement;
        let (first, last) = (self.vertices[0], self.vertices[self.vertices.len() - 1]);
        // Below the frontier's end, the end is the best; beyond it there is nothing to agree on.
        let best_1 =
            if d2 <= last[1] { last[0] } else { self.utility_1_at(d2).ok_or(GameError::NoAgreement)? };
        let best_2 =
            if d1 <= first[0] { first[1] } else { self.utility_2_at(d1).ok_or(GameError::NoAgreement)? };
        if best_1 >= d1 && best_2 >= d2 { Ok([best_1, best_2]) } else { Err(GameError::NoAgreement) }
    }

    /// Nash's solution: the point where `(u1 − d1)(u2 − d2)` is largest.
    ///
    /// # Errors
    /// [`GameError::NoAgreement`] when the disagreement point lies beyond the frontier.
    pub fn nash(&self, disagreement: [f64; 2]) -> Result<[f64; 2], GameError> {
        let [d1, d2] = disagreement;
        let [best_1, _] = self.ideal(disagreement)?;
        let mut found = ([d1, d2], f64::NEG_INFINITY);
        for edge in self.vertices.windows(2) {
            let ([a1, a2], [b1, b2]) = (edge[0], edge[1]);
            let (low, high) = (a1.max(d1), b1.min(best_1));
            if low > high {
                continue;
            }
            let slope = (b2 - a2) / (b1 - a1);
            // The derivative of (u1 − d1)(a2 + slope (u1 − a1) − d2) is zero here.
            let top = 0.5 * (d1 + a1 + (d2 - a2) / slope);
            let u1 = top.clamp(low, high);
            let u2 = if u1 == b1 { b2 } else { a2 + slope * (u1 - a1) };
            let product = (u1 - d1) * (u2 - d2);
            if product > found.1 {
                found = ([u1, u2], product);
            }
        }
        Ok(found.0)
    }

    /// Kalai and Smorodinsky's solution: where the line from disagreement to the ideal point meets the frontier.
    ///
    /// # Errors
    /// [`GameError::NoAgreement`] when the disagreement point lies beyond the frontier.
    pub fn kalai_smorodinsky(&self, disagreement: [f64; 2]) -> Result<[f64; 2], GameError> {
        let ideal = self.ideal(disagreement)?;
        Ok(self.along(disagreement, [ideal[0] - disagreement[0], ideal[1] - disagreement[1]]))
    }

    /// Kalai's egalitarian solution: both gain the same. Where the frontier ends before that, its end.
    ///
    /// # Errors
    /// [`GameError::NoAgreement`] when the disagreement point lies beyond the frontier.
    pub fn egalitarian(&self, disagreement: [f64; 2]) -> Result<[f64; 2], GameError> {
        self.ideal(disagreement)?;
        Ok(self.along(disagreement, [1.0, 1.0]))
    }

    /// The vertex with the largest sum of utilities, the first of several.
    #[must_use]
    pub fn utilitarian(&self) -> [f64; 2] {
        let sum = |v: &[f64; 2]| v[0] + v[1];
        self.vertices
            .iter()
            .fold(self.vertices[0], |best, v| if sum(v) > sum(&best) + 1e-12 { *v } else { best })
    }

    /// Where the ray from `start` in `direction` meets the frontier, or the end of the frontier next to it.
    fn along(&self, start: [f64; 2], direction: [f64; 2]) -> [f64; 2] {
        // Positive on player 1's side of the ray: it rises along the frontier.
        let side = |v: [f64; 2]| direction[1] * (v[0] - start[0]) - direction[0] * (v[1] - start[1]);
        for edge in self.vertices.windows(2) {
            let (before, after) = (side(edge[0]), side(edge[1]));
            if before >= 0.0 {
                return edge[0];
            }
            if after >= 0.0 {
                let t = -before / (after - before);
                return [
                    edge[0][0] + t * (edge[1][0] - edge[0][0]),
                    edge[0][1] + t * (edge[1][1] - edge[0][1]),
                ];
            }
        }
        self.vertices[self.vertices.len() - 1]
    }

    fn utility_1_at(&self, u2: f64) -> Option<f64> {
        self.vertices.windows(2).find(|edge| edge[1][1] <= u2 && u2 <= edge[0][1]).map(|edge| {
            edge[0][0] + (edge[0][1] - u2) / (edge[0][1] - edge[1][1]) * (edge[1][0] - edge[0][0])
        })
    }

    fn utility_2_at(&self, u1: f64) -> Option<f64> {
        self.vertices.windows(2).find(|edge| edge[0][0] <= u1 && u1 <= edge[1][0]).map(|edge| {
            edge[0][1] + (u1 - edge[0][0]) / (edge[1][0] - edge[0][0]) * (edge[1][1] - edge[0][1])
        })
    }
}
