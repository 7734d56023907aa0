//! The panel: the levers that a scenario offers to somebody who explores it, in groups, and what each does to it.
//!
//! A group of levers is a file here; [`Panel::of`] lists them. A lever changes keys of the scenario as `--set` does.

mod control;
mod guarantees;
mod monitoring;
mod pressure;
mod red_lines;
mod settings;
mod silence;
mod terms;

pub use control::{Choice, Choices, Control, Kind, Levels, Slider};
pub use settings::{InvalidSetting, Settings, Value};

use crate::scenario::{Override, Scenario};

/// Levers in groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// The groups that have a lever.
    pub groups: Vec<Group>,
}

/// Levers that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they turn.
    pub title: &'static str,
    /// What turning them means, in a sentence or two.
    pub about: &'static str,
    /// The levers.
    pub controls: Vec<Control>,
}

impl Panel {
    /// The levers of a scenario.
    ///
    /// ```
    /// # use armistice::{explore::panel::Panel, scenario::Scenario};
    /// # let text = std::fs::read_to_string("scenarios/ukraine-2025.toml")?;
    /// let scenario = Scenario::parse("ukraine-2025.toml", &text, &[])?;
    /// let panel = Panel::of(&scenario);
    /// let settings = panel.read([("guarantees.american.honour", "0.7")])?;
    /// let overrides = panel.overrides(&settings);
    /// assert_eq!(overrides[0].as_str(), "guarantees.american.honour=0.70");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let groups = [
            guarantees::group(scenario),
            terms::group(scenario),
            monitoring::group(scenario),
            pressure::group(scenario),
            silence::group(scenario),
            red_lines::group(scenario),
        ];
        let can_be_set = |control: &Control| control.overrides_parse();
        let groups = groups.into_iter().map(|mut group| {
            group.controls.retain(can_be_set);
            group
        });
        Self { groups: groups.filter(|group| !group.controls.is_empty()).collect() }
    }

    /// All levers, in order.
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.groups.iter().flat_map(|group| &group.controls)
    }

    /// What settings change in the scenario.
    #[must_use]
    pub fn overrides(&self, settings: &Settings) -> Vec<Override> {
        let set = self.controls().filter_map(|control| Some((control, settings.get(&control.id)?)));
        set.flat_map(|(control, value)| control.overrides(value)).collect()
    }

    /// The settings in words, each with the name of its lever.
    #[must_use]
    pub fn in_words(&self, settings: &Settings) -> Vec<String> {
        let set = self.controls().filter_map(|control| Some((control, settings.get(&control.id)?)));
        set.map(|(control, value)| format!("{}: {}", control.label, control.in_words(value))).collect()
    }
}
