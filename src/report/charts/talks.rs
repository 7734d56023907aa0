//! How the talks go: what each actor would accept and what it is offered, by round, one frame an actor and track.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Fan, RoundActor, Summary, TrackTalks},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{band, ticks, whole_ticks},
            legend::{Key, legend},
            letters,
            rows::f64_of,
        },
        numbers::{count, fan, periods, ratio, said, tick},
    },
};

const ID: &str = "talks";

/// Offers and aspirations by round.
///
/// # Errors
/// If no round was played.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let tracks: Vec<&TrackTalks> = summary.talks.iter().filter(|track| !frames(track).is_empty()).collect();
    if tracks.is_empty() {
        return Err(Absence::new(ID, "No round of talks was played, so there are no offers to show."));
    }
    let columns = [
        "Track",
        "Round",
        "Runs talking",
        "Signed",
        "Actor",
        "Would accept (80% of runs)",
        "Was offered (80% of runs)",
    ];
    let mut table = Table::new(&columns);
    let text = |quantiles: Option<&Fan>| quantiles.map_or_else(|| "–".to_owned(), fan);
    for track in &tracks {
        for round in &track.rounds {
            for actor in &round.actors {
                table.rows.push(vec![
                    track.label.clone(),
                    round.round.to_string(),
                    count(round.talking),
                    count(round.agreed),
                    actor.label.clone(),
                    text(actor.aspiration.as_ref()),
                    text(actor.offers.as_ref()),
                ]);
            }
        }
    }
    let caption = "Values are each actor's own and do not compare between actors. Lines are medians over the runs still \
                   talking; bands hold the middle 80% of these, the inner one the middle 50% of the offers. Texts that \
                   cross an actor's hard red line are left out of its offers."
        .to_owned();
    let names = tracks
        .iter()
        .map(|track| format!("{} with {}", track.label, periods(track.rounds.len() as u64, "round")));
    let description = format!("Small frames by track and actor: {}.", names.collect::<Vec<_>>().join("; "));
    Ok(Chart::new(ID, title(&tracks), caption, description, table, |width| draw(&tracks, width)))
}

fn title(tracks: &[&TrackTalks]) -> String {
    let share = |track: &TrackTalks| said(ratio(track.agreed, track.reached).unwrap_or(0.0));
    let rounds = |track: &TrackTalks| {
        track.mean_rounds.map(|mean| format!(", after {mean:.1} rounds on average")).unwrap_or_default()
    };
    match tracks {
        [only] => format!("The talks agree on a text in {} of runs{}", share(only), rounds(only)),
        _ => {
            let each: Vec<String> =
                tracks.iter().map(|track| format!("“{}” in {}", track.label, share(track))).collect();
            format!("Tracks agree on a text in this share of the runs that reach them: {}", each.join(", "))
        }
    }
}

/// One actor on one track.
struct Frame<'a> {
    label: &'a str,
    rounds: Vec<(f64, &'a RoundActor)>,
}

fn frames(track: &TrackTalks) -> Vec<Frame<'_>> {
    let mut frames: Vec<(&str, Frame<'_>)> = Vec::new();
    for round in &track.rounds {
        for actor in &round.actors {
            let at = (f64::from(round.round), actor);
            match frames.iter_mut().find(|(id, _)| *id == actor.id) {
                Some((_, frame)) => frame.rounds.push(at),
                None => frames.push((&actor.id, Frame { label: &actor.label, rounds: vec![at] })),
            }
        }
    }
    let shown = |frame: &Frame<'_>| {
        frame.rounds.iter().any(|(_, actor)| actor.aspiration.is_some() || actor.offers.is_some())
    };
    frames.into_iter().map(|(_, frame)| frame).filter(shown).collect()
}

/// From the lowest to the highest value in any frame, with some air.
fn domain(tracks: &[&TrackTalks]) -> (f64, f64) {
    let fans = tracks
        .iter()
        .flat_map(|track| &track.rounds)
        .flat_map(|round| &round.actors)
        .flat_map(|actor| [actor.aspiration, actor.reservation, actor.offers])
        .flatten();
    let (low, high) = fans
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), fan| (low.min(fan.p10), high.max(fan.p90)));
    if !(low.is_finite() && high.is_finite()) {
        return (0.0, 1.0);
    }
    let air = f64::max(0.05 * (high - low), 0.02);
    (low - air, high + air)
}

