//! When ceasefires collapse: the chance of collapse in a period, among those that still hold, in up to 20 bins.

use super::{
    chart::{Absence, Chart, Table},
    survival::unwatched,
};
use crate::{
    engine::summary::{Summary, SurvivalPoint},
    report::{
        figure::{
            Anchor, Drawing, Ink, Plot, Weight,
            axis::{TICK_SIZE, ticks, whole_ticks},
            letters,
        },
        findings::capitalise,
        numbers::{count, percent_fine, periods, plural, ratio},
    },
    statistics::{Confidence, wilson},
};

const ID: &str = "hazard";

/// Periods from `first` to `last`, and the chance of collapse in one of them.
struct Bin {
    first: u32,
    last: u32,
    collapses: u64,
    exposed: u64,
    hazard: f64,
}

/// Hazard by time since signing.
///
/// # Errors
/// If nothing was signed or watched, or nothing collapsed.
pub fn chart(summary: &Summary) -> Result<Chart, Absence> {
    if let Some(absence) = unwatched(ID, summary) {
        return Err(Absence::new(ID, absence.why));
    }
    let bins = bins(&summary.survival.points);
    if bins.iter().all(|bin| bin.collapses == 0) {
        return Err(Absence::new(
            ID,
            "No ceasefire collapsed within the time watched, so there is no hazard to show.",
        ));
    }
    let period = &summary.scenario.period;
    let mut table = Table::new(&["", "Collapses", "Chance of collapse"]);
    table.columns[0] = format!("{} after signing", capitalise(&plural(period, 2)));
    table.columns[2] = format!("Chance of collapse in one {period}");
    for bin in &bins {
        let name = if bin.first == bin.last {
            bin.first.to_string()
        } else {
            format!("{}–{}", bin.first, bin.last)
        };
        table.rows.push(vec![name, count(bin.collapses), percent_fine(bin.hazard)]);
    }
    let caption = format!(
        "Chance that a ceasefire which has held so far collapses in one {period}; each bar is the mean over {}, the thin line its \
         95% interval of chance.",
        periods(u64::from(bins[0].last.saturating_sub(bins[0].first) + 1), period)
    );
    let description = format!(
        "{} bars, from {} to {}.",
        bins.len(),
        percent_fine(bins[0].hazard),
        percent_fine(bins[bins.len() - 1].hazard)
    );
    Ok(Chart::new(ID, title(&bins, period), caption, description, table, |width| draw(summary, &bins, width)))
}

fn bins(points: &[SurvivalPoint]) -> Vec<Bin> {
    let points: Vec<&SurvivalPoint> = points.iter().filter(|point| point.period > 0).collect();
    let size = points.len().div_ceil(20).max(1);
    points
        .chunks(size)
        .map(|chunk| {
            let collapses = chunk.iter().map(|point| point.collapses).sum();
            let exposed = chunk.iter().map(|point| point.at_risk).sum();
            Bin {
                first: chunk[0].period,
                last: chunk[chunk.len() - 1].period,
                collapses,
                exposed,
                hazard: ratio(collapses, exposed).unwrap_or(0.0),
            }
        })
        .collect()
}

/// The first and the last fifth of the time compared.
fn title(bins: &[Bin], period: &str) -> String {
    let part = bins.len().div_ceil(5);
    let sums = |part: &[Bin]| {
        (part.iter().map(|bin| bin.collapses).sum::<u64>(), part.iter().map(|bin| bin.exposed).sum::<u64>())
    };
    let (first_sums, last_sums) = (sums(&bins[..part]), sums(&bins[bins.len() - part..]));
    let hazard = |(collapses, exposed): (u64, u64)| ratio(collapses, exposed).unwrap_or(0.0);
    let (early, late) = (hazard(first_sums), hazard(last_sums));
    // Collapses are rare, so their count has about its own size as variance.
    let variance =
        |(collapses, exposed): (u64, u64)| hazard((collapses, exposed)) * ratio(1, exposed).unwrap_or(0.0);
    let noise = libm::sqrt(variance(first_sums) + variance(last_sums));
    let first = &bins[..part];
    let span = periods(u64::from(first[part - 1].last.saturating_sub(first[0].first) + 1), period);
    let (from, to) = (percent_fine(early), percent_fine(late));
    if bins.len() < 2 || from == to {
        format!("The chance of collapse is about {from} in a {period}")
    } else if libm::fabs(late - early) < 2.0 * noise {
        format!(
            "The chance of collapse hardly changes: {from} in a {period} in the first {span}, {to} in the last"
        )
    } else {
        let moves = if late < early { "falls" } else { "rises" };
        format!(
            "The chance of collapse {moves} from {from} in a {period} in the first {span} to {to} in the last"
        )
    }
}

fn draw(summary: &Summary, bins: &[Bin], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let narrow = width < 500.0;
    let interval = |bin: &Bin| wilson(bin.collapses.min(bin.exposed), bin.exposed.max(1), Confidence::P95);
    let highest = bins.iter().map(|bin| interval(bin).high).fold(0.0, f64::max);
    let marks = ticks((0.0, highest * 1.1), 4.0);
    let top = f64::max(highest * 1.02, marks.last().copied().unwrap_or(highest));
    let hold = f64::from(summary.scenario.hold);
    let bottom = if narrow { 190.0 } else { 210.0 };
    let plot = Plot::new([52.0, 28.0, width - 46.0, bottom], (0.0, hold), (0.0, top));
    let name = letters::shorten(
        &format!("chance of collapse in a {}", summary.scenario.period),
        TICK_SIZE,
        Weight::Regular,
        width,
    );
    drawing.words((0.0, 13.0), &name, TICK_SIZE, Anchor::Start, Ink::Muted);
    plot.rows(&mut drawing, &marks, percent_fine);
    for bin in bins {
        let (left, right) = (plot.x.at(f64::from(bin.first) - 1.0), plot.x.at(f64::from(bin.last)));
        let y = plot.y.at(bin.hazard);
        drawing.rectangle([left + 1.0, y, right - left - 2.0, bottom - y], Ink::Vermilion, 0.75);
        let (middle, range) = ((left + right) / 2.0, interval(bin));
        let ends = [range.low, range.high].map(|end| (middle, plot.y.at(end)));
        drawing.line(ends.to_vec(), 1.5, Ink::Text);
    }
    let marks = whole_ticks(hold, if narrow { 5.0 } else { 10.0 });
    let name = format!("{} after signing", plural(&summary.scenario.period, 2));
    plot.base(&mut drawing, &marks, |mark| format!("{mark:.0}"), &name);
    drawing.height = bottom + Plot::BASE;
    drawing
}
