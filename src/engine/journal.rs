//! What is kept of one run's talks while they go by: who stood in the way, who was silent, how hopes fell.

use serde::{Deserialize, Serialize};

use crate::{
    negotiation::{Answer, Clock, Observer, Plan, Refusal, Speaker, Talks},
    statistics::Histogram,
};

/// Bins of a histogram of values over `[−1, 1]`: a hundredth each.
const BINS: usize = 200;

/// The most rounds of a track for which values are kept; longer tracks keep every second, third … round.
const MOST_ROUNDS: u32 = 60;

/// One actor in one round, over runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorRound {
    /// What it would accept.
    pub(super) aspiration: Histogram,
    /// What it has without a deal.
    pub(super) reservation: Histogram,
    /// What the texts on the table were worth to it.
    pub(super) offers: Histogram,
}

/// One round of a track, over runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundTally {
    pub(super) talking: u64,
    pub(super) agreed: u64,
    /// In order of the track's actors; empty in rounds whose values are not kept.
    pub(super) actors: Vec<ActorRound>,
}

/// One track, over runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrackTally {
    /// The actors at the table.
    pub(super) actors: Vec<usize>,
    pub(super) reached: u64,
    pub(super) agreed: u64,
    /// Rounds used by those that agreed.
    pub(super) rounds_to_agree: u64,
    pub(super) returns: u64,
    pub(super) rounds: Vec<RoundTally>,
}

impl TrackTally {
    pub(super) fn new(actors: Vec<usize>, rounds: u32) -> Self {
        let stride = rounds.div_ceil(MOST_ROUNDS).max(1);
        let values = || Histogram::new(-1.0, 1.0, BINS);
        let actor = || ActorRound { aspiration: values(), reservation: values(), offers: values() };
        let round = |round: u32| RoundTally {
            talking: 0,
            agreed: 0,
            actors: if round.is_multiple_of(stride) {
                actors.iter().map(|_| actor()).collect()
            } else {
                Vec::new()
            },
        };
        let rounds = (0..rounds).map(round).collect();
        Self { actors, reached: 0, agreed: 0, rounds_to_agree: 0, returns: 0, rounds }
    }

    pub(super) fn is_sound(&self) -> bool {
        let values = |actor: &ActorRound| {
            actor.aspiration.is_sound() && actor.reservation.is_sound() && actor.offers.is_sound()
        };
        self.rounds.iter().flat_map(|round| &round.actors).all(values)
    }

    pub(super) fn is_shaped_like(&self, other: &Self) -> bool {
        let same_actor = |(one, two): (&ActorRound, &ActorRound)| {
            one.aspiration.has_bins_of(&two.aspiration)
                && one.reservation.has_bins_of(&two.reservation)
                && one.offers.has_bins_of(&two.offers)
        };
        let same_round = |(one, two): (&RoundTally, &RoundTally)| {
            one.actors.len() == two.actors.len() && one.actors.iter().zip(&two.actors).all(same_actor)
        };
        self.actors == other.actors
            && self.rounds.len() == other.rounds.len()
            && self.rounds.iter().zip(&other.rounds).all(same_round)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.reached += other.reached;
        self.agreed += other.agreed;
        self.rounds_to_agree += other.rounds_to_agree;
        self.returns += other.returns;
        for (round, other) in self.rounds.iter_mut().zip(&other.rounds) {
            round.talking += other.talking;
            round.agreed += other.agreed;
            for (actor, other) in round.actors.iter_mut().zip(&other.actors) {
                actor.aspiration.merge(&other.aspiration);
                actor.reservation.merge(&other.reservation);
                actor.offers.merge(&other.offers);
            }
        }
    }
}

/// An answer that stood in the way of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Objection {
    pub(super) actor: usize,
    /// The text; `None` when it was the actor's turn to table one.
    pub(super) position: Option<usize>,
    pub(super) answer: Answer,
}

impl Objection {
    /// What it rests on, as outputs name it.
    pub(super) fn reason(self) -> &'static str {
        match self.answer {
            Answer::Refuse(Refusal::RedLine) => "red_line",
            Answer::Refuse(Refusal::OutsideOption) => "outside_option",
            Answer::Refuse(Refusal::Aspiration) => "aspiration",
            Answer::Refuse(Refusal::Voters) => "voters",
            Answer::Silent | Answer::Accept => "silence",
        }
    }
}

/// Watches one run's talks.
#[derive(Debug)]
pub(super) struct Journal<'j, 't> {
    talks: &'j Talks<'t>,
    tracks: &'j mut [TrackTally],
    /// The objections of the last round in which somebody objected.
    pub(super) objections: Vec<Objection>,
    objections_at: u32,
    /// Rounds in which each actor was asked and silent.
    pub(super) silent_rounds: Vec<u32>,
}

impl<'j, 't> Journal<'j, 't> {
    pub(super) fn new(talks: &'j Talks<'t>, tracks: &'j mut [TrackTally], actors: usize) -> Self {
        let silent_rounds = vec![0; actors];
        Self { talks, tracks, objections: Vec::with_capacity(actors), objections_at: 0, silent_rounds }
    }
}

impl Observer for Journal<'_, '_> {
    fn round_began(&mut self, clock: Clock, _: &Plan, aspirations: &[f64]) {
        let track = &mut self.tracks[clock.track];
        track.reached += u64::from(clock.round == 0);
        let round = &mut track.rounds[clock.round as usize];
        round.talking += 1;
        for ((tally, &actor), &aspiration) in round.actors.iter_mut().zip(&track.actors).zip(aspirations) {
            // Without any signable deal there is nothing to hope for.
            if aspiration.is_finite() {
                tally.aspiration.record(aspiration);
            }
            tally.reservation.record(self.talks.outlook().reservation(actor, clock.moment()));
        }
    }

    fn tabled(&mut self, clock: Clock, _: Speaker, position: usize) {
        let track = &mut self.tracks[clock.track];
        let valuation = &self.talks.outlook().valuation;
        for (tally, &actor) in track.rounds[clock.round as usize].actors.iter_mut().zip(&track.actors) {
            let value = valuation.value(actor, position);
            if value.is_finite() {
                tally.offers.record(value);
            }
        }
    }

    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer) {
        if answer == Answer::Accept {
            return;
        }
        if answer == Answer::Silent {
            self.silent_rounds[actor] += 1;
        }
        if self.objections_at != clock.since_start {
            self.objections.clear();
            self.objections_at = clock.since_start;
        }
        self.objections.push(Objection { actor, position, answer });
    }

    fn returned(&mut self, clock: Clock, _: usize, _: usize) {
        self.tracks[clock.track].returns += 1;
    }

    fn agreed(&mut self, clock: Clock, _: usize) {
        let track = &mut self.tracks[clock.track];
        track.agreed += 1;
        track.rounds_to_agree += u64::from(clock.round + 1);
        track.rounds[clock.round as usize].agreed += 1;
    }
}
