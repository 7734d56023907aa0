//! The exact chain: four levels of the ladder and the chances of moving between them.
//!
//! From calm, incidents or crisis (`ℓ` = 0, 1, 2), with `pa = (1 − Π(1 − a_b)) (1 − e H)` and
//! `pc = R k1 + (1 − R) k0`, `R = d H`:
//!
//! - an attack (`pa`) is contained (`pc`, to crisis) or is war;
//! - without one, an incident (`i = 1 − (1 − ι)(1 − f)(1 − σ)`: of itself, by false alarm, or by spoilers) escalates
//!   one level with `ε = ε0 (1 − η d)`, else stays;
//! - a quiet period steps one level down with `r`.
//!
//! War is absorbing. Honour follows its expected path here; the simulated history draws each turnover. A text that is
//! reopened in crisis with chance `q` a period, and reaffirmed, turns the crisis's row into `(1 − q)` of it and `q` of
//! the calm one's.

use super::{
    Terms,
    calculus::Calculus,
    honour::{self, Path},
};

/// Levels of the ladder at which peace still holds: calm, incidents, crisis.
pub const LEVELS: usize = 3;

/// Periods of drift that a collapse weight looks through; conditions are held constant after it.
pub const FORESIGHT: u32 = 240;

/// Chances of what can happen in a period beside attacks: the same in every period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Friction {
    /// `i`: chance of an incident.
    pub incident: f64,
    /// `ε`: chance that it escalates.
    pub escalates: f64,
    /// `r`: chance that a quiet period calms down by a level.
    pub calms: f64,
}

impl Friction {
    /// The friction under these terms.
    #[must_use]
    pub fn new(terms: &Terms) -> Self {
        let rates = &terms.rates;
        Self {
            incident: 1.0
                - (1.0 - rates.incidents) * (1.0 - terms.monitoring.false_alarm) * (1.0 - rates.spoilers),
            escalates: rates.escalation * (1.0 - rates.damping * terms.monitoring.detection),
            calms: rates.deescalation,
        }
    }
}

/// `pc`: the chance that an attack is contained when somebody answers with chance `answer`.
#[must_use]
pub fn containment(terms: &Terms, answer: f64) -> f64 {
    let response = terms.monitoring.detection * answer;
    let rates = &terms.rates;
    response * rates.containment_with_response + (1.0 - response) * rates.containment_without_response
}

/// One period's chances: from each level of peace to calm, incidents, crisis and war.
pub type Transition = [[f64; LEVELS + 1]; LEVELS];

/// Whose honour decides about containment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honoured {
    /// As it truly is.
    Truly,
    /// As the belligerents perceive it.
    AsPerceived,
}

/// The chain under the terms of one signed deal.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    terms: &'a Terms,
    honoured: Honoured,
    /// `q`.
    reaffirmed: f64,
}

impl<'a> Chain<'a> {
    /// The chain.
    #[must_use]
    pub fn new(terms: &'a Terms, honoured: Honoured) -> Self {
        Self { terms, honoured, reaffirmed: 0.0 }
    }

    /// The same chain when a crisis ends, with this chance at the beginning of each of its periods, because the
    /// parties reaffirm the text.
    #[must_use]
    pub fn reaffirmed(self, chance: f64) -> Self {
        Self { reaffirmed: chance, ..self }
    }

