//! How the talks go: rounds of offers and responses on one or more tracks.

mod answer;
mod battlefield;
mod bloc;
mod clock;
mod luck;
mod mediation;
mod memo;
mod memory;
mod noise;
mod observer;
mod offer;
mod outlook;
mod party;
mod plan;
mod play;
mod pressure;
pub mod protocol;
mod ratification;
pub mod renegotiation;
mod settlement;
mod silence;
pub mod strategy;
mod talks;

pub use battlefield::{Battlefield, value_of_fighting};
pub use clock::{Clock, Moment};
pub use luck::{Luck, Part};
pub use observer::{Answer, Blind, Observer, Refusal, Speaker, Turn};
pub use outlook::Outlook;
pub use party::Party;
pub use plan::Plan;
pub use pressure::Pressure;
pub use protocol::{Member, Protocol, Track};
pub use ratification::Ratification;
pub use settlement::{Ending, Settlement};
pub use silence::Silence;
pub use strategy::{Strategy, Tactic};
pub use talks::Talks;

/// How one actor behaves at the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat<N = f64> {
    /// How it makes and answers offers.
    pub strategy: Strategy<N>,
    /// Whether it answers at all.
    pub silence: Silence<N>,
    /// What refusing costs it.
    pub pressure: Pressure<N>,
    /// `a`: utility lost before its own public for each unit of flow by which it falls short of its own offers.
    pub audience_cost: N,
    /// A vote at home on what it signs.
    pub ratification: Option<Ratification<N>>,
}

/// How the talks are run.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules<N = f64> {
    /// One seat an actor, in actor order.
    pub seats: Vec<Seat<N>>,
    /// The tracks in the order in which they run; the last one signs.
    pub tracks: Vec<Track<N>>,
    /// `β`: chance that the talks break down after a round without a deal.
    pub breakdown: N,
    /// The fighting that goes on while they talk.
    pub battlefield: Option<Battlefield<N>>,
}

impl<N> Rules<N> {
    /// The same rules with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Rules<M> {
        Rules {
            seats: self
                .seats
                .iter()
                .map(|seat| Seat {
                    strategy: seat.strategy.map(f),
                    silence: seat.silence.map(f),
                    pressure: seat.pressure.map(f),
                    audience_cost: f(&seat.audience_cost),
                    ratification: seat.ratification.as_ref().map(|ratification| ratification.map(f)),
                })
                .collect(),
            tracks: self.tracks.iter().map(|track| track.map(f)).collect(),
            breakdown: f(&self.breakdown),
            battlefield: self.battlefield.as_ref().map(|battlefield| battlefield.map(f)),
        }
    }
}
