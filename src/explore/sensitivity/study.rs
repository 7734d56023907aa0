//! The three methods on a scenario: every distribution is an input, and chance is one more.
//!
//! A point of the cube has one coordinate for each input, which is how far through its distribution it is. A
//! function's value is the metric over some runs at that point. In Sobol' rows, the runs at `A` and at the mixed points
//! meet one luck and those at `B` another, so that chance is an input like the others: it takes no part in an input's
//! share alone, and it has a share of its own (all of `A`, with the luck of `B`). More runs a point make that share
//! smaller and those of the inputs larger.
//!
//! With a number of inputs to look at, the others are drawn as usual: they differ between `A` and `B`, and are mixed
//! together as one group. The shares are of the whole variance all the same.

use std::{
    io,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    engine::{Laboratory, Metric, Options, Valued, laboratory::in_order},
    scenario::{ParameterId, Scenario},
};

use super::{
    design::{MOST_ROWS, Saltelli},
    morris::{self, Effect, Trajectory},
    sobol::{self, Index, NoVariance, Row},
    tornado,
};

/// Bootstrap samples of the intervals of the indices.
const RESAMPLES: usize = 1_000;

/// Fewer complete rows than this give no indices.
pub const FEWEST_ROWS: usize = 16;

/// The tornado's runs at each end: parts that differ in luck, and runs of each.
const TORNADO_PARTS: u64 = 16;
const TORNADO_RUNS: u64 = 32;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is to be explained.
    pub metric: Metric,
    /// Rows of Saltelli's design, at most [`MOST_ROWS`]; powers of two fill the cube best.
    pub samples: u64,
    /// Runs at each point, at least 1.
    pub replications: u64,
    /// Trajectories of the screening, at least 1.
    pub trajectories: u64,
    /// How many inputs to look at after screening; `None` for all of them.
    pub inputs: Option<usize>,
}

/// A study of a scenario, ready to run.
pub struct Setup<'s> {
    laboratory: Laboratory<'s>,
    settings: Settings,
    /// For each input, the parameters of its key.
    places: Vec<Vec<ParameterId>>,
}

/// Why there is no result.
#[derive(Debug)]
pub enum Trouble {
    /// Nothing in the scenario is a distribution.
    NoInputs,
    /// The metric has this value wherever it was looked at, or none at all.
    NoVariance(Option<f64>),
    /// The metric has a value in all points of so few rows, of so many.
    Undefined {
        /// Rows in which it has a value throughout.
        whole: u64,
        /// Rows.
        rows: u64,
    },
    /// It was interrupted before there was a result.
    Interrupted,
    /// No threads could be had.
    Io(io::Error),
}

/// What one input does, by all methods.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// The place of its (first) parameter in the scenario.
    pub parameter: usize,
    /// From screening.
    pub effect: Effect,
    /// Sobol' indices; `None` if it was screened out.
    pub index: Option<Index>,
    /// From the tornado; `None` if it was screened out, or the metric has no value there.
    pub swing: Option<MeasuredSwing>,
}

/// The metric with an input at both ends, and how sure the difference is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasuredSwing {
    /// With the input at its low end.
    pub low: f64,
    /// With the input at its high end.
    pub high: f64,
    /// Standard error of the difference, by chance.
    pub standard_error: f64,
}

/// What a study found.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// What was asked for.
    pub settings: Settings,
    /// Rows of Saltelli's design that were worked through.
    pub rows: u64,
    /// Of these, rows in which the metric has a value throughout.
    pub whole_rows: u64,
    /// Points at which the metric was looked at.
    pub evaluations: u64,
    /// Runs.
    pub runs: u64,
    /// Mean of the metric over the draws.
    pub mean: f64,
    /// Variance of the metric over the draws, chance with it.
    pub variance: f64,
    /// All inputs, in the scenario's order.
    pub drivers: Vec<Driver>,
    /// The inputs that were screened out, together.
    pub others: Option<Index>,
    /// Chance, for a metric with which it has to do.
    pub chance: Option<Index>,
}

impl Study {
    /// Whether all that was asked for was done.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.rows == self.settings.samples
    }
}

impl<'s> Setup<'s> {
    /// A study of a scenario.
    ///
    /// # Errors
    /// If nothing in it is a distribution.
    ///
    /// # Panics
    /// If the settings are out of range.
    pub fn new(scenario: &'s Scenario, settings: Settings) -> Result<Self, Trouble> {
        assert!((1..=MOST_ROWS).contains(&settings.samples), "there are 1 to {MOST_ROWS} rows");
        assert!(settings.replications > 0 && settings.trajectories > 0, "nothing can be told from nothing");
        let places = scenario.inputs();
        if places.is_empty() {
            return Err(Trouble::NoInputs);
        }
        Ok(Self { laboratory: Laboratory::new(scenario), settings, places })
    }

