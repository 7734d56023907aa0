//! Honour: how likely it is that somebody answers an attack, and how hard.
//!
//! Guarantors lean on each other, so `H = (1 − ρ) · (1 − Π(1 − h)) + ρ · max h`: independent at correlation
//! `ρ = 0`, and all or none at 1. Severity is blended alike, as the expected largest severity among those who
//! honour; with one severity `L` for all it is `H · L`.

use super::{Guarantor, Honour};

/// One guarantor's word in one period: the chance that it is kept, and the severity of the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Chance that it is kept, in `[0, 1]`.
    pub honour: f64,
    /// Severity of the answer, at least 0.
    pub severity: f64,
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

/// `H · L`: the expected severity of the answer. `words` come sorted, the most severe first.
#[must_use]
pub fn expected_severity(words: &[Word], correlation: f64) -> f64 {
    let (mut none, mut largest) = (1.0, 0.0);
    let (mut independent, mut together) = (0.0, 0.0);
    for word in words {
        independent += word.severity * word.honour * none;
        together += word.severity * (word.honour - largest).max(0.0);
        none *= 1.0 - word.honour;
        largest = f64::max(largest, word.honour);
    }
    (1.0 - correlation) * independent + correlation * together
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
