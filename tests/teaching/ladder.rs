//! The ceasefire's four-state ladder, written down once more from docs/model/ceasefire.md: one guarantee for Southland,
//! the program's defaults, no drift.

/// A ceasefire between Northland (0) and Southland (1).
#[derive(Clone, Copy)]
pub struct Ladder {
    pub capability: [f64; 2],
    pub content: [f64; 2],
    pub war_cost: f64,
    pub detection: f64,
    /// How likely the guarantor is to answer, and to be believed to.
    pub honour: f64,
    pub perceived: f64,
    pub severity: f64,
    /// What resentment adds to each side's temptation.
    pub resentment: [f64; 2],
}

impl Ladder {
    /// Two alike sides, nobody who answers.
    pub const BARE: Self = Self {
        capability: [1.0, 1.0],
        content: [0.5, 0.5],
        war_cost: 0.27,
        detection: 0.3,
        honour: 0.0,
        perceived: 0.0,
        severity: 0.0,
        resentment: [0.0, 0.0],
    };

    /// The chances to go from one level to each, in one month.
    fn step(&self, month: u32, level: usize) -> [f64; 4] {
        let consolidated = 0.2 * (1.0 - (-f64::from(month) / 12.0).exp());
        let attack = |side: usize| {
            let success = self.capability[side] / (self.capability[0] + self.capability[1]);
            let answer = self.perceived * self.severity * [1.0, 0.3][side];
            let gain = (1.0 - self.content[side]) * success + self.resentment[side] + 0.05 * level as f64;
            let cost = self.war_cost + consolidated + self.detection * (0.15 + answer);
            0.06 / (1.0 + (-10.0 * (gain - cost)).exp())
        };
        let attacked = 1.0 - (1.0 - attack(0)) * (1.0 - attack(1));
        let answered = self.detection * self.honour;
        let contained = 0.75 * answered + 0.1 * (1.0 - answered);
        let worse = 0.08 * 0.3 * (1.0 - 0.6 * self.detection);
        let calmer = if level > 0 { 0.92 * 0.5 } else { 0.0 };
        let mut to = [0.0; 4];
        to[2] += attacked * contained;
        to[3] += attacked * (1.0 - contained);
        to[level + 1] += (1.0 - attacked) * worse;
        to[level] += (1.0 - attacked) * (1.0 - worse - calmer);
        to[level.saturating_sub(1)] += (1.0 - attacked) * calmer;
        to
    }

    /// The chance that peace holds so many months.
    pub fn holds(&self, months: u32) -> f64 {
        let mut peace = [1.0, 0.0, 0.0];
        for month in 0..months {
            let mut next = [0.0; 4];
            for (level, chance) in peace.into_iter().enumerate() {
                let steps = self.step(month, level);
                next.iter_mut().zip(steps).for_each(|(sum, step)| *sum += chance * step);
            }
            peace = [next[0], next[1], next[2]];
        }
        peace.iter().sum()
    }

    /// The discounted weight of a collapse, `E[δ^τ]`: forward in time until nothing is left of it.
    pub fn collapse_weight(&self, discount: f64) -> f64 {
        let (mut peace, mut weight, mut worth) = ([1.0, 0.0, 0.0], 0.0, 1.0);
        for month in 0..2000 {
            worth *= discount;
            let mut next = [0.0; 4];
            for (level, chance) in peace.into_iter().enumerate() {
                let steps = self.step(month.min(240), level);
                next.iter_mut().zip(steps).for_each(|(sum, step)| *sum += chance * step);
            }
            weight += worth * next[3];
            peace = [next[0], next[1], next[2]];
        }
        weight
    }
}
