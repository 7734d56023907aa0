//! What each fuzz target does with its bytes: it reads them as Armistice would, goes on with what is valid, and
//! panics where an invariant is broken.
//!
//! `fuzz_targets/` hands these functions to the fuzzer; `tests/fuzz_seeds.rs` replays the seeds through them.

pub mod dictionary;
pub mod manifest;
pub mod overrides;
pub mod reading;
pub mod scenario;
pub mod shard;
pub mod summary;
pub mod transcript;
