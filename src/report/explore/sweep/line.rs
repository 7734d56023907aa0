//! A metric along a lever of numbers: a line with the interval of chance and the band of the inputs.

use crate::{
    engine::{
        Metric,
        summary::{Estimate, Range},
    },
    explore::sweep::{Spacing, Sweep},
    report::{
        charts::Chart,
        figure::{
            Anchor, Drawing, Ink, Plot,
            axis::{TICK_SIZE, band, ticks},
            legend::{Key, legend},
        },
    },
};

use super::{
    method, table,
    words::{amount, finding, number, unit},
};

pub(super) fn chart(sweep: &Sweep, metric: Metric) -> Chart {
    let banded = sweep.points.iter().any(|point| point.metrics[metric.name()].band.is_some());
    let inputs = if banded {
        " Light: where the central 80% of draws lie, chance removed; more runs would not narrow it."
    } else {
        ""
    };
    let keys = match sweep.levers[0].keys.as_slice() {
        [key] if *key == sweep.levers[0].label => String::new(),
        keys => format!(" The lever sets {}.", keys.join(", ")),
    };
    let caption = format!("{} Dark: 95% interval of chance.{inputs}{keys}", method(sweep));
    let description = format!("A line over {} points. {}.", sweep.points.len(), finding(sweep, metric));
    let draw = |width| draw(sweep, metric, width);
    Chart::new(metric.name(), finding(sweep, metric), caption, description, table(sweep, metric), draw)
}

/// One of an estimate's ranges.
type RangeOf = fn(&Estimate) -> Option<Range>;

/// The upper end of the axis of a metric: a round number above all that is drawn.
pub(super) fn top(sweep: &Sweep, metric: Metric) -> f64 {
    let highest = sweep.points.iter().fold(0.0, |highest: f64, point| {
        let estimate = &point.metrics[metric.name()];
        let ends = [estimate.interval, estimate.band].into_iter().flatten().map(|range| range.high);
        ends.chain(estimate.value).chain(sweep.target_of(metric)).fold(highest, f64::max)
    });
    if metric.is_share() {
        (libm::ceil(highest * 10.0 - 1e-9) / 10.0).clamp(0.1, 1.0)
    } else {
        1.08 * highest.max(1.0)
    }
}

fn draw(sweep: &Sweep, metric: Metric, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let lever = &sweep.levers[0];
    let numbers = lever.numbers().unwrap_or_default();
    let is_logarithmic = lever.spacing == Spacing::Logarithmic.name();
    let place = |number: f64| if is_logarithmic { libm::log10(number) } else { number };
    let (low, high) = (numbers[0], numbers[numbers.len() - 1]);
    let mut keys = vec![(Key::Line(Ink::Blue), metric.label()), (Key::Fill(Ink::Blue, 0.35), "chance, 95%")];
    let has_band = sweep.points.iter().any(|point| point.metrics[metric.name()].band.is_some());
    if has_band {
        keys.push((Key::Fill(Ink::Blue, 0.13), "inputs not known, central 80% of draws"));
    }
    let target = sweep.target_of(metric);
    let aim = target.map(|target| format!("target {}", amount(metric, target)));
    if let Some(aim) = &aim {
        keys.push((Key::Dashes(Ink::Vermilion), aim));
    }
    let own = lever.in_scenario.filter(|ends| ends[0] >= low && ends[1] <= high);
    let own_text = own.map(|[from, to]| {
        let numbers = if from == to { number(from) } else { format!("{} to {}", number(from), number(to)) };
        format!("in this scenario: {numbers}")
    });
    if let Some(text) = &own_text {
        keys.push((Key::Dashes(Ink::Muted), text));
    }
    let head = legend(&mut drawing, 0.0, 0.0, &keys) + 28.0;
    let words = unit(metric, &sweep.scenario.period).replace("of ", "share of ");
    drawing.words((0.0, head - 13.0), &words, TICK_SIZE, Anchor::Start, Ink::Muted);
    let bottom = head + if width < 500.0 { 220.0 } else { 300.0 };
    let most = top(sweep, metric);
    let plot = Plot::new([44.0, head, width - 16.0, bottom], (place(low), place(high)), (0.0, most));
    plot.rows(&mut drawing, &ticks((0.0, most), 5.0), |mark| {
        if metric.is_share() { amount(metric, mark) } else { number(mark) }
    });
    let line = |end: &dyn Fn(&Estimate) -> Option<f64>| -> Vec<(f64, f64)> {
        let points = numbers.iter().zip(&sweep.points);
        points
            .filter_map(|(&at, point)| Some(plot.at(place(at), end(&point.metrics[metric.name()])?)))
            .collect()
    };
    let ranges: [RangeOf; 2] = [|estimate| estimate.band, |estimate| estimate.interval];
    for (range, opacity) in ranges.into_iter().zip([0.13, 0.35]) {
        let upper = line(&|estimate| range(estimate).map(|range| range.high));
        let lower = line(&|estimate| range(estimate).map(|range| range.low));
        drawing.area(band(&upper, &lower), Ink::Blue, opacity);
    }
    if let Some([from, to]) = own {
        for at in if from == to { vec![from] } else { vec![from, to] } {
            drawing.dashes(plot.at(place(at), 0.0), plot.at(place(at), most), 1.0, Ink::Muted);
        }
    }
    if let Some(target) = target {
        let ends = (plot.at(place(low), target), plot.at(place(high), target));
        drawing.dashes(ends.0, ends.1, 1.5, Ink::Vermilion);
    }
    let values = line(&|estimate| estimate.value);
    drawing.line(values.clone(), 2.5, Ink::Blue);
    if values.len() <= 40 {
        values.iter().for_each(|&at| drawing.dot(at, 3.0, Ink::Blue, 1.0));
    }
    if is_logarithmic {
        let marks: Vec<f64> = numbers.iter().map(|&number| place(number)).collect();
        plot.base(&mut drawing, &marks, |mark| number(libm::pow(10.0, mark)), &lever.label);
    } else {
        plot.base(&mut drawing, &ticks((low, high), 6.0), number, &lever.label);
    }
    drawing.height = bottom + Plot::BASE;
    drawing
}
