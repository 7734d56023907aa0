//! Invalid scenario files: each has one error, whose whole message is under snapshot.

use std::{fs, path::Path};

use armistice::scenario::Scenario;

#[test]
fn every_invalid_file_is_told_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    names.sort();
    assert!(names.len() >= 40, "only {} invalid files", names.len());
    let mut wrong = Vec::new();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let Err(errors) = Scenario::parse(name, &text, &[]) else {
            wrong.push(format!("{name} is valid"));
            continue;
        };
        if errors.len() != 1 {
            wrong.push(format!("{name} has {} errors:\n{errors}", errors.len()));
        }
        insta::assert_snapshot!(name.trim_end_matches(".toml"), errors.to_string());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
