//! A run as a picture: a lane an actor, a column a round, and below it the ceasefire, period by period.

use super::{answered, author, happened, headline, label};
use crate::{
    engine::trace::{Author, Event, Reply, Step, Trace, TracedCeasefire, TracedRound},
    report::{
        charts::{Chart, Table},
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{TICK_SIZE, steps, whole_ticks},
            legend::{Key, legend},
            letters,
            marker::{Marker, mark},
            rows::f64_of,
        },
    },
};

const ID: &str = "trace";

/// Pixels from one lane to the next.
const LANE: f64 = 34.0;

/// Pixels of the ladder of a ceasefire.
const LADDER: f64 = 84.0;

/// The run's picture.
#[must_use]
pub fn chart(trace: &Trace) -> Chart {
    let caption = format!(
        "Run {} of seed {}. Above, each column is a round: who tables a text, and what the others say. Below, the level \
         at which each {} of the ceasefire begins, and what happened in it.",
        trace.run.run, trace.run.seed, trace.scenario.period
    );
    let seated: Vec<&str> = lanes(trace).into_iter().map(|actor| label(&trace.actors, actor)).collect();
    let description = format!(
        "Lanes for {} over {} rounds{}.",
        seated.join(", "),
        trace.rounds.len(),
        if trace.ceasefire.is_some() { ", then a staircase of the ceasefire's level" } else { "" }
    );
    Chart::new(ID, headline(trace), caption, description, table(trace), |width| draw(trace, width))
}

/// Where the columns begin: right of the lanes' names.
fn left(drawing: &Drawing) -> f64 {
    if drawing.width < 500.0 { 84.0 } else { 150.0 }
}

/// The actors that sit at a table or say something, in file order.
fn lanes(trace: &Trace) -> Vec<usize> {
    let speaks = |round: &TracedRound, actor: usize| {
        let tables = |step: &Step| matches!(step, Step::Tabled { by: Author::Actor(by), .. } if *by == actor);
        round.stances.iter().any(|stance| stance.actor == actor) || round.steps.iter().any(tables)
    };
    (0..trace.actors.len()).filter(|&actor| trace.rounds.iter().any(|round| speaks(round, actor))).collect()
}

fn table(trace: &Trace) -> Table {
    let mut table = Table::new(&["When", "What"]);
    for round in &trace.rounds {
        for step in &round.steps {
            let what = match step {
                Step::Tabled { by, text } => {
                    format!("{} tables: {}", author(&trace.actors, by), text.levels.join("; "))
                }
                Step::Passed { actor } => format!("{} tables nothing", label(&trace.actors, *actor)),
                Step::Answered { .. } => answered(trace, step),
                Step::Returned { bloc, text } => {
                    format!("{bloc} changes its text: {}", text.levels.join("; "))
                }
                Step::Agreed => "All who must agree".to_owned(),
            };
            table.rows.push(vec![format!("Round {}, {}", round.round, round.track), what]);
        }
    }
    if let Some(ceasefire) = &trace.ceasefire {
        for told in &ceasefire.periods {
            let when = format!("{} {}", trace.scenario.period, told.period);
            table.rows.push(vec![when, happened(trace, ceasefire, &told.events)]);
        }
    }
    table
}

fn draw(trace: &Trace, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let top = talks(&mut drawing, trace);
    drawing.height = match &trace.ceasefire {
        Some(ceasefire) => peace(&mut drawing, trace, ceasefire, top + 14.0),
        None => top,
    };
    drawing
}

