//! The stylised facts T1 to T11 against the defaults that are shipped, and the page that shows them.
//!
//! T1 to T9 are exact but for the draws of their mixture, T10 and T11 are simulated. Seeds are fixed, so the page is the
//! same on any machine. `UPDATE_STYLISED_FACTS=1 cargo test --test stylised_facts` writes its tables again.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../common/learnt.rs"]
mod learnt;
#[path = "../support/mod.rs"]
mod support;
#[path = "../common/terms.rs"]
mod terms;

mod draws;
mod peace;
mod table;
mod talks;

use table::Fact;

/// Where the tables are shown.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/stylised-facts.md");

#[test]
fn the_defaults_give_the_facts_about_peace() {
    for fact in peace::facts() {
        assert!(fact.met, "{}: {} is not {}", fact.id, fact.result, fact.band);
    }
}

#[test]
fn the_page_shows_what_the_defaults_give() {
    let facts: Vec<Fact> = peace::facts().into_iter().chain(talks::facts()).collect();
    let page = std::fs::read_to_string(PAGE).unwrap();
    let fresh = table::put(&page, "facts", &table::facts(&facts));
    let fresh = table::put(&fresh, "talks", &talks::variants());
    if std::env::var_os("UPDATE_STYLISED_FACTS").is_some() {
        std::fs::write(PAGE, fresh).unwrap();
    } else {
        assert!(
            fresh == page,
            "docs/stylised-facts.md is stale: UPDATE_STYLISED_FACTS=1 cargo test --test stylised_facts"
        );
    }
}
