//! A lever: keys of the scenario that are moved together, and the values that they take.
//!
//! | written | values |
//! |---|---|
//! | `KEY=FROM..TO/STEPS` | so many numbers at equal distances, both ends among them |
//! | `KEY=log:FROM..TO/STEPS` | the same at equal ratios |
//! | `KEY=A,B,C` | these, as for `--set`; quote what has a comma: `"600,000"` |
//! | `issues.ISSUE.on_table=A,B` | one level of an issue at a time, by name: then it is the only one on the table |
//! | `issues.ISSUE.on_table=each` | every level that is on the table, one at a time |
//!
//! `KEY,KEY,…=…` moves several keys at once, and `NAME: KEY=…` gives the lever a name for people.

use std::{fmt, str::FromStr};

use crate::scenario::{Override, Scenario};

/// The most values of one lever.
pub const MOST_STEPS: usize = 1_000;

/// How the values of a lever were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Numbers at equal distances.
    Linear,
    /// Numbers at equal ratios.
    Logarithmic,
    /// Values one by one.
    Listed,
    /// Levels of an issue.
    Levels,
}

impl Spacing {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Logarithmic => "log",
            Self::Listed => "listed",
            Self::Levels => "levels",
        }
    }
}

/// A lever as it is written.
///
/// ```
/// use armistice::explore::sweep::Lever;
/// let lever: Lever = "guarantee strength: guarantees.a.honour,guarantees.a.perceived=0..1/11".parse()?;
/// assert_eq!(lever.keys().len(), 2);
/// # Ok::<(), armistice::explore::sweep::InvalidLever>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    text: String,
    name: Option<String>,
    keys: Vec<String>,
    spacing: Spacing,
    /// As written; empty for `each` level.
    values: Vec<String>,
}

/// What is wrong with a lever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLever {
    /// What.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

impl InvalidLever {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }
}

impl fmt::Display for InvalidLever {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.help)
    }
}

impl std::error::Error for InvalidLever {}

const FORM: &str = "write KEY=FROM..TO/STEPS, KEY=log:FROM..TO/STEPS or KEY=A,B,C";

impl Lever {
    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The keys that it moves.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The ends of its range, the lower first, and how many values it takes there at equal distances; `None` if its
    /// values are chosen in another way.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64, usize)> {
        let end = |value: Option<&String>| number(value?);
        let ends = end(self.values.first()).zip(end(self.values.last()));
        let (low, high) = ends.filter(|_| self.spacing == Spacing::Linear)?;
        Some((low, high, self.values.len()))
    }

    /// What sets all its keys to a value, as it is written.
    ///
    /// # Errors
    /// When the value can't be set.
    pub fn set(&self, written: &str) -> Result<Vec<Override>, InvalidLever> {
        let set = |key: &String| {
            format!("{key}={written}").parse().map_err(|error: crate::scenario::InvalidOverride| {
                InvalidLever::new(format!("`{written}` can't be set"), error.to_string())
            })
        };
        self.keys.iter().map(set).collect()
    }

    /// Its name for people, in a scenario.
    #[must_use]
    pub fn label(&self, scenario: &Scenario) -> String {
        self.name.clone().unwrap_or_else(|| self.keys_in_words(scenario))
    }
}

impl FromStr for Lever {
    type Err = InvalidLever;

    fn from_str(text: &str) -> Result<Self, InvalidLever> {
        let (head, values) =
            cut(text, '=').ok_or_else(|| InvalidLever::new("a lever has a key and values", FORM))?;
        let (name, keys) = match cut(head, ':') {
            Some((name, keys)) => (Some(name.trim().to_owned()).filter(|name| !name.is_empty()), keys),
            None => (None, head),
        };
        let keys: Vec<String> = split(keys, ',').iter().map(|key| key.trim().to_owned()).collect();
        for (place, key) in keys.iter().enumerate() {
            check_key(key)?;
            if keys[..place].contains(key) {
                return Err(InvalidLever::new(format!("`{key}` is moved twice"), "name every key once"));
            }
        }
        let are_levels = keys.iter().all(|key| key.ends_with(".on_table"));
        let (spacing, values) = read_values(values.trim(), are_levels)?;
        Ok(Self { text: text.to_owned(), name, keys, spacing, values })
    }
}

/// Keys that would change what is compared instead of what is asked.
const COUNTS: [&str; 3] = ["simulation.draws", "simulation.replications", "simulation.seed"];

fn check_key(key: &str) -> Result<(), InvalidLever> {
    if let Err(error) = format!("{key}=0").parse::<Override>() {
        return Err(InvalidLever::new(format!("`{key}` is no key of a scenario"), error.to_string()));
    }
    if COUNTS.contains(&key) {
        let what = format!("`{key}` is no lever");
        return Err(InvalidLever::new(what, "all values of a lever meet the same draws and the same luck"));
    }
    Ok(())
}

