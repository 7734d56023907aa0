//! MiCRO: the minimal concession strategy (de Jonge 2022).
//!
//! The deals are sorted by their value to oneself, best first. The next new one is offered if no fewer distinct
//! texts were received than were offered; else one of the earlier ones is repeated at random. A text is accepted
//! if it is worth no less than the least that one is ready to offer. Nothing below the reservation value is
//! offered or accepted.

/// What a negotiator offers that may not concede.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// One of its earlier offers, at random.
    #[default]
    Random,
    /// Its latest new offer.
    Last,
}

/// What one MiCRO negotiator remembers of a track.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Distinct texts that it offered: the first ones of its order.
    offered: usize,
    /// Distinct texts that it received, a bit each by position.
    received: Vec<u64>,
    received_count: usize,
}

impl Memory {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.offered = 0;
        self.received.fill(0);
        self.received_count = 0;
    }

    /// Remembers a text that it received.
    pub fn receive(&mut self, position: usize) {
        let word = position / 64;
        if self.received.len() <= word {
            // With room for the texts of most talks.
            self.received.resize((word + 1).max(4), 0);
        }
        let bit = 1 << (position % 64);
        self.received_count += usize::from(self.received[word] & bit == 0);
        self.received[word] |= bit;
    }

    /// How many deals of its order it may need to look at.
    #[must_use]
    pub fn most_ranks(&self) -> usize {
        self.offered + 1
    }

    /// Whether it may make a new offer.
    fn is_ready(&self) -> bool {
        self.offered <= self.received_count
    }

    /// The rank of the least deal that it is ready to offer, and so accepts, when `ranks` deals are worth its
    /// reservation value; `None` if the reservation value is all that it asks for.
    #[must_use]
    pub fn least_rank(&self, ranks: usize) -> Option<usize> {
        let rank = if self.is_ready() { self.offered } else { self.offered - 1 };
        (rank < ranks).then_some(rank)
    }

    /// The rank of the deal that it offers, with `luck` in `[0, 1)` deciding which one is repeated at random;
    /// `None` if no deal is worth the reservation value.
    pub fn offer(&mut self, ranks: usize, repeat: Repeat, luck: f64) -> Option<usize> {
        if self.is_ready() && self.offered < ranks {
            self.offered += 1;
            return Some(self.offered - 1);
        }
        let earlier = self.offered.min(ranks);
        let last = earlier.checked_sub(1)?;
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(match repeat {
            Repeat::Random => ((luck * earlier as f64) as usize).min(last),
            Repeat::Last => last,
        })
    }
}
