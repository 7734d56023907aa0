//! A threshold as a sentence and as a chart: the metric along the lever, the target, and where they meet.

use crate::{
    engine::Metric,
    explore::threshold::{Answer, Point, Question, Verdict},
    report::{
        charts::{Chart, Table},
        figure::{
            Anchor, Drawing, Ink, Plot,
            axis::{TICK_SIZE, band, ticks},
        },
        numbers::{optional_percent, optional_value, percent, tick, value},
    },
};

/// A value of the metric for people.
pub fn number(value: Option<f64>, metric: Metric) -> String {
    if metric.is_share() { optional_percent(value) } else { optional_value(value) }
}

/// A value of the lever, with as many decimals as its tolerance gives meaning to.
pub fn lever(lever: f64, question: &Question) -> String {
    if question.is_whole {
        return format!("{lever:.0}").replace('-', "−");
    }
    let decimals =
        (0..9).find(|&decimals| libm::pow(10.0, -f64::from(decimals)) <= question.tolerance * 1.000_001);
    let decimals = usize::try_from(decimals.unwrap_or(9)).unwrap_or(9);
    format!("{lever:.decimals$}").replace('-', "−")
}

/// The answer in a sentence or two.
pub fn finding(metric: Metric, question: &Question, answer: &Answer) -> String {
    let label = metric.label();
    let wanted = format!(
        "{} {}",
        if question.at_most { "at most" } else { "at least" },
        number(Some(question.target), metric)
    );
    let range = format!("between {} and {}", lever(question.from, question), lever(question.to, question));
    let values = answer.points.iter().filter_map(|point| Some((point.estimate.value?, point.lever)));
    let best = values.reduce(|best, next| {
        let is_better = if question.at_most { next.0 < best.0 } else { next.0 > best.0 };
        if is_better { next } else { best }
    });
    match answer.verdict {
        Verdict::Incomplete => "Interrupted before the threshold was found.".to_owned(),
        Verdict::NoValue => {
            format!(
                "{label} has no value at some values of the lever, so nothing can be said of a threshold."
            )
        }
        Verdict::Always => {
            format!("The target is met at every value that was tried {range}: {label} is {wanted}.")
        }
        Verdict::Never => {
            let nearest = best.map_or_else(String::new, |(value, at)| {
                format!(" The nearest is {} at {}.", number(Some(value), metric), lever(at, question))
            });
            let doubt = answer.points.iter().any(|point| could_reach(point, question));
            let doubt = if doubt {
                " The 95% interval there includes the target: more draws may change this."
            } else {
                ""
            };
            format!("Never reached in this range: {label} is not {wanted} {range}.{nearest}{doubt}")
        }
        Verdict::Found | Verdict::NotMonotone => {
            let Some(found) = answer.threshold else { return String::new() };
            let which = if found.is_smallest { "smallest" } else { "largest" };
            let at = lever(found.value, question);
            let interval = match (found.low, found.high) {
                (Some(low), Some(high)) => {
                    format!("95% interval {} to {}", lever(low, question), lever(high, question))
                }
                (Some(low), None) => {
                    format!("95% interval from {} to beyond the range", lever(low, question))
                }
                (None, Some(high)) => {
                    format!("95% interval from below the range to {}", lever(high, question))
                }
                (None, None) => "95% interval: all of the range, so these draws tell little".to_owned(),
            };
            let crossings = answer.crossings.len();
            if answer.verdict == Verdict::NotMonotone {
                return format!(
                    "Not monotone: {label} goes up and down along the lever, so there may be more than one threshold. \
                     The target is crossed {} on the grid, first at {at} ({interval}).",
                    if crossings == 1 { "once".to_owned() } else { format!("{crossings} times") }
                );
            }
            let again = if crossings > 1 {
                " Beyond it the target is lost again and met again, by no more than chance: more draws would tell."
            } else {
                ""
            };
            format!(
                "{at} is the {which} value at which {label} is {wanted} ({interval}); at {} it is not.{again}",
                lever(found.misses, question)
            )
        }
    }
}

fn could_reach(point: &Point, question: &Question) -> bool {
    point.estimate.interval.is_some_and(|range| {
        if question.at_most { range.low <= question.target } else { range.high >= question.target }
    })
}

