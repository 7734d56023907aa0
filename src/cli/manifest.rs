//! The manifest: what the outputs were made from, and the hash of each. Never a clock or a path.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{engine::Summary, scenario::Scenario};

use super::{
    failure::Failure,
    identity::{Identity, Text, VERSION},
    outputs::Written,
    source::Source,
};

/// The manifest's file name.
pub(super) const NAME: &str = "manifest.json";

const SCHEMA_VERSION: u32 = 1;

/// How many draws a run was to make, if that was not said beforehand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Sought {
    /// The metric that was to be precise.
    pub(super) metric: String,
    /// Its standard error, at most.
    pub(super) standard_error: f64,
    /// The most draws.
    pub(super) draws_max: u64,
}

impl Sought {
    /// Whether `run` could have been asked for it.
    pub(super) fn is_in_range(&self, most_draws: u64) -> bool {
        self.standard_error.is_finite()
            && self.standard_error > 0.0
            && (1..=most_draws).contains(&self.draws_max)
    }
}

/// The manifest of these outputs of `run`.
pub(super) fn document(
    source: &Source,
    scenario: &Scenario,
    summary: &Summary,
    sought: Option<&Sought>,
    written: &[Written],
) -> String {
    let mut facts = json!({
        "seed": summary.counts.seed,
        "draws": summary.counts.draws,
        "replications": summary.counts.replications,
        "runs": summary.counts.runs,
        "complete": summary.counts.complete,
    });
    if let Some(sought) = sought {
        facts["until"] = json!(sought);
    }
    let (overrides, scenario) = (&scenario.overrides, (&*scenario.name, &*scenario.text_hash));
    of_command(source, &Made { scenario, overrides, facts }, written)
}

/// What outputs were made of.
pub(super) struct Made<'m> {
    /// The scenario's name, and the hash of its text.
    pub scenario: (&'m str, &'m str),
    /// Overrides that hold throughout.
    pub overrides: &'m [String],
    /// What else decides the outputs, or says how complete they are: an object.
    pub facts: Value,
}

/// The manifest of the outputs of a command.
pub(super) fn of_command(source: &Source, made: &Made<'_>, written: &[Written]) -> String {
    let mut outputs: Vec<&Written> = written.iter().collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    let outputs: serde_json::Map<String, Value> =
        outputs.iter().map(|file| (file.name.clone(), json!({ "sha256": file.sha256 }))).collect();
    let (name, sha256) = made.scenario;
    let mut manifest = json!({
        "schema_version": SCHEMA_VERSION,
        "armistice": VERSION,
        "scenario": { "name": name, "sha256": sha256, "text": source.text },
        "overrides": made.overrides,
    });
    if let (Some(manifest), Value::Object(facts)) = (manifest.as_object_mut(), &made.facts) {
        manifest.extend(facts.clone());
        manifest.insert("outputs".to_owned(), Value::Object(outputs));
    }
    format!("{manifest:#}\n")
}

/// A manifest as it was found.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Manifest {
    /// The version that made the outputs.
    pub(super) armistice: String,
    scenario: Text,
    overrides: Vec<String>,
    /// The command, if it was not `run`.
    command: Option<String>,
    seed: Option<u64>,
    draws: Option<u64>,
    replications: Option<u64>,
    /// Whether the outputs are of all that was asked for.
    #[serde(default)]
    pub(super) complete: bool,
    pub(super) until: Option<Sought>,
    outputs: BTreeMap<String, Output>,
}

#[derive(Clone, Debug, Deserialize)]
struct Output {
    sha256: String,
}

impl Manifest {
    /// Reads a file; what is wrong with it names the file.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|source| Failure::io("read", path, source))?;
        Self::read(&bytes).map_err(|what| {
            let help = format!("a manifest is the `{NAME}` of a folder of outputs");
            Failure::helped(format!("{} is no manifest: {what}", path.display()), help)
        })
    }

    /// Reads a document, or says what is wrong with it.
    pub(super) fn read(document: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(document).map_err(|error| error.to_string())?;
        match manifest.outputs.keys().find(|name| !is_plain(name)) {
            None => Ok(manifest),
            Some(name) => Err(format!("its output `{name}` would lie elsewhere")),
        }
    }

    /// The outputs' names and hashes.
    pub(super) fn outputs(&self) -> BTreeMap<&str, &str> {
        self.outputs.iter().map(|(name, output)| (&**name, &*output.sha256)).collect()
    }

    /// What the outputs of a `run` are of, or why they are of nothing that can be run again.
    pub(super) fn identity(&self) -> Result<Identity, String> {
        if let Some(command) = &self.command {
            return Err(format!("it is the manifest of `{command}`, and only a `run` can be run again"));
        }
        if !self.complete {
            return Err("the run was interrupted, which cannot be done again in the same place".to_owned());
        }
        let (Some(seed), Some(draws), Some(replications)) = (self.seed, self.draws, self.replications) else {
            return Err("it does not say seed, draws and replications".to_owned());
        };
        let (scenario, overrides) = (self.scenario.clone(), self.overrides.clone());
        Ok(Identity { scenario, overrides, seed, draws, replications })
    }
}

/// The outputs that an earlier manifest lists; nothing where none can be read.
pub(super) fn read(path: &Path) -> Vec<Written> {
    #[derive(Deserialize)]
    struct Listed {
        outputs: BTreeMap<String, Output>,
    }
    let listed: Option<Listed> = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let outputs = listed.into_iter().flat_map(|listed| listed.outputs);
    outputs
        .filter(|(name, _)| is_plain(name))
        .map(|(name, Output { sha256 })| Written { name, sha256 })
        .collect()
}

/// Whether a name stays in its folder: a manifest may have been written by anybody.
fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file_name| file_name == name)
}
