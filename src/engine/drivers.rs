//! What drives the result: how much of the variance between draws each input explains by itself, from the runs that
//! were made anyway.

use serde::{Deserialize, Serialize};

use crate::{
    Probability,
    scenario::{ParameterId, Scenario, Simulation},
    statistics::{Confidence, FirstOrder, FirstOrderIndex, normal_quantile},
};

use super::{
    DrawCounts,
    run::Outcome,
    summary::{Driver, Drivers, Range},
    tally::Tally,
    until::LEAST_DRAWS,
};

/// How often inputs that do nothing may be told apart from chance all the same, over all of them.
const FALSE_ALARMS: f64 = 0.05;

/// The variance between draws must be so many standard errors above 0 to be split.
const CLEAR: f64 = 3.0;

/// The direction of an input of which more does not always do the same.
pub(super) const TURNS: &str = "turns";

const UNCLEAR: &str = "unclear";

/// Draws by the bins of each input; empty until the first draw is closed, and for ever if no input is a distribution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DriversTally {
    pub(super) durable: Vec<FirstOrder>,
    pub(super) deal: Vec<FirstOrder>,
}

impl DriversTally {
    /// Counts a whole draw by the bins of its inputs.
    pub(super) fn record(&mut self, bins: &[usize], counts: &DrawCounts) {
        let durable = counts.outcomes[Outcome::Durable as usize];
        for (tally, successes) in [(&mut self.durable, durable), (&mut self.deal, counts.signed())] {
            tally.resize(bins.len(), FirstOrder::default());
            tally.iter_mut().zip(bins).for_each(|(tally, &bin)| tally.record(bin, successes));
        }
    }

    /// Whether draws can have added up to this: of one that was read from a file.
    pub(super) fn is_sound(&self, simulation: &Simulation) -> bool {
        let tallies = self.durable.iter().chain(&self.deal);
        let mut sound = tallies.map(|tally| tally.is_sound(simulation.draws, simulation.replications));
        sound.all(|sound| sound)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (tally, other) in [(&mut self.durable, &other.durable), (&mut self.deal, &other.deal)] {
            tally.resize(tally.len().max(other.len()), FirstOrder::default());
            tally.iter_mut().zip(other).for_each(|(tally, other)| tally.merge(other));
        }
    }
}

/// The bins of the inputs of a draw; `places` is how far through its distribution each parameter was drawn.
pub(super) fn bins(inputs: &[Vec<ParameterId>], places: &[f64]) -> Vec<usize> {
    inputs.iter().map(|input| FirstOrder::bin(places[input[0].0])).collect()
}

/// What drives a durable peace, where time after signing is watched, and a deal. Nothing where no input is a
/// distribution.
pub(super) fn drivers(scenario: &Scenario, tally: &Tally) -> Vec<Drivers> {
    if scenario.is_fixed() {
        return Vec::new();
    }
    let is_watched = scenario.setting.model.belligerents.is_some() && scenario.simulation.hold > 0;
    let durable = is_watched
        .then(|| of_metric(scenario, tally, "p_durable", "a durable peace", &tally.drivers.durable));
    let deal = of_metric(scenario, tally, "p_deal", "a deal", &tally.drivers.deal);
    durable.into_iter().chain([deal]).collect()
}

fn of_metric(scenario: &Scenario, tally: &Tally, metric: &str, label: &str, bins: &[FirstOrder]) -> Drivers {
    let mut drivers = Drivers {
        metric: metric.to_owned(),
        label: label.to_owned(),
        deviation: None,
        explained: None,
        absence: None,
        correlated: !scenario.correlations.is_empty(),
        inputs: Vec::new(),
    };
    match indices(scenario.simulation.replications, tally.draws, bins) {
        Err(why) => drivers.absence = Some(why),
        Ok((variance, indices)) => {
            drivers.deviation = Some(libm::sqrt(variance));
            drivers.inputs = inputs(scenario, &indices);
            let told_apart = drivers.inputs.iter().filter(|input| input.told_apart);
            drivers.explained = Some(told_apart.map(|input| input.share).sum::<f64>().clamp(0.0, 1.0));
        }
    }
    drivers
}

/// The variance between draws and the index of each input, or why they can't be told.
fn indices(runs: u64, draws: u64, bins: &[FirstOrder]) -> Result<(f64, Vec<FirstOrderIndex>), String> {
    if runs < 2 {
        return Err(
            "takes at least two replications of each draw, to tell the inputs from chance.".to_owned()
        );
    }
    let between = bins.first().and_then(|first| first.between(runs));
    let between = between.filter(|_| draws >= LEAST_DRAWS);
    let Some(between) = between else { return Err(format!("takes at least {LEAST_DRAWS} draws.")) };
    if between.variance <= CLEAR * between.standard_error {
        return Err(
            "can't be told: it differs too little between draws, beyond what chance makes of it.".to_owned()
        );
    }
    let indices: Option<Vec<FirstOrderIndex>> = bins.iter().map(|bins| bins.index(runs)).collect();
    let few = || "can't be told: the draws do not fill the range of every input.".to_owned();
    Ok((between.variance, indices.ok_or_else(few)?))
}

/// The inputs, those with the largest shares first.
fn inputs(scenario: &Scenario, indices: &[FirstOrderIndex]) -> Vec<Driver> {
    let alarm = FALSE_ALARMS / indices.len() as f64;
    let told_apart = |index: &FirstOrderIndex| index.p_value < alarm;
    let turning = FALSE_ALARMS / indices.iter().filter(|index| told_apart(index)).count().max(1) as f64;
    let z = Confidence::P95.z();
    let mut drivers: Vec<Driver> = (scenario.inputs().iter().zip(indices))
        .map(|(places, index)| {
            let parameter = &scenario.parameters[places[0].0];
            let told_apart = told_apart(index);
            Driver {
                key: parameter.key.clone(),
                label: scenario.label(&parameter.key),
                provenance: parameter.provenance.kind.as_str().to_owned(),
                share: index.share,
                standard_error: index.standard_error,
                interval: Range {
                    low: index.share - z * index.standard_error,
                    high: index.share + z * index.standard_error,
                },
                told_apart,
                thirds: index.thirds.map(|third| third.mean),
                direction: if told_apart { direction(index, turning) } else { UNCLEAR }.to_owned(),
            }
        })
        .collect();
    drivers.sort_by(|one, other| other.share.total_cmp(&one.share));
    drivers
}

/// Which way an input moves the metric; that it turns is said by mistake with a chance of `alarm` at most.
fn direction(index: &FirstOrderIndex, alarm: f64) -> &'static str {
    let step = |from: usize, to: usize, z: f64| {
        let (from, to) = (index.thirds[from], index.thirds[to]);
        let difference = to.mean - from.mean;
        let is_clear = difference.abs() > z * libm::hypot(from.standard_error, to.standard_error);
        if is_clear { difference } else { 0.0 }
    };
    // Both of two steps must be clear, each to either side.
    let strict = normal_quantile(Probability::clamped(1.0 - alarm / 2.0));
    if step(0, 1, strict) * step(1, 2, strict) < 0.0 {
        return TURNS;
    }
    match step(0, 2, Confidence::P95.z()) {
        rise if rise > 0.0 => "raises",
        fall if fall < 0.0 => "lowers",
        _ => UNCLEAR,
    }
}
