//! The rates of the reference in Python (`benches/peers/one_utility`), for tests.

use armistice::ceasefire::Rates;

/// The rates that the reference has where nothing else is said.
pub fn reference_rates() -> Rates {
    Rates {
        attack_ceiling: 0.09,
        decisiveness: 36.0,
        exposure: 0.08,
        preemption: 0.0,
        incidents: 0.15,
        spoilers: 0.0,
        escalation: 0.30,
        damping: 0.6,
        deescalation: 0.5,
        containment_with_response: 0.75,
        containment_without_response: 0.10,
        containment_severity: 0.15,
        consolidation: 0.10,
        consolidation_time: 12.0,
        overt: 0.70,
        aid: 0.20,
        conditional_aid: 0.33,
        honour_correlation: 1.0,
    }
}
