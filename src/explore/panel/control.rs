//! One lever of the panel: a slider over numbers, the levels of an issue that are on the table, or one of some choices.

use std::sync::Arc;

use crate::scenario::{Override, Parameter, ParameterId, Scenario};

use super::Value;

/// One lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// What it is called in an address: mostly the key that it sets.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What it is.
    pub kind: Kind,
}

/// What a lever is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number in place of a distribution.
    Slider(Slider),
    /// Which levels are on the table.
    Levels(Levels),
    /// One of some choices.
    Choices(Choices),
}

/// Numbers at equal distances, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Slider {
    /// From one number to the next.
    pub step: f64,
    /// The last number is so many steps from 0.
    pub steps: u32,
    /// Digits after the point.
    pub decimals: usize,
    /// What the numbers count.
    pub unit: &'static str,
    /// The step that is nearest to the scenario's central value.
    pub start: u32,
    /// The parameters that it stands in for.
    pub own: Vec<ParameterId>,
    /// The keys that it sets.
    keys: Vec<String>,
}

/// The levels of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Their names.
    pub names: Vec<Arc<str>>,
    /// For each, whether the scenario has it on the table.
    pub on_table: Vec<bool>,
    /// The key that says which are.
    pub(super) key: String,
}

/// Choices, of which one is the scenario's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// All of them.
    pub all: Vec<Choice>,
    /// Which one the scenario makes.
    pub own: usize,
    /// The parameter whose provenance speaks for it, if there is one.
    pub parameter: Option<ParameterId>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it is called in an address.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What it sets, as `KEY=VALUE`.
    pub(super) set: String,
}

/// What a slider counts, and how far it goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// A chance, from 0 to 1.
    Chance,
    /// Utility: from 0 to about twice the most that the scenario has, and to this at least.
    Utility(&'static str, f64),
    /// Whole rounds, up to this many.
    Rounds(u32),
}

impl Slider {
    /// A slider for parameters that are set alike; `None` without one.
    pub(super) fn new(scenario: &Scenario, own: Vec<ParameterId>, measure: Measure) -> Option<Self> {
        let parameters: Vec<&Parameter> = own.iter().map(|id| &scenario.parameters[id.0]).collect();
        if parameters.is_empty() {
            return None;
        }
        let most = parameters.iter().map(|parameter| parameter.quantity.range().1).fold(0.0, f64::max);
        let (step, steps, decimals, unit) = match measure {
            Measure::Chance => (0.01, 100, 2, "chance"),
            Measure::Rounds(rounds) => (1.0, rounds, 0, "rounds"),
            Measure::Utility(unit, least) => {
                let ends = [(0.1, 3), (0.2, 3), (0.5, 3), (1.0, 2), (2.0, 2)];
                let wanted = f64::max(2.0 * most, least);
                let (end, decimals) = ends.into_iter().find(|(end, _)| *end >= wanted).unwrap_or(ends[4]);
                (end / 100.0, 100, decimals, unit)
            }
        };
        #[expect(clippy::cast_precision_loss, reason = "there are few")]
        let mode = parameters.iter().map(|parameter| parameter.mode()).sum::<f64>() / parameters.len() as f64;
        let mut keys: Vec<String> = Vec::new();
        for parameter in parameters {
            if !keys.contains(&parameter.key) {
                keys.push(parameter.key.clone());
            }
        }
        let mut slider = Self { step, steps, decimals, unit, start: 0, own, keys };
        slider.start = slider.nearest(mode);
        Some(slider)
    }

    /// The step that is nearest to a number.
    #[must_use]
    pub fn nearest(&self, number: f64) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the steps")]
        let step = (number / self.step).round().clamp(0.0, f64::from(self.steps)) as u32;
        step
    }

    /// The number at a step, as it is written.
    #[must_use]
    pub fn written(&self, step: u32) -> String {
        format!("{:.*}", self.decimals, f64::from(step) * self.step)
    }
}

impl Control {
    /// A lever on numbers of the scenario, which is called as the first of them in addresses.
    pub(super) fn slider(
        scenario: &Scenario,
        label: String,
        own: ParameterId,
        measure: Measure,
    ) -> Option<Self> {
        let id = scenario.parameters[own.0].key.clone();
        Some(Self { id, label, kind: Kind::Slider(Slider::new(scenario, vec![own], measure)?) })
    }

    /// What a value of the lever changes.
    pub(super) fn overrides(&self, value: &Value) -> Vec<Override> {
        let set: Vec<String> = match (&self.kind, value) {
            (Kind::Slider(slider), Value::Step(step)) => {
                let number = slider.written(*step);
                slider.keys.iter().map(|key| format!("{key}={number}")).collect()
            }
            (Kind::Levels(levels), Value::OnTable(on_table)) => {
                let names = levels.names.iter().zip(on_table).filter(|(_, on)| **on).map(|(name, _)| &**name);
                vec![format!("{}={}", levels.key, list(names))]
            }
            (Kind::Choices(choices), Value::Choice(place)) => vec![choices.all[*place].set.clone()],
            _ => Vec::new(),
        };
        set.iter().filter_map(|text| text.parse().ok()).collect()
    }

    /// A value of the lever in words.
    pub(super) fn in_words(&self, value: &Value) -> String {
        match (&self.kind, value) {
            (Kind::Slider(slider), Value::Step(step)) => slider.written(*step),
            (Kind::Levels(levels), Value::OnTable(on_table)) => {
                let names: Vec<&str> = levels
                    .names
                    .iter()
                    .zip(on_table)
                    .filter(|(_, on)| **on)
                    .map(|(name, _)| &**name)
                    .collect();
                names.join(", ")
            }
            (Kind::Choices(choices), Value::Choice(place)) => choices.all[*place].label.clone(),
            _ => String::new(),
        }
    }

    /// Whether what it sets can be written as an override, which odd names in a scenario may prevent.
    pub(super) fn overrides_parse(&self) -> bool {
        let parses = |key: &str| key.parse::<Override>().is_ok();
        match &self.kind {
            Kind::Slider(slider) => slider.keys.iter().all(|key| parses(&format!("{key}=0"))),
            Kind::Levels(levels) => {
                parses(&format!("{}={}", levels.key, list(levels.names.iter().map(|name| &**name))))
            }
            Kind::Choices(choices) => choices.all.iter().all(|choice| parses(&choice.set)),
        }
    }
}

/// A text as TOML writes it.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of texts as TOML writes it.
pub(super) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(text).collect::<Vec<_>>().join(", "))
}
