//! Overrides, one a line, of a shipped scenario that the first byte chooses.

use armistice::scenario::{Override, Scenario};

use super::reading::{check_cases, check_errors};

/// The scenarios that are overridden: small, and with all mechanisms between them.
const SCENARIOS: [(&str, &str); 3] = [
    ("mechanism-tour.toml", include_str!("../../scenarios/mechanism-tour.toml")),
    ("complete.toml", include_str!("../../tests/fixtures/valid/complete.toml")),
    ("classroom-ultimatum.toml", include_str!("../../scenarios/classroom-ultimatum.toml")),
];

/// Reads the bytes as overrides.
pub fn run(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (name, scenario) = SCENARIOS[usize::from(*choice) % SCENARIOS.len()];
    let mut overrides: Vec<Override> = Vec::new();
    for line in text.lines().take(16) {
        match line.parse::<Override>() {
            Ok(given) => {
                assert_eq!(given.as_str(), line);
                assert!(!given.key().is_empty() && line.contains(given.key()), "the key {}", given.key());
                overrides.push(given);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    match Scenario::parse(name, scenario, &overrides) {
        Err(errors) => {
            let given = overrides.iter().map(|given| ("--set", given.as_str()));
            check_errors(&errors, &[(name, scenario)].into_iter().chain(given).collect::<Vec<_>>());
        }
        Ok(overridden) => {
            assert!(overridden.overrides.iter().eq(overrides.iter().map(Override::as_str)));
            check_cases(&overridden, 2);
        }
    }
}
