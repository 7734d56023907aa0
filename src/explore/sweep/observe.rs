//! The runs of a sweep, draw by draw: a draw is complete when all points have met its luck.
//!
//! What is kept when the work is cancelled is then the same draws at every point, and points are compared draw for draw.

use std::{
    io,
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::prelude::*;

use crate::{
    engine::{Laboratory, Observed, Options, laboratory::in_order},
    scenario::Case,
};

use super::Design;

/// What every point came to, for each complete draw in order.
pub(super) fn observe(
    design: &Design,
    zone: bool,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Vec<Vec<Observed>>> {
    let simulation = &design.scenario.simulation;
    let replications = simulation.replications;
    let laboratories: Vec<Laboratory<'_>> = design.points().iter().map(Laboratory::new).collect();
    let done = AtomicU64::new(0);
    let tell = |runs: u64| progress(done.fetch_add(runs, Ordering::Relaxed) + runs);
    let cancelled = || options.cancel.load(Ordering::Relaxed);
    let draws = in_order(simulation.draws, options, &|_| {}, |draw| {
        let groups = groups(&laboratories, draw);
        let observed: Option<Vec<Vec<(usize, Observed)>>> = groups
            .into_par_iter()
            .map(|group| {
                let valuation = group
                    .first()
                    .and_then(|(point, case)| case.as_ref().map(|case| laboratories[*point].value(case)));
                group
                    .into_iter()
                    .map(|(point, case)| {
                        if cancelled() {
                            return None;
                        }
                        let laboratory = &laboratories[point];
                        let observed = match (&case, &valuation) {
                            (Some(case), Some(valuation)) => {
                                laboratory.run_valued(case, valuation, draw, replications, zone)
                            }
                            _ => laboratory.run_draw(draw, replications, zone),
                        };
                        tell(replications);
                        Some((point, observed))
                    })
                    .collect()
            })
            .collect();
        let mut observed: Vec<(usize, Observed)> = observed?.into_iter().flatten().collect();
        observed.sort_by_key(|(point, _)| *point);
        Some(observed.into_iter().map(|(_, observed)| observed).collect())
    })?;
    Ok(draws.into_iter().map_while(|draw| draw).collect())
}

/// The points of a draw with their cases, those with the same model together: what deals are worth to whom does not
/// hang on how the talks are run. A scenario without distributions has valued its case already.
fn groups(laboratories: &[Laboratory<'_>], draw: u64) -> Vec<Vec<(usize, Option<Case>)>> {
    let mut groups: Vec<Vec<(usize, Option<Case>)>> = Vec::new();
    for (point, laboratory) in laboratories.iter().enumerate() {
        let case = (!laboratory.scenario().is_fixed()).then(|| laboratory.case(draw));
        let twin = case.as_ref().and_then(|case| {
            groups
                .iter_mut()
                .find(|group| group[0].1.as_ref().is_some_and(|first: &Case| first.model == case.model))
        });
        match twin {
            Some(group) => group.push((point, case)),
            None => groups.push(vec![(point, case)]),
        }
    }
    groups
}
