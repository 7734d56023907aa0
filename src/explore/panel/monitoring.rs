//! What monitors see at each level of the issue that sets the monitoring.

use crate::{
    ceasefire::Monitoring,
    scenario::{ParameterId, Scenario},
};

use super::{Control, Group, control::Measure::Chance};

/// Monitoring by a range of many levels is not for sliders.
const MOST_LEVELS: usize = 6;

pub(super) fn group(scenario: &Scenario) -> Group {
    let model = &scenario.setting.model;
    let mut controls = Vec::new();
    if model.belligerents.is_some() && model.monitoring.levels.len() <= MOST_LEVELS {
        let names = model.monitoring.issue.map(|issue| &model.issues[issue.0].levels);
        let mut add = |what: &str, of: fn(&Monitoring<ParameterId>) -> ParameterId| {
            let mut before = None;
            for (place, level) in model.monitoring.levels.iter().enumerate() {
                let id = of(level);
                // One number may hold at every level.
                let is_shared = model.monitoring.levels.iter().all(|other| of(other) == id);
                if before == Some(id) {
                    continue;
                }
                before = Some(id);
                let name = names.and_then(|names| names.get(place)).filter(|_| !is_shared);
                let label = name.map_or_else(|| what.to_owned(), |name| format!("{what} with “{name}”"));
                controls.extend(Control::slider(scenario, label, id, Chance));
            }
        };
        add("Detection", |level| level.detection);
        add("Early warning", |level| level.early_warning);
    }
    Group {
        title: "Monitoring",
        about: "The chance that a violation is detected and attributed, and that an attack is warned of early.",
        controls,
    }
}
