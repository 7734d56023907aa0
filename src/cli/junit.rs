//! `--junit FILE`: what was checked, for the test reports of CI systems.
//!
//! One suite a scenario, one test case for its validity and one for each expectation. What is not as expected is a
//! failure, what is too noisy to tell or can't be checked is an error. There is no clock in it: the same results give
//! the same bytes.

use std::{fs, io, path::Path};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{
    failure::{Exit, Failure},
    one_file::{self, Existing},
    terminal,
};

const VALIDITY: &str = "is a valid scenario";

/// The test cases of one scenario.
#[derive(Debug)]
pub(super) struct Suite(TestSuite);

/// What came of a test case.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome<'t> {
    Passed,
    Failed(&'t str),
    TooNoisy(&'t str),
}

impl Suite {
    /// The suite of a scenario, as the user named it.
    pub(super) fn new(scenario: &str) -> Self {
        Self(TestSuite::new(scenario))
    }

    /// Adds an expectation.
    pub(super) fn add(&mut self, name: &str, outcome: Outcome<'_>) {
        let wrong = |kind, word: &str, message: &str| {
            let mut status = TestCaseStatus::non_success(kind);
            status.set_type(word).set_message(message);
            status
        };
        self.push(
            name,
            match outcome {
                Outcome::Passed => TestCaseStatus::success(),
                Outcome::Failed(message) => wrong(NonSuccessKind::Failure, "not as expected", message),
                Outcome::TooNoisy(message) => wrong(NonSuccessKind::Error, "too noisy to tell", message),
            },
        );
    }

    /// Says that the scenario is valid.
    pub(super) fn add_validity(&mut self) {
        self.push(VALIDITY, TestCaseStatus::success());
    }

    /// Says why the scenario could not be checked.
    pub(super) fn add_failure(&mut self, failure: &Failure) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        let (name, word) = match failure.exit() {
            Exit::Invalid => (VALIDITY, "invalid"),
            _ => ("can be read and written", "unreadable"),
        };
        status.set_type(word).set_message(failure.sentence()).set_description(failure.whole());
        self.push(name, status);
    }

    fn push(&mut self, name: &str, status: TestCaseStatus) {
        let mut case = TestCase::new(name, status);
        case.set_classname(self.0.name.clone());
        self.0.add_test_case(case);
    }
}

/// Makes sure, before any work is done, that the file is not a folder.
pub(super) fn check(path: Option<&Path>) -> Result<(), Failure> {
    match path {
        Some(path) if path.is_dir() => Err(Failure::io("write", path, io::Error::other("it is a folder"))),
        _ => Ok(()),
    }
}

/// Writes the report if there is to be one. An interrupted command has not checked everything, and writes none.
pub(super) fn write(path: Option<&Path>, suites: Vec<Suite>, exit: Exit) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    if exit == Exit::Interrupted {
        terminal::note(format_args!("{} is not written: not everything was checked", path.display()));
        return Ok(());
    }
    let mut report = Report::new("armistice");
    report.add_test_suites(suites.into_iter().map(|Suite(suite)| suite));
    let failed = |source| Failure::io("write", path, source);
    let text = report.to_string().map_err(|error| failed(io::Error::other(error)))? + "\n";
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    one_file::write(path, text.as_bytes(), Existing::Replace).map_err(failed)
}
