//! The command line as a user meets it: through the binary, its streams, its files and its exit codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files should fail")]

mod check;
mod ci;
mod compare;
mod discover;
mod expect;
mod interrupt;
mod new;
mod parquet;
mod resume;
mod run;
mod schema;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod shards;
mod streams;
mod support;
mod sweep;
mod trace;
mod usage;
mod verify;
