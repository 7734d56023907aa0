//! The pages of `armistice serve`: pure functions from what an address asks for, and what came of it, to HTML.
//!
//! They need no script: a form with GET says all, so that an address shows the same again. [`SCRIPT`] only saves loading
//! the page anew.

mod address;
mod differences;
mod frame;
mod levers;
mod results;
mod run;
mod start;

pub use address::{Address, Counts};
pub use frame::problem;
pub use results::{Baseline, Outcome, Results};
pub use run::{Told, run};
pub use start::{Entry, start};

use crate::{explore::panel::Panel, report::html, scenario::Scenario};

use frame::{Frame, page};
use html::markup::{colors, escape};

/// What the pages run in the browser, all of it.
pub const SCRIPT: &str = include_str!("explorer.js");

/// The style sheet of all pages.
#[must_use]
pub fn style() -> String {
    format!("{}{}{}", colors(), html::STYLE, include_str!("explorer.css"))
}

/// A scenario that is explored.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// Its name in addresses.
    pub name: &'p str,
    /// What the command line calls it.
    pub called: &'p str,
    /// The scenario as it is in its file.
    pub scenario: &'p Scenario,
    /// Its levers.
    pub panel: &'p Panel,
    /// How they are set, and the rest of what is asked for.
    pub address: &'p Address,
}

/// The path of a scenario's page.
#[must_use]
pub fn path_of(name: &str) -> String {
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    // In a path a plus is a plus.
    format!("/scenarios/{}", name.replace('+', "%20"))
}

impl Place<'_> {
    /// The path of the scenario's page, or of what is below it.
    #[must_use]
    pub fn path(&self, below: &str) -> String {
        path_of(self.name) + below
    }

    /// A whole address: a path with a query, if there is one.
    #[must_use]
    pub fn link(&self, below: &str, address: &Address) -> String {
        let query = address.query(self.panel);
        if query.is_empty() { self.path(below) } else { format!("{}?{query}", self.path(below)) }
    }
}

/// The page of a scenario: its levers, and what comes of them.
#[must_use]
pub fn view(place: Place<'_>, results: &Results) -> String {
    let scenario = place.scenario;
    let question = if scenario.question.is_empty() { &scenario.name } else { &scenario.question };
    let body = format!(
        "<div class=\"explorer\">\n{}<section class=\"results\" aria-labelledby=\"outcome\">\n\
         <h2 id=\"outcome\" tabindex=\"-1\">What comes of it</h2>\n\
         <p id=\"status\" class=\"status\" role=\"status\">{}</p>\n<div id=\"results\">\n{}</div>\n</section>\n</div>\n",
        levers::form(place),
        escape(&results.words),
        results.body
    );
    page(&Frame {
        title: &scenario.name,
        name: &scenario.name,
        heading: question,
        skip: Some(("#outcome", "Skip to the results")),
        body: &body,
        is_wide: true,
        is_below: true,
    })
}

/// A link that looks like a button.
fn button(address: &str, words: &str) -> String {
    format!("<a class=\"button\" href=\"{}\">{}</a>\n", escape(address), escape(words))
}
