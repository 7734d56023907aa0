//! The worked report in `reports/` is what this version makes of the flagship.
#![cfg(feature = "cli")]

use std::{fs, path::Path};

use assert_cmd::Command;

#[test]
fn the_worked_report_is_fresh() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/ukraine-2025");
    let fresh = tempfile::tempdir().expect("a folder for the fresh report");
    let run = ["run", "scenarios/ukraine-2025.toml", "--quiet", "--out"];
    let mut command = Command::cargo_bin("armistice").expect("the binary is built");
    // Success also means that what the flagship expects of itself is decided, and met, with its own draws.
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(run).arg(fresh.path()).assert().success();
    let mut compared = 0;
    for entry in fs::read_dir(&committed).expect("the worked report is in the repository") {
        let name = entry.expect("an entry of the folder").file_name();
        // Not in the repository: what is there may be of an older version. The manifest has the hash of the new one.
        if name == "runs.csv" {
            continue;
        }
        let read = |folder: &Path| fs::read(folder.join(&name)).unwrap_or_default();
        assert!(
            read(&committed) == read(fresh.path()),
            "{} is stale: run `cargo run --release -- run scenarios/ukraine-2025.toml` and commit reports/ukraine-2025",
            name.display()
        );
        compared += 1;
    }
    assert!(
        committed.join("manifest.json").is_file() && compared > 10,
        "only {compared} files were compared"
    );
}
