//! The brief of an actor.

use super::worth;
use crate::{
    engine::play::{Brief, BriefActor, BriefIssue, BriefTrack},
    negotiation::{Protocol, protocol::stacked_alternating::Turns},
    report::{
        numbers::{count, list, one_of, percent, periods, plural},
        page::{Emphasis, Page, Style, columns},
    },
};

/// Levels of an issue that are listed one by one; of more, some are shown.
const MOST_LEVELS: usize = 12;

/// The brief, ending in a newline.
#[must_use]
pub fn brief(brief: &Brief, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    page.wrapped(&brief.scenario, "", Emphasis::Bold);
    page.wrapped(&brief.question, "", Emphasis::None);
    page.blank();
    let own = &brief.actors[brief.actor];
    page.heading(&format!("You are {}", own.label));
    actors(&mut page, brief);
    page.blank();
    values(&mut page, brief);
    page.blank();
    without(&mut page, brief);
    page.blank();
    course(&mut page, brief);
    if !brief.guarantees.is_empty() {
        page.blank();
        guarantees(&mut page, brief);
    }
    page.text
}

fn actors(page: &mut Page, brief: &Brief) {
    let widest = brief.actors.iter().map(|actor| columns(&actor.label)).max().unwrap_or(0).min(32);
    for (place, actor) in brief.actors.iter().enumerate() {
        let you = if place == brief.actor { "you; " } else { "" };
        let gap = " ".repeat(widest.saturating_sub(columns(&actor.label)) + 2);
        let line = format!("  {}{gap}{you}{}", actor.label, roles(actor));
        page.wrapped(&line, &" ".repeat(widest + 4), Emphasis::None);
    }
}

fn roles(actor: &BriefActor) -> String {
    let roles = [
        (actor.roles.belligerent, "fights"),
        (actor.roles.guarantor, "may guarantee"),
        (actor.roles.mediator, "mediates"),
    ];
    let mut words: Vec<&str> = roles.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    words.push(if actor.must_sign { "must sign" } else { "need not sign" });
    words.join(", ")
}

fn values(page: &mut Page, brief: &Brief) {
    page.heading("What a text is worth to you");
    page.wrapped(
        &format!(
            "Worth is a flow per {}: about 1 is your ideal deal, 0 your worst. While peace holds, a text is worth the sum \
             of what its levels add.",
            brief.period
        ),
        "",
        Emphasis::None,
    );
    for issue in &brief.issues {
        levels(page, issue);
    }
    let counted = match (brief.hold.is_some(), brief.most_cost > 0.0) {
        (false, _) => "No ceasefire is watched here, so that is what a text is worth.".to_owned(),
        (true, false) => {
            "What a whole text is worth counts too how long its peace is expected to last, and a war after it.".to_owned()
        }
        (true, true) => format!(
            "What a whole text is worth counts too how long its peace is expected to last, a war after it, and what your \
             guarantees cost you: up to {}.",
            worth(brief.most_cost)
        ),
    };
    page.wrapped(&format!("{counted} `worth` works it out for you."), "", Emphasis::None);
    match brief.best {
        Some(best) => page.wrapped(
            &format!("The text that is best for you is worth {}.", worth(best)),
            "",
            Emphasis::None,
        ),
        None => page.wrapped("All texts on the table cross your red lines.", "", Emphasis::None),
    }
    if brief.audience_cost > 0.0 {
        let text = format!(
            "Your public remembers what you table: when you answer a text that gives you less than your best offer did, \
             you lose {} of the difference.",
            percent(brief.audience_cost)
        );
        page.wrapped(&text, "", Emphasis::None);
    }
}

fn levels(page: &mut Page, issue: &BriefIssue) {
    page.wrapped(&format!("  {} ({})", issue.label, issue.id), "    ", Emphasis::None);
    let all = issue.levels.len();
    let is_listed =
        |place: usize| all <= MOST_LEVELS || [0, all / 4, all / 2, 3 * all / 4, all - 1].contains(&place);
    for (place, level) in issue.levels.iter().enumerate().filter(|(place, _)| is_listed(*place)) {
        let number = if all <= MOST_LEVELS { format!("{:>2}", place + 1) } else { "  ".to_owned() };
        let adds = match level.adds {
            None => "never: your red line".to_owned(),
            Some(adds) if level.penalty > 0.0 => {
                format!("{} (less {} across your line)", worth(adds), worth(level.penalty))
            }
            Some(adds) => worth(adds),
        };
        let name = format!("    {number}  {}", level.name);
        let gap = " ".repeat(44_usize.saturating_sub(columns(&name)).max(2));
        page.wrapped(&format!("{name}{gap}{adds}"), "        ", Emphasis::None);
    }
    if all > MOST_LEVELS {
        page.wrapped(
            &format!("        ({} levels, of which five are shown)", count(all as u64)),
            "        ",
            Emphasis::None,
        );
    }
}

