//! The manifest: what the outputs were made from, and the hash of each. Never a clock or a path.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{engine::Summary, scenario::Scenario};

use super::{outputs::Written, source::Source};

/// The manifest's file name.
pub(super) const NAME: &str = "manifest.json";

const SCHEMA_VERSION: u32 = 1;

/// The manifest of these outputs.
pub(super) fn document(
    source: &Source,
    scenario: &Scenario,
    summary: &Summary,
    written: &[Written],
) -> String {
    let mut outputs: Vec<&Written> = written.iter().collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    let outputs: serde_json::Map<String, Value> =
        outputs.iter().map(|file| (file.name.clone(), json!({ "sha256": file.sha256 }))).collect();
    let manifest = json!({
        "schema_version": SCHEMA_VERSION,
        "armistice": env!("CARGO_PKG_VERSION"),
        "scenario": { "name": &*scenario.name, "sha256": scenario.text_hash, "text": source.text },
        "overrides": scenario.overrides,
        "seed": summary.counts.seed,
        "draws": summary.counts.draws,
        "replications": summary.counts.replications,
        "runs": summary.counts.runs,
        "complete": summary.counts.complete,
        "outputs": outputs,
    });
    format!("{manifest:#}\n")
}

/// What the outputs of another command than `run` were made of.
pub(super) struct Made<'m> {
    /// The scenario's name, and the hash of its text.
    pub scenario: (&'m str, &'m str),
    /// Overrides that hold throughout.
    pub overrides: &'m [String],
    /// What else decides the outputs, or says how complete they are: an object.
    pub facts: Value,
}

/// The manifest of the outputs of another command than `run`.
pub(super) fn of_command(source: &Source, made: &Made<'_>, written: &[Written]) -> String {
    let mut outputs: Vec<&Written> = written.iter().collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    let outputs: serde_json::Map<String, Value> =
        outputs.iter().map(|file| (file.name.clone(), json!({ "sha256": file.sha256 }))).collect();
    let (name, sha256) = made.scenario;
    let mut manifest = json!({
        "schema_version": SCHEMA_VERSION,
        "armistice": env!("CARGO_PKG_VERSION"),
        "scenario": { "name": name, "sha256": sha256, "text": source.text },
        "overrides": made.overrides,
    });
    if let (Some(manifest), Value::Object(facts)) = (manifest.as_object_mut(), &made.facts) {
        manifest.extend(facts.clone());
        manifest.insert("outputs".to_owned(), Value::Object(outputs));
    }
    format!("{manifest:#}\n")
}

/// The outputs that an earlier manifest lists; nothing where none can be read.
pub(super) fn read(path: &Path) -> Vec<Written> {
    let manifest: Option<Value> = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let outputs = manifest.as_ref().and_then(|manifest| manifest["outputs"].as_object());
    outputs
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_plain(name))
        .filter_map(|(name, output)| {
            let sha256 = output["sha256"].as_str()?.to_owned();
            Some(Written { name: name.clone(), sha256 })
        })
        .collect()
}

/// Whether a name stays in its folder: a manifest may have been written by anybody.
fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file_name| file_name == name)
}
