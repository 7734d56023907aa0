//! The scenario format: what a complete file becomes.

use armistice::scenario::Scenario;

const COMPLETE: &str = include_str!("fixtures/valid/complete.toml");

fn complete() -> Scenario {
    Scenario::parse("complete.toml", COMPLETE, &[]).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn a_complete_file_is_read() {
    let scenario = complete();
    assert_eq!(&*scenario.name, "Guarantee or pause");
}
