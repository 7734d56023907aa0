//! The random streams of one play of the talks: one for each mechanism, opened when it is first needed, so that a
//! mechanism that is switched on leaves the luck of the others alone.

/// What a stream of the talks is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who speaks, who answers, and whether the talks break down.
    Rounds = 0,
    /// How a mediator sees the others' values.
    Perception = 1,
    /// Choices that a strategy leaves to chance.
    Choice = 2,
    /// How the front moves.
    Front = 3,
    /// How votes on a signed text go.
    Votes = 4,
}

/// The streams of one play.
pub struct Luck<'f, R> {
    open: &'f dyn Fn(Part) -> R,
    opened: [Option<R>; 5],
}

impl<'f, R> Luck<'f, R> {
    /// The streams that `open` opens.
    #[must_use]
    pub fn new(open: &'f dyn Fn(Part) -> R) -> Self {
        Self { open, opened: [None, None, None, None, None] }
    }

    /// The stream for a mechanism.
    pub(super) fn of(&mut self, part: Part) -> &mut R {
        self.opened[part as usize].get_or_insert_with(|| (self.open)(part))
    }
}

impl<R> std::fmt::Debug for Luck<'_, R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Luck").finish_non_exhaustive()
    }
}
