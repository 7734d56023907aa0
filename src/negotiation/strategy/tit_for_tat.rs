//! Tit for tat: concedes as the other side concedes (Axelrod 1984; Faratin, Sierra and Jennings 1998).
//!
//! `a(t) = a(t−1) − λ (V(x) − V(x'))`, cut to `[r(t), M]`, with `x` a speaker's new text and `x'` the one before it:
//! what the other side gives, valued by oneself, is given back in one's own value. It begins at the best deal.
//! Counted from the reservation value instead, the first text is a concession too: `a(t) = M − λ max(0, V(x) − r)`.

use super::Offers;

/// Concedes as the other side concedes.
#[derive(Clone, Debug, PartialEq)]
pub struct TitForTat<N = f64> {
    /// `λ`: utility given for one that is received.
    pub reciprocity: N,
    /// What the other side's concessions are counted from.
    pub reference: Reference,
    /// Which of the deals that it aspires to it offers.
    pub offers: Offers,
}

/// What the other side's concessions are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reference {
    /// Each speaker's first text.
    #[default]
    FirstOffer,
    /// One's own reservation value.
    Reservation,
}

impl<N> TitForTat<N> {
    pub(super) fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> TitForTat<M> {
        TitForTat { reciprocity: f(&self.reciprocity), reference: self.reference, offers: self.offers }
    }
}

impl TitForTat {
    /// What it aspires to after a text of this value, when it aspired to `asked` before and that speaker's text
    /// before was worth `before`.
    #[must_use]
    pub fn aspiration(
        &self,
        asked: f64,
        (before, value): (Option<f64>, f64),
        reservation: f64,
        best: f64,
    ) -> f64 {
        let aspiration = match self.reference {
            Reference::FirstOffer => asked - self.reciprocity * before.map_or(0.0, |before| value - before),
            Reference::Reservation => best - self.reciprocity * (value - reservation).max(0.0),
        };
        aspiration.min(best).max(reservation)
    }
}
