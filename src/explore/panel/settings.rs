//! How the levers are set, and how an address says it.

use std::fmt;

use super::{Control, Kind, Panel};

/// The levers that are not as in the scenario, in the order of the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    values: Vec<(String, Value)>,
}

/// How one lever is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A slider's step.
    Step(u32),
    /// For each level, whether it is on the table.
    OnTable(Vec<bool>),
    /// Which choice.
    Choice(usize),
}

/// What can't be set so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSetting {
    /// What is wrong.
    what: String,
}

impl fmt::Display for InvalidSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for InvalidSetting {}

impl Settings {
    /// How a lever is set; `None` if it is as in the scenario.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.values.iter().find(|(own, _)| own == id).map(|(_, value)| value)
    }

    /// The levers that are set.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(id, _)| id.as_str())
    }

    /// The same with one lever put back.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        Self { values: self.values.iter().filter(|(own, _)| own != id).cloned().collect() }
    }

    /// Whether all levers are as in the scenario.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Panel {
    /// The settings that names and values say: a number for a slider, the names of the levels that are on the table, one
    /// by one, or the name of a choice. What is as in the scenario is no setting, and numbers go to the nearest step.
    ///
    /// # Errors
    /// When there is no such lever, or it has no such value.
    pub fn read<'p>(
        &self,
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<Settings, InvalidSetting> {
        let invalid = |what: String| Err(InvalidSetting { what });
        let mut given: Vec<(&Control, Vec<&str>)> =
            self.controls().map(|control| (control, Vec::new())).collect();
        for (name, value) in pairs {
            match given.iter_mut().find(|(control, _)| control.id == name) {
                Some((_, values)) => values.push(value),
                None => return invalid(format!("there is no lever `{}` here", short(name))),
            }
        }
        let mut settings = Settings::default();
        for (control, values) in given {
            if values.is_empty() {
                continue;
            }
            match read(control, &values) {
                Ok(Some(value)) => settings.values.push((control.id.clone(), value)),
                Ok(None) => {}
                Err(what) => return invalid(format!("“{}” {what}", control.label)),
            }
        }
        Ok(settings)
    }

    /// The names and values that say settings.
    #[must_use]
    pub fn pairs(&self, settings: &Settings) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for control in self.controls() {
            let mut add = |value: String| pairs.push((control.id.clone(), value));
            match (&control.kind, settings.get(&control.id)) {
                (Kind::Slider(slider), Some(Value::Step(step))) => add(slider.written(*step)),
                (Kind::Levels(levels), Some(Value::OnTable(on_table))) => {
                    let on = levels.names.iter().zip(on_table).filter(|(_, on)| **on);
                    on.for_each(|(name, _)| add(name.to_string()));
                }
                (Kind::Choices(choices), Some(Value::Choice(place))) => add(choices.all[*place].id.clone()),
                _ => {}
            }
        }
        pairs
    }
}

/// The value that texts say; `None` if it is that of the scenario. An error ends a sentence that begins with the lever.
fn read(control: &Control, values: &[&str]) -> Result<Option<Value>, String> {
    if let (Kind::Slider(_) | Kind::Choices(_), [_, _, ..]) = (&control.kind, values) {
        return Err("is set twice".to_owned());
    }
    match &control.kind {
        Kind::Slider(slider) => {
            let most = slider.written(slider.steps);
            let number = values[0].trim().parse::<f64>().ok();
            let number = number
                .filter(|number| *number >= 0.0 && *number <= f64::from(slider.steps) * slider.step + 1e-9)
                .ok_or_else(|| format!("goes from 0 to {most}, which `{}` is not", short(values[0])))?;
            Ok(Some(Value::Step(slider.nearest(number))))
        }
        Kind::Levels(levels) => {
            let mut on_table = vec![false; levels.names.len()];
            for value in values {
                let place = levels.names.iter().position(|name| **name == **value);
                on_table[place.ok_or_else(|| format!("has no level `{}`", short(value)))?] = true;
            }
            Ok((on_table != levels.on_table).then_some(Value::OnTable(on_table)))
        }
        Kind::Choices(choices) => {
            let place = choices.all.iter().position(|choice| choice.id == values[0]);
            let place = place.ok_or_else(|| format!("can't be `{}`", short(values[0])))?;
            Ok((place != choices.own).then_some(Value::Choice(place)))
        }
    }
}

/// As much of a text as a message should repeat.
fn short(text: &str) -> String {
    let mut letters: String = text.chars().filter(|letter| !letter.is_control()).take(60).collect();
    if letters.len() < text.len() {
        letters.push('…');
    }
    letters
}
