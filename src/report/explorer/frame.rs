//! What every page has around its content: what it is, where to go from here, and what it must not be taken for.

use crate::report::{
    CAVEAT,
    html::markup::{escape, paragraph},
};

/// A page without its frame.
pub(super) struct Frame<'f> {
    /// For the browser's tab.
    pub title: &'f str,
    /// Above the heading, if it differs from that.
    pub name: &'f str,
    pub heading: &'f str,
    /// Where to skip to, and in which words.
    pub skip: Option<(&'f str, &'f str)>,
    pub body: &'f str,
    pub is_wide: bool,
    /// Whether it leads back to the list.
    pub is_below: bool,
}

pub(super) fn page(frame: &Frame<'_>) -> String {
    let skip = frame.skip.map_or_else(String::new, |(to, words)| {
        format!("<a class=\"skip\" href=\"{to}\">{}</a>\n", escape(words))
    });
    let name = if frame.name == frame.heading {
        String::new()
    } else {
        format!("<p class=\"name\">{}</p>\n", escape(frame.name))
    };
    let back = if frame.is_below {
        "<nav aria-label=\"Armistice\"><a href=\"/\">All scenarios</a></nav>\n"
    } else {
        ""
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{} · Armistice</title>\n<link rel=\"icon\" href=\"data:,\"/>\n\
         <link rel=\"stylesheet\" href=\"/style.css\"/>\n<script src=\"/script.js\" defer=\"defer\"></script>\n\
         </head>\n<body class=\"{}\">\n{skip}<header>\n{back}{name}<h1>{}</h1>\n<p class=\"caveat\" role=\"note\">This is {CAVEAT}: it shows what follows from the inputs, not \
         what will happen.</p>\n</header>\n<main>\n{}</main>\n<footer>\n<p><strong>This is {CAVEAT}.</strong> Armistice {}, \
         on this machine alone.</p>\n</footer>\n</body>\n</html>\n",
        escape(frame.title),
        if frame.is_wide { "wide-page" } else { "page" },
        escape(frame.heading),
        frame.body,
        env!("CARGO_PKG_VERSION")
    )
}

/// A page that says what went wrong, and what to do; `details` keep their lines.
#[must_use]
pub fn problem(heading: &str, what: &str, details: &str) -> String {
    let body = paragraph(what) + &kept(details);
    page(&Frame {
        title: heading,
        name: heading,
        heading,
        skip: None,
        body: &body,
        is_wide: false,
        is_below: true,
    })
}

/// A paragraph that stands back.
pub(super) fn muted(words: &str) -> String {
    format!("<p class=\"muted\">{}</p>\n", escape(words))
}

/// Text that keeps its lines; nothing if there is none.
pub(super) fn kept(details: &str) -> String {
    if details.is_empty() {
        return String::new();
    }
    format!(
        "<pre class=\"scroll\" role=\"region\" aria-label=\"Details\" tabindex=\"0\">{}</pre>\n",
        escape(details)
    )
}
