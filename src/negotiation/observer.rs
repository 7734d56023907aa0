//! What can be seen of the talks while they run.

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

/// Sees the talks go by. A deal is given by its position among the signable deals.
pub trait Observer {
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
}

/// Sees nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blind;

impl Observer for Blind {}
