//! The summary for the terminal: 80 columns, readable without colour.

use crate::{
    engine::summary::{Blocker, OutcomeShare, Summary},
    report::{
        CAVEAT,
        findings::{
            Reason, answer, blocker, central_alone, central_zone, driven, endings, headline, nobody, reliefs,
            runs, top_text, what_ended,
        },
        motives::who_breaks,
        numbers::{count, estimate, list, optional_range, optional_value, percent, periods, ratio, share_of},
        page::{Emphasis, Page, columns, printable},
    },
};

/// Columns of a bar.
const BAR: usize = 22;

pub use crate::report::page::Style;

/// The summary, ending in a newline; no line is wider than 80 columns unless one word is.
pub fn summary(summary: &Summary, style: Style) -> String {
    let mut page = Page { text: String::new(), style };
    let facts = &summary.scenario;
    page.wrapped(&facts.name, "", Emphasis::Bold);
    page.wrapped(&facts.question, "", Emphasis::None);
    page.wrapped(&format!("{}.", runs(summary)), "", Emphasis::Dim);
    if !facts.overrides.is_empty() {
        page.wrapped(&format!("Changed: {}", facts.overrides.join(", ")), "  ", Emphasis::None);
    }
    page.blank();
    page.wrapped(&answer(summary), "", Emphasis::None);
    page.blank();
    outcomes(&mut page, summary);
    headlines(&mut page, summary);
    blocking(&mut page, summary);
    terms(&mut page, summary);
    guarantees(&mut page, summary);
    breaking(&mut page, summary);
    crises(&mut page, summary);
    drivers(&mut page, summary);
    if !summary.warnings.is_empty() {
        page.heading("Before trusting a number");
        for warning in &summary.warnings {
            page.item(warning);
        }
        page.blank();
    }
    page.wrapped(&format!("This is {CAVEAT}."), "", Emphasis::Bold);
    page.text
}

fn outcomes(page: &mut Page, summary: &Summary) {
    if summary.outcomes.is_empty() {
        return;
    }
    let head = format!(
        "{:<18} {:<BAR$} {:>5}  {:>11} {:>14}",
        "How it ends", "", "share", "chance 95%", "inputs 80%"
    );
    page.line(&page.style.bold(head.trim_end()));
    for (label, ending) in endings(summary) {
        page.line(&outcome(label, ending, page.style));
    }
    page.wrapped(
        "chance: interval of the simulation, narrower with more runs. inputs: where the middle 80% of parameter draws \
         lie, as wide as the inputs are unknown.",
        "",
        Emphasis::Dim,
    );
    page.blank();
}

fn outcome(label: &str, ending: &OutcomeShare, style: Style) -> String {
    let label = fit(label, 18);
    let bar = coloured(style, &ending.outcome, &bar(ending.share.value.unwrap_or(0.0)));
    format!(
        "{label} {bar} {:>5}  {:>11} {:>14}",
        estimate(&ending.share),
        optional_range(ending.share.interval),
        optional_range(ending.share.band)
    )
}

/// A bar in the colour of an outcome.
fn coloured(style: Style, outcome: &str, text: &str) -> String {
    let code = match outcome {
        "durable" => "\u{1b}[34m",
        "fragile" => "\u{1b}[36m",
        "temporary_pause" => "\u{1b}[33m",
        _ => "\u{1b}[90m",
    };
    style.dress(code, text)
}

/// A bar in eighths of a column.
fn bar(share: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 176 eighths")]
    let eighths = (8.0 * share.clamp(0.0, 1.0) * 22.0 + 0.5) as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    let mut bar = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    let blank = BAR - bar.chars().count();
    bar.push_str(&" ".repeat(blank));
    bar
}

