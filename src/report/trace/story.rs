//! The story of a run: 80 columns, readable without colour.

use super::{author, headline, issues, label, outcome};
use crate::{
    engine::{
        summary::Name,
        trace::{Author, Event, Reply, Step, Text, Trace, TracedCeasefire, TracedRound},
    },
    report::{
        CAVEAT,
        findings::capitalise,
        numbers::{count, list, optional_value, periods, value},
        page::{Emphasis, Page, Style, columns},
    },
};

/// The run from the first round to the last period, ending in a newline.
#[must_use]
pub fn story(trace: &Trace, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    page.wrapped(&trace.scenario.name, "", Emphasis::Bold);
    let run = &trace.run;
    page.wrapped(
        &format!(
            "Run {} (draw {}, replication {}, seed {}). {}.",
            count(run.run),
            count(run.draw),
            count(run.replication),
            run.seed,
            headline(trace)
        ),
        "",
        Emphasis::None,
    );
    if !trace.scenario.overrides.is_empty() {
        page.wrapped(&format!("Changed: {}", trace.scenario.overrides.join(", ")), "  ", Emphasis::None);
    }
    page.blank();
    talks(&mut page, trace);
    if let Some(deal) = &trace.deal {
        signed(&mut page, trace, deal);
    }
    if let Some(ceasefire) = &trace.ceasefire {
        peace(&mut page, trace, ceasefire);
    }
    end(&mut page, trace);
    page.wrapped(&format!("This is {CAVEAT}."), "", Emphasis::Bold);
    page.text
}

fn talks(page: &mut Page, trace: &Trace) {
    page.heading("The talks");
    let zone = match trace.zone {
        0 => "At first there is no deal that all who must sign would rather have than none.".to_owned(),
        deals => format!(
            "At first {} {} better than none for all who must sign.",
            count(deals),
            if deals == 1 { "deal is" } else { "deals are" }
        ),
    };
    page.wrapped(&zone, "", Emphasis::None);
    page.wrapped(
        "Worth is each actor's own: a flow per period, which does not compare between actors.",
        "",
        Emphasis::Dim,
    );
    page.blank();
    let mut quiet: Option<(u32, u32)> = None;
    let mut track = "";
    let mut first = true;
    for round in &trace.rounds {
        if round.track != track {
            tell_quiet(page, &mut quiet);
            track = &round.track;
            page.heading(&format!("Track: {track}"));
        }
        if round.steps.is_empty() {
            quiet = Some((quiet.map_or(round.round, |(from, _)| from), round.round));
            continue;
        }
        tell_quiet(page, &mut quiet);
        tell_round(page, trace, round, &mut first);
    }
    tell_quiet(page, &mut quiet);
    page.blank();
}

fn tell_quiet(page: &mut Page, quiet: &mut Option<(u32, u32)>) {
    match quiet.take() {
        Some((from, to)) if from == to => page.line(&format!("  Round {from}: nothing is tabled.")),
        Some((from, to)) => page.line(&format!("  Rounds {from} to {to}: nothing is tabled.")),
        None => {}
    }
}

fn tell_round(page: &mut Page, trace: &Trace, round: &TracedRound, first: &mut bool) {
    let front = round.front.map(|front| format!(", the front at {front}")).unwrap_or_default();
    page.wrapped(&format!("  Round {}{front}", round.round), "  ", Emphasis::None);
    let say = |page: &mut Page, text: &str| page.wrapped(&format!("    {text}"), "      ", Emphasis::None);
    if let Some(pressed) = pressed(trace, round) {
        say(page, &pressed);
    }
    for step in &round.steps {
        match step {
            Step::Tabled { by, text } => {
                say(page, &tabled(trace, round, by, text, *first));
                if *first {
                    levels(page, trace, text, 6);
                }
                *first = false;
            }
            Step::Passed { actor } => {
                say(page, &format!("{}, whose turn it is, tables nothing.", label(&trace.actors, *actor)));
            }
            Step::Answered { .. } => say(page, &answered(trace, step)),
            Step::Returned { bloc, text } => {
                say(
                    page,
                    &format!("The bloc “{bloc}” takes its text back: {}.", changes(&trace.issues, text)),
                );
            }
            Step::Agreed => say(page, "All who must agree to it."),
        }
    }
}

