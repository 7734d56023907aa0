//! Where a scenario comes from: a file, or the name of a shipped one.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::scenario::{Diagnostics, Override, Problem, Scenario};

use super::{failure::Failure, library};

/// No scenario that a person writes comes near this; a wrong file (a video, `/dev/zero`) does.
const LARGEST: u64 = 32 << 20;

/// A scenario's text and where it is from.
#[derive(Debug)]
pub(super) struct Source {
    /// The file as the user named it, or the shipped scenario's name: for messages.
    pub shown: String,
    /// The name of its reports: the file's name without its ending.
    pub name: String,
    /// The text.
    pub text: String,
    /// The folder from which its paths start: that of the file, or the current one for a shipped scenario.
    folder: PathBuf,
}

impl Source {
    /// Reads the scenario that `argument` names: a file of that name, else a shipped scenario.
    pub(super) fn read(argument: &str) -> Result<Self, Failure> {
        let path = Path::new(argument);
        if !path.is_file() {
            if let Some(shipped) = library::find(argument) {
                return Ok(Self {
                    shown: format!("{argument}.toml"),
                    name: argument.to_owned(),
                    text: shipped.text.to_owned(),
                    folder: PathBuf::new(),
                });
            }
            let is_name = path.components().count() == 1 && path.extension().is_none();
            if is_name && !path.exists() {
                return Err(unknown(argument));
            }
        }
        let text = read_text(path)?;
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { shown: argument.to_owned(), name, text, folder })
    }

    /// A scenario whose text stood in another file; its paths start from the current folder.
    pub(super) fn within(shown: String, name: String, text: String) -> Self {
        Self { shown, name, text, folder: PathBuf::new() }
    }

    /// The path of a file that the scenario names.
    pub(super) fn path(&self, named: &str) -> PathBuf {
        self.folder.join(named)
    }

    /// The failure that files which the scenario names are not as they should be.
    pub(super) fn complain(&self, overrides: &[Override], problems: Vec<Problem>) -> Failure {
        Failure::Scenario(Diagnostics::outside(&self.shown, &self.text, overrides, problems))
    }

    /// The scenario, or all that is wrong with it.
    pub(super) fn parse(&self, overrides: &[Override]) -> Result<Scenario, Failure> {
        Scenario::parse(&self.shown, &self.text, overrides).map_err(Failure::Scenario)
    }
}

fn unknown(name: &str) -> Failure {
    let help = match library::nearest(name) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`armistice list` shows the shipped scenarios".to_owned(),
    };
    Failure::helped(format!("`{name}` is neither a file nor a shipped scenario"), help)
}

/// The bytes of a file; `None` if there are more than a scenario, or its summary, has.
pub(super) fn read_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

/// The text of a scenario's file.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = read_bytes(path).map_err(|source| Failure::io("read", path, source))?.ok_or_else(|| {
        Failure::usage(format!("{} is too large for a scenario (over 32 MiB)", path.display()))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::helped(
            format!("{}:{line}: this is not UTF-8 text", path.display()),
            "save the file as UTF-8; is it a scenario at all?",
        )
    })
}
