//! What the numbers say, in plain sentences: computed, neutral, at most two significant digits.

use crate::{
    engine::summary::{Blocker, Driver, Drivers, Estimate, OutcomeShare, Range, RedLineRelief, Summary},
    report::numbers::{count, list, one_of, percent, percent_range, periods, ratio, said, share_of},
};

/// The share of all runs with some ending, 0 if it is not there.
pub fn share(summary: &Summary, outcome: &str) -> f64 {
    ending(summary, outcome).and_then(|ending| ending.share.value).unwrap_or(0.0)
}

/// One ending by its name.
pub fn ending<'a>(summary: &'a Summary, outcome: &str) -> Option<&'a OutcomeShare> {
    summary.outcomes.iter().find(|ending| ending.outcome == outcome)
}

/// The endings with their names for people. Where no time after signing is watched, there are two.
pub fn endings(summary: &Summary) -> Vec<(&str, &OutcomeShare)> {
    let watched = summary.scenario.hold > 0;
    let shown = |ending: &&OutcomeShare| watched || matches!(ending.outcome.as_str(), "no_deal" | "durable");
    let merely_signed = |ending: &OutcomeShare| !watched && ending.outcome == "durable";
    summary
        .outcomes
        .iter()
        .filter(shown)
        .map(|ending| (if merely_signed(ending) { "Deal signed" } else { ending.label.as_str() }, ending))
        .collect()
}

/// P(deal).
pub fn p_deal(summary: &Summary) -> Option<f64> {
    headline(summary, "p_deal")
        .and_then(|estimate| estimate.value)
        .or(ratio(summary.counts.signed, summary.counts.runs))
}

/// P(durable | deal).
pub fn p_durable_given_deal(summary: &Summary) -> Option<f64> {
    let counted = || ratio(ending(summary, "durable")?.count, summary.counts.signed);
    headline(summary, "p_durable_given_deal").and_then(|estimate| estimate.value).or_else(counted)
}

/// A headline estimate by its name.
pub fn headline<'a>(summary: &'a Summary, metric: &str) -> Option<&'a Estimate> {
    summary.metrics.get(metric)
}

/// The answer to the scenario's question, as far as numbers go, in one to three sentences.
pub fn answer(summary: &Summary) -> String {
    let counts = &summary.counts;
    let hold = periods(u64::from(summary.scenario.hold), &summary.scenario.period);
    if counts.runs == 0 {
        return "No run was completed, so there is nothing to say.".to_owned();
    }
    if counts.signed == 0 {
        let blocked = blocker(summary).map_or_else(|| nobody(summary), |sentence| format!("{sentence}."));
        let runs = if counts.runs == 1 {
            "the one run".into()
        } else {
            format!("any of the {} runs", count(counts.runs))
        };
        return format!("No deal is signed in {runs}. {blocked}");
    }
    if counts.runs == 1 {
        let ended = endings(summary).into_iter().find(|(_, ending)| ending.count > 0);
        let ended =
            ended.map_or_else(String::new, |(label, _)| format!(" It ends so: {}.", label.to_lowercase()));
        return format!("A deal is signed in the one run.{ended} One run says nothing about chances.");
    }
    let deal = share_of(p_deal(summary).unwrap_or(0.0), "run");
    if summary.scenario.hold == 0 {
        return format!(
            "A deal is signed in {deal}. No time after signing is watched, so nothing is said about \
             how long peace would hold."
        );
    }
    let durable = ending(summary, "durable");
    let overall = said(share(summary, "durable"));
    let given = said(p_durable_given_deal(summary).unwrap_or(0.0));
    let band = durable.and_then(|ending| ending.share.band).filter(wide).map(|band| {
        format!(
            " As the inputs are uncertain, the last share lies {} in the central 80% of parameter draws.",
            between(band)
        )
    });
    format!(
        "A deal is signed in {deal}, and {given} of the signed ceasefires outlast {hold}: {overall} of runs \
         end in a durable ceasefire.{}",
        band.unwrap_or_default()
    )
}

