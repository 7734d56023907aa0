//! How a command ends: its exit code is an interface, and every failure says what, where and what to do.

use std::{fmt, io, path::Path};

/// How a command ended, from the mildest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// All done.
    Done,
    /// A number of the simulation is not what the scenario expects.
    ExpectationFailed,
    /// Wrong usage, or an invalid scenario.
    Invalid,
    /// A file or stream could not be read or written.
    Io,
    /// Ended by Ctrl-C (or SIGTERM, SIGHUP); what was complete has been written.
    Interrupted,
}

impl Exit {
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::ExpectationFailed => 1,
            Self::Invalid => 2,
            Self::Io => 3,
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
    /// Scenarios with errors, as they are shown: where, the source line, why, and a suggestion.
    Scenario(String),
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

    pub(super) const fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::Scenario(_) => Exit::Invalid,
            Self::Io { .. } => Exit::Io,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { what, help: None } => write!(f, "error: {what}"),
            Self::Usage { what, help: Some(help) } => write!(f, "error: {what}\nhelp: {help}"),
            Self::Scenario(diagnostics) => f.write_str(diagnostics.trim_end()),
            Self::Io { what, source } => write!(f, "error: {what}: {}", plain(source)),
        }
    }
}

/// The system's words without the number that Rust appends: `No space left on device`.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
