//! What signed deals are worth to each actor, and how far that is above its outside option.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Summary, Welfare},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Scale,
            axis::{TICK_SIZE, ticks},
            legend::{Key, legend},
            rows::Rows,
        },
        numbers::{fan, list, optional_value, tick},
    },
};

const ID: &str = "gains";

/// Values of signed deals by actor.
///
/// # Errors
/// If nothing was signed.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let actors: Vec<&Welfare> = summary.welfare.iter().filter(|actor| actor.value.is_some()).collect();
    if summary.counts.signed == 0 || actors.is_empty() {
        return Err(Absence::new(ID, "No deal was signed, so nobody gains or loses by one."));
    }
    let mut table = Table::new(&[
        "Actor",
        "Value of signed deals (80% of them)",
        "Mean",
        "Mean gain over outside option",
        "Mean realised",
    ]);
    for actor in &actors {
        table.rows.push(vec![
            actor.label.clone(),
            actor.value.as_ref().map_or_else(String::new, fan),
            optional_value(actor.mean),
            optional_value(actor.mean_gain),
            optional_value(actor.realised),
        ]);
    }
    let caption = "Values are each actor's own, from 0 (its worst deal) to 1 (its ideal), and do not compare between actors. \
                   Bars hold the middle 50% and 80% of the signed deals, the tick is the median. Figures are the mean \
                   gain over the outside option at signing, by when weariness and pressure have moved it."
        .to_owned();
    let gains = actors.iter().map(|actor| format!("{} {}", actor.label, signed(actor.mean_gain)));
    let description = format!("Ranges for each actor. Mean gains: {}.", gains.collect::<Vec<_>>().join(", "));
    Ok(Chart::new(ID, title(&actors), caption, description, table, |width| draw(&actors, width)))
}

/// A number with its sign.
fn signed(number: Option<f64>) -> String {
    let text = optional_value(number);
    if number.is_some_and(|number| number > 0.0) && text != "0.00" { format!("+{text}") } else { text }
}

/// Who gains and who loses; in file order, because values do not compare between actors.
fn title(actors: &[&Welfare]) -> String {
    let gain = |actor: &Welfare| actor.mean_gain.unwrap_or(0.0);
    let each: Vec<String> = actors
        .iter()
        .map(|actor| {
            if actors.len() > 6 {
                actor.label.clone()
            } else {
                format!("{} {}", actor.label, signed(actor.mean_gain))
            }
        })
        .collect();
    let losers: Vec<&str> =
        actors.iter().filter(|actor| gain(actor) < 0.0).map(|actor| actor.label.as_str()).collect();
    let finding = match (losers.len(), actors.len()) {
        (0, _) => {
            "On average a signed deal is worth more than the outside option to every signatory".to_owned()
        }
        (some, all) if some == all => {
            "On average a signed deal is worth less than the outside option to every signatory".to_owned()
        }
        _ => format!(
            "On average a signed deal is worth less than the outside option to {}, more to the others",
            list(&losers)
        ),
    };
    format!("{finding}: {}", list(&each))
}

fn draw(actors: &[&Welfare], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let fans = actors.iter().filter_map(|actor| actor.value);
    let (low, high) = fans.fold((0.0_f64, 1.0_f64), |(low, high), fan| (low.min(fan.p10), high.max(fan.p90)));
    let layout = Rows::new(width, (low, high), 62.0);
    let keys = [
        (Key::Fill(Ink::Blue, 0.35), "middle 80% of signed deals"),
        (Key::Fill(Ink::Blue, 1.0), "middle 50%"),
        (Key::Upright(Ink::Text), "median"),
    ];
    let start = legend(&mut drawing, 0.0, 0.0, &keys) + if width < 500.0 { 26.0 } else { 14.0 };
    let marks = ticks((low, high), 5.0);
    drawing.words((width, start - 10.0), "mean gain", TICK_SIZE, Anchor::End, Ink::Muted);
    let mut top = start;
    let mut bars = Vec::new();
    for actor in actors {
        let (middle, bottom) = layout.label(&mut drawing, top, &actor.label, Ink::Text);
        bars.push((middle, *actor));
        top = bottom + 2.0;
    }
    for &mark in &marks {
        let x = layout.x.at(mark);
        if !layout.narrow() {
            drawing.line(vec![(x, start), (x, top)], 1.0, Ink::Grid);
        }
    }
    for (middle, actor) in bars {
        let Some(fan) = actor.value else { continue };
        layout.bar(&mut drawing, middle, fan.p10, fan.p90, Ink::Blue, 0.35);
        layout.bar(&mut drawing, middle, fan.p25, fan.p75, Ink::Blue, 1.0);
        let x = layout.x.at(fan.p50);
        drawing.line(vec![(x, middle - 9.0), (x, middle + 9.0)], 2.5, Ink::Text);
        layout.figure(&mut drawing, middle, layout.x.pixels.1, &signed(actor.mean_gain));
    }
    let plot = Plot { x: layout.x, y: Scale { domain: (0.0, 1.0), pixels: (top, start) } };
    plot.base(&mut drawing, &marks, tick, "value of the signed deal to the actor");
    drawing.height = top + Plot::BASE;
    drawing
}
