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
        let outside = (model.actors.iter().zip(&rules.seats))
            .map(|(actor, seat)| {
                // At least one round, so that talks of no rounds have an outside option too.
                let rounds = 0..rounds.max(1);
                rounds.map(|round| outside_option(actor.war_flow, actor.weariness, seat, round)).collect()
            })
            .collect();
        Self {
            valuation,
            must_sign: model.actors.iter().map(|actor| actor.must_sign).collect(),
            discounts: model.actors.iter().map(|actor| actor.discount).collect(),
            outside,
        }
    }

    /// `r_i(t) = W_i(t)`: what the actor has without a deal in this round of the talks; the last round's stays.
    #[must_use]
    pub fn reservation(&self, actor: usize, since_start: u32) -> f64 {
        let rounds = &self.outside[actor];
        rounds[(since_start as usize).min(rounds.len() - 1)]
    }

    /// The outside options of some actors in a round of the talks.
    #[must_use]
    pub fn reservations(&self, actors: &[usize], since_start: u32) -> Vec<f64> {
        actors.iter().map(|&actor| self.reservation(actor, since_start)).collect()
    }

    /// Among the acceptable deals the one whose least normalised gain over the addressees is largest:
    /// `min_j (V_j − r_j) / (M_j − r_j)`; ties go to the larger value for `own`, then to the lowest position.
    pub fn kindest(
        &self,
        since_start: u32,
        addressees: &[usize],
        own: Option<usize>,
        acceptable: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let gains: Vec<Gain> = addressees.iter().map(|&actor| self.gain(actor, since_start)).collect();
        let own = own.map(|own| self.valuation.values(own));
        let mut best: Option<(f64, f64, usize)> = None;
        for position in (0..self.valuation.len()).filter(|&position| acceptable(position)) {
            let gain = least_gain(&gains, position);
            let own = own.map_or(0.0, |own| own[position]);
            if best.is_none_or(|(least, value, _)| gain > least || (gain == least && own > value)) {
                best = Some((gain, own, position));
            }
        }
        best.map(|(.., position)| position)
    }

    /// The least normalised gain over the addressees that a deal brings: what [`Outlook::kindest`] makes largest.
    #[must_use]
    pub fn least_gain(&self, since_start: u32, addressees: &[usize], position: usize) -> f64 {
        let gains: Vec<Gain> = addressees.iter().map(|&actor| self.gain(actor, since_start)).collect();
        least_gain(&gains, position)
    }

    fn gain(&self, actor: usize, since_start: u32) -> Gain<'_> {
        let reservation = self.reservation(actor, since_start);
        let room = self.valuation.best(actor) - reservation;
        Gain {
            values: self.valuation.values(actor),
            reservation,
            scale: if room > 0.0 { 1.0 / room } else { 0.0 },
        }
    }
}

/// How to find the normalised gain of one actor from any deal.
struct Gain<'a> {
    values: &'a [f64],
    reservation: f64,
    /// `1 / (M − r)`; 0 where no deal brings anything.
    scale: f64,
}

fn least_gain(gains: &[Gain<'_>], position: usize) -> f64 {
    gains.iter().fold(f64::INFINITY, |least, gain| {
        let above = gain.values[position] - gain.reservation;
        least.min(if above == f64::NEG_INFINITY { above } else { above * gain.scale })
    })
}

/// `W_i(t) = b_i − ω_i t − press_i(t)`, cut to `[−1, 1]`.
fn outside_option(war_flow: f64, weariness: f64, seat: &Seat, round: u32) -> f64 {
    (war_flow - weariness * f64::from(round) - seat.pressure.at(round)).clamp(-1.0, 1.0)
}
