//! How strong the guarantees are: all of them at once, and the honour of each, true and perceived.

use crate::scenario::{ParameterId, Scenario};

use super::{Control, Group, Kind, Slider, control::Measure::Chance};

pub(super) fn group(scenario: &Scenario) -> Group {
    let guarantees = &scenario.setting.model.guarantees;
    let mut controls = Vec::new();
    let mut all: Vec<ParameterId> =
        guarantees.iter().flat_map(|given| [given.honour.honour, given.honour.perceived]).collect();
    all.dedup();
    // Of a single chance of honour, its own lever is all.
    let together = Some(all).filter(|all| all.len() > 1).and_then(|all| Slider::new(scenario, all, Chance));
    controls.extend(together.map(|slider| Control {
        id: "guarantee_strength".to_owned(),
        label: "Strength of every guarantee".to_owned(),
        kind: Kind::Slider(slider),
    }));
    for given in guarantees {
        let honour = given.honour.honour;
        controls.extend(Control::slider(scenario, format!("{}: honour", given.label), honour, Chance));
        // Where the file does not tell them apart, the first moves both.
        if given.honour.perceived != honour {
            let label = format!("{}: honour as the sides see it", given.label);
            controls.extend(Control::slider(scenario, label, given.honour.perceived, Chance));
        }
    }
    Group {
        title: "Guarantees",
        about: "Honour is the chance that a guarantor does what it promised when it is tested; as the sides see it, it \
                weighs on whether they sign and attack. The first lever sets both for all guarantees, and those below \
                go before it.",
        controls,
    }
}
