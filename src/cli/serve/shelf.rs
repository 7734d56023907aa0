//! The scenarios that can be explored: the shipped ones, or those of one folder, and no others.
//!
//! A name is looked up in the list of what is there. It never becomes part of a path, so that none leads out of the folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::report::explorer::{Entry, path_of};

use super::super::{
    failure::{Failure, plain},
    library::{self, SHIPPED},
    source::{Source, read_text},
};

/// The most files of a folder.
const MOST_FILES: usize = 500;

/// Where scenarios come from.
#[derive(Debug)]
pub(super) enum Shelf {
    /// From the program itself.
    Shipped,
    /// From a folder.
    Folder(PathBuf),
}

/// A file of the folder.
struct Found {
    /// Its name without `.toml`.
    name: String,
    path: PathBuf,
    /// Whether it is a file, and not a link to one, which may lie elsewhere.
    is_file: bool,
}

impl Shelf {
    /// The shelf of a folder, or that of the shipped scenarios.
    pub(super) fn open(folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(Self::Shipped) };
        found(folder).map_err(|source| Failure::io("list", folder, source))?;
        Ok(Self::Folder(folder.to_owned()))
    }

    /// Where they come from, in words.
    pub(super) fn from(&self) -> String {
        match self {
            Self::Shipped => "those that come with Armistice".to_owned(),
            Self::Folder(folder) => format!("the *.toml files of {}", folder.display()),
        }
    }

    /// All that is there, with a note on what is left out.
    pub(super) fn entries(&self) -> Result<(Vec<Entry>, String), String> {
        let (names, note) = match self {
            Self::Shipped => (SHIPPED.iter().map(|shipped| shipped.name.to_owned()).collect(), String::new()),
            Self::Folder(folder) => {
                let mut found = found(folder).map_err(|error| plain(&error))?;
                let left = found.len().saturating_sub(MOST_FILES);
                found.truncate(MOST_FILES);
                let note = if left > 0 {
                    format!("There are {left} more, which are not listed.")
                } else {
                    String::new()
                };
                (found.into_iter().map(|found| found.name).collect::<Vec<String>>(), note)
            }
        };
        let entries = names.into_iter().map(|name| {
            let state = match self.read(&name) {
                None => Err("It is not there any more.".to_owned()),
                Some(Err(what)) => Err(what),
                Some(Ok(source)) => match source.parse(&[]) {
                    Ok(scenario) => Ok((scenario.name.to_string(), scenario.question.to_string())),
                    Err(failure) => Err(failure.whole()),
                },
            };
            Entry { path: path_of(&name), name, state }
        });
        Ok((entries.collect(), note))
    }

    /// A scenario by its name: `None` if there is none, an error if it can't be read.
    pub(super) fn read(&self, name: &str) -> Option<Result<Source, String>> {
        match self {
            Self::Shipped => {
                let text = library::find(name)?.text.to_owned();
                Some(Ok(Source::within(name.to_owned(), name.to_owned(), text)))
            }
            Self::Folder(folder) => {
                let found = found(folder).ok()?.into_iter().find(|found| found.name == name)?;
                if !found.is_file {
                    return Some(Err(
                        "It is a link, and only files of the folder itself are read.".to_owned()
                    ));
                }
                let text = read_text(&found.path).map_err(|failure| failure.whole());
                Some(text.map(|text| Source::within(format!("{name}.toml"), name.to_owned(), text)))
            }
        }
    }
}

/// The files and links of a folder that end in `.toml`, by name.
fn found(folder: &Path) -> io::Result<Vec<Found>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(|name| name.strip_suffix(".toml")) else { continue };
        if !name.is_empty() && (kind.is_file() || kind.is_symlink()) {
            all.push(Found { name: name.to_owned(), path: entry.path(), is_file: kind.is_file() });
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}