/// The metric along the lever; `None` with fewer than two values.
pub fn chart(name: &str, metric: Metric, question: &Question, answer: &Answer) -> Option<Chart> {
    if answer.points.iter().filter(|point| point.estimate.value.is_some()).count() < 2 {
        return None;
    }
    let mut table = Table::new(&["Lever", metric.label(), "95% interval"]);
    for point in &answer.points {
        let interval = point.estimate.interval.map_or_else(
            || "–".to_owned(),
            |range| format!("{} to {}", number(Some(range.low), metric), number(Some(range.high), metric)),
        );
        table.rows.push(vec![lever(point.lever, question), number(point.estimate.value, metric), interval]);
    }
    let finding = finding(metric, question, answer);
    // A full stop within a number does not end a sentence.
    let end = [". ", " ("].into_iter().filter_map(|mark| finding.find(mark)).min().unwrap_or(finding.len());
    let title = finding[..end].trim_end_matches('.').to_owned();
    let caption = format!(
        "{finding} Every value of {name} met the same draws and luck. Shaded: 95% interval of the metric; its ends cross \
         the target at the ends of the threshold's interval."
    );
    let description =
        format!("A line of {} points with a band, and a dashed line at the target.", answer.points.len());
    let draw = |width| draw(name, metric, question, answer, width);
    Some(Chart::new("threshold", title, caption, description, table, draw))
}

fn draw(name: &str, metric: Metric, question: &Question, answer: &Answer, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width);
    let (left, right, top) = (54.0, width - 16.0, 28.0);
    let bottom = top + if width < 500.0 { 220.0 } else { 300.0 };
    let ends = answer.points.iter().flat_map(|point| {
        let range = point.estimate.interval.map(|range| [range.low, range.high]);
        range.into_iter().flatten().chain(point.estimate.value)
    });
    let highest = ends.fold(question.target, f64::max);
    let domain = if metric.is_share() { (0.0, 1.0) } else { (0.0, highest * 1.05) };
    let plot = Plot::new([left, top, right, bottom], (question.from, question.to), domain);
    drawing.words((0.0, 13.0), metric.label(), TICK_SIZE, Anchor::Start, Ink::Muted);
    let show = |mark: f64| if metric.is_share() { percent(mark) } else { tick(mark) };
    plot.rows(&mut drawing, &ticks(domain, 5.0), show);
    if let Some(found) = answer.threshold {
        let (low, high) = (found.low.unwrap_or(question.from), found.high.unwrap_or(question.to));
        let (low, high) = (plot.x.at(low), plot.x.at(high));
        drawing.rectangle([low, top, high - low, bottom - top], Ink::Orange, 0.16);
    }
    let known: Vec<_> = (answer.points.iter())
        .filter_map(|point| Some((point.lever, point.estimate.value?, point.estimate.interval?)))
        .collect();
    let upper: Vec<_> = known.iter().map(|(x, _, range)| plot.at(*x, range.high)).collect();
    let lower: Vec<_> = known.iter().map(|(x, _, range)| plot.at(*x, range.low)).collect();
    if known.len() > 1 {
        drawing.area(band(&upper, &lower), Ink::Blue, 0.2);
    }
    let line: Vec<_> =
        answer.points.iter().filter_map(|point| Some(plot.at(point.lever, point.estimate.value?))).collect();
    for &at in &line {
        drawing.dot(at, 2.5, Ink::Blue, 1.0);
    }
    drawing.line(line, 2.5, Ink::Blue);
    drawing.dashes(
        plot.at(question.from, question.target),
        plot.at(question.to, question.target),
        1.5,
        Ink::Text,
    );
    let target = format!("target {}", number(Some(question.target), metric));
    drawing.words((right, plot.y.at(question.target) - 5.0), &target, TICK_SIZE, Anchor::End, Ink::Text);
    if let Some(found) = answer.threshold {
        let at = plot.at(found.value, question.target);
        drawing.dot(at, 5.0, Ink::Orange, 1.0);
        let label = lever(found.value, question);
        drawing.words((plot.x.at(found.value), top - 8.0), &label, 13.0, Anchor::Middle, Ink::Text);
    }
    let show = |mark: f64| if question.is_whole { format!("{mark:.0}") } else { shorter(mark) };
    plot.base(&mut drawing, &ticks((question.from, question.to), 6.0), show, name);
    drawing.height = bottom + Plot::BASE;
    drawing
}

/// Ticks of small ranges need more decimals than [`tick`] gives.
fn shorter(mark: f64) -> String {
    let text = tick(mark);
    if mark != 0.0 && (value(mark) == "0.00" || value(mark) == "−0.00") {
        format!("{mark:.0e}")
    } else {
        text
    }
}
