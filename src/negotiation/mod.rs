//! How the talks go: rounds of offers and responses on one or more tracks.

mod clock;
mod mediation;
mod noise;
mod observer;
mod outlook;
mod party;
mod plan;
mod pressure;
pub mod protocol;
pub mod renegotiation;
mod silence;
pub mod strategy;
mod talks;

pub use clock::Clock;
pub use observer::{Answer, Blind, Observer, Refusal, Speaker};
pub use outlook::Outlook;
pub use party::Party;
pub use plan::Plan;
pub use pressure::Pressure;
pub use protocol::{Member, Protocol, Track};
pub use silence::Silence;
pub use strategy::Strategy;
pub use talks::{Settlement, Talks};

/// How one actor behaves at the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat<N = f64> {
    /// How it makes and answers offers.
    pub strategy: Strategy<N>,
    /// Whether it answers at all.
    pub silence: Silence<N>,
    /// What refusing costs it.
    pub pressure: Pressure<N>,
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
                })
                .collect(),
            tracks: self.tracks.iter().map(|track| track.map(f)).collect(),
            breakdown: f(&self.breakdown),
        }
    }
}
