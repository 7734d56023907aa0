//! A sweep in words: numbers with at most two significant digits, and the finding that is a chart's title.

use crate::{
    engine::{Metric, summary::Range},
    explore::sweep::{Course, Reading, Setting, Sweep, SweptLever},
    report::numbers::{list, percent, plural},
};

/// A metric's value alone: `43%`, `9.3`.
pub(super) fn amount(metric: Metric, value: f64) -> String {
    if metric.is_share() {
        percent(value)
    } else if value < 9.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

/// What a metric is counted in: `of runs`, `months`.
pub(super) fn unit(metric: Metric, period: &str) -> String {
    match metric {
        Metric::DurableGivenDeal | Metric::TemporaryPauseGivenDeal => "of signed deals".to_owned(),
        Metric::Zone => "of draws".to_owned(),
        Metric::RoundsToDeal => "rounds".to_owned(),
        Metric::PeriodsOfPeace => plural(period, 2),
        _ => "of runs".to_owned(),
    }
}

/// A range of values: `38–44%`.
pub(super) fn range(metric: Metric, range: Option<Range>) -> String {
    match range {
        None => "–".to_owned(),
        Some(range) if metric.is_share() => crate::report::numbers::percent_range(range),
        Some(Range { low, high }) => format!("{} to {}", amount(metric, low), amount(metric, high)),
    }
}

/// A lever's value for people: a number with at most three significant digits.
pub(super) fn setting(setting: &Setting) -> String {
    setting.number.map_or_else(|| setting.shown.clone(), number)
}

/// A number with at most three significant digits.
pub(super) fn number(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let rounded: f64 = format!("{number:.2e}").parse().expect("a number as Rust writes it");
    let text =
        if (1e-4..1e6).contains(&rounded.abs()) { rounded.to_string() } else { format!("{rounded:e}") };
    text.replace('-', "−")
}

fn subject(metric: Metric) -> &'static str {
    match metric {
        Metric::NoDeal => "Failure to agree",
        Metric::TemporaryPause => "A temporary pause",
        Metric::Fragile => "Fragile peace",
        Metric::Durable => "Durable peace",
        Metric::Deal => "Agreement",
        Metric::DurableGivenDeal => "Durable peace once signed",
        Metric::TemporaryPauseGivenDeal => "A temporary pause once signed",
        Metric::Zone => "A zone of agreement",
        Metric::RoundsToDeal => "The time to a deal",
        Metric::PeriodsOfPeace => "The time at peace",
    }
}

/// What a sweep says of a metric, in a sentence without a full stop.
///
/// # Panics
/// When the metric was not asked for.
#[must_use]
pub fn finding(sweep: &Sweep, metric: Metric) -> String {
    let reading = sweep
        .readings
        .iter()
        .find(|reading| reading.metric == metric.name())
        .expect("every metric that was asked for has a reading");
    let subject = subject(metric);
    let (Some(least), Some(most)) = (reading.least, reading.most) else {
        return format!("{subject}: there is nothing to measure at any point");
    };
    let unit = unit(metric, &sweep.scenario.period);
    let value = |point: usize| amount(metric, sweep.estimate(point, metric).value.unwrap_or(f64::NAN));
    let main = match sweep.levers.as_slice() {
        [lever] if reading.course.is_some() => curve(sweep, metric, reading, lever, &unit),
        _ if reading.spread_is_clear && value(least) != value(most) => format!(
            "{subject} ranges from {} {unit} with {} to {} with {}",
            value(least),
            place(sweep, least),
            value(most),
            place(sweep, most)
        ),
        levers => {
            let names: Vec<&str> = levers.iter().map(|lever| lever.label.as_str()).collect();
            format!("{}: {} to {} {unit}", no_effect(reading, metric, &names), value(least), value(most))
        }
    };
    main + &target(sweep, metric, reading)
}

/// What a metric does along one lever of numbers.
fn curve(sweep: &Sweep, metric: Metric, reading: &Reading, lever: &SweptLever, unit: &str) -> String {
    let subject = subject(metric);
    let known: Vec<usize> =
        (0..sweep.points.len()).filter(|&point| sweep.estimate(point, metric).value.is_some()).collect();
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else { return subject.to_owned() };
    let value = |point: usize| amount(metric, sweep.estimate(point, metric).value.unwrap_or(f64::NAN));
    let at = |point: usize| setting(&sweep.points[point].at[0]);
    let (from, to) = (at(first), at(last));
    let label = &lever.label;
    let turn = |word: &str, point: usize| {
        format!(
            "{subject} is {word}, at {} {unit}, with {label} at {}: {} at {from}, {} at {to}",
            value(point),
            at(point),
            value(first),
            value(last)
        )
    };
    match reading.course {
        Some(Course::Rises | Course::Falls) => {
            let verb = if reading.course == Some(Course::Rises) { "rises" } else { "falls" };
            format!(
                "{subject} {verb} from {} to {} {unit} as {label} goes from {from} to {to}",
                value(first),
                value(last)
            )
        }
        Some(Course::Peaks) => {
            turn(if metric.is_share() { "most frequent" } else { "longest" }, reading.most.unwrap_or(first))
        }
        Some(Course::Dips) => turn(
            if metric.is_share() { "least frequent" } else { "shortest" },
            reading.least.unwrap_or(first),
        ),
        _ => format!(
            "{}: {} {unit} at {from}, {} at {to}",
            no_effect(reading, metric, &[label]),
            value(first),
            value(last)
        ),
    }
}

/// That nothing is to be seen: because there is next to nothing, or because it drowns in chance.
fn no_effect(reading: &Reading, metric: Metric, levers: &[&str]) -> String {
    let least = if metric.is_share() { 0.02 } else { 0.2 };
    let levers_all = list(levers);
    let subject = lower(subject(metric));
    if reading.spread.is_none_or(|spread| spread.difference.abs() < least) {
        let verb = if levers.len() == 1 { "moves" } else { "move" };
        format!("{} hardly {verb} {subject}", capital(&levers_all))
    } else {
        format!("With so few draws, what {levers_all} does to {subject} can’t be told from chance")
    }
}

/// Where the target is reached.
fn target(sweep: &Sweep, metric: Metric, reading: &Reading) -> String {
    let (Some(target), Some(reached)) = (sweep.target_of(metric), &reading.reached) else {
        return String::new();
    };
    let aim = amount(metric, target);
    let all = sweep.points.len();
    if reached.is_empty() {
        return format!("; {aim} is reached nowhere in this range");
    }
    if reached.len() == all {
        return format!("; {aim} is reached everywhere in this range");
    }
    match &reading.crossings {
        Some(crossings) if !crossings.is_empty() => {
            let places: Vec<String> = crossings.iter().map(|&place| two_digits(place)).collect();
            format!("; it crosses {aim} at about {}", list(&places))
        }
        _ => format!("; {aim} is reached at {} of {all} points", reached.len()),
    }
}

/// An interpolated number, of which no more than two digits are known.
fn two_digits(place: f64) -> String {
    number(format!("{place:.1e}").parse().expect("a number as Rust writes it"))
}

/// Where a point is: `strength 0.5 and Monitoring “None”`.
pub(super) fn place(sweep: &Sweep, point: usize) -> String {
    let parts = sweep.levers.iter().zip(&sweep.points[point].at).map(|(lever, at)| match at.number {
        Some(_) => format!("{} {}", lever.label, setting(at)),
        None => format!("{} “{}”", lever.label, setting(at)),
    });
    list(&parts.collect::<Vec<_>>())
}

/// With a capital letter at its beginning, unless it is a key.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !text.contains(['.', '_']) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
