//! The command line as a user meets it: through the binary, its streams, its files and its exit codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files should fail")]

mod check;
mod ci;
mod compare;
mod discover;
mod expect;
mod gallery;
mod interrupt;
mod list;
mod manual;
mod migrate;
mod new;
mod parquet;
mod play;
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
mod teach;
mod trace;
mod tutorial;
mod usage;
mod verify;
