//! The command line as a user meets it: through the binary, its streams, its files and its exit codes.

mod check;
mod interrupt;
mod new;
mod run;
mod streams;
mod support;
mod usage;
