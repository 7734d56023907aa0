//! The strategies: how an actor makes and answers offers. One file each, listed here.

use crate::units::numbers;

numbers! {
    /// Time-dependent concession from the best deal towards the reservation value
    /// (Faratin, Sierra and Jennings 1998).
    pub struct Concession {
        /// `e`: below 1 Boulware, 1 linear, above 1 conceder.
        pub exponent,
        /// `c0`: share conceded at the first round, in `[0, 1]`.
        pub initial,
    }
}

numbers! {
    /// Asks for the best deal to the end.
    pub struct Hardline {
        /// How much less than the best it accepts, in utility.
        pub tolerance,
    }
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
