//! `armistice play` as a person, or a class, meets it: through a pipe.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Ended, Workplace};

/// A game of the small scenario, which goes on after 3 moves.
const PLAY: &[&str] = &["play", "talks.toml", "--as", "north"];

/// The same game with all that can be typed in it.
const INPUT: &str = "\
brief
help

worth share=60
offer
frob
70
maybe
yes
table
refuse
share=55 %
pass
worth
offer share=20
";

/// What every text for a person is: at most 80 columns, and nothing that a terminal would obey.
#[track_caller]
fn readable(ended: &Ended) {
    let text = ended.stdout();
    let plain = |letter: char| !letter.is_control() || letter == '\n';
    assert!(text.chars().all(plain), "{text:?}");
    let wide = text.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None, "{text}");
}

#[test]
fn a_whole_game_is_played_explained_and_scored() {
    let here = Workplace::new();
    let ended = here
        .armistice_reading(&["play", "classroom-ultimatum", "--as", "proposer"], "worth offer=30\noffer=0\n")
        .expect_code(0);
    readable(&ended);
    let text = ended.stdout();
    // The input is written below its prompt, so that the whole reads as it would on a terminal.
    for part in [
        "You are Proposer",
        "> worth offer=30\n",
        "It is worth 0.700 to you.",
        "> offer=0\n",
        "You table a text: Responder's share “0 %”.",
        "Responder accepts.",
        "The talks are over",
        "Responder says yes: worth 0.00 to it",
        "the Nash point                              0.500         200%",
        "concession: linear",
        "not a forecast",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert_eq!(ended.stderr(), "");
}

#[test]
fn whoever_leaves_at_any_prompt_leaves_in_peace() {
    let here = Workplace::new();
    let lines: Vec<&str> = INPUT.lines().collect();
    for typed in 0..=lines.len() {
        for last in ["", "quit\n"] {
            let input: String = lines[..typed].iter().map(|line| format!("{line}\n")).collect();
            let ended = here.armistice_reading(PLAY, input + last).expect_code(0);
            readable(&ended);
            let text = ended.stdout();
            if text.contains("The talks are over") {
                assert!(typed > 10, "{text}");
                continue;
            }
            assert!(text.contains("the talks are broken off"), "{text}");
            assert!(!text.contains("Your score"), "{text}");
        }
    }
}

#[test]
fn wrong_input_says_what_is_wrong_and_is_no_move() {
    let here = Workplace::new();
    let moves = |input: &str, name: &str| {
        let arguments = [PLAY, &["--transcript", name]].concat();
        let ended = here.armistice_reading(&arguments, input).expect_code(0);
        readable(&ended);
        let document: Value = serde_json::from_str(&here.read(name)).unwrap();
        (ended.stdout(), document["moves"].as_array().unwrap().len())
    };
    let cases = [
        ("accept", "you are asked for a text"),
        ("sahre=3", "there is no issue “sahre”; the issues are “share”"),
        ("share=120", "“North's share” has no level “120”; there are “0 %”, “5 %” and so on to “100 %”"),
        ("share=7 share=8", "has no level “7”"),
        ("share=70 share=75", "is given twice"),
        ("share=", "write `issue=level`"),
        ("accept please", "goes alone"),
        ("frob", "`help` shows what can be typed"),
    ];
    for (place, (line, what)) in cases.into_iter().enumerate() {
        let (text, made) = moves(&format!("{line}\n"), &format!("{place}.json"));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(what), "{line}: {text}");
        assert_eq!(made, 0, "{line}");
    }
    let (text, made) = moves("share=60\nshare=50\npass\nhelp\n", "answers.json");
    assert!(text.contains("it is not your turn to table a text now"), "{text}");
    assert_eq!(made, 2, "a text, and no answer");
}

#[test]
fn lines_of_any_kind_neither_panic_nor_go_on_for_ever() {
    let here = Workplace::new();
    let words = [
        "accept",
        "refuse",
        "pass",
        "offer",
        "worth",
        "share=50",
        "share=1",
        "yes",
        "no",
        "stop",
        "",
        "0",
        "=",
        "offer share",
        "worth share=200",
        "\u{1b}[31m",
        "brief",
        "table",
        "ü=ß",
        "offer share=30 share=40",
        "?",
    ];
    let mut luck: u64 = 7;
    let mut next = || {
        luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (luck >> 33) as usize
    };
    for game in 0..30 {
        let lines: Vec<&str> = (0..60).map(|_| words[next() % words.len()]).collect();
        let actor = if game % 2 == 0 { "north" } else { "south" };
        let seed = game.to_string();
        let arguments = ["play", "talks.toml", "--as", actor, "--seed", &seed];
        let ended = here.armistice_reading(&arguments, lines.join("\n")).expect_code(0);
        readable(&ended);
    }
    // No text at all: bytes, and a line without an end.
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.extend(vec![b'x'; 100_000]);
    readable(&here.armistice_reading(PLAY, bytes).expect_code(0));
}

