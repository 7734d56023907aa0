//! `armistice manual`: the manual pages, one a command, and all commands on one page for the docs. Both are made from
//! the declarations by which the command line is read.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Command, CommandFactory, ValueEnum};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use super::{
    failure::{Exit, Failure},
    one_file, terminal,
};

/// Print the manual page of a command, write all of them into a folder, or print all commands in Markdown
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command; without one the page is of the whole program
    command: Option<String>,
    /// Write the pages of all commands into this folder, as `man` reads them
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["command", "format"])]
    out: Option<PathBuf>,
    /// For `man` or for the docs
    #[arg(long, value_enum, default_value_t = Format::Man, conflicts_with = "command")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A manual page
    Man,
    /// All commands with their options on one page
    Markdown,
}

/// Variables that the program heeds, and what they do.
const ENVIRONMENT: [(&str, &str); 2] = [
    ("NO_COLOR", "If it is set and not empty, nothing is printed in colour."),
    ("CLICOLOR_FORCE", "If it is set and not empty, colours are printed even into a pipe."),
];

/// Files that `run` writes into its folder.
const FILES: [(&str, &str); 5] = [
    ("report.html", "The whole answer on one page that needs no network."),
    ("*.svg, *.png", "Each chart."),
    ("summary.json", "Every number of the report in full; `armistice schema summary` says what they are."),
    ("runs.csv, runs.parquet", "One row a run."),
    ("manifest.json", "Version, scenario, seed and the SHA-256 of each file; it comes last."),
];

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let program = program();
    if let Some(folder) = &arguments.out {
        return write_all(&program, folder);
    }
    let text = match (arguments.format, &arguments.command) {
        (Format::Markdown, _) => markdown(&program),
        (Format::Man, None) => page(&program),
        (Format::Man, Some(name)) => page(program.find_subcommand(name).ok_or_else(|| {
            Failure::helped(format!("there is no command `{name}`"), "`armistice help` lists the commands")
        })?),
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}

/// The command line as it is declared, every name in full.
fn program() -> Command {
    let mut program = super::Arguments::command().disable_help_subcommand(true);
    program.build();
    program
}

fn write_all(program: &Command, folder: &Path) -> Result<Exit, Failure> {
    fs::create_dir_all(folder).map_err(|source| Failure::io("make the folder", folder, source))?;
    for command in commands(program) {
        let path = folder.join(format!("{}.1", name(command)));
        one_file::write(&path, page(command).as_bytes(), one_file::Existing::Replace)
            .map_err(|source| Failure::io("write", &path, source))?;
    }
    Ok(Exit::Done)
}

/// The program itself and its commands.
fn commands(program: &Command) -> impl Iterator<Item = &Command> {
    let seen = program.get_subcommands().filter(|command| !command.is_hide_set());
    std::iter::once(program).chain(seen)
}

/// `armistice-run`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// The manual page of a command.
fn page(command: &Command) -> String {
    let headed = command.clone().subcommand_help_heading("COMMANDS").subcommand_value_name("COMMAND");
    let man = Man::new(headed);
    let mut bytes = Vec::new();
    let is_program = command.has_subcommands();
    let sections = [
        Man::render_name_section,
        Man::render_synopsis_section,
        Man::render_description_section,
        Man::render_options_section,
    ];
    for section in sections {
        section(&man, &mut bytes).expect("a vector takes all bytes");
    }
    if is_program {
        man.render_subcommands_section(&mut bytes).expect("a vector takes all bytes");
    }
    let mut ending = Roff::new();
    notes(command, &mut ending);
    list("EXIT STATUS", Exit::ALL.map(|exit| (exit.code().to_string(), exit.meaning())), &mut ending);
    if is_program {
        list("FILES", FILES, &mut ending);
        list("ENVIRONMENT", ENVIRONMENT, &mut ending);
    } else {
        ending.control("SH", ["SEE ALSO"]).text([bold("armistice"), roman("(1)")]);
    }
    ending.to_writer(&mut bytes).expect("a vector takes all bytes");
    // Every section comes with its own definition of the apostrophe; one is enough. Lines that only break a line beside
    // an empty one are faults to mandoc.
    let preamble = Roff::new().render();
    let body = String::from_utf8_lossy(&bytes).replace(&preamble, "").replace(".br\n\n.br\n", ".sp\n");
    // The page is of a version and of no day. (`Roff` would leave the empty date out.)
    let version = env!("CARGO_PKG_VERSION");
    format!("{preamble}.TH {} 1 \"\" \"armistice {version}\" \"Armistice\"\n{body}", name(command))
}

/// What stands below the options in the help of a command, as it is broken there.
fn notes(command: &Command, roff: &mut Roff) {
    let Some(text) = command.get_after_help().filter(|_| !command.has_subcommands()) else { return };
    roff.control("SH", ["NOTES"]).control("nf", []);
    for line in text.to_string().lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

fn list<T: Into<String>>(
    heading: &str,
    entries: impl IntoIterator<Item = (T, &'static str)>,
    roff: &mut Roff,
) {
    roff.control("SH", [heading]);
    for (term, meaning) in entries {
        roff.control("TP", []).text([bold(term)]).text([roman(meaning)]);
    }
}

/// All commands on one page, each as its help shows it.
fn markdown(program: &Command) -> String {
    let mut page = "# Commands\n\nEvery command with its arguments and options, as `armistice help COMMAND` prints them. \
         `armistice manual\n--format markdown` prints this page from the declarations by which the command line is read, so \
         it is as they are.\n"
        .to_owned();
    for command in commands(program) {
        let title = name(command).replace('-', " ");
        let help = command.clone().term_width(100).render_long_help().to_string();
        let _ = write!(page, "\n## {title}\n\n```text\n{}\n```\n", help.trim_end());
    }
    page
}
