//! `armistice schema`: for editors, and for people.

use std::path::Path;

use crate::support::Workplace;

#[test]
fn the_reference_in_the_docs_is_what_the_schema_says() {
    let told = Workplace::new().armistice(&["schema", "--format", "markdown"]).expect_code(0).stdout();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let kept = std::fs::read_to_string(kept).unwrap();
    let differs = told.lines().zip(kept.lines()).find(|(told, kept)| told != kept);
    assert!(
        told == kept,
        "docs/reference.md is not up to date: armistice schema --format markdown > docs/reference.md\n{differs:#?}"
    );
}

#[test]
fn both_documents_can_be_had_in_both_forms() {
    let here = Workplace::new();
    for document in ["scenario", "summary"] {
        let json = here.armistice(&["schema", document]).expect_code(0).stdout();
        let schema: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(schema["properties"].is_object(), "{document}");
        let page = here.armistice(&["schema", document, "--format", "markdown"]).expect_code(0).stdout();
        assert!(page.starts_with("# The ") && page.contains("\n## Contents\n"), "{page}");
    }
}