/// Draws the lanes of the talks; returns the bottom edge.
fn talks(drawing: &mut Drawing, trace: &Trace) -> f64 {
    let keys = [
        (Key::Mark(Marker::Diamond, Ink::Blue), "tables a text"),
        (Key::Dot(Ink::Green), "yes"),
        (Key::Mark(Marker::Triangle, Ink::Orange), "not yet, or no deal is better"),
        (Key::Mark(Marker::Square, Ink::Vermilion), "red line, or voted down"),
        (Key::Dot(Ink::Grey), "silent"),
        (Key::Upright(Ink::Green), "agreed"),
    ];
    let mut top = legend(drawing, 0.0, 0.0, &keys) + 10.0;
    let lanes = lanes(trace);
    let left = left(drawing);
    let right = drawing.width - 10.0;
    let rounds = trace.rounds.len().max(1);
    let column = (right - left) / f64::from(u32::try_from(rounds).unwrap_or(u32::MAX));
    let middle = |round: usize| left + column * (f64_of(round) + 0.5);
    // The names of the tracks, each above its first round.
    let begins = |round: usize| round == 0 || trace.rounds[round].track != trace.rounds[round - 1].track;
    for (round, told) in trace.rounds.iter().enumerate().filter(|(round, _)| begins(*round)) {
        let next = (round + 1..trace.rounds.len()).find(|&next| begins(next)).unwrap_or(rounds);
        let at = left + column * f64_of(round);
        let room = column * f64_of(next - round) - 6.0;
        let name = letters::shorten(&told.track, TICK_SIZE, Weight::Regular, room);
        drawing.words((at + 3.0, top + TICK_SIZE), &name, TICK_SIZE, Anchor::Start, Ink::Muted);
        let bottom = top + 20.0 + LANE * f64_of(lanes.len());
        drawing.line(vec![(at, top), (at, bottom)], 1.0, Ink::Axis);
    }
    top += 20.0;
    let lane_of = |actor: usize| {
        let lane = lanes.iter().position(|&seated| seated == actor)?;
        Some(top + LANE * (f64_of(lane) + 0.5))
    };
    let bottom = top + LANE * f64_of(lanes.len());
    for (round, told) in trace.rounds.iter().enumerate() {
        if told.steps.contains(&Step::Agreed) {
            let x = middle(round);
            drawing.rectangle(
                [x - column.min(16.0) / 2.0, top, column.min(16.0), bottom - top],
                Ink::Green,
                0.16,
            );
        }
    }
    for &actor in &lanes {
        let y = lane_of(actor).unwrap_or(top);
        let name = letters::shorten(label(&trace.actors, actor), 13.0, Weight::Regular, left - 12.0);
        drawing.words((0.0, y + 4.5), &name, 13.0, Anchor::Start, Ink::Text);
        drawing.line(vec![(left, y), (right, y)], 1.0, Ink::Grid);
    }
    let radius = (0.36 * column).clamp(2.0, 6.0);
    for (round, told) in trace.rounds.iter().enumerate() {
        for step in &told.steps {
            match step {
                Step::Tabled { by, .. } => authors(drawing, middle(round), radius, (by, told), &lane_of),
                _ => said(drawing, middle(round), radius, step, &lane_of),
            }
        }
    }
    let ends = [(left, bottom), (right, bottom)];
    drawing.line(ends.to_vec(), 1.0, Ink::Axis);
    let every = (18.0 / column).ceil().max(1.0);
    let mut next = 1.0;
    for round in 0..trace.rounds.len() {
        let number = f64_of(round + 1);
        if number >= next {
            let at = (middle(round), bottom + 6.0 + TICK_SIZE);
            drawing.words(at, &format!("{number:.0}"), TICK_SIZE, Anchor::Middle, Ink::Muted);
            next = if every > 1.0 && number == 1.0 { every.max(2.0) } else { number + every };
        }
    }
    drawing.words(
        ((left + right) / 2.0, bottom + 36.0),
        "round of talks",
        TICK_SIZE,
        Anchor::Middle,
        Ink::Muted,
    );
    bottom + Plot::BASE
}

/// Who tables a text; above its answer where it answers its own text too.
fn authors(
    drawing: &mut Drawing,
    x: f64,
    radius: f64,
    (by, round): (&Author, &TracedRound),
    lane_of: &impl Fn(usize) -> Option<f64>,
) {
    let actors: &[usize] = match by {
        Author::Actor(actor) => std::slice::from_ref(actor),
        Author::Bloc { members, .. } => members,
    };
    for &actor in actors {
        let answers = |step: &Step| matches!(step, Step::Answered { actor: by, .. } if *by == actor);
        let above = if round.steps.iter().any(answers) { 1.9 * radius } else { 0.0 };
        if let Some(y) = lane_of(actor) {
            mark(drawing, (x, y - above), Marker::Diamond, radius, Ink::Blue);
        }
    }
}