/// Whether both ends differ as they are printed.
fn wide(range: &Range) -> bool {
    percent(range.low) != percent(range.high)
}

/// A range in words: `between 3% and 61%`.
pub fn between(range: Range) -> String {
    format!("between {} and {}", said(range.low), said(range.high))
}

/// Why an actor stands in the way of the last text, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text crosses a hard red line of the actor.
    RedLine,
    /// The text is worth less to it than its outside option.
    OutsideOption,
    /// It still holds out for more.
    Aspiration,
    /// It does not answer.
    Silence,
    /// It was signed, and its voters refused it.
    Voters,
}

impl Reason {
    /// All of them, with how often each was met in what an actor refused last.
    pub fn counts(actor: &Blocker) -> [(Self, u64); 5] {
        [
            (Reason::RedLine, actor.reasons.red_line),
            (Reason::OutsideOption, actor.reasons.outside_option),
            (Reason::Aspiration, actor.reasons.aspiration),
            (Reason::Silence, actor.reasons.silence),
            (Reason::Voters, actor.reasons.voters),
        ]
    }

    /// A few words for a list.
    pub fn name(self) -> &'static str {
        match self {
            Reason::RedLine => "hard red line",
            Reason::OutsideOption => "below its outside option",
            Reason::Aspiration => "hoped for more",
            Reason::Silence => "silent",
            Reason::Voters => "voted down at home",
        }
    }

    /// A sentence without its end: what the actor does with the last text.
    fn clause(self, actor: &str) -> String {
        match self {
            Reason::RedLine => format!("the last text crosses a hard red line of {actor}"),
            Reason::OutsideOption => {
                format!("the last text is worth less to {actor} than its outside option")
            }
            Reason::Aspiration => format!("{actor} holds out for more than the last text"),
            Reason::Silence => format!("{actor} leaves the last text unanswered"),
            Reason::Voters => format!("the voters of {actor} refuse the last text"),
        }
    }
}

/// Why nobody is seen to block: every run ends in a deal, or no text was ever on the table.
#[must_use]
pub fn nobody(summary: &Summary) -> String {
    let central = &summary.central;
    if summary.counts.signed == summary.counts.runs {
        return "Every run ends in a deal: nobody blocks.".to_owned();
    }
    if central.deals > 0 && central.within_red_lines == 0 {
        let mut owners: Vec<&str> = Vec::new();
        for line in &central.red_lines {
            if !owners.contains(&line.actor.as_str()) {
                owners.push(&line.actor);
            }
        }
        let whose = if owners.is_empty() { "someone who must sign".to_owned() } else { one_of(&owners) };
        return format!(
            "No text was ever tabled: every deal on the table crosses a hard red line of {whose}."
        );
    }
    let reason = if !summary.talks.is_empty() && summary.talks.iter().all(|track| track.rounds.is_empty()) {
        "No text was ever tabled, as the talks have no round"
    } else if summary.counts.signed > 0 {
        "No text was ever tabled in the runs without a deal, so nobody refused one"
    } else {
        "No text was ever tabled, so nobody refused one"
    };
    let within = match (central.within_red_lines, central.deals) {
        (_, 0) => String::new(),
        (1, 1) => "; the only deal crosses no hard red line".to_owned(),
        (within, deals) if within == deals => {
            format!("; none of {} deals crosses a hard red line", count(deals))
        }
        (within, deals) => format!("; {} of {} deals cross no hard red line", count(within), count(deals)),
    };
    format!("{reason}{within}.")
}

/// What ended the talks without a deal, where it was not time alone.
pub fn what_ended(summary: &Summary) -> Option<String> {
    let endings = &summary.blocking.endings;
    let failures = summary.counts.runs.saturating_sub(summary.counts.signed);
    let share = |count: u64| ratio(count, failures).map(percent).filter(|_| count > 0);
    let parts: Vec<String> = [
        ("the war was decided in", endings.decided),
        ("voters had the last word in", endings.not_ratified),
        ("the talks broke down in", endings.broke_down),
    ]
    .into_iter()
    .filter_map(|(what, count)| Some(format!("{what} {}", share(count)?)))
    .collect();
    (!parts.is_empty()).then(|| format!("Of the runs without a deal, {}.", list_of(&parts)))
}

