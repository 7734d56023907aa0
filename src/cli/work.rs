//! How the commands that simulate go about it: on how many threads, until Ctrl-C, and how loudly.

use clap::Args;

use crate::engine::Options;

use super::{failure::Failure, interrupt};

/// The options of a command that simulates.
#[derive(Debug, Args)]
pub(super) struct Work {
    /// Worker threads; the results do not depend on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print no progress and no notes
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl Work {
    /// The engine's options; from now on Ctrl-C ends the work early.
    pub(super) fn options(&self) -> Result<Options<'static>, Failure> {
        Ok(Options { threads: self.threads.map(usize::from), cancel: interrupt::listen()? })
    }
}
