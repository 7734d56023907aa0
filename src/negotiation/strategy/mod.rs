//! The strategies: how an actor makes and answers offers. One file each, listed here.

mod concession;
mod hardline;
pub mod rational;

pub use concession::Concession;
pub use hardline::Hardline;

/// How far below what is asked a value may be by rounding alone, so that exact hits on a grid are not lost.
const ROUNDING: f64 = 1e-9;

/// Whether a value is as much as is asked: an indifferent actor accepts.
#[must_use]
pub fn suffices(value: f64, asked: f64) -> bool {
    value >= asked - ROUNDING
}

/// How an actor makes and answers offers.
#[derive(Clone, Debug, PartialEq)]
pub enum Strategy<N = f64> {
    /// Concedes with time.
    Concession(Concession<N>),
    /// Asks for the best deal to the end.
    Hardline(Hardline<N>),
    /// Backward induction from the last round.
    Rational,
}

impl<N> Strategy<N> {
    /// The same strategy with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Strategy<M> {
        match self {
            Self::Concession(concession) => Strategy::Concession(concession.map(f)),
            Self::Hardline(hardline) => Strategy::Hardline(hardline.map(f)),
            Self::Rational => Strategy::Rational,
        }
    }
}
