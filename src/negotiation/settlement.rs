//! How talks end.

/// How the talks ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The signed deal, by its position among the signable deals; `None` without one.
    pub deal: Option<usize>,
    /// The track that signed, or the last one that tried.
    pub track: usize,
    /// Rounds used in all.
    pub rounds: u32,
    /// Where the front stood in the last round; 0 without a battlefield.
    pub front: usize,
    /// Why they ended.
    pub ending: Ending,
}

/// Why talks end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A deal was signed, and ratified where that is asked for.
    Signed,
    /// All rounds passed, or an earlier track had no text to carry on with.
    OutOfTime,
    /// The talks broke down.
    BrokeDown,
    /// The war was decided on the battlefield.
    Decided,
    /// The text was voted down for the last time.
    NotRatified,
}

impl Ending {
    /// Its name in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::OutOfTime => "out_of_time",
            Self::BrokeDown => "broke_down",
            Self::Decided => "decided",
            Self::NotRatified => "not_ratified",
        }
    }
}
