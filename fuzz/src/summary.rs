//! What holds of every summary, and of what is made from it.

use armistice::{
    engine::Summary,
    report::{charts::Gallery, html, json, text},
};

/// Panics unless the summary is sound, survives JSON, and becomes text and well-formed pages and pictures.
pub fn check_summary(summary: &Summary) {
    let shares: f64 = summary.outcomes.iter().filter_map(|outcome| outcome.share.value).sum();
    assert!((shares - 1.0).abs() < 1e-9, "the outcomes add up to {shares}");
    for point in &summary.survival.points {
        assert!((0.0..=1.0).contains(&point.survival), "survival {}", point.survival);
    }
    let document = json::summary(summary).expect("a summary can be written");
    let read: Summary = serde_json::from_str(&document).expect("and read");
    assert_eq!(read, *summary, "a summary changes on its way through JSON");
    assert!(!text::summary(summary, text::Style::Plain).is_empty());
    let gallery = Gallery::of(summary);
    for chart in &gallery.charts {
        let svg = chart.svg();
        assert!(!svg.contains("NaN"), "{} draws NaN", chart.id);
        well_formed(chart.id, &svg);
    }
    well_formed("report.html", &html::page(summary, &gallery));
}

fn well_formed(what: &str, text: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    if let Err(error) = roxmltree::Document::parse_with_options(text, options) {
        panic!("{what}: {error}");
    }
}
