//! Counts of bins as how many bins there are and those that are not empty: most are.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// The most bins that a histogram has.
pub(super) const MOST_BINS: usize = 4096;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sparse {
    bins: usize,
    /// Bins from 0, and their counts.
    filled: Vec<(usize, u64)>,
}

pub(super) fn serialize<S: Serializer>(counts: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    let filled = counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    Sparse { bins: counts.len(), filled }.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    let Sparse { bins, filled } = Sparse::deserialize(deserializer)?;
    if !(1..=MOST_BINS).contains(&bins) {
        return Err(D::Error::custom(format_args!("a histogram has 1 to {MOST_BINS} bins, not {bins}")));
    }
    let mut counts = vec![0; bins];
    for (bin, count) in filled {
        *counts.get_mut(bin).ok_or_else(|| D::Error::custom(format_args!("no bin {bin} of {bins}")))? = count;
    }
    Ok(counts)
}
