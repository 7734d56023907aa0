//! War, waiting and the four-state ladder, written down once more from docs/model/ceasefire.md for the lessons' case: one
//! guarantee for Southland, which all believe alike and nobody learns about, and forces that are alike on the day of signing.

#![allow(
    clippy::needless_range_loop,
    reason = "sides and levels index several tables at once, as in the formulas"
)]

const MONTHS_AHEAD: u32 = 240;

/// A ceasefire between Northland (0) and Southland (1). What is not a field is alike in all lessons.
#[derive(Clone, Copy)]
pub struct Ladder {
    pub content: [f64; 2],
    pub war: [f64; 2],
    pub surprise: f64,
    pub return_cost: f64,
    /// What Northland's forces grow by in each month; Southland's stay 1.
    pub drift: f64,
    pub ceiling: f64,
    pub decisiveness: f64,
    pub exposure: f64,
    pub overt: f64,
    pub detection: f64,
    pub warning: f64,
    /// How likely the guarantor is to answer, and to be believed to.
    pub honour: f64,
    pub perceived: f64,
    pub severity: f64,
}

/// A number of each side at each level.
type Levels = [[f64; 3]; 2];

/// What is expected on the day of signing.
pub struct Foreseen {
    /// What the text is worth to each side as a peace that may end.
    pub value: [f64; 2],
    /// The chances of attack, month by month; the last ones last.
    attacks: Vec<Levels>,
}

/// What becomes of peace.
#[derive(Clone, Copy, Default)]
pub struct Ends {
    pub holds: f64,
    /// Wars that each side begins, and those of them that it means.
    pub begun: [f64; 2],
    pub meant: [f64; 2],
}

impl Ladder {
    /// Two alike sides, nobody who answers.
    pub const BARE: Self = Self {
        content: [0.5, 0.5],
        war: [0.4, 0.4],
        surprise: 7.0,
        return_cost: 2.0,
        drift: 0.0,
        ceiling: 0.05,
        decisiveness: 40.0,
        exposure: 0.02,
        overt: 0.6,
        detection: 0.3,
        warning: 0.0,
        honour: 0.0,
        perceived: 0.0,
        severity: 0.0,
    };
    const PATIENCE: f64 = 0.98;
    const AID: f64 = 0.2;
    /// How likely a guarantee holds against each side's attack.
    const HELD: [f64; 2] = [1.0, 0.33];

    /// The chance that an attack is seen for what it is.
    pub fn seen(&self) -> f64 {
        self.detection + self.overt - self.detection * self.overt
    }

    /// What a war is worth in a month to a side that begins it, and to one that is attacked.
    pub fn war(&self, month: u32, side: usize) -> (f64, f64) {
        let grown = 1.0 + self.drift * f64::from(month.min(MONTHS_AHEAD));
        let share = if side == 0 { grown } else { 1.0 } / (grown + 1.0);
        let rested = self.war[side] + share - 0.5 - (1.0 - Self::PATIENCE) * self.return_cost;
        let struck = (1.0 - Self::PATIENCE) * self.surprise * (1.0 - self.warning);
        let settled = 0.12 * (1.0 - (-f64::from(month.min(MONTHS_AHEAD)) / 24.0).exp());
        let answer = self.perceived * self.severity;
        let punished = self.seen() * (self.exposure + Self::HELD[side] * answer);
        // Nobody protects Northland.
        let helped = if side == 1 { Self::AID * answer } else { 0.0 };
        (rested + struck - settled - punished, rested + helped)
    }

    /// The chances that each side attacks if peace is worth `later` in the next month.
    fn attacks(&self, month: u32, later: &Levels) -> Levels {
        [0, 1].map(|side| {
            later[side].map(|later| {
                let waiting = (1.0 - Self::PATIENCE) * self.content[side] + Self::PATIENCE * later;
                self.ceiling / (1.0 + (self.decisiveness * (waiting - self.war(month, side).0)).exp())
            })
        })
    }

