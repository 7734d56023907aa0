//! The first month from the sheet's formula, five years from the ladder written down once more.

use super::{ladder::Ladder, solved};

#[test]
fn guarantees_hold_as_the_ladder_says() {
    for group in solved("paper-guarantees", 5) {
        let [capability, content, detection, severity, honour, believed] =
            ["capability", "north_content", "detection", "severity", "honour", "believed"]
                .map(|name| group.given(name));
        let bare = (1.0 - content) * capability / (capability + 1.0) - 0.2 - detection * 0.15;
        let attacks = |advantage: f64| 0.06 / (1.0 + (-10.0 * advantage).exp());
        let paper = bare - detection * honour * severity;
        group.expect("1a", bare);
        group.expect("1b", attacks(bare));
        group.expect("1c", paper);
        group.expect("1d", attacks(paper));
        // What must be believed, by halving.
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            let pays = bare > detection * middle * severity;
            (low, high) = if pays { (middle, high) } else { (low, middle) };
        }
        group.expect("2", low);
        assert!(honour < low && low < believed, "belief decides in every group");
        let ladder = |honour: f64, perceived: f64| Ladder {
            capability: [capability, 1.0],
            content: [content, 0.45],
            war_cost: 0.2,
            detection,
            honour,
            perceived,
            severity,
            ..Ladder::BARE
        };
        let cases = [(0.0, 0.0), (honour, honour), (honour, believed), (believed, believed)];
        let chances = cases.map(|(honour, perceived)| ladder(honour, perceived).holds(60));
        ["3a", "3b", "3c", "3d"].iter().zip(chances).for_each(|(id, chance)| group.expect(id, chance));
        assert!(chances.is_sorted(), "{chances:?}");
        assert!(chances[2] - chances[1] > chances[3] - chances[2], "belief deters, as the solutions say");
        group.expect_near("4a", 1.0 - ladder(honour, honour).holds(12));
        group.expect_near("4b", 1.0 - ladder(honour, believed).holds(12));
        group.expect_near("4c", honour);
        // Keeping pays while a month's gain is no more than the loss of all months to come.
        let patience = group.answer("5").as_number().unwrap();
        let lost = detection * group.given("loss") * patience / (1.0 - patience);
        assert!((lost - group.given("gain")).abs() < 1e-9);
    }
}
