//! Every pattern of a set of numbers, on the exact chain.

use armistice::ceasefire::{Chain, Honoured, Motive, Terms, chain::Ends};
use rayon::prelude::*;

use super::{Case, Draw, Set, mixture::PROTECTED};

/// Months that are watched.
pub const WATCHED: u32 = 120;

/// By how much pressure lowers what a side would get by holding out, in [`Found::pressed`].
pub const PRESSURE: f64 = 0.1;

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Mean survival of the mixture, month by month.
    pub mixture: Vec<f64>,
    /// Mean survival without guarantee, force and monitors.
    pub bare: Vec<f64>,
    /// T4: hazard with a medium guarantee and monitors, against bare.
    pub medium: f64,
    /// T5: with monitors only.
    pub monitors: f64,
    /// T6: with terms that bring both .10 more.
    pub terms: f64,
    /// T7: with a paper guarantee, against none.
    pub paper: f64,
    /// T8: of what is signed under pressure on each side, against what is signed without.
    pub pressed: [f64; 2],
    /// T9: S(60) of paper, hollow and solid.
    pub hollow: [f64; 3],
    /// T14: with peacekeepers, against bare.
    pub peacekeepers: f64,
    /// S(60) with a war flow of each side that is .1 lower, the same, and .1 higher.
    pub war: [[f64; 3]; 2],
    /// S(120) with an adversary that gains 0, .004 and .012 a month.
    pub drift: [f64; 3],
    /// S(60) with a force of 0, .1 and .25.
    pub force: [f64; 3],
    /// S(60) with no, a third, two thirds and all of the full severity.
    pub severity: [f64; 4],
    /// S(60) of the mixture with decisiveness × .6, 1 and 1.6.
    pub decisiveness: [f64; 3],
    /// Of the mixture's wars that an attack made, by motive: meant, feared, accident.
    pub motives: [f64; 3],
    /// Of the mixture's wars, those that nobody began.
    pub escalated: f64,
    /// Share of the mixture's draws in which an attack is meant in some month.
    pub temptation: f64,
    /// Share of the mixture's draws in which the outcome hangs on what the sides expect of each other.
    pub fearful: f64,
}

/// Mean survival of a case.
#[must_use]
pub fn survival(set: &Set, draws: &[Draw], case: &Case) -> Vec<f64> {
    let all: Vec<Vec<f64>> = draws
        .par_iter()
        .map(|draw| Chain::new(&case.terms(set, draw), Honoured::Truly).survival(WATCHED))
        .collect();
    mean(&all)
}

fn mean(all: &[Vec<f64>]) -> Vec<f64> {
    let month = |month: usize| all.iter().map(|survival| survival[month]).sum::<f64>() / all.len() as f64;
    (0..=WATCHED as usize).map(month).collect()
}

/// `−ln S(60)`: the cumulative hazard of five years.
#[must_use]
pub fn hazard(survival: &[f64]) -> f64 {
    -libm::log(survival[60])
}

/// One draw of the mixture.
struct Watched {
    ends: Ends,
    meant: bool,
    hangs_on_fear: bool,
}

fn watched(terms: &Terms) -> Watched {
    let chain = Chain::new(terms, Honoured::Truly);
    let expectations = chain.expectations();
    let meant = (0..WATCHED as usize).any(|month| {
        let outlook = expectations.after(month);
        (0..2).any(|side| Motive::of(terms, outlook, side, 0) == Motive::Meant)
    });
    Watched { ends: chain.ends(WATCHED), meant, hangs_on_fear: expectations.hangs_on_fear() }
}

