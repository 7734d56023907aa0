//! Lessons: the key's answers are found again by other ways, and what is handed out is whole and stays the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its lesson should fail")]

mod deadlines_and_pressure;
mod ladder;
mod monitoring_and_deterrence;
mod paper_guarantees;
mod ultimatum_and_patience;
mod zone_and_red_lines;

use std::{collections::BTreeSet, fs, path::Path, sync::atomic::AtomicBool};

use armistice::{
    engine::Options,
    scenario::Scenario,
    teach::{Answer, Assignment, Class, InvalidClass, Key, LESSONS, Lesson, Value},
};

static NEVER: AtomicBool = AtomicBool::new(false);

/// A group with its answers.
struct Solved {
    assignment: Assignment,
    answers: Vec<Answer>,
}

impl Solved {
    /// A number of the group's sheet.
    fn given(&self, name: &str) -> f64 {
        let (_, number) = self.assignment.numbers.iter().find(|(known, _)| *known == name).unwrap();
        number.parse().unwrap()
    }

    fn answer(&self, id: &str) -> &Answer {
        self.answers.iter().find(|answer| answer.id == id).unwrap_or_else(|| panic!("no answer {id}"))
    }

    /// That the key says this, to the last digit that it could show.
    #[track_caller]
    fn expect(&self, id: &str, number: f64) {
        let found = self.answer(id).as_number().unwrap();
        let group = &self.assignment.group.name;
        assert!((found - number).abs() < 1e-9, "{group}, {id}: the key says {found}, and it is {number}");
    }

    /// That a simulation is within four of its standard errors of this.
    #[track_caller]
    fn expect_near(&self, id: &str, number: f64) {
        let answer = self.answer(id);
        let (found, error) = (answer.as_number().unwrap(), answer.standard_error.unwrap());
        let group = &self.assignment.group.name;
        assert!(error > 0.0 && error < 0.02, "{group}, {id}: standard error {error}");
        assert!(
            (found - number).abs() < 4.0 * error,
            "{group}, {id}: the key says {found} ± {error}, and it is {number}"
        );
        assert!((found - number).abs() < answer.tolerance, "who computes it exactly is marked right");
    }
}

fn lesson(name: &str) -> &'static Lesson {
    Lesson::find(name).unwrap_or_else(|| panic!("no lesson {name}"))
}

/// The lesson solved for some groups.
fn solved(name: &str, groups: usize) -> Vec<Solved> {
    let class = Class::numbered("Peace studies, autumn", groups).unwrap();
    let solve = |group| {
        let assignment = lesson(name).assignment(&class, group);
        let answers = assignment.answers(Options { threads: None, cancel: &NEVER }).unwrap();
        Solved { assignment, answers }
    };
    class.groups.iter().map(solve).collect()
}

/// Assignments of every lesson to a large class.
fn assignments() -> impl Iterator<Item = Assignment> {
    let class = Class::numbered("A large class", 150).unwrap();
    LESSONS.iter().flat_map(move |lesson| {
        class.groups.iter().map(|group| lesson.assignment(&class, group)).collect::<Vec<_>>()
    })
}

#[test]
fn every_folder_of_teaching_is_a_lesson() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("teaching");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let folders: BTreeSet<String> = entries
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(folders, LESSONS.iter().map(|lesson| lesson.name.to_owned()).collect());
}

#[test]
fn the_scenarios_are_valid_as_they_stand_and_with_every_groups_numbers() {
    let check =
        |text: &str| Scenario::parse("scenario.toml", text, &[]).unwrap_or_else(|errors| panic!("{errors}"));
    for lesson in LESSONS {
        check(lesson.scenario);
    }
    for assignment in assignments() {
        let scenario = check(&assignment.scenario());
        assert_eq!(scenario.simulation.seed, assignment.group.seed);
        assert!(!scenario.question.is_empty());
    }
}

#[test]
fn no_name_of_a_number_is_left_in_what_is_handed_out() {
    for assignment in assignments() {
        for text in [assignment.sheet(), assignment.scenario()] {
            assert!(!text.contains("{{") && !text.contains("}}"), "{}: {text}", assignment.lesson.name);
        }
    }
}

#[test]
fn groups_differ_in_their_numbers() {
    for lesson in LESSONS {
        let class = Class::numbered("A class", 30).unwrap();
        let without_seed = |assignment: Assignment| {
            assignment.numbers.into_iter().filter(|(name, _)| *name != "seed").collect::<Vec<_>>()
        };
        let sets: BTreeSet<_> =
            class.groups.iter().map(|group| without_seed(lesson.assignment(&class, group))).collect();
        assert!(sets.len() >= 29, "{}: {} sets of numbers for 30 groups", lesson.name, sets.len());
    }
}

