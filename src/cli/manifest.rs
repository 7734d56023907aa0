//! The manifest: what the outputs were made from, and the hash of each. Never a clock or a path.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::scenario::Scenario;

use super::{
    failure::Failure,
    outputs::{Outputs, Written},
    source::Source,
};

/// The manifest's file name.
pub(super) const NAME: &str = "manifest.json";

const SCHEMA_VERSION: u32 = 1;

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
        "armistice": env!("CARGO_PKG_VERSION"),
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
