//! The strategies: how an actor makes and answers offers. One file each, listed here.

mod concession;
mod hardline;
pub mod rational;

pub use concession::Concession;
pub use hardline::Hardline;

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
