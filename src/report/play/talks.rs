//! What happens at the table in public words, and what is asked of the person.

use std::cmp::Ordering;

use super::worth;
use crate::{
    engine::{
        level_names,
        play::{Move, Question, Session},
        trace::{Author, Reply, Step, Text},
    },
    report::{
        findings::capitalise,
        numbers::{list, periods},
        page::{Emphasis, Page, Style, columns},
        trace::{author, changes, label},
    },
};

/// How much of the talks has been told: whole rounds, and steps of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    rounds: usize,
    steps: usize,
    /// Rounds whose headings have been written.
    headings: usize,
}

/// What has happened since, in public words: who tabled what, and who said yes, no or nothing. Empty if nothing has.
#[must_use]
pub fn news(session: &Session<'_, '_>, seen: &mut Seen, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    let mut before: Option<&Text> = None;
    let rounds = &session.so_far().rounds;
    for (place, round) in rounds.iter().enumerate() {
        let told = match place.cmp(&seen.rounds) {
            Ordering::Less => round.steps.len(),
            Ordering::Equal => seen.steps,
            Ordering::Greater => 0,
        };
        if !session.seat.sees(session.so_far().tracks[place]) {
            if place + 1 > seen.headings {
                elsewhere(&mut page, session, place, seen);
            }
            continue;
        }
        let mut answers: [Vec<String>; 4] = Default::default();
        for (number, step) in round.steps.iter().enumerate() {
            let line = match step {
                Step::Tabled { by, text } => Some(tabled(session, by, text, before)),
                Step::Passed { actor } => {
                    Some(format!("{} nothing.", verb(session, *actor, "table", "tables")))
                }
                Step::Returned { bloc, text } => Some(returned(session, bloc, text, before)),
                Step::Agreed => Some("All who must agree to it.".to_owned()),
                Step::Answered { .. } => None,
            };
            if let Some(text) = seen_text(session, step) {
                before = Some(text);
            }
            if number < told {
                continue;
            }
            head(&mut page, session, place, seen);
            match (step, line) {
                (Step::Answered { actor, reply, .. }, _) => answers[kind(*reply)].push(name(session, *actor)),
                (_, Some(line)) => {
                    say_answers(&mut page, &mut answers);
                    say(&mut page, &line);
                }
                (_, None) => {}
            }
        }
        say_answers(&mut page, &mut answers);
    }
    if let Some(last) = rounds.last() {
        (seen.rounds, seen.steps) = (rounds.len() - 1, last.steps.len());
    }
    page.text
}

/// The text that a step shows the person.
fn seen_text<'t>(session: &Session<'_, '_>, step: &'t Step) -> Option<&'t Text> {
    match step {
        Step::Tabled { text, .. } => Some(text),
        Step::Returned { bloc, text } => is_of(session, bloc).then_some(text),
        _ => None,
    }
}

/// Whether the person is in a bloc, given by its name.
fn is_of(session: &Session<'_, '_>, bloc: &str) -> bool {
    let tracks = session.seat.case.case.rules.tracks.iter().enumerate();
    tracks.filter(|(_, track)| *track.label == *bloc).any(|(place, _)| session.seat.is_in(place))
}

/// That others talk at a table where the person is not, and whether they agree.
fn elsewhere(page: &mut Page, session: &Session<'_, '_>, from: usize, seen: &mut Seen) {
    let so_far = session.so_far();
    let there = so_far.tracks[from..].iter().take_while(|track| **track == so_far.tracks[from]).count();
    let rounds = &so_far.rounds[from..from + there];
    let agreed = rounds.iter().any(|round| round.steps.contains(&Step::Agreed));
    let track = &rounds[0].track;
    let many = periods(there as u64, "round");
    let end = if agreed { "they agree on a text, which you have not seen" } else { "they agree on nothing" };
    page.blank();
    page.wrapped(&format!("Elsewhere: “{track}”, {many}; {end}."), "", Emphasis::None);
    seen.headings = from + there;
}

fn kind(reply: Reply) -> usize {
    match reply {
        Reply::Accepts => 0,
        Reply::RedLine | Reply::OutsideOption | Reply::Aspiration => 1,
        Reply::Silent => 2,
        Reply::Voters => 3,
    }
}

/// Writes the heading of a round that has none yet.
fn head(page: &mut Page, session: &Session<'_, '_>, place: usize, seen: &mut Seen) {
    if place >= seen.headings {
        page.blank();
        page.wrapped(&heading(session, place), "", Emphasis::Bold);
        seen.headings = place + 1;
    }
}

