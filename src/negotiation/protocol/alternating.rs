//! Alternating offers: two members take turns (Rubinstein 1982).

/// Who proposes in a round, when member `first` (0 or 1) begins.
#[must_use]
pub fn proposer(first: usize, round: u32) -> usize {
    if round.is_multiple_of(2) { first } else { 1 - first }
}
