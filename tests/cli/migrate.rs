//! `armistice migrate`: scenarios of format 1 become ones of format 2, whole or not at all.

use crate::support::Workplace;

/// A scenario of format 1, of one line that is retired and one that means something else now.
fn write_old(here: &Workplace, name: &str) -> String {
    let new = here.read("talks.toml");
    let lines = new.lines().filter(|line| !line.starts_with("format = "));
    let old: String = lines.map(|line| format!("{line}\n")).collect();
    let old = old.replacen("[actors.north]", "[actors.north]\nscar = 0.1\nstakes = 1.0", 1);
    here.write(name, &old);
    old
}

#[test]
fn the_new_text_is_printed_and_the_file_left_alone() {
    let here = Workplace::new();
    let old = write_old(&here, "old.toml");
    let ended = here.armistice(&["migrate", "old.toml"]).expect_code(0);
    let new = ended.stdout();
    assert!(new.contains("\nformat = 2\nname = "), "{new}");
    assert!(new.contains("; its default stands. It was:\n# scar = 0.1\n# migrate: these are now"), "{new}");
    assert_eq!(
        ended.stderr(),
        "old.toml: in format 2 now\n  1 left out: actors.north.scar\n  1 to look at: actors.north.stakes\n  \
         each has a comment `# migrate: …` above it\n"
    );
    assert_eq!(here.read("old.toml"), old);
    here.armistice(&["migrate", "old.toml", "--output", "new.toml"])
        .expect_code(0)
        .expect_stderr("next: armistice check new.toml");
    assert_eq!(here.read("new.toml"), new);
    here.armistice(&["migrate", "old.toml", "-o", "new.toml"]).expect_code(2).expect_stderr("already there");
    here.armistice(&["check", "new.toml"]).expect_code(0);
}

#[test]
fn files_are_rewritten_in_place_and_only_once() {
    let here = Workplace::new();
    write_old(&here, "a.toml");
    write_old(&here, "b.toml");
    let new = here.armistice(&["migrate", "a.toml"]).stdout();
    here.armistice(&["migrate", "a.toml", "b.toml"]).expect_code(2).expect_stderr("--in-place");
    here.armistice(&["migrate", "--in-place", "a.toml", "b.toml"]).expect_code(0);
    assert_eq!((here.read("a.toml"), here.read("b.toml")), (new.clone(), new.clone()));
    let again = here.armistice(&["migrate", "--in-place", "a.toml"]).expect_code(0);
    assert_eq!(again.stderr(), "a.toml: in format 2 already, nothing to change\n");
    assert_eq!(here.armistice(&["migrate", "a.toml"]).expect_code(0).stdout(), new);
    assert_eq!(here.read("a.toml"), new);
    assert_eq!(here.names("."), ["a.toml", "b.toml", "talks.toml"]);
}

#[test]
fn check_writes_nothing_and_says_by_its_code_what_it_found() {
    let here = Workplace::new();
    let old = write_old(&here, "old.toml");
    here.armistice(&["migrate", "--check", "old.toml"])
        .expect_code(1)
        .expect_stderr("old.toml: not in format 2\n  1 left out: actors.north.scar");
    assert_eq!(here.read("old.toml"), old);
    here.write("new.toml", &here.armistice(&["migrate", "old.toml"]).stdout());
    here.armistice(&["migrate", "--check", "new.toml"]).expect_code(0);
    here.armistice(&["migrate", "--check", "new.toml", "old.toml"]).expect_code(1);
    for options in
        [&["--check", "--in-place"][..], &["--check", "-o", "x.toml"], &["--in-place", "-o", "x.toml"]]
    {
        here.armistice(&[&["migrate", "old.toml"], options].concat()).expect_code(2);
    }
}

#[test]
fn a_broken_file_keeps_the_others_from_nothing() {
    let here = Workplace::new();
    write_old(&here, "old.toml");
    here.write("broken.toml", "name = ");
    here.write("other.toml", "[package]\nname = \"x\"\n");
    let ended =
        here.armistice(&["migrate", "--in-place", "broken.toml", "other.toml", "nowhere.toml", "old.toml"]);
    let ended = ended.expect_code(3).expect_stderr("broken.toml:1:").expect_stderr("is it a scenario?");
    ended.expect_stderr("cannot read nowhere.toml").expect_stderr("old.toml: in format 2 now");
    assert_eq!(here.read("broken.toml"), "name = ");
    assert_eq!(here.read("other.toml"), "[package]\nname = \"x\"\n");
    assert!(here.read("old.toml").contains("format = 2"));
}

#[test]
#[cfg(unix)]
fn links_and_devices_are_not_rewritten_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let here = Workplace::new();
    let old = write_old(&here, "old.toml");
    std::os::unix::fs::symlink("old.toml", here.path("link.toml")).unwrap();
    for (path, why) in
        [("link.toml", "it is a link"), ("/dev/null", "no regular file"), (".", "no regular file")]
    {
        here.armistice(&["migrate", "--in-place", path]).expect_code(3).expect_stderr(why);
    }
    here.armistice(&["migrate", "old.toml", "-o", "link.toml"]).expect_code(2).expect_stderr("already there");
    assert_eq!(here.read("old.toml"), old);
    here.bash("chmod 640 old.toml; \"$armistice\" migrate --in-place old.toml").expect_code(0);
    assert_eq!(here.path("old.toml").metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(here.read("link.toml").contains("format = 2"), "it leads there still");
}
