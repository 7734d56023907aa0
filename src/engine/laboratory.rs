//! Experiments: cases run draw by draw, for comparisons under common random numbers.
//!
//! A [`Laboratory`] makes and runs the cases of one scenario. Two scenarios that differ in some keys give, for the same
//! draw, cases that differ in these keys alone and meet the same luck, so that differences between them are not blurred
//! by chance. [`in_order`] does such work on all cores and keeps a complete beginning of it when it is cancelled.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    model::{Prospects, Valuation},
    scenario::{Case, Scenario},
};

use super::{
    Metric, RunRecord,
    parallel::{Options, Shared},
    run::{Outcome, Run},
    seeds::{Purpose, stream},
    tally::zone_is_open,
    zone::blockers_of_case,
};

/// Units of work between two looks at whether the work is cancelled.
const BATCH: u64 = 32;

/// What the runs of one draw came to, as whole counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawCounts {
    /// The draw, from 0.
    pub draw: u64,
    /// Runs by [`Outcome`].
    pub outcomes: [u64; 4],
    /// Rounds of talks of the runs with a deal.
    pub rounds: u64,
    /// Periods of peace of the runs with a deal, each up to the hold.
    pub peace: u64,
}

impl DrawCounts {
    /// No runs yet.
    #[must_use]
    pub fn of(draw: u64) -> Self {
        Self { draw, ..Self::default() }
    }

    /// Counts a run.
    pub fn record(&mut self, run: &Run, hold: u32) {
        let collapse = run.history.as_ref().and_then(|history| history.collapse);
        let peace = collapse.map_or(hold, |(period, _)| period);
        self.count(run.outcome, run.settlement.deal.map(|_| (run.settlement.rounds, peace)));
    }

    /// Counts a run by its row.
    pub fn record_row(&mut self, row: &RunRecord, hold: u32) {
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == row.outcome);
        let peace = row.collapsed_at.unwrap_or(hold);
        self.count(outcome.unwrap_or(Outcome::NoDeal), row.signed.then_some((row.round, peace)));
    }

    /// Counts a run; with a deal, the rounds until it and the periods of peace after it.
    fn count(&mut self, outcome: Outcome, deal: Option<(u32, u32)>) {
        self.outcomes[outcome as usize] += 1;
        if let Some((rounds, peace)) = deal {
            self.rounds += u64::from(rounds);
            self.peace += u64::from(peace);
        }
    }

    /// Runs counted.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// Runs with a deal.
    #[must_use]
    pub fn signed(&self) -> u64 {
        self.runs() - self.outcomes[Outcome::NoDeal as usize]
    }

    /// Adds another part of the same draw.
    pub fn add(&mut self, other: &Self) {
        self.outcomes.iter_mut().zip(other.outcomes).for_each(|(to, from)| *to += from);
        self.rounds += other.rounds;
        self.peace += other.peace;
    }
}

/// Makes and runs the cases of one scenario.
pub struct Laboratory<'s> {
    shared: Shared<'s>,
}

/// A case with the worth of its deals.
#[derive(Clone, Debug)]
pub struct Valued {
    case: Case,
    prospects: Arc<Prospects>,
    valuation: Arc<Valuation>,
}

/// What one draw came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Its runs.
    pub counts: DrawCounts,
    /// Whether there is a zone of agreement; `None` where nobody looked.
    pub zone: Option<bool>,
}

impl Observed {
    /// A metric as a ratio of whole numbers: total and number. The number is 0 where the metric has no meaning, such
    /// as the durability of deals without a deal.
    #[must_use]
    pub fn ratio(&self, metric: Metric) -> (u64, u64) {
        let counts = &self.counts;
        let runs = counts.runs();
        let of = |outcome: Outcome| counts.outcomes[outcome as usize];
        let signed = counts.signed();
        match metric {
            Metric::NoDeal => (of(Outcome::NoDeal), runs),
            Metric::TemporaryPause => (of(Outcome::TemporaryPause), runs),
            Metric::Fragile => (of(Outcome::Fragile), runs),
            Metric::Durable => (of(Outcome::Durable), runs),
            Metric::Deal => (signed, runs),
            Metric::DurableGivenDeal => (of(Outcome::Durable), signed),
            Metric::TemporaryPauseGivenDeal => (of(Outcome::TemporaryPause), signed),
            Metric::Zone => self.zone.map_or((0, 0), |open| (u64::from(open), 1)),
            Metric::RoundsToDeal => (counts.rounds, signed),
            Metric::PeriodsOfPeace => (counts.peace, signed),
        }
    }

