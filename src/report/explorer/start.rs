//! The first page: which scenarios there are, and what each asks.

use crate::report::html::markup::escape;

use super::frame::{Frame, page};

/// A scenario of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name in addresses.
    pub name: String,
    /// The path of its page.
    pub path: String,
    /// Its title and its question, or what is wrong with it.
    pub state: Result<(String, String), String>,
}

/// The list; `from` says where they come from, and `note` what else there is to say of that.
#[must_use]
pub fn start(entries: &[Entry], from: &str, note: &str) -> String {
    let items: String = entries.iter().map(item).collect();
    let list = if entries.is_empty() {
        "<p>There is none here: a scenario is a file that ends in <code>.toml</code>. <code>armistice new</code> writes \
         one.</p>\n"
            .to_owned()
    } else {
        format!("<ul class=\"scenarios\">\n{items}</ul>\n")
    };
    let note = if note.is_empty() { String::new() } else { format!("<p>{}</p>\n", escape(note)) };
    let body = format!(
        "<p>Pick a scenario, turn its levers, and see what comes of it. Scenarios: {}.</p>\n{note}{list}",
        escape(from)
    );
    let heading = "What would it take for a ceasefire to last?";
    page(&Frame {
        title: "Explorer",
        name: "Armistice",
        heading,
        skip: None,
        body: &body,
        is_wide: false,
        is_below: false,
    })
}

fn item(entry: &Entry) -> String {
    match &entry.state {
        Ok((title, question)) => format!(
            "<li><h2><a href=\"{}\">{}</a></h2>\n<p>{}</p>\n<p class=\"muted\"><code>{}</code></p></li>\n",
            escape(&entry.path),
            escape(title),
            escape(question),
            escape(&entry.name)
        ),
        Err(what) => format!(
            "<li class=\"broken\"><h2>{}</h2>\n<p>This file can’t be explored:</p>\n<pre class=\"scroll\" role=\"region\" \
             aria-label=\"What is wrong with {}\" tabindex=\"0\">{}</pre></li>\n",
            escape(&entry.name),
            escape(&entry.name),
            escape(what)
        ),
    }
}
