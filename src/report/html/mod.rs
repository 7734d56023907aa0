//! `report.html`: one page that needs nothing else, no request leaves it, no script runs in it.
//!
//! It answers the questions of a report in their order; each has a sentence, a chart, and the numbers behind it.

mod hash;
pub(super) mod inputs;
pub(super) mod markup;
pub(super) mod sections;

use crate::{
    engine::Summary,
    report::{CAVEAT, charts::Gallery, findings::answer},
};

use markup::{escape, figure};

pub(super) const STYLE: &str = include_str!("style.css");

/// The page.
pub fn page(summary: &Summary, gallery: &Gallery) -> String {
    let facts = &summary.scenario;
    let style = format!("{}{STYLE}", markup::colors());
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <title>{} · Armistice</title>\n<style>{style}</style>\n</head>\n<body>\n",
        hash::sha256(&style),
        escape(&facts.name)
    );
    html.push_str(&format!(
        "<header>\n<p class=\"name\">{}</p>\n<h1>{}</h1>\n<p class=\"answer\">{}</p>\n",
        escape(&facts.name),
        escape(&facts.question),
        escape(&answer(summary))
    ));
    html.push_str(&format!(
        "<p class=\"caveat\" role=\"note\">This is {CAVEAT}: it shows what follows from the inputs below, \
         not what will happen.</p>\n</header>\n<main>\n"
    ));
    html.push_str(&sections::all(summary, gallery));
    html.push_str(&format!(
        "</main>\n<footer>\n<p><strong>This is {CAVEAT}.</strong>{}</p>\n{}</footer>\n</body>\n</html>\n",
        escape(&disclaimer(summary)),
        sections::colophon(summary)
    ));
    html
}

/// What the disclaimer says beyond the caveat, after a space.
fn disclaimer(summary: &Summary) -> String {
    let text = summary.disclaimer.trim().trim_end_matches('.');
    if text.to_lowercase() == CAVEAT { String::new() } else { format!(" {text}.") }
}

/// A chart on the page, or why there is none.
fn shown(gallery: &Gallery, id: &str) -> String {
    match gallery.get(id) {
        Ok(chart) => figure(chart),
        Err("") => String::new(),
        Err(why) => format!("<p class=\"absent\">{}</p>\n", escape(why)),
    }
}
