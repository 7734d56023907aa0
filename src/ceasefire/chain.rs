//! The exact chain: four levels of the ladder and the chances of moving between them.
//!
//! From calm, incidents or crisis (`ℓ` = 0, 1, 2), with `H_b` the chance that somebody answers an attack by side `b`:
//!
//! - who decide to attack in the same period are each first half the time; early warning lets an answer stop it, so
//!   that `b`'s attack goes ahead with chance `(a_b − a_b a_o / 2)(1 − e H_b)`;
//! - it is contained (to crisis) with chance `pc_b = k0 + d_F (k1 − k0) E[1 − e^(−L/L0)]`, else it is war;
//! - without one, an incident (`i = 1 − (1 − ι)(1 − f)(1 − σ)`: of itself, by false alarm, or by spoilers) escalates
//!   one level with `ε = ε0 (1 − η d)`, else stays;
//! - a quiet period steps one level down with `r`.
//!
//! War is absorbing. Belligerents decide by what they perceive; what happens then goes by true honour, along its
//! expected path here; the simulated history draws each turnover. A text that is reopened in crisis with chance `q` a
//! period, and reaffirmed, turns the crisis's row into `(1 − q)` of it and `q` of the calm one's.

use super::{
    Guarantor, Motive, Terms,
    expectations::{Expectations, FORESIGHT, Levels, Outlook},
    honour::{self, Answer, Path, Word},
    war,
};

/// Levels of the ladder at which peace still holds: calm, incidents, crisis.
pub const LEVELS: usize = 3;

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

/// `pc`: the chance that an attack that is answered so is contained.
#[must_use]
pub fn containment(terms: &Terms, answer: &Answer) -> f64 {
    let rates = &terms.rates;
    let (alone, answered) = (rates.containment_without_response, rates.containment_with_response);
    alone + war::seen(&terms.monitoring, rates) * (answered - alone) * answer.force
}

/// One period's chances from one level of peace.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// To calm, incidents and crisis.
    pub peace: [f64; LEVELS],
    /// To a war that each side begins.
    pub begun: [f64; 2],
    /// To a war that nobody decided on.
    pub escalated: f64,
}

impl Row {
    /// To war.
    #[must_use]
    pub fn war(&self) -> f64 {
        self.begun[0] + self.begun[1] + self.escalated
    }
}

/// One period's chances from each level of peace.
pub type Transition = [Row; LEVELS];

/// The chances of a period in which the sides attack so, and attacks by each meet these answers: upon a warning, which
/// stops them, or afterwards.
#[must_use]
pub fn transition(terms: &Terms, friction: &Friction, attacks: &Levels, answers: &[Answer; 2]) -> Transition {
    let unstopped = answers.map(|answer| 1.0 - terms.monitoring.early_warning * answer.chance);
    let contained = answers.map(|answer| containment(terms, &answer));
    [0, 1, 2].map(|level| {
        let ahead = ahead([attacks[0][level], attacks[1][level]], unstopped);
        row(level, ahead, contained, friction)
    })
}

/// The chance that each side's attack goes ahead.
fn ahead(attacks: [f64; 2], unstopped: [f64; 2]) -> [f64; 2] {
    let both = attacks[0] * attacks[1];
    [0, 1].map(|side| (attacks[side] - both / 2.0) * unstopped[side])
}

/// What a period leads to from one level.
fn row(level: usize, ahead: [f64; 2], contained: [f64; 2], friction: &Friction) -> Row {
    let mut row = Row::default();
    let no_attack = 1.0 - ahead[0] - ahead[1];
    let escalation = friction.incident * friction.escalates;
    let calming = if level > 0 { (1.0 - friction.incident) * friction.calms } else { 0.0 };
    match level {
        2 => row.escalated = no_attack * escalation,
        _ => row.peace[level + 1] += no_attack * escalation,
    }
    row.peace[level] += no_attack * (1.0 - escalation - calming);
    if level > 0 {
        row.peace[level - 1] += no_attack * calming;
    }
    for side in 0..2 {
        row.peace[2] += ahead[side] * contained[side];
        row.begun[side] = ahead[side] * (1.0 - contained[side]);
    }
    row
}

