//! The worked sweeps in `reports/` are what this version makes of the flagship, by the commands in their README.
#![cfg(feature = "cli")]

use std::{fs, path::Path};

use assert_cmd::Command;

#[test]
fn the_worked_sweeps_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("reports/ukraine-2025/sweeps/README.md"))
        .expect("the worked sweeps have a README");
    let mut compared = 0;
    let commands = readme.replace("\\\n ", "");
    for line in commands.lines().filter_map(|line| line.trim().strip_prefix("armistice ")) {
        let mut arguments = words(line);
        let out =
            1 + arguments.iter().position(|word| word == "--out").expect("a command says where it writes");
        let committed = root.join(&arguments[out]);
        let fresh = tempfile::tempdir().expect("a folder for the fresh sweep");
        arguments[out] = fresh.path().display().to_string();
        let mut command = Command::cargo_bin("armistice").expect("the binary is built");
        command.current_dir(root).args(&arguments).arg("--quiet").assert().success();
        for entry in fs::read_dir(fresh.path()).expect("the sweep wrote its files") {
            let name = entry.expect("an entry of the folder").file_name();
            let read = |folder: &Path| fs::read(folder.join(&name)).unwrap_or_default();
            assert!(
                read(&committed) == read(fresh.path()),
                "{} is stale: run `armistice {line}` and commit what it writes",
                committed.join(&name).display()
            );
            compared += 1;
        }
    }
    assert!(compared >= 10, "only {compared} files were compared");
}

/// The words of a shell command without escapes: what is in single quotes is one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
