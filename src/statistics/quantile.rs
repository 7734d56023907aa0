//! Quantiles of what was seen, exactly: Hyndman and Fan's type 7 (*The American Statistician* 50, 1996).
//!
//! Of `n` sorted values, the quantile `p` lies at place `(n − 1) p`, between neighbours on a straight line. It is
//! R's and NumPy's default.

/// The quantile `p` of values sorted upwards; `None` without a value.
///
/// ```
/// # use armistice::statistics::quantile_of_sorted;
/// assert_eq!(quantile_of_sorted(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
/// ```
///
/// # Panics
/// When `p` is not in `[0, 1]`.
#[must_use]
pub fn quantile_of_sorted(values: &[f64], p: f64) -> Option<f64> {
    let (below, fraction) = place(values.len() as u64, p)?;
    let low = values[below as usize];
    Some(values.get(below as usize + 1).map_or(low, |&high| between(low, high, fraction)))
}

/// The quantile `p` of values that were each seen a number of times, sorted upwards by value; `None` when nothing
/// was seen. It equals [`quantile_of_sorted`] of the values written out.
///
/// ```
/// # use armistice::statistics::quantile_of_counts;
/// assert_eq!(quantile_of_counts(&[(0.0, 3), (1.0, 1)], 0.5), Some(0.0));
/// ```
///
/// # Panics
/// When `p` is not in `[0, 1]`.
#[must_use]
pub fn quantile_of_counts(counts: &[(f64, u64)], p: f64) -> Option<f64> {
    let (below, fraction) = place(counts.iter().map(|&(_, count)| count).sum(), p)?;
    let mut seen = 0;
    let mut low = None;
    for &(value, count) in counts {
        seen += count;
        match low {
            None if seen > below + 1 => return Some(value),
            None if seen > below => low = Some(value),
            Some(low) if count > 0 => return Some(between(low, value, fraction)),
            _ => {}
        }
    }
    low
}

/// The place of the quantile: the index of the value below it, and how far it is to the next.
fn place(n: u64, p: f64) -> Option<(u64, f64)> {
    assert!((0.0..=1.0).contains(&p), "a quantile's share must lie between 0 and 1, not {p}");
    let last = n.checked_sub(1)?;
    let place = last as f64 * p;
    let below = place as u64;
    Some((below, place - below as f64))
}

fn between(low: f64, high: f64, fraction: f64) -> f64 {
    if low == high { low } else { low + fraction * (high - low) }
}
