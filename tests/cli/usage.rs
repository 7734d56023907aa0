//! Help, wrong usage and shell completions.

use crate::support::Workplace;

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    let here = Workplace::new();
    for arguments in [
        &[][..],
        &["rum"],
        &["run"],
        &["run", "talks.toml", "--draws", "0"],
        &["run", "talks.toml", "--draws", "many"],
        &["run", "talks.toml", "--threads", "0"],
        &["run", "talks.toml", "--format", "xml"],
        &["run", "talks.toml", "--set", "nothing"],
        &["run", "talks.toml", "--set", "actors.north.discuont=0.5"],
        &["check"],
        &["completions", "tcsh"],
    ] {
        let ended = here.armistice(arguments);
        assert_eq!(ended.0.status.code(), Some(2), "{arguments:?}: {}", ended.stderr());
        assert_eq!(ended.stdout(), "", "{arguments:?}");
        assert!(!ended.stderr().is_empty(), "{arguments:?}");
    }
    assert_eq!(here.names("."), ["talks.toml"]);
}

#[test]
fn more_than_a_scenario_may_ask_for_is_refused_with_the_limit() {
    let here = Workplace::new();
    for (option, limit) in [("--draws", 100_000_000_u64), ("--replications", 1_000_000)] {
        let ended = here.armistice(&["run", "talks.toml", option, &(limit + 1).to_string()]).expect_code(2);
        ended.expect_stderr(&format!("1..={limit}"));
    }
}

#[test]
fn help_names_every_command_and_every_exit_code() {
    let here = Workplace::new();
    let help = here.armistice(&["help"]).expect_code(0).stdout();
    for word in [
        "run",
        "check",
        "merge",
        "verify",
        "compare",
        "sweep",
        "discover",
        "threshold",
        "sensitivity",
        "trace",
        "play",
        "serve",
        "list",
        "new",
        "teach",
        "schema",
        "manual",
        "completions",
        "130",
        "does not forecast",
    ] {
        assert!(help.contains(word), "`{word}` is not in:\n{help}");
    }
    here.armistice(&["help", "run"]).expect_code(0).expect_stdout("--replications");
    here.armistice(&["--version"]).expect_code(0).expect_stdout(env!("CARGO_PKG_VERSION"));
}

#[test]
fn completions_name_the_commands_and_options() {
    let here = Workplace::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = here.armistice(&["completions", shell]).expect_code(0).stdout();
        assert!(script.contains("completions") && script.contains("replications"), "{shell}:\n{script}");
    }
}

#[test]
#[cfg(unix)]
fn completions_are_scripts_of_their_shells() {
    let here = Workplace::new();
    for (shell, parse) in [("bash", "bash -n"), ("zsh", "zsh -n"), ("fish", "fish --no-execute")] {
        let name = parse.split(' ').next().unwrap();
        // Bash runs these tests; the others are parsed where they are installed.
        let script = format!(
            "\"$armistice\" completions {shell} > script || exit 1
             if command -v {name} > found; then {parse} script; else test {shell} != bash; fi"
        );
        here.bash(&script).expect_code(0);
    }
}
