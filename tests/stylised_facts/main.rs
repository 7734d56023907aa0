//! The patterns of peace and of talks against the defaults that are shipped, and the page that shows them.
//!
//! Those of peace are worked out on the exact chain by `benches/calibration/patterns`, which the search for the defaults
//! uses as well; T10 and T11 are simulated. Seeds are fixed, so the page is the same on any machine.
//! `UPDATE_STYLISED_FACTS=1 cargo test --test stylised_facts` writes its tables and its chart again.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../../benches/calibration/patterns/mod.rs"]
#[allow(dead_code, reason = "the search uses a part of it that tests do not")]
mod patterns;
#[path = "../support/mod.rs"]
mod support;

mod chart;
mod peace;
mod signs;
mod table;
mod talks;

use std::path::Path;

/// Where the tables are shown.
const PAGE: &str = "docs/stylised-facts.md";

/// A file's text, or with `UPDATE_STYLISED_FACTS` set, a new text for it.
#[track_caller]
fn is_fresh(file: &str, fresh: impl FnOnce(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let fresh = fresh(&text);
    if std::env::var_os("UPDATE_STYLISED_FACTS").is_some() {
        std::fs::write(path, fresh).unwrap();
    } else {
        assert!(
            fresh == text,
            "{file} is stale: UPDATE_STYLISED_FACTS=1 cargo test --test stylised_facts -- --test-threads 1"
        );
    }
}

#[test]
fn the_page_shows_what_the_defaults_make_of_talks() {
    is_fresh(PAGE, |page| {
        let page = table::put(page, "T11", &talks::table());
        table::put(&page, "talks", &talks::variants())
    });
}
