//! The first month from the sheet's formula, five years from the ladder written down once more.

use super::{ladder::Ladder, solved};

#[test]
fn guarantees_hold_as_the_ladder_says() {
    for group in solved("paper-guarantees", 5) {
        let [content, war, surprise, detection, severity, honour, believed, drift] = [
            "north_content",
            "north_war",
            "surprise",
            "detection",
            "severity",
            "honour",
            "believed",
            "drift",
        ]
        .map(|name| group.given(name));
        let ladder = |honour: f64, perceived: f64| Ladder {
            content: [content, 0.5],
            war: [war, 0.35],
            surprise,
            detection,
            honour,
            perceived,
            severity,
            ..Ladder::BARE
        };
        let begins = |belief: f64| ladder(0.0, belief).war(0, 0).0;
        let attacks = |belief: f64| 0.05 / (1.0 + (-40.0 * (begins(belief) - content)).exp());
        group.expect("1a", 1.0 - (1.0 - detection) * 0.4);
        group.expect("1b", begins(0.0));
        group.expect("1c", attacks(0.0));
        group.expect("1d", begins(honour));
        group.expect("1e", attacks(honour));
        // What must be believed, by halving.
        let believed_for = |margin: f64| {
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                let pays = begins(middle) > content - margin;
                (low, high) = if pays { (middle, high) } else { (low, middle) };
            }
            low
        };
        let (needed, meant) = (believed_for(0.0), believed_for(0.05));
        group.expect("2a", needed);
        group.expect("2b", meant);
        assert!(honour < needed && meant < believed, "belief decides in every group");
        let cases = [(0.0, 0.0), (honour, honour), (honour, believed), (believed, believed)];
        let foreseen = cases.map(|(honour, perceived)| ladder(honour, perceived).foresee());
        for signed in &foreseen {
            let [north, south] = signed.value;
            assert!(north > war && south > 0.35, "both sign it, whatever becomes of it");
        }
        let chances = cases.map(|(honour, perceived)| ladder(honour, perceived).holds(60));
        ["3a", "3b", "3c", "3d"].iter().zip(chances).for_each(|(id, chance)| group.expect(id, chance));
        assert!(chances.is_sorted(), "{chances:?}");
        assert!(chances[2] - chances[1] > chances[3] - chances[2], "belief deters, as the solutions say");
        group.expect_near("4a", 1.0 - ladder(honour, honour).holds(12));
        group.expect_near("4b", 1.0 - ladder(honour, believed).holds(12));
        group.expect_near("4c", honour);
        let paper = ladder(honour, honour).ends(&foreseen[1], 60);
        let share = paper.meant[0] / paper.begun[0];
        assert!(share > 0.5, "most of them are meant, as the solutions say: {share}");
        group.expect_near("4d", share);
        let growing = Ladder { drift, ..ladder(believed, believed) };
        let grown = 1.0 + 36.0 * drift;
        let gained = grown / (1.0 + grown) - 0.5;
        group.expect("5a", gained);
        group.expect("5b", 0.12 * (1.0 - (-1.5_f64).exp()));
        group.expect("5c", growing.war(36, 0).0);
        group.expect("5d", growing.holds(60));
        assert!(growing.holds(60) < chances[3], "growth shortens peace, as the solutions say");
        // Keeping the peace pays while all months to come are worth more than striking once.
        let patience = group.answer("6").as_number().unwrap();
        assert!(((1.0 - patience) * (surprise - 2.0) - (content - war)).abs() < 1e-9);
        assert!(patience > 0.98, "Northland is too impatient, as the solutions say");
    }
}
