//! The zone of agreement: the deals that every actor that must sign prefers to its outside option, and who stands
//! in its way when there is none.

use std::collections::BTreeSet;

use crate::{
    model::{DealSpace, Model, Valuation},
    negotiation::{Outlook, strategy::suffices},
};

/// The actors that must sign, by their places.
#[must_use]
pub fn signers<N>(model: &Model<N>) -> Vec<usize> {
    (0..model.actors.len()).filter(|&actor| model.actors[actor].must_sign).collect()
}

/// Whether an actor would rather have the deal at a position than no deal in this round of the talks. Never, if the
/// deal crosses a hard red line of its own.
#[must_use]
pub fn accepts(outlook: &Outlook<'_>, actor: usize, position: usize, round: u32) -> bool {
    suffices(outlook.valuation.value(actor, position), outlook.reservation(actor, outlook.round(round)))
}

/// The positions of the deals in the zone in this round of the talks.
pub fn zone<'o>(
    outlook: &'o Outlook<'_>,
    signers: &'o [usize],
    round: u32,
) -> impl Iterator<Item = usize> + 'o {
    (0..outlook.valuation.len())
        .filter(move |&position| signers.iter().all(|&actor| accepts(outlook, actor, position, round)))
}

/// The minimal sets of actors whose leaving opens the zone, each in file order; none if it is open.
///
/// An actor that leaves takes its hard red lines with it, so this looks at all deals on the table.
#[must_use]
pub fn blockers(model: &Model, on_table: &DealSpace, outlook: &Outlook<'_>, round: u32) -> Vec<Vec<usize>> {
    debug_assert_eq!(on_table.len(), outlook.valuation.len());
    let signers = signers(model);
    let refusers = (0..on_table.len()).map(|position| {
        let refuses = |place: &usize| !accepts(outlook, signers[*place], position, round);
        (0..signers.len()).filter(refuses).fold(0_u64, |set, place| set | 1 << place)
    });
    let mut sets: Vec<u64> = refusers.collect::<BTreeSet<u64>>().into_iter().collect();
    sets.sort_by_key(|set| set.count_ones());
    let mut minimal: Vec<u64> = Vec::new();
    for set in sets {
        if minimal.iter().all(|smaller| smaller & set != *smaller) {
            minimal.push(set);
        }
    }
    let members = |set: u64| (0..signers.len()).filter(move |place| set >> place & 1 == 1);
    minimal.retain(|&set| set != 0);
    minimal.into_iter().map(|set| members(set).map(|place| signers[place]).collect()).collect()
}

/// The minimal sets of actors whose leaving opens the zone of a case in some round; `valuation` is that of the
/// signable deals. Empty if it is open.
#[must_use]
pub fn blockers_of_case(
    model: &Model,
    rules: &crate::negotiation::Rules,
    valuation: &Valuation,
) -> Vec<Vec<usize>> {
    let signers = signers(model);
    let outlook = Outlook::new(model, rules, valuation);
    let rounds: u32 = rules.tracks.iter().map(|track| track.rounds).sum();
    let last = rounds.saturating_sub(1);
    if zone(&outlook, &signers, last).next().is_some() || zone(&outlook, &signers, 0).next().is_some() {
        return Vec::new();
    }
    let on_table = DealSpace::on_table(model);
    let valuation = Valuation::new(model, &on_table);
    blockers(model, &on_table, &Outlook::new(model, rules, &valuation), last)
}
