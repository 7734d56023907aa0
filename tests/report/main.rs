//! What people read, made from a summary: rich, poor, and hostile ones.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

#[path = "../common/boxes.rs"]
mod boxes;
mod figures;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod random;
mod samples;
mod tables;
mod words;

use armistice::report::{charts::Gallery, html, text};

#[test]
#[ignore = "writes all pages to the folder in REPORT_PREVIEW, to be looked at"]
fn preview() {
    let folder = std::path::PathBuf::from(std::env::var_os("REPORT_PREVIEW").unwrap());
    for (name, summary) in samples::all() {
        let gallery = Gallery::of(&summary);
        std::fs::write(folder.join(format!("{name}.html")), html::page(&summary, &gallery)).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), text::summary(&summary, text::Style::Plain))
            .unwrap();
        for chart in &gallery.charts {
            std::fs::write(folder.join(format!("{name}-{}.svg", chart.id)), chart.svg()).unwrap();
            if name == "flagship" {
                std::fs::write(folder.join(format!("{name}-{}.png", chart.id)), chart.png()).unwrap();
            }
        }
    }
}
