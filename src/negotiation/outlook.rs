//! What every actor knows at the table: the values of the deals and the outside options round by round.

use crate::model::{Model, Valuation};

use super::{Rules, Seat};

/// The values and outside options of one case's talks.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// What the deals are worth.
    pub valuation: &'a Valuation,
    /// Whether there is no deal without the actor, in actor order.
    pub must_sign: Vec<bool>,
    /// `δ` of each actor.
    pub discounts: Vec<f64>,
    /// `W_i(t)` by actor and round since the start.
    outside: Vec<Vec<f64>>,
}

impl<'a> Outlook<'a> {
    /// The outlook of a case over all rounds of its tracks.
    #[must_use]
    pub fn new(model: &Model, rules: &Rules, valuation: &'a Valuation) -> Self {
        let rounds: u32 = rules.tracks.iter().map(|track| track.rounds).sum();
        let outside = model
            .actors
            .iter()
            .zip(&rules.seats)
            .map(|(actor, seat)| {
                (0..rounds)
                    .map(|round| outside_option(actor.war_flow, actor.weariness, seat, round))
                    .collect()
            })
            .collect();
        Self {
            valuation,
            must_sign: model.actors.iter().map(|actor| actor.must_sign).collect(),
            discounts: model.actors.iter().map(|actor| actor.discount).collect(),
            outside,
        }
    }

    /// `r_i(t) = W_i(t)`: what the actor has without a deal in this round.
    #[must_use]
    pub fn reservation(&self, actor: usize, since_start: u32) -> f64 {
        self.outside[actor][since_start as usize]
    }

    /// Rounds of all tracks together.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        self.outside.first().map_or(0, |rounds| rounds.len() as u32)
    }
}

/// `W_i(t) = b_i − ω_i t − press_i(t)`, cut to `[−1, 1]`.
fn outside_option(war_flow: f64, weariness: f64, seat: &Seat, round: u32) -> f64 {
    (war_flow - weariness * f64::from(round) - seat.pressure.at(round)).clamp(-1.0, 1.0)
}
