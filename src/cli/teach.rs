//! `armistice teach`: a lesson for a class, with a sheet and a scenario for each group and the instructor's key.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    engine::Options,
    scenario::Scenario,
    teach::{Answer, Assignment, Class, InvalidClass, Key, LESSONS, Lesson, MOST_GROUPS, Trouble},
};

use super::{
    failure::{Exit, Failure},
    interrupt, manifest,
    outputs::Outputs,
    progress::Progress,
    source::{self, Source},
    terminal,
};

/// Hand out a lesson: a sheet and a scenario with numbers of its own for each group of students, and the key
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The lesson; without one, the lessons are listed
    lesson: Option<String>,
    /// How many groups there are; they are called Group 1, Group 2 and so on
    #[arg(long, value_name = "N", requires = "lesson", conflicts_with = "list",
          value_parser = clap::value_parser!(u16).range(1..=MOST_GROUPS as i64))]
    groups: Option<u16>,
    /// File with the names of the groups, or of the students: UTF-8 text, one a line
    #[arg(long, value_name = "FILE", requires = "lesson")]
    list: Option<PathBuf>,
    /// The name of the class, such as "IR 301, spring 2027": another class gets other numbers
    #[arg(long, value_name = "NAME", default_value = "Class")]
    class: String,
    /// Folder for sheets, scenarios and key [default: the lesson's name]
    #[arg(long, value_name = "DIR", requires = "lesson")]
    out: Option<PathBuf>,
    /// Take the place of what an earlier `armistice teach` wrote into the folder
    #[arg(long, requires = "lesson")]
    replace: bool,
    /// Print no progress
    #[arg(long, short)]
    quiet: bool,
    /// Print the key, or the list of lessons, as one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let Some(name) = &arguments.lesson else { return list(arguments.json) };
    let lesson = Lesson::find(name).ok_or_else(|| unknown(name))?;
    let class = class(arguments)?;
    let folder = arguments.out.clone().unwrap_or_else(|| PathBuf::from(lesson.name));
    if !arguments.replace {
        refuse_to_replace(&folder)?;
    }
    let mut outputs = Outputs::open(&folder)?;
    let Some(solved) = solve(lesson, &class, arguments.quiet)? else { return Ok(Exit::Interrupted) };
    let key = Key::new(&solved).ok_or_else(|| Failure::usage(InvalidClass::Groups(0).to_string()))?;
    let document = format!("{:#}\n", json!(key));
    for (assignment, _) in &solved {
        outputs.add(&sheet_of(assignment), assignment.sheet().as_bytes())?;
        outputs.add(&format!("{}.toml", assignment.group.file), assignment.scenario().as_bytes())?;
    }
    outputs.add("key.md", key.markdown().as_bytes())?;
    outputs.add("key.json", document.as_bytes())?;
    add_manifest(&mut outputs, lesson, &class)?;
    outputs.publish()?;
    terminal::print(&if arguments.json { document } else { written(&folder, &solved) })?;
    Ok(Exit::Done)
}

/// The lessons, each with what it asks.
fn list(is_json: bool) -> Result<Exit, Failure> {
    let mut lessons = Vec::new();
    for lesson in LESSONS {
        let scenario = Scenario::parse(lesson.name, lesson.scenario, &[]).map_err(Failure::Scenario)?;
        lessons.push((lesson, scenario.question.to_string()));
    }
    let text = if is_json {
        let document = |(lesson, question): &(&Lesson, String)| -> Value {
            json!({ "name": lesson.name, "title": lesson.title(), "question": question })
        };
        format!("{:#}\n", json!({ "lessons": lessons.iter().map(document).collect::<Vec<_>>() }))
    } else {
        let width = lessons.iter().map(|(lesson, _)| lesson.name.len()).max().unwrap_or(0);
        let line = |(lesson, question): &(&Lesson, String)| {
            terminal::wrapped(&format!("{:width$}  ", lesson.name), question)
        };
        lessons.iter().map(line).collect::<String>()
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}

fn unknown(name: &str) -> Failure {
    let likeness = |lesson: &&Lesson| strsim::jaro_winkler(name, lesson.name);
    let nearest = LESSONS.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let help = match nearest.filter(|lesson| likeness(lesson) > 0.7) {
        Some(lesson) => format!("did you mean `{}`?", lesson.name),
        None => "`armistice teach` shows the lessons".to_owned(),
    };
    Failure::helped(format!("`{name}` is no lesson"), help)
}

/// The class of `--groups` or of `--list`.
fn class(arguments: &Arguments) -> Result<Class, Failure> {
    match (&arguments.list, arguments.groups) {
        (Some(path), _) => listed(&arguments.class, path),
        (None, Some(groups)) => Class::numbered(&arguments.class, groups.into())
            .map_err(|error| Failure::usage(error.to_string())),
        (None, None) => {
            let help = "--groups 8 for numbered ones, or --list FILE with a name a line";
            Err(Failure::helped("how many groups are there?", help))
        }
    }
}

/// The class whose groups stand in a file.
fn listed(name: &str, path: &Path) -> Result<Class, Failure> {
    let shown = path.display();
    let bytes = source::read_bytes(path).map_err(|error| Failure::io("read", path, error))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        Failure::helped(format!("{shown} is no list of names"), "save it as UTF-8 text with a name a line")
    })?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').trim_end().lines().collect();
    Class::new(name, &lines).map_err(|error| {
        let line = |place: usize| lines.get(place - 1).map_or("", |line| line.trim());
        match error {
            InvalidClass::Name(place) if place > 0 && line(place).is_empty() => Failure::helped(
                format!("{shown}:{place}: this line is empty"),
                "write a name a line, and no other lines",
            ),
            InvalidClass::Name(place) if place > 0 => Failure::helped(
                format!("{shown}:{place}: {error}"),
                "write a name a line, such as `Ada and Emil`",
            ),
            InvalidClass::Same([one, other]) if line(one) == line(other) => Failure::helped(
                format!("{shown}:{other}: `{}` stands in line {one} already", line(other)),
                "give each group a name of its own",
            ),
            InvalidClass::Same([one, other]) => Failure::helped(
                format!(
                    "{shown}:{other}: `{}` and `{}` of line {one} would have the same files",
                    line(other),
                    line(one)
                ),
                "let their names differ in letters or digits, not in capitals or signs alone",
            ),
            InvalidClass::Groups(_) => Failure::usage(format!("{shown}: {error}")),
            InvalidClass::Name(_) => Failure::usage(error.to_string()),
        }
    })
}

