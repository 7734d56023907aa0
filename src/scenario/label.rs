//! The keys of numbers in words, for people.

use super::Scenario;

impl Scenario {
    /// A key in words: `actors.ukraine.war_flow` is `Ukraine: war flow`, `issues.troops.values.us[2]` is
    /// `Troops: value of “800k” for United States`.
    #[must_use]
    pub fn label(&self, key: &str) -> String {
        let model = &self.setting.model;
        let actor = |id: &str| {
            model
                .actors
                .iter()
                .find(|actor| &*actor.id == id)
                .map_or_else(|| words(id), |a| a.label.to_string())
        };
        let issue = |id: &str| model.issues.iter().find(|issue| &*issue.id == id);
        let parts: Vec<&str> = key.split('.').collect();
        match parts.as_slice() {
            ["actors" | "beliefs" | "ratification", id, rest @ ..] if !rest.is_empty() => {
                let family = if parts[0] == "actors" { String::new() } else { format!("{}, ", parts[0]) };
                format!("{}: {family}{}", actor(id), words(&rest.join(" ")))
            }
            ["pressure", id, rest @ ..] => format!("Pressure on {}: {}", actor(id), words(&rest.join(" "))),
            ["weights", id, on] => {
                format!(
                    "{}: weight of {}",
                    actor(id),
                    issue(on).map_or_else(|| words(on), |i| i.label.to_string())
                )
            }
            ["issues", id, "values", of, ..] => {
                let (who, place) = of.trim_end_matches(']').split_once('[').unwrap_or((of, ""));
                let found = issue(id);
                let name = found.map_or_else(|| words(id), |issue| issue.label.to_string());
                let level = place.parse::<usize>().ok().and_then(|place| found?.levels.get(place));
                match level {
                    Some(level) => format!("{name}: value of “{level}” for {}", actor(who)),
                    None => format!("{name}: {} for {}", words(&parts[4..].join(" ")), actor(who)),
                }
            }
            ["issues", id, rest @ ..] => {
                let name = issue(id).map_or_else(|| words(id), |issue| issue.label.to_string());
                format!("{name}: {}", words(&rest.join(" ")))
            }
            [family, rest @ ..] if !rest.is_empty() => {
                format!("{}: {}", words(family), words(&rest.join(" ")))
            }
            _ => words(key),
        }
    }
}

fn words(key: &str) -> String {
    key.replace(['_', '['], " ").replace(']', "")
}
