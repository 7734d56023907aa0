//! Terms of a signed deal for tests: sides and rates as the reference in Python has them, which tests then change.

use armistice::ceasefire::{Guarantor, Honour, Monitoring, Side, Terms};

#[path = "rates.rs"]
mod rates;

pub use rates::reference_rates;

/// A side to which peace and war bring so much, with the rest as the reference has it.
pub fn side(flow: f64, war_flow: f64, capability: f64) -> Side {
    Side {
        war_flow,
        flow,
        resentment: 0.0,
        discount: 0.98,
        stakes: 1.0,
        surprise: 4.0,
        return_cost: 3.0,
        capability,
        capability_cap: f64::INFINITY,
        capability_drift: 0.0,
        ground: 1.0,
        presence: 0.0,
    }
}

/// Two sides to which war brings so much, the first with `capability` and the second with 1, and one guarantor for
/// side 1 against side 0. Peace brings each .5.
pub fn case(war_flows: [f64; 2], capability: f64, detection: f64, honour: f64, severity: f64) -> Terms {
    Terms {
        rates: reference_rates(),
        sides: [side(0.5, war_flows[0], capability), side(0.5, war_flows[1], 1.0)],
        guarantors: vec![Guarantor { honour: steady(honour, honour), severity, protects: 1 }],
        monitoring: Monitoring { detection, early_warning: 0.0, false_alarm: 0.0 },
    }
}

/// Honour that does not change.
pub fn steady(honour: f64, perceived: f64) -> Honour {
    Honour { honour, perceived, decay: 0.0, turnover: 0.0, turnover_factor: 1.0, learning: 0.0 }
}
