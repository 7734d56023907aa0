//! What a simulation is of: two with the same identity, made by the same version, give the same bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::scenario::{Override, Scenario};

use super::{failure::Failure, outputs::hexadecimal, source::Source};

/// The version of Armistice that this is.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A scenario and how much of it is simulated, named as in the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Identity {
    pub(super) scenario: Text,
    pub(super) overrides: Vec<String>,
    pub(super) seed: u64,
    pub(super) draws: u64,
    pub(super) replications: u64,
}

/// A scenario's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) text: String,
}

impl Identity {
    pub(super) fn of(source: &Source, scenario: &Scenario) -> Self {
        let simulation = &scenario.simulation;
        Self {
            scenario: Text {
                name: scenario.name.to_string(),
                sha256: scenario.text_hash.clone(),
                text: source.text.clone(),
            },
            overrides: scenario.overrides.clone(),
            seed: simulation.seed,
            draws: simulation.draws,
            replications: simulation.replications,
        }
    }

    /// The scenario, read again from its text, and its source; `from` is the file that it stands in.
    pub(super) fn scenario(&self, from: &str) -> Result<(Source, Scenario), Failure> {
        let inconsistent = |what: &str| Failure::usage(format!("{from}: {what}"));
        let overrides: Result<Vec<Override>, _> = self.overrides.iter().map(|text| text.parse()).collect();
        let overrides = overrides.map_err(|error| inconsistent(&error.to_string()))?;
        let name = self.scenario.name.clone();
        let source =
            Source { shown: format!("{from} (its scenario)"), name, text: self.scenario.text.clone() };
        let scenario = source.parse(&overrides)?;
        match self.difference(&Self::of(&source, &scenario)) {
            None => Ok((source, scenario)),
            Some(difference) => Err(inconsistent(&format!("it contradicts its own scenario: {difference}"))),
        }
    }

    /// How this differs from another, in words; `None` when it does not.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        let (ours, theirs) = (&self.scenario, &other.scenario);
        if ours.name != theirs.name {
            return Some(format!(
                "scenario \u{201c}{}\u{201d}, not \u{201c}{}\u{201d}",
                ours.name, theirs.name
            ));
        }
        if ours.sha256 != theirs.sha256 || ours.text != theirs.text {
            return Some(format!("another text of the scenario \u{201c}{}\u{201d}", ours.name));
        }
        let counts = [
            ("seed", self.seed, other.seed),
            ("draws", self.draws, other.draws),
            ("replications", self.replications, other.replications),
        ];
        if let Some((what, ours, theirs)) = counts.into_iter().find(|(_, ours, theirs)| ours != theirs) {
            return Some(format!("{what} {ours}, not {theirs}"));
        }
        if self.overrides != other.overrides {
            let list = |overrides: &[String]| match overrides {
                [] => "none".to_owned(),
                some => some.join(", "),
            };
            return Some(format!("overrides {}, not {}", list(&self.overrides), list(&other.overrides)));
        }
        None
    }

    /// A name for it: 16 hexadecimal digits, others for another version.
    pub(super) fn digest(&self) -> String {
        let what = serde_json::to_vec(&(VERSION, self)).expect("plain values and text for keys");
        hexadecimal(&Sha256::digest(what))[..16].to_owned()
    }
}
