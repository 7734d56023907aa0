//! `armistice run`: what it writes, and that it writes it whole or not at all.

use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::Workplace;

const QUICK: &[&str] = &["run", "talks.toml", "--draws", "4", "--replications", "2"];

fn quick(more: &[&str]) -> Vec<&'static str> {
    // Arguments of tests live as long as the program.
    QUICK.iter().copied().chain(more.iter().map(|text| &*text.to_string().leak())).collect()
}

#[test]
fn a_run_writes_its_reports_under_the_scenarios_name() {
    let here = Workplace::new();
    here.armistice(QUICK).expect_code(0).expect_stderr("reports/talks/report.html");
    let names = here.names("reports/talks");
    for name in ["manifest.json", "report.html", "runs.csv", "summary.json"] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
}

#[test]
fn runs_csv_has_a_header_and_a_row_a_run() {
    let here = Workplace::new();
    here.armistice(QUICK).expect_code(0);
    assert_eq!(here.read("reports/talks/runs.csv").lines().count(), 1 + 4 * 2);
}

#[test]
fn the_manifest_has_the_text_the_seed_the_counts_and_the_hash_of_every_output() {
    let here = Workplace::new();
    here.armistice(&quick(&["--seed", "7", "--set", "actors.south.discount=0.7"])).expect_code(0);
    let manifest: Value = serde_json::from_str(&here.read("reports/talks/manifest.json")).unwrap();

    assert_eq!(manifest["scenario"]["text"], here.read("talks.toml"));
    assert_eq!(manifest["scenario"]["sha256"], hash(here.read("talks.toml").as_bytes()));
    assert_eq!((&manifest["seed"], &manifest["runs"]), (&7.into(), &8.into()));
    assert_eq!((&manifest["draws"], &manifest["replications"]), (&4.into(), &2.into()));
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["overrides"][0], "actors.south.discount=0.7");

    let outputs = manifest["outputs"].as_object().unwrap();
    let mut listed: Vec<&str> = outputs.keys().map(String::as_str).collect();
    listed.push("manifest.json");
    listed.sort_unstable();
    assert_eq!(listed, here.names("reports/talks"));
    for (name, output) in outputs {
        let bytes = fs::read(here.path("reports/talks").join(name)).unwrap();
        assert_eq!(output["sha256"], hash(&bytes), "{name}");
    }
}

#[test]
fn the_same_run_gives_the_same_bytes_in_another_folder_and_with_other_threads() {
    let here = Workplace::new();
    here.armistice(&quick(&["--out", "one", "--threads", "1"])).expect_code(0);
    here.armistice(&quick(&["--out", "two/deep", "--threads", "2", "--json"])).expect_code(0);
    assert_eq!(here.names("one"), here.names("two/deep"));
    for name in here.names("one") {
        let (one, two) =
            (fs::read(here.path("one").join(&name)), fs::read(here.path("two/deep").join(&name)));
        assert!(one.unwrap() == two.unwrap(), "{name} differs");
    }
}

#[test]
fn outputs_of_an_earlier_run_are_replaced_and_other_files_left_alone() {
    let here = Workplace::new();
    here.armistice(QUICK).expect_code(0);
    here.write("reports/talks/notes.md", "mine");
    here.armistice(&["run", "talks.toml", "--draws", "6", "--replications", "1"]).expect_code(0);
    assert_eq!(here.read("reports/talks/notes.md"), "mine");
    assert_eq!(here.read("reports/talks/runs.csv").lines().count(), 7);
}

#[test]
fn an_output_that_is_no_longer_made_goes_unless_it_was_edited_or_lies_elsewhere() {
    let here = Workplace::new();
    fs::create_dir_all(here.path("reports/talks")).unwrap();
    for name in ["reports/talks/old_chart.svg", "reports/talks/edited.svg", "reports/outside.svg"] {
        here.write(name, "old");
    }
    let old = hash(b"old");
    here.write(
        "reports/talks/manifest.json",
        &format!(
            r#"{{"outputs": {{"old_chart.svg": {{"sha256": "{old}"}}, "../outside.svg": {{"sha256": "{old}"}},
                "edited.svg": {{"sha256": "{}"}}}}}}"#,
            hash(b"before")
        ),
    );
    here.armistice(QUICK).expect_code(0);
    assert!(!here.path("reports/talks/old_chart.svg").exists());
    assert!(here.path("reports/talks/edited.svg").exists());
    assert!(here.path("reports/outside.svg").exists());
}

#[test]
fn an_out_that_is_a_file_is_an_io_failure() {
    let here = Workplace::new();
    here.write("taken", "mine");
    here.armistice(&quick(&["--out", "taken"])).expect_code(3).expect_stderr("taken");
    here.armistice(&quick(&["--out", "taken/deeper"])).expect_code(3).expect_stderr("taken/deeper");
    assert_eq!(here.read("taken"), "mine");
    assert_eq!(here.names("."), ["taken", "talks.toml"]);
}

#[test]
fn a_folder_in_the_way_of_an_output_is_an_io_failure_that_changes_nothing() {
    let here = Workplace::new();
    here.armistice(QUICK).expect_code(0);
    let before = here.read("reports/talks/summary.json");
    fs::remove_file(here.path("reports/talks/report.html")).unwrap();
    fs::create_dir(here.path("reports/talks/report.html")).unwrap();
    here.armistice(&["run", "talks.toml", "--draws", "6"]).expect_code(3).expect_stderr("report.html");
    assert_eq!(here.read("reports/talks/summary.json"), before);
    assert!(here.path("reports/talks/manifest.json").exists());
}

/// A limit on the size of files stands in for a full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_half_way_leaves_nothing_behind() {
    let here = Workplace::new();
    let ended = here.bash("trap '' XFSZ; ulimit -f 64; exec \"$armistice\" run talks.toml --draws 40000");
    ended.expect_code(3).expect_stderr("runs.csv");
    assert_eq!(here.names("."), ["talks.toml"]);
}

/// Root may write anywhere, so the folder is one in which nobody can make a file.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_written_is_an_io_failure() {
    let here = Workplace::new();
    here.armistice(&quick(&["--out", "/proc/self/armistice"]))
        .expect_code(3)
        .expect_stderr("/proc/self/armistice");
}

#[test]
fn a_failed_expectation_is_named_with_its_value_and_interval() {
    let here = Workplace::new();
    here.append("\n[[expect]]\nmetric = \"p_deal\"\nmin = 0.0\nmax = 1.0\n");
    here.armistice(QUICK).expect_code(0).expect_stdout("as expected");
    here.append("\n[[expect]]\nmetric = \"p_deal\"\nmax = -0.5\n");
    let ended = here.armistice(QUICK).expect_code(1);
    let ended =
        ended.expect_stdout("NOT as expected").expect_stderr("p_deal is ").expect_stderr("at most -0.5");
    ended.expect_stderr("95% interval");
    assert!(here.path("reports/talks/manifest.json").exists());
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
