//! What every actor knows at the table: the values of the deals and the outside options round by round.

use std::borrow::Cow;

use crate::{
    model::{Actor, Model, Valuation},
    wide::{fold, with_wide},
};

use super::{Moment, Rules, Seat, strategy::least_of};

/// The values and outside options of one case's talks.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// What the deals are worth.
    pub valuation: Cow<'a, Valuation>,
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
    pub fn new(model: &'a Model, rules: &Rules, valuation: impl Into<Cow<'a, Valuation>>) -> Self {
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
            valuation: valuation.into(),
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

    /// `C_i(t)`: what it is worth to an actor to refuse everything from this moment on, for `rounds` more rounds and for
    /// ever after, with the front where it is: `C(t) = (1 − δ) W(t) + δ C(t+1)`, and `C = W` in the last round.
    #[must_use]
    pub fn refusing(&self, actor: usize, at: Moment, rounds: u32) -> f64 {
        let outside =
            |later| self.reservation(actor, Moment { since_start: at.since_start + later, front: at.front });
        let discount = self.discounts[actor];
        (0..rounds)
            .rev()
            .fold(outside(rounds), |next, later| (1.0 - discount) * outside(later) + discount * next)
    }

    /// What the deal at a position brings an actor with private information above its outside option, if its war
    /// flow is of this type.
    #[must_use]
    pub fn gain_of_type(&self, actor: usize, position: usize, at: Moment, war_flow: f64) -> f64 {
        let person = &self.actors[actor];
        self.valuation.value_if(self.actors, actor, position, war_flow)
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
    ///
    /// A deal is acceptable if all of `asked`, each given as somebody's values and what it asks for, are content with
    /// it, and it is `enough` besides.
    pub fn kindest(
        &self,
        addressees: &[usize],
        reservations: &[f64],
        own: Option<usize>,
        asked: &[(&[f64], f64)],
        enough: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        // Not a number where the deal is not acceptable: no comparison with it is true.
        let mut least = vec![f64::INFINITY; self.valuation.len()];
        let gains = self.gains(addressees, reservations);
        with_wide(
            #[inline(always)]
            || asked.iter().for_each(|&(values, asked)| leave_out(&mut least, values, least_of(asked))),
        );
        for (position, least) in least.iter_mut().enumerate() {
            if !least.is_nan() && !enough(position) {
                *least = f64::NAN;
            }
        }
        let largest = with_wide(
            #[inline(always)]
            || {
                gains.iter().for_each(|gain| gain.lower(&mut least));
                fold(&least, f64::NEG_INFINITY, |most, least| if least > most { least } else { most })
            },
        );
        let own = own.map(|own| self.valuation.values(own));
        let worth = |position: usize| own.map_or(0.0, |own| own[position]);
        let kindest = (0..least.len()).filter(|&position| least[position] == largest);
        kindest.reduce(|best, position| if worth(position) > worth(best) { position } else { best })
    }

    /// The least normalised gain over the addressees that a deal brings: what [`Outlook::kindest`] makes largest.
    #[must_use]
    pub fn least_gain(&self, addressees: &[usize], reservations: &[f64], position: usize) -> f64 {
        least_gain(&self.gains(addressees, reservations), position)
    }

    fn gains(&self, addressees: &[usize], reservations: &[f64]) -> Vec<Gain<'_>> {
        let gain = |(&actor, &reservation): (&usize, &f64)| {
            let room = self.valuation.seen_best(actor) - reservation;
            Gain {
                values: self.valuation.seen(actor),
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

impl Gain<'_> {
    /// The normalised gain from a deal of this value; negative infinity from one across a hard red line.
    #[inline(always)]
    fn of(&self, value: f64) -> f64 {
        let above = value - self.reservation;
        if above == f64::NEG_INFINITY { above } else { above * self.scale }
    }

    /// Takes the gain where it is lower.
    #[inline(always)]
    fn lower(&self, least: &mut [f64]) {
        for (least, &value) in least.iter_mut().zip(self.values) {
            let gain = self.of(value);
            *least = if gain < *least { gain } else { *least };
        }
    }
}

fn least_gain(gains: &[Gain<'_>], position: usize) -> f64 {
    gains.iter().fold(f64::INFINITY, |least, gain| least.min(gain.of(gain.values[position])))
}

/// Makes the numbers of deals that are worth less than `asked` no numbers.
#[inline(always)]
fn leave_out(numbers: &mut [f64], values: &[f64], asked: f64) {
    for (number, &value) in numbers.iter_mut().zip(values) {
        *number = if value >= asked { *number } else { f64::NAN };
    }
}

/// `b_i − ω_i t − press_i(t)`: the outside option without the battlefield, before it is cut to `[−1, 1]`.
fn outside_option(war_flow: f64, weariness: f64, seat: &Seat, round: u32) -> f64 {
    war_flow - weariness * f64::from(round) - seat.pressure.at(round)
}

#[cfg(test)]
mod tests {
    use super::{Outlook, least_gain};
    use crate::{
        model::{DealSpace, Valuation},
        negotiation::strategy::suffices,
        scenario::Scenario,
    };

    #[test]
    fn the_kindest_deal_is_the_one_that_looking_at_each_in_turn_finds() {
        for text in [
            include_str!("../../scenarios/ukraine-2025.toml"),
            include_str!("../../scenarios/good-friday-1998.toml"),
            include_str!("../../tests/fixtures/valid/complete.toml"),
        ] {
            let case = Scenario::parse("scenario.toml", text, &[]).unwrap().central();
            // Some of these deals cross hard red lines, and many are alike in what they are worth to somebody.
            let space = DealSpace::on_table(&case.model);
            let valuation = Valuation::new(&case.model, &space);
            let outlook = Outlook::new(&case.model, &case.rules, &valuation);
            let actors: Vec<usize> = (0..case.model.actors.len()).collect();
            let mut found_some = false;
            for &own in &actors {
                let others: Vec<usize> = actors.iter().copied().filter(|&other| other != own).collect();
                for step in 0..20 {
                    let asked = -1.1 + 0.11 * f64::from(step);
                    let reservations = vec![0.3 * asked; others.len()];
                    let values = valuation.values(own);
                    let third = |position: usize| position.is_multiple_of(3);
                    for (counts, thirds) in [(Some(own), false), (None, false), (Some(own), true)] {
                        let gains = outlook.gains(&others, &reservations);
                        let rank = |position: usize| {
                            let worth = counts.map_or(0.0, |own| valuation.value(own, position));
                            (least_gain(&gains, position), worth)
                        };
                        let mut best: Option<usize> = None;
                        for (position, &value) in values.iter().enumerate() {
                            let acceptable = suffices(value, asked) && !(thirds && third(position));
                            if acceptable && best.is_none_or(|best| rank(position) > rank(best)) {
                                best = Some(position);
                            }
                        }
                        let enough = |position: usize| !(thirds && third(position));
                        let asked = [(values, asked)];
                        let found = outlook.kindest(&others, &reservations, counts, &asked, enough);
                        assert_eq!(found, best, "actor {own} asks for {asked:?}");
                        found_some |= found.is_some_and(|found| found > 0);
                    }
                }
            }
            assert!(found_some);
        }
    }
}
