//! What time it is in the talks: the round of the track, and the round since the talks began.

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
}

impl Clock {
    /// The share of the track's time that is gone: 0 in its first round and 1 in its last, and 1 where one
    /// round is all there is.
    #[must_use]
    pub fn elapsed(&self) -> f64 {
        if self.rounds > 1 { f64::from(self.round) / f64::from(self.rounds - 1) } else { 1.0 }
    }
}
