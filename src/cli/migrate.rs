//! `armistice migrate`: rewrites scenarios of an older format in the present one.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::scenario::{self, Migration, shown};

use super::{
    failure::{Exit, Failure},
    new::{for_a_shell, write_new},
    one_file::{self, Existing},
    source::read_text,
    terminal,
};

/// Rewrite scenarios of format 1 in format 2, with a comment `# migrate: …` on each number that needs a person
///
/// What format 2 no longer has becomes a comment; numbers are not converted. All other lines stay as they are. Without an
/// option the new text of one file is printed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Scenario files; one that does not say its format is taken for one of format 1
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write the new text into this file, and never over one that is there
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["in_place", "check"])]
    output: Option<PathBuf>,
    /// Rewrite the files themselves
    #[arg(long, conflicts_with = "check")]
    in_place: bool,
    /// Write nothing; exit with 1 if a file is not in the present format
    #[arg(long)]
    check: bool,
}

/// All files are looked at, whatever is wrong with some; the gravest outcome decides the exit code.
pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.files.len() > 1 && !arguments.in_place && !arguments.check {
        return Err(Failure::helped(
            "several files can only be rewritten in place",
            "add --in-place, or --check to see what would change",
        ));
    }
    let mut exit = Exit::Done;
    for path in &arguments.files {
        let ended = one(path, arguments).unwrap_or_else(|failure| {
            terminal::note(&failure);
            failure.exit()
        });
        exit = exit.max(ended);
    }
    Ok(exit)
}

fn one(path: &Path, arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.in_place {
        check_target(path)?;
    }
    let name = path.display().to_string();
    let old = read_text(path)?;
    let migration = scenario::migrate(&name, &old).map_err(Failure::Scenario)?;
    let is_current = migration == Migration::Current;
    let (text, summary) = match migration {
        Migration::Current => (old, format!("{name}: in format 2 already, nothing to change")),
        Migration::Rewritten { text, left_out, to_review } => {
            let what = if arguments.check { "not in format 2" } else { "in format 2 now" };
            (text, format!("{name}: {what}\n{}", summary(&left_out, &to_review)))
        }
    };
    let target = if arguments.check {
        None
    } else if arguments.in_place {
        if !is_current {
            one_file::write(path, text.as_bytes(), Existing::Rewrite)
                .map_err(|source| Failure::io("write", path, source))?;
        }
        Some(path)
    } else if let Some(output) = &arguments.output {
        write_new(output, &text)?;
        Some(output.as_path())
    } else {
        terminal::print(&text)?;
        None
    };
    terminal::note(shown(&summary));
    if let Some(target) = target.filter(|_| !is_current) {
        terminal::note(format_args!("next: armistice check {}", for_a_shell(&target.display().to_string())));
    }
    Ok(if arguments.check && !is_current { Exit::ExpectationFailed } else { Exit::Done })
}

/// Only a file that stands there itself is rewritten: a link would become a file, and a device has no place to put it.
fn check_target(path: &Path) -> Result<(), Failure> {
    let kind = path.symlink_metadata().map_err(|source| Failure::io("read", path, source))?.file_type();
    if kind.is_file() {
        return Ok(());
    }
    let what = if kind.is_symlink() {
        "it is a link: name the file that it leads to"
    } else {
        "it is no regular file"
    };
    Err(Failure::io("rewrite", path, io::Error::other(what)))
}

/// What is changed, and what is left for a person.
fn summary(left_out: &[String], to_review: &[String]) -> String {
    if left_out.is_empty() && to_review.is_empty() {
        return "  only `format = 2` is new".to_owned();
    }
    let mut text = String::new();
    for (what, keys) in [("left out", left_out), ("to look at", to_review)] {
        if !keys.is_empty() {
            text.push_str(&terminal::wrapped(&format!("  {} {what}: ", keys.len()), &keys.join(", ")));
        }
    }
    text + "  each has a comment `# migrate: …` above it"
}
