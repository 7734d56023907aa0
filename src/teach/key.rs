//! The instructor's key: every group's answers, and worked solutions with the numbers of the first group.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::engine::DISCLAIMER;

use super::{Answer, Assignment, Value, answer::decimal, template};

/// Version of the JSON document.
const SCHEMA_VERSION: u32 = 1;

/// The most columns of answers of one table: so many fit a printed page.
const COLUMNS: usize = 8;

/// The key of a lesson for a class, ready to be written as JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Key {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice.
    pub armistice: String,
    /// What the numbers are and are not.
    pub disclaimer: String,
    /// The lesson's name.
    pub lesson: String,
    /// Its title.
    pub title: String,
    /// The class.
    pub class: String,
    /// Its groups, in the order of the class's list.
    pub groups: Vec<GroupKey>,
    /// The worked solutions, in Markdown.
    #[serde(skip)]
    solutions: String,
}

/// What one group has to find.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupKey {
    /// Its name.
    pub group: String,
    /// What its files are called, without an ending.
    pub file: String,
    /// Its numbers, as they stand in its sheet; its seed among them.
    pub numbers: Map<String, Json>,
    /// Its answers, in the order of the questions.
    pub answers: Vec<Answer>,
}

impl Key {
    /// The key of these assignments of one lesson to one class, with the answers of each; `None` without any.
    #[must_use]
    pub fn new(solved: &[(Assignment, Vec<Answer>)]) -> Option<Self> {
        let (first, answers) = solved.first()?;
        let mut words = first.words();
        words.extend(answers.iter().map(|answer| (answer.id, answer.shown())));
        let group = |(assignment, answers): &(Assignment, Vec<Answer>)| GroupKey {
            group: assignment.group.name.clone(),
            file: assignment.group.file.clone(),
            numbers: (assignment.numbers.iter())
                .map(|(name, number)| {
                    (
                        (*name).to_owned(),
                        number.parse().map_or(Json::from(&**number), |n: f64| plain(n, number)),
                    )
                })
                .collect(),
            answers: answers.clone(),
        };
        Some(Self {
            schema_version: SCHEMA_VERSION,
            armistice: env!("CARGO_PKG_VERSION").to_owned(),
            disclaimer: DISCLAIMER.to_owned(),
            lesson: first.lesson.name.to_owned(),
            title: first.lesson.title().to_owned(),
            class: first.class.clone(),
            groups: solved.iter().map(group).collect(),
            solutions: template::fill(first.lesson.solutions, &words),
        })
    }

    /// The key for people, in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let class = template::in_markdown(&self.class);
        let mut text = format!(
            "# Key: {}\n\nFor the instructor, not for students. Class: {class}. Made by Armistice {} from the names of class and \
             groups: `armistice teach {}` with the same names makes the same key.\n\n\
             The numbers are made up. They are an illustrative what-if, not a forecast.\n",
            self.title, self.armistice, self.lesson
        );
        text += "\n## Each group's answers\n\n";
        text += "A number in brackets is the standard error of a simulation; with the group's own seed the program \
                 gives its students exactly the number before it.\n";
        let answers = self.groups.first().map_or(&[][..], |group| &group.answers);
        let tables = answers.len().div_ceil(COLUMNS).max(1);
        for columns in (0..answers.len()).collect::<Vec<_>>().chunks(answers.len().div_ceil(tables).max(1)) {
            text.push('\n');
            text += &row("Group", columns.iter().map(|&column| answers[column].id.to_owned()));
            text += &row("---", columns.iter().map(|_| "---".to_owned()));
            for group in &self.groups {
                let cells = columns.iter().map(|&column| cell(&group.answers[column]));
                text += &row(&template::in_markdown(&group.group), cells);
            }
        }
        text += "\n## What is asked, and how it is marked\n\n";
        text += "Full marks for a number that is no farther off than “within”.\n\n";
        text += &row("", ["Asked for", "Found by", "Within"].map(str::to_owned).into_iter());
        text += &row("---", ["---", "---", "---"].map(str::to_owned).into_iter());
        for (column, answer) in answers.iter().enumerate() {
            let tolerance =
                self.groups.iter().map(|group| group.answers[column].tolerance).fold(0.0, f64::max);
            let within = match answer.value {
                Value::Words(_) => "the same words".to_owned(),
                Value::Number(_) if tolerance == 0.0 => "exact".to_owned(),
                Value::Number(_) => decimal(tolerance, 3),
            };
            text += &row(
                answer.id,
                [answer.asks.to_owned(), answer.method.label().to_owned(), within].into_iter(),
            );
        }
        text += "\n## Each group's numbers\n\n";
        for group in &self.groups {
            // A change for `--set` says once more what other numbers say.
            let numbers: Vec<String> = (group.numbers.iter().filter(|(name, _)| !name.ends_with("_change")))
                .map(|(name, number)| format!("{} {}", name.replace('_', " "), bare(number)))
                .collect();
            text += &format!("- **{}**: {}\n", template::in_markdown(&group.group), numbers.join(" · "));
        }
        let first = self.groups.first().map_or("", |group| &group.group);
        text + &format!(
            "\n## Worked solutions, with the numbers of {}\n\n{}",
            template::in_markdown(first),
            self.solutions
        )
    }
}

/// A number as it is written, so that `4` stays a whole one.
fn plain(number: f64, written: &str) -> Json {
    written.parse::<u64>().map_or(Json::from(number), Json::from)
}

fn bare(number: &Json) -> String {
    number.as_str().map_or_else(|| number.to_string(), str::to_owned)
}

fn row(head: &str, cells: impl Iterator<Item = String>) -> String {
    let cells = cells.fold(format!("| {head} |"), |line, cell| format!("{line} {cell} |"));
    cells + "\n"
}

fn cell(answer: &Answer) -> String {
    match answer.standard_error {
        Some(error) => format!("{} ({})", answer.shown(), decimal(error, 3)),
        None => answer.shown(),
    }
}
