//! The summary in the terminal.

use armistice::{
    engine::Summary,
    report::{
        findings,
        text::{Style, summary},
    },
};

use crate::samples;

#[test]
fn the_flagship_in_the_terminal() {
    insta::assert_snapshot!(summary(&samples::flagship(), Style::Plain));
}

#[test]
fn edge_cases_in_the_terminal() {
    let cases = [
        ("no deal ever", samples::no_deal()),
        ("no text within all lines", samples::never_tabled(0)),
        ("no text tabled", samples::never_tabled(3)),
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
fn one_deal_is_told_in_the_singular() {
    let mut sample = samples::nothing_held();
    let told = |sample: &Summary| findings::central_zone(sample).unwrap();
    for (deals, within, zone, words) in [
        (1, 1, 1, "the only deal crosses no hard red line; it is acceptable to all, in the first"),
        (1, 1, 0, "the only deal crosses no hard red line; it is not acceptable to all in the first"),
        (1, 0, 0, "the only deal crosses a hard red line."),
        (40, 0, 0, "each of 40 deals crosses a hard red line."),
        (40, 1, 1, "1 of 40 deals crosses no hard red line; it is acceptable to all"),
        (40, 40, 1, "none of 40 deals crosses a hard red line; 1 of these is acceptable to all"),
        (40, 12, 0, "12 of 40 deals cross no hard red line; none of these are acceptable to all"),
        (40, 12, 12, "12 of 40 deals cross no hard red line; all of these are acceptable to all"),
    ] {
        let central = &mut sample.central;
        (central.deals, central.within_red_lines) = (deals, within);
        (central.zone, central.zone_last) = (zone, zone);
        assert!(told(&sample).contains(words), "{words}\n{}", told(&sample));
    }
}

#[test]
fn no_deal_is_told_with_what_is_known_of_why() {
    let told = |within| findings::answer(&samples::never_tabled(within));
    assert!(told(0).contains("every deal on the table crosses a hard red line of"), "{}", told(0));
    assert!(told(3).contains("so nobody refused one; 3 of 8 deals cross no hard red line"), "{}", told(3));
    let mut mute = samples::never_tabled(3);
    mute.talks.iter_mut().for_each(|track| track.rounds.clear());
    assert!(findings::answer(&mute).contains("as the talks have no round"));
    // A summary from elsewhere may list no actors: the reason is there all the same.
    mute.blocking.actors.clear();
    assert!(summary(&mute, Style::Plain).contains("Who blocks\n- "));
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
