//! The gallery shows what the commands on its page draw.
//!
//! A block `sh` is run, and `<!-- from FILE -->` before an image says which of the files that came of it this is.
//! `UPDATE_GALLERY=1` copies them. The charts of the flagship's report are those of `tests/worked_report.rs`.
#![cfg(unix)]

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::Workplace;

/// So that the page loads fast and the repository stays small.
const LARGEST: usize = 100_000;

#[test]
fn the_gallery_shows_what_its_commands_draw() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/gallery.md")).unwrap();
    let here = Workplace::new();
    let blocks = page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    for commands in blocks {
        here.bash(commands).expect_code(0);
    }
    let mut shown = BTreeSet::new();
    for rest in page.split("<!-- from ").skip(1) {
        let (from, rest) = rest.split_once(" -->").unwrap();
        let image = rest.split("](gallery/").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
        let fresh = here.read(from);
        assert!(fresh.len() < LARGEST, "{image} has {} bytes", fresh.len());
        let kept = root.join("docs/gallery").join(image);
        if std::env::var_os("UPDATE_GALLERY").is_some() {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, &fresh).unwrap();
        }
        let is_fresh = fs::read_to_string(&kept).is_ok_and(|kept| kept == fresh);
        assert!(is_fresh, "docs/gallery/{image} is not up to date: UPDATE_GALLERY=1 writes it");
        shown.insert(image.to_owned());
    }
    assert!(shown.len() >= 8, "{shown:?}");
    let kept = fs::read_dir(root.join("docs/gallery")).unwrap();
    let kept: BTreeSet<String> =
        kept.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(kept, shown, "files that the page does not show");
}

#[test]
fn the_gallery_has_every_chart_of_a_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/gallery.md")).unwrap();
    let mut charts = 0;
    for entry in fs::read_dir(root.join("reports/ukraine-2025")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".svg") {
            assert!(
                page.contains(&format!("](../reports/ukraine-2025/{name})")),
                "{name} is not in docs/gallery.md"
            );
            charts += 1;
        }
    }
    assert!(charts > 8, "{charts}");
}
