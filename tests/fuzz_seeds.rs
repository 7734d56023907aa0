//! Every seed of the fuzz targets, replayed as the fuzzer does: what it once found stays mended.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::{fs, path::Path};

/// Hands every file of a folder of seeds to a target.
#[track_caller]
fn replay(folder: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 10, "{} has {} seeds", folder.display(), files.len());
    for file in files.iter().filter(|file| file.is_file()) {
        println!("{}", file.display());
        run(&fs::read(file).unwrap());
    }
}

#[test]
fn scenarios() {
    replay("fuzz/seeds/scenario", targets::scenario::run);
    replay("scenarios", targets::scenario::run);
    replay("tests/fixtures/invalid", targets::scenario::run);
}

#[test]
fn overrides() {
    replay("fuzz/seeds/overrides", targets::overrides::run);
}
