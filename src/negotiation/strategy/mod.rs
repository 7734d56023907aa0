//! The strategies: how an actor makes and answers offers. One file for each tactic, listed here.

mod concession;
mod hardline;
pub mod logit;
pub mod micro;
pub mod rational;
mod tit_for_tat;

pub use concession::{Concession, Offers, Time};
pub use hardline::Hardline;
pub use logit::Logit;
pub use micro::Repeat;
pub use tit_for_tat::{Reference, TitForTat};

/// How far below what is asked a value may be by rounding alone, so that exact hits on a grid are not lost.
const ROUNDING: f64 = 1e-9;

/// Whether a value is as much as is asked: an indifferent actor accepts.
#[must_use]
pub fn suffices(value: f64, asked: f64) -> bool {
    value >= least_of(asked)
}

/// The least value that is as much as is asked.
#[must_use]
pub fn least_of(asked: f64) -> f64 {
    asked - ROUNDING
}

/// How an actor makes and answers offers: the two halves may go by different tactics.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy<N = f64> {
    /// How it makes offers.
    pub propose: Tactic<N>,
    /// How it answers them.
    pub accept: Tactic<N>,
}

/// A rule by which offers are made or answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Tactic<N = f64> {
    /// Concedes with time.
    Concession(Concession<N>),
    /// Asks for the best deal to the end.
    Hardline(Hardline<N>),
    /// Backward induction from the last round.
    Rational,
    /// Concedes as the other side concedes.
    TitForTat(TitForTat<N>),
    /// Concedes one deal for each new text received.
    Micro(Repeat),
    /// Better options are chosen more often.
    Logit(Logit<N>),
}

impl<N: Clone> From<Tactic<N>> for Strategy<N> {
    fn from(tactic: Tactic<N>) -> Self {
        Self { propose: tactic.clone(), accept: tactic }
    }
}

impl<N> Strategy<N> {
    /// The same strategy with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Strategy<M> {
        Strategy { propose: self.propose.map(f), accept: self.accept.map(f) }
    }

    /// Whether a half goes by this rule.
    pub(super) fn uses(&self, rule: impl Fn(&Tactic<N>) -> bool) -> bool {
        rule(&self.propose) || rule(&self.accept)
    }
}

impl<N> Tactic<N> {
    fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Tactic<M> {
        match self {
            Self::Concession(concession) => Tactic::Concession(concession.map(f)),
            Self::Hardline(hardline) => Tactic::Hardline(hardline.map(f)),
            Self::Rational => Tactic::Rational,
            Self::TitForTat(tit_for_tat) => Tactic::TitForTat(tit_for_tat.map(f)),
            Self::Micro(repeat) => Tactic::Micro(*repeat),
            Self::Logit(logit) => Tactic::Logit(logit.map(f)),
        }
    }

    /// Whether it looks at what was said before, so that the clock alone does not tell what it does.
    pub(super) fn remembers(&self) -> bool {
        matches!(self, Self::TitForTat(_) | Self::Micro(_))
    }

    /// Whether it offers the deal that is worst for itself of those that are good enough.
    pub(super) fn offers_the_lowest(&self) -> bool {
        let (Self::Concession(Concession { offers, .. }) | Self::TitForTat(TitForTat { offers, .. })) = self
        else {
            return false;
        };
        *offers == Offers::Lowest
    }

    /// Whether it leaves something to chance.
    pub(super) fn takes_chances(&self) -> bool {
        matches!(self, Self::Micro(Repeat::Random) | Self::Logit(_))
    }
}
