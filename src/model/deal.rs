//! The deal space: every combination of levels, counted in mixed radix.
//!
//! The first issue is the most significant digit, so deals sort as their levels do and "lowest index" is a
//! tie-break that a reader can follow. A space keeps some levels of each issue: those on the table, and where
//! hard red lines count, those that no line of an actor that must sign excludes. Each line is on a single issue,
//! so what is left is a product again, and its deals are numbered by their *position* in it.

use super::{IssueId, Model, RedLineKind};

/// The most deals that a scenario may have; nothing is sampled silently beyond it.
pub const MOST_DEALS: usize = 50_000;

/// A deal's index among all combinations of levels in file order, on the table or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DealId(pub u32);

/// A product of levels. It does not depend on any number that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealSpace {
    /// Levels of each issue in the scenario.
    shape: Vec<usize>,
    /// Levels kept, by issue, in file order.
    kept: Vec<Vec<usize>>,
    /// How far positions lie apart that differ by one in an issue.
    strides: Vec<usize>,
}

impl DealSpace {
    /// All deals on the table.
    #[must_use]
    pub fn on_table<N>(model: &Model<N>) -> Self {
        Self::keeping(model, |issue, level| model.issues[issue].on_table[level])
    }

    /// The deals on the table that cross no hard red line of an actor that must sign: the ones that can be
    /// signed at all.
    #[must_use]
    pub fn signable<N>(model: &Model<N>) -> Self {
        Self::signable_but_for(model, |_, _| false)
    }

    /// [`DealSpace::signable`] without the hard red lines for which `dropped(actor, issue)` is true.
    #[must_use]
    pub fn signable_but_for<N>(model: &Model<N>, dropped: impl Fn(usize, IssueId) -> bool) -> Self {
        Self::keeping(model, |issue, level| {
            model.issues[issue].on_table[level]
                && (model.actors.iter().enumerate()).filter(|(_, actor)| actor.must_sign).all(
                    |(index, actor)| {
                        dropped(index, IssueId(issue)) || is_within_lines(&actor.red_lines, issue, level)
                    },
                )
        })
    }

    fn keeping<N>(model: &Model<N>, keep: impl Fn(usize, usize) -> bool) -> Self {
        let shape: Vec<usize> = model.issues.iter().map(|issue| issue.levels.len()).collect();
        let kept: Vec<Vec<usize>> = (shape.iter().enumerate())
            .map(|(issue, &levels)| {
                let mut kept = Vec::with_capacity(levels);
                kept.extend((0..levels).filter(|&level| keep(issue, level)));
                kept
            })
            .collect();
        let mut strides = vec![1; kept.len()];
        for issue in (1..kept.len()).rev() {
            strides[issue - 1] = strides[issue] * kept[issue].len();
        }
        Self { shape, kept, strides }
    }

    /// How many deals the space has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.iter().map(Vec::len).product()
    }

    /// Whether there is no deal in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The levels kept of each issue, in file order.
    #[must_use]
    pub fn kept(&self) -> &[Vec<usize>] {
        &self.kept
    }

    /// How far positions lie apart that differ by one kept level, for each issue.
    #[must_use]
    pub fn strides(&self) -> &[usize] {
        &self.strides
    }

    /// The level of one issue in the deal at a position.
    #[must_use]
    pub fn level(&self, position: usize, issue: IssueId) -> usize {
        let kept = &self.kept[issue.0];
        kept[position / self.strides[issue.0] % kept.len()]
    }

    /// The levels of the deal at a position, in issue order.
    #[must_use]
    pub fn levels(&self, position: usize) -> Vec<usize> {
        (0..self.kept.len()).map(|issue| self.level(position, IssueId(issue))).collect()
    }

    /// The position of the deal with these levels; `None` if it is not in the space.
    #[must_use]
    pub fn position(&self, levels: &[usize]) -> Option<usize> {
        let digits = self.kept.iter().zip(levels).map(|(kept, level)| kept.binary_search(level).ok());
        digits.zip(&self.strides).try_fold(0, |position, (digit, stride)| Some(position + digit? * stride))
    }

    /// The index of the deal at a position among all combinations of levels.
    #[must_use]
    pub fn deal(&self, position: usize) -> DealId {
        let levels = (0..self.kept.len()).map(|issue| self.level(position, IssueId(issue)));
        let index = levels.zip(&self.shape).fold(0, |index, (level, size)| index * size + level);
        DealId(u32::try_from(index).expect("a scenario has at most MOST_DEALS deals"))
    }

    /// The positions of the deals that differ in one issue, in order of issue and level.
    pub fn neighbours(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        self.kept.iter().zip(&self.strides).flat_map(move |(kept, &stride)| {
            let digit = position / stride % kept.len();
            let first = position - digit * stride;
            (0..kept.len()).filter(move |&other| other != digit).map(move |other| first + other * stride)
        })
    }
}

/// The issues in which a text crosses an actor's hard red lines.
pub(crate) fn crossed<N>(lines: &[super::RedLine<N>], levels: &[usize]) -> Vec<usize> {
    (0..levels.len()).filter(|&issue| !is_within_lines(lines, issue, levels[issue])).collect()
}

/// Whether a level is on the right side of an actor's hard red lines.
pub(crate) fn is_within_lines<N>(lines: &[super::RedLine<N>], issue: usize, level: usize) -> bool {
    let mut hard = lines.iter().filter(|line| matches!(line.kind, RedLineKind::Hard));
    hard.all(|line| line.issue.0 != issue || line.allowed[level])
}