/// Works out all patterns of a set.
#[must_use]
pub fn measure(set: &Set, draws: &[Draw]) -> Found {
    let of = |case: Case| survival(set, draws, &case);
    let at = |month: usize, case: Case| of(case)[month];
    let all: Vec<Watched> = draws.par_iter().map(|draw| watched(&Case::mixture().terms(set, draw))).collect();
    let mixture = mean(&all.iter().map(|one| one.ends.survival.clone()).collect::<Vec<_>>());
    let share =
        |holds: fn(&Watched) -> bool| all.iter().filter(|one| holds(one)).count() as f64 / all.len() as f64;
    let motive = |motive: usize| -> f64 {
        all.iter().map(|one| one.ends.begun[0][motive] + one.ends.begun[1][motive]).sum()
    };
    let motives = [0, 1, 2].map(motive);
    let attacks: f64 = motives.iter().sum();
    let escalated: f64 = all.iter().map(|one| one.ends.escalated).sum();
    let bare = of(Case::bare());
    let against_bare = |case: Case| hazard(&of(case)) / hazard(&bare);
    let seen = |detection: f64| Case { detection: Some(detection), ..Case::bare() };
    let decisive = |factor: f64| {
        let mut set = set.clone();
        set.rates.decisiveness *= factor;
        survival(&set, draws, &Case::mixture())[60]
    };
    let war = |side: usize, shift: f64| {
        let mut war = [0.0; 2];
        war[side] = shift;
        at(60, Case { war, ..Case::bare() })
    };
    Found {
        medium: against_bare(Case::guaranteed(0.5, 0.6, 0.7)),
        monitors: against_bare(Case { early_warning: 0.3, ..seen(0.8) }),
        terms: against_bare(Case { flow: 0.1, ..Case::bare() }),
        paper: hazard(&of(Case::guaranteed(0.1, 0.5, 0.5))) / hazard(&of(seen(0.5))),
        pressed: pressed(set, draws),
        hollow: [(0.1, 0.1), (0.1, 0.6), (0.6, 0.6)].map(|(honour, perceived)| {
            at(60, Case { perceived: Some(perceived), ..Case::guaranteed(honour, 0.5, 0.5) })
        }),
        peacekeepers: against_bare(Case { presence: 0.2, ..seen(0.6) }),
        war: [0, 1].map(|side| [-0.1, 0.0, 0.1].map(|shift| war(side, shift))),
        drift: [0.0, 0.004, 0.012].map(|drift| at(120, Case { drift, ..Case::bare() })),
        force: [0.0, 0.1, 0.25].map(|presence| at(60, Case { presence, ..Case::bare() })),
        severity: [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].map(|share| at(60, Case::guaranteed(0.5, share, 0.5))),
        decisiveness: [decisive(0.6), mixture[60], decisive(1.6)],
        motives: motives.map(|wars| wars / attacks),
        escalated: escalated / (attacks + escalated),
        temptation: share(|one| one.meant),
        fearful: share(|one| one.hangs_on_fear),
        mixture,
        bare,
    }
}

/// T8: of the mixture's texts those are signed that both sides value at least as much as the war that they would go on
/// with. Pressure on one side lowers what it would go on with, so that more is signed; the rested war, with which peace
/// is compared later, stays what it was. Hazard of what is signed then, against what is signed without pressure, for
/// pressure on each side.
fn pressed(set: &Set, draws: &[Draw]) -> [f64; 2] {
    let texts: Vec<([f64; 2], Vec<f64>)> = draws
        .par_iter()
        .map(|draw| {
            let terms = Case::mixture().terms(set, draw);
            let chain = Chain::new(&terms, Honoured::Truly);
            let value = chain.expectations().value();
            let gains = [0, 1].map(|side| value[side] - terms.sides[side].war_flow);
            (gains, chain.survival(WATCHED))
        })
        .collect();
    let signed = |pressure: [f64; 2]| {
        let signs = |gains: &[f64; 2]| (0..2).all(|side| gains[side] + pressure[side] >= 0.0);
        let signed: Vec<Vec<f64>> =
            texts.iter().filter(|(gains, _)| signs(gains)).map(|(_, survival)| survival.clone()).collect();
        hazard(&mean(&signed))
    };
    [0, 1].map(|side| {
        let mut pressure = [0.0; 2];
        pressure[side] = PRESSURE;
        signed(pressure) / signed([0.0; 2])
    })
}

/// S(3) of a bare ceasefire whose adversary gets .05 more from war than from the text.
#[must_use]
pub fn violations(set: &Set) -> f64 {
    let mut terms = Case::bare().terms(set, &super::draws(1)[0]);
    let adversary = &mut terms.sides[1 - PROTECTED];
    adversary.war_flow = adversary.flow + 0.05;
    Chain::new(&terms, Honoured::Truly).survival(3)[3]
}
