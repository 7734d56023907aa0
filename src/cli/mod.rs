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
mod manual;
mod merge;
mod migrate;
mod new;
mod one_file;
mod outputs;
mod play;
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
mod teach;
mod terminal;
mod threshold;
mod trace;
mod verify;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::{Exit, Failure};

/// What stands below the help of the program.
fn after_help() -> String {
    let codes: String = Exit::ALL.map(|exit| format!("  {:<5}{}\n", exit.code(), exit.meaning())).concat();
    format!("Exit codes:\n{codes}\nArmistice explains and compares what-ifs. It does not forecast.")
}

/// Scenario simulation for peace talks: negotiate, sign, and see whether the ceasefire holds.
#[derive(Debug, Parser)]
#[command(name = "armistice", version, after_help = after_help(), max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Arguments),
    New(new::Arguments),
    Check(check::Arguments),
    Migrate(migrate::Arguments),
    List(list::Arguments),
    Trace(trace::Arguments),
    Play(play::Arguments),
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    Compare(compare::Arguments),
    Sweep(sweep::Arguments),
    Sensitivity(sensitivity::Arguments),
    Threshold(threshold::Arguments),
    Discover(discover::Arguments),
    Teach(teach::Arguments),
    Merge(merge::Arguments),
    Verify(verify::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Manual(manual::Arguments),
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
        Command::New(arguments) => new::execute(arguments),
        Command::Check(arguments) => check::execute(arguments),
        Command::Migrate(arguments) => migrate::execute(arguments),
        Command::List(arguments) => list::execute(arguments),
        Command::Trace(arguments) => trace::execute(arguments),
        Command::Play(arguments) => play::execute(arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::execute(arguments),
        Command::Compare(arguments) => compare::execute(arguments),
        Command::Sweep(arguments) => sweep::execute(arguments),
        Command::Sensitivity(arguments) => sensitivity::execute(arguments),
        Command::Threshold(arguments) => threshold::execute(arguments),
        Command::Discover(arguments) => discover::execute(arguments),
        Command::Teach(arguments) => teach::execute(arguments),
        Command::Merge(arguments) => merge::execute(arguments),
        Command::Verify(arguments) => verify::execute(arguments),
        Command::Schema(arguments) => schema::execute(arguments),
        Command::Completions(arguments) => completions::execute(arguments),
        Command::Manual(arguments) => manual::execute(arguments),
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
