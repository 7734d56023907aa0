//! The ultimatum and patience: what who speaks first and who can wait get of a pie (Ståhl 1972, Rubinstein 1982,
//! Binmore 1987), and an answer with noise (McFadden 1974).

use crate::{
    engine::{Summary, summary::Estimate},
    theory::{Discount, finite_rubinstein_share, logit_acceptance, random_proposer, rubinstein_share},
};

use super::{Answer, Bench, Method::Formula, Task, Trouble, answer::estimate, class::Luck};

/// How often the coin is tossed and the noisy answer given.
const RUNS: &str = "simulation.replications=10000";

struct Patience {
    first: f64,
    second: f64,
    rounds: u32,
    option: f64,
    decisiveness: f64,
    offer: f64,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    // Players who are equally patient would hide who gains from what.
    let [first, second] = luck.pick([
        [0.9, 0.8],
        [0.9, 0.75],
        [0.9, 0.7],
        [0.9, 0.6],
        [0.85, 0.75],
        [0.85, 0.7],
        [0.85, 0.6],
        [0.8, 0.7],
        [0.8, 0.65],
        [0.8, 0.6],
    ]);
    let (first, second) = if luck.pick([true, false]) { (first, second) } else { (second, first) };
    Box::new(Patience {
        first,
        second,
        rounds: luck.pick([4, 5, 6]),
        option: luck.pick([0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
        decisiveness: luck.pick([4.0, 5.0, 6.0, 8.0, 10.0, 12.0]),
        offer: luck.pick([0.1, 0.15, 0.2, 0.25, 0.3]),
    })
}

impl Patience {
    /// The share that First keeps with its offer, as the level of the scenario is called.
    fn kept(&self) -> String {
        format!("{}", (100.0 - 100.0 * self.offer).round() / 100.0)
    }
}

/// The mean of the shares that were signed.
fn mean_share(summary: &Summary) -> Estimate {
    let levels = summary.terms.iter().flat_map(|issue| &issue.levels).filter(|level| level.count > 0);
    let shares: Vec<(f64, f64)> =
        levels.filter_map(|level| Some((level.label.parse().ok()?, level.share))).collect();
    let mean =
        |of: &dyn Fn(f64) -> f64| shares.iter().map(|&(share, chance)| chance * of(share)).sum::<f64>();
    let middle = mean(&|share| share);
    #[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
    let error = libm::sqrt(mean(&|share| (share - middle) * (share - middle)) / summary.counts.signed as f64);
    estimate(Some(middle), Some(error))
}

impl Task for Patience {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        vec![
            ("first_patience", two(self.first)),
            ("second_patience", two(self.second)),
            ("rounds", self.rounds.to_string()),
            ("option", two(self.option)),
            ("offer", two(self.offer)),
            ("kept", self.kept()),
            ("decisiveness", format!("{}", self.decisiveness)),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let [first, second] =
            [self.first, self.second].map(|d| Discount::new(d).expect("from a list in (0, 1)"));
        let finite =
            |rounds| finite_rubinstein_share(first, second, rounds).ok_or(Trouble::NoValue("a share"));
        let endless = rubinstein_share(first, second);
        let coin = random_proposer(&[0.5, 0.5], &[first, second]).expect("two players with a chance each");
        let tossed = bench.run(&["protocol.kind=random_proposer".to_owned(), RUNS.to_owned()])?;
        let noisy = bench.run(&[
            "simulation.rounds=1".to_owned(),
            format!("issues.share.on_table=[\"{}\"]", self.kept()),
            "actors.second.strategy.kind=logit".to_owned(),
            format!("actors.second.strategy.decisiveness={}", self.decisiveness),
            RUNS.to_owned(),
        ])?;
        Ok(vec![
            Answer::number("1a", "First's share of an ultimatum", Formula, finite(1)?),
            Answer::number("1b", "the same, if Second has an option", Formula, 1.0 - self.option),
            Answer::number("2a", "First's share with two rounds", Formula, finite(2)?),
            Answer::number("2b", "First's share with three rounds", Formula, finite(3)?),
            Answer::number("3", "First's share with the group's rounds", Formula, finite(self.rounds)?),
            Answer::number("4a", "First's share without a last round", Formula, endless),
            Answer::number(
                "4b",
                "the same, if Second begins",
                Formula,
                1.0 - rubinstein_share(second, first),
            ),
            Answer::number("5a", "what First can expect of the coin", Formula, coin.values[0]),
            Answer::number("5b", "First's share when the coin is for it", Formula, coin.proposer_shares[0]),
            Answer::simulated("5c", "First's mean share over all tosses", &mean_share(&tossed))?,
            Answer::number(
                "6a",
                "chance that the offer is taken",
                Formula,
                logit_acceptance(self.decisiveness, self.offer),
            ),
            Answer::simulated("6b", "share of runs in which it is", &noisy.metrics["p_deal"])?,
        ])
    }
}