/// Whose honour decides what becomes of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honoured {
    /// As it truly is.
    Truly,
    /// As the belligerents perceive it.
    AsPerceived,
}

/// How ceasefires end within some periods, as chances.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ends {
    /// `S(t)` for `t` from 0: the chance that peace holds that long.
    pub survival: Vec<f64>,
    /// Wars by the side that begins them and its [`Motive`].
    pub begun: [[f64; Motive::ALL.len()]; 2],
    /// Wars that nobody decided on.
    pub escalated: f64,
}

/// The chain under the terms of one signed deal.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    terms: &'a Terms,
    expectations: Expectations,
    honoured: Honoured,
    /// `q`.
    reaffirmed: f64,
}

impl<'a> Chain<'a> {
    /// The chain.
    #[must_use]
    pub fn new(terms: &'a Terms, honoured: Honoured) -> Self {
        Self { terms, expectations: Expectations::at_signing(terms), honoured, reaffirmed: 0.0 }
    }

    /// The same chain when a crisis ends, with this chance at the beginning of each of its periods, because the
    /// parties reaffirm the text.
    #[must_use]
    pub fn reaffirmed(self, chance: f64) -> Self {
        Self { reaffirmed: chance, ..self }
    }

    /// What the sides expect.
    #[must_use]
    pub fn expectations(&self) -> &Expectations {
        &self.expectations
    }