fn headlines(page: &mut Page, summary: &Summary) {
    if summary.counts.signed == 0 {
        return;
    }
    let period = &summary.scenario.period;
    let mut lines = Vec::new();
    for (metric, label) in [("p_deal", "A deal is signed"), ("p_durable_given_deal", "Durable, if signed")] {
        let watched = metric == "p_deal" || summary.scenario.hold > 0;
        if let Some(found) = headline(summary, metric).filter(|_| watched) {
            let band =
                found.band.map(|band| format!("; inputs {}", optional_range(Some(band)))).unwrap_or_default();
            let chance = optional_range(found.interval);
            lines.push(format!("{label:<20} {} (chance {chance}{band})", estimate(found)));
        }
    }
    if summary.survival.points.len() > 1 {
        let hold = periods(u64::from(summary.scenario.hold), period);
        let survival = match summary.survival.median {
            Some(median) => format!("half collapse within {}", periods(u64::from(median), period)),
            None => format!("more than half outlast {hold}"),
        };
        let mean = summary
            .survival
            .restricted_mean
            .map(|mean| format!("; {mean:.0} of the {hold} are at peace on average"));
        lines.push(format!("{:<20} {survival}{}", "Signed ceasefires", mean.unwrap_or_default()));
    }
    if let (Some(inputs), Some(chance)) = (summary.uncertainty.parameters, summary.uncertainty.chance)
        && summary.scenario.hold > 0
        && inputs + chance > 0.0
    {
        lines.push(format!(
            "{:<20} {} inputs, {} chance",
            "Variance of durable",
            percent(inputs),
            percent(chance)
        ));
    }
    for line in &lines {
        page.wrapped(line, "                     ", Emphasis::None);
    }
    if !lines.is_empty() {
        page.blank();
    }
}

fn blocking(page: &mut Page, summary: &Summary) {
    let blocking = &summary.blocking;
    if summary.counts.runs == 0 {
        return;
    }
    page.heading("Who blocks");
    if let Some(zone) = blocking.zone_frequency.value {
        page.item(&format!("A zone of agreement exists, in some round, in {}.", share_of(zone, "draw")));
    }
    match blocker(summary) {
        Some(sentence) => page.item(&format!("{sentence}.")),
        None => page.item(&nobody(summary)),
    }
    let mut actors: Vec<&Blocker> = blocking.actors.iter().filter(|actor| actor.last_refusals > 0).collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.last_refusals));
    for actor in actors.iter().take(4) {
        page.item(&format!("{}: {} of failures ({}).", actor.label, percent(actor.share), because(actor)));
    }
    if actors.iter().map(|actor| actor.share).sum::<f64>() > 1.005 {
        page.wrapped("  Several may stand in the way of the same text.", "  ", Emphasis::Dim);
    }
    for set in blocking.sets.iter().take(2) {
        let names = list(&set.actors);
        page.item(&format!(
            "Without {names} a zone would open in {} of the draws that have none.",
            percent(set.share)
        ));
    }
    for sentence in [what_ended(summary), central_zone(summary), central_alone(summary)].into_iter().flatten()
    {
        page.item(&sentence);
    }
    let lines = reliefs(summary);
    if !lines.is_empty() {
        let named: Vec<String> = lines
            .iter()
            .take(4)
            .map(|line| format!("{} on {} {}", line.actor, line.issue, count(line.zone)))
            .collect();
        let rest = lines.len() - named.len();
        let rest = if rest > 0 { format!("; {} more lines", count(rest as u64)) } else { String::new() };
        page.item(&format!(
            "If one hard red line alone were dropped, the first round's zone of {} deals would hold: {}{rest}.",
            count(summary.central.zone),
            named.join("; ")
        ));
    }
    page.blank();
}

/// Reasons of the last refusals, most frequent first.
fn because(actor: &Blocker) -> String {
    let mut reasons = Reason::counts(actor);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.1));
    let share = |reason: u64| percent(ratio(reason, actor.last_refusals).unwrap_or(0.0));
    let named: Vec<String> = reasons
        .iter()
        .filter(|reason| reason.1 > 0)
        .map(|(reason, times)| format!("{} {}", reason.name(), share(*times)))
        .collect();
    let line = actor.red_lines.first().map(|line| format!("; red line most often crossed: {}", line.issue));
    let named = if named.is_empty() { "no reason recorded".to_owned() } else { named.join(", ") };
    format!("{named}{}", line.unwrap_or_default())
}

