//! Honour: how likely it is that somebody answers an attack, how hard, and how far that contains it.
//!
//! Guarantors lean on each other, so `H = (1 − ρ) · (1 − Π(1 − h)) + ρ · max h`: independent at correlation
//! `ρ = 0`, and all or none at 1. What an answer of some severity is worth is blended alike, as its expectation over
//! the largest severity among those who honour; with one severity `L` for all it is `H · L`.
//!
//! A guarantee is made against one attacker. When the side that it protects attacks, all that protect it hold with
//! chance `conditional_aid`, at once: the answer is then the loss of aid, or what else is made to hang on good conduct.

use super::{Guarantor, Honour, Rates};

/// One guarantor's word in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Chance that it is kept, in `[0, 1]`.
    pub honour: f64,
    /// `L`: severity of the answer, at least 0.
    pub severity: f64,
    /// The side that it protects.
    pub protects: usize,
}

/// What is to be expected of the guarantors when one side attacks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answer {
    /// `H`: the chance that somebody answers, in `[0, 1]`.
    pub chance: f64,
    /// `E[L]`: expected severity of the answer, 0 where nobody does.
    pub severity: f64,
    /// `E[1 − e^(−L/L0)]`: how much of the containment that an answer can bring, 0 where nobody does.
    pub force: f64,
}

/// `H`: the chance that at least one of the words is kept.
#[must_use]
pub fn any(words: impl Iterator<Item = f64>, correlation: f64) -> f64 {
    let (mut none, mut largest) = (1.0, 0.0);
    for honour in words {
        none *= 1.0 - honour;
        largest = f64::max(largest, honour);
    }
    (1.0 - correlation) * (1.0 - none) + correlation * largest
}

/// What an answer of some severity is worth, `0 ≤ f(L)`, over the largest severity among those who honour.
/// `words` come sorted, the most severe first, as honour and worth.
pub fn expected_largest(words: impl Iterator<Item = (f64, f64)>, correlation: f64) -> f64 {
    let (mut none, mut largest) = (1.0, 0.0);
    let (mut independent, mut together) = (0.0, 0.0);
    for (honour, worth) in words {
        independent += worth * honour * none;
        together += worth * (honour - largest).max(0.0);
        none *= 1.0 - honour;
        largest = f64::max(largest, honour);
    }
    (1.0 - correlation) * independent + correlation * together
}

/// The share of containment that an answer of this severity can bring: `1 − e^(−L/L0)`.
#[must_use]
pub fn force(severity: f64, rates: &Rates) -> f64 {
    if rates.containment_severity > 0.0 {
        1.0 - libm::exp(-severity / rates.containment_severity)
    } else {
        f64::from(u8::from(severity > 0.0))
    }
}

/// The answers to an attack by each side, and the severity `Ŝ′` of the answer for each when it is attacked.
/// `words` come sorted, the most severe first.
#[must_use]
pub fn answers(words: &[Word], rates: &Rates) -> ([Answer; 2], [f64; 2]) {
    let among = |counts: &dyn Fn(&Word) -> bool| {
        let correlation = rates.honour_correlation;
        let counted = || words.iter().filter(|word| counts(word));
        Answer {
            chance: any(counted().map(|word| word.honour), correlation),
            severity: expected_largest(counted().map(|word| (word.honour, word.severity)), correlation),
            force: expected_largest(
                counted().map(|word| (word.honour, force(word.severity, rates))),
                correlation,
            ),
        }
    };
    if words.is_empty() {
        return ([Answer::default(); 2], [0.0; 2]);
    }
    let for_side = [0, 1].map(|side| among(&|word| word.protects == side));
    let all = match words.iter().all(|word| word.protects == words[0].protects) {
        true => for_side[words[0].protects],
        false => among(&|_| true),
    };
    let held = rates.conditional_aid;
    let against = [0, 1].map(|attacker| {
        let without = for_side[1 - attacker];
        if for_side[attacker] == Answer::default() {
            return without;
        }
        Answer {
            chance: held * all.chance + (1.0 - held) * without.chance,
            severity: held * all.severity + (1.0 - held) * without.severity,
            force: held * all.force + (1.0 - held) * without.force,
        }
    });
    (against, for_side.map(|answer| answer.severity))
}

impl Honour {
    /// What a chance of honour is multiplied by each period, on average: decay and expected turnover.
    #[must_use]
    pub fn expected_change(&self) -> f64 {
        (1.0 - self.decay) * (1.0 - self.turnover * (1.0 - self.turnover_factor))
    }
}

/// The guarantees that a deal gives with their places, the most severe first.
#[must_use]
pub fn given(guarantors: &[Guarantor]) -> Vec<(usize, &Guarantor)> {
    let mut given: Vec<(usize, &Guarantor)> =
        guarantors.iter().enumerate().filter(|(_, guarantor)| guarantor.severity > 0.0).collect();
    given.sort_by(|(_, a), (_, b)| b.severity.total_cmp(&a.severity));
    given
}

/// A chance of honour as it is expected to go: it changes by a constant factor and stays within `[0, 1]`.
#[derive(Clone, Copy, Debug)]
pub struct Path {
    now: f64,
    change: f64,
}

impl Path {
    /// A path from a chance that changes by this factor each period.
    #[must_use]
    pub fn new(start: f64, change: f64) -> Self {
        Self { now: start, change }
    }

    /// The chance in this period.
    #[must_use]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.now = (self.now * self.change).clamp(0.0, 1.0);
    }
}

/// What the belligerents believe of one guarantor's honour: it goes along the expected path, and moves with every
/// test that they learn from.
///
/// The belief is `Beta(μ n, (1 − μ) n)` with mean `μ = ĥ` and weight `n = n0` at first. A test counts for one more:
/// `μ ← (μ n + [kept]) / (n + 1)`, `n ← n + 1`. By the belief itself the mean is a martingale around the path, so what
/// is expected before any test is the path alone.
#[derive(Clone, Copy, Debug)]
pub struct Belief {
    path: Path,
    /// `n`; 0 where nothing is learnt.
    weight: f64,
}

impl Belief {
    /// The belief at signing.
    #[must_use]
    pub fn new(honour: &Honour) -> Self {
        Self { path: Path::new(honour.perceived, honour.expected_change()), weight: honour.learning }
    }

    /// `μ` in this period.
    #[must_use]
    pub fn now(&self) -> f64 {
        self.path.now()
    }

    /// Goes on to the next period.
    pub fn step(&mut self) {
        self.path.step();
    }

    /// The word is tested and kept, or not.
    pub fn learn(&mut self, kept: bool) {
        if self.weight > 0.0 {
            let kept = f64::from(u8::from(kept));
            self.path.now = (self.path.now * self.weight + kept) / (self.weight + 1.0);
            self.weight += 1.0;
        }
    }
}