    /// The transition of each period from signing on with its outlook, without end.
    pub fn transitions(&self) -> impl Iterator<Item = (Transition, Outlook)> + '_ {
        let terms = self.terms;
        let friction = Friction::new(terms);
        let given = honour::given(&terms.guarantors);
        let mut paths: Vec<Path> = given
            .iter()
            .map(|(_, guarantor)| Path::new(guarantor.honour.honour, guarantor.honour.expected_change()))
            .collect();
        (0..).map(move |period| {
            let outlook = *self.expectations.after(period);
            let answers = match self.honoured {
                Honoured::Truly => {
                    let word = |(path, (_, guarantor)): (&Path, &(usize, &Guarantor))| Word {
                        honour: path.now(),
                        severity: guarantor.severity,
                        protects: guarantor.protects,
                    };
                    let words: Vec<Word> = paths.iter().zip(&given).map(word).collect();
                    honour::answers(&words, &terms.rates).0
                }
                Honoured::AsPerceived => outlook.prospect.answers,
            };
            let mut moves = transition(terms, &friction, &outlook.attacks, &answers);
            if self.reaffirmed > 0.0 {
                moves[2] = mixed(&moves[2], &moves[0], self.reaffirmed);
            }
            paths.iter_mut().for_each(Path::step);
            (moves, outlook)
        })
    }

    /// How ceasefires end within so many periods.
    #[must_use]
    pub fn ends(&self, periods: u32) -> Ends {
        let mut peace = [1.0, 0.0, 0.0];
        let mut ends = Ends { survival: vec![1.0], ..Ends::default() };
        for (moves, outlook) in self.transitions().take(periods as usize) {
            for (level, row) in moves.iter().enumerate() {
                ends.escalated += peace[level] * row.escalated;
                for side in 0..2 {
                    let motive = Motive::of(self.terms, &outlook, side, level);
                    ends.begun[side][motive as usize] += peace[level] * row.begun[side];
                }
            }
            peace = [0, 1, 2].map(|to| (0..LEVELS).map(|from| peace[from] * moves[from].peace[to]).sum());
            ends.survival.push(peace.iter().sum());
        }
        ends
    }

    /// `S(t)` for `t` from 0 to `periods`: the chance that peace holds that long.
    #[must_use]
    pub fn survival(&self, periods: u32) -> Vec<f64> {
        self.ends(periods).survival
    }

    /// `θ = E[δ^τ]`: the discounted weight of the collapse, in `[0, 1]`, with `τ` the period of the collapse.
    ///
    /// Backward recursion from period [`FORESIGHT`], where conditions stand still and
    /// `(I − δ Q) θ = δ R` is solved.
    #[must_use]
    pub fn collapse_weight(&self, discount: f64) -> f64 {
        self.discounted(discount, |moves, _, level, _| moves[level].war())
    }

    /// `E[Σ δ^s]` over the periods `s`, from 1, in which a guarantor, by its place, answers an attack, upon a warning
    /// or afterwards, as it is perceived.
    #[must_use]
    pub fn answers(&self, guarantor: usize, discount: f64) -> f64 {
        let Terms { rates, monitoring, guarantors, .. } = self.terms;
        let word = &guarantors[guarantor];
        if word.severity <= 0.0 {
            return 0.0;
        }
        let seen = war::seen(monitoring, rates);
        let mut path = Path::new(word.honour.perceived, word.honour.expected_change());
        let mut honour = Vec::new();
        for _ in 0..=FORESIGHT {
            honour.push(path.now());
            path.step();
        }
        let warning = monitoring.early_warning;
        self.discounted(discount, |_, outlook, level, period| {
            let attacks = [outlook.attacks[0][level], outlook.attacks[1][level]];
            let first = ahead(attacks, [1.0; 2]);
            (0..2)
                .map(|side| {
                    let held = if word.protects == side { rates.conditional_aid } else { 1.0 };
                    let stopped = warning * outlook.prospect.answers[side].chance;
                    first[side] * honour[period] * held * (warning + (1.0 - stopped) * seen)
                })
                .sum()
        })
    }

    /// The expected discounted sum, from calm, of what counts in each period at each level; the last period lasts.
    fn discounted(&self, discount: f64, counts: impl Fn(&Transition, &Outlook, usize, usize) -> f64) -> f64 {
        let periods: Vec<_> = self.transitions().take(FORESIGHT as usize + 1).collect();
        let mut sum: Option<[f64; LEVELS]> = None;
        for (period, (moves, outlook)) in periods.iter().enumerate().rev() {
            let rows = [0, 1, 2].map(|level| moves[level].peace);
            let counted = [0, 1, 2].map(|level| counts(moves, outlook, level, period));
            sum = Some(match sum {
                None => solve(&rows, discount, counted.map(|counted| discount * counted)),
                Some(after) => [0, 1, 2].map(|level| {
                    let later: f64 = (0..LEVELS).map(|to| rows[level][to] * after[to]).sum();
                    discount * (later + counted[level])
                }),
            });
        }
        sum.map_or(0.0, |sum| sum[0])
    }
}

fn mixed(one: &Row, other: &Row, share: f64) -> Row {
    let mix = |one: f64, other: f64| (1.0 - share) * one + share * other;
    Row {
        peace: [0, 1, 2].map(|to| mix(one.peace[to], other.peace[to])),
        begun: [0, 1].map(|side| mix(one.begun[side], other.begun[side])),
        escalated: mix(one.escalated, other.escalated),
    }
}

/// Solves `(I − δ Q) x = y` for chances `Q` of staying within the three levels.
#[must_use]
pub fn solve(stays: &[[f64; LEVELS]; LEVELS], discount: f64, y: [f64; LEVELS]) -> [f64; LEVELS] {
    let entry = |from: usize, to: usize| f64::from(u8::from(from == to)) - discount * stays[from][to];
    let [a, b, c] = [0, 1, 2].map(|from| [entry(from, 0), entry(from, 1), entry(from, 2), y[from]]);
    let determinant = |x: [f64; 3], y: [f64; 3], z: [f64; 3]| {
        x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0])
            + x[2] * (y[0] * z[1] - y[1] * z[0])
    };
    let columns =
        |[i, j, k]: [usize; 3]| determinant([a[i], b[i], c[i]], [a[j], b[j], c[j]], [a[k], b[k], c[k]]);
    let all = columns([0, 1, 2]);
    [columns([3, 1, 2]) / all, columns([0, 3, 2]) / all, columns([0, 1, 3]) / all]
}
