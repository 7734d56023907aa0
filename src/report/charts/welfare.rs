//! How good the deals can be: values of all deals for two actors, the Pareto frontier, and bargaining points.
//!
//! J. F. Nash, "The Bargaining Problem", 1950; E. Kalai and M. Smorodinsky, "Other Solutions to Nash's
//! Bargaining Problem", 1975.

use super::chart::{Absence, Chart, Table};
use crate::{
    engine::summary::{Central, Summary},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{TICK_SIZE, ticks},
            legend::{Key, legend},
            letters,
            marker::{Marker, mark},
            rows::f64_of,
        },
        numbers::{count, percent, tick, value},
    },
};

const ID: &str = "welfare";

/// About as many deals are drawn at most; all of them count.
const DOTS: usize = 400;

/// Values of deals against the Pareto frontier.
///
/// # Errors
/// If there are no two actors, or no deal within the red lines.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    let central = &summary.central;
    let ([first, second], [_, _]) = (central.axes.as_slice(), central.outside.as_slice()) else {
        return Err(Absence::new(
            ID,
            "There are no two actors whose values could be set against each other.",
        ));
    };
    if central.frontier.is_empty() && central.cloud.is_empty() {
        return Err(Absence::new(
            ID,
            "At the central values no deal lies within everybody's hard red lines.",
        ));
    }
    let mut table = Table::new(&["Point", "", "", "Text"]);
    table.columns[1].clone_from(&first.label);
    table.columns[2].clone_from(&second.label);
    table.rows.push(vec![
        "Outside options".into(),
        value(central.outside[0]),
        value(central.outside[1]),
        "–".into(),
    ]);
    for point in &central.points {
        let text = point.levels.join("; ");
        table.rows.push(vec![point.solution.clone(), value(point.axes[0]), value(point.axes[1]), text]);
    }
    let caption = format!(
        "All inputs at their central values. Each dot is a deal within the hard red lines{}; shaded is what both actors \
         on the axes prefer to their outside options{}. {}",
        if central.within_red_lines > central.cloud.len().min(DOTS) as u64 {
            " (some are left out)"
        } else {
            ""
        },
        if central.acceptable.len() > 2 {
            "; the zone of agreement also needs the other signatories"
        } else {
            ""
        },
        if central.signed.is_empty() {
            "No text was signed in the simulation."
        } else {
            "Blue discs are texts signed in the simulation, larger where signed more often; they may lie outside the shaded \
             part, as inputs differ between draws and outside options move during the talks."
        }
    );
    let description = format!(
        "Scatter of deals by value to {} and to {}, with the Pareto frontier and {} bargaining points.",
        first.label,
        second.label,
        central.points.len()
    );
    Ok(Chart::new(ID, title(central), caption, description, table, |width| draw(central, width)))
}

fn title(central: &Central) -> String {
    let (zone, deals) = (count(central.zone), count(central.deals));
    let beaten = match (central.zone, central.deals) {
        (0, 1) => "the only deal does not beat".to_owned(),
        (_, 1) => "the only deal beats".to_owned(),
        (0, _) => format!("none of {deals} deals beats"),
        (1, _) => format!("1 of {deals} deals beats"),
        _ => format!("{zone} of {deals} deals beat"),
    };
    let nash =
        central.points.iter().find(|point| point.solution == "Nash").or_else(|| central.points.first());
    match nash {
        Some(point) if central.zone > 0 => {
            let gain = |axis: usize| {
                let gain = value(point.axes[axis] - central.outside[axis]);
                if gain.starts_with('−') { gain } else { format!("+{gain}") }
            };
            format!(
                "At the central values, {beaten} every outside option; the {} point gives {} {} and {} {}",
                point.solution,
                central.axes[0].label,
                gain(0),
                central.axes[1].label,
                gain(1)
            )
        }
        _ => format!("At the central values, {beaten} every signatory's outside option"),
    }
}

/// Shape and colour of a bargaining point.
fn look(place: usize) -> (Marker, Ink) {
    [(Marker::Square, Ink::Vermilion), (Marker::Triangle, Ink::Green), (Marker::Diamond, Ink::Purple)]
        [place % 3]
}

