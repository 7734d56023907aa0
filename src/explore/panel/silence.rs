//! Whether those who must sign answer at all.

use crate::scenario::Scenario;

use super::{
    Control, Group,
    control::Measure::{Chance, Rounds, Utility},
};

pub(super) fn group(scenario: &Scenario) -> Group {
    let setting = &scenario.setting;
    let rounds = setting.rules.tracks.iter().map(|track| track.rounds).max().unwrap_or(0);
    let mut controls = Vec::new();
    for (actor, seat) in setting.model.actors.iter().zip(&setting.rules.seats) {
        let silence = &seat.silence;
        let states =
            [silence.responsiveness, silence.until].iter().any(|id| scenario.parameters[id.0].stated);
        if !actor.must_sign && !states {
            continue;
        }
        let answers = format!("{}: answers", actor.label);
        controls.extend(Control::slider(scenario, answers, silence.responsiveness, Chance));
        // Rounds that are counted in thousands are not for a slider.
        if (1..=100).contains(&rounds) {
            let silent = format!("{}: silent at first", actor.label);
            controls.extend(Control::slider(scenario, silent, silence.until, Rounds(rounds)));
        }
        if silence.chosen.is_some() {
            let cost = format!("{}: what silence costs", actor.label);
            let measure = Utility("utility each round", 0.2);
            controls.extend(Control::slider(scenario, cost, seat.pressure.on_silence, measure));
        }
    }
    Group {
        title: "Silence",
        about: "The chance that an actor answers when it is asked, in each round, for how many rounds of a track it says \
                nothing at all, and what silence costs one that chooses it.",
        controls,
    }
}
