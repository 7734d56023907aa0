//! The attack calculus: what each belligerent weighs, period by period, before it decides to attack.
//!
//! ```text
//! Δ_b = G_b (1 − u_b) p_b − C_b + φ_b press_b − cons − pun_b + χ ℓ        a_b = A · σ(λ Δ_b)
//! cons = κc (1 − e^(−s/τc))      pun_b = d (x0 + Ĥ L κ_b)
//! ```
//!
//! All of it is common knowledge and goes by the clock, so a whole ceasefire's calculus is known at signing:
//! guarantees enter as the belligerents *perceive* them, along their expected path. Only where they learn from tests
//! does it hang on what happens: then each test moves what they perceive, and the calculus from there on.

use super::{
    Guarantor, Terms,
    drift::Capabilities,
    honour::{self, Belief, Word},
};

/// What is weighed in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// `p_b`: chance that each side's attack would succeed.
    pub success: [f64; 2],
    /// `C_b − φ_b press_b + cons + pun_b`: what holds each side back.
    pub restraint: [f64; 2],
}

/// The calculus of one ceasefire, period after period without end.
#[derive(Clone, Debug)]
pub struct Calculus {
    capabilities: Capabilities,
    restraint: Restraint,
}

/// What holds the two sides back; it does not depend on their forces or their satisfaction.
#[derive(Clone, Debug)]
pub struct Restraint {
    /// `C_b − φ_b press_b`.
    war_cost: [f64; 2],
    consolidation: f64,
    /// `e^(−s/τc)` in this period, and what it is multiplied by each period.
    unsettled: f64,
    settling: f64,
    detection: f64,
    exposure: f64,
    correlation: f64,
    conditional_aid: f64,
    /// The words given, the most severe first.
    words: Vec<Given>,
}

/// One guarantor's word as the belligerents see it.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// Its place among the guarantees.
    guarantor: usize,
    belief: Belief,
    severity: f64,
    /// The side protected.
    protects: usize,
}

impl Restraint {
    /// What holds the sides back from the day of signing.
    #[must_use]
    pub fn at_signing(terms: &Terms) -> Self {
        let rates = &terms.rates;
        let word = |&(place, guarantor): &(usize, &Guarantor)| Given {
            guarantor: place,
            belief: Belief::new(&guarantor.honour),
            severity: guarantor.severity,
            protects: guarantor.protects,
        };
        let net_cost = |side: usize| terms.sides[side].war_cost - terms.sides[side].resentment;
        Self {
            war_cost: [net_cost(0), net_cost(1)],
            consolidation: rates.consolidation,
            unsettled: 1.0,
            settling: libm::exp(-1.0 / rates.consolidation_time),
            detection: terms.monitoring.detection,
            exposure: rates.exposure,
            correlation: rates.honour_correlation,
            conditional_aid: rates.conditional_aid,
            words: honour::given(&terms.guarantors).iter().map(word).collect(),
        }
    }

    /// `C_b − φ_b press_b + cons + pun_b` for both sides in this period.
    #[must_use]
    pub fn now(&self) -> [f64; 2] {
        let consolidated = self.consolidation * (1.0 - self.unsettled);
        [0, 1].map(|side| {
            let punishment = self.detection * (self.exposure + self.answer_to(side));
            self.war_cost[side] + consolidated + punishment
        })
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.unsettled *= self.settling;
        for word in &mut self.words {
            word.belief.step();
        }
    }

    /// The belligerents see whether a guarantor, by its place, keeps its word when it is called on.
    pub fn learn(&mut self, guarantor: usize, kept: bool) {
        for word in self.words.iter_mut().filter(|word| word.guarantor == guarantor) {
            word.belief.learn(kept);
        }
    }

    /// `Ĥ` in this period: the chance, as it is perceived, that somebody answers.
    #[must_use]
    pub fn perceived_answer(&self) -> f64 {
        honour::any(self.words.iter().map(|word| word.belief.now()), self.correlation)
    }

    /// `Ĥ L κ_b`: the expected answer to an attack by a side. An answer to the side that the guarantee protects
    /// is the loss of conditional aid.
    fn answer_to(&self, attacker: usize) -> f64 {
        if self.words.is_empty() {
            return 0.0;
        }
        let mut words = [Word { honour: 0.0, severity: 0.0 }; MOST_GUARANTEES];
        let words = &mut words[..self.words.len()];
        for (word, given) in words.iter_mut().zip(&self.words) {
            let binds = if given.protects == attacker { self.conditional_aid } else { 1.0 };
            *word = Word { honour: given.belief.now(), severity: given.severity * binds };
        }
        words.sort_by(|a, b| b.severity.total_cmp(&a.severity));
        honour::expected_severity(words, self.correlation)
    }
}

/// The most guarantees that one deal may give.
pub const MOST_GUARANTEES: usize = 16;

impl Calculus {
    /// The calculus from the day of signing.
    #[must_use]
    pub fn at_signing(terms: &Terms) -> Self {
        Self { capabilities: Capabilities::at_signing(&terms.sides), restraint: Restraint::at_signing(terms) }
    }

    /// What is weighed in this period.
    #[must_use]
    pub fn now(&self) -> Weighed {
        Weighed { success: self.capabilities.success(), restraint: self.restraint.now() }
    }

    /// `Ĥ` in this period.
    #[must_use]
    pub fn perceived_answer(&self) -> f64 {
        self.restraint.perceived_answer()
    }

    /// The calculus of this period under other terms, agreed after so many periods of peace: forces are what they
    /// have become, peace goes on to consolidate, and what was learnt of the guarantors is not forgotten.
    #[must_use]
    pub fn renewed(&self, terms: &Terms, periods: u32) -> Self {
        let mut renewed = Self::at_signing(terms);
        (0..periods).for_each(|_| renewed.restraint.step());
        for word in &mut renewed.restraint.words {
            let before = self.restraint.words.iter().find(|before| before.guarantor == word.guarantor);
            word.belief = before.map_or(word.belief, |before| before.belief);
        }
        renewed.capabilities = self.capabilities.under(&terms.sides);
        renewed
    }

    /// The belligerents see whether a guarantor, by its place, keeps its word when it is called on.
    pub fn learn(&mut self, guarantor: usize, kept: bool) {
        self.restraint.learn(guarantor, kept);
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.capabilities.step();
        self.restraint.step();
    }
}

impl Weighed {
    /// `a_b`: the chance that each side decides to attack at a level of the ladder (0 calm, 1 incidents, 2
    /// crisis).
    #[must_use]
    pub fn attacks(&self, terms: &Terms, level: usize) -> [f64; 2] {
        let rates = &terms.rates;
        [0, 1].map(|side| {
            let Self { success, restraint } = self;
            let belligerent = &terms.sides[side];
            let gain = belligerent.stakes * (1.0 - belligerent.satisfaction) * success[side];
            let advantage = gain - restraint[side] + rates.preemption * level as f64;
            rates.attack_ceiling / (1.0 + libm::exp(-rates.decisiveness * advantage))
        })
    }
}
