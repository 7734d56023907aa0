//! Results on standard output, everything else on standard error.

use serde_json::Value;

use crate::support::Workplace;

const QUICK: &[&str] = &["run", "talks.toml", "--draws", "4", "--replications", "2"];

#[test]
fn json_is_one_document_and_nothing_else() {
    let here = Workplace::new();
    for arguments in [
        &["run", "talks.toml", "--draws", "4", "--json"][..],
        &["check", "talks.toml", "--json"],
        &["check", "talks.toml", "missing.toml", "--json"],
        &["list", "--json"],
        &["schema"],
        &["schema", "summary"],
    ] {
        let stdout = here.armistice(arguments).stdout();
        let document: Result<Value, _> = serde_json::from_str(&stdout);
        assert!(document.is_ok_and(|document| document.is_object()), "{arguments:?}: {stdout}");
    }
}

#[test]
fn the_json_of_a_run_is_its_summary_file() {
    let here = Workplace::new();
    let ended = here.armistice(&["run", "talks.toml", "--draws", "4", "--json"]).expect_code(0);
    assert_eq!(ended.stdout(), here.read("reports/talks/summary.json"));
}

#[test]
fn results_go_to_standard_output_and_notes_to_standard_error() {
    let here = Workplace::new();
    let ended = here.armistice(QUICK).expect_code(0);
    assert!(!ended.stdout().is_empty());
    assert!(!ended.stdout().contains("report.html"), "{}", ended.stdout());
    assert!(ended.stderr().contains("report.html"));
}

#[test]
fn a_quiet_run_says_nothing_on_standard_error() {
    let here = Workplace::new();
    let ended = here.armistice(&[QUICK, &["--quiet"]].concat()).expect_code(0);
    assert_eq!(ended.stderr(), "");
    assert!(!ended.stdout().is_empty());
}

#[test]
fn nothing_is_coloured_when_piped() {
    let here = Workplace::new();
    here.write("broken.toml", "nonsense = ");
    for arguments in
        [QUICK, &["check", "broken.toml"], &["check", "talks.toml"], &["list"], &["--help"], &["rum"]]
    {
        let ended = here.armistice(arguments);
        assert!(!ended.stdout().contains('\x1b'), "{arguments:?}: {:?}", ended.stdout());
        assert!(!ended.stderr().contains('\x1b'), "{arguments:?}: {:?}", ended.stderr());
    }
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_failure() {
    let here = Workplace::new();
    for command in ["list", "schema", "completions bash", "check talks.toml", "run talks.toml --draws 4 -q"] {
        let script = format!("(sleep 0.2; \"$armistice\" {command}; echo code $? >&2) | true");
        let ended = here.bash(&script);
        assert_eq!(ended.stderr(), "code 0\n", "{command}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_an_io_failure() {
    let here = Workplace::new();
    here.bash("\"$armistice\" schema > /dev/full").expect_code(3).expect_stderr("standard output");
}

#[test]
#[cfg(unix)]
fn a_closed_standard_error_is_no_panic() {
    let here = Workplace::new();
    here.bash("\"$armistice\" run talks.toml --draws 4 2>&-").expect_code(0);
    here.bash("\"$armistice\" check missing.toml 2>&-").expect_code(3);
}
