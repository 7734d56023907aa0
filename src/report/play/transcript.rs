//! A transcript for people: who played what, and every move.

use crate::{
    engine::{
        play::{Session, Transcript, TranscriptMove},
        summary::Name,
    },
    report::{
        CAVEAT,
        numbers::list,
        page::{Emphasis, Page},
    },
};

/// The transcript without what it came to, as plain text that ends in a newline.
#[must_use]
pub fn transcript(transcript: &Transcript, session: &Session<'_, '_>) -> String {
    let mut page = Page::default();
    let label = &session.actors[session.seat.actor].label;
    let who = transcript.player.as_deref().unwrap_or("Somebody");
    page.wrapped(&format!("{who} as {label}: {}", transcript.scenario.name), "", Emphasis::None);
    page.wrapped(
        &format!(
            "Run {} of seed {}, Armistice {}. This is {CAVEAT}.",
            transcript.run.run, transcript.run.seed, transcript.armistice
        ),
        "",
        Emphasis::None,
    );
    page.wrapped(&format!("Scenario text {}", transcript.scenario.hash), "", Emphasis::None);
    if !transcript.scenario.overrides.is_empty() {
        let changed = transcript.scenario.overrides.join(", ");
        page.wrapped(&format!("Changed: {changed}"), "  ", Emphasis::None);
    }
    page.blank();
    page.heading("Moves");
    for made in &transcript.moves {
        page.wrapped(&told(made, session), "    ", Emphasis::None);
    }
    if !transcript.finished {
        page.line("  The player left, and the talks were broken off.");
    }
    page.text
}

fn told(made: &TranscriptMove, session: &Session<'_, '_>) -> String {
    let when = format!("  {}, round {}: ", made.track, made.round);
    let what = match (made.asked.as_str(), made.decided.as_str()) {
        ("table", "pass") => "tables nothing".to_owned(),
        ("answer", "pass") => "does not answer".to_owned(),
        ("answer", "accept") => "accepts".to_owned(),
        ("answer", _) => "refuses".to_owned(),
        ("change", "accept") => "lets the bloc change its text".to_owned(),
        ("change", _) => "does not let the bloc change its text".to_owned(),
        _ => {
            let level = |issue: &Name| {
                let level = made.text.as_ref()?.get(&issue.id)?;
                Some(format!("{} “{level}”", issue.label))
            };
            let levels: Vec<String> = session.issues.iter().filter_map(level).collect();
            format!("tables {}", list(&levels))
        }
    };
    when + &what
}