    /// The draw's own value of a metric; `None` where it has none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
    pub fn value(&self, metric: Metric) -> Option<f64> {
        let (total, number) = self.ratio(metric);
        (number > 0).then(|| total as f64 / number as f64)
    }
}

impl<'s> Laboratory<'s> {
    /// A laboratory for a scenario.
    #[must_use]
    pub fn new(scenario: &'s Scenario) -> Self {
        Self { shared: Shared::new(scenario) }
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &'s Scenario {
        self.shared.scenario
    }

    /// The case of a draw: the same as in [`simulate`](super::simulate).
    #[must_use]
    pub fn case(&self, draw: u64) -> Case {
        let scenario = self.shared.scenario;
        scenario.draw(&mut stream(scenario.simulation.seed, draw, 0, Purpose::Draw))
    }

    /// Runs a case with the luck of a draw, `replications` times; with `zone`, looks for a zone of agreement too.
    #[must_use]
    pub fn run(&self, case: &Case, draw: u64, replications: u64, zone: bool) -> Observed {
        self.run_valued(case, &self.value(case), draw, replications, zone)
    }

    /// A case with its deals valued, by as much of the valuation of an earlier one as holds for it too.
    #[must_use]
    pub fn valued(&self, case: Case, like: Option<&Valued>) -> Valued {
        let (model, space) = (&case.model, &self.shared.space);
        if let Some(like) = like.filter(|like| like.case.model == *model) {
            return Valued { case, ..like.clone() };
        }
        let prospects = match like.filter(|like| like.prospects.hold_for(model)) {
            Some(like) => Arc::clone(&like.prospects),
            None => Arc::new(Prospects::new(model, space)),
        };
        let valuation = Arc::new(Valuation::under(model, space, &prospects));
        Valued { case, prospects, valuation }
    }

    /// Runs a valued case as [`run`](Self::run) does.
    #[must_use]
    pub fn run_again(&self, valued: &Valued, draw: u64, replications: u64, zone: bool) -> Observed {
        self.run_valued(&valued.case, &valued.valuation, draw, replications, zone)
    }

    /// Runs a draw of the scenario as it is.
    #[must_use]
    pub fn run_draw(&self, draw: u64, replications: u64, zone: bool) -> Observed {
        match self.shared.fixed_case() {
            Some((case, valuation)) => self.run_valued(case, valuation, draw, replications, zone),
            None => self.run(&self.case(draw), draw, replications, zone),
        }
    }

    /// What the deals of a case are worth: by far the most work of a draw, to be shared by cases with equal models.
    #[must_use]
    pub fn value(&self, case: &Case) -> Valuation {
        Valuation::new(&case.model, &self.shared.space)
    }

    /// Like [`run`](Self::run), with the [value](Self::value) of a case whose model is the same.
    #[must_use]
    pub fn run_valued(
        &self,
        case: &Case,
        valuation: &Valuation,
        draw: u64,
        replications: u64,
        zone: bool,
    ) -> Observed {
        let counts = self.shared.count(case, valuation, draw, replications);
        let zone = zone.then(|| {
            let blockers = blockers_of_case(&case.model, &case.rules, valuation);
            zone_is_open(&self.shared.space, &blockers)
        });
        Observed { counts, zone }
    }
}

/// Does `units` pieces of work on all cores, in batches, and returns their results in order: all of them, or a complete
/// beginning when `options.cancel` is set. `progress` is told how many are done, from any thread.
///
/// # Errors
/// When no threads can be had.
pub fn in_order<T: Send>(
    units: u64,
    options: &Options<'_>,
    progress: &(dyn Fn(u64) + Sync),
    work: impl Fn(u64) -> T + Sync,
) -> io::Result<Vec<T>> {
    options.pool()?.install(|| {
        let done = AtomicU64::new(0);
        let mut results = Vec::new();
        let mut next = 0;
        while next < units && !options.cancelled() {
            let end = units.min(next + BATCH);
            let batch: Vec<Option<T>> = (next..end)
                .into_par_iter()
                .map(|unit| {
                    let result = (!options.cancelled()).then(|| work(unit));
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                    result
                })
                .collect();
            results.extend(batch.into_iter().map_while(|result| result));
            next = end;
        }
        Ok(results)
    })
}
