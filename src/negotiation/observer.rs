//! What can be seen of the talks while they run.

use super::Clock;

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
}

/// Sees the talks go by. A deal is given by its position among the valued deals.
pub trait Observer {
    /// Somebody tables a text.
    fn tabled(&mut self, clock: Clock, by: Speaker, position: usize);
    /// An actor answers the text on the table, or is silent when it was its turn to table one (`None`).
    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer);
    /// A bloc took its text back and changed it to this one.
    fn returned(&mut self, clock: Clock, bloc: usize, position: usize);
    /// A round ended, with or without an agreement of the track.
    fn round_ended(&mut self, clock: Clock, agreed: bool);
}

/// Sees nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blind;

impl Observer for Blind {
    fn tabled(&mut self, _: Clock, _: Speaker, _: usize) {}
    fn answered(&mut self, _: Clock, _: usize, _: Option<usize>, _: Answer) {}
    fn returned(&mut self, _: Clock, _: usize, _: usize) {}
    fn round_ended(&mut self, _: Clock, _: bool) {}
}
