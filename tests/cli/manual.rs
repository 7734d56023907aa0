//! `armistice manual`: manual pages, and the page of the docs with all commands. `scripts/check-package` looks at how the
//! pages are rendered.

use crate::support::{Workplace, expect_page};

#[test]
fn the_commands_in_the_docs_are_what_the_program_has() {
    expect_page("docs/commands.md", &["manual", "--format", "markdown"]);
}

#[test]
fn every_command_has_a_page_with_its_options_and_exit_codes() {
    let here = Workplace::new();
    here.armistice(&["manual", "--out", "share/man1"]).expect_code(0);
    let help = here.armistice(&["help"]).stdout();
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A further line of the same command is indented more.
    let commands = commands
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()));
    let mut expected = vec!["armistice.1".to_owned()];
    for command in commands.filter(|command| *command != "help") {
        let page = here.armistice(&["manual", command]).expect_code(0).stdout();
        assert_eq!(page, here.read(&format!("share/man1/armistice-{command}.1")));
        assert!(page.contains(&format!(".TH armistice-{command} 1 ")), "{page}");
        assert!(page.contains(".SH \"EXIT STATUS\"\n") && page.contains("\\fB130\\fR"), "{page}");
        let options = here.armistice(&["help", command]).stdout();
        for option in options.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 3) {
            let name =
                option.trim_end_matches(|letter: char| !letter.is_ascii_lowercase()).replace('-', "\\-");
            assert!(page.contains(&name), "{option} is not in the page of {command}");
        }
        expected.push(format!("armistice-{command}.1"));
    }
    expected.sort();
    assert!(expected.len() > 14, "{expected:?}");
    assert_eq!(here.names("share/man1"), expected);
    let whole = here.read("share/man1/armistice.1");
    for section in ["COMMANDS", "FILES", "ENVIRONMENT"] {
        assert!(whole.contains(&format!(".SH {section}\n")), "{section}");
    }
}

#[test]
fn a_command_that_is_not_there_has_no_page() {
    let here = Workplace::new();
    here.armistice(&["manual", "peace"]).expect_code(2).expect_stderr("no command `peace`");
    here.armistice(&["manual", "run", "--out", "x"]).expect_code(2);
    here.write("file", "");
    here.armistice(&["manual", "--out", "file/man"]).expect_code(3).expect_stderr("file/man");
}

#[test]
fn the_variables_that_the_manual_names_are_heeded() {
    let here = Workplace::new();
    here.write("bad.toml", "name = 3");
    let colours = |assignment: &str| {
        here.bash(&format!("unset NO_COLOR CLICOLOR_FORCE; {assignment} \"$armistice\" check bad.toml"))
            .stderr()
            .contains('\x1b')
    };
    assert!(!colours(""));
    assert!(colours("CLICOLOR_FORCE=1"));
    assert!(!colours("CLICOLOR_FORCE=1 NO_COLOR=1"));
}
