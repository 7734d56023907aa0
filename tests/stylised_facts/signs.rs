//! No security instrument shortens peace, but in a few settings in a thousand.

use std::sync::OnceLock;

use armistice::ceasefire::{Chain, Honoured};

use crate::{
    PAGE, is_fresh,
    patterns::signs::{DECISIVENESS, Effect, LEVERS, effect, settings},
    table::{markdown, number, put},
};

/// Settings at each decisiveness.
const SETTINGS: usize = 2_000;

/// Effects of each lever, by decisiveness.
fn effects() -> &'static [Vec<Effect>] {
    static EFFECTS: OnceLock<Vec<Vec<Effect>>> = OnceLock::new();
    EFFECTS.get_or_init(|| {
        let settings = DECISIVENESS.map(|decisiveness| settings(SETTINGS, decisiveness, 7));
        LEVERS.iter().map(|lever| settings.iter().map(|some| effect(lever, some)).collect()).collect()
    })
}

#[test]
fn more_security_does_not_shorten_peace() {
    for (lever, effects) in LEVERS.iter().zip(effects()) {
        for (decisiveness, effect) in DECISIVENESS.iter().zip(effects) {
            let (low, high) = lever.bounds;
            assert!(
                (low..=high).contains(&effect.shortens),
                "{} shortens peace in {:.4} of the settings at decisiveness {decisiveness}",
                lever.name,
                effect.shortens
            );
            assert!(
                effect.by_a_point <= lever.by_a_point,
                "{}: by a point in {:.4}",
                lever.name,
                effect.by_a_point
            );
            let rises = lever.rises.is_none_or(|rises| (effect.mean > 0.0) == rises);
            assert!(rises, "{}: {:.4} on average", lever.name, effect.mean);
        }
    }
}

/// What is proved: true honour changes no decision, and without early warning it moves chance only from war to crisis.
#[test]
fn true_honour_without_early_warning_never_shortens_peace() {
    for mut terms in settings(SETTINGS, 36.0, 9) {
        terms.monitoring.early_warning = 0.0;
        let before = Chain::new(&terms, Honoured::Truly).survival(120);
        terms.guarantors[0].honour.honour += 0.1;
        let after = Chain::new(&terms, Honoured::Truly).survival(120);
        assert!(before.iter().zip(&after).all(|(before, after)| after >= &(before - 1e-13)));
    }
}

#[test]
fn other_settings_agree() {
    let settings = settings(SETTINGS, 36.0, 8);
    for lever in &LEVERS {
        let shortens = effect(lever, &settings).shortens;
        assert!((lever.bounds.0..=lever.bounds.1).contains(&shortens), "{}: {shortens}", lever.name);
    }
}

#[test]
fn the_page_shows_the_signs() {
    is_fresh(PAGE, |page| put(page, "signs", &signs_table()));
}

fn signs_table() -> String {
    let head = ["One step", "Shortens peace in", "By more than .01 in", "At worst by", "On average"];
    let rows = LEVERS.iter().zip(effects()).map(|(lever, effects)| {
        let percent = |share: fn(&Effect) -> f64| {
            let (low, high) = ends(effects.iter().map(|effect| 100.0 * share(effect)));
            format!("{} to {} %", number(low, 2), number(high, 2))
        };
        let (worst, _) = ends(effects.iter().map(|effect| effect.worst));
        let (low, high) = ends(effects.iter().map(|effect| effect.mean));
        vec![
            lever.name.to_owned(),
            percent(|effect| effect.shortens),
            percent(|effect| effect.by_a_point),
            number(worst.min(0.0).abs(), 3),
            format!("{} to {}", number(low, 3), number(high, 3)),
        ]
    });
    markdown(&head, rows)
}

fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)))
}