fn draw(tracks: &[&TrackTalks], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let keys = [
        (Key::Line(Ink::Blue), "would accept (median)"),
        (Key::Line(Ink::Orange), "is offered (median)"),
        (Key::Fill(Ink::Orange, 0.45), "middle 50% of offers"),
        (Key::Fill(Ink::Orange, 0.2), "middle 80%"),
        (Key::Dashes(Ink::Muted), "outside option"),
    ];
    let mut top = legend(&mut drawing, 0.0, 0.0, &keys) + 10.0;
    let values = domain(tracks);
    for track in tracks {
        let frames = frames(track);
        let (count, gap) = (frames.len(), 18.0);
        let columns = if narrow {
            1
        } else if count % 3 == 0 || count > 4 {
            3
        } else {
            2
        };
        let frame = (width - gap * f64_of(columns - 1)) / f64_of(columns);
        if tracks.len() > 1 {
            let text = letters::shorten(&format!("Track: {}", track.label), 14.0, Weight::Bold, width);
            drawing.lettering((0.0, top + 14.0), &text, 14.0, Weight::Bold, Anchor::Start, Ink::Text);
            top += 30.0;
        }
        let height = 128.0;
        for (place, one) in frames.iter().enumerate() {
            let left = f64_of(place % columns) * (frame + gap);
            let head = top + f64_of(place / columns) * (height + 76.0);
            panel(&mut drawing, one, [left, head, frame, height], f64_of(track.rounds.len()), values);
        }
        top += f64_of(count.div_ceil(columns)) * (height + 76.0) + 4.0;
    }
    drawing.height = top - 14.0;
    drawing
}

fn panel(
    drawing: &mut Drawing,
    frame: &Frame<'_>,
    [left, top, width, height]: [f64; 4],
    last: f64,
    values: (f64, f64),
) {
    let label = letters::shorten(frame.label, 13.0, Weight::Regular, width);
    drawing.words((left, top + 12.0), &label, 13.0, Anchor::Start, Ink::Text);
    let rounds = if last > 1.0 { (1.0, last) } else { (0.0, 2.0) };
    let plot = Plot::new([left + 36.0, top + 22.0, left + width - 8.0, top + 22.0 + height], rounds, values);
    plot.rows(drawing, &ticks(values, 5.0), tick);
    let line = |of: fn(&RoundActor) -> Option<Fan>, quantile: fn(&Fan) -> f64| -> Vec<(f64, f64)> {
        frame
            .rounds
            .iter()
            .filter_map(|(round, actor)| Some(plot.at(*round, quantile(&of(actor)?))))
            .collect()
    };
    let offers: fn(&RoundActor) -> Option<Fan> = |actor| actor.offers;
    let hopes: fn(&RoundActor) -> Option<Fan> = |actor| actor.aspiration;
    ribbon(drawing, &line(hopes, |fan| fan.p90), &line(hopes, |fan| fan.p10), Ink::Blue, 0.13);
    ribbon(drawing, &line(offers, |fan| fan.p90), &line(offers, |fan| fan.p10), Ink::Orange, 0.2);
    ribbon(drawing, &line(offers, |fan| fan.p75), &line(offers, |fan| fan.p25), Ink::Orange, 0.3);
    dashed(drawing, &line(|actor| actor.reservation, |fan| fan.p50));
    median(drawing, &line(offers, |fan| fan.p50), Ink::Orange);
    median(drawing, &line(hopes, |fan| fan.p50), Ink::Blue);
    let marks: Vec<f64> = if last > 1.0 { ticks_from_one(last) } else { vec![1.0] };
    plot.base(drawing, &marks, |mark| format!("{mark:.0}"), "round");
}

/// Round numbers that begin with the first round.
fn ticks_from_one(last: f64) -> Vec<f64> {
    let mut marks = vec![1.0];
    let even = whole_ticks(last, 6.0);
    let step = even.get(1).copied().unwrap_or(1.0);
    marks.extend(even.into_iter().filter(|&mark| mark - 1.0 >= 0.75 * step));
    marks
}

/// A band, or a short upright bar where there is one round only.
fn ribbon(drawing: &mut Drawing, upper: &[(f64, f64)], lower: &[(f64, f64)], ink: Ink, opacity: f64) {
    if let ([above], [below]) = (upper, lower) {
        drawing.rectangle([above.0 - 7.0, above.1, 14.0, below.1 - above.1], ink, opacity);
    } else {
        drawing.area(band(upper, lower), ink, opacity);
    }
}

/// A line, or a dot where there is one round only.
fn median(drawing: &mut Drawing, points: &[(f64, f64)], ink: Ink) {
    match points {
        [only] => drawing.dot(*only, 4.0, ink, 1.0),
        _ => drawing.line(points.to_vec(), 2.0, ink),
    }
}

fn dashed(drawing: &mut Drawing, points: &[(f64, f64)]) {
    if let [(x, y)] = points {
        drawing.dashes((x - 16.0, *y), (x + 16.0, *y), 1.5, Ink::Muted);
    }
    for pair in points.windows(2) {
        drawing.dashes(pair[0], pair[1], 1.5, Ink::Muted);
    }
}
