//! Single text: a mediator keeps one text and improves it (the one-text procedure of Camp David).
//!
//! The opening text is the one that the rules name, else the one that a bloc brings, else the one with the best
//! score. From then on the mediator tries, each round, the best change of one issue under the bridging score
//! `B(x) = Σ_i β_i ln max(ε, V̂_i(x) − r_i)`, with `V̂ = V + N(0, σ)` as it sees things. The text moves unless that
//! lowers a party by more than the slack below the value that it last accepted. When all who must would sign, it
//! is done.

use rand::Rng;

use crate::{
    model::{DealSpace, IssueId, Valuation},
    negotiation::noise,
};

/// The least gain that counts, so that one party's loss does not hide all others' gains.
const LEAST_GAIN: f64 = 1e-6;

/// What the mediator believes that each text is worth to the parties.
#[derive(Clone, Debug)]
pub struct Perception<'a> {
    valuation: &'a Valuation,
    space: &'a DealSpace,
    actors: &'a [usize],
    /// `β` of each of the actors.
    bridging: &'a [f64],
    /// Whether all weigh the same.
    is_even: bool,
    /// Error by actor, issue and level; empty where the mediator sees all as it is.
    errors: &'a [Vec<Vec<f64>>],
}

impl<'a> Perception<'a> {
    /// The values as they are.
    #[must_use]
    pub fn clear(
        valuation: &'a Valuation,
        space: &'a DealSpace,
        actors: &'a [usize],
        bridging: &'a [f64],
    ) -> Self {
        let is_even = bridging.windows(2).all(|pair| pair[0] == pair[1]);
        Self { valuation, space, actors, bridging, is_even, errors: &[] }
    }

    /// Errors by actor, issue and level that add up to this standard deviation for a text: one error for each issue's
    /// level, so that texts that are alike are misjudged alike.
    #[must_use]
    pub fn errors(&self, standard_error: f64, rng: &mut impl Rng) -> Vec<Vec<Vec<f64>>> {
        let issues = self.space.kept().len() as f64;
        let scale = standard_error / libm::sqrt(issues.max(1.0));
        let shape = self.space.kept();
        (self.actors.iter())
            .map(|_| {
                let levels = shape.iter().map(|kept| kept.last().map_or(0, |last| last + 1));
                levels
                    .map(|levels| (0..levels).map(|_| scale * noise::standard_normal(rng)).collect())
                    .collect()
            })
            .collect()
    }

    /// The values with these errors; none where there are none.
    #[must_use]
    pub fn blurred(self, errors: &'a [Vec<Vec<f64>>]) -> Self {
        Self { errors, ..self }
    }

    /// The text with the best bridging score, the lowest position where several are; `None` in an empty space.
    #[must_use]
    pub fn best_text(&self, reservations: &[f64]) -> Option<usize> {
        let values: Vec<&[f64]> = self.actors.iter().map(|&actor| self.valuation.seen(actor)).collect();
        best((0..self.valuation.len()).map(|position| {
            let seen = |place: usize| values[place][position] + self.error(place, position);
            (position, self.score_of(seen, reservations))
        }))
    }

    /// The best change of one issue, if there is one that is better than the text.
    #[must_use]
    pub fn best_change(&self, text: usize, reservations: &[f64]) -> Option<usize> {
        let changes =
            self.space.neighbours(text).map(|position| (position, self.score(position, reservations)));
        best(std::iter::once((text, self.score(text, reservations))).chain(changes))
            .filter(|&position| position != text)
    }

    /// The bridging score of a text.
    fn score(&self, position: usize, reservations: &[f64]) -> f64 {
        let value = |place: usize| self.valuation.seen(self.actors[place])[position];
        self.score_of(|place| value(place) + self.error(place, position), reservations)
    }

    /// The bridging score of what the mediator sees that each of the actors has, up to a monotone change: a product of
    /// gains where all weights are equal.
    fn score_of(&self, seen: impl Fn(usize) -> f64, reservations: &[f64]) -> f64 {
        let gains = self.bridging.iter().zip(reservations).enumerate();
        let gains = gains
            .map(|(place, (weight, reservation))| (weight, f64::max(seen(place) - reservation, LEAST_GAIN)));
        if self.is_even {
            gains.fold(1.0, |product, (_, gain)| product * gain)
        } else {
            gains.fold(0.0, |sum, (weight, gain)| sum + weight * libm::log(gain))
        }
    }

    fn error(&self, place: usize, position: usize) -> f64 {
        self.errors.get(place).map_or(0.0, |errors| {
            let issues = errors.iter().enumerate();
            issues.fold(0.0, |sum, (issue, errors)| sum + errors[self.space.level(position, IssueId(issue))])
        })
    }
}

fn best(scored: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (position, score) in scored {
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((position, score));
        }
    }
    best.map(|(position, _)| position)
}
