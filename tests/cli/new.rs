//! `armistice new`: a scenario to start from.

use crate::support::Workplace;

#[test]
fn what_new_writes_passes_check_and_runs() {
    let here = Workplace::new();
    for template in ["ceasefire", "bargain"] {
        let name = format!("my-{template}");
        here.armistice(&["new", &name, "--template", template]).expect_code(0);
        let ended = here.armistice(&["check", &format!("{name}.toml")]).expect_code(0);
        assert_eq!(ended.stderr(), "");
        here.armistice(&["run", &format!("{name}.toml"), "--draws", "5"]).expect_code(0);
        assert!(here.read(&format!("{name}.toml")).contains(&format!("name = \"my {template}\"")));
    }
}

#[test]
fn new_does_not_overwrite() {
    let here = Workplace::new();
    here.write("mine.toml", "mine");
    here.armistice(&["new", "mine"]).expect_code(2).expect_stderr("already there");
    here.armistice(&["new", "mine.toml"]).expect_code(2).expect_stderr("already there");
    assert_eq!(here.read("mine.toml"), "mine");
}

#[test]
fn a_name_that_could_not_be_a_scenarios_is_refused() {
    let here = Workplace::new();
    for name in ["", "..", "a\"b", "new\nline", "folder/"] {
        let ended = here.armistice(&["new", name]);
        assert_eq!(ended.0.status.code(), Some(2), "{name:?}");
    }
    assert_eq!(here.names("."), ["talks.toml"]);
}

#[test]
#[cfg(unix)]
fn the_next_commands_can_be_copied_into_a_shell() {
    let here = Workplace::new();
    std::fs::create_dir(here.path("It's mine")).unwrap();
    for name in ["plain", "two words", "It's mine/talks"] {
        let hint = here.armistice(&["new", name]).expect_code(0).stderr();
        let next = hint.trim().strip_prefix("next: ").unwrap();
        let check = next.split(" && ").next().unwrap().replace("armistice", "\"$armistice\"");
        here.bash(&check).expect_code(0);
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_io_failure() {
    let here = Workplace::new();
    here.armistice(&["new", "nowhere/talks"]).expect_code(3).expect_stderr("nowhere");
}

#[test]
#[cfg(unix)]
fn what_new_writes_is_as_readable_as_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let here = Workplace::new();
    here.bash("umask 022; \"$armistice\" new open").expect_code(0);
    assert_eq!(here.path("open.toml").metadata().unwrap().permissions().mode() & 0o777, 0o644);
}