/// What pressure does in a round.
fn pressed(trace: &Trace, round: &TracedRound) -> Option<String> {
    let stances = round.stances.iter().filter(|stance| stance.pressure > 0.0);
    let each: Vec<String> = stances
        .map(|stance| {
            let actor = &trace.actors[stance.actor];
            let by = actor.pressed_by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
            format!("{} by {}{by}", actor.label, value(stance.pressure))
        })
        .collect();
    (!each.is_empty()).then(|| format!("Pressure makes no deal worse for {}.", list(&each)))
}

fn tabled(trace: &Trace, round: &TracedRound, by: &Author, text: &Text, first: bool) -> String {
    let who = capitalise(&author(&trace.actors, by));
    let what = match (first, text.changed.is_empty()) {
        (true, _) => format!("{who} tables a text"),
        (false, true) => format!("{who} tables the same text"),
        (false, false) => format!("{who} tables {}", changes(&trace.issues, text)),
    };
    let stance = |actor: usize| round.stances.iter().find(|stance| stance.actor == actor);
    match by {
        Author::Actor(actor) if stance(*actor).is_some() => {
            let least = stance(*actor).and_then(|stance| stance.least);
            let holds_out = match trace.played == Some(*actor) {
                true => String::new(),
                false => format!(", where it holds out for {}", optional_value(least)),
            };
            format!("{what}: worth {} to itself{holds_out}.", optional_value(text.values[*actor]))
        }
        _ => format!("{what}."),
    }
}

/// What a text changes in the one before.
pub(in crate::report) fn changes(issues: &[Name], text: &Text) -> String {
    let each = text.changed.iter().map(|&issue| format!("{} “{}”", issues[issue].label, text.levels[issue]));
    list(&each.collect::<Vec<_>>())
}

fn levels(page: &mut Page, trace: &Trace, text: &Text, indent: usize) {
    let widest = trace.issues.iter().map(|issue| columns(&issue.label)).max().unwrap_or(0);
    for (issue, level) in trace.issues.iter().zip(&text.levels) {
        let gap = " ".repeat(widest - columns(&issue.label) + 2);
        let line = format!("{}{}{gap}{level}", " ".repeat(indent), issue.label);
        page.wrapped(&line, &" ".repeat(indent + widest + 2), Emphasis::None);
    }
}

/// What an actor says to a text, and why; nothing for another step.
#[must_use]
pub fn answered(trace: &Trace, step: &Step) -> String {
    let Step::Answered { actor, reply, value: worth, least, outside_option, crossed } = step else {
        return String::new();
    };
    let who = label(&trace.actors, *actor);
    let below = worth < least;
    let is_played = trace.played == Some(*actor);
    let (worth, least, outside) = (optional_value(*worth), optional_value(*least), value(*outside_option));
    match reply {
        Reply::Accepts if is_played => {
            format!("{who} says yes: worth {worth} to it, and no deal is worth {outside}.")
        }
        Reply::Accepts if below => {
            format!("{who} says yes: worth {worth} to it, though it held out for {least}.")
        }
        Reply::Accepts => format!("{who} says yes: worth {worth} to it, where {least} would do."),
        Reply::Silent => format!("{who} does not answer."),
        Reply::RedLine => {
            format!("{who} says no: its red line on {} is crossed.", issues(&trace.issues, crossed))
        }
        Reply::OutsideOption => {
            format!("{who} says no: worth {worth} to it, and no deal is worth {outside}.")
        }
        Reply::Aspiration if is_played => {
            format!("{who} says no: worth {worth} to it, more than no deal ({outside}).")
        }
        Reply::Aspiration => format!(
            "{who} says not yet: worth {worth} to it, more than no deal ({outside}), but it holds out for {least}."
        ),
        Reply::Voters => format!("{who} signs, and is voted down at home."),
    }
}

fn signed(page: &mut Page, trace: &Trace, deal: &Text) {
    page.heading("What is signed");
    levels(page, trace, deal, 2);
    let worth = trace.actors.iter().zip(&deal.values);
    let worth: Vec<String> = worth
        .filter(|(actor, _)| actor.must_sign)
        .map(|(actor, worth)| format!("{} {}", actor.label, optional_value(*worth)))
        .collect();
    page.wrapped(&format!("  Expected worth: {}.", worth.join(", ")), "  ", Emphasis::None);
    page.blank();
}