    /// Of an attack by each side, when an answer comes with this chance: that it goes ahead, and is then contained.
    fn fate(&self, honour: f64, side: usize) -> (f64, f64) {
        let met = honour * Self::HELD[side];
        let answered = self.seen() * if self.severity > 0.0 { met } else { 0.0 };
        let best = 0.1 + 0.65 * (1.0 - (-self.severity / 0.15).exp());
        let stopped = if self.severity > 0.0 { self.warning * met } else { 0.0 };
        (1.0 - stopped, answered * best + (1.0 - answered) * 0.1)
    }

    /// From a level: the chances of calm, incidents, crisis, war begun by Northland, by Southland, and by nobody.
    fn step(&self, attacks: &Levels, honour: f64, level: usize) -> [f64; 6] {
        let mut to = [0.0; 6];
        let mut quiet = 1.0;
        for side in 0..2 {
            let first = attacks[side][level] * (1.0 - 0.5 * attacks[1 - side][level]);
            let (ahead, contained) = self.fate(honour, side);
            quiet -= first * ahead;
            to[2] += first * ahead * contained;
            to[3 + side] += first * ahead * (1.0 - contained);
        }
        let worse = 0.15 * 0.3 * (1.0 - 0.6 * self.detection);
        let calmer = if level > 0 { 0.85 * 0.5 } else { 0.0 };
        to[if level == 2 { 5 } else { level + 1 }] += quiet * worse;
        to[level.saturating_sub(1)] += quiet * calmer;
        to[level] += quiet * (1.0 - worse - calmer);
        to
    }

    /// What peace is worth at the beginning of a month.
    fn worth(&self, month: u32, later: &Levels) -> Levels {
        let attacks = self.attacks(month, later);
        let mut worth = [[0.0; 3]; 2];
        for level in 0..3 {
            let [calm, incidents, crisis, north, south, nobody] = self.step(&attacks, self.perceived, level);
            for side in 0..2 {
                let (begins, attacked) = self.war(month, side);
                let [own, other] = if side == 0 { [north, south] } else { [south, north] };
                let peace = calm * later[side][0] + incidents * later[side][1] + crisis * later[side][2];
                let next = peace + own * begins + (other + nobody) * attacked;
                worth[side][level] = (1.0 - Self::PATIENCE) * self.content[side] + Self::PATIENCE * next;
            }
        }
        worth
    }

    /// Backward from a time in which nothing changes any more, in which both were peaceful to begin with.
    pub fn foresee(&self) -> Foreseen {
        let mut worth = self.content.map(|content| [content; 3]);
        loop {
            let before = worth;
            worth = self.worth(MONTHS_AHEAD, &before);
            let moved =
                |side: usize| (0..3).map(move |level| (worth[side][level] - before[side][level]).abs());
            if moved(0).chain(moved(1)).all(|moved| moved < 1e-13) {
                break;
            }
        }
        let mut attacks = vec![self.attacks(MONTHS_AHEAD, &worth)];
        for month in (0..MONTHS_AHEAD).rev() {
            attacks.push(self.attacks(month, &worth));
            worth = self.worth(month, &worth);
        }
        attacks.reverse();
        Foreseen { value: [worth[0][0], worth[1][0]], attacks }
    }

    /// What becomes of peace within so many months, by true honour.
    pub fn ends(&self, foreseen: &Foreseen, months: u32) -> Ends {
        let mut ends = Ends::default();
        let mut peace = [1.0, 0.0, 0.0];
        for month in 0..months {
            let mut next = [0.0; 3];
            for (level, chance) in peace.into_iter().enumerate() {
                let to = self.step(&foreseen.attacks[month as usize], self.honour, level);
                (0..3).for_each(|level| next[level] += chance * to[level]);
                for side in 0..2 {
                    let begun = chance * to[3 + side];
                    ends.begun[side] += begun;
                    let is_meant = self.war(month, side).0 > self.content[side] - 2.0 / self.decisiveness;
                    ends.meant[side] += if is_meant { begun } else { 0.0 };
                }
            }
            peace = next;
        }
        ends.holds = peace.iter().sum();
        ends
    }

    /// The chance that peace holds so many months.
    pub fn holds(&self, months: u32) -> f64 {
        self.ends(&self.foresee(), months).holds
    }
}
