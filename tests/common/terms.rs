//! Terms of a signed deal for tests: the frozen reference set of model.md B6, which tests then change.

use armistice::ceasefire::{Guarantor, Honour, Monitoring, Side, Terms};

#[path = "rates.rs"]
mod rates;

pub use rates::reference_rates;

/// One guarantor for side 1 against side 0, as the reference table has it.
pub fn case(satisfaction: [f64; 2], capability: f64, detection: f64, honour: f64, severity: f64) -> Terms {
    let side = |index: usize, capability: f64| Side {
        stakes: 1.0,
        war_cost: 0.27,
        satisfaction: satisfaction[index],
        capability,
        capability_cap: f64::INFINITY,
        capability_drift: 0.0,
        presence: 0.0,
        resentment: 0.0,
    };
    Terms {
        rates: reference_rates(),
        sides: [side(0, capability), side(1, 1.0)],
        guarantors: vec![Guarantor { honour: steady(honour, honour), severity, protects: 1 }],
        monitoring: Monitoring { detection, early_warning: 0.0, false_alarm: 0.0 },
    }
}

/// Honour that does not change.
pub fn steady(honour: f64, perceived: f64) -> Honour {
    Honour { honour, perceived, decay: 0.0, turnover: 0.0, turnover_factor: 1.0, learning: 0.0 }
}
