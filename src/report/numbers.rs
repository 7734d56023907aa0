//! Numbers as people read them: at most two significant digits for a probability.
//!
//! JSON and CSV carry them in full; everything else goes through this file.

use crate::engine::summary::{Estimate, Fan, Range};

/// A probability as a percentage of at most two significant digits: `62%`, `9.4%`, `<0.1%`, `>99%`.
///
/// `0%` and `100%` are kept for what never or always happened.
///
/// ```
/// # use armistice::report::numbers::percent;
/// assert_eq!(percent(0.6249), "62%");
/// assert_eq!(percent(0.0941), "9.4%");
/// assert_eq!(percent(0.9991), ">99%");
/// ```
pub fn percent(probability: f64) -> String {
    let percentage = 100.0 * probability;
    if !percentage.is_finite() {
        "–".to_owned()
    } else if percentage <= 0.0 {
        "0%".to_owned()
    } else if percentage >= 100.0 {
        "100%".to_owned()
    } else if percentage < 0.05 {
        "<0.1%".to_owned()
    } else if percentage < 9.95 {
        format!("{}%", format!("{percentage:.1}").trim_end_matches(".0"))
    } else if percentage < 99.5 {
        format!("{percentage:.0}%")
    } else {
        ">99%".to_owned()
    }
}

/// [`percent`] within a sentence, where `>99%` would be read as a sign: `over 99%`, `under 0.1%`.
///
/// ```
/// # use armistice::report::numbers::{said, share_of};
/// assert_eq!(said(0.9991), "over 99%");
/// assert_eq!(share_of(1.0, "run"), "every run");
/// assert_eq!(share_of(0.76, "run"), "76% of runs");
/// ```
pub fn said(probability: f64) -> String {
    percent(probability).replace('>', "over ").replace('<', "under ")
}

/// A share of things within a sentence: `every run`, `no run`, `76% of runs`.
pub fn share_of(share: f64, thing: &str) -> String {
    match said(share).as_str() {
        "100%" => format!("every {thing}"),
        "0%" => format!("no {thing}"),
        some => format!("{some} of {}", plural(thing, 2)),
    }
}

/// A small probability as a percentage with two significant digits, such as a hazard: `0.31%`, `0.014%`.
///
/// ```
/// # use armistice::report::numbers::percent_fine;
/// assert_eq!(percent_fine(0.0031), "0.31%");
/// assert_eq!(percent_fine(0.000144), "0.014%");
/// assert_eq!(percent_fine(0.05), "5%");
/// ```
pub fn percent_fine(probability: f64) -> String {
    let percentage = 100.0 * probability;
    let decimals = match percentage {
        _ if percentage.is_nan() || percentage < 0.000_95 => return percent(probability),
        small if small < 0.009_95 => 4,
        small if small < 0.099_5 => 3,
        small if small < 0.995 => 2,
        _ => return percent(probability),
    };
    format!("{}%", format!("{percentage:.decimals$}").trim_end_matches('0'))
}

/// A range of probabilities: `38–44%`.
pub fn percent_range(range: Range) -> String {
    let (low, high) = (percent(range.low), percent(range.high));
    if low == high {
        return low;
    }
    if low.starts_with('<') || low.starts_with('>') || high.starts_with('>') {
        return format!("{low}–{high}");
    }
    format!("{}–{high}", low.trim_end_matches('%'))
}

/// A probability that may be unknown.
pub fn optional_percent(probability: Option<f64>) -> String {
    probability.map_or_else(|| "–".to_owned(), percent)
}

/// The point of an estimate.
pub fn estimate(estimate: &Estimate) -> String {
    optional_percent(estimate.value)
}

/// A range of probabilities that may be unknown.
pub fn optional_range(range: Option<Range>) -> String {
    range.map_or_else(|| "–".to_owned(), percent_range)
}

/// A value or a flow: two decimals below ten, none above, a true minus sign.
///
/// ```
/// # use armistice::report::numbers::value;
/// assert_eq!(value(-0.0), "0.00");
/// assert_eq!(value(-0.254), "−0.25");
/// assert_eq!(value(34.26), "34");
/// ```
pub fn value(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let size = number.abs();
    let text = match size {
        _ if size < 9.995 => format!("{size:.2}"),
        _ if size < 99_999.5 => format!("{size:.0}"),
        _ => format!("{size:.1e}"),
    };
    if number < 0.0 && text != "0.00" { format!("−{text}") } else { text }
}

/// A number at a tick of an axis, without zeros at its end.
///
/// ```
/// # use armistice::report::numbers::tick;
/// assert_eq!(tick(0.5), "0.5");
/// assert_eq!(tick(-1.0), "−1");
/// ```
pub fn tick(number: f64) -> String {
    let text = value(number);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A value that may be unknown.
pub fn optional_value(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), value)
}

/// The middle and the central 80 % of a fan: `0.52 (0.40–0.61)`.
pub fn fan(fan: &Fan) -> String {
    format!("{} ({} to {})", value(fan.p50), value(fan.p10), value(fan.p90))
}

/// A count with separators: `10,000`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of things: `1 month`, `60 months`.
pub fn periods(number: u64, period: &str) -> String {
    format!("{} {}", count(number), plural(period, number))
}

/// A word for that many: `month`, `months`; words of other scripts stay as they are.
pub fn plural(word: &str, number: u64) -> String {
    let regular = word.ends_with(|last: char| last.is_ascii_alphabetic() && last != 's');
    if number != 1 && regular { format!("{word}s") } else { word.to_owned() }
}

/// A fraction of two counts; `None` without any.
pub fn ratio(part: u64, whole: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of runs stay far below 2^53")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Names in a sentence: `A`, `A and B`, `A, B and C`.
pub fn list(names: &[impl AsRef<str>]) -> String {
    joined(names, "and")
}

/// Names to choose from: `A`, `A or B`, `A, B or C`.
pub fn one_of(names: &[impl AsRef<str>]) -> String {
    joined(names, "or")
}

fn joined(names: &[impl AsRef<str>], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}
