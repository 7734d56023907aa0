//! The frozen reference rates of model.md B6, for tests.

use armistice::ceasefire::Rates;

/// The frozen reference rates of B6.
pub fn reference_rates() -> Rates {
    Rates {
        attack_ceiling: 0.06,
        decisiveness: 10.0,
        exposure: 0.15,
        preemption: 0.05,
        incidents: 0.08,
        spoilers: 0.0,
        escalation: 0.30,
        damping: 0.6,
        deescalation: 0.5,
        containment_with_response: 0.75,
        containment_without_response: 0.10,
        consolidation: 0.15,
        consolidation_time: 12.0,
        conditional_aid: 0.3,
        honour_correlation: 1.0,
    }
}