fn read_values(text: &str, are_levels: bool) -> Result<(Spacing, Vec<String>), InvalidLever> {
    if text == "each" {
        let help = "`each` is for the levels of an issue: issues.ISSUE.on_table=each";
        return if are_levels {
            Ok((Spacing::Levels, Vec::new()))
        } else {
            Err(InvalidLever::new("`each` of what is unclear", help))
        };
    }
    if let Some(range) = text.strip_prefix("log:") {
        return Ok((Spacing::Logarithmic, numbers(range, true)?));
    }
    let is_range = text.split_once("..").is_some_and(|(from, _)| from.trim().parse::<f64>().is_ok());
    if is_range && !are_levels {
        return Ok((Spacing::Linear, numbers(text, false)?));
    }
    let mut values: Vec<String> = split(text, ',').iter().map(|value| value.trim().to_owned()).collect();
    if values.iter().any(String::is_empty) {
        return Err(InvalidLever::new("a value of the lever is empty", FORM));
    }
    // Numbers in the order of their size, so that a curve goes from left to right.
    let mut numbers: Vec<(f64, String)> = Vec::new();
    for value in &values {
        if let Some(number) = number(value) {
            numbers.push((number, value.clone()));
        }
    }
    if numbers.len() == values.len() && !are_levels {
        numbers.sort_by(|one, other| one.0.total_cmp(&other.0));
        values = numbers.into_iter().map(|(_, value)| value).collect();
    }
    check_distinct(&values)?;
    Ok((if are_levels { Spacing::Levels } else { Spacing::Listed }, values))
}

/// A finite number.
fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn check_distinct(values: &[String]) -> Result<(), InvalidLever> {
    if values.len() < 2 {
        return Err(InvalidLever::new("a lever needs at least two values", FORM));
    }
    if values.len() > MOST_STEPS {
        let what = format!("a lever takes at most {MOST_STEPS} values, not {}", values.len());
        return Err(InvalidLever::new(what, "take fewer"));
    }
    for (place, value) in values.iter().enumerate() {
        let same =
            |other: &String| other == value || number(other).is_some_and(|it| Some(it) == number(value));
        if values[..place].iter().any(same) {
            return Err(InvalidLever::new(
                format!("the value {value} is there twice"),
                "list every value once",
            ));
        }
    }
    Ok(())
}

/// The numbers of `FROM..TO/STEPS`, from the least.
fn numbers(text: &str, logarithmic: bool) -> Result<Vec<String>, InvalidLever> {
    let wrong = |what: String| InvalidLever::new(what, FORM);
    let (from, rest) = text.split_once("..").ok_or_else(|| wrong(format!("`{text}` is no range")))?;
    let (to, steps) = rest
        .rsplit_once('/')
        .ok_or_else(|| wrong(format!("`{text}` does not say how many values to take")))?;
    let end = |text: &str| number(text).ok_or_else(|| wrong(format!("`{}` is no number", text.trim())));
    let (one, other) = (end(from)?, end(to)?);
    let steps: usize =
        steps.trim().parse().ok().filter(|steps| (2..=MOST_STEPS).contains(steps)).ok_or_else(|| {
            wrong(format!("the number of values is from 2 to {MOST_STEPS}, not `{}`", steps.trim()))
        })?;
    let (low, high) = (one.min(other), one.max(other));
    if low >= high {
        return Err(wrong(format!("from {low} to {high} there is nothing to sweep")));
    }
    if logarithmic && low <= 0.0 {
        return Err(InvalidLever::new(
            format!("a logarithmic range does not reach {low}"),
            "begin above 0, or leave out `log:`",
        ));
    }
    let values: Vec<String> = (0..steps)
        .map(|step| {
            let part = step as f64 / (steps - 1) as f64;
            match step {
                0 => low,
                _ if step == steps - 1 => high,
                _ if logarithmic => tidy(low * libm::pow(high / low, part)),
                _ => tidy(low + (high - low) * part),
            }
            .to_string()
        })
        .collect();
    check_distinct(&values)?;
    Ok(values)
}

/// Without the last digits of the arithmetic, for people.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse::<f64>().expect("a number as Rust writes it") + 0.0
}

/// One lever with its values, for a certain scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its name for people.
    pub label: String,
    /// The keys that are moved.
    pub keys: Vec<String>,
    /// How the values were chosen.
    pub spacing: Spacing,
    /// The values, at least two.
    pub steps: Vec<Step>,
    /// The least and the greatest central value that its keys have in the scenario itself, where they are numbers.
    pub in_scenario: Option<(f64, f64)>,
}

/// One value of a lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The value for people.
    pub shown: String,
    /// The value as a number, if all values of the lever are.
    pub number: Option<f64>,
    /// What it overrides.
    pub overrides: Vec<Override>,
}