fn refuse_to_replace(folder: &Path) -> Result<(), Failure> {
    let is_hidden = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(_) if !folder.exists() => return Ok(()),
        Err(error) => return Err(Failure::io("read the folder", folder, error)),
    };
    if entries.flatten().all(|entry| is_hidden(&entry)) {
        return Ok(());
    }
    Err(Failure::helped(
        format!("there are files in {} already", folder.display()),
        "choose another folder with --out, or --replace what an earlier `armistice teach` wrote there",
    ))
}

/// A group's assignment with its answers.
type Solved = (Assignment, Vec<Answer>);

/// Every group's; `None` if it was interrupted.
fn solve(lesson: &'static Lesson, class: &Class, is_quiet: bool) -> Result<Option<Vec<Solved>>, Failure> {
    let options = Options { threads: None, cancel: interrupt::listen()? };
    let progress = Progress::of(("working out answers", "groups"), class.groups.len() as u64, is_quiet);
    let mut solved = Vec::with_capacity(class.groups.len());
    let mut ended = Ok(());
    for group in &class.groups {
        let assignment = lesson.assignment(class, group);
        match assignment.answers(options) {
            Ok(answers) => solved.push((assignment, answers)),
            Err(trouble) => {
                ended = Err(trouble);
                break;
            }
        }
        progress.set(solved.len() as u64);
    }
    progress.clear();
    match ended {
        Ok(()) => Ok(Some(solved)),
        Err(Trouble::Interrupted) => {
            terminal::note("interrupted: no sheet is written");
            Ok(None)
        }
        Err(Trouble::Scenario(diagnostics)) => Err(Failure::Scenario(*diagnostics)),
        Err(Trouble::Io(source)) => Err(Failure::Io { what: "cannot simulate".to_owned(), source }),
        Err(trouble) => Err(Failure::usage(trouble.to_string())),
    }
}

fn sheet_of(assignment: &Assignment) -> String {
    format!("{}-sheet.md", assignment.group.file)
}

fn add_manifest(outputs: &mut Outputs, lesson: &Lesson, class: &Class) -> Result<(), Failure> {
    let source =
        Source::within(format!("{}.toml", lesson.name), lesson.name.to_owned(), lesson.scenario.to_owned());
    let scenario = source.parse(&[])?;
    let groups: Vec<&str> = class.groups.iter().map(|group| &*group.name).collect();
    let facts = json!({ "command": "teach", "lesson": lesson.name, "class": class.name, "groups": groups });
    manifest::add(outputs, &source, &scenario, facts)
}

/// What was written where.
fn written(folder: &Path, solved: &[Solved]) -> String {
    let mut text = terminal::wrapped("", &format!("In {}:", folder.display()));
    for (assignment, _) in solved {
        let (name, seed, file) = (&assignment.group.name, assignment.group.seed, &assignment.group.file);
        text += &terminal::wrapped(
            "  ",
            &format!("{} and {file}.toml for {name} (seed {seed})", sheet_of(assignment)),
        );
    }
    text + "  key.md and key.json for you\n"
}