#[test]
fn every_question_has_a_solution_that_shows_every_answer() {
    for lesson in LESSONS {
        let numbers = |text: &str, head: &str| -> Vec<String> {
            let heads = text.lines().filter_map(|line| line.strip_prefix(head));
            heads.map(|rest| rest.split('.').next().unwrap().to_owned()).collect()
        };
        let questions = numbers(lesson.sheet, "## Question ");
        assert!(questions.len() >= 5, "{}", lesson.name);
        assert_eq!(questions, numbers(lesson.solutions, "### "), "{}", lesson.name);
        let group = &solved(lesson.name, 1)[0];
        for answer in &group.answers {
            let question = answer.id.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
            assert!(questions.iter().any(|known| known == question), "{}: {}", lesson.name, answer.id);
            let shown = format!("{{{{{}}}}}", answer.id);
            assert!(lesson.solutions.contains(&shown), "{}: {shown} is not in the solutions", lesson.name);
            assert!(!lesson.sheet.contains(&shown), "{}: the sheet gives {shown} away", lesson.name);
            assert!(answer.as_number().is_none_or(f64::is_finite), "{}: {}", lesson.name, answer.id);
        }
    }
}

#[test]
fn a_key_has_every_group_and_nothing_left_to_fill_in() {
    for lesson in LESSONS {
        let class = Class::new("Zoë's | class", &["Ada", "Emil & co", "*Groß*"]).unwrap();
        let solve = |group| {
            let assignment = lesson.assignment(&class, group);
            let answers = assignment.answers(Options { threads: Some(1), cancel: &NEVER }).unwrap();
            (assignment, answers)
        };
        let key = Key::new(&class.groups.iter().map(solve).collect::<Vec<_>>()).unwrap();
        let text = key.markdown();
        assert!(!text.contains("{{") && !text.contains("}}"), "{text}");
        assert!(text.contains(r"\*Groß\*") && text.contains(r"Zoë's \| class"));
        for group in &key.groups {
            for answer in &group.answers {
                assert!(text.contains(&answer.shown()), "{}: {} of {}", lesson.name, answer.id, group.group);
                let Value::Words(words) = &answer.value else { continue };
                assert!(!words.is_empty() && !words.contains('|'));
            }
        }
        let rows = text.lines().filter(|line| line.starts_with('|'));
        for table in rows.collect::<Vec<_>>().split(|line| line.starts_with("| ---")) {
            assert!(!table.is_empty());
        }
    }
}

/// Minutes in a text such as `about 75 minutes`.
fn minutes(text: &str) -> Option<u32> {
    let (before, _) = text.split_once(" minutes")?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn a_lesson_fits_into_ninety_minutes_and_the_readme_says_how_long_it_takes() {
    for lesson in LESSONS {
        let about = minutes(lesson.sheet).unwrap();
        let questions: u32 =
            lesson.sheet.lines().filter(|line| line.starts_with("## Question")).filter_map(minutes).sum();
        assert!(questions + 5 <= about && about <= 90, "{}: {questions} of {about}", lesson.name);
        let row = README.lines().find(|line| line.starts_with(&format!("| [{}]", lesson.name))).unwrap();
        assert!(row.contains(&format!("| {about} |")), "{row}");
        assert!(lesson.sheet.contains("an illustrative what-if"), "{}", lesson.name);
    }
}

const README: &str = include_str!("../../teaching/README.md");

#[test]
fn a_seed_is_the_hash_of_the_names_and_of_nothing_else() {
    // printf 'IR 301, spring\nAda' | sha256sum | cut -c1-8
    let one = Class::new("IR 301, spring", &["Ada"]).unwrap();
    assert_eq!(one.groups[0].seed, SEED_OF_ADA);
    assert!(README.contains(&format!("# {SEED_OF_ADA:x}, that is {SEED_OF_ADA}")));
    let more = Class::new(" IR 301, spring ", &["Emil", " Ada\t", "Zoë"]).unwrap();
    assert_eq!(more.groups[1], one.groups[0], "further groups change nothing");
    let other = Class::new("IR 302, spring", &["Ada"]).unwrap();
    assert_ne!(other.groups[0].seed, one.groups[0].seed);
    for lesson in LESSONS {
        let [alone, among] = [(&one, &one.groups[0]), (&more, &more.groups[1])]
            .map(|(class, group)| lesson.assignment(class, group));
        assert_eq!((alone.sheet(), alone.scenario()), (among.sheet(), among.scenario()));
    }
}

const SEED_OF_ADA: u64 = 0x6bef_67f1;

#[test]
fn names_that_cannot_be_told_apart_or_printed_make_no_class() {
    let class = |groups: &[&str]| Class::new("A class", groups).map(|class| class.groups.len());
    assert_eq!(class(&["Ada", "Emil", "李雷"]), Ok(3));
    assert_eq!(class(&[]), Err(InvalidClass::Groups(0)));
    assert_eq!(class(&["a"; 501]), Err(InvalidClass::Groups(501)));
    assert_eq!(class(&["Ada", "Emil", "Ada"]), Err(InvalidClass::Same([1, 3])));
    assert_eq!(class(&["Ada B", "ada-b"]), Err(InvalidClass::Same([1, 2])));
    for name in ["", "  ", "…", "a\u{202e}b", "a\u{7}", &"x".repeat(81)] {
        assert_eq!(class(&["Ada", name]), Err(InvalidClass::Name(2)), "{name:?}");
        assert_eq!(Class::new(name, &["Ada"]), Err(InvalidClass::Name(0)), "{name:?}");
    }
    let files = Class::new("A class", &["Ada & Emil!", "../etc/passwd", "Zoë"]).unwrap();
    let files: Vec<_> = files.groups.into_iter().map(|group| group.file).collect();
    assert_eq!(files, ["ada-emil", "etc-passwd", "zoë"]);
}
