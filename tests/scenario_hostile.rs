//! Hostile input gets an error, quickly: never a panic, a hang, or an overflowing stack.

use std::{fmt::Write as _, time::Duration, time::Instant};

use armistice::scenario::{Diagnostics, Override, Scenario};
use proptest::prelude::*;

const COMPLETE: &str = include_str!("fixtures/valid/complete.toml");

/// The errors of a text that must be refused, within some seconds even on a slow machine.
fn refused(text: &str) -> Diagnostics {
    let start = Instant::now();
    let errors = Scenario::parse("hostile.toml", text, &[]).expect_err("the text is hostile");
    let shown = errors.to_string();
    assert!(!errors.is_empty() && shown.len() < 200_000, "{} characters", shown.len());
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(10), "{taken:?} for {}", shown.chars().take(300).collect::<String>());
    errors
}

/// The complete file with one part replaced.
fn with(part: &str, other: &str) -> String {
    assert!(COMPLETE.contains(part), "{part}");
    COMPLETE.replacen(part, other, 1)
}

#[test]
fn ten_megabytes_are_refused_without_reading_them() {
    let errors = refused(&"# nothing\n".repeat(1 << 20));
    assert!(errors.to_string().contains("at most 1048576 are read"), "{errors}");
}

#[test]
fn deep_nesting_is_refused() {
    for text in [
        format!("a = {}", "[".repeat(500_000)),
        format!("a = {}{}", "[".repeat(300_000), "]".repeat(300_000)),
        "a = ".to_owned() + &"{ a = ".repeat(100_000),
        "a.".repeat(400_000) + "b = 1",
        format!("[{}b]", "a.".repeat(400_000)),
        "[[a]]\n[a.b]\n".repeat(50_000),
    ] {
        refused(&text);
    }
}

#[test]
fn dotted_keys_within_inline_tables_within_lists_do_not_overflow_the_stack() {
    let mut text = String::from("x = ");
    for _ in 0..70 {
        text += "{";
        text += &"a.".repeat(70);
        text += "b = ";
    }
    refused(&(text + "1" + &"}".repeat(70)));
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in ["nan", "-nan", "inf", "-inf", "1e308", "-1e308", "1e999", "99999999999999999999999"] {
        let errors = refused(&with("war_flow = 0.48", &format!("war_flow = {number}")));
        assert_eq!(errors.len(), 1, "{errors}");
        for distribution in [
            format!("{{ low = {number}, mode = 0.1, high = 0.2 }}"),
            format!("{{ min = 0.1, max = {number} }}"),
            format!("{{ mean = {number}, sd = 1, min = 0.1, max = 0.2 }}"),
            format!("{{ mean = 0, sd = {number}, min = 0.1, max = 0.2 }}"),
            format!("{{ alpha = {number}, beta = 1 }}"),
            format!("{{ choices = [{number}], weights = [1] }}"),
            format!("{{ choices = [0.1], weights = [{number}] }}"),
        ] {
            refused(&with("war_flow = 0.48", &format!("war_flow = {distribution}")));
        }
    }
    for number in ["-1", "0.5", "1e308", "18446744073709551615", "nan"] {
        refused(&with("draws = 1000", &format!("draws = {number}")));
        refused(&with("rounds = 18", &format!("rounds = {number}")));
    }
}

#[test]
fn a_normal_far_from_its_bounds_is_refused_rather_than_drawn_badly() {
    for normal in [
        "{ mean = 1e12, sd = 1e-300, min = 0, max = 1 }",
        "{ mean = -1e12, sd = 1e12, min = 0, max = 1e-12 }",
        "{ mean = 0, sd = 5e-324, min = 0.1, max = 1 }",
    ] {
        refused(&with("war_flow = 0.48", &format!("war_flow = {normal}")));
    }
}

#[test]
fn keys_that_repeat_are_each_named() {
    let errors = refused(&with("seed = 2025", "seed = 1\nseed = 2\nseed = 3"));
    assert_eq!(errors.len(), 2, "{errors}");
    refused(&"a = 1\n".repeat(150_000));
    refused(&"[a]\n".repeat(150_000));
}

#[test]
fn fifty_thousand_and_one_deals_are_too_many() {
    let text = with("steps = 11", "steps = 50000");
    assert!(refused(&text).to_string().contains("the deal space has"), "{text}");
    let mut text = String::from("name = \"x\"\n[actors.a]\nwar_flow = 0\ndiscount = 0.9\nmust_sign = true\n");
    for issue in 0..64 {
        write!(text, "[[issues]]\nid = \"i{issue}\"\nrange = {{ from = 0, to = 1, steps = 50000 }}\n")
            .unwrap();
    }
    refused(&text);
}

