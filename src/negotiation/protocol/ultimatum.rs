//! Ultimatum: one take-it-or-leave-it text, by default in the last round. It is accepted by whoever has no more
//! without a deal; there is no later round to wait for.

use crate::negotiation::Clock;

/// Whether the text is tabled in this round.
#[must_use]
pub fn is_tabled(round: Option<u32>, clock: Clock) -> bool {
    round.unwrap_or(clock.rounds.saturating_sub(1)) == clock.round
}