fn terms(page: &mut Page, summary: &Summary) {
    let Some(text) = summary.texts.first() else { return };
    page.heading("What is signed most often");
    if text.levels.len() == summary.terms.len() {
        let widest = summary.terms.iter().map(|issue| issue.label.chars().count()).max().unwrap_or(0).min(30);
        for (issue, level) in summary.terms.iter().zip(&text.levels) {
            let line = format!("  {} {level}", fit(&issue.label, widest));
            page.wrapped(&line, &" ".repeat(widest + 5), Emphasis::None);
        }
    } else if let Some(sentence) = top_text(summary) {
        page.item(&sentence);
    }
    let durable = if summary.scenario.hold > 0 {
        format!("; {} of these outlast the hold", percent(text.durable))
    } else {
        String::new()
    };
    page.item(&format!("This text is {} of the signed deals{durable}.", percent(text.share)));
    for welfare in &summary.welfare {
        if let Some(gain) = welfare.mean_gain {
            let value = optional_value(welfare.mean);
            let above = if gain < 0.0 {
                format!("{} below", optional_value(Some(-gain)))
            } else {
                format!("{} above", optional_value(Some(gain)))
            };
            page.item(&format!(
                "{}: a signed deal is worth {value} on average, {above} its outside option at signing.",
                welfare.label
            ));
        }
    }
    page.blank();
}

fn guarantees(page: &mut Page, summary: &Summary) {
    let given: Vec<_> = summary.ceasefire.guarantees.iter().filter(|guarantee| guarantee.given > 0).collect();
    if given.is_empty() {
        return;
    }
    page.heading("Guarantees");
    for guarantee in given {
        let tested = if guarantee.tested == 0 {
            "never tested".to_owned()
        } else {
            format!(
                "tested {} times, honoured {}",
                count(guarantee.tested),
                percent(ratio(guarantee.honoured, guarantee.tested).unwrap_or(0.0))
            )
        };
        page.item(&format!("{}: in {} signed deals, {tested}.", guarantee.label, count(guarantee.given)));
    }
    page.blank();
}

/// Who breaks the peace, and whether it then preferred war.
fn breaking(page: &mut Page, summary: &Summary) {
    let told = who_breaks(summary);
    if told.is_empty() {
        return;
    }
    page.heading("Who breaks the peace, and why");
    told.iter().for_each(|sentence| page.item(sentence));
    page.blank();
}

/// What spoilers did and how crises were mended, where they play a part.
fn crises(page: &mut Page, summary: &Summary) {
    let facts = &summary.ceasefire;
    if facts.spoiled == 0 && facts.reopened == 0 {
        return;
    }
    page.heading("Spoilers and repair");
    if facts.spoiled > 0 {
        let share = percent(ratio(facts.spoiled, facts.incidents).unwrap_or(0.0));
        page.item(&format!("Spoilers have a hand in {share} of {} incidents.", count(facts.incidents)));
    }
    if facts.reopened > 0 {
        let share = percent(ratio(facts.repaired, facts.reopened).unwrap_or(0.0));
        page.item(&format!(
            "In crisis the text is reopened {} times, and all take a text in {share} of these; in {} ceasefires it is \
             another one.",
            count(facts.reopened),
            count(facts.changed)
        ));
    }
    page.blank();
}

/// Which inputs the result hangs on.
fn drivers(page: &mut Page, summary: &Summary) {
    if summary.drivers.is_empty() || summary.counts.runs == 0 {
        return;
    }
    page.heading("What drives the result");
    for drivers in &summary.drivers {
        page.item(&driven(drivers));
    }
    page.blank();
}

/// The text in exactly that many columns.
fn fit(text: &str, width: usize) -> String {
    let text = printable(text);
    if columns(&text) <= width {
        return format!("{text:<width$}");
    }
    let short: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{:<width$}", short.trim_end().to_owned() + "…")
}
