//! Who blocks: who was last to refuse where no deal came, and what that refusal rested on.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Blocker, Summary},
    report::{
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::Rows,
        },
        numbers::{count, list, percent, ratio, value},
        text::reasons,
    },
};

const ID: &str = "blockers";

/// The reasons in the order of [`reasons`], and their colours.
const INKS: [Ink; 4] = [Ink::Vermilion, Ink::Orange, Ink::Sky, Ink::Grey];

/// Last refusals by actor and reason.
///
/// # Errors
/// If every run ended in a deal.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let actors = &summary.blocking.actors;
    if summary.counts.runs == 0 {
        return Err(Absence::new(ID, "No run was completed, so nobody could block."));
    }
    if actors.iter().all(|actor| actor.last_refusals == 0) {
        return Err(Absence::new(ID, "Every run ends in a deal: nobody blocks."));
    }
    let mut table = Table::new(&[
        "Actor",
        "Runs blocked",
        "Share",
        "Hard red line",
        "Below outside option",
        "Hoped for more",
        "Silent",
        "Silent rounds a run",
        "Red lines crossed most",
    ]);
    for actor in actors {
        let lines: Vec<String> = actor
            .red_lines
            .iter()
            .take(3)
            .map(|line| format!("{} ({})", line.issue, count(line.count)))
            .collect();
        let mut row = vec![actor.label.clone(), count(actor.last_refusals), percent(actor.share)];
        row.extend(reasons(actor).iter().map(|reason| count(reason.0)));
        row.push(value(actor.silent_rounds));
        row.push(if lines.is_empty() { "–".to_owned() } else { lines.join(", ") });
        table.rows.push(row);
    }
    let caption = "Share of the runs without a deal in which the actor was the last to refuse the text or to leave it \
                   unanswered, by what the refusal rested on. “Hoped for more”: the text was worth more than its outside \
                   option, and less than it would yet accept."
        .to_owned();
    let shares = actors.iter().map(|actor| format!("{} {}", actor.label, percent(actor.share)));
    let description = format!("Bars for each actor. {}.", shares.collect::<Vec<_>>().join(", "));
    Ok(Chart::new(ID, title(actors), caption, description, table, |width| draw(summary, width)))
}

fn title(actors: &[Blocker]) -> String {
    let most = actors.iter().map(|actor| actor.last_refusals).max().unwrap_or(0);
    let first: Vec<&Blocker> = actors.iter().filter(|actor| actor.last_refusals == most).collect();
    let names: Vec<&str> = first.iter().map(|actor| actor.label.as_str()).collect();
    let share = first.first().map_or(0.0, |actor| actor.share);
    let why = |actor: &Blocker| {
        let reasons = reasons(actor);
        let main = reasons.iter().max_by_key(|reason| reason.0).filter(|reason| reason.0 > 0)?;
        let share = percent(ratio(main.0, actor.last_refusals)?);
        Some(match main.1 {
            "hard red line" => format!(", {share} of the time over a hard red line"),
            "below its outside option" => {
                format!(", {share} of the time because the text is worth less than its outside option")
            }
            "hoped for more" => format!(", {share} of the time because it hopes for more"),
            _ => format!(", {share} of the time by silence"),
        })
    };
    match first.as_slice() {
        [only] => format!(
            "{} is last to refuse in {} of the runs without a deal{}",
            only.label,
            percent(share),
            why(only).unwrap_or_default()
        ),
        _ => format!(
            "{} are equally often last to refuse, each in {} of the runs without a deal",
            list(&names),
            percent(share)
        ),
    }
}

fn draw(summary: &Summary, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let layout = Rows::new(width, (0.0, 1.0), 52.0);
    let blocking = &summary.blocking;
    let keys: Vec<(Key, &str)> = INKS
        .iter()
        .zip(["hard red line", "worth less than its outside option", "hoped for more", "silent"])
        .map(|(&ink, label)| (Key::Fill(ink, 1.0), label))
        .collect();
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    top = layout.heading(&mut drawing, top, "Last to refuse, share of the runs without a deal");
    for actor in &blocking.actors {
        let (middle, bottom) = layout.label(&mut drawing, top, &actor.label, Ink::Text);
        let mut from = 0.0;
        for (&ink, (reason, _)) in INKS.iter().zip(reasons(actor)) {
            let part = actor.share * ratio(reason, actor.last_refusals).unwrap_or(0.0);
            layout.bar(&mut drawing, middle, from, from + part, ink, 1.0);
            from += part;
        }
        let right = layout.x.at(f64::max(from, 0.0));
        layout.figure(&mut drawing, middle, right, &percent(actor.share));
        top = bottom;
    }
    if !blocking.sets.is_empty() {
        top = layout.heading(
            &mut drawing,
            top + 14.0,
            "Without whom a zone of agreement opens, share of the draws that have none",
        );
        for set in blocking.sets.iter().take(6) {
            let (middle, bottom) = layout.label(&mut drawing, top, &list(&set.actors), Ink::Text);
            let right = layout.bar(&mut drawing, middle, 0.0, set.share, Ink::Purple, 1.0);
            layout.figure(&mut drawing, middle, right, &percent(set.share));
            top = bottom;
        }
    }
    drawing.height = top;
    drawing
}
