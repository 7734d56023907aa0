//! The summary in the terminal.

use armistice::report::text::{Style, summary};

use crate::samples;

#[test]
fn the_flagship_in_the_terminal() {
    insta::assert_snapshot!(summary(&samples::flagship(), Style::Plain));
}

#[test]
fn edge_cases_in_the_terminal() {
    let cases = [
        ("no deal ever", samples::no_deal()),
        ("nothing held", samples::nothing_held()),
        ("one run", samples::one_run()),
        ("certain", samples::certain()),
        ("empty", samples::empty()),
    ];
    let all: Vec<String> =
        cases.iter().map(|(name, case)| format!("=== {name}\n{}", summary(case, Style::Plain))).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn no_line_is_wider_than_80_columns() {
    for (name, sample) in samples::all() {
        if name == "unicode" {
            continue; // A word of 400 letters is not broken.
        }
        for line in summary(&sample, Style::Plain).lines() {
            let words = line.split_whitespace().count();
            assert!(line.chars().count() <= 80 || words < 2 || name == "hostile", "{name}: {line}");
        }
    }
}

#[test]
fn colour_is_only_for_those_who_ask() {
    let sample = samples::hostile();
    assert!(!summary(&sample, Style::Plain).contains('\u{1b}'));
    let styled = summary(&samples::flagship(), Style::Ansi);
    assert!(styled.contains('\u{1b}'));
    let mut plain = styled;
    for code in
        ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[34m", "\u{1b}[36m", "\u{1b}[33m", "\u{1b}[90m", "\u{1b}[0m"]
    {
        plain = plain.replace(code, "");
    }
    let trim = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&plain), trim(&summary(&samples::flagship(), Style::Plain)));
}

#[test]
fn a_label_cannot_steer_the_terminal() {
    let mut sample = samples::flagship();
    sample.scenario.name = "red \u{1b}[31m bell \u{7}".into();
    sample.blocking.actors[0].label = "clear \u{1b}[2J".into();
    let text = summary(&sample, Style::Plain);
    assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()));
}

#[test]
fn probabilities_have_at_most_two_significant_digits() {
    use armistice::report::numbers::percent;
    for thousandths in 0..=100_000_u32 {
        let text = percent(f64::from(thousandths) / 100_000.0);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let significant = digits.trim_start_matches('0').len();
        assert!(significant <= 2 || text == "100%", "{text}");
    }
}
