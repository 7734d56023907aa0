//! The four ceasefires from the ladder written down once more.

use super::{ladder::Ladder, solved};

#[test]
fn monitors_and_guarantees_are_complements_as_the_ladder_says() {
    for group in solved("monitoring-and-deterrence", 5) {
        let [capability, content, weak, good, honour, severity] =
            ["capability", "content", "weak", "good", "honour", "severity"].map(|name| group.given(name));
        let four = [(weak, 0.0), (good, 0.0), (weak, honour), (good, honour)];
        let punished = four.map(|(detection, honour)| detection * 0.15 + detection * honour * severity);
        ["1a", "1b", "1c", "1d"].iter().zip(punished).for_each(|(id, number)| group.expect(id, number));
        group.expect("1e", (good - weak) * honour * severity);
        group.expect("2a", 0.1 + 0.65 * weak * honour);
        group.expect("2b", 0.1 + 0.65 * good * honour);
        let holds = four.map(|(detection, honour)| {
            let ladder = Ladder {
                capability: [capability, 1.0],
                content: [content; 2],
                detection,
                honour,
                perceived: honour,
                severity,
                ..Ladder::BARE
            };
            ladder.holds(60)
        });
        ["3a", "3b", "3c", "3d"].iter().zip(holds).for_each(|(id, chance)| group.expect(id, chance));
        let extra = (holds[3] - holds[2]) - (holds[1] - holds[0]);
        assert!(extra > 0.03, "complements in every group: {extra}");
        group.expect("3e", extra);
        group.expect_near("4a", holds[1] - holds[0]);
        group.expect_near("4b", holds[2] - holds[0]);
        group.expect_near("4c", holds[3] - holds[0]);
        group.expect_near("4d", extra);
        group.expect("5", holds[1]);
    }
}
