//! What may be agreed: which levels of each issue are on the table.

use crate::scenario::{Scenario, dotted_key};

use super::{Control, Group, Kind, Levels};

/// An issue with more levels is a range of numbers, too fine for boxes to tick.
const MOST_LEVELS: usize = 12;

pub(super) fn group(scenario: &Scenario) -> Group {
    let issues = scenario.setting.model.issues.iter().filter(|issue| issue.levels.len() <= MOST_LEVELS);
    let controls = issues.map(|issue| {
        let key = dotted_key(&["issues", &issue.id, "on_table"]);
        Control {
            id: key.clone(),
            label: issue.label.to_string(),
            kind: Kind::Levels(Levels { names: issue.levels.clone(), on_table: issue.on_table.clone(), key }),
        }
    });
    Group {
        title: "On the table",
        about: "The talks can agree on the ticked levels alone. One left is a term that is settled beforehand.",
        controls: controls.collect(),
    }
}
