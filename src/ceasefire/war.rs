//! What a war would be worth, period by period: to who begins it, and to who is attacked.
//!
//! ```text
//! K_b(s) = b_b + G_b (P^att_b − P⁰_b) + (1 − δ_b) (F_b (1 − e) − C_b) − cons(s) − d_F (x0 + Ŝ_b(s))
//! D_b(s) = b_b + G_b (P^def_b − P⁰_b) − (1 − δ_b) C_b + aid · Ŝ′_b(s)
//! cons(s) = κc (1 − e^(−s/τc))      d_F = 1 − (1 − d) (1 − q)
//! ```
//!
//! Both are per-period flows, as everything at the table is: a war is worth the same before a text and after it, and
//! is not cut to `[−1, 1]`. All of it is common knowledge and goes by the clock, so a whole ceasefire's wars are known
//! at signing, with honour as the belligerents *perceive* it along its expected path. Only where they learn from tests
//! does it hang on what happens.

use super::{
    Guarantor, Monitoring, Rates, Side, Terms,
    honour::{self, Answer, Belief, Word},
    power::Power,
};

/// The most guarantees that one deal may give.
pub const MOST_GUARANTEES: usize = 16;

/// What a war that begins in one period would be worth, and how attacks are answered then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// `K_b`: to each side, if it begins the war.
    pub begins: [f64; 2],
    /// `D_b`: to each side, if it is attacked, or if incidents escalate.
    pub attacked: [f64; 2],
    /// What is expected of the guarantors when each side attacks, as it is perceived.
    pub answers: [Answer; 2],
}

/// `d_F`: the chance that an attack is seen for what it is, by monitors or because it is open.
#[must_use]
pub fn seen(monitoring: &Monitoring, rates: &Rates) -> f64 {
    1.0 - (1.0 - monitoring.detection) * (1.0 - rates.overt)
}

/// One guarantor's word as the belligerents see it.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// Its place among the guarantees.
    guarantor: usize,
    belief: Belief,
    severity: f64,
    protects: usize,
}

/// What holds belligerents back and does not depend on their forces or on what peace is worth: the guarantees as they
/// are perceived, and how far peace has consolidated.
#[derive(Clone, Debug)]
pub struct Restraint {
    /// The words given, the most severe first.
    words: Vec<Given>,
    rates: Rates,
    /// `d_F`.
    seen: f64,
    /// `e^(−s/τc)` in this period, and what it is multiplied by each period.
    unsettled: f64,
    settling: f64,
}

impl Restraint {
    /// The restraint on the day of signing.
    #[must_use]
    pub fn at_signing(terms: &Terms) -> Self {
        let rates = &terms.rates;
        let word = |&(place, guarantor): &(usize, &Guarantor)| Given {
            guarantor: place,
            belief: Belief::new(&guarantor.honour),
            severity: guarantor.severity,
            protects: guarantor.protects,
        };
        Self {
            words: honour::given(&terms.guarantors).iter().map(word).collect(),
            rates: rates.clone(),
            seen: seen(&terms.monitoring, rates),
            unsettled: 1.0,
            settling: libm::exp(-1.0 / rates.consolidation_time),
        }
    }

    /// The answers to an attack by each side, and the severity of the answer for each.
    #[must_use]
    pub fn answers(&self) -> ([Answer; 2], [f64; 2]) {
        let mut words = [Word { honour: 0.0, severity: 0.0, protects: 0 }; MOST_GUARANTEES];
        let words = &mut words[..self.words.len()];
        for (word, given) in words.iter_mut().zip(&self.words) {
            *word = Word { honour: given.belief.now(), severity: given.severity, protects: given.protects };
        }
        honour::answers(words, &self.rates)
    }

    /// `cons + d_F (x0 + Ŝ_b)`: what holds each side back from beginning a war answered so.
    #[must_use]
    pub fn against(&self, answers: &[Answer; 2]) -> [f64; 2] {
        let settled = self.rates.consolidation * (1.0 - self.unsettled);
        answers.map(|answer| settled + self.seen * (self.rates.exposure + answer.severity))
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.unsettled *= self.settling;
        for word in &mut self.words {
            word.belief.step();
        }
    }
}

/// What war is worth to both sides, period after period without end.
#[derive(Clone, Debug)]
pub struct War {
    power: Power,
    restraint: Restraint,
    /// `b_b − (1 − δ_b) C_b`.
    resumed: [f64; 2],
    /// `(1 − δ_b) F_b (1 − e)`.
    surprise: [f64; 2],
    stakes: [f64; 2],
    aid: f64,
}

impl War {
    /// War as it looks from the day of signing.
    #[must_use]
    pub fn at_signing(terms: &Terms) -> Self {
        let Terms { sides, rates, monitoring, .. } = terms;
        Self {
            power: Power::at_signing(sides),
            restraint: Restraint::at_signing(terms),
            resumed: sides.each_ref().map(Side::war_resumed),
            surprise: sides.each_ref().map(|side| side.first_strike(monitoring.early_warning)),
            stakes: sides.each_ref().map(|side| side.stakes),
            aid: rates.aid,
        }
    }

    /// What a war that begins in this period would be worth.
    #[must_use]
    pub fn now(&self) -> Prospect {
        let shift = self.power.shift();
        let (answers, aided) = self.restraint.answers();
        let against = self.restraint.against(&answers);
        Prospect {
            begins: [0, 1].map(|side| {
                self.resumed[side] + self.stakes[side] * shift.attacking[side] + self.surprise[side]
                    - against[side]
            }),
            attacked: [0, 1].map(|side| {
                self.resumed[side] + self.stakes[side] * shift.defending[side] + self.aid * aided[side]
            }),
            answers,
        }
    }

    /// War in this period under other terms, agreed after so many periods of peace: forces are what they have become,
    /// peace goes on to consolidate, and what was learnt of the guarantors is not forgotten.
    #[must_use]
    pub fn renewed(&self, terms: &Terms, periods: u32) -> Self {
        let mut renewed = Self::at_signing(terms);
        (0..periods).for_each(|_| renewed.restraint.step());
        for word in &mut renewed.restraint.words {
            let before = self.restraint.words.iter().find(|before| before.guarantor == word.guarantor);
            word.belief = before.map_or(word.belief, |before| before.belief);
        }
        renewed.power = self.power.under(&terms.sides);
        renewed
    }

    /// The belligerents see whether a guarantor, by its place, keeps its word when it is called on.
    pub fn learn(&mut self, guarantor: usize, kept: bool) {
        for word in self.restraint.words.iter_mut().filter(|word| word.guarantor == guarantor) {
            word.belief.learn(kept);
        }
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.power.step();
        self.restraint.step();
    }
}
