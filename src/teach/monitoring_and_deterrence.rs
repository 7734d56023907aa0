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
const EXPOSURE: f64 = 0.15;
const CONTAINED: [f64; 2] = [0.1, 0.75];

struct Monitors {
    capability: f64,
    content: f64,
    weak: f64,
    good: f64,
    honour: f64,
    severity: f64,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    Box::new(Monitors {
        capability: luck.pick([1.2, 1.3, 1.4, 1.5]),
        content: luck.pick([0.4, 0.45]),
        weak: luck.pick([0.1, 0.15, 0.2, 0.25]),
        good: luck.pick([0.7, 0.75, 0.8, 0.85]),
        honour: luck.pick([0.3, 0.4, 0.5, 0.6]),
        severity: luck.pick([0.4, 0.5, 0.6, 0.8]),
    })
}

impl Monitors {
    /// `d (x0 + h L)`: what Northland expects to pay for an attack.
    fn punishment(&self, detection: f64, is_guaranteed: bool) -> f64 {
        let answer = if is_guaranteed { self.honour * self.severity } else { 0.0 };
        detection * (EXPOSURE + answer)
    }

    /// The chance that an attack on a guaranteed ceasefire is contained.
    fn contained(&self, detection: f64) -> f64 {
        let answered = detection * self.honour;
        CONTAINED[0] + answered * (CONTAINED[1] - CONTAINED[0])
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
            ("capability", one(self.capability)),
            ("content", two(self.content)),
            ("weak", two(self.weak)),
            ("good", two(self.good)),
            ("honour", one(self.honour)),
            ("severity", one(self.severity)),
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
        let nobody_answers =
            bench.survival(&[&together[..], &["guarantees.eastland.honour=0".to_owned()]].concat())?;
        let runs = bench.compare(sides)?;
        let against_bare = |side: usize| difference(&runs[0], &runs[side], Metric::Durable);
        let pay = [(self.weak, false), (self.good, false), (self.weak, true), (self.good, true)]
            .map(|(detection, is_guaranteed)| self.punishment(detection, is_guaranteed));
        let [weak, good] = [self.weak, self.good].map(|detection| self.contained(detection));
        Ok(vec![
            Answer::number("1a", "punishment, weak monitors, no guarantee", Formula, pay[0]).within(0.002),
            Answer::number("1b", "punishment, good monitors, no guarantee", Formula, pay[1]).within(0.002),
            Answer::number("1c", "punishment, weak monitors, guarantee", Formula, pay[2]).within(0.002),
            Answer::number("1d", "punishment, good monitors, guarantee", Formula, pay[3]).within(0.002),
            Answer::number("1e", "extra punishment of both together", Formula, extra(pay)).within(0.002),
            Answer::number("2a", "chance of containment, weak monitors", Formula, weak).within(0.002),
            Answer::number("2b", "chance of containment, good monitors", Formula, good).within(0.002),
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
            Answer::number("5", "chance to hold, both, nobody answers", ExactChain, nobody_answers),
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
