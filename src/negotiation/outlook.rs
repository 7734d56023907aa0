//! What every actor knows at the table: the values of the deals and the outside options round by round.

use crate::model::{Actor, Model, Valuation};

use super::{Moment, Rules, Seat};

/// The values and outside options of one case's talks.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// What the deals are worth.
    pub valuation: &'a Valuation,
    /// Whether there is no deal without the actor, in actor order.
    pub must_sign: Vec<bool>,
    /// The actors.
    pub actors: &'a [Actor],
    /// `δ` of each actor.
    pub discounts: Vec<f64>,
    /// `b_i − ω_i t − press_i(t)` by actor and round since the start.
    outside: Vec<f64>,
    /// Rounds of all tracks; at least one, so that talks of no rounds have an outside option too.
    rounds: u32,
    /// Where the front stands as the talks begin.
    start: usize,
    /// What fighting on is worth with the front where it is, by actor and position; empty without a battlefield.
    fighting: Vec<Vec<f64>>,
}

impl<'a> Outlook<'a> {
    /// The outlook of a case over all rounds of its tracks.
    #[must_use]
    pub fn new(model: &'a Model, rules: &Rules, valuation: &'a Valuation) -> Self {
        let rounds = rules.tracks.iter().map(|track| track.rounds).sum::<u32>().max(1);
        let mut outside = Vec::with_capacity(model.actors.len() * rounds as usize);
        for (actor, seat) in model.actors.iter().zip(&rules.seats) {
            let rounds = 0..rounds;
            outside.extend(rounds.map(|round| outside_option(actor.war_flow, actor.weariness, seat, round)));
        }
        let fighting = rules.battlefield.as_ref().map_or_else(Vec::new, |battlefield| {
            let each = model.actors.iter().enumerate();
            each.map(|(place, actor)| battlefield.worth(place, actor.discount)).collect()
        });
        Self {
            valuation,
            actors: &model.actors,
            must_sign: model.actors.iter().map(|actor| actor.must_sign).collect(),
            discounts: model.actors.iter().map(|actor| actor.discount).collect(),
            outside,
            rounds,
            start: rules.battlefield.as_ref().map_or(0, |battlefield| battlefield.start),
            fighting,
        }
    }

    /// A round of the talks, counted from 0, with the front where it stands as they begin.
    #[must_use]
    pub fn round(&self, since_start: u32) -> Moment {
        Moment { since_start, front: self.start }
    }

    /// `r_i(t) = W_i(t)`: what the actor has without a deal at this moment of the talks; the last round's stays.
    #[must_use]
    pub fn reservation(&self, actor: usize, at: Moment) -> f64 {
        self.reservation_with(actor, at, 0.0)
    }

    /// [`Outlook::reservation`] if the actor's war flow were this much higher.
    #[must_use]
    pub fn reservation_with(&self, actor: usize, at: Moment, higher: f64) -> f64 {
        let base = self.outside[actor * self.rounds as usize + at.since_start.min(self.rounds - 1) as usize];
        let fighting = self.fighting.get(actor).map_or(0.0, |fighting| fighting[at.front]);
        (base + fighting + higher).clamp(-1.0, 1.0)
    }

    /// What the deal at a position brings an actor with private information above its outside option, if its war
    /// flow is of this type.
    #[must_use]
    pub fn gain_of_type(&self, actor: usize, position: usize, at: Moment, war_flow: f64) -> f64 {
        let person = &self.actors[actor];
        self.valuation.value_if(person, actor, position, war_flow)
            - self.reservation_with(actor, at, war_flow - person.war_flow)
    }

    /// The outside options of some actors at a moment of the talks.
    #[must_use]
    pub fn reservations(&self, actors: &[usize], at: Moment) -> Vec<f64> {
        actors.iter().map(|&actor| self.reservation(actor, at)).collect()
    }

    /// Among the acceptable deals the one whose least normalised gain over the addressees is largest:
    /// `min_j (V_j − r_j) / (M_j − r_j)`, with `reservations` in order of the addressees; ties go to the larger
    /// value for `own`, then to the lowest position.
    pub fn kindest(
        &self,
        addressees: &[usize],
        reservations: &[f64],
        own: Option<usize>,
        acceptable: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let gains = self.gains(addressees, reservations);
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
    pub fn least_gain(&self, addressees: &[usize], reservations: &[f64], position: usize) -> f64 {
        least_gain(&self.gains(addressees, reservations), position)
    }

    fn gains(&self, addressees: &[usize], reservations: &[f64]) -> Vec<Gain<'_>> {
        let gain = |(&actor, &reservation): (&usize, &f64)| {
            let room = self.valuation.best(actor) - reservation;
            Gain {
                values: self.valuation.values(actor),
                reservation,
                scale: if room > 0.0 { 1.0 / room } else { 0.0 },
            }
        };
        addressees.iter().zip(reservations).map(gain).collect()
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

/// `b_i − ω_i t − press_i(t)`: the outside option without the battlefield, before it is cut to `[−1, 1]`.
fn outside_option(war_flow: f64, weariness: f64, seat: &Seat, round: u32) -> f64 {
    war_flow - weariness * f64::from(round) - seat.pressure.at(round)
}