fn list_of(parts: &[String]) -> String {
    list(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Who most often stood in the way of the last text where no deal came, and why; `None` if nobody did.
///
/// `Russia leaves the last text unanswered in 95% of the runs without a deal`. Several actors may stand in the way
/// of the same text, so the shares of different actors may add up to more than all.
pub fn blocker(summary: &Summary) -> Option<String> {
    let actors = &summary.blocking.actors;
    let most = actors.iter().map(|actor| actor.last_refusals).max().filter(|&most| most > 0)?;
    let first: Vec<&Blocker> = actors.iter().filter(|actor| actor.last_refusals == most).collect();
    let [only] = first.as_slice() else {
        let names: Vec<&str> = first.iter().map(|actor| actor.label.as_str()).collect();
        let share = said(first.first()?.share);
        return Some(format!(
            "{} equally often refuse the last text or leave it unanswered: each in {share} of the runs without a deal",
            list(&names)
        ));
    };
    let counts = Reason::counts(only);
    let (reason, times) =
        counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let (share, clause) = match ratio(times, most) {
        Some(part) if times > 0 => (only.share * part, reason.clause(&only.label)),
        _ => (only.share, format!("{} refuses the last text", only.label)),
    };
    let clause = capitalise(&clause);
    Some(format!("{clause} in {} of the runs without a deal", said(share)))
}

/// The zone of agreement at the central values, in its first and its last round; `None` without a deal space.
pub fn central_zone(summary: &Summary) -> Option<String> {
    let central = &summary.central;
    if central.deals == 0 {
        return None;
    }
    let (deals, within) = (central.deals, central.within_red_lines);
    let lines = match (deals, within) {
        (1, 0) => "the only deal crosses a hard red line".to_owned(),
        (1, _) => "the only deal crosses no hard red line".to_owned(),
        (_, 0) => format!("each of {} deals crosses a hard red line", count(deals)),
        (_, 1) => format!("1 of {} deals crosses no hard red line", count(deals)),
        _ if within == deals => format!("none of {} deals crosses a hard red line", count(deals)),
        _ => format!("{} of {} deals cross no hard red line", count(within), count(deals)),
    };
    let among = match (central.zone, central.zone_last) {
        _ if within == 0 => String::new(),
        (0, 0) if within == 1 => {
            "; it is not acceptable to all in the first or the last round of the talks".to_owned()
        }
        (1, 1) if within == 1 => {
            "; it is acceptable to all, in the first round of the talks and in the last".to_owned()
        }
        (first, last) if first == last => {
            let verb = if first == 1 { "is" } else { "are" };
            let zone = match first {
                0 => "none".to_owned(),
                all if all == within => "all".to_owned(),
                some => count(some),
            };
            format!(
                "; {zone} of these {verb} acceptable to all, in the first round of the talks and in the last"
            )
        }
        (first, last) => {
            let verb = if first == 1 { "is" } else { "are" };
            format!(
                "; {} of these {verb} acceptable to all in the first round, {} in the last, after weariness and pressure",
                count(first),
                count(last)
            )
        }
    };
    Some(format!("With every input at its central value, {lines}{among}."))
}

/// What each signatory alone would accept, and who would accept least; `None` if that is unknown.
pub fn central_alone(summary: &Summary) -> Option<String> {
    let accepts = &summary.central.acceptable;
    let least = accepts.iter().map(|actor| actor.deals).min()?;
    let each: Vec<String> =
        accepts.iter().map(|actor| format!("{} {}", actor.label, count(actor.deals))).collect();
    let first: Vec<&str> =
        accepts.iter().filter(|actor| actor.deals == least).map(|actor| actor.label.as_str()).collect();
    let binds = if first.len() < accepts.len() {
        format!(" {} would accept the fewest.", list(&first))
    } else {
        String::new()
    };
    Some(format!(
        "By its own hard red lines and outside option alone, each would accept so many deals in the first round: {}.{binds}",
        list(&each)
    ))
}

/// The hard red lines by how much dropping each alone would widen the zone, the widest first.
pub fn reliefs(summary: &Summary) -> Vec<&RedLineRelief> {
    let mut lines: Vec<&RedLineRelief> = summary.central.red_lines.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.zone));
    lines
}

