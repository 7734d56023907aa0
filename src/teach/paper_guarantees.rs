//! Paper guarantees and commitment: what is believed deters, what is kept contains (Fearon 1995, Walter 2002), and a
//! ceasefire that needs no guarantor (Fudenberg and Maskin 1986).

use crate::{
    Probability,
    theory::{logit_acceptance, required_patience, required_response},
};

use super::{
    Answer, Bench,
    Method::{ExactChain, Formula},
    Task, Trouble,
    answer::share,
    class::Luck,
};

// As they stand in the scenario.
const WAR_COST: f64 = 0.2;
const EXPOSURE: f64 = 0.15;
const ATTACK_CEILING: f64 = 0.06;
const DECISIVENESS: f64 = 10.0;

struct Paper {
    /// Northland's forces, in Southland's.
    capability: f64,
    /// What the deal is worth to Northland.
    content: f64,
    detection: f64,
    severity: f64,
    /// How likely Eastland is to keep its word, and how likely it may be believed to be.
    honour: f64,
    believed: f64,
    /// What breaking an unguarded ceasefire gains once, and what it costs in each later month when it is seen.
    gain: f64,
    loss: f64,
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    let paper = std::iter::repeat_with(|| Paper::draw(luck)).take(10_000).find(Paper::is_worth_a_lesson);
    Box::new(paper.expect("of all that can be drawn more than half are"))
}

impl Paper {
    fn draw(luck: &mut Luck) -> Self {
        Self {
            capability: luck.pick([1.3, 1.5, 1.8, 2.0]),
            content: luck.pick([0.3, 0.35, 0.4]),
            detection: luck.pick([0.5, 0.6, 0.7]),
            severity: luck.pick([0.6, 0.8, 1.0]),
            honour: luck.pick([0.1, 0.15, 0.2]),
            believed: luck.pick([0.6, 0.7, 0.8]),
            gain: luck.pick([0.2, 0.25, 0.3, 0.4]),
            loss: luck.pick([0.5, 0.6, 0.8, 1.0]),
        }
    }

    /// Whether an attack pays if little is believed, and not if much is.
    fn is_worth_a_lesson(&self) -> bool {
        let needed = self.temptation() / (self.detection * self.severity);
        self.honour + 0.05 < needed && needed < self.believed - 0.05
    }

    /// The chance that an attack by Northland would succeed.
    fn success(&self) -> f64 {
        self.capability / (self.capability + 1.0)
    }

    /// What an attack in a calm first month brings Northland if nobody answers.
    fn temptation(&self) -> f64 {
        (1.0 - self.content) * self.success() - WAR_COST - self.detection * EXPOSURE
    }
}

fn attack(advantage: f64) -> f64 {
    ATTACK_CEILING * logit_acceptance(DECISIVENESS, advantage)
}

impl Task for Paper {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        let one = |number: f64| format!("{number:.1}");
        vec![
            ("capability", one(self.capability)),
            ("north_content", two(self.content)),
            ("detection", one(self.detection)),
            ("severity", one(self.severity)),
            ("honour", two(self.honour)),
            ("believed", one(self.believed)),
            ("gain", two(self.gain)),
            ("loss", one(self.loss)),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let chance = Probability::clamped;
        let bare = self.temptation();
        let paper = bare - self.detection * self.honour * self.severity;
        let cost = WAR_COST + self.detection * EXPOSURE;
        let response =
            required_response(chance(self.success()), 1.0 - self.content, cost, self.severity, 0.0);
        let patience = required_patience(self.gain, self.loss, chance(self.detection));
        let not_given = ["issues.guarantee.on_table=[\"none\"]".to_owned()];
        let hollow = [format!("guarantees.eastland.perceived={}", self.believed)];
        let kept = [format!("guarantees.eastland.honour={}", self.believed)];
        let paper_run = bench.run(&[])?;
        let hollow_run = bench.run(&hollow)?;
        let tested = hollow_run.ceasefire.guarantees.first().filter(|given| given.tested > 0);
        let tested = tested.ok_or(Trouble::NoValue("tests of the guarantee"))?;
        #[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2^53")]
        let (tests, kept_word) = (tested.tested as f64, tested.honoured as f64 / tested.tested as f64);
        let out_of_range = |_| Trouble::NoValue("a number of the lesson");
        Ok(vec![
            Answer::number("1a", "Northland's advantage without a guarantee", Formula, bare).within(0.002),
            Answer::number("1b", "chance that it attacks", Formula, attack(bare)).within(0.001),
            Answer::number("1c", "its advantage with the guarantee", Formula, paper).within(0.002),
            Answer::number("1d", "chance that it attacks then", Formula, attack(paper)).within(0.001),
            Answer::number(
                "2",
                "what must be believed to deter",
                Formula,
                response.map_err(out_of_range)? / self.detection,
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
            Answer::simulated("4c", "share of tests in which it is kept", &share(kept_word, tests))?,
            Answer::number("5", "patience that needs no guarantor", Formula, patience.map_err(out_of_range)?),
        ])
    }
}