#[test]
fn names_in_any_writing_are_labels_but_not_keys() {
    let labelled = with("label = \"Ukraine\"", "label = \"Україна 🇺🇦\"");
    let scenario = Scenario::parse("label.toml", &labelled, &[]).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(&*scenario.setting.model.actors[0].label, "Україна 🇺🇦");
    refused(&COMPLETE.replace("ukraine", "\"україна\""));
    for name in ["\\u202Eelif", "a\\u0000b", "\\u001B[2J", "\\u200B", ""] {
        refused(&with("label = \"Ukraine\"", &format!("label = \"{name}\"")));
    }
    refused(&format!("name = \"{}\"", "n".repeat(1_000_000)));
}

/// What a terminal would obey rather than show.
fn control(words: &str) -> Option<char> {
    words.chars().find(|letter| letter.is_control() && *letter != '\n')
}

#[test]
fn a_source_line_does_not_command_the_terminal_that_shows_it() {
    // U+009B begins a terminal's commands as ESC [ does, and TOML takes it.
    let errors = refused(&with("war_flow = 0.48", "war_flow = 7 # \u{9b}2J"));
    assert!(errors.to_string().contains("war_flow = 7 # \u{fffd}2J"), "{errors}");
    let given: Override = "actors.ukraine.label=\u{84}\u{202e}".parse().unwrap();
    let errors = Scenario::parse("complete.toml", COMPLETE, &[given]).unwrap_err();
    assert_eq!(control(&errors.to_string()), None, "{errors:?}");
}

#[test]
fn a_very_long_line_is_shown_in_part() {
    let errors = refused(&with("war_flow = 0.48", &format!("war_flow = 7 # {}", "x".repeat(900_000))));
    assert_eq!(errors.len(), 1);
    let many = "x = 1, ".repeat(50_000);
    refused(&format!("actors = {{ {many} }}"));
    refused(&format!(
        "actors = {{ a = {{ {} }} }}",
        (0..40_000).map(|n| format!("k{n} = 1, ")).collect::<String>()
    ));
}

#[test]
fn huge_lists_and_thousands_of_errors_are_counted_not_shown() {
    let keys: String = (0..60_000).map(|n| format!("key{n} = 1\n")).collect();
    let errors = refused(&keys);
    assert!(errors.len() >= 60_000);
    assert!(errors.to_string().contains("more; mend these first"), "{errors}");

    refused(&format!("{COMPLETE}[unknown]\n"));
    refused(&(0..40_000).map(|n| format!("[actors.a{n}]\n")).collect::<String>());
    refused(&"[[issues]]\n".repeat(80_000));
    refused(&"[[tracks]]\nid = \"a\"\n".repeat(40_000));
    refused(&"[[red_lines]]\nactor = \"a\"\nissue = \"b\"\n".repeat(20_000));
    refused(&"[[guarantees]]\nid = \"g\"\n".repeat(40_000));
    refused(&(0..40_000).map(|n| format!("[provenance.k{n}]\n")).collect::<String>());
    refused(&with(
        "on_table = [\"none\", \"rear area\"]",
        &format!("on_table = [{}]", "\"nine\", ".repeat(90_000)),
    ));
    refused(&with(
        "members = [\"allies\", \"russia\"]",
        &format!("members = [{}]", "\"x\", ".repeat(90_000)),
    ));
    refused(&with("[0.8, 0.9, 0.5]", &format!("[{}]", "0.5, ".repeat(180_000))));
    refused(&with("roles = [\"guarantor\"]", &format!("roles = [{}]", "\"guarantee\", ".repeat(60_000))));
    refused(&with(
        "recognition = { allies = 0.6, russia = 0.4 }",
        &format!(
            "recognition = {{ {} }}",
            (0..50_000).map(|n| format!("alliez{n} = 1, ")).collect::<String>()
        ),
    ));
    refused(&with(
        "[weights.europe]\n",
        &format!("[weights.europe]\n{}", (0..50_000).map(|n| format!("troopz{n} = 1\n")).collect::<String>()),
    ));
    let notes = |n| format!("[provenance.\"actors.russia.war_flaw{n}\"]\nkind = \"source\"\nnote = \"n\"\n");
    refused(&format!("{COMPLETE}{}", (0..2000).map(notes).collect::<String>()));
    refused(&format!("{COMPLETE}{}", "[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = 0.5\n".repeat(100)));
}

#[test]
fn text_that_is_not_toml_is_refused() {
    for text in [
        "", "\u{0}", "{}", "<xml/>", "name", "= 1", "[", "[[", "\"", "'''", "a = 'b", "\u{feff}", "a\rb",
        "🙂 = 1",
    ] {
        refused(text);
    }
    refused(&"\u{0}\u{1}=\"".repeat(200_000));
}

