//! A folder to work in, a small scenario, and the binary.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder of its own with the small scenario `talks.toml` in it.
pub struct Workplace {
    folder: TempDir,
}

impl Workplace {
    pub fn new() -> Self {
        let workplace = Self { folder: TempDir::new().unwrap() };
        workplace.armistice(&["new", "talks", "--template", "bargain"]).expect_code(0);
        workplace
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Appends to the small scenario.
    pub fn append(&self, text: &str) {
        self.write("talks.toml", &(self.read("talks.toml") + text));
    }

    /// Names of what is in a folder, hidden ones too, in order.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// That two folders have the same files with the same bytes.
    #[track_caller]
    pub fn expect_same(&self, one: &str, other: &str) {
        assert_eq!(self.names(one), self.names(other));
        for name in self.names(one) {
            let read = |folder: &str| fs::read(self.path(folder).join(&name)).unwrap();
            assert!(read(one) == read(other), "{name} differs");
        }
    }

    /// Runs the binary in this folder.
    pub fn armistice(&self, arguments: &[&str]) -> Ended {
        self.armistice_reading(arguments, "")
    }

    /// Runs the binary in this folder, with this text on its standard input.
    pub fn armistice_reading(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ended {
        let output = Command::cargo_bin("armistice")
            .unwrap()
            .args(arguments)
            .write_stdin(input)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        Ended(output)
    }

    /// Runs a bash script in this folder with the binary as `$armistice`, and on the path.
    #[cfg(unix)]
    pub fn bash(&self, script: &str) -> Ended {
        let binary = assert_cmd::cargo::cargo_bin("armistice");
        let folder = binary.parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&path))).unwrap();
        let output = std::process::Command::new("bash")
            .args(["-c", script])
            .env("armistice", binary)
            .env("PATH", path)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Ended(output)
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended(pub Output);

impl Ended {
    pub fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}\n{}", self.stdout(), self.stderr());
        self
    }

    #[track_caller]
    pub fn expect_stderr(self, part: &str) -> Self {
        assert!(self.stderr().contains(part), "`{part}` is not in:\n{}", self.stderr());
        self
    }

    #[track_caller]
    pub fn expect_stdout(self, part: &str) -> Self {
        assert!(self.stdout().contains(part), "`{part}` is not in:\n{}", self.stdout());
        self
    }
}

/// That a page of the docs is what a command prints.
#[track_caller]
pub fn expect_page(page: &str, command: &[&str]) {
    let told = Workplace::new().armistice(command).expect_code(0).stdout();
    let kept = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap_or_default();
    let differs = told.lines().zip(kept.lines()).find(|(told, kept)| told != kept);
    assert!(told == kept, "{page} is not up to date: armistice {} > {page}\n{differs:#?}", command.join(" "));
}
