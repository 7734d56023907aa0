//! The manifest: what the outputs were made from, and the hash of each. Never a clock or a path.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{engine::Summary, scenario::Scenario};

use super::{
    failure::Failure,
    identity::{Identity, Text, VERSION},
    outputs::{Outputs, Written},
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

/// Adds the manifest of the outputs of `run` that have been written so far.
pub(super) fn add_run(
    outputs: &mut Outputs,
    source: &Source,
    scenario: &Scenario,
    summary: &Summary,
    sought: Option<&Sought>,
) -> Result<(), Failure> {
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
    add(outputs, source, scenario, facts)
}

/// Adds the manifest of what has been written so far: `facts` is an object that says what else decides the outputs, or
/// how complete they are.
pub(super) fn add(
    outputs: &mut Outputs,
    source: &Source,
    scenario: &Scenario,
    facts: Value,
) -> Result<(), Failure> {
    let mut written: Vec<&Written> = outputs.written().iter().collect();
    written.sort_by(|a, b| a.name.cmp(&b.name));
    let written: serde_json::Map<String, Value> =
        written.iter().map(|file| (file.name.clone(), json!({ "sha256": file.sha256 }))).collect();
    let mut manifest = json!({
        "schema_version": SCHEMA_VERSION,
        "armistice": VERSION,
        "scenario": described(source, scenario),
        "overrides": scenario.overrides,
    });
    if let (Some(manifest), Value::Object(facts)) = (manifest.as_object_mut(), facts) {
        manifest.extend(facts);
        manifest.insert("outputs".to_owned(), Value::Object(written));
    }
    outputs.add(NAME, format!("{manifest:#}\n").as_bytes())
}

/// A scenario as it was read.
pub(super) fn described(source: &Source, scenario: &Scenario) -> Value {
    json!({ "name": &*scenario.name, "sha256": scenario.text_hash, "text": source.text })
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
