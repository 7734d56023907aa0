//! How much a lever moves something, and how sure that is.

use armistice::engine::RunRecord;

use crate::{support, support::Simulated};

/// Draws that suffice for most levers: a share moves by a tenth or more, with an error of .02 to .03.
pub const DRAWS: u64 = 50;

/// The flagship with some keys set, simulated.
pub fn turned(levers: &[&str]) -> Simulated {
    turned_with(DRAWS, levers)
}

/// [`turned`] with so many draws.
pub fn turned_with(draws: u64, levers: &[&str]) -> Simulated {
    simulated(support::FLAGSHIP, draws, levers)
}

/// A scenario with some keys set, simulated in five runs a draw.
pub fn simulated(scenario: &str, draws: u64, levers: &[&str]) -> Simulated {
    let draws = format!("simulation.draws={draws}");
    support::simulate(scenario, &[&[draws.as_str(), "simulation.replications=5"], levers].concat())
}

/// A mean of something over some runs: its sum and how many runs it is of.
pub type Ratio = fn(&RunRecord) -> (f64, f64);

pub const P_DEAL: Ratio = |run| (f64::from(u8::from(run.signed)), 1.0);
pub const P_DURABLE: Ratio = |run| (f64::from(u8::from(run.outcome == "durable")), 1.0);
pub const P_DURABLE_GIVEN_DEAL: Ratio =
    |run| among_signed(run, f64::from(u8::from(run.outcome == "durable")));
pub const P_PAUSE: Ratio = |run| (f64::from(u8::from(run.outcome == "temporary_pause")), 1.0);
pub const ROUNDS_TO_DEAL: Ratio = |run| among_signed(run, f64::from(run.round));
pub const SILENT_ROUNDS: Ratio = |run| (f64::from(run.silent_rounds), 1.0);
pub const INCIDENTS: Ratio = |run| among_signed(run, f64::from(run.incidents));
pub const VALUE_TO_UKRAINE: Ratio = |run| value(run, 0);
pub const VALUE_TO_RUSSIA: Ratio = |run| value(run, 1);
pub const VALUE_TO_EUROPE: Ratio = |run| value(run, 3);

fn among_signed(run: &RunRecord, what: f64) -> (f64, f64) {
    if run.signed { (what, 1.0) } else { (0.0, 0.0) }
}

fn value(run: &RunRecord, actor: usize) -> (f64, f64) {
    run.values.get(actor).map_or((0.0, 0.0), |&value| (value, 1.0))
}

/// By how much a mean moved, the standard error of that, and in how many draws it rose and fell.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    pub moved: f64,
    pub standard_error: f64,
    pub rose: usize,
    pub fell: usize,
}

/// Below this a draw counts as unmoved.
const STILL: f64 = 1e-6;

impl Effect {
    /// What a lever did to a mean over runs. The standard error is the jackknife's over the draws, which are paired.
    pub fn of(before: &Simulated, after: &Simulated, ratio: Ratio) -> Self {
        let (before, after) = (by_draw(before, ratio), by_draw(after, ratio));
        assert_eq!(before.len(), after.len(), "draws are paired");
        let total = |draws: &[(f64, f64)]| {
            draws.iter().fold((0.0, 0.0), |sum, draw| (sum.0 + draw.0, sum.1 + draw.1))
        };
        let without = |whole: (f64, f64), draw: (f64, f64)| (whole.0 - draw.0) / (whole.1 - draw.1);
        let wholes = (total(&before), total(&after));
        let moved = without(wholes.1, (0.0, 0.0)) - without(wholes.0, (0.0, 0.0));
        let left_out: Vec<f64> = (before.iter().zip(&after))
            .map(|(&before, &after)| without(wholes.1, after) - without(wholes.0, before))
            .collect();
        let draws = left_out.len() as f64;
        let mean = left_out.iter().sum::<f64>() / draws;
        let squares: f64 = left_out.iter().map(|moved| (moved - mean) * (moved - mean)).sum();
        let count = |more: fn(f64) -> bool| {
            let pairs = before.iter().zip(&after);
            pairs.filter(|(before, after)| more(after.0 / after.1 - before.0 / before.1)).count()
        };
        Self {
            moved,
            standard_error: (squares * (draws - 1.0) / draws).sqrt(),
            rose: count(|moved| moved > STILL),
            fell: count(|moved| moved < -STILL),
        }
    }

    /// What a lever did to the mean of exact numbers, one for each draw.
    pub fn exact(before: &[f64], after: &[f64]) -> Self {
        assert_eq!(before.len(), after.len(), "draws are paired");
        let moved: Vec<f64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
        let draws = moved.len() as f64;
        let mean = moved.iter().sum::<f64>() / draws;
        let squares: f64 = moved.iter().map(|moved| (moved - mean) * (moved - mean)).sum();
        Self {
            moved: mean,
            standard_error: (squares / (draws - 1.0) / draws).sqrt(),
            rose: moved.iter().filter(|moved| **moved > STILL).count(),
            fell: moved.iter().filter(|moved| **moved < -STILL).count(),
        }
    }

    /// Up, by more than three standard errors.
    #[track_caller]
    pub fn expect_up(self) {
        assert!(self.moved > 3.0 * self.standard_error && self.moved > 0.0, "not up: {self:?}");
    }

    /// Down, by more than three standard errors.
    #[track_caller]
    pub fn expect_down(self) {
        assert!(self.moved < -3.0 * self.standard_error && self.moved < 0.0, "not down: {self:?}");
    }

    /// Not at all, in any draw.
    #[track_caller]
    pub fn expect_none(self) {
        assert_eq!((self.moved, self.standard_error), (0.0, 0.0));
    }

    /// Up in the mean, and in at least so large a share of the draws that moved.
    #[track_caller]
    pub fn expect_up_in(self, share: f64) {
        self.expect_up();
        assert!(self.rose as f64 >= share * (self.rose + self.fell) as f64, "not up often enough: {self:?}");
    }

    /// Down in the mean, and in at least so large a share of the draws that moved.
    #[track_caller]
    pub fn expect_down_in(self, share: f64) {
        self.expect_down();
        assert!(
            self.fell as f64 >= share * (self.rose + self.fell) as f64,
            "not down often enough: {self:?}"
        );
    }
}

/// Sums over the runs of each draw.
fn by_draw(simulated: &Simulated, ratio: Ratio) -> Vec<(f64, f64)> {
    let draws = simulated.rows.chunk_by(|one, other| one.draw == other.draw);
    draws
        .map(|runs| runs.iter().map(ratio).fold((0.0, 0.0), |sum, run| (sum.0 + run.0, sum.1 + run.1)))
        .collect()
}

/// A metric of the summary.
pub fn metric(simulated: &Simulated, name: &str) -> f64 {
    simulated.summary.metrics[name].value.unwrap_or(f64::NAN)
}