/// The inputs whose share is more than chance makes of one that does nothing, the largest first.
pub fn told_apart(drivers: &Drivers) -> impl Iterator<Item = &Driver> {
    drivers.inputs.iter().filter(|input| input.told_apart)
}

/// What a metric hangs on, without an end: `A durable peace hangs most on Russia: war flow (31% of the variance between
/// draws by itself)`.
pub fn leading(drivers: &Drivers) -> String {
    let share = |input: &Driver| percent(input.share.clamp(0.0, 1.0));
    let inputs = told_apart(drivers).take(3).enumerate();
    let inputs: Vec<String> = inputs
        .map(|(place, input)| match place {
            0 => format!("{} ({} of the variance between draws by itself)", input.label, share(input)),
            _ => format!("{} ({})", input.label, share(input)),
        })
        .collect();
    format!("{} hangs most on {}", capitalise(&drivers.label), list(&inputs))
}

/// What drives a metric, in one or two sentences.
pub fn driven(drivers: &Drivers) -> String {
    if let Some(why) = &drivers.absence {
        return format!("Which input drives {} {why}", drivers.label);
    }
    if told_apart(drivers).next().is_none() {
        return format!(
            "{}: none of {} is told apart from chance by itself; each is small, or there are too few draws.",
            capitalise(&drivers.label),
            periods(drivers.inputs.len() as u64, "input")
        );
    }
    format!("{}. {}.", leading(drivers), capitalise(&unexplained(drivers)))
}

/// How many inputs drive a metric, and what they leave, without an end.
pub fn unexplained(drivers: &Drivers) -> String {
    let number = told_apart(drivers).count() as u64;
    let verb = if number == 1 { "is" } else { "are" };
    let inputs = periods(drivers.inputs.len() as u64, "input");
    let rest = 1.0 - drivers.explained.unwrap_or(0.0);
    let rest = match percent(rest.clamp(0.0, 1.0)).as_str() {
        _ if drivers.correlated => "some inputs are correlated, so that their shares overlap".to_owned(),
        "0%" => "nothing is left to the other inputs".to_owned(),
        rest => {
            format!("{rest} is left to inputs too small to tell from chance and to what inputs do together")
        }
    };
    format!("{} of {inputs} {verb} told apart from chance; {rest}", count(number))
}

/// The word with a capital.
pub fn capitalise(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a text was signed most often.
pub fn top_text(summary: &Summary) -> Option<String> {
    let text = summary.texts.first()?;
    let share = percent(text.share);
    Some(format!("The text signed most often ({share} of deals): {}.", text.levels.join("; ")))
}

/// How many runs, and how they were made.
pub fn runs(summary: &Summary) -> String {
    let counts = &summary.counts;
    let cut = if counts.complete { "" } else { ", interrupted" };
    let more = match counts.runs.saturating_sub(counts.draws.saturating_mul(counts.replications)) {
        0 => String::new(),
        more => format!(" and {} of the next draw", count(more)),
    };
    format!(
        "{} ({} × {}{more}), seed {}{cut}",
        periods(counts.runs, "run"),
        periods(counts.draws, "draw"),
        periods(counts.replications, "replication"),
        counts.seed
    )
}

/// Range of a band or interval in a caption: ` (38–44%)`, or nothing.
pub fn bracket(range: Option<Range>) -> String {
    range.map(|range| format!(" ({})", percent_range(range))).unwrap_or_default()
}
