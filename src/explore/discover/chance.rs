//! What a search finds where there is nothing to find: the same points, their flags shuffled.
//!
//! A search for the best box always finds one that looks good. A box says something only when it is better than nearly
//! all that are found in shuffled flags, which no input can explain (a permutation test).

use rand::Rng;

use super::{Samples, Settings, search};

/// The best [`balance`](super::Trajectory::balance) of a search whose flags are shuffled among its members.
pub fn balance_by_chance(
    samples: &Samples,
    members: &[usize],
    settings: &Settings,
    rng: &mut impl Rng,
) -> f64 {
    let mut interest = samples.interest().to_vec();
    for place in (1..members.len()).rev() {
        interest.swap(members[place], members[below(place + 1, rng)]);
    }
    let trajectory = search(&samples.with_interest(interest), members, settings);
    trajectory.balance(&trajectory.steps[trajectory.best()])
}

/// A whole number below `bound`, all but alike likely: the bias is below `bound / 2^64`.
fn below(bound: usize, rng: &mut impl Rng) -> usize {
    let product = u128::from(rng.next_u64()) * bound as u128;
    usize::try_from(product >> 64).expect("less than `bound`")
}
