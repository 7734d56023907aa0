//! Outcomes against guarantee strength: the honour of every guarantee, true and perceived, set to one chance.
//!
//! All points use the same draws and the same luck, so the curve shows the guarantee and not the noise.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::{
    model::Valuation,
    scenario::{Case, Scenario, Simulation},
};

use super::{
    estimate::Estimator,
    laboratory::DrawCounts,
    parallel::{Options, Shared},
    run::Outcome,
    seeds::{Purpose, stream},
    summary::StrengthPoint,
    tally::Shares,
};

/// The strengths at which the curve is computed: a tenth apart.
const POINTS: u64 = 11;

/// The most draws that a point takes, and the most runs.
const MOST_DRAWS: u64 = 64;
const MOST_RUNS: u64 = 1_280;

/// Runs that the curve takes; none for a scenario without a guarantee.
pub(super) fn runs(scenario: &Scenario) -> u64 {
    let simulation = &scenario.simulation;
    if scenario.setting.model.guarantees.is_empty() {
        return 0;
    }
    let (draws, replications) = sizes(simulation);
    POINTS * draws * replications
}

/// The curve, empty for a scenario without a guarantee; `None` when it was cancelled.
pub(super) fn curve(
    shared: &Shared<'_>,
    options: &Options<'_>,
    done: &AtomicU64,
    progress: &(dyn Fn(u64) + Sync),
) -> Option<Vec<StrengthPoint>> {
    let simulation = &shared.scenario.simulation;
    if runs(shared.scenario) == 0 {
        return Some(Vec::new());
    }
    let (draws, replications) = sizes(simulation);
    let counted: Vec<Option<(u64, DrawCounts)>> = (0..draws * POINTS)
        .into_par_iter()
        .map(|work| {
            let (point, draw) = (work / draws, work % draws);
            if options.cancelled() {
                return None;
            }
            let mut case = shared.scenario.draw(&mut stream(simulation.seed, draw, 0, Purpose::Draw));
            set_strength(&mut case, strength(point));
            let valuation = Valuation::new(&case.model, &shared.space);
            let counts = shared.count(&case, &valuation, draw, replications);
            progress(done.fetch_add(replications, Ordering::Relaxed) + replications);
            Some((point, counts))
        })
        .collect();
    let mut shares = vec![Shares::default(); POINTS as usize];
    for counted in counted {
        let (point, counts) = counted?;
        shares[point as usize].record(&counts);
    }
    let estimator = Estimator { is_fixed: shared.scenario.is_fixed() };
    let points = (shares.iter().zip(0..)).map(|(shares, point)| StrengthPoint {
        strength: strength(point),
        p_deal: estimator.share(&shares.signed),
        p_durable_given_deal: estimator.share(&shares.durable_given_deal),
        p_durable: estimator.share(&shares.outcomes[Outcome::Durable as usize]),
    });
    Some(points.collect())
}

/// Draws of a point, and replications of each.
fn sizes(simulation: &Simulation) -> (u64, u64) {
    let draws = simulation.draws.min(MOST_DRAWS);
    (draws, simulation.replications.min(MOST_RUNS.div_ceil(draws.max(1))))
}

fn strength(point: u64) -> f64 {
    point as f64 / (POINTS - 1) as f64
}

fn set_strength(case: &mut Case, strength: f64) {
    for guarantee in &mut case.model.guarantees {
        guarantee.honour.honour = strength;
        guarantee.honour.perceived = strength;
    }
}
