//! What is drawn: the mixture of ceasefires, and rates over the ranges that the model names for them.

use std::sync::OnceLock;

use armistice::ceasefire::{Rates, Terms};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{
    support::parse,
    terms::{case, steady},
};

/// Draws of each kind.
pub const DRAWS: usize = 400;

/// The rates that are shipped: what a scenario that states none of them gets.
pub fn shipped() -> &'static Rates {
    static RATES: OnceLock<Rates> = OnceLock::new();
    RATES.get_or_init(|| {
        let template = crate::talks::template();
        let scenario = parse(&template, &[]);
        let stated = |key: &str| scenario.parameters.iter().any(|one| one.stated && one.key.starts_with(key));
        assert!(!stated("ceasefire."), "the template states rates");
        scenario.central().model.ceasefire
    })
}

/// A ceasefire with the shipped rates and one guarantor for side 1, that is believed as much as it deserves.
pub fn shipped_case(
    satisfaction: [f64; 2],
    capability: f64,
    detection: f64,
    honour: f64,
    severity: f64,
) -> Terms {
    Terms { rates: shipped().clone(), ..case(satisfaction, capability, detection, honour, severity) }
}

fn uniform(rng: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * rng.random::<f64>()
}

/// The mixture: terms from bad to good, either side the stronger, monitors from weak to strong, and half of the
/// ceasefires without a guarantee.
pub fn mixture() -> Vec<Terms> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let honour = [0.0, 0.0, 0.2, 0.5];
    (0..DRAWS)
        .map(|draw| {
            let satisfaction = [0, 1].map(|_| uniform(&mut rng, 0.3, 0.7));
            let capability = uniform(&mut rng, 0.7, 1.5);
            let detection = uniform(&mut rng, 0.2, 0.8);
            shipped_case(satisfaction, capability, detection, honour[draw % 4], 0.6)
        })
        .collect()
}

/// Rates, stakes and war cost over their ranges.
pub struct Drawn {
    rates: Rates,
    stakes: [f64; 2],
    war_cost: [f64; 2],
}

/// So many draws of them.
pub fn over_ranges() -> Vec<Drawn> {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut within = |low, high| uniform(&mut rng, low, high);
    (0..DRAWS)
        .map(|_| Drawn {
            rates: Rates {
                attack_ceiling: within(0.02, 0.15),
                decisiveness: within(4.0, 16.0),
                exposure: within(0.0, 0.3),
                preemption: within(0.0, 0.1),
                incidents: within(0.02, 0.3),
                escalation: within(0.1, 0.5),
                damping: within(0.0, 0.9),
                deescalation: within(0.2, 0.8),
                consolidation: within(0.0, 0.3),
                consolidation_time: within(6.0, 36.0),
                ..shipped().clone()
            },
            stakes: [within(0.5, 1.5), within(0.5, 1.5)],
            war_cost: [within(0.1, 0.5), within(0.1, 0.5)],
        })
        .collect()
}

impl Drawn {
    /// The same ceasefire under these rates.
    pub fn under(&self, terms: &Terms) -> Terms {
        let mut terms = Terms { rates: self.rates.clone(), ..terms.clone() };
        for side in 0..2 {
            terms.sides[side].stakes = self.stakes[side];
            terms.sides[side].war_cost = self.war_cost[side];
        }
        terms
    }
}

/// The same ceasefire with a guarantor that is believed more or less than it deserves.
pub fn believed(mut terms: Terms, honour: f64, perceived: f64) -> Terms {
    terms.guarantors[0].honour = steady(honour, perceived);
    terms
}