fn draw(central: &Central, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let side = if narrow { width - 46.0 - 12.0 } else { 430.0 };
    let names = [&central.axes[0].label, &central.axes[1].label];
    let name = |axis: usize| {
        letters::shorten(
            &format!("value to {}", names[axis]),
            TICK_SIZE,
            Weight::Regular,
            if axis == 0 { side } else { width },
        )
    };
    drawing.words((0.0, 13.0), &name(1), TICK_SIZE, Anchor::Start, Ink::Muted);
    let (left, top) = (46.0, 28.0);
    let (x, y) = (domain(central, 0), domain(central, 1));
    let plot = Plot::new([left, top, left + side, top + side], x, y);
    let marks = if narrow { 4.0 } else { 6.0 };
    plot.rows(&mut drawing, &ticks(y, marks), tick);
    for tick in ticks(x, marks) {
        drawing.line(vec![plot.at(tick, y.0), plot.at(tick, y.1)], 1.0, Ink::Grid);
    }
    let (outside_x, outside_y) = plot.at(central.outside[0], central.outside[1]);
    drawing.rectangle([outside_x, top, left + side - outside_x, outside_y - top], Ink::Green, 0.10);
    for deal in scattered(&central.cloud) {
        drawing.dot(plot.at(deal[0], deal[1]), 2.0, Ink::Grey, 0.45);
    }
    let mut frontier = central.frontier.clone();
    frontier.sort_by(|one, other| one[0].total_cmp(&other[0]));
    drawing.line(frontier.iter().map(|deal| plot.at(deal[0], deal[1])).collect(), 1.5, Ink::Text);
    drawing.dashes((outside_x, top), (outside_x, top + side), 1.5, Ink::Muted);
    drawing.dashes((left, outside_y), (left + side, outside_y), 1.5, Ink::Muted);
    for signed in &central.signed {
        let radius = 2.5 + 14.0 * libm::sqrt(signed.share.clamp(0.0, 1.0));
        drawing.dot(plot.at(signed.at[0], signed.at[1]), radius, Ink::Blue, 0.55);
    }
    for (place, point) in central.points.iter().enumerate() {
        let (marker, ink) = look(place);
        // Later points are smaller, so that those beneath show where they coincide.
        mark(
            &mut drawing,
            plot.at(point.axes[0], point.axes[1]),
            marker,
            8.0 - 1.5 * f64_of(place.min(2)),
            ink,
        );
    }
    plot.base(&mut drawing, &ticks(x, marks), tick, &name(0));
    let bottom = top + side + Plot::BASE;
    drawing.height = if narrow {
        keys(&mut drawing, central, 0.0, bottom + 8.0)
    } else {
        keys(&mut drawing, central, left + side + 24.0, top + 8.0);
        bottom
    };
    drawing
}

/// At most [`DOTS`] deals, spread by an irrational step: deals stand in the order of their levels, and every n-th of
/// them may share a level.
fn scattered(cloud: &[[f64; 2]]) -> impl Iterator<Item = &[f64; 2]> {
    let share = f64_of(DOTS) / f64_of(cloud.len().max(1));
    let turn = |place: usize| {
        let turned = f64_of(place) * std::f64::consts::SQRT_2;
        turned - libm::floor(turned)
    };
    cloud.iter().enumerate().filter(move |(place, _)| turn(*place) < share).map(|(_, deal)| deal)
}

fn keys(drawing: &mut Drawing, central: &Central, left: f64, mut top: f64) -> f64 {
    let mut all: Vec<(Key, String)> = vec![
        (Key::Dot(Ink::Grey), "deal within red lines".into()),
        (Key::Line(Ink::Text), "Pareto frontier".into()),
        (Key::Dashes(Ink::Muted), "outside options".into()),
        (Key::Fill(Ink::Green, 0.15), "better for both on the axes".into()),
    ];
    if let Some(most) = central.signed.iter().map(|signed| signed.share).reduce(f64::max) {
        all.push((Key::Dot(Ink::Blue), format!("signed text (largest: {})", percent(most))));
    }
    for (place, point) in central.points.iter().enumerate() {
        let (marker, ink) = look(place);
        all.push((Key::Mark(marker, ink), format!("{} point", point.solution)));
    }
    if left < 1.0 {
        let entries: Vec<(Key, &str)> = all.iter().map(|(key, text)| (*key, text.as_str())).collect();
        return legend(drawing, left, top, &entries);
    }
    for (key, text) in &all {
        top = legend(drawing, left, top, &[(*key, text)]) + 3.0;
    }
    top
}

/// From the lowest to the highest value on an axis, with some air; the outside option is always in it.
fn domain(central: &Central, axis: usize) -> (f64, f64) {
    let deals = central.cloud.iter().chain(&central.frontier).map(|deal| deal[axis]);
    let points = central.points.iter().map(|point| point.axes[axis]);
    let signed = central.signed.iter().map(|signed| signed.at[axis]);
    let all = deals.chain(points).chain(signed).chain([central.outside[axis]]);
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), next| (low.min(next), high.max(next)));
    let air = f64::max(0.04 * (high - low), 0.02);
    (low - air, high + air)
}