fn peace(page: &mut Page, trace: &Trace, ceasefire: &TracedCeasefire) {
    let period = &trace.scenario.period;
    page.heading("The ceasefire");
    if ceasefire.periods.is_empty() {
        let hold = periods(u64::from(ceasefire.hold), period);
        page.wrapped(&format!("  Nothing happens in the {hold} watched."), "  ", Emphasis::None);
    }
    let widest = ceasefire.periods.last().map_or(0, |last| last.period.to_string().len());
    for told in &ceasefire.periods {
        let head = format!("  {} {:>widest$}  ", capitalise(period), told.period);
        let indent = " ".repeat(columns(&head));
        page.wrapped(&(head + &happened(trace, ceasefire, &told.events)), &indent, Emphasis::None);
    }
    page.blank();
}

/// What happened in a period, in sentences.
#[must_use]
pub fn happened(trace: &Trace, ceasefire: &TracedCeasefire, events: &[Event]) -> String {
    let side = |side: usize| label(&trace.actors, ceasefire.sides[side]);
    let guarantees = |places: &[usize]| {
        list(&places.iter().map(|&place| ceasefire.guarantees[place].label.as_str()).collect::<Vec<_>>())
    };
    let told = events.iter().map(|event| match event {
        Event::Reopened { repaired: true } => {
            "The text is reopened, and all take a text: calm returns.".to_owned()
        }
        Event::Reopened { repaired: false } => "The text is reopened in vain.".to_owned(),
        Event::Attempt { side: attacker } => format!("{} decides to attack.", side(*attacker)),
        Event::Warned => "Monitors warn of it.".to_owned(),
        Event::Called { guarantees: called, honoured, .. } if honoured.is_empty() => {
            format!("{}: called on, and not kept.", guarantees(called))
        }
        Event::Called { guarantees: called, honoured, .. } if called == honoured => {
            format!("{}: called on, and kept.", guarantees(called))
        }
        Event::Called { guarantees: called, honoured, .. } => {
            format!("{}: called on; kept by {}.", guarantees(called), guarantees(honoured))
        }
        Event::Stopped => "The attack is stopped before it begins.".to_owned(),
        Event::Attack { detected: true } => "The attack goes ahead, and is seen for what it is.".to_owned(),
        Event::Attack { detected: false } => {
            "The attack goes ahead, and nobody can prove whose it is.".to_owned()
        }
        Event::Contained => "It is contained.".to_owned(),
        Event::Incident { false_alarm: true, .. } => "A false alarm.".to_owned(),
        Event::Incident { spoilers: true, .. } => "An incident, with spoilers behind it.".to_owned(),
        Event::Incident { .. } => "An incident.".to_owned(),
        Event::Moved { to: 0 } => "Things calm down.".to_owned(),
        Event::Moved { to: 1 } => "Incidents go on.".to_owned(),
        Event::Moved { .. } => "It is a crisis.".to_owned(),
        Event::Collapsed { by: Some(attacker), motive } => {
            let why = match *motive {
                Some("meant") => " It meant it: the war is worth a peace kept for good to it.",
                Some("feared") => " It feared the other\u{2019}s: the war is worth more to it than waiting, and less than a peace kept for good.",
                _ => " An accident: its own interests speak against it.",
            };
            format!("The attack of {} is war.{why}", side(*attacker))
        }
        Event::Collapsed { by: None, .. } => "Incidents escalate to war.".to_owned(),
    });
    told.collect::<Vec<_>>().join(" ")
}

fn end(page: &mut Page, trace: &Trace) {
    page.heading(&format!("How it ends: {}", outcome(trace).to_lowercase()));
    let realised: Vec<String> = (trace.actors.iter().zip(&trace.realised))
        .filter(|(actor, _)| actor.must_sign)
        .map(|(actor, worth)| format!("{} {}", actor.label, optional_value(*worth)))
        .collect();
    if !realised.is_empty() {
        let text = format!("  What it came to, the ceasefire's course counted in: {}.", realised.join(", "));
        page.wrapped(&text, "  ", Emphasis::None);
    }
    page.blank();
}