#[test]
fn an_actor_that_there_is_not_is_told_with_those_that_there_are() {
    let here = Workplace::new();
    let ended = here.armistice(&["play", "talks.toml", "--as", "nroth"]).expect_code(2);
    assert!(ended.stderr().contains("did you mean `north`?"), "{}", ended.stderr());
    assert!(ended.stderr().contains("`north` and `south`"), "{}", ended.stderr());
    assert_eq!(ended.stdout(), "");
    here.armistice(&["play", "talks.toml"]).expect_code(2).expect_stderr("--as");
    // One who is at no table is told so, instead of being shown how the others get on.
    here.write("fixed.toml", include_str!("../fixtures/fixed.toml"));
    let ended = here.armistice(&["play", "fixed.toml", "--as", "patron"]).expect_code(2);
    ended.expect_stderr("`patron` sits at no table").expect_stderr("`north` and `south`");
}

/// Numbers with a decimal point in a text.
fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    text.split(|letter| !is_part(letter))
        .map(|number| number.trim_end_matches('.'))
        .filter(|number| number.contains('.'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_the_others_have_and_want_is_not_told_before_the_end() {
    let here = Workplace::new();
    // South's numbers are like no others here.
    let south =
        ["actors.south.war_flow=0.3137", "actors.south.discount=0.7717", "actors.south.weariness=0.0053"];
    let mut arguments = PLAY.to_vec();
    for lever in &south {
        arguments.extend(["--set", lever]);
    }
    let before =
        here.armistice_reading(&arguments, "share=60\nrefuse\nworth\nbrief\n").expect_code(0).stdout();
    for secret in ["0.31", "0.77", "0.005", "0.69"] {
        let told = numbers(&before);
        assert!(!told.iter().any(|number| number.starts_with(secret)), "{secret} is in:\n{before}");
    }
    assert!(!before.contains("zone") && !before.contains("holds out"), "{before}");
    // With the game over, they are.
    let pass = "pass\nrefuse\n".repeat(20);
    let after = here.armistice_reading(&arguments, pass).expect_code(0).stdout();
    let (played, told) = after.split_once("The talks are over").unwrap();
    assert!(!numbers(played).iter().any(|number| number.starts_with("0.31")), "{played}");
    assert!(numbers(told).iter().any(|number| number.starts_with("0.31")), "{told}");
}

/// Plays a game with a transcript `ada.json`.
fn transcript(here: &Workplace) -> Value {
    let arguments =
        [PLAY, &["--run", "3", "--seed", "9", "--name", "Ada", "--transcript", "ada.json"]].concat();
    let input = "share=90\nrefuse\nshare=80\n".to_owned() + &"accept\npass\n".repeat(20);
    here.armistice_reading(&[&arguments[..], &["--transcript", "ada.txt"]].concat(), input).expect_code(0);
    serde_json::from_str(&here.read("ada.json")).unwrap()
}

#[test]
fn a_transcript_says_who_played_what_and_can_be_played_again() {
    let here = Workplace::new();
    let document = transcript(&here);
    assert_eq!(document["player"], "Ada");
    assert_eq!(document["actor"], "north");
    assert_eq!(document["run"]["run"], 3);
    assert_eq!(document["run"]["seed"], 9);
    assert_eq!(document["finished"], true);
    assert_eq!(document["moves"][0]["text"]["share"], "90 %");
    assert!(document["trace"]["rounds"].as_array().is_some_and(|rounds| !rounds.is_empty()));
    assert!(document["score"]["strategies"].as_array().is_some_and(|all| all.len() == 9));
    let text = here.read("ada.txt");
    for part in ["Ada as North", "tables North's share “90 %”", "How it ends", "Your score as North"] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");

    let again = ["play", "talks.toml", "--replay", "ada.json", "--transcript", "again.json"];
    let ended = here.armistice(&again).expect_code(0);
    ended.expect_stderr("the transcript's moves come to the result that it states");
    assert_eq!(here.read("again.json"), here.read("ada.json"));
}

#[test]
fn a_game_that_was_left_goes_on_where_it_was() {
    let here = Workplace::new();
    let left = [PLAY, &["--transcript", "left.json"]].concat();
    here.armistice_reading(&left, "share=90\nrefuse\n").expect_code(0);
    let document: Value = serde_json::from_str(&here.read("left.json")).unwrap();
    assert_eq!(document["finished"], false);
    assert_eq!(document["trace"], Value::Null, "what the others thought is not told to one who left");
    let rest = "share=80\n".to_owned() + &"refuse\npass\n".repeat(20);
    let whole = format!("share=90\nrefuse\n{rest}");
    let on = ["play", "talks.toml", "--replay", "left.json", "--transcript", "on.json"];
    here.armistice_reading(&on, rest).expect_code(0);
    here.armistice_reading(&[PLAY, &["--transcript", "whole.json"]].concat(), whole).expect_code(0);
    assert_eq!(here.read("on.json"), here.read("whole.json"));
}

#[test]
fn a_transcript_that_was_changed_or_damaged_is_refused() {
    let here = Workplace::new();
    let document = transcript(&here);
    let text = here.read("ada.json");
    let replay = |text: &str| {
        here.write("bad.json", text);
        let ended = here.armistice(&["play", "talks.toml", "--replay", "bad.json"]).expect_code(2);
        ended.expect_stderr("bad.json")
    };
    let changed = |pointer: &str, value: Value| {
        let mut document = document.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        document.to_string()
    };
    replay(&text[..text.len() / 2]).expect_stderr("cut short");
    replay("[]").expect_stderr("no transcript");
    replay("").expect_stderr("cut short");
    replay(&changed("/schema_version", 9.into())).expect_stderr("version 9");
    replay(&changed("/scenario/hash", "0".into())).expect_stderr("another scenario");
    replay(&changed("/scenario/overrides", serde_json::json!(["nothing"]))).expect_stderr("overrides");
    replay(&changed("/actor", "east".into())).expect_stderr("there is no actor `east`");
    replay(&changed("/run/draw", 7.into())).expect_stderr("belong together");
    replay(&changed("/run/run", (-1).into())).expect_stderr("no transcript");
    replay(&changed("/run/run", u64::MAX.into())).expect_stderr("bad.json");
    replay(&changed("/moves/0/text/share", "91 %".into())).expect_stderr("move 1: `share` has no level");
    replay(&changed("/moves/1/decided", "accpt".into())).expect_stderr("move 2: `accpt`");
    replay(&changed("/moves/0/text/share", "95 %".into()));
    replay(&changed("/score/own/from_start", 1.into())).expect_stderr("is not what its moves come to");
    let other = here.armistice(&["play", "classroom-ultimatum", "--replay", "ada.json"]).expect_code(2);
    other.expect_stderr("another scenario");
    here.armistice(&["play", "talks.toml", "--replay", "none.json"])
        .expect_code(3)
        .expect_stderr("none.json");
}

#[test]
fn where_a_transcript_cannot_be_written_nobody_plays() {
    let here = Workplace::new();
    here.write("there.json", "{}");
    for (name, what) in [
        ("there.json", "is there already"),
        ("game.pdf", "ends in .json or .txt"),
        ("nowhere/game.json", "there is no folder nowhere"),
    ] {
        let ended =
            here.armistice_reading(&[PLAY, &["--transcript", name]].concat(), "pass\n").expect_code(2);
        assert!(ended.stderr().contains(what), "{}", ended.stderr());
        assert_eq!(ended.stdout(), "");
    }
    assert_eq!(here.read("there.json"), "{}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_the_talks_and_keeps_what_was_played() {
    let here = Workplace::new();
    let ended = here.bash(
        "mkfifo keys
         exec 3<>keys
         \"$armistice\" play talks.toml --as north --transcript game.json <keys >said 2>noted &
         player=$!
         echo share=60 >&3
         for wait in $(seq 200); do grep -qs 'Round 2' said && break; sleep 0.05; done
         kill -INT $player
         wait $player",
    );
    let ended = ended.expect_code(130);
    assert_eq!(ended.stderr(), "");
    assert!(here.read("said").contains("the talks are broken off"), "{}", here.read("said"));
    let document: Value = serde_json::from_str(&here.read("game.json")).unwrap();
    assert_eq!(document["finished"], false);
    assert_eq!(document["moves"].as_array().unwrap().len(), 1);
}
