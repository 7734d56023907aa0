//! Combinations of the levels of some issues of a deal space.

use super::DealSpace;

/// The combinations of levels of some issues: their part of the position, and a level for each issue (the first
/// kept one for issues that are left out).
pub(super) struct Combinations(Vec<(usize, Vec<usize>)>);

impl Combinations {
    pub fn new(space: &DealSpace, takes_part: impl Fn(usize) -> bool) -> Self {
        if space.is_empty() {
            return Self(Vec::new());
        }
        let mut all = vec![(0, Vec::new())];
        for (issue, (kept, stride)) in space.kept().iter().zip(space.strides()).enumerate() {
            let levels = if takes_part(issue) { &kept[..] } else { &kept[..1] };
            all = (all.iter())
                .flat_map(|(offset, before): &(usize, Vec<usize>)| {
                    levels.iter().enumerate().map(move |(digit, &level)| {
                        (offset + digit * stride, before.iter().copied().chain([level]).collect())
                    })
                })
                .collect();
        }
        Self(all)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.0.iter().map(|(offset, levels)| (*offset, levels.as_slice()))
    }
}
