//! Stacked alternating offers: the members take turns in the order of the track, and each one takes the standing
//! text or tables its own in its place (Aydoğan, Festen, Hindriks and Jonker 2017).
//!
//! A text is signed when all members took it one after the other; its author counts. Who refuses it at once tables
//! another, and nobody else is asked about the old one. A text that is tabled last is never answered.

/// How many turns a round has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turns {
    /// One: the members take the rounds in turn.
    #[default]
    One,
    /// One for each member.
    All,
}

/// The places of the members that have a turn in a round, in order.
pub fn turns(turns: Turns, members: usize, round: u32) -> impl Iterator<Item = usize> {
    match turns {
        Turns::One => {
            let place = round as usize % members;
            place..place + 1
        }
        Turns::All => 0..members,
    }
}

/// The text on the table, and who took it.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    standing: Option<usize>,
    /// Members that took it, its author among them: a bit each by place.
    taken: u64,
}

impl Stack {
    /// The text that stands.
    #[must_use]
    pub fn standing(&self) -> Option<usize> {
        self.standing
    }

    /// Whether a member took the standing text already, or wrote it: it waits for those who have not answered.
    #[must_use]
    pub fn has_taken(&self, place: usize) -> bool {
        self.taken & 1 << place != 0
    }

    /// A member tables a text in the place of the standing one.
    pub fn table(&mut self, place: usize, position: usize) {
        (self.standing, self.taken) = (Some(position), 1 << place);
    }

    /// A member takes the standing text; whether all members have.
    pub fn take(&mut self, place: usize, members: usize) -> bool {
        self.taken |= 1 << place;
        self.taken.count_ones() as usize == members
    }

    /// The standing text is withdrawn.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
