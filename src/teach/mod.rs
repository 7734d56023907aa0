//! Lessons for a class: a sheet, a scenario and numbers of its own for each group of students, and the instructor's
//! key.
//!
//! A group's seed hangs on the names of its class and its own alone, its numbers on that seed, and its answers are
//! worked out from these numbers: by formulas, by counting, by the exact chain, or by running the model. The texts of a
//! lesson are in `teaching/NAME/`; what a group draws and how it is solved is one file here, listed in [`LESSONS`].

mod answer;
mod bench;
mod class;
mod deadlines_and_pressure;
mod key;
mod monitoring_and_deterrence;
mod paper_guarantees;
mod template;
mod ultimatum_and_patience;
mod zone_and_red_lines;

pub use answer::{Answer, Method, Value};
pub use bench::Trouble;
pub use class::{Class, Group, InvalidClass, MOST_GROUPS};
pub use key::{GroupKey, Key};

use crate::engine::Options;

use bench::Bench;
use class::Luck;

/// A lesson.
#[derive(Debug)]
pub struct Lesson {
    /// What it is called on the command line, and its folder in `teaching/`.
    pub name: &'static str,
    /// The students' sheet, with names of numbers such as `{{rounds}}` for a group's own.
    pub sheet: &'static str,
    /// The worked solutions, with names of numbers and of answers such as `{{2a}}`.
    pub solutions: &'static str,
    /// The scenario. A line that ends in `# group: TEXT` is the text, filled in, in a group's own.
    pub scenario: &'static str,
    draw: fn(&mut Luck) -> Box<dyn Task>,
}

macro_rules! lessons {
    ($($name:literal $module:ident),* $(,)?) => {
        &[$(Lesson {
            name: $name,
            sheet: include_str!(concat!("../../teaching/", $name, "/sheet.md")),
            solutions: include_str!(concat!("../../teaching/", $name, "/solutions.md")),
            scenario: include_str!(concat!("../../teaching/", $name, "/scenario.toml")),
            draw: $module::draw,
        }),*]
    };
}

/// All lessons, in the order in which a course may take them.
pub const LESSONS: &[Lesson] = lessons![
    "ultimatum-and-patience" ultimatum_and_patience,
    "zone-and-red-lines" zone_and_red_lines,
    "paper-guarantees" paper_guarantees,
    "monitoring-and-deterrence" monitoring_and_deterrence,
    "deadlines-and-pressure" deadlines_and_pressure,
];

/// What one group has to solve.
trait Task {
    /// Its numbers, as they stand in its sheet and its scenario, by name.
    fn numbers(&self) -> Vec<(&'static str, String)>;

    /// Its answers, in the order of the questions.
    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble>;
}

impl Lesson {
    /// The lesson of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        LESSONS.iter().find(|lesson| lesson.name == name)
    }

    /// Its title: the first line of the sheet.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.sheet.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// What it sets a group.
    #[must_use]
    pub fn assignment(&'static self, class: &Class, group: &Group) -> Assignment {
        let task = (self.draw)(&mut Luck::new(self.name, group));
        let mut numbers = task.numbers();
        numbers.push(("seed", group.seed.to_string()));
        Assignment { lesson: self, class: class.name.clone(), group: group.clone(), numbers, task }
    }
}

/// A lesson as one group gets it.
pub struct Assignment {
    /// The lesson.
    pub lesson: &'static Lesson,
    /// The name of the class.
    pub class: String,
    /// The group.
    pub group: Group,
    /// Its numbers, as they stand in its sheet and its scenario, by name.
    pub numbers: Vec<(&'static str, String)>,
    task: Box<dyn Task>,
}

impl Assignment {
    /// The group's sheet, in Markdown.
    #[must_use]
    pub fn sheet(&self) -> String {
        template::fill(self.lesson.sheet, &self.words())
    }

    /// The group's scenario, in TOML.
    #[must_use]
    pub fn scenario(&self) -> String {
        template::fill_scenario(self.lesson.scenario, &self.words())
    }

    /// The group's answers, in the order of the questions.
    ///
    /// # Errors
    /// [`Trouble`] when a simulation is interrupted or cannot be done.
    pub fn answers(&self, options: Options<'_>) -> Result<Vec<Answer>, Trouble> {
        self.task.answers(&Bench::new(&self.scenario(), options))
    }

    /// What the names in the lesson's texts stand for.
    fn words(&self) -> Vec<(&str, String)> {
        let names = [
            ("class", template::in_markdown(&self.class)),
            ("group", template::in_markdown(&self.group.name)),
            ("file", format!("{}.toml", self.group.file)),
        ];
        names.into_iter().chain(self.numbers.iter().map(|(name, number)| (*name, number.clone()))).collect()
    }
}
