//! How boxes are sought: the choices that Friedman and Fisher (1999) leave to who uses PRIM.

use std::fmt;

/// What a peel or a paste is judged by. `k` of `n` points in the box are of interest before it, `k'` of `n'` after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Gain in density for each point given up: `(k'/n' − k/n) / |n − n'|`, so that inputs of few values, which can
    /// only be peeled in large pieces, get no advantage. The default (EMA Workbench's `lenient1`).
    Gain,
    /// The same, times the points that stay: `n' (k'/n' − k/n) / |n − n'|` (Friedman and Fisher 1999, section 14.6;
    /// EMA Workbench's `lenient2`).
    WeightedGain,
    /// Density after it: `k'/n'` (Friedman and Fisher's own; EMA Workbench's `original`).
    Density,
}

impl Objective {
    /// All of them, with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("gain", Self::Gain), ("weighted_gain", Self::WeightedGain), ("density", Self::Density)];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, objective)| *objective == self).map_or("", |(name, _)| name)
    }

    /// The score of a change from `before` to `after`, each points of interest and points; only one above 0 is made.
    pub(super) fn score(self, before: (usize, usize), after: (usize, usize)) -> f64 {
        let number = |count: usize| -> f64 {
            #[expect(clippy::cast_precision_loss, reason = "counts of points are far below 2^53")]
            let number = count as f64;
            number
        };
        let mean = |(interest, points): (usize, usize)| {
            if points > 0 { number(interest) / number(points) } else { 0.0 }
        };
        if self == Self::Density {
            return if after.1 > 0 { mean(after) } else { -1.0 };
        }
        let change = mean(after) - mean(before);
        let moved = before.1.abs_diff(after.1);
        if moved == 0 {
            return 0.0;
        }
        match self {
            Self::Gain | Self::Density => change / number(moved),
            Self::WeightedGain => number(after.1) * change / number(moved),
        }
    }
}

/// The settings of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Share of the box's points that a peel takes off, about, in `(0, 0.5)`.
    pub peel: f64,
    /// Share of the points beyond a limit that a paste takes in, about, in `(0, 0.5)`.
    pub paste: f64,
    /// Least share of all points that a box has, in `[0, 1]`.
    pub mass: f64,
    /// What a peel or a paste is judged by.
    pub objective: Objective,
}

/// Peels and pastes of 5%, boxes of at least 5% of the points, and [`Objective::Gain`]: EMA Workbench's defaults.
impl Default for Settings {
    fn default() -> Self {
        Self { peel: 0.05, paste: 0.05, mass: 0.05, objective: Objective::Gain }
    }
}

/// A setting is out of its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadSetting {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub wanted: &'static str,
}

impl fmt::Display for BadSetting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` must be {}", self.name, self.wanted)
    }
}

impl std::error::Error for BadSetting {}

impl Settings {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`BadSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), BadSetting> {
        let small = |name, share: f64| {
            let fits = share > 0.0 && share < 0.5;
            if fits { Ok(()) } else { Err(BadSetting { name, wanted: "above 0 and below 0.5" }) }
        };
        small("peel", self.peel)?;
        small("paste", self.paste)?;
        let fits = (0.0..=1.0).contains(&self.mass);
        if fits { Ok(()) } else { Err(BadSetting { name: "mass", wanted: "from 0 to 1" }) }
    }
}
