//! How hard actors are pressed to accept the text on the table.

use crate::scenario::Scenario;

use super::{Control, Group, control::Measure::Utility};

pub(super) fn group(scenario: &Scenario) -> Group {
    let setting = &scenario.setting;
    let mut controls = Vec::new();
    for (actor, seat) in setting.model.actors.iter().zip(&setting.rules.seats) {
        let pressure = &seat.pressure;
        // A slope alone, or a most alone, is no pressure: only where the file has both can either be moved.
        if ![pressure.slope, pressure.max].iter().all(|id| scenario.parameters[id.0].stated) {
            continue;
        }
        let by =
            pressure.by.map(|by| format!(" by {}", setting.model.actors[by.0].label)).unwrap_or_default();
        let name = format!("Pressure on {}{by}", actor.label);
        let slope = Utility("utility each round", 0.1);
        controls.extend(Control::slider(scenario, format!("{name}: growth"), pressure.slope, slope));
        let most = Utility("utility", 0.5);
        controls.extend(Control::slider(scenario, format!("{name}: most"), pressure.max, most));
    }
    Group {
        title: "Pressure",
        about: "What refusing costs an actor grows by so much each round, and stops at the most. An ideal deal is worth 1.",
        controls,
    }
}
