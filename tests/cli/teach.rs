//! `armistice teach`: what a class is handed, and that its sheets' commands print what the key says.

use std::collections::BTreeMap;

use crate::support::{Ended, Workplace};

/// The lessons that are listed.
fn lessons(here: &Workplace) -> Vec<String> {
    let document = here.armistice(&["teach", "--json"]).expect_code(0).stdout();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let name = |lesson: &serde_json::Value| lesson["name"].as_str().unwrap().to_owned();
    document["lessons"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn the_lessons_are_listed_with_what_they_ask() {
    let here = Workplace::new();
    let listed = here.armistice(&["teach"]).expect_code(0).stdout();
    for lesson in lessons(&here) {
        assert!(listed.contains(&lesson), "{listed}");
    }
    assert!(listed.lines().all(|line| line.chars().count() <= 80), "{listed}");
}

#[test]
fn a_class_gets_a_sheet_and_a_scenario_a_group_and_the_instructor_the_key() {
    let here = Workplace::new();
    here.write("class.txt", "\u{feff}Ada and Emil\r\nZoë\r\n\r\n");
    let teach = |out: &str| {
        let class = ["--class", "IR 301, spring", "--list", "class.txt", "--out", out];
        here.armistice(&[&["teach", "ultimatum-and-patience"], &class[..]].concat()).expect_code(0)
    };
    let ended = teach("hand-out").expect_stdout("ada-and-emil-sheet.md and ada-and-emil.toml");
    assert_eq!(ended.stderr(), "");
    assert_eq!(
        here.names("hand-out"),
        [
            "ada-and-emil-sheet.md",
            "ada-and-emil.toml",
            "key.json",
            "key.md",
            "manifest.json",
            "zoë-sheet.md",
            "zoë.toml"
        ]
    );
    here.armistice(&["verify", "hand-out"]).expect_code(0);
    here.armistice(&["check", "hand-out/zoë.toml"]).expect_code(0);
    assert!(here.read("hand-out/zoë-sheet.md").contains("IR 301, spring · Zoë"));
    teach("again");
    here.expect_same("hand-out", "again");
}

#[test]
fn the_key_can_be_printed_as_json_and_is_the_one_in_the_folder() {
    let here = Workplace::new();
    let ended =
        here.armistice(&["teach", "ultimatum-and-patience", "--groups", "2", "--json"]).expect_code(0);
    assert_eq!(ended.stdout(), here.read("ultimatum-and-patience/key.json"));
    let key: serde_json::Value = serde_json::from_str(&ended.stdout()).unwrap();
    assert_eq!(key["groups"][1]["group"], "Group 2");
    let first = &key["groups"][0]["answers"][0];
    assert_eq!(
        (&first["id"], &first["value"], &first["method"]),
        (&"1a".into(), &1.0.into(), &"formula".into())
    );
}

#[test]
fn what_is_there_stays_unless_it_is_to_be_replaced() {
    let here = Workplace::new();
    let lesson = ["teach", "ultimatum-and-patience"];
    here.armistice(&[&lesson[..], &["--groups", "2"]].concat()).expect_code(0);
    let before = here.read("ultimatum-and-patience/key.md");
    here.armistice(&[&lesson[..], &["--groups", "1"]].concat()).expect_code(2).expect_stderr("--replace");
    assert_eq!(here.read("ultimatum-and-patience/key.md"), before);
    here.write("ultimatum-and-patience/notes.txt", "mine");
    here.armistice(&[&lesson[..], &["--groups", "1", "--replace"]].concat()).expect_code(0);
    let names = here.names("ultimatum-and-patience");
    assert_eq!(
        names,
        ["group-1-sheet.md", "group-1.toml", "key.json", "key.md", "manifest.json", "notes.txt"]
    );
    here.armistice(&[&lesson[..], &["--groups", "1", "--out", "talks.toml"]].concat()).expect_code(3);
}

#[test]
fn wrong_usage_says_what_to_do() {
    let here = Workplace::new();
    here.write("empty.txt", "\n\n");
    here.write("gap.txt", "Ada\n\nEmil\n");
    here.write("twice.txt", "Ada\nEmil\nAda \n");
    here.write("alike.txt", "Ada B\nada-b\n");
    here.write("signs.txt", "Ada\n!?\n");
    std::fs::write(here.path("latin.txt"), b"Zo\xeb\n").unwrap();
    let cases: [(&[&str], i32, &str); 11] = [
        (&["ultimatum-and-patence", "--groups", "2"], 2, "did you mean `ultimatum-and-patience`?"),
        (&["chess", "--groups", "2"], 2, "`armistice teach` shows the lessons"),
        (&["ultimatum-and-patience"], 2, "--groups 8"),
        (&["ultimatum-and-patience", "--groups", "0"], 2, "1..=500"),
        (&["ultimatum-and-patience", "--list", "nowhere.txt"], 3, "nowhere.txt"),
        (&["ultimatum-and-patience", "--list", "empty.txt"], 2, "empty.txt: the class has no group"),
        (&["ultimatum-and-patience", "--list", "gap.txt"], 2, "gap.txt:2: this line is empty"),
        (
            &["ultimatum-and-patience", "--list", "twice.txt"],
            2,
            "twice.txt:3: `Ada` stands in line 1 already",
        ),
        (&["ultimatum-and-patience", "--list", "alike.txt"], 2, "alike.txt:2: `ada-b` and `Ada B` of line 1"),
        (&["ultimatum-and-patience", "--list", "signs.txt"], 2, "signs.txt:2: the name of group 2"),
        (&["ultimatum-and-patience", "--list", "latin.txt"], 2, "UTF-8"),
    ];
    for (arguments, code, message) in cases {
        here.armistice(&[&["teach"], arguments].concat()).expect_code(code).expect_stderr(message);
    }
    here.armistice(&["teach", "ultimatum-and-patience", "--groups", "2", "--class", " "])
        .expect_code(2)
        .expect_stderr("the class's name");
    assert!(!here.path("ultimatum-and-patience").exists());
}

/// One group's sheet at work: what each command of each question printed, and the key.
#[cfg(unix)]
struct Sheet {
    here: Workplace,
    printed: BTreeMap<String, Vec<Ended>>,
    key: serde_json::Value,
}

#[cfg(unix)]
impl Sheet {
    /// Runs every command of the first group's sheet, as it stands there.
    fn work_through(lesson: &str) -> Self {
        let here = Workplace::new();
        here.armistice(&["teach", lesson, "--groups", "1", "--class", "Sheets", "--out", "."])
            .expect_code(2)
            .expect_stderr("--replace");
        here.armistice(&["teach", lesson, "--groups", "1", "--class", "Sheets", "--out", ".", "--replace"])
            .expect_code(0);
        let mut printed: BTreeMap<String, Vec<Ended>> = BTreeMap::new();
        let mut question = String::new();
        let sheet = here.read("group-1-sheet.md");
        for line in sheet.lines() {
            if let Some(title) = line.strip_prefix("## Question ") {
                question = title.split('.').next().unwrap().to_owned();
            } else if let Some(seat) = line.strip_prefix("armistice play group-1.toml --as ") {
                // It asks its player what to do; tests/cli/play.rs plays. The seat must be there.
                let actor = seat.split_whitespace().next().unwrap();
                assert!(here.read("group-1.toml").contains(&format!("[actors.{actor}]")), "{line}");
            } else if line.starts_with("armistice ") {
                let ended = here.bash(line).expect_code(0);
                printed.entry(question.clone()).or_default().push(ended);
            }
        }
        let key = serde_json::from_str(&here.read("key.json")).unwrap();
        Self { here, printed, key }
    }

    fn value(&self, id: &str) -> &serde_json::Value {
        let answers = self.key["groups"][0]["answers"].as_array().unwrap();
        &answers.iter().find(|answer| answer["id"] == id).unwrap()["value"]
    }

    fn answer(&self, id: &str) -> f64 {
        self.value(id).as_f64().unwrap()
    }

    fn words(&self, id: &str) -> &str {
        self.value(id).as_str().unwrap()
    }

    /// What the nth command of a question printed, from `after` on.
    fn text(&self, question: &str, command: usize, after: &str) -> String {
        let text = self.printed[question][command].stdout();
        let (_, rest) = text.split_once(after).unwrap_or_else(|| panic!("no `{after}` in:\n{text}"));
        rest.trim_start().to_owned()
    }

    /// That the nth command of a question prints the answer right after `after`, to within half of its last digit and
    /// `slack`.
    #[track_caller]
    fn expect(&self, id: &str, command: usize, after: &str, slack: f64) {
        self.expect_first_number(id, &self.text(question_of(id), command, after), 1.0, slack);
    }

    /// That it prints the answer as the share of an outcome, after its bar.
    #[track_caller]
    fn expect_share(&self, id: &str, command: usize, outcome: &str) {
        let text = self.text(question_of(id), command, outcome);
        self.expect_first_number(
            id,
            text.trim_start_matches(|letter: char| !letter.is_ascii_digit()),
            1.0,
            0.0,
        );
    }

    /// That it prints the answer in percentage points, in the table with this title and the row of this metric.
    #[track_caller]
    fn expect_difference(&self, id: &str, command: usize, title: &str, metric: &str) {
        let table = self.text(question_of(id), command, title);
        let (_, row) = table.split_once(metric).unwrap();
        let cells: Vec<&str> = row.split_whitespace().collect();
        self.expect_first_number(id, cells[2], 0.01, 0.0);
    }

    #[track_caller]
    fn expect_first_number(&self, id: &str, text: &str, unit: f64, slack: f64) {
        let text = text.trim_start_matches('+').replace('−', "-").replace(',', "");
        let end = text
            .find(|letter: char| !letter.is_ascii_digit() && !".-".contains(letter))
            .unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let number = number.trim_end_matches('.');
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let unit = if rest.starts_with('%') { 0.01 } else { unit };
        let digit = unit * 0.1_f64.powi(i32::try_from(decimals).unwrap());
        let printed = unit * number.parse::<f64>().unwrap_or_else(|_| panic!("{id}: no number in `{text}`"));
        let known = self.answer(id);
        assert!(
            (printed - known).abs() <= 0.5 * digit + slack + 1e-9,
            "{id}: the key says {known}, and the program prints {number}"
        );
    }
}

/// The question of an answer: that of `2a` is `2`.
#[cfg(unix)]
fn question_of(id: &str) -> &str {
    id.trim_end_matches(|letter: char| letter.is_ascii_lowercase())
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_ultimatum_print_what_the_key_says() {
    let sheet = Sheet::work_through("ultimatum-and-patience");
    // The pie is cut into 10,000 pieces, and up to ten roundings of a piece add up.
    let share = "First's share ";
    for (id, command) in [("1a", 0), ("1b", 1), ("2a", 0), ("2b", 1), ("3", 0), ("4a", 0), ("4b", 1)] {
        sheet.expect(id, command, share, 0.001);
    }
    sheet.expect("5c", 0, "First: a signed deal is worth ", 0.001);
    sheet.expect("6b", 0, "A deal is signed in ", 0.0);
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_zone_print_what_the_key_says() {
    let sheet = Sheet::work_through("zone-and-red-lines");
    sheet.expect("2a", 0, "Northland ", 0.0);
    sheet.expect("2b", 0, "Southland ", 0.0);
    sheet.expect("2c", 0, "zone of agreement", 0.0);
    sheet.expect("4", 0, "zone of agreement", 0.0);
    assert!(sheet.text("5", 0, "blocked by").starts_with("Northland, or Southland"));
    sheet.expect("5c", 1, "A zone of agreement exists, in some round, in ", 0.0);
    for (id, question, after) in [("3a", "2", "Nash"), ("6", "6", "What is signed")] {
        let words = sheet.words(id);
        let (border, dam) = words.split_once(", ").unwrap();
        let text = sheet.text(question, 0, after);
        assert!(
            text.contains(&format!("Border  {border}")) && text.contains(&format!("Dam     {dam}")),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_paper_guarantees_print_what_the_key_says() {
    let sheet = Sheet::work_through("paper-guarantees");
    for (id, command) in [("3a", 0), ("3b", 1), ("3c", 2), ("3d", 3)] {
        sheet.expect(id, command, "holds 60 months with a chance of", 0.0);
    }
    sheet.expect_share("4a", 0, "Temporary pause");
    sheet.expect_share("4b", 1, "Temporary pause");
    sheet.expect("4c", 0, "honoured", 0.0);
    sheet.expect("4d", 0, "- Northland: in ", 0.0);
    sheet.expect("5d", 0, "holds 60 months with a chance of", 0.0);
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_monitors_print_what_the_key_says() {
    let sheet = Sheet::work_through("monitoring-and-deterrence");
    for (id, command) in [("3a", 0), ("3b", 1), ("3c", 2), ("3d", 3), ("5a", 0), ("5d", 1), ("5e", 2)] {
        sheet.expect(id, command, "holds 60 months with a chance of", 0.0);
    }
    for (id, title) in [("4a", "B − A"), ("4b", "C − A"), ("4c", "D − A")] {
        sheet.expect_difference(id, 0, title, "durable peace");
    }
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_deadlines_print_what_the_key_says() {
    let sheet = Sheet::work_through("deadlines-and-pressure");
    let key = &sheet.key["groups"][0]["numbers"];
    for (id, folder) in [("3a", "hard"), ("3b", "soft")] {
        let rows = sheet.here.read(&format!("{folder}/runs.csv"));
        let mut rows = rows.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let head = rows.next().unwrap();
        let column = |name: &str| head.iter().position(|title| *title == name).unwrap();
        let (signed, round) = (column("signed"), column("round"));
        let rounds: Vec<u64> =
            rows.filter(|row| row[signed] == "true").map(|row| row[round].parse().unwrap()).collect();
        let late = rounds.iter().filter(|&&round| round >= key["last_but_one"].as_u64().unwrap()).count();
        assert!((late as f64 / rounds.len() as f64 - sheet.answer(id)).abs() < 1e-9, "{id}");
    }
    for (id, title, metric) in [
        ("4a", "B − A", "\ndeal "),
        ("4b", "C − A", "\ndeal "),
        ("4c", "B − A", "durable, if signed"),
        ("4d", "C − A", "durable, if signed"),
        ("4e", "C − A", "durable peace"),
    ] {
        sheet.expect_difference(id, 0, title, metric);
    }
    for (id, question) in [("5a", "3"), ("5b", "5")] {
        let begun = sheet.text(question, 0, "wars were begun");
        let begun = begun.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, _) = begun.split_once(" by Southland").unwrap();
        sheet.expect_first_number(id, before.rsplit(' ').next().unwrap(), 1.0, 0.0);
    }
}
