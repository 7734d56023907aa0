//! Monitoring and deterrence as complements: who sees and who answers are worth more together (Fortna 2004).

use crate::{
    engine::{Metric, Observed, summary::Estimate},
    explore::compare::difference,
    statistics::MeanSum,
};

use super::{
    Answer, Bench,
    Method::{ExactChain, Formula},
    Task, Trouble,
    answer::estimate,
    class::Luck,
};

// As they stand in the scenario.
const PATIENCE: f64 = 0.98;
const EXPOSURE: f64 = 0.05;
const CONTAINED: [f64; 2] = [0.1, 0.75];
const SEVERE: f64 = 0.15;

struct Monitors {
    /// What the deal is worth to Northland, and what the war of today is.
    content: f64,
    war: f64,
    surprise: f64,
    /// The chance that an attack is seen without any monitor.
    overt: f64,
    weak: f64,
    good: f64,
    honour: f64,
    severity: f64,
    /// The chance that better monitors warn of an attack.
    warning: f64,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    let content = luck.pick([0.5, 0.55, 0.6]);
    Box::new(Monitors {
        content,
        war: content - luck.pick([0.02, 0.03]),
        surprise: luck.pick([7.0, 8.0]),
        overt: luck.pick([0.1, 0.15, 0.2]),
        weak: luck.pick([0.1, 0.15, 0.2, 0.25]),
        good: luck.pick([0.7, 0.75, 0.8, 0.85]),
        honour: luck.pick([0.4, 0.5, 0.6]),
        severity: luck.pick([0.15, 0.18, 0.2]),
        warning: luck.pick([0.3, 0.4, 0.5]),
    })
}

impl Monitors {
    /// The chance that an attack is seen for what it is.
    fn seen(&self, detection: f64) -> f64 {
        1.0 - (1.0 - detection) * (1.0 - self.overt)
    }

    /// `d_F (x0 + h L)`: what Northland expects to pay for an attack.
    fn punishment(&self, detection: f64, is_guaranteed: bool) -> f64 {
        let answer = if is_guaranteed { self.honour * self.severity } else { 0.0 };
        self.seen(detection) * (EXPOSURE + answer)
    }

    /// The chance that an attack that is answered is contained.
    fn answered(&self) -> f64 {
        CONTAINED[0] + (CONTAINED[1] - CONTAINED[0]) * (1.0 - libm::exp(-self.severity / SEVERE))
    }

    /// The chance that an attack on a guaranteed ceasefire is contained.
    fn contained(&self, detection: f64) -> f64 {
        let answered = self.seen(detection) * self.honour;
        CONTAINED[0] + answered * (self.answered() - CONTAINED[0])
    }
}

/// How much more the second step brings on top of the first than by itself.
fn extra([bare, first, second, both]: [f64; 4]) -> f64 {
    (both - second) - (first - bare)
}

impl Task for Monitors {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        let one = |number: f64| format!("{number:.1}");
        vec![
            ("content", two(self.content)),
            ("north_war", two(self.war)),
            ("surprise", format!("{:.0}", self.surprise)),
            ("overt", two(self.overt)),
            ("weak", two(self.weak)),
            ("good", two(self.good)),
            ("honour", one(self.honour)),
            ("severity", two(self.severity)),
            ("warning", one(self.warning)),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let together = ["issues.monitoring.on_table=[\"good\"]", "issues.guarantee.on_table=[\"given\"]"];
        let together = together.map(str::to_owned);
        let sides = [&[], &together[..1], &together[1..], &together];
        let mut exact = [0.0; 4];
        for (chance, changes) in exact.iter_mut().zip(sides) {
            *chance = bench.survival(changes)?;
        }
        let warned = format!("monitoring.early_warning=[0.0, {}]", self.warning);
        let with_warning = [&together[..], &[warned]].concat();
        let nobody_answers =
            bench.survival(&[&together[..], &["guarantees.eastland.honour=0".to_owned()]].concat())?;
        let runs = bench.compare(sides)?;
        let against_bare = |side: usize| difference(&runs[0], &runs[side], Metric::Durable);
        let pay = [(self.weak, false), (self.good, false), (self.weak, true), (self.good, true)]
            .map(|(detection, is_guaranteed)| self.punishment(detection, is_guaranteed));
        let [weak, good] = [self.weak, self.good].map(|detection| self.contained(detection));
        let surprise = (1.0 - PATIENCE) * self.surprise;
        Ok(vec![
            Answer::number("1a", "punishment, weak monitors, no guarantee", Formula, pay[0]).within(0.002),
            Answer::number("1b", "punishment, good monitors, no guarantee", Formula, pay[1]).within(0.002),
            Answer::number("1c", "punishment, weak monitors, guarantee", Formula, pay[2]).within(0.002),
            Answer::number("1d", "punishment, good monitors, guarantee", Formula, pay[3]).within(0.002),
            Answer::number("1e", "extra punishment of both together", Formula, extra(pay)).within(0.002),
            Answer::number("2a", "chance of containment, answered", Formula, self.answered()).within(0.002),
            Answer::number("2b", "chance of containment, weak monitors", Formula, weak).within(0.002),
            Answer::number("2c", "chance of containment, good monitors", Formula, good).within(0.002),
            Answer::number("3a", "chance to hold, neither", ExactChain, exact[0]),
            Answer::number("3b", "chance to hold, good monitors", ExactChain, exact[1]),
            Answer::number("3c", "chance to hold, guarantee", ExactChain, exact[2]),
            Answer::number("3d", "chance to hold, both", ExactChain, exact[3]),
            // Four numbers with two decimals each.
            Answer::number("3e", "extra of both together", ExactChain, extra(exact)).within(0.021),
            Answer::difference("4a", "durable: good monitors less neither", against_bare(1))?,
            Answer::difference("4b", "durable: guarantee less neither", against_bare(2))?,
            Answer::difference("4c", "durable: both less neither", against_bare(3))?,
            Answer::simulated("4d", "extra of both together", &extra_of_draws(&runs))?.within(0.021),
            Answer::number("5a", "chance to hold, both, nobody answers", ExactChain, nobody_answers),
            Answer::number("5b", "surprise without a warning", Formula, surprise).within(0.002),
            Answer::number("5c", "surprise with it", Formula, surprise * (1.0 - self.warning)).within(0.002),
            Answer::number(
                "5d",
                "chance to hold, monitors that warn",
                ExactChain,
                bench.survival(&[with_warning[0].clone(), with_warning[2].clone()])?,
            ),
            Answer::number(
                "5e",
                "chance to hold, both, with a warning",
                ExactChain,
                bench.survival(&with_warning)?,
            ),
        ])
    }
}

/// The mean over the draws of each one's own extra.
fn extra_of_draws(runs: &[Vec<Observed>; 4]) -> Estimate {
    let of_draw = |draw: usize| {
        let chances = [0, 1, 2, 3].map(|side: usize| runs[side][draw].value(Metric::Durable));
        Some(extra([chances[0]?, chances[1]?, chances[2]?, chances[3]?]))
    };
    let mut extras = MeanSum::default();
    (0..runs[0].len()).filter_map(of_draw).for_each(|extra| extras.record(extra));
    estimate(extras.mean(), extras.standard_error())
}
