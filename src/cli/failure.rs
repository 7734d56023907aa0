//! How a command ends: its exit code is an interface, and every failure says what, where and what to do.

use std::{fmt, io, path::Path};

use serde_json::{Value, json};

use crate::scenario::{Diagnostics, shown};

/// How a command ended, from the mildest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// All done.
    Done,
    /// Too few draws to tell whether a number of the simulation is what the scenario expects.
    Undecided,
    /// A number of the simulation is not what the scenario expects, or a file is not as its manifest says, or not in the
    /// present format.
    ExpectationFailed,
    /// Wrong usage, or an invalid scenario.
    Invalid,
    /// A file or stream could not be read or written.
    Io,
    /// Ended by Ctrl-C (or SIGTERM, SIGHUP); what was complete has been written.
    Interrupted,
}

impl Exit {
    /// All of them, by their codes.
    pub(super) const ALL: [Self; 6] =
        [Self::Done, Self::ExpectationFailed, Self::Invalid, Self::Io, Self::Undecided, Self::Interrupted];

    /// What it says to the user.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::ExpectationFailed => {
                "an expectation of the scenario failed, files are not as their manifest says, or not in the present format"
            }
            Self::Invalid => "wrong usage or an invalid scenario",
            Self::Io => "a file or stream could not be read or written",
            Self::Undecided => "no expectation failed, but too few draws tell whether one is met",
            Self::Interrupted => "interrupted; what was complete has been written",
        }
    }

    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::ExpectationFailed => 1,
            Self::Invalid => 2,
            Self::Io => 3,
            Self::Undecided => 4,
            // 128 + SIGINT, as shells report it.
            Self::Interrupted => 130,
        }
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was asked for makes no sense.
    Usage {
        /// What is wrong.
        what: String,
        /// What to do about it, if anything is known.
        help: Option<String>,
    },
    /// A scenario with errors.
    Scenario(Diagnostics),
    /// Reading or writing failed.
    Io {
        /// What could not be done, such as `cannot read talks.toml`.
        what: String,
        /// Why.
        source: io::Error,
    },
}

impl Failure {
    pub(super) fn usage(what: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), help: None }
    }

    pub(super) fn helped(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), help: Some(help.into()) }
    }

    pub(super) fn io(action: &str, path: &Path, source: io::Error) -> Self {
        Self::Io { what: format!("cannot {action} {}", path.display()), source }
    }

    /// What is wrong, for machines: each error of a scenario with its place, any other failure as a sentence.
    pub(super) fn errors(&self) -> Value {
        match self {
            Self::Scenario(diagnostics) => diagnostics
                .headlines()
                .map(|(file, line, column, what)| {
                    json!({ "file": file, "line": line, "column": column, "what": what })
                })
                .collect(),
            Self::Usage { .. } | Self::Io { .. } => json!([{ "what": self.sentence() }]),
        }
    }

    /// The failure in one line.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Usage { what, .. } => what.clone(),
            Self::Scenario(diagnostics) => match (diagnostics.len(), diagnostics.headlines().next()) {
                (1, Some((file, line, column, what))) => format!("{file}:{line}:{column}: {what}"),
                (count, _) => format!("{count} errors"),
            },
            Self::Io { what, source } => format!("{what}: {}", plain(source)),
        }
    }

    /// All of the failure, as plain text.
    pub(super) fn whole(&self) -> String {
        match self {
            Self::Scenario(diagnostics) => diagnostics.render(false),
            Self::Usage { help: Some(help), .. } => format!("{}\nhelp: {help}", self.sentence()),
            Self::Usage { .. } | Self::Io { .. } => self.sentence(),
        }
    }

    pub(super) const fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::Scenario(_) => Exit::Invalid,
            Self::Io { .. } => Exit::Io,
        }
    }
}

/// As it is shown on a terminal, with colours.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Scenario(diagnostics) = self {
            return f.write_str(&diagnostics.render(true));
        }
        write!(f, "\x1b[1;31merror\x1b[0m: {}", shown(&self.sentence()))?;
        match self {
            Self::Usage { help: Some(help), .. } => write!(f, "\n\x1b[1mhelp\x1b[0m: {}", shown(help)),
            _ => Ok(()),
        }
    }
}

/// The system's words without the number that Rust appends: `No space left on device`.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