#[test]
fn many_errors_of_one_file_come_at_once() {
    let text = include_str!("fixtures/many_errors.toml");
    insta::assert_snapshot!(Scenario::parse("many_errors.toml", text, &[]).unwrap_err().to_string());
}

#[test]
fn a_full_scenario_with_the_most_red_lines_is_examined_at_once() {
    // 2^15 deals, and of 32 actors a hard line on each issue, all kept by the deals on the table.
    let mut text = String::from("name = \"full\"\n");
    for actor in 0..32 {
        let role = if actor < 2 { "roles = [\"belligerent\"]\n" } else { "" };
        write!(text, "[actors.a{actor}]\nwar_flow = 0.2\ndiscount = 0.9\nmust_sign = true\n{role}").unwrap();
        text += &format!("[weights.a{actor}]\n");
        text += &(0..15).map(|issue| format!("i{issue} = 1\n")).collect::<String>();
    }
    for issue in 0..15 {
        write!(text, "[[issues]]\nid = \"i{issue}\"\nlevels = [\"no\", \"yes\"]\n[issues.values]\n").unwrap();
        text += &(0..32).map(|actor| format!("a{actor} = \"more\"\n")).collect::<String>();
        let line = |actor| format!("[[red_lines]]\nactor = \"a{actor}\"\nissue = \"i{issue}\"\n");
        text += &(0..32).map(|actor| line(actor) + "kind = \"hard\"\nmin = \"no\"\n").collect::<String>();
    }
    let scenario = Scenario::parse("full.toml", &text, &[]).unwrap_or_else(|errors| panic!("{errors}"));
    let start = Instant::now();
    let central = armistice::engine::examine(&scenario);
    assert_eq!((central.deals, central.red_lines.len()), (1 << 15, 480));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Lines of the complete file, some of them changed, dropped, repeated or cut.
fn mangled() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = COMPLETE.lines().collect();
    let count = lines.len();
    proptest::collection::vec((0..count, 0..6_usize, any::<prop::sample::Index>(), "\\PC{0,6}"), 1..8)
        .prop_map(move |edits| {
            let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            for (at, what, index, word) in edits {
                let at = at.min(lines.len() - 1);
                let boundaries: Vec<usize> =
                    lines[at].char_indices().map(|(at, _)| at).chain([lines[at].len()]).collect();
                let cut = boundaries[index.index(boundaries.len())];
                match what {
                    0 => lines[at] = word,
                    1 => lines[at].insert_str(cut, &word),
                    2 => lines[at].truncate(cut),
                    3 if lines.len() > 1 => drop(lines.remove(at)),
                    4 => lines.insert(at, lines[index.index(lines.len())].clone()),
                    _ => lines.swap(at, 0),
                }
            }
            lines.join("\n")
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_parsing_panic(text in "\\PC{0,200}") {
        if let Err(errors) = Scenario::parse("any.toml", &text, &[]) {
            prop_assert!(!errors.to_string().is_empty());
        }
    }

    #[test]
    fn no_bytes_make_parsing_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        if let Err(errors) = Scenario::parse("any.toml", &text, &[]) {
            prop_assert!(!errors.to_string().is_empty());
        }
    }

    #[test]
    fn no_error_holds_a_control_character(text in "(?s).{0,40}", key in "[a-z_.]{1,20}|actors.ukraine.label") {
        let given = format!("{key}={text}").parse::<Override>();
        for (file, given) in [(COMPLETE, given.ok()), (&*text, None)] {
            if let Err(errors) = Scenario::parse("any.toml", file, given.as_slice()) {
                prop_assert_eq!(control(&errors.to_string()), None);
            }
        }
    }

    #[test]
    fn no_change_to_a_good_file_makes_parsing_or_drawing_panic(text in mangled()) {
        match Scenario::parse("mangled.toml", &text, &[]) {
            Ok(scenario) => drop(scenario.central()),
            Err(errors) => prop_assert!(!errors.to_string().is_empty()),
        }
    }

    #[test]
    fn no_override_makes_parsing_panic(text in "\\PC{0,40}", key in "[a-z_.\\[\\]0-9\"]{0,30}", value in "\\PC{0,20}") {
        for text in [text, format!("{key}={value}")] {
            if let Ok(given) = text.parse::<Override>()
                && let Err(errors) = Scenario::parse("any.toml", COMPLETE, &[given])
            {
                prop_assert!(!errors.to_string().is_empty());
            }
        }
    }
}
