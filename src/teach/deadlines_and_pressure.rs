//! Deadlines and pressure: signatures against durability (Roth, Murnighan and Schoumaker 1988; Werner and Yuen 2005;
//! Beardsley 2008). A side under pressure signs what is worth less than the war that it has to go back to.

use crate::{
    Probability,
    engine::{
        Metric, Summary,
        summary::{Estimate, RoundTalks},
    },
    explore::compare::difference,
    theory::aspiration,
};

use super::{Answer, Bench, Method::Formula, Task, Trouble, answer::share, class::Luck};

/// The round, counted from 0, after which pressure rises, as it stands in the scenario.
const START: u32 = 2;

// As they stand in the scenario.
const PATIENCE: f64 = 0.98;
const RETURN_COST: f64 = 4.0;
const EXPOSURE: f64 = 0.05;
const SEEN: f64 = 1.0 - (1.0 - 0.5) * (1.0 - 0.6);

/// The exponent of sides that concede early.
const SOFT: f64 = 2.0;

struct Pressed {
    rounds: u32,
    weariness: f64,
    surprise: f64,
    exponent: f64,
    /// The most that the war may be worth to a side.
    war_high: f64,
    slope: f64,
    most: f64,
    /// What is worked out by hand: a war and a best deal, in a round counted from 1.
    war: f64,
    best: f64,
    round: u32,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    Box::new(Pressed {
        rounds: luck.pick([10, 12, 14]),
        weariness: luck.pick([0.004, 0.005, 0.006]),
        surprise: luck.pick([4.0, 5.0]),
        exponent: luck.pick([0.4, 0.5, 0.6, 0.7, 0.8]),
        war_high: luck.pick([0.65, 0.66, 0.68, 0.7]),
        slope: luck.pick([0.008, 0.01, 0.012]),
        most: luck.pick([0.03, 0.035, 0.04]),
        war: luck.pick([0.4, 0.45, 0.5, 0.55]),
        best: luck.pick([0.75, 0.8, 0.85]),
        round: luck.pick([5, 6, 7, 8]),
    })
}

impl Pressed {
    /// What refusing costs in the round that is worked out by hand.
    fn pressure(&self) -> f64 {
        self.most.min(self.slope * f64::from(self.round - 1 - START))
    }

    /// What a war that Southland begins in the first month of a ceasefire is worth to it.
    fn attacking(&self) -> f64 {
        self.war + (1.0 - PATIENCE) * (self.surprise - RETURN_COST) - SEEN * EXPOSURE
    }

    /// What Southland asks for in that round without pressure.
    fn asks(&self, exponent: f64) -> Result<f64, Trouble> {
        let elapsed = f64::from(self.round - 1) / f64::from(self.rounds - 1);
        let reservation = self.war - self.weariness * f64::from(self.round - 1);
        aspiration(Probability::clamped(elapsed), exponent, reservation, self.best)
            .map_err(|_| Trouble::NoValue("what Southland asks for"))
    }
}

impl Task for Pressed {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        vec![
            ("rounds", self.rounds.to_string()),
            ("last_but_one", (self.rounds - 1).to_string()),
            ("weariness", format!("{:.3}", self.weariness)),
            ("surprise", format!("{:.0}", self.surprise)),
            ("exponent", two(self.exponent)),
            ("war_high", two(self.war_high)),
            ("slope", format!("{:.3}", self.slope)),
            ("most", format!("{:.3}", self.most)),
            ("war", two(self.war)),
            ("best", two(self.best)),
            ("round", self.round.to_string()),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let pressed = |side: &str| format!("pressure.{side}.slope={}", self.slope);
        let soft = ["northland", "southland"].map(|side| format!("actors.{side}.strategy.exponent={SOFT}"));
        let sides = [pressed("northland"), pressed("southland")];
        let [bare, one, both] = bench.compare([&[], &sides[1..], &sides])?;
        let (calm, tense) = (bench.run(&[])?, bench.run(&sides[1..])?);
        let less = |side, metric| difference(&bare, side, metric);
        let pressure = self.pressure();
        let reservation = self.war - self.weariness * f64::from(self.round - 1) - pressure;
        Ok(vec![
            Answer::number("1a", "pressure in the round", Formula, pressure),
            Answer::number("1b", "Southland's reservation value then", Formula, reservation),
            Answer::number("1c", "a war that it begins after signing", Formula, self.attacking()),
            Answer::number("2a", "what it asks for, as it is", Formula, self.asks(self.exponent)?),
            Answer::number("2b", "what it asks for, softer", Formula, self.asks(SOFT)?),
            Answer::simulated("3a", "share signed in the last two rounds", &late(&calm)?)?,
            Answer::simulated("3b", "the same, both softer", &late(&bench.run(&soft)?)?)?,
            Answer::difference("4a", "deal: Southland pressed less nobody", less(&one, Metric::Deal))?,
            Answer::difference("4b", "deal: both pressed less nobody", less(&both, Metric::Deal))?,
            Answer::difference(
                "4c",
                "durable, if signed: Southland pressed",
                less(&one, Metric::DurableGivenDeal),
            )?,
            Answer::difference(
                "4d",
                "durable, if signed: both pressed",
                less(&both, Metric::DurableGivenDeal),
            )?,
            Answer::difference("4e", "durable peace: both pressed", less(&both, Metric::Durable))?,
            Answer::simulated("5a", "share of collapses that Southland begins", &begun(&calm)?)?,
            Answer::simulated("5b", "the same, Southland pressed", &begun(&tense)?)?,
        ])
    }
}

/// The share of the signed deals that are signed in the last two rounds. Runs of one draw talk alike, so that draws
/// alone count for its error.
#[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
fn late(summary: &Summary) -> Result<Estimate, Trouble> {
    let rounds = summary.talks.first().map_or(&[][..], |track| &track.rounds);
    let signed = |rounds: &[RoundTalks]| rounds.iter().map(|round| round.agreed).sum::<u64>();
    let (all, last) = (signed(rounds), signed(&rounds[rounds.len().saturating_sub(2)..]));
    if all == 0 {
        return Err(Trouble::NoValue("the share signed late"));
    }
    Ok(share(last as f64 / all as f64, all as f64 / summary.counts.replications as f64))
}

/// The share of all collapses that are wars begun by Southland. Runs of one draw sign alike and hang together, so that
/// draws alone count for its error.
#[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
fn begun(summary: &Summary) -> Result<Estimate, Trouble> {
    let ceasefire = &summary.ceasefire;
    let all = ceasefire.collapsed_by_escalation
        + ceasefire.collapsed_by_attack.iter().map(|side| side.count).sum::<u64>();
    let southland = ceasefire.collapsed_by_attack.iter().find(|side| side.label == "Southland");
    match southland {
        Some(southland) if all > 0 => {
            let cases = all as f64 / summary.counts.replications as f64;
            Ok(share(southland.count as f64 / all as f64, cases))
        }
        _ => Err(Trouble::NoValue("who begins the war")),
    }
}
