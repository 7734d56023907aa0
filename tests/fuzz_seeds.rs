//! Every seed of the fuzz targets, replayed as the fuzzer does: what it once found stays mended.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::{fs, path::Path};

/// Hands every file of a folder to a target; a panic says which one it was at.
fn replay(folder: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() >= 10, "{} has {} seeds", folder.display(), files.len());
    for file in files {
        println!("{}", file.display());
        run(&fs::read(file).unwrap());
    }
}

#[test]
fn scenarios() {
    replay("fuzz/seeds/scenario", targets::scenario::run);
    replay("scenarios", targets::scenario::run);
    replay("tests/fixtures/invalid", targets::scenario::run);
    replay("tests/fixtures/migrate/1", targets::scenario::run);
}

#[test]
fn overrides() {
    replay("fuzz/seeds/overrides", targets::overrides::run);
}

#[test]
fn shards() {
    replay("fuzz/seeds/shard", targets::shard::run);
    for (name, seed) in targets::shard::seeds() {
        println!("{name}");
        targets::shard::run(seed.as_bytes());
    }
}

#[test]
fn manifests() {
    replay("fuzz/seeds/manifest", targets::manifest::run);
}

#[test]
fn transcripts() {
    replay("fuzz/seeds/transcript", targets::transcript::run);
}

/// `UPDATE_FUZZ_DICTIONARY=1` writes it anew.
#[test]
fn the_dictionary_has_every_key_and_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/dictionary");
    let dictionary = targets::dictionary::dictionary();
    if std::env::var_os("UPDATE_FUZZ_DICTIONARY").is_some() {
        fs::write(&path, &dictionary).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == dictionary, "UPDATE_FUZZ_DICTIONARY=1 writes it anew");
}
