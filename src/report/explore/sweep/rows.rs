//! A metric at the levels of one lever: a bar each, with the interval of chance and the band of the inputs.

use crate::{
    engine::Metric,
    explore::sweep::Sweep,
    report::{
        charts::Chart,
        figure::{
            Drawing, Ink, Plot, Scale,
            axis::ticks,
            legend::{Key, legend},
            rows::{Rows, whisker},
        },
    },
};

use super::{
    line::top,
    method, table,
    words::{amount, finding, number, setting, unit},
};

pub(super) fn chart(sweep: &Sweep, metric: Metric) -> Chart {
    let caption = format!("{} The lever sets {}.", method(sweep), sweep.levers[0].keys.join(", "));
    let description = format!("A bar at each of {} points. {}.", sweep.points.len(), finding(sweep, metric));
    let draw = |width| draw(sweep, metric, width);
    Chart::new(metric.name(), finding(sweep, metric), caption, description, table(sweep, metric), draw)
}

fn draw(sweep: &Sweep, metric: Metric, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let domain = (0.0, top(sweep, metric));
    let rows = Rows::new(width, domain, 52.0);
    let mut keys = vec![(Key::Whisker(Ink::Text), "chance, 95%")];
    if sweep.points.iter().any(|point| point.metrics[metric.name()].band.is_some()) {
        keys.push((Key::Fill(Ink::Blue, 0.4), "inputs not known, central 80% of draws"));
    }
    let aim = sweep.target_of(metric).map(|target| format!("target {}", amount(metric, target)));
    if let Some(aim) = &aim {
        keys.push((Key::Dashes(Ink::Vermilion), aim));
    }
    let mut bottom = legend(&mut drawing, 0.0, 0.0, &keys) + 4.0;
    bottom = rows.heading(&mut drawing, bottom, &sweep.levers[0].label);
    let start = bottom;
    for (place, point) in sweep.points.iter().enumerate() {
        let estimate = sweep.estimate(place, metric);
        let (middle, next) = rows.label(&mut drawing, bottom, &setting(&point.at[0]), Ink::Text);
        bottom = next + 4.0;
        let Some(value) = estimate.value else {
            rows.note(&mut drawing, middle, "nothing to measure");
            continue;
        };
        let mut right = rows.bar(&mut drawing, middle, 0.0, value, Ink::Blue, 1.0);
        if let Some(range) = estimate.interval {
            whisker(&mut drawing, &rows.x, range, middle);
            right = f64::max(right, rows.x.at(range.high));
        }
        if let Some(range) = estimate.band.filter(|band| band.high > band.low) {
            let from = rows.x.at(range.low);
            let length = f64::max(rows.x.at(range.high) - from, 2.0);
            drawing.rectangle([from, middle + 9.0, length, 4.0], Ink::Blue, 0.4);
        }
        rows.figure(&mut drawing, middle, right, &amount(metric, value));
    }
    if let Some(target) = sweep.target_of(metric) {
        let x = rows.x.at(target);
        drawing.dashes((x, start), (x, bottom), 1.5, Ink::Vermilion);
    }
    let plot = Plot { x: rows.x, y: Scale { domain: (0.0, 1.0), pixels: (bottom, start) } };
    let mark = |mark: f64| if metric.is_share() { amount(metric, mark) } else { number(mark) };
    let words = unit(metric, &sweep.scenario.period).replace("of ", "share of ");
    plot.base(&mut drawing, &ticks(domain, if width < 500.0 { 4.0 } else { 5.0 }), mark, &words);
    drawing.height = bottom + Plot::BASE;
    drawing
}
