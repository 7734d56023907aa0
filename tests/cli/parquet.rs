//! `armistice run --format parquet`.
#![cfg(feature = "parquet")]

use std::fs;

use ::parquet::file::reader::{FileReader, SerializedFileReader};

use crate::support::Workplace;

#[test]
fn parquet_takes_the_place_of_csv_and_has_the_same_bytes_whatever_the_threads() {
    let here = Workplace::new();
    let run = |more: &[&str]| {
        here.armistice(&[&["run", "talks.toml", "--quiet", "--out", "out"], more].concat()).expect_code(0);
    };
    run(&[]);
    let lines = here.read("out/runs.csv").lines().count();
    let parquet = ["1", "2"].map(|threads| {
        run(&["--format", "parquet", "--threads", threads]);
        assert!(!here.path("out/runs.csv").exists());
        fs::read(here.path("out/runs.parquet")).unwrap()
    });
    assert!(parquet[0] == parquet[1]);
    assert!(here.read("out/manifest.json").contains("\"runs.parquet\""));
    let reader = SerializedFileReader::new(fs::File::open(here.path("out/runs.parquet")).unwrap()).unwrap();
    assert_eq!(usize::try_from(reader.metadata().file_metadata().num_rows()).unwrap(), lines - 1);
    run(&[]);
    assert!(!here.path("out/runs.parquet").exists());
}

/// A limit on the size of files stands in for a full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_half_way_leaves_nothing_behind() {
    let here = Workplace::new();
    let ended = here.bash(
        "trap '' XFSZ; ulimit -f 64; exec \"$armistice\" run talks.toml --draws 100000 --format parquet",
    );
    ended.expect_code(3).expect_stderr("runs.parquet");
    assert_eq!(here.names("."), ["talks.toml"]);
}