fn said(drawing: &mut Drawing, x: f64, radius: f64, step: &Step, lane_of: &impl Fn(usize) -> Option<f64>) {
    let (Step::Answered { actor, .. } | Step::Passed { actor }) = step else { return };
    let Some(y) = lane_of(*actor) else { return };
    let reply = if let Step::Answered { reply, .. } = step { *reply } else { Reply::Silent };
    match reply {
        Reply::Accepts => drawing.dot((x, y), radius, Ink::Green, 1.0),
        Reply::Silent => drawing.dot((x, y), 0.7 * radius, Ink::Grey, 1.0),
        Reply::OutsideOption | Reply::Aspiration => {
            mark(drawing, (x, y), Marker::Triangle, radius, Ink::Orange)
        }
        Reply::RedLine | Reply::Voters => mark(drawing, (x, y), Marker::Square, radius, Ink::Vermilion),
    }
}

/// Draws the ladder of a ceasefire; returns the bottom edge.
fn peace(drawing: &mut Drawing, trace: &Trace, ceasefire: &TracedCeasefire, top: f64) -> f64 {
    let keys = [
        (Key::Line(Ink::Blue), "level"),
        (Key::Dot(Ink::Sky), "incident"),
        (Key::Mark(Marker::Triangle, Ink::Orange), "attempt to attack"),
        (Key::Mark(Marker::Square, Ink::Green), "guarantee kept"),
        (Key::Mark(Marker::Square, Ink::Grey), "guarantee not kept"),
        (Key::Upright(Ink::Vermilion), "war"),
    ];
    let top = legend(drawing, 0.0, top, &keys) + 22.0;
    let left = left(drawing);
    let end = f64::from(ceasefire.hold.max(1));
    let plot = Plot::new([left, top, drawing.width - 10.0, top + LADDER], (0.0, end), (0.0, 2.0));
    plot.rows(drawing, &[0.0, 1.0, 2.0], |level| ["calm", "incidents", "crisis"][level as usize].to_owned());
    let places: Vec<(f64, f64)> = (ceasefire.levels.iter().enumerate())
        .map(|(period, &level)| plot.at(f64_of(period), f64_of(level)))
        .collect();
    let watched = plot.x.at(f64_of(ceasefire.levels.len()));
    drawing.line(steps(&places, watched), 2.0, Ink::Blue);
    for told in &ceasefire.periods {
        let x = plot.x.at(f64::from(told.period) - 0.5);
        // Calls upon a guarantee stand above the attempt that caused them.
        let mut above = plot.y.at(2.0) - 8.0;
        for event in &told.events {
            match event {
                Event::Incident { .. } => drawing.dot((x, plot.y.at(0.0) - 7.0), 2.5, Ink::Sky, 1.0),
                Event::Attempt { .. } => {
                    mark(drawing, (x, plot.y.at(1.0)), Marker::Triangle, 5.0, Ink::Orange)
                }
                Event::Called { honoured, .. } => {
                    let ink = if honoured.is_empty() { Ink::Grey } else { Ink::Green };
                    mark(drawing, (x, above), Marker::Square, 4.5, ink);
                    above += 12.0;
                }
                Event::Collapsed { .. } => {
                    let line = vec![(x, top - 6.0), (x, plot.y.at(0.0))];
                    drawing.line(line, 3.0, Ink::Vermilion);
                }
                _ => {}
            }
        }
    }
    let name = format!("{}s since signing", trace.scenario.period);
    plot.base(drawing, &whole_ticks(end, 8.0), |tick| format!("{tick:.0}"), &name);
    top + LADDER + Plot::BASE
}
