//! The case of one run, with its deals valued.

use crate::{
    model::{DealSpace, Valuation},
    scenario::{Case, Scenario},
};

use super::{
    run::Bench,
    seeds::{Purpose, stream},
    trace::RunNumber,
};

/// All that one run is played with.
#[derive(Debug)]
pub struct RunCase {
    /// Which run it is.
    pub number: RunNumber,
    /// Its case.
    pub case: Case,
    /// The signable deals.
    pub space: DealSpace,
    /// What they are worth.
    pub valuation: Valuation,
}

impl RunCase {
    /// The case of a run, counted from 0; it may lie beyond the scenario's own number of draws.
    #[must_use]
    pub fn new(scenario: &Scenario, run: u64) -> Self {
        let simulation = &scenario.simulation;
        let (draw, replication) = (run / simulation.replications, run % simulation.replications);
        let case = scenario.draw(&mut stream(simulation.seed, draw, 0, Purpose::Draw));
        let space = DealSpace::signable(&case.model);
        let valuation = Valuation::new(&case.model, &space);
        Self { number: RunNumber { run, draw, replication, seed: simulation.seed }, case, space, valuation }
    }

    /// The case ready to be run.
    #[must_use]
    pub fn bench(&self) -> Bench<'_> {
        Bench::new(&self.case, &self.space, &self.valuation)
    }
}
