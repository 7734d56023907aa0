//! The exact chain where the belligerents learn from tests of one guarantor's word.

use std::collections::BTreeMap;

use armistice::ceasefire::{
    Terms,
    calculus::Calculus,
    chain::{Friction, row},
};

/// Chances of a state below this are left out.
const LEAST: f64 = 1e-15;

/// `S(t)`: the chain over level, tests and times that the word was kept. Honour stands still, and there is no early
/// warning.
pub fn survival_with_learning(terms: &Terms, periods: u32) -> Vec<f64> {
    let friction = Friction::new(terms);
    let (honour, detection) = (terms.guarantors[0].honour.honour, terms.monitoring.detection);
    let (with, without) = (terms.rates.containment_with_response, terms.rates.containment_without_response);
    let mut signed = Calculus::at_signing(terms);
    let mut alive: BTreeMap<(u32, u32), [f64; 3]> = BTreeMap::from([((0, 0), [1.0, 0.0, 0.0])]);
    let mut survival = vec![1.0];
    for _ in 0..periods {
        let mut next: BTreeMap<(u32, u32), [f64; 3]> = BTreeMap::new();
        for ((tests, kept), chances) in alive {
            let mut calculus = signed.clone();
            (0..tests).for_each(|test| calculus.learn(0, test < kept));
            let weighed = calculus.now();
            for (level, chance) in chances.into_iter().enumerate().filter(|(_, chance)| *chance > LEAST) {
                let [a, b] = weighed.attacks(terms, level);
                let attacked = chance * (1.0 - (1.0 - a) * (1.0 - b));
                let quiet = row(level, 0.0, 0.0, &friction);
                for (to, moves) in quiet.iter().take(3).enumerate() {
                    next.entry((tests, kept)).or_default()[to] += (chance - attacked) * moves;
                }
                for ((tests, kept), contained) in [
                    ((tests, kept), (1.0 - detection) * without),
                    ((tests + 1, kept), detection * (1.0 - honour) * without),
                    ((tests + 1, kept + 1), detection * honour * with),
                ] {
                    next.entry((tests, kept)).or_default()[2] += attacked * contained;
                }
            }
        }
        alive = next;
        signed.step();
        survival.push(alive.values().flatten().sum());
    }
    survival
}
