//! Paper guarantees and commitment: what is believed deters, what is kept contains (Fearon 1995, Walter 2002), a side
//! that grows (Powell 2006), and a patience that needs no guarantor (Friedman 1971).

use crate::theory::logit_acceptance;

use super::{
    Answer, Bench,
    Method::{ExactChain, Formula},
    Task, Trouble,
    answer::share,
    class::Luck,
};

// As they stand in the scenario.
const PATIENCE: f64 = 0.98;
const RETURN_COST: f64 = 2.0;
const EXPOSURE: f64 = 0.02;
const OVERT: f64 = 0.6;
const ATTACK_CEILING: f64 = 0.05;
const DECISIVENESS: f64 = 40.0;
const CONSOLIDATION: f64 = 0.12;
const CONSOLIDATION_TIME: f64 = 24.0;

/// The month in which a side that grows is looked at by hand.
const LATER: f64 = 36.0;

struct Paper {
    /// What the deal is worth to Northland, and what the war of today is.
    content: f64,
    war: f64,
    surprise: f64,
    detection: f64,
    severity: f64,
    /// How likely Eastland is to keep its word, and how likely it may be believed to be.
    honour: f64,
    believed: f64,
    /// What Northland's forces grow by in a month, if they do.
    drift: f64,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    let paper = std::iter::repeat_with(|| Paper::draw(luck)).take(10_000).find(Paper::is_worth_a_lesson);
    Box::new(paper.expect("of all that can be drawn more than half are"))
}

impl Paper {
    fn draw(luck: &mut Luck) -> Self {
        let content = luck.pick([0.5, 0.55, 0.6]);
        Self {
            content,
            war: content - luck.pick([0.02, 0.03, 0.04]),
            surprise: luck.pick([6.0, 7.0, 8.0]),
            detection: luck.pick([0.2, 0.3, 0.4]),
            severity: luck.pick([0.2, 0.25, 0.3]),
            honour: luck.pick([0.1, 0.15, 0.2]),
            believed: luck.pick([0.7, 0.8, 0.9]),
            drift: luck.pick([0.006, 0.008, 0.01]),
        }
    }

    /// Whether an attack pays if little is believed, and is not even considered seriously if much is.
    fn is_worth_a_lesson(&self) -> bool {
        self.honour + 0.05 < self.needed(0.0) && self.needed(2.0 / DECISIVENESS) < self.believed - 0.03
    }

    /// The chance that an attack is seen for what it is.
    fn seen(&self) -> f64 {
        1.0 - (1.0 - self.detection) * (1.0 - OVERT)
    }

    /// What a war that Northland begins in the first month is worth to it, by what it believes of Eastland.
    fn attacking(&self, belief: f64) -> f64 {
        let once = (1.0 - PATIENCE) * (self.surprise - RETURN_COST);
        self.war + once - self.seen() * (EXPOSURE + belief * self.severity)
    }

    /// What must be believed for a war to be worth that much less than peace.
    fn needed(&self, margin: f64) -> f64 {
        (self.attacking(0.0) - self.content + margin) / (self.seen() * self.severity)
    }

    /// The chance that Northland attacks if it counts on peace.
    fn attack(&self, belief: f64) -> f64 {
        ATTACK_CEILING * logit_acceptance(DECISIVENESS, self.attacking(belief) - self.content)
    }

    /// How much of all power Northland has gained by the later month, if it grows.
    fn gained(&self) -> f64 {
        let grown = 1.0 + self.drift * LATER;
        grown / (grown + 1.0) - 0.5
    }

    fn settled() -> f64 {
        CONSOLIDATION * (1.0 - libm::exp(-LATER / CONSOLIDATION_TIME))
    }
}

impl Task for Paper {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        let one = |number: f64| format!("{number:.1}");
        vec![
            ("north_content", two(self.content)),
            ("north_war", two(self.war)),
            ("surprise", format!("{:.0}", self.surprise)),
            ("detection", one(self.detection)),
            ("severity", two(self.severity)),
            ("honour", two(self.honour)),
            ("believed", one(self.believed)),
            ("drift", format!("{:.3}", self.drift)),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let not_given = ["issues.guarantee.on_table=[\"none\"]".to_owned()];
        let hollow = [format!("guarantees.eastland.perceived={}", self.believed)];
        let kept = [format!("guarantees.eastland.honour={}", self.believed)];
        let growing = [kept[0].clone(), format!("actors.northland.capability_drift={}", self.drift)];
        let paper_run = bench.run(&[])?;
        let hollow_run = bench.run(&hollow)?;
        let tested = paper_run.ceasefire.guarantees.first().filter(|given| given.tested > 0);
        let tested = tested.ok_or(Trouble::NoValue("tests of the guarantee"))?;
        let northland = paper_run.ceasefire.motives.iter().find(|side| side.label == "Northland");
        let northland = northland.ok_or(Trouble::NoValue("why Northland attacked"))?;
        let attacks = northland.meant + northland.feared + northland.accident;
        let of = |part: u64, whole: u64| {
            #[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
            let (part, whole) = (part as f64, whole as f64);
            share(part / whole, whole)
        };
        let later = self.attacking(self.believed) + self.gained() - Self::settled();
        Ok(vec![
            Answer::number("1a", "chance that an attack is seen", Formula, self.seen()).within(0.002),
            Answer::number("1b", "Northland's war without a guarantee", Formula, self.attacking(0.0))
                .within(0.002),
            Answer::number("1c", "chance that it attacks", Formula, self.attack(0.0)).within(0.001),
            Answer::number("1d", "its war with the paper guarantee", Formula, self.attacking(self.honour))
                .within(0.002),
            Answer::number("1e", "chance that it attacks then", Formula, self.attack(self.honour))
                .within(0.001),
            Answer::number("2a", "what must be believed for peace to be better", Formula, self.needed(0.0)),
            Answer::number(
                "2b",
                "up to what belief an attack is meant",
                Formula,
                self.needed(2.0 / DECISIVENESS),
            ),
            Answer::number("3a", "chance to hold, not given", ExactChain, bench.survival(&not_given)?),
            Answer::number("3b", "chance to hold, paper", ExactChain, bench.survival(&[])?),
            Answer::number("3c", "chance to hold, believed but hollow", ExactChain, bench.survival(&hollow)?),
            Answer::number("3d", "chance to hold, believed and kept", ExactChain, bench.survival(&kept)?),
            Answer::simulated("4a", "share of pauses, paper", &paper_run.metrics["p_temporary_pause"])?,
            Answer::simulated(
                "4b",
                "the same, believed but hollow",
                &hollow_run.metrics["p_temporary_pause"],
            )?,
            Answer::simulated(
                "4c",
                "share of tests in which it is kept",
                &of(tested.honoured, tested.tested),
            )?,
            Answer::simulated("4d", "share of its wars that Northland meant", &of(northland.meant, attacks))?,
            Answer::number("5a", "power gained in 36 months", Formula, self.gained()).within(0.002),
            Answer::number("5b", "what peace has consolidated by then", Formula, Self::settled())
                .within(0.002),
            Answer::number("5c", "its war then, if the guarantee is believed", Formula, later).within(0.002),
            Answer::number(
                "5d",
                "chance to hold, kept, Northland grows",
                ExactChain,
                bench.survival(&growing)?,
            ),
            Answer::number(
                "6",
                "patience that needs no guarantor",
                Formula,
                1.0 - (self.content - self.war) / (self.surprise - RETURN_COST),
            )
            .within(0.001),
        ])
    }
}
