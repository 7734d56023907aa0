//! Ways in for the fuzz targets: files that anybody may have written, read as the commands read them.

use serde_json::value::RawValue;

use crate::{engine::Partial, scenario::Scenario};

use super::{
    failure::Failure,
    identity::Identity,
    manifest::Manifest,
    saved::{Head, Rows, Saved, Whole},
    sealed,
    shard::Shard,
    source::Source,
};

/// Reads a shard's file as `merge` does: its scenario, and what its runs add up to.
///
/// # Errors
/// What is wrong with it, in the words of the command.
pub fn shard(document: &[u8]) -> Result<(Scenario, Partial), String> {
    let refused = |what: String| words(Failure::usage(what));
    let head = Head::read(document).map_err(refused)?;
    if !head.shard.is_sensible() {
        return Err("it has no sensible number".to_owned());
    }
    let (_, scenario) = head.identity.scenario("shard.json").map_err(words)?;
    let part = Whole::of(document, &scenario).map_err(refused)?.part;
    Ok((scenario, part))
}

/// A content with the hash that a shard's file states, which anybody can make; `None` if it is not JSON.
#[must_use]
pub fn sealed(content: &str) -> Option<String> {
    RawValue::from_string(content.to_owned()).ok().map(|content| sealed::seal(&content))
}

/// The file of shard `number` of `of` of a scenario with this part in it; `None` if that is not JSON.
#[must_use]
pub fn document(text: &str, scenario: &Scenario, (number, of): (u64, u64), part: &str) -> Option<String> {
    let part = RawValue::from_string(part.to_owned()).ok()?;
    let (shown, name) = ("talks.toml".to_owned(), "talks".to_owned());
    let identity = Identity::of(&Source::within(shown, name, text.to_owned()), scenario);
    let rows = Rows { bytes: 0, sha256: String::new() };
    Some(Saved::new(Shard { number, of }, identity, rows, part).document())
}

/// Reads a manifest as `verify` and `run --manifest` do: the names of the outputs that it lists, and its scenario.
///
/// # Errors
/// What is wrong with it, in the words of the commands.
pub fn manifest(document: &[u8]) -> Result<(Vec<String>, Result<Scenario, String>), String> {
    let refused = |what: String| words(Failure::usage(what));
    let manifest = Manifest::read(document).map_err(refused)?;
    let outputs = manifest.outputs().into_keys().map(str::to_owned).collect();
    let scenario = manifest.identity().map_err(refused).and_then(|identity| {
        let (_, scenario) = identity.scenario("manifest.json").map_err(words)?;
        Ok(scenario)
    });
    Ok((outputs, scenario))
}

#[expect(clippy::needless_pass_by_value, reason = "it is the end of the failure")]
fn words(failure: Failure) -> String {
    failure.to_string()
}
