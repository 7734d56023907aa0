//! The command line: one file a command, and the only code that touches files, clocks and terminals.
//!
//! Results go to standard output; progress, warnings and errors to standard error.

mod baseline;
mod check;
mod compare;
mod completions;
mod discover;
mod expectations;
mod failure;
#[doc(hidden)]
pub mod fuzzing;
mod identity;
mod interrupt;
mod junit;
mod library;
mod list;
mod manifest;
mod merge;
mod new;
mod one_file;
mod outputs;
mod progress;
mod reference;
mod resume;
mod rows;
mod run;
mod saved;
mod schema;
mod sealed;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod shard;
mod source;
mod staging;
mod sweep;
mod terminal;
mod threshold;
mod trace;
mod verify;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::{Exit, Failure};

const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    an expectation of the scenario failed, or files are not as their manifest says
  2    wrong usage or an invalid scenario
  3    a file or stream could not be read or written
  4    no expectation failed, but too few draws tell whether one is met
  130  interrupted; what was complete has been written

Armistice explains and compares what-ifs. It does not forecast.";

/// Scenario simulation for peace talks: negotiate, sign, and see whether the ceasefire holds.
#[derive(Debug, Parser)]
#[command(name = "armistice", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Arguments),
    Check(check::Arguments),
    Merge(merge::Arguments),
    Verify(verify::Arguments),
    Compare(compare::Arguments),
    Sweep(sweep::Arguments),
    Discover(discover::Arguments),
    Threshold(threshold::Arguments),
    Trace(trace::Arguments),
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    List(list::Arguments),
    New(new::Arguments),
    Sensitivity(sensitivity::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

/// Runs the command line of this process and says how it ended.
///
/// Wrong arguments, `--help` and `--version` end the process at once, as is usual for a command.
#[must_use]
pub fn main() -> ExitCode {
    let exit = execute(&Arguments::parse().command).unwrap_or_else(|failure| {
        terminal::note(&failure);
        failure.exit()
    });
    ExitCode::from(exit.code())
}

fn execute(command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Run(arguments) => run::execute(arguments),
        Command::Check(arguments) => check::execute(arguments),
        Command::Verify(arguments) => verify::execute(arguments),
        Command::Merge(arguments) => merge::execute(arguments),
        Command::Compare(arguments) => compare::execute(arguments),
        Command::Sweep(arguments) => sweep::execute(arguments),
        Command::Discover(arguments) => discover::execute(arguments),
        Command::Threshold(arguments) => threshold::execute(arguments),
        Command::Trace(arguments) => trace::execute(arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::execute(arguments),
        Command::List(arguments) => list::execute(arguments),
        Command::New(arguments) => new::execute(arguments),
        Command::Sensitivity(arguments) => sensitivity::execute(arguments),
        Command::Schema(arguments) => schema::execute(arguments),
        Command::Completions(arguments) => completions::execute(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
