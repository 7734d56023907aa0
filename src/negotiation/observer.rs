//! What can be seen of the talks while they run, and decided in an actor's stead.

use super::{Clock, Plan};

/// Who puts a text on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// An actor, by its place.
    Actor(usize),
    /// A bloc, by the place of the track that formed it.
    Bloc(usize),
}

/// How an actor answers a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It would sign.
    Accept,
    /// It refuses.
    Refuse(Refusal),
    /// It says nothing.
    Silent,
}

/// What a refusal rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text crosses a hard red line.
    RedLine,
    /// The text is worth less than the outside option.
    OutsideOption,
    /// The text is worth more than the outside option, and less than what is still hoped for.
    Aspiration,
    /// The text was signed, and voted down at home.
    Voters,
}

/// A turn to put a text on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub clock: Clock,
    /// Whose turn it is.
    pub actor: usize,
    /// The text that the actor keeps as a mediator, and of which it may change one issue; `None` where it may table any.
    pub kept: Option<usize>,
}

/// Sees the talks go by. A deal is given by its position among the signable deals.
///
/// It may also sit in for an actor: the talks ask it what the actor does, and tell it what the actor's strategy would
/// do, `own`. By default that is what is done. It is asked where chance makes the actor silent, too.
pub trait Observer {
    /// Whether it looks at rounds as they begin; else nobody finds out for it what the actors aspire to.
    const LOOKS_AT_ROUNDS: bool = true;

    /// A round begins: what each actor at the table, in the order of the plan's actors, accepts at least.
    fn round_began(&mut self, _clock: Clock, _plan: &Plan, _aspirations: &[f64]) {}
    /// Somebody tables a text.
    fn tabled(&mut self, _clock: Clock, _by: Speaker, _position: usize) {}
    /// An actor answers the text on the table, or is silent when it was its turn to table one (`None`).
    fn answered(&mut self, _clock: Clock, _actor: usize, _position: Option<usize>, _answer: Answer) {}
    /// A bloc took its text back and changed it to this one.
    fn returned(&mut self, _clock: Clock, _bloc: usize, _position: usize) {}
    /// The track agreed on a text.
    fn agreed(&mut self, _clock: Clock, _position: usize) {}

    /// What an actor tables; `None` if it passes. A text that crosses its own hard red line is a pass.
    ///
    /// A mediator that keeps a text changes it by one issue at most, and not against a party that would lose more by it
    /// than the protocol allows: else it stays as it is.
    fn tables(&mut self, _turn: Turn, own: Option<usize>) -> Option<usize> {
        own
    }
    /// How an actor answers a text. The talks give a refusal its reason, and turn a yes across the actor's own hard red
    /// line into one.
    fn answers(&mut self, _clock: Clock, _actor: usize, _position: usize, own: Answer) -> Answer {
        own
    }
    /// Whether the members of a bloc let it change its refused text to this one.
    fn lets_change(&mut self, _clock: Clock, _bloc: usize, _position: usize) -> bool {
        true
    }
}

/// Sees nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blind;

impl Observer for Blind {
    const LOOKS_AT_ROUNDS: bool = false;
}
