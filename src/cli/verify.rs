//! `armistice verify`: are the files of a folder still those that its manifest lists?

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;

use crate::engine::Summary;

use super::{
    failure::{Exit, Failure},
    identity::{Identity, VERSION},
    manifest::{self, Manifest},
    outputs::Written,
    terminal,
};

/// Check that a folder of outputs is as its manifest says
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A folder with a `manifest.json`
    folder: PathBuf,
    /// Print what was found as one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder = &arguments.folder;
    let manifest = Manifest::open(&folder.join(manifest::NAME))?;
    let found = found(folder)?;
    let comparison = Comparison::new(&manifest.outputs(), &found);
    if arguments.json {
        let document = json!({
            "schema_version": 1,
            "armistice": VERSION,
            "made_by": manifest.armistice,
            "complete": manifest.complete,
            "files": comparison.files,
            "same": comparison.is_same(),
            "missing": comparison.missing,
            "changed": comparison.changed,
            "extra": comparison.extra,
        });
        terminal::print(&format!("{document:#}\n"))?;
    } else {
        terminal::print(&format!("{}: {}", folder.display(), comparison.words("its manifest")))?;
    }
    Ok(if comparison.is_same() { Exit::Done } else { Exit::ExpectationFailed })
}

/// The names and hashes of the files in a folder but its manifest.
fn found(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let failed = |source| Failure::io("read", folder, source);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_file() && name != manifest::NAME {
            let (_, sha256) = Written::of(&path).map_err(|source| Failure::io("read", &path, source))?;
            files.insert(name, sha256);
        }
    }
    Ok(files)
}

/// How files differ from those that a manifest lists.
#[derive(Debug)]
pub(super) struct Comparison<'c> {
    /// How many it lists.
    files: usize,
    missing: Vec<&'c str>,
    changed: Vec<&'c str>,
    /// Files that it does not list, which is no fault of a folder.
    extra: Vec<&'c str>,
}

impl<'c> Comparison<'c> {
    /// Compares names and hashes.
    pub(super) fn new(listed: &BTreeMap<&'c str, &'c str>, found: &'c BTreeMap<String, String>) -> Self {
        let (there, missing): (Vec<_>, Vec<_>) =
            listed.iter().partition(|(name, _)| found.contains_key(**name));
        let changed = there.into_iter().filter(|(name, sha256)| found[**name] != **sha256);
        Self {
            files: listed.len(),
            missing: missing.into_iter().map(|(name, _)| *name).collect(),
            changed: changed.map(|(name, _)| *name).collect(),
            extra: found.keys().map(String::as_str).filter(|name| !listed.contains_key(name)).collect(),
        }
    }

    /// Whether every file that is listed is there as it is listed.
    pub(super) const fn is_same(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty()
    }

    /// What was found, for people; `list` is what lists the files.
    pub(super) fn words(&self, list: &str) -> String {
        let files = self.files;
        let differ = self.missing.len() + self.changed.len();
        let verb = if differ == 1 { "is" } else { "are" };
        let mut text = if self.is_same() {
            format!("all {files} files are as {list} says\n")
        } else {
            format!("{differ} of {files} files {verb} not as {list} says\n")
        };
        for (what, names) in
            [("missing", &self.missing), ("changed", &self.changed), ("not in the manifest", &self.extra)]
        {
            if !names.is_empty() {
                text += &terminal::wrapped(&format!("  {what}: "), &names.join(", "));
            }
        }
        text
    }
}

/// Says how the outputs of a run that was done again compare with those of the manifest at `path`.
pub(super) fn rerun(manifest: &Manifest, path: &Path, written: &[Written], is_quiet: bool) -> Exit {
    let made = written.iter().filter(|file| file.name != manifest::NAME);
    let made = made.map(|file| (file.name.clone(), file.sha256.clone())).collect();
    let comparison = Comparison::new(&manifest.outputs(), &made);
    let words = comparison.words(&path.display().to_string());
    let words = words.trim_end();
    if comparison.is_same() {
        if !is_quiet {
            terminal::note(words);
        }
        return Exit::Done;
    }
    terminal::warning(words);
    if manifest.armistice != VERSION {
        let theirs = &manifest.armistice;
        terminal::note(format_args!("Armistice {theirs} made them; this is {VERSION}"));
    }
    Exit::ExpectationFailed
}

/// The summary of a run that is all done in a folder; `None` if it is not, or if its files have been changed.
pub(super) fn finished(folder: &Path, identity: &Identity) -> Option<Summary> {
    let manifest = Manifest::open(&folder.join(manifest::NAME)).ok()?;
    let is_this = manifest.armistice == VERSION && manifest.identity().as_ref() == Ok(identity);
    if !is_this || !Comparison::new(&manifest.outputs(), &found(folder).ok()?).is_same() {
        return None;
    }
    serde_json::from_slice(&fs::read(folder.join("summary.json")).ok()?).ok()
}
