//! Who blocks: who refused the last text or did not answer it where no deal came, and what that rested on.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Blocker, Summary},
    report::{
        figure::{
            Drawing, Ink,
            legend::{Key, legend},
            rows::Rows,
        },
        findings::{Reason, blocker, nobody},
        numbers::{count, list, percent, ratio, value},
    },
};

const ID: &str = "blockers";

/// The colours of the reasons, in the order of [`Reason::counts`].
const INKS: [Ink; 5] = [Ink::Vermilion, Ink::Orange, Ink::Sky, Ink::Grey, Ink::Green];

/// How many of the reasons are shown: votes only where somebody lost one.
fn shown(actors: &[Blocker]) -> usize {
    INKS.len() - usize::from(actors.iter().all(|actor| actor.reasons.voters == 0))
}

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
        return Err(Absence::new(ID, nobody(summary)));
    }
    let shown = shown(actors);
    let reasons = ["Hard red line", "Below outside option", "Hoped for more", "Silent", "Voted down at home"];
    let head = ["Actor", "Runs in which it stood in the way", "Share"].iter().chain(&reasons[..shown]);
    let head: Vec<&str> = head.chain(&["Silent rounds a run", "Red lines crossed most"]).copied().collect();
    let mut table = Table::new(&head);
    for actor in actors {
        let lines: Vec<String> = actor
            .red_lines
            .iter()
            .take(3)
            .map(|line| format!("{} ({})", line.issue, count(line.count)))
            .collect();
        let mut row = vec![actor.label.clone(), count(actor.last_refusals), percent(actor.share)];
        row.extend(Reason::counts(actor).iter().take(shown).map(|reason| count(reason.1)));
        row.push(value(actor.silent_rounds));
        row.push(if lines.is_empty() { "–".to_owned() } else { lines.join(", ") });
        table.rows.push(row);
    }
    let caption = "Share of the runs without a deal in which the actor refused the last text or left it unanswered, by \
                   what that rested on. Several may stand in the way of the same text, so the shares of the actors may \
                   add up to more than 100%. “Hoped for more”: the text was worth more than its outside option, and \
                   less than it would yet accept."
        .to_owned();
    let title = blocker(summary).unwrap_or_else(|| "Who blocks".to_owned());
    let shares = actors.iter().map(|actor| format!("{} {}", actor.label, percent(actor.share)));
    let description = format!("Bars for each actor. {}.", shares.collect::<Vec<_>>().join(", "));
    Ok(Chart::new(ID, title, caption, description, table, |width| draw(summary, width)))
}

fn draw(summary: &Summary, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let layout = Rows::new(width, (0.0, 1.0), 52.0);
    let blocking = &summary.blocking;
    let keys: Vec<(Key, &str)> = INKS
        .iter()
        .zip([
            "hard red line",
            "worth less than its outside option",
            "hoped for more",
            "silent",
            "voted down at home",
        ])
        .take(shown(&blocking.actors))
        .map(|(&ink, label)| (Key::Fill(ink, 1.0), label))
        .collect();
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    top = layout.heading(
        &mut drawing,
        top,
        "Refused the last text or left it unanswered, share of the runs without a deal",
    );
    for actor in &blocking.actors {
        let (middle, bottom) = layout.label(&mut drawing, top, &actor.label, Ink::Text);
        let mut from = 0.0;
        for (&ink, (_, reason)) in INKS.iter().zip(Reason::counts(actor)) {
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
