//! The four ceasefires from the ladder written down once more.

use super::{ladder::Ladder, solved};

#[test]
fn monitors_and_guarantees_are_complements_as_the_ladder_says() {
    for group in solved("monitoring-and-deterrence", 8) {
        let [content, war, surprise, overt] =
            ["content", "north_war", "surprise", "overt"].map(|name| group.given(name));
        let [weak, good, honour, severity, warning] =
            ["weak", "good", "honour", "severity", "warning"].map(|name| group.given(name));
        let four = [(weak, 0.0), (good, 0.0), (weak, honour), (good, honour)];
        let seen = |detection: f64| detection + overt - detection * overt;
        let punished = four.map(|(detection, honour)| seen(detection) * (0.05 + honour * severity));
        ["1a", "1b", "1c", "1d"].iter().zip(punished).for_each(|(id, number)| group.expect(id, number));
        group.expect("1e", (1.0 - overt) * (good - weak) * honour * severity);
        let answered = 0.75 - 0.65 * (-severity / 0.15).exp();
        group.expect("2a", answered);
        group.expect("2b", 0.1 + seen(weak) * honour * (answered - 0.1));
        group.expect("2c", 0.1 + seen(good) * honour * (answered - 0.1));
        let ladder = |detection: f64, honour: f64, warning: f64| Ladder {
            content: [content, 0.5],
            war: [war, 0.35],
            surprise,
            decisiveness: 30.0,
            exposure: 0.05,
            overt,
            detection,
            warning,
            honour,
            perceived: honour,
            severity: if honour > 0.0 { severity } else { 0.0 },
            ..Ladder::BARE
        };
        let holds = four.map(|(detection, honour)| ladder(detection, honour, 0.0).holds(60));
        ["3a", "3b", "3c", "3d"].iter().zip(holds).for_each(|(id, chance)| group.expect(id, chance));
        let extra = (holds[3] - holds[2]) - (holds[1] - holds[0]);
        assert!(extra > 0.03, "complements in every group: {extra}");
        group.expect("3e", extra);
        group.expect_near("4a", holds[1] - holds[0]);
        group.expect_near("4b", holds[2] - holds[0]);
        group.expect_near("4c", holds[3] - holds[0]);
        group.expect_near("4d", extra);
        group.expect("5a", holds[1]);
        group.expect("5b", 0.02 * surprise);
        group.expect("5c", 0.02 * surprise * (1.0 - warning));
        let warned = [0.0, honour].map(|honour| ladder(good, honour, warning).holds(60));
        group.expect("5d", warned[0]);
        group.expect("5e", warned[1]);
        assert!(warned[0] > holds[1] && warned[1] > holds[3], "a warning helps, as the solutions say");
    }
}
