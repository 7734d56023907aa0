//! Renegotiation in crisis: which text is tabled when the signed one is reopened for a single round.
//!
//! It is take it or leave it, and leaving it is war: an actor that must sign takes a text if `V_i(x) ≥ c_i`, where `c_i`
//! is what a collapse is worth to it. An actor that must sign tables its best text among those that all others would
//! take. Any other proposer is a mediator and tables the best bridging text, with the largest Nash product
//! `Π_i (V_i(x) − c_i)` over those who must sign. Ties go to the lowest position.

use crate::model::Valuation;

use super::strategy::suffices;

/// The position of the text that is tabled and taken; `None` if there is no text that all of `signers` would take.
#[must_use]
pub fn renewed_text(valuation: &Valuation, signers: &[usize], proposer: Option<usize>) -> Option<usize> {
    let collapse = |actor: usize| valuation.collapse[actor];
    let is_taken = |&position: &usize| {
        signers.iter().all(|&actor| suffices(valuation.value(actor, position), collapse(actor)))
    };
    let score = |position: usize| match proposer.filter(|proposer| signers.contains(proposer)) {
        Some(proposer) => valuation.value(proposer, position),
        None => (signers.iter())
            .map(|&actor| (valuation.value(actor, position) - collapse(actor)).max(0.0))
            .fold(1.0, |product, gain| product * gain),
    };
    let mut best: Option<(f64, usize)> = None;
    for position in (0..valuation.len()).filter(is_taken) {
        let score = score(position);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, position));
        }
    }
    best.map(|(_, position)| position)
}