    /// The transition of each period from signing on, without end.
    pub fn transitions(&self) -> impl Iterator<Item = Transition> + 'a {
        let terms = self.terms;
        let (honoured, reaffirmed) = (self.honoured, self.reaffirmed);
        let friction = Friction::new(terms);
        let correlation = terms.rates.honour_correlation;
        let mut calculus = Calculus::at_signing(terms);
        let mut paths: Vec<Path> = honour::given(&terms.guarantors)
            .iter()
            .map(|(_, guarantor)| Path::new(guarantor.honour.honour, guarantor.honour.expected_change()))
            .collect();
        std::iter::from_fn(move || {
            let answer = match honoured {
                Honoured::Truly => honour::any(paths.iter().map(Path::now), correlation),
                Honoured::AsPerceived => calculus.perceived_answer(),
            };
            let weighed = calculus.now();
            let unstopped = 1.0 - terms.monitoring.early_warning * answer;
            let contained = containment(terms, answer);
            let row = |level: usize| {
                let [a, b] = weighed.attacks(terms, level);
                row(level, (1.0 - (1.0 - a) * (1.0 - b)) * unstopped, contained, &friction)
            };
            let mut transition = [row(0), row(1), row(2)];
            if reaffirmed > 0.0 {
                let [calm, _, crisis] = transition;
                transition[2] =
                    [0, 1, 2, 3].map(|to| (1.0 - reaffirmed) * crisis[to] + reaffirmed * calm[to]);
            }
            calculus.step();
            paths.iter_mut().for_each(Path::step);
            Some(transition)
        })
    }

    /// `S(t)` for `t` from 0 to `periods`: the chance that peace holds that long.
    #[must_use]
    pub fn survival(&self, periods: u32) -> Vec<f64> {
        let mut peace = [1.0, 0.0, 0.0];
        let mut survival = vec![1.0];
        for transition in self.transitions().take(periods as usize) {
            peace = step(&peace, &transition);
            survival.push(peace.iter().sum());
        }
        survival
    }

    /// `θ = E[δ^τ]`: the discounted weight of the collapse, in `[0, 1]`, with `τ` the period of the collapse.
    ///
    /// Backward recursion from period [`FORESIGHT`], where conditions stand still and
    /// `(I − δ Q) θ = δ R` is solved.
    #[must_use]
    pub fn collapse_weight(&self, discount: f64) -> f64 {
        let transitions: Vec<Transition> = self.transitions().take(FORESIGHT as usize + 1).collect();
        let (last, before) = transitions.split_last().expect("FORESIGHT + 1 transitions were taken");
        let mut weight = standing_weight(last, discount);
        for transition in before.iter().rev() {
            weight = [0, 1, 2].map(|level| {
                let row = &transition[level];
                discount * (row[0] * weight[0] + row[1] * weight[1] + row[2] * weight[2] + row[3])
            });
        }
        weight[0]
    }
}

/// One row of the transition: what a period leads to from one level.
#[must_use]
pub fn row(level: usize, attack: f64, contained: f64, friction: &Friction) -> [f64; LEVELS + 1] {
    let mut row = [0.0; LEVELS + 1];
    let no_attack = 1.0 - attack;
    let escalation = friction.incident * friction.escalates;
    let calming = if level > 0 { (1.0 - friction.incident) * friction.calms } else { 0.0 };
    row[level + 1] += no_attack * escalation;
    row[level] += no_attack * (1.0 - escalation - calming);
    if level > 0 {
        row[level - 1] += no_attack * calming;
    }
    row[2] += attack * contained;
    row[3] += attack * (1.0 - contained);
    row
}

/// Where peace stands after a period.
fn step(peace: &[f64; LEVELS], transition: &Transition) -> [f64; LEVELS] {
    [0, 1, 2].map(|to| (0..LEVELS).map(|from| peace[from] * transition[from][to]).sum())
}

/// Solves `(I − δ Q) θ = δ R` for a transition that never changes.
#[must_use]
pub fn standing_weight(transition: &Transition, discount: f64) -> [f64; LEVELS] {
    let entry = |from: usize, to: usize| f64::from(u8::from(from == to)) - discount * transition[from][to];
    let right = |from: usize| discount * transition[from][LEVELS];
    let [a, b, c] = [0, 1, 2].map(|from| [entry(from, 0), entry(from, 1), entry(from, 2), right(from)]);
    let determinant = |x: [f64; 3], y: [f64; 3], z: [f64; 3]| {
        x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0])
            + x[2] * (y[0] * z[1] - y[1] * z[0])
    };
    let rows = [a, b, c];
    let with = |column: Option<usize>| {
        let pick = |row: [f64; 4]| [0, 1, 2].map(|to| if Some(to) == column { row[3] } else { row[to] });
        determinant(pick(rows[0]), pick(rows[1]), pick(rows[2]))
    };
    let whole = with(None);
    [0, 1, 2].map(|level| with(Some(level)) / whole)
}