fn without(page: &mut Page, brief: &Brief) {
    page.heading("What you have without a deal");
    let options = &brief.outside_options;
    let last = options.len().saturating_sub(1);
    let mut rounds = vec![0, last / 2, last];
    rounds.dedup();
    let shown = |round: usize| format!("{} in round {}", worth(options[round]), round + 1);
    let changes = options.iter().any(|option| option != &options[0]);
    let each: Vec<String> = rounds.into_iter().filter(|round| *round < options.len()).map(shown).collect();
    let mut text = match (changes, options.first()) {
        (true, _) => format!("Your outside option is worth {}.", list(&each)),
        (false, Some(option)) => format!("Your outside option is worth {} in every round.", worth(*option)),
        (false, None) => String::new(),
    };
    if brief.weariness > 0.0 {
        text += &format!(" It wears by {} a round.", worth(brief.weariness));
    }
    if let Some((by, most)) = &brief.pressed_by {
        let by = by.as_deref().unwrap_or("Somebody");
        text += &format!(" {by} presses you: by the last round that takes {} of it.", worth(*most));
    }
    page.wrapped(&text, "", Emphasis::None);
    if let Some(battlefield) = &brief.battlefield {
        let stakes = battlefield.stakes[brief.actor];
        let way = match stakes == 0.0 {
            true => String::new(),
            false => format!("; the whole way up is worth {} to you", worth(stakes)),
        };
        let text = format!(
            "They fight while they talk. The front starts at {} of {}, and after each round it moves by one, up with a \
             chance of {}{way}. At either end the war is decided, and the talks are over.",
            battlefield.start,
            battlefield.positions,
            percent(battlefield.advance)
        );
        page.wrapped(&text, "", Emphasis::None);
    }
    if let Some(types) = &brief.types {
        let types: Vec<String> = types.iter().map(|kind| worth(*kind)).collect();
        let text =
            format!("The others do not know it. They hold possible that it begins at {}.", one_of(&types));
        page.wrapped(&text, "", Emphasis::None);
    }
    let patience = format!(
        "Your patience: what comes {} later counts for {}.",
        periods(12, &brief.period),
        percent(libm::pow(brief.discount, 12.0))
    );
    page.wrapped(&patience, "", Emphasis::None);
}

fn course(page: &mut Page, brief: &Brief) {
    page.heading("How the talks go");
    for (place, track) in brief.tracks.iter().enumerate() {
        let members = list(&track.members);
        let rounds = format!("{} {}", count(track.rounds.into()), plural("round", track.rounds.into()));
        let text = format!("{}, {rounds}: {members}. {}", track.label, protocol(brief, track));
        page.item(&text);
        let part = match (&track.bloc, track.is_member) {
            (Some(bloc), _) => format!(
                "You speak there as “{bloc}”, with the text that it agreed. Where the others refuse it, you are asked \
                 whether it may change, up to {} {}.",
                track.returns,
                plural("time", track.returns.into())
            ),
            (None, false) => "You do not sit there.".to_owned(),
            (None, true) if brief.tracks.len() > 1 && place + 1 < brief.tracks.len() => {
                "What is agreed there goes to a later table.".to_owned()
            }
            (None, true) => String::new(),
        };
        let quota = match track.quota {
            0 => String::new(),
            quota => format!(" {quota} of those who need not sign must agree as well."),
        };
        let more = format!("{part}{quota}");
        if !more.is_empty() {
            page.wrapped(&format!("  {}", more.trim()), "  ", Emphasis::None);
        }
    }
    if brief.breakdown > 0.0 {
        let text = format!(
            "After a round without a deal the talks break down for good with a chance of {}.",
            percent(brief.breakdown)
        );
        page.wrapped(&text, "", Emphasis::None);
    }
    if let Some(vote) = &brief.ratification {
        let text = format!(
            "What you sign is put to a vote at home, {} {} at most: {} say yes to a text that is no better than no deal{}.",
            vote.votes,
            plural("time", vote.votes.into()),
            percent(vote.approval),
            if vote.sensitivity > 0.0 { ", more to a better one" } else { "" }
        );
        page.wrapped(&text, "", Emphasis::None);
    }
    if let Some(hold) = brief.hold {
        let text = format!(
            "If a deal is signed, its ceasefire is watched for {}.",
            periods(hold.into(), &brief.period)
        );
        page.wrapped(&text, "", Emphasis::None);
    }
}

fn protocol(brief: &Brief, track: &BriefTrack) -> String {
    let actor = |place: usize| match place == brief.actor {
        true => "you",
        false => brief.actors[place].label.as_str(),
    };
    match &track.protocol {
        Protocol::Alternating { first } => format!(
            "They take turns to table a text, which the other answers in the same round; {} begins.",
            track.members[*first]
        ),
        Protocol::StackedAlternating { turns } => format!(
            "They take turns ({}): each takes the standing text or tables its own in its place. It is agreed when all \
             have taken it one after the other.",
            match turns {
                Turns::One => "one a round",
                Turns::All => "each once a round",
            }
        ),
        Protocol::RandomProposer { recognition } => {
            let total: f64 = recognition.iter().sum();
            let chances: Vec<String> = (track.members.iter().zip(recognition))
                .map(|(member, chance)| format!("{member} with a chance of {}", percent(chance / total)))
                .collect();
            format!("Each round one is drawn to table a text, and all others answer: {}.", list(&chances))
        }
        Protocol::Ultimatum { proposer, round } => {
            let round =
                round.map_or_else(|| "the last round".to_owned(), |round| format!("round {}", round + 1));
            format!("In {round} {} one text, take it or leave it.", tables(actor(proposer.0)))
        }
        Protocol::SingleText { mediator, .. } => format!(
            "{} a single text. All say in each round whether they would sign it; from round to round one issue of it may \
             change.",
            match actor(mediator.0) {
                "you" => "You keep".to_owned(),
                other => format!("{other} keeps"),
            }
        ),
    }
}

fn tables(who: &str) -> String {
    if who == "you" { "you table".to_owned() } else { format!("{who} tables") }
}

fn guarantees(page: &mut Page, brief: &Brief) {
    page.heading("What is promised");
    for guarantee in &brief.guarantees {
        let [by, protects, against] = &guarantee.names;
        let issue = match &guarantee.issue {
            Some(issue) => format!("; how much it promises is decided under “{issue}”"),
            None => String::new(),
        };
        page.item(&format!("{}: {by} protects {protects} against {against}{issue}.", guarantee.label));
    }
}
