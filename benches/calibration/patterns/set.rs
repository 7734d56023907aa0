//! A set of numbers that may become the defaults, with the ends of the mixture that it is held against.

use armistice::{ceasefire::Rates, scenario::Scenario};

/// A scenario that states none of the numbers.
pub const BARE: &str = include_str!("bare.toml");

/// Rates, what war is worth, and the mixture.
#[derive(Clone, Debug)]
pub struct Set {
    /// The rates of the ceasefire.
    pub rates: Rates,
    /// `G` of both sides.
    pub stakes: f64,
    /// `F` of both sides.
    pub surprise: f64,
    /// `C` of both sides.
    pub return_cost: f64,
    /// Severity of a full answer in the mixture.
    pub severity: f64,
    /// `δ` of both sides in the mixture.
    pub discount: f64,
    /// From where to where `u`, what the text brings, is drawn.
    pub flows: (f64, f64),
    /// From where to where `b`, what war brings, is drawn.
    pub wars: (f64, f64),
}

impl Set {
    /// The defaults: what a scenario gets that states none of these numbers, and the mixture that goes with them.
    #[must_use]
    pub fn shipped() -> Self {
        let scenario = Scenario::parse("bare.toml", BARE, &[]);
        let model = scenario.unwrap_or_else(|errors| panic!("{errors}")).central().model;
        let side = &model.actors[0];
        Self {
            rates: model.ceasefire,
            stakes: side.stakes,
            surprise: side.surprise,
            return_cost: side.return_cost,
            severity: 0.45,
            discount: 0.985,
            flows: (0.3, 0.7),
            wars: (0.25, 0.66),
        }
    }
}

/// A number of a set that is searched or drawn.
pub struct Number {
    /// Its key in a scenario; for numbers of the mixture a name.
    pub key: &'static str,
    /// From where to where the search draws it.
    pub searched: (f64, f64),
    /// From where to where its pages call it plausible; the searched range where they are silent.
    pub plausible: (f64, f64),
    /// Where it is in a set.
    pub of: fn(&mut Set) -> &mut f64,
}

/// All that is searched.
pub const NUMBERS: [Number; 19] = {
    const fn number(
        key: &'static str,
        searched: (f64, f64),
        plausible: (f64, f64),
        of: fn(&mut Set) -> &mut f64,
    ) -> Number {
        Number { key, searched, plausible, of }
    }
    [
        number("ceasefire.attack_ceiling", (0.04, 0.25), (0.06, 0.25), |set| &mut set.rates.attack_ceiling),
        number("ceasefire.decisiveness", (12.0, 60.0), (12.0, 40.0), |set| &mut set.rates.decisiveness),
        number("ceasefire.exposure", (0.0, 0.12), (0.0, 0.12), |set| &mut set.rates.exposure),
        number("ceasefire.incidents", (0.05, 0.3), (0.05, 0.3), |set| &mut set.rates.incidents),
        number("ceasefire.escalation", (0.1, 0.5), (0.1, 0.5), |set| &mut set.rates.escalation),
        number("ceasefire.damping", (0.4, 0.9), (0.0, 0.9), |set| &mut set.rates.damping),
        number("ceasefire.deescalation", (0.3, 0.7), (0.2, 0.8), |set| &mut set.rates.deescalation),
        number("ceasefire.overt", (0.4, 0.9), (0.4, 0.9), |set| &mut set.rates.overt),
        number("ceasefire.aid", (0.0, 0.5), (0.0, 0.5), |set| &mut set.rates.aid),
        number("ceasefire.conditional_aid", (0.2, 0.6), (0.2, 0.6), |set| &mut set.rates.conditional_aid),
        number("ceasefire.containment_severity", (0.05, 0.5), (0.05, 0.5), |set| {
            &mut set.rates.containment_severity
        }),
        number("ceasefire.consolidation", (0.0, 0.25), (0.0, 0.2), |set| &mut set.rates.consolidation),
        number("ceasefire.consolidation_time", (4.0, 36.0), (6.0, 36.0), |set| {
            &mut set.rates.consolidation_time
        }),
        number("actors.X.stakes", (0.5, 1.4), (0.5, 1.4), |set| &mut set.stakes),
        number("actors.X.surprise", (0.0, 8.0), (0.0, 8.0), |set| &mut set.surprise),
        number("actors.X.return_cost", (0.0, 7.0), (0.0, 7.0), |set| &mut set.return_cost),
        number("mixture.severity", (0.08, 0.5), (0.08, 0.5), |set| &mut set.severity),
        number("mixture.lowest_war", (0.05, 0.3), (0.25, 0.25), |set| &mut set.wars.0),
        number("mixture.highest_war", (0.55, 0.8), (0.66, 0.66), |set| &mut set.wars.1),
    ]
};

impl Set {
    /// A number of it.
    #[must_use]
    pub fn get(&self, number: &Number) -> f64 {
        *(number.of)(&mut self.clone())
    }
}
