//! The exact chain where the belligerents learn from tests of one guarantor's word.

use std::collections::BTreeMap;

use armistice::ceasefire::{
    Expectations, Terms,
    chain::{Friction, transition},
    expectations::attack,
    honour::{Answer, force},
    war::{War, seen},
};

/// Chances of a state below this are left out.
const LEAST: f64 = 1e-15;

/// `S(t)`: the chain over level, tests and times that the word was kept. What war is worth goes by the tests, what
/// waiting is worth stays as it was foreseen. Honour stands still, and there is no early warning.
pub fn survival_with_learning(terms: &Terms, periods: u32) -> Vec<f64> {
    let (friction, expected) = (Friction::new(terms), Expectations::at_signing(terms));
    let (word, rates, seen) = (&terms.guarantors[0], &terms.rates, seen(&terms.monitoring, &terms.rates));
    let (without, most) = (rates.containment_without_response, rates.containment_with_response);
    let with = without + (most - without) * force(word.severity, rates);
    let mut signed = War::at_signing(terms);
    let mut alive: BTreeMap<(u32, u32), [f64; 3]> = BTreeMap::from([((0, 0), [1.0, 0.0, 0.0])]);
    let mut survival = vec![1.0];
    for period in 0..periods {
        let mut next: BTreeMap<(u32, u32), [f64; 3]> = BTreeMap::new();
        let waiting = expected.after(period as usize).waiting;
        for ((tests, kept), chances) in alive {
            let mut war = signed.clone();
            (0..tests).for_each(|test| war.learn(0, test < kept));
            let begins = war.now().begins;
            let quiet = transition(terms, &friction, &[[0.0; 3]; 2], &[Answer::default(); 2]);
            for (level, chance) in chances.into_iter().enumerate().filter(|(_, chance)| *chance > LEAST) {
                let [a, b] = [0, 1].map(|side| attack(terms, begins[side], waiting[side][level], level));
                let first = [a - a * b / 2.0, b - a * b / 2.0];
                for (to, moves) in quiet[level].peace.iter().enumerate() {
                    next.entry((tests, kept)).or_default()[to] +=
                        chance * (1.0 - first[0] - first[1]) * moves;
                }
                for (side, first) in first.into_iter().enumerate() {
                    let held = if word.protects == side { rates.conditional_aid } else { 1.0 };
                    let (tested, honour) = (seen * held, word.honour.honour);
                    for ((tests, kept), contained) in [
                        ((tests, kept), (1.0 - tested) * without),
                        ((tests + 1, kept), tested * (1.0 - honour) * without),
                        ((tests + 1, kept + 1), tested * honour * with),
                    ] {
                        next.entry((tests, kept)).or_default()[2] += chance * first * contained;
                    }
                }
            }
        }
        alive = next;
        signed.step();
        survival.push(alive.values().flatten().sum());
    }
    survival
}
