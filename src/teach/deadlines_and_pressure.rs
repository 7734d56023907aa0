//! Deadlines and pressure: signatures against durability (Roth, Murnighan and Schoumaker 1988; Werner and Yuen 2005;
//! Beardsley 2008).

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

/// The exponent of sides that concede early.
const SOFT: f64 = 2.0;

struct Pressed {
    rounds: u32,
    weariness: f64,
    resentment: f64,
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
        resentment: luck.pick([0.2, 0.4, 0.6, 0.8]),
        exponent: luck.pick([0.4, 0.5, 0.6, 0.7, 0.8]),
        war_high: luck.pick([0.7, 0.72, 0.75]),
        slope: luck.pick([0.02, 0.03]),
        most: luck.pick([0.1, 0.12, 0.15]),
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
            ("resentment", format!("{:.1}", self.resentment)),
            ("exponent", two(self.exponent)),
            ("war_high", two(self.war_high)),
            ("slope", two(self.slope)),
            ("most", two(self.most)),
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
        let forgiven = "actors.southland.resentment=0".to_owned();
        let [calm, forgiving] =
            bench.compare([std::slice::from_ref(&forgiven), &[forgiven.clone(), pressed("southland")]])?;
        let less = |side, metric| difference(&bare, side, metric);
        let pressure = self.pressure();
        let reservation = self.war - self.weariness * f64::from(self.round - 1) - pressure;
        Ok(vec![
            Answer::number("1a", "pressure in the round", Formula, pressure),
            Answer::number("1b", "Southland's reservation value then", Formula, reservation),
            Answer::number("2a", "what it asks for, as it is", Formula, self.asks(self.exponent)?),
            Answer::number("2b", "what it asks for, softer", Formula, self.asks(SOFT)?),
            Answer::simulated("3a", "share signed in the last two rounds", &late(&bench.run(&[])?)?)?,
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
            Answer::difference(
                "5",
                "4c without resentment",
                difference(&calm, &forgiving, Metric::DurableGivenDeal),
            )?,
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
