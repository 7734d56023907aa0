//! What happens at the table in public words, and what is asked of the person.

use super::worth;
use crate::{
    engine::{
        level_names,
        play::{Question, Session},
        trace::{Author, Reply, Step, Text, TracedRound},
    },
    report::{
        findings::capitalise,
        numbers::list,
        page::{Emphasis, Page, Style, columns},
        trace::{author, changes, label},
    },
};

/// How much of the talks has been told: whole rounds, and steps of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    rounds: usize,
    steps: usize,
}

/// What has happened since, in public words: who tabled what, and who said yes, no or nothing. Empty if nothing has.
#[must_use]
pub fn news(session: &Session<'_, '_>, seen: &mut Seen, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    let rounds = &session.so_far().rounds;
    for (place, round) in rounds.iter().enumerate().skip(seen.rounds) {
        let told = if place == seen.rounds { seen.steps } else { 0 };
        // A round in which nothing has happened yet is told with what happens in it.
        if round.steps.len() > told {
            tell(&mut page, session, round, told);
        }
    }
    *seen = match rounds.last() {
        Some(last) => Seen { rounds: rounds.len() - 1, steps: last.steps.len() },
        None => Seen::default(),
    };
    page.text
}

fn tell(page: &mut Page, session: &Session<'_, '_>, round: &TracedRound, told: usize) {
    if told == 0 {
        page.wrapped(&heading(session, round), "", Emphasis::Bold);
    }
    let steps = &round.steps[told..];
    let mut answers: [Vec<String>; 4] = Default::default();
    for step in steps {
        let is_answer = matches!(step, Step::Answered { .. });
        if !is_answer {
            say_answers(page, &mut answers);
        }
        match step {
            Step::Tabled { by, text } => say(page, &tabled(session, by, text)),
            Step::Passed { actor } => say(page, &format!("{} nothing.", verb(session, *actor, "table", "tables"))),
            Step::Answered { actor, reply, .. } => {
                let kind = match reply {
                    Reply::Accepts => 0,
                    Reply::Silent => 2,
                    Reply::Voters => 3,
                    Reply::RedLine | Reply::OutsideOption | Reply::Aspiration => 1,
                };
                answers[kind].push(name(session, *actor));
            }
            Step::Returned { bloc, text } => {
                say(page, &format!("The bloc “{bloc}” changes its text: {}.", changes(&session.issues, text)));
            }
            Step::Agreed => say(page, "All who must agree to it."),
        }
    }
    say_answers(page, &mut answers);
}

/// Round and track, and where the front stands.
fn heading(session: &Session<'_, '_>, round: &TracedRound) -> String {
    let tracks = &session.seat.case.case.rules.tracks;
    let rounds = tracks.iter().find(|track| *track.label == *round.track).map_or(0, |track| track.rounds);
    let front = round.front.map(|front| format!(", the front at {front}")).unwrap_or_default();
    let track = if tracks.len() > 1 { format!(" of “{}”", round.track) } else { String::new() };
    format!("Round {} of {rounds}{track}{front}", round.round)
}

fn say(page: &mut Page, text: &str) {
    page.wrapped(&format!("  {text}"), "  ", Emphasis::None);
}

/// Says who answered what since the last text, and forgets it.
fn say_answers(page: &mut Page, answers: &mut [Vec<String>; 4]) {
    let mut words = Vec::new();
    for (kind, names) in answers.iter_mut().enumerate().filter(|(_, names)| !names.is_empty()) {
        let many = names.len() > 1 || names[0] == "you";
        let verb = match (kind, many) {
            (0, true) => "accept",
            (0, false) => "accepts",
            (1, true) => "refuse",
            (1, false) => "refuses",
            (2, true) => "do not answer",
            (2, false) => "does not answer",
            (_, true) => "are voted down at home",
            (_, false) => "is voted down at home",
        };
        words.push(format!("{} {verb}.", capitalise(&list(names))));
        names.clear();
    }
    if !words.is_empty() {
        say(page, &words.join(" "));
    }
}

fn name(session: &Session<'_, '_>, actor: usize) -> String {
    match actor == session.seat.actor {
        true => "you".to_owned(),
        false => label(&session.actors, actor).to_owned(),
    }
}

/// A name and a verb that goes with it, at the beginning of a sentence.
fn verb(session: &Session<'_, '_>, actor: usize, you: &str, other: &str) -> String {
    let verb = if actor == session.seat.actor { you } else { other };
    format!("{} {verb}", capitalise(&name(session, actor)))
}

fn tabled(session: &Session<'_, '_>, by: &Author, text: &Text) -> String {
    let who = match by {
        Author::Actor(actor) => verb(session, *actor, "table", "tables"),
        Author::Bloc { members, .. } => {
            let yours = if members.contains(&session.seat.actor) { ", yours," } else { "" };
            format!("{}{yours} tables", capitalise(&author(&session.actors, by)))
        }
    };
    let is_first = text.changed.is_empty() && session.so_far().rounds.iter().flat_map(|round| &round.steps)
        .find_map(|step| if let Step::Tabled { text, .. } = step { Some(text) } else { None })
        .is_some_and(|first| std::ptr::eq(first, text));
    if is_first {
        let whole: Vec<String> = (session.issues.iter().zip(&text.levels))
            .map(|(issue, level)| format!("{} “{level}”", issue.label))
            .collect();
        format!("{who} a text: {}.", list(&whole))
    } else if text.changed.is_empty() {
        format!("{who} the same text.")
    } else {
        format!("{who} {}{}.", changes(&session.issues, text), rest(session, text))
    }
}

