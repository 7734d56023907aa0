//! What time it is in the talks: the round of the track, the round since the talks began, and where the front is.

/// A moment of the talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// The track, by its place in the list.
    pub track: usize,
    /// Round of the track, from 0.
    pub round: u32,
    /// Rounds that the track may take.
    pub rounds: u32,
    /// Round since the talks began, from 0: weariness, pressure and silence go by it.
    pub since_start: u32,
    /// `k`: the position of the front; 0 without a battlefield.
    pub front: usize,
}

/// What outside options go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Round since the talks began, from 0.
    pub since_start: u32,
    /// `k`: the position of the front; 0 without a battlefield.
    pub front: usize,
}

impl Clock {
    /// The share of the track's time that is gone: 0 in its first round and 1 in its last, and 1 where one
    /// round is all there is.
    #[must_use]
    pub fn elapsed(&self) -> f64 {
        if self.rounds > 1 { f64::from(self.round) / f64::from(self.rounds - 1) } else { 1.0 }
    }

    /// So many rounds later in the track, with the front where it is.
    #[must_use]
    pub fn later(&self, rounds: u32) -> Self {
        Self { round: self.round + rounds, since_start: self.since_start + rounds, ..*self }
    }

    /// The moment.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment { since_start: self.since_start, front: self.front }
    }
}
