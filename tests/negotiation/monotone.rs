//! What a better outside option does (B8.4).

use armistice::negotiation::Protocol;
use proptest::prelude::*;

use crate::builder::{Case, alternating, rational};
use crate::random::{Tape, tapes};

/// Two rational sides over any issues, with nothing held after signing.
fn two_rational_sides(tape: &mut Tape) -> Case {
    let mut model = tape.model();
    while model.actors.len() > 2 {
        model = tape.model();
        model.actors.truncate(2);
        model.issues.iter_mut().for_each(|issue| issue.values.truncate(2));
    }
    model.belligerents = None;
    model.guarantees.clear();
    let sides = model.actors.iter().map(|actor| (actor.clone(), rational())).collect();
    let protocol = if tape.chance(0.5) {
        alternating()
    } else {
        Protocol::RandomProposer { recognition: vec![tape.between(0.1, 1.0), tape.between(0.1, 1.0)] }
    };
    let mut case = Case::new(model.issues, sides, protocol, 1 + tape.below(12) as u32);
    for seat in &mut case.rules.seats {
        *seat = armistice::negotiation::Seat { strategy: seat.strategy.clone(), ..tape.seat() };
    }
    case.rules.breakdown = if tape.chance(0.3) { tape.between(0.0, 0.3) } else { 0.0 };
    case
}

/// What each side may expect as the talks begin, if all who are asked answer.
fn expected_values(case: &Case) -> [f64; 2] {
    case.plan(0, |plan, valuation| {
        let solution = plan.solution().expect("both are rational");
        let chances = match &case.rules.tracks[0].protocol {
            Protocol::RandomProposer { recognition } => {
                let total: f64 = recognition.iter().sum();
                [recognition[0] / total, recognition[1] / total]
            }
            _ => [1.0, 0.0],
        };
        [0, 1].map(|actor| {
            let each = [0, 1].map(|proposer| {
                let offer = if chances[proposer] > 0.0 { solution.offer(0, 0, proposer) } else { None };
                let value =
                    offer.map_or(solution.threshold(0, 0, actor), |offer| valuation.value(actor, offer));
                chances[proposer] * value
            });
            each[0] + each[1]
        })
    })
}

/// By round of the talks, the deals that all who must sign prefer to none.
fn zones(case: &Case) -> Vec<Vec<bool>> {
    let rounds: u32 = case.rules.tracks.iter().map(|track| track.rounds).sum();
    case.with(|talks, _, valuation| {
        let zone = |round: u32| {
            let acceptable = |position: usize| {
                (0..case.model.actors.len()).filter(|&actor| case.model.actors[actor].must_sign).all(
                    |actor| {
                        valuation.value(actor, position)
                            >= talks.outlook().reservation(actor, talks.outlook().round(round))
                    },
                )
            };
            (0..valuation.len()).map(acceptable).collect()
        };
        (0..rounds).map(zone).collect()
    })
}

fn lies_within(small: &[Vec<bool>], large: &[Vec<bool>]) -> bool {
    small.iter().flatten().zip(large.iter().flatten()).all(|(small, large)| !small || *large)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_better_outside_option_never_makes_a_rational_side_worse_off(mut tape in tapes()) {
        let case = two_rational_sides(&mut tape);
        let side = tape.below(2);
        let mut better = case.clone();
        better.model.actors[side].war_flow += tape.between(0.0, 0.3);
        let (before, after) = (expected_values(&case), expected_values(&better));
        prop_assert!(after[side] >= before[side] - 1e-7, "{before:?} {after:?}");
        prop_assert!(after[1 - side] <= before[1 - side] + 1e-7, "{before:?} {after:?}");
    }

    #[test]
    fn the_zone_of_agreement_shrinks_in_war_flow_and_grows_in_weariness_and_pressure(mut tape in tapes()) {
        let mut case = tape.case();
        // So that no outside option falls to the least flow.
        case.model.actors.iter_mut().for_each(|actor| actor.weariness /= 3.0);
        let side = tape.below(case.model.actors.len());
        let more = tape.between(0.0, 0.1);
        let zone = zones(&case);
        let mut changed = case.clone();
        changed.model.actors[side].war_flow += more;
        prop_assert!(lies_within(&zones(&changed), &zone), "war flow");
        let mut changed = case.clone();
        changed.model.actors[side].weariness += more;
        prop_assert!(lies_within(&zone, &zones(&changed)), "weariness");
        let mut changed = case.clone();
        changed.rules.seats[side].pressure.slope += more;
        changed.rules.seats[side].pressure.max += more;
        prop_assert!(lies_within(&zone, &zones(&changed)), "pressure");
    }
}
