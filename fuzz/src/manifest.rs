//! A manifest: what it lists stays in its folder, and its scenario is read again.

use std::path::Path;

use armistice::cli::fuzzing;

use super::reading::{check_cases, check_words};

/// Reads the bytes as a manifest.
pub fn run(bytes: &[u8]) {
    match fuzzing::manifest(bytes) {
        Err(what) => check_words(&what),
        Ok((outputs, scenario)) => {
            for name in outputs {
                let folder = Path::new("folder");
                assert_eq!(folder.join(&name).parent(), Some(folder), "{name}");
            }
            match scenario {
                Err(what) => check_words(&what),
                Ok(scenario) => check_cases(&scenario, 1),
            }
        }
    }
}