    /// How many inputs there are.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.places.len()
    }

    /// How many inputs are looked at after screening.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.settings.inputs.unwrap_or(self.inputs()).clamp(1, self.inputs())
    }

    /// How many runs the study takes.
    #[must_use]
    pub fn runs(&self) -> u64 {
        let [screening, ends, rows] = self.evaluations();
        (screening + rows) * self.settings.replications + ends * TORNADO_PARTS * TORNADO_RUNS
    }

    /// Points of the screening, the tornado, and the design.
    fn evaluations(&self) -> [u64; 3] {
        let (inputs, chosen) = (self.inputs() as u64, self.chosen() as u64);
        let more = u64::from(chosen < inputs) + u64::from(self.has_chance());
        [self.settings.trajectories * (inputs + 1), 2 * chosen, self.settings.samples * (chosen + 2 + more)]
    }

    /// Whether luck has to do with the metric.
    fn has_chance(&self) -> bool {
        self.settings.metric != Metric::Zone
    }

    /// Runs the study; `progress` is told the runs done so far, of [`runs`](Self::runs), from any thread.
    ///
    /// When it is cancelled, the rows of the design that are complete are a design too, and give a result.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub fn run(&self, options: &Options<'_>, progress: &(dyn Fn(u64) + Sync)) -> Result<Study, Trouble> {
        let done = AtomicU64::new(0);
        let step = |runs: u64| progress(done.fetch_add(runs, Ordering::Relaxed) + runs);
        let effects = self.screen(options, &step)?;
        let chosen = self.choose(&effects);
        let swings = self.swings(&chosen, options, &step)?;
        let (rows, groups) = self.rows(&chosen, options, &step)?;
        let worked = rows.len() as u64;
        let whole: Vec<Row> = (rows.into_iter())
            .filter(|row| {
                row.a.is_finite() && row.b.is_finite() && row.mixed.iter().all(|value| value.is_finite())
            })
            .collect();
        let whole_rows = whole.len() as u64;
        if whole.len() < FEWEST_ROWS.min(usize::try_from(self.settings.samples).unwrap_or(usize::MAX)) {
            return Err(if worked < self.settings.samples {
                Trouble::Interrupted
            } else {
                Trouble::Undefined { whole: whole_rows, rows: worked }
            });
        }
        let seed = self.laboratory.scenario().simulation.seed;
        let indices = sobol::indices(&whole, RESAMPLES, seed)
            .map_err(|NoVariance(value)| Trouble::NoVariance(value))?;
        let mut drivers: Vec<Driver> = (self.places.iter().zip(effects))
            .map(|(places, effect)| Driver { parameter: places[0].0, effect, index: None, swing: None })
            .collect();
        for ((&input, index), swing) in chosen.iter().zip(&indices.groups).zip(swings) {
            drivers[input].index = Some(*index);
            drivers[input].swing = swing;
        }
        let mut more = indices.groups[chosen.len()..].iter().copied();
        let [screening, ends, _] = self.evaluations();
        let points = worked * (2 + groups as u64);
        Ok(Study {
            settings: self.settings,
            rows: worked,
            whole_rows,
            evaluations: screening + ends + points,
            runs: done.load(Ordering::Relaxed),
            mean: indices.mean,
            variance: indices.variance,
            drivers,
            others: if chosen.len() < self.inputs() { more.next() } else { None },
            chance: more.next(),
        })
    }

    /// The effects of all inputs.
    fn screen(&self, options: &Options<'_>, step: &(dyn Fn(u64) + Sync)) -> Result<Vec<Effect>, Trouble> {
        let seed = self.laboratory.scenario().simulation.seed;
        let inputs = self.inputs();
        // The grid reaches from the low to the high ends of the inputs: no distribution is endless there.
        let within = |at: &f64| tornado::LOW + (1.0 - 2.0 * tornado::LOW) * at;
        let walked: Vec<Option<(Trajectory, Vec<f64>)>> =
            in_order(self.settings.trajectories, options, &|_| (), |number| {
                let points = morris::trajectory(inputs, seed, number);
                let mut last: Option<Valued> = None;
                let mut values = Vec::with_capacity(points.len());
                for point in &points {
                    if options.cancel.load(Ordering::Relaxed) {
                        return None;
                    }
                    let point: Vec<f64> = point.iter().map(within).collect();
                    let valued = self.at(&point, last.as_ref());
                    values.push(self.value(&valued, number, step));
                    last = Some(valued);
                }
                Some((points, values))
            })
            .map_err(Trouble::Io)?;
        let walked: Option<Vec<_>> = walked.into_iter().collect();
        let walked = walked.filter(|walked| walked.len() as u64 == self.settings.trajectories);
        Ok(morris::screen(inputs, &walked.ok_or(Trouble::Interrupted)?))
    }

    /// The inputs to look at, in the scenario's order: those that move the metric most.
    fn choose(&self, effects: &[Effect]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.inputs()).collect();
        order.sort_by(|&one, &other| effects[other].size.total_cmp(&effects[one].size));
        order.truncate(self.chosen());
        order.sort_unstable();
        order
    }

    /// The tornado of some inputs.
    fn swings(
        &self,
        chosen: &[usize],
        options: &Options<'_>,
        step: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<Option<MeasuredSwing>>, Trouble> {
        let metric = self.settings.metric;
        let swings = in_order(chosen.len() as u64, options, &|_| (), |place| {
            let mut last = None;
            let parts = tornado::ends(self.inputs(), chosen[place as usize]).map(|point| {
                let valued = self.at(&point, last.as_ref());
                let part = |part| {
                    self.laboratory
                        .run_again(&valued, part, TORNADO_RUNS, metric == Metric::Zone)
                        .value(metric)
                };
                let parts: Vec<Option<f64>> = (0..TORNADO_PARTS).map(part).collect();
                last = Some(valued);
                step(TORNADO_PARTS * TORNADO_RUNS);
                parts
            });
            measured(&parts)
        });
        let swings = swings.map_err(Trouble::Io)?;
        if swings.len() < chosen.len() { Err(Trouble::Interrupted) } else { Ok(swings) }
    }

    /// The rows of the design, a complete beginning of them when cancelled, and how many groups a row has.
    fn rows(
        &self,
        chosen: &[usize],
        options: &Options<'_>,
        step: &(dyn Fn(u64) + Sync),
    ) -> Result<(Vec<Row>, usize), Trouble> {
        let mut groups: Vec<Vec<usize>> = chosen.iter().map(|&input| vec![input]).collect();
        let others: Vec<usize> = (0..self.inputs()).filter(|input| !chosen.contains(input)).collect();
        if !others.is_empty() {
            groups.push(others);
        }
        let design = Saltelli::new(self.inputs(), groups, self.laboratory.scenario().simulation.seed);
        let rows: Vec<Option<Row>> = in_order(self.settings.samples, options, &|_| (), |row| {
            let points = design.row(row);
            let (luck_a, luck_b) = (2 * row, 2 * row + 1);
            let at_a = self.at(&points[0], None);
            let a = self.value(&at_a, luck_a, step);
            let b = self.value(&self.at(&points[1], None), luck_b, step);
            let mut mixed = Vec::with_capacity(design.groups() + 1);
            for group in 0..design.groups() {
                if options.cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let at = self.at(&design.mixed(&points, group), Some(&at_a));
                mixed.push(self.value(&at, luck_a, step));
            }
            if self.has_chance() {
                mixed.push(self.value(&at_a, luck_b, step));
            }
            Some(Row { a, b, mixed })
        })
        .map_err(Trouble::Io)?;
        let groups = design.groups() + usize::from(self.has_chance());
        Ok((rows.into_iter().map_while(|row| row).collect(), groups))
    }

    /// The case at a point.
    fn at(&self, point: &[f64], like: Option<&Valued>) -> Valued {
        let scenario = self.laboratory.scenario();
        let mut uniforms = vec![tornado::MIDDLE; scenario.parameters.len()];
        for (places, &coordinate) in self.places.iter().zip(point) {
            places.iter().for_each(|place| uniforms[place.0] = coordinate);
        }
        self.laboratory.valued(scenario.at(&uniforms), like)
    }

    /// The metric at a point with some luck; not a number where it has no value.
    fn value(&self, valued: &Valued, luck: u64, step: &(dyn Fn(u64) + Sync)) -> f64 {
        let Settings { metric, replications, .. } = self.settings;
        let observed = self.laboratory.run_again(valued, luck, replications, metric == Metric::Zone);
        step(replications);
        observed.value(metric).unwrap_or(f64::NAN)
    }
}

/// The swing between parts that met the same luck at both ends; `None` where too few have a value at both.
#[expect(clippy::cast_precision_loss, reason = "there are few parts")]
fn measured([low, high]: &[Vec<Option<f64>>; 2]) -> Option<MeasuredSwing> {
    let pairs: Vec<(f64, f64)> = low.iter().zip(high).filter_map(|(low, high)| low.zip(*high)).collect();
    if pairs.len() < 2 {
        return None;
    }
    let number = pairs.len() as f64;
    let low = pairs.iter().map(|pair| pair.0).sum::<f64>() / number;
    let high = pairs.iter().map(|pair| pair.1).sum::<f64>() / number;
    let off = pairs.iter().map(|pair| pair.1 - pair.0 - (high - low));
    let squares: f64 = off.map(|off| off * off).sum();
    let standard_error = (squares / (number - 1.0) / number).sqrt();
    Some(MeasuredSwing { low, high, standard_error })
}
