//! On the same evaluations, the same numbers as SALib's to 1e-9.
//!
//! The fixtures are what SALib finds; `scripts/check-peers` has it find them again (benches/peers/salib).

use armistice::explore::sensitivity::{
    morris,
    sobol::{self, Row},
};
use serde::Deserialize;

const SOBOL: &str = include_str!("../../fixtures/salib/sobol.json");
const MORRIS: &str = include_str!("../../fixtures/salib/morris.json");

#[derive(Deserialize)]
struct Indices {
    function: String,
    a: Vec<f64>,
    b: Vec<f64>,
    mixed: Vec<Vec<f64>>,
    first: Vec<f64>,
    total: Vec<f64>,
}

#[derive(Deserialize)]
struct Effects {
    function: String,
    points: Vec<morris::Trajectory>,
    values: Vec<Vec<f64>>,
    mu: Vec<f64>,
    mu_star: Vec<f64>,
    sigma: Vec<f64>,
}

#[track_caller]
fn same(what: &str, found: impl Iterator<Item = f64>, peers: &[f64]) {
    let found: Vec<f64> = found.collect();
    assert_eq!(found.len(), peers.len(), "{what}");
    for (found, peers) in found.iter().zip(peers) {
        assert!((found - peers).abs() < 1e-9, "{what}: {found}, in SALib {peers}");
    }
}

#[test]
fn sobols_indices_are_those_of_salib() {
    let fixtures: Vec<Indices> = serde_json::from_str(SOBOL).unwrap();
    assert_eq!(fixtures.len(), 3);
    for fixture in fixtures {
        let rows: Vec<Row> = (fixture.a.iter().zip(&fixture.b).zip(fixture.mixed))
            .map(|((&a, &b), mixed)| Row { a, b, mixed })
            .collect();
        let found = sobol::indices(&rows, 20, 1).unwrap();
        same(&fixture.function, found.groups.iter().map(|index| index.first.value), &fixture.first);
        same(&fixture.function, found.groups.iter().map(|index| index.total.value), &fixture.total);
    }
}

#[test]
fn the_effects_of_screening_are_those_of_salib() {
    let fixtures: Vec<Effects> = serde_json::from_str(MORRIS).unwrap();
    assert_eq!(fixtures.len(), 3);
    for fixture in fixtures {
        let inputs = fixture.mu.len();
        let walks: Vec<_> = fixture.points.into_iter().zip(fixture.values).collect();
        let found = morris::screen(inputs, &walks);
        same(&fixture.function, found.iter().map(|effect| effect.mean), &fixture.mu);
        same(&fixture.function, found.iter().map(|effect| effect.size), &fixture.mu_star);
        same(&fixture.function, found.iter().map(|effect| effect.deviation), &fixture.sigma);
    }
}
