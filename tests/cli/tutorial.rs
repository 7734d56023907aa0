//! The tutorial does what it says: each command in it is run, each file written and changed, each output compared.
//!
//! A block `sh` is run, and the block `text` after it is what it prints, standard error and all. `<!-- exits 2 -->` before
//! a command says that it fails, `<!-- lines 1-3 7 -->` before an output that the page shows these lines alone. A block
//! `diff` after `<!-- file NAME -->` changes a file. `UPDATE_TUTORIAL=1` writes the outputs.
#![cfg(unix)]

use std::{fs, path::Path};

use crate::support::Workplace;

/// What stands for lines that are left out.
const GAP: &str = "…";

#[test]
fn the_tutorial_does_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md");
    let page = fs::read_to_string(&path).unwrap();
    let here = Workplace::new();
    fs::remove_file(here.path("talks.toml")).unwrap();
    let mut walk = Walk { here, notes: Vec::new(), printed: None, commands: 0 };
    let mut fresh = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        fresh += &format!("{line}\n");
        let Some(kind) = line.strip_prefix("```") else {
            if let Some(note) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
                walk.notes.push(note.to_owned());
            }
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let block = walk.block(kind, &block.join("\n"));
        fresh += &format!("{block}\n```\n");
    }
    assert_eq!(walk.printed, None, "an output is not shown");
    assert!(walk.commands >= 10, "only {} commands", walk.commands);
    if std::env::var_os("UPDATE_TUTORIAL").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    let differs = page.lines().zip(fresh.lines()).find(|(kept, told)| kept != told);
    assert!(page == fresh, "docs/tutorial.md is not up to date (UPDATE_TUTORIAL=1 writes it): {differs:#?}");
}

/// Somebody who follows the tutorial.
struct Walk {
    here: Workplace,
    /// What was noted since the last block.
    notes: Vec<String>,
    /// What the last command printed, until it has been shown.
    printed: Option<String>,
    commands: usize,
}

impl Walk {
    /// Does what a block says; returns it as it should be.
    fn block(&mut self, kind: &str, block: &str) -> String {
        let notes = std::mem::take(&mut self.notes);
        let note = |word: &str| notes.iter().find_map(|note| note.strip_prefix(word)).map(str::trim);
        match kind {
            "sh" => {
                assert_eq!(self.printed, None, "an output is not shown before `{block}`");
                let ended = self.here.bash(&format!("exec 2>&1; {block}"));
                let code = note("exits").map_or(0, |code| code.parse().unwrap());
                let printed = ended.expect_code(code).stdout();
                // On a busy machine a long command says now and then how far it is: `300 of 900 runs, 20 runs/s`.
                let lines =
                    printed.lines().filter(|line| !line.ends_with("/s")).map(|line| format!("{line}\n"));
                self.printed = Some(lines.collect()).filter(|printed: &String| !printed.is_empty());
                self.commands += 1;
            }
            "text" => {
                let printed = self.printed.take().expect("an output without a command");
                return shown(&printed, note("lines"));
            }
            "diff" => self.change(note("file").expect("a note says which file"), block),
            other => assert_eq!(other, "console", "a block of an unknown kind"),
        }
        block.to_owned()
    }

    /// Applies a difference without line numbers.
    fn change(&self, file: &str, difference: &str) {
        let of = |sign: char| -> String {
            let lines = difference.lines().filter(|line| line.starts_with([' ', sign]) || line.is_empty());
            lines.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect()
        };
        let text = self.here.read(file);
        assert_eq!(text.matches(&of('-')).count(), 1, "what is to be changed in {file}:\n{}", of('-'));
        self.here.write(file, &text.replace(&of('-'), &of('+')));
    }
}

/// The lines of an output that are shown, with gaps where some are left out.
fn shown(printed: &str, wanted: Option<&str>) -> String {
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let Some(wanted) = wanted else { return printed.join("\n") };
    let mut text: Vec<&str> = Vec::new();
    let mut next = 1;
    for range in wanted.split(' ') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        if first > next {
            text.push(GAP);
        }
        text.extend(&printed[first - 1..last]);
        next = last + 1;
    }
    if next <= printed.len() {
        text.push(GAP);
    }
    text.join("\n")
}
