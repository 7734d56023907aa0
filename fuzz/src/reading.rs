//! What holds of every scenario that was read, and of every refusal to read one.

use armistice::scenario::{Case, Diagnostics, Scenario};

/// Panics unless the errors can be shown: each in a place of its text, in words that leave a terminal alone.
pub fn check_errors(errors: &Diagnostics, sources: &[(&str, &str)]) {
    assert!(!errors.is_empty(), "refused without an error");
    for (name, line, column, headline) in errors.headlines() {
        assert!(!headline.is_empty(), "an error without a headline");
        let is_there = |text: &str| {
            let line = text.split('\n').nth(line - 1);
            line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&column))
        };
        let found = sources.iter().any(|(source, text)| *source == name && is_there(text));
        assert!(found, "{name}:{line}:{column} is no place of its text: {headline}");
    }
    let plain = errors.render(false);
    let unseen = plain.chars().find(|letter| letter.is_control() && *letter != '\n');
    assert!(unseen.is_none(), "{unseen:?} in an error");
    assert!(plain.len() < 500_000, "{} bytes of errors", plain.len());
    assert!(errors.render(true).len() > plain.len());
}

/// Panics unless every number of the scenario keeps to its range, and every number of every case is finite.
pub fn check_cases(scenario: &Scenario, cases: usize) {
    // The corners first, then points that fill the space evenly.
    let uniform = |case: usize, place: usize| match case {
        0 => f64::MIN_POSITIVE,
        1 => 1.0 - f64::EPSILON,
        _ => ((case * 7919 + place * 104_729) % 65_537) as f64 / 65_537.0 + 1e-9,
    };
    let check = |case: Case| {
        case.map(&mut |number: &f64| assert!(number.is_finite(), "a number of a case is {number}"));
    };
    check(scenario.central());
    for case in 0..cases {
        let uniforms: Vec<f64> = (0..scenario.parameters.len()).map(|place| uniform(case, place)).collect();
        for (parameter, &uniform) in scenario.parameters.iter().zip(&uniforms) {
            let (low, high) = parameter.quantity.range();
            let number = parameter.quantity.sample(uniform);
            assert!((low..=high).contains(&number), "{} is {number} at {uniform}", parameter.key);
        }
        check(scenario.at(&uniforms));
    }
}

/// Panics unless an error can be shown: in words that leave a terminal alone, but for their colours.
pub fn check_words(what: &str) {
    let mut plain = what.to_owned();
    for colour in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[1;31m"] {
        plain = plain.replace(colour, "");
    }
    let is_drawn = |letter: &char| letter.is_control() && *letter != '\n';
    // A scenario's errors have more colours, and are looked at where scenarios are read.
    let unseen = plain.chars().find(is_drawn).filter(|_| !what.contains("-->"));
    assert!(!what.is_empty() && unseen.is_none(), "{what:?}");
}
