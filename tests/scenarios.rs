//! The shipped scenarios.

use armistice::scenario::{ProvenanceKind, Scenario};

const FLAGSHIP: &str = include_str!("../scenarios/ukraine-2025.toml");

#[test]
fn every_stated_number_has_a_provenance() {
    let scenario = Scenario::parse("x", FLAGSHIP, &[]).unwrap_or_else(|errors| panic!("{errors}"));
    let unstated: Vec<&str> = (scenario.parameters.iter())
        .filter(|parameter| parameter.stated && parameter.provenance.kind == ProvenanceKind::Unstated)
        .map(|parameter| parameter.key.as_str())
        .collect();
    assert!(unstated.is_empty(), "{unstated:#?}");
}