impl Axis {
    /// Whether its values are numbers.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        self.steps.iter().all(|step| step.number.is_some())
    }
}

impl Lever {
    /// The lever's values in a scenario.
    ///
    /// # Errors
    /// When it asks for each level of an issue that is not there or has one only, or a value can't be set.
    pub fn axis(&self, scenario: &Scenario) -> Result<Axis, InvalidLever> {
        let values = if self.values.is_empty() { self.levels(scenario)? } else { self.values.clone() };
        let are_numbers =
            self.spacing != Spacing::Levels && values.iter().all(|value| number(value).is_some());
        let steps = values.iter().map(|value| {
            let written = match self.spacing {
                Spacing::Levels if !value.starts_with('[') => {
                    format!("[{}]", serde_json::Value::from(unquoted(value)))
                }
                _ => value.clone(),
            };
            Ok(Step {
                shown: unquoted(value).to_owned(),
                number: number(value).filter(|_| are_numbers),
                overrides: self.set(&written)?,
            })
        });
        Ok(Axis {
            label: self.label(scenario),
            keys: self.keys.clone(),
            spacing: self.spacing,
            steps: steps.collect::<Result<_, InvalidLever>>()?,
            in_scenario: self.in_scenario(scenario).filter(|_| are_numbers),
        })
    }

    /// The levels that are on the table.
    fn levels(&self, scenario: &Scenario) -> Result<Vec<String>, InvalidLever> {
        let issues = &scenario.setting.model.issues;
        let [key] = self.keys.as_slice() else {
            return Err(InvalidLever::new("`each` is for one issue", "list the levels of several issues"));
        };
        let issue = issues.iter().find(|issue| is_table_of(key, &issue.id)).ok_or_else(|| {
            let known: Vec<&str> = issues.iter().map(|issue| &*issue.id).collect();
            InvalidLever::new(
                format!("`{key}` is not the table of an issue"),
                format!("write issues.ISSUE.on_table=each with one of {}", known.join(", ")),
            )
        })?;
        let levels: Vec<String> = (issue.levels.iter().zip(&issue.on_table))
            .filter(|(_, on_table)| **on_table)
            .map(|(level, _)| serde_json::Value::from(&**level).to_string())
            .collect();
        if levels.len() < 2 {
            let what = format!("only one level of `{}` is on the table", issue.id);
            return Err(InvalidLever::new(what, "name the levels: issues.ISSUE.on_table=A,B"));
        }
        Ok(levels)
    }

    fn keys_in_words(&self, scenario: &Scenario) -> String {
        let [key, others @ ..] = self.keys.as_slice() else { return String::new() };
        let issue = (scenario.setting.model.issues.iter()).find(|issue| is_table_of(key, &issue.id));
        match (issue, others.len()) {
            (Some(issue), 0) if self.spacing == Spacing::Levels => issue.label.to_string(),
            (_, 0) => key.clone(),
            (_, 1) => format!("{key} and 1 more key"),
            (_, more) => format!("{key} and {more} more keys"),
        }
    }

    fn in_scenario(&self, scenario: &Scenario) -> Option<(f64, f64)> {
        let mode = |key: &String| {
            scenario
                .parameters
                .iter()
                .find(|parameter| parameter.key == *key)
                .map(crate::scenario::Parameter::mode)
        };
        let modes: Option<Vec<f64>> = self.keys.iter().map(mode).collect();
        let ends = |ends: Option<(f64, f64)>, mode: f64| {
            Some(ends.map_or((mode, mode), |(low, high)| (low.min(mode), high.max(mode))))
        };
        modes?.into_iter().fold(None, ends)
    }
}

fn is_table_of(key: &str, issue: &str) -> bool {
    let id = key.strip_prefix("issues.").and_then(|rest| rest.strip_suffix(".on_table"));
    id.is_some_and(|id| id.trim_matches('"') == issue)
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// The parts before and after the first such letter that is not inside quotes.
fn cut(text: &str, letter: char) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let place = text.char_indices().find_map(|(place, other)| {
        is_quoted ^= other == '"';
        (other == letter && !is_quoted).then_some(place)
    })?;
    Some((&text[..place], &text[place + letter.len_utf8()..]))
}

/// The parts between such letters that are neither inside quotes nor inside brackets.
fn split(text: &str, letter: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut is_quoted) = (Vec::new(), 0, 0_i32, false);
    for (place, other) in text.char_indices() {
        match other {
            '"' => is_quoted = !is_quoted,
            '[' | '{' if !is_quoted => depth += 1,
            ']' | '}' if !is_quoted => depth -= 1,
            _ if other == letter && !is_quoted && depth == 0 => {
                parts.push(&text[start..place]);
                start = place + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