/// Round and track, and where the front stands.
fn heading(session: &Session<'_, '_>, place: usize) -> String {
    let (round, track) = (&session.so_far().rounds[place], session.so_far().tracks[place]);
    let tracks = &session.seat.case.case.rules.tracks;
    let front = round.front.map(|front| format!(", the front at {front}")).unwrap_or_default();
    let of = if tracks.len() > 1 { format!(" of “{}”", round.track) } else { String::new() };
    format!("Round {} of {}{of}{front}", round.round, tracks[track].rounds)
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

fn tabled(session: &Session<'_, '_>, by: &Author, text: &Text, before: Option<&Text>) -> String {
    let who = match by {
        Author::Actor(actor) => verb(session, *actor, "table", "tables"),
        Author::Bloc { members, .. } => {
            let yours = if members.contains(&session.seat.actor) { ", yours," } else { "" };
            format!("{}{yours} tables", capitalise(&author(&session.actors, by)))
        }
    };
    let stays = if is_held_back(session, by, text) {
        " Your change would take too much back from somebody: the text stays as it was."
    } else {
        ""
    };
    format!("{who} {}.{stays}", compared(session, text, before))
}

/// Whether the person changed the text that it keeps, and the text that came to the table is the old one.
fn is_held_back(session: &Session<'_, '_>, by: &Author, text: &Text) -> bool {
    let model = &session.seat.case.case.model;
    match session.moves().last() {
        Some((Question::Table { kept: Some(kept), .. }, Move::Table(new))) => {
            *by == Author::Actor(session.seat.actor)
                && new != kept
                && level_names(model, kept) == text.levels
                && session.seat.case.space.position(new).is_some()
        }
        _ => false,
    }
}

fn returned(session: &Session<'_, '_>, bloc: &str, text: &Text, before: Option<&Text>) -> String {
    match is_of(session, bloc) {
        true => format!("Your bloc “{bloc}” changes its text to {}.", compared(session, text, before)),
        false => format!("The bloc “{bloc}” takes its text home and changes it."),
    }
}

/// A text by what it changes in the one that the person saw before.
fn compared(session: &Session<'_, '_>, text: &Text, before: Option<&Text>) -> String {
    let Some(before) = before else {
        // The one that is asked about is shown in full anyway.
        let levels = session.so_far().last.as_ref();
        let last = levels.map(|levels| level_names(&session.seat.case.case.model, levels));
        let is_shown = session.so_far().question.is_some() && last.as_ref() == Some(&text.levels);
        let levels = session.issues.iter().zip(&text.levels);
        let whole: Vec<String> = levels.map(|(issue, level)| format!("{} “{level}”", issue.label)).collect();
        return if is_shown { "a text".to_owned() } else { format!("a text: {}", list(&whole)) };
    };
    let text = Text { changed: differing(&text.levels, &before.levels), ..text.clone() };
    if text.changed.is_empty() {
        return "the same text".to_owned();
    }
    let rest = if text.changed.len() < session.issues.len() { "; the rest stays" } else { "" };
    format!("{}{rest}", changes(&session.issues, &text))
}

fn differing<T: PartialEq>(levels: &[T], before: &[T]) -> Vec<usize> {
    (0..levels.len()).filter(|&issue| levels[issue] != before[issue]).collect()
}

/// What is asked, with the text that it is about.
#[must_use]
pub fn question(session: &Session<'_, '_>, seen: &mut Seen, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    let so_far = session.so_far();
    let Some(asked) = &so_far.question else { return String::new() };
    let clock = asked.clock();
    head(&mut page, session, so_far.rounds.len().saturating_sub(1), seen);
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
            say(
                &mut page,
                &format!("No deal is worth {outside} to you. It is your turn to table a text{last}."),
            );
        }
        Question::Answer { text: tabled, is_own, .. } => {
            page.text += &text(session, tabled, &changed_last(session), style);
            let asks = match is_own {
                true => "The others accept the text of your bloc. Do you stand by it",
                false => "Do you accept",
            };
            say(&mut page, &format!("No deal is worth {outside} to you. {asks}{last}?"));
        }
        Question::Change { text: new, .. } => {
            let changed = so_far.last.as_ref().map_or_else(Vec::new, |last| differing(new, last));
            say(&mut page, "The text of your bloc was refused. It could be changed to this one:");
            page.text += &text(session, new, &changed, style);
            say(&mut page, &format!("No deal is worth {outside} to you. May it be changed{last}?"));
        }
    }
    page.text
}

/// The issues in which the last text that the person saw differs from the one before.
fn changed_last(session: &Session<'_, '_>) -> Vec<usize> {
    let so_far = session.so_far();
    let rounds =
        so_far.rounds.iter().zip(&so_far.tracks).rev().filter(|(_, track)| session.seat.sees(**track));
    let steps = rounds.flat_map(|(round, _)| round.steps.iter().rev());
    let mut texts = steps.filter_map(|step| seen_text(session, step));
    match (texts.next(), texts.next()) {
        (Some(last), Some(before)) => differing(&last.levels, &before.levels),
        _ => Vec::new(),
    }
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
        page.wrapped(
            &format!("{line}{}{adds:>8}", " ".repeat(room)),
            &" ".repeat(widest + 6),
            Emphasis::None,
        );
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
            &format!("It is worth {} to you ({} for as long as its peace holds).", worth(all), worth(flow)),
        ),
        None => {
            let lines: Vec<&str> =
                crossed.iter().map(|&issue| session.issues[issue].label.as_str()).collect();
            say(&mut page, &format!("It crosses your red line on {}: you can't sign it.", list(&lines)));
        }
    }
    page.text
}