fn rest(session: &Session<'_, '_>, text: &Text) -> &'static str {
    if text.changed.len() < session.issues.len() { "; the rest stays" } else { "" }
}

/// What is asked, with the text that it is about.
#[must_use]
pub fn question(session: &Session<'_, '_>, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    let so_far = session.so_far();
    let Some(asked) = &so_far.question else { return String::new() };
    let clock = asked.clock();
    if let Some(round) = so_far.rounds.last().filter(|round| round.steps.is_empty()) {
        page.wrapped(&heading(session, round), "", Emphasis::Bold);
    }
    let outside = worth(session.outside_option(clock.moment()));
    let left = clock.rounds - clock.round - 1;
    let last = match left {
        0 => ", in the last round".to_owned(),
        1 => ", with one round to go".to_owned(),
        left => format!(", with {left} rounds to go"),
    };
    match asked {
        Question::Table { kept: Some(kept), .. } => {
            page.text += &text(session, kept, &[], style);
            say(&mut page, "You keep this text. Change one issue, or leave it to your aides (pass).");
        }
        Question::Table { mediates: true, .. } => {
            say(&mut page, "You open with a text of your own, or leave it to your aides (pass).");
        }
        Question::Table { .. } => {
            if let Some(last) = &so_far.last {
                say(&mut page, "The text that was last on the table:");
                page.text += &text(session, last, &[], style);
            }
            say(&mut page, &format!("No deal is worth {outside} to you. It is your turn to table a text{last}."));
        }
        Question::Answer { text: tabled, is_own, .. } => {
            page.text += &text(session, tabled, &changed_last(&so_far.rounds), style);
            let asks = match is_own {
                true => "The others accept the text of your bloc. Do you stand by it",
                false => "Do you accept",
            };
            say(&mut page, &format!("No deal is worth {outside} to you. {asks}{last}?"));
        }
        Question::Change { text: new, .. } => {
            let changed = |last: &Vec<usize>| (0..new.len()).filter(|&issue| last[issue] != new[issue]).collect();
            let changed: Vec<usize> = so_far.last.as_ref().map_or_else(Vec::new, changed);
            say(&mut page, "The text of your bloc was refused. It could be changed to this one:");
            page.text += &text(session, new, &changed, style);
            say(&mut page, &format!("No deal is worth {outside} to you. May it be changed{last}?"));
        }
    }
    page.text
}

/// The issues in which the text that was last on a table differs from the one before.
fn changed_last(rounds: &[TracedRound]) -> Vec<usize> {
    let steps = rounds.iter().rev().flat_map(|round| round.steps.iter().rev());
    let mut texts = steps.filter_map(|step| match step {
        Step::Tabled { text, .. } => Some(text.changed.clone()),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

/// A text level by level, with what each adds for the person, and what the whole is worth. Issues in `marked` have a
/// star.
#[must_use]
pub fn text(session: &Session<'_, '_>, levels: &[usize], marked: &[usize], style: Style) -> String {
    /// Where names of levels begin at most, and where what they add begins.
    const NAMES: usize = 30;
    const ADDS: usize = 70;
    let mut page = Page { style, ..Page::default() };
    let seat = session.seat;
    let names = level_names(&seat.case.case.model, levels);
    let widest = session.issues.iter().map(|issue| columns(&issue.label)).max().unwrap_or(0).min(NAMES);
    for (place, (issue, level)) in session.issues.iter().zip(&names).enumerate() {
        let mark = if marked.contains(&place) { '*' } else { '·' };
        let gap = " ".repeat(widest.saturating_sub(columns(&issue.label)) + 2);
        let line = format!("  {mark} {}{gap}{level}", issue.label);
        let adds = seat.adds(place, levels[place]).map_or_else(|| "never".to_owned(), worth);
        let room = ADDS.saturating_sub(columns(&line)).max(1);
        page.wrapped(&format!("{line}{}{adds:>8}", " ".repeat(room)), &" ".repeat(widest + 6), Emphasis::None);
    }
    if !marked.is_empty() {
        say(&mut page, "* changed");
    }
    let crossed = seat.crossed(levels);
    match seat.worth(levels).zip(seat.flow(levels)) {
        Some((all, flow)) if worth(all) == worth(flow) => {
            say(&mut page, &format!("It is worth {} to you.", worth(all)));
        }
        Some((all, flow)) => say(
            &mut page,
            &format!(
                "It is worth {} to you: {} while its peace holds, and that is not expected for ever.",
                worth(all),
                worth(flow)
            ),
        ),
        None => {
            let lines: Vec<&str> = crossed.iter().map(|&issue| session.issues[issue].label.as_str()).collect();
            say(&mut page, &format!("It crosses your red line on {}: you can't sign it.", list(&lines)));
        }
    }
    page.text
}
