//! One run of a view: its picture, its story, and the way to others.

use crate::{
    engine::trace::{Trace, Wanted},
    report::{
        html::markup::{escape, figure},
        numbers::count,
        text::Style,
        trace::{chart, headline, story},
    },
};

use super::{
    Place, button,
    frame::{Frame, page},
};

/// What is told.
#[derive(Clone, Copy, Debug)]
pub enum Told<'t> {
    /// A run.
    Run(&'t Trace),
    /// That no run shows what was looked for.
    None(&'t str),
}

/// The page of one run.
#[must_use]
pub fn run(place: Place<'_>, told: Told<'_>) -> String {
    let (heading, body, at) = match told {
        Told::Run(trace) => {
            let story = story(trace, Style::Plain);
            let body = format!(
                "{}<h2>The story</h2>\n<pre class=\"story\">{}</pre>\n",
                figure(&chart(trace)).replacen("<h3>", "<h2>", 1).replacen("</h3>", "</h2>", 1),
                escape(&story)
            );
            (format!("Run {}: {}", count(trace.run.run), headline(trace)), body, trace.run.run)
        }
        Told::None(wanted) => {
            let runs = place.address.counts.draws * place.address.counts.replications;
            let body = format!("<p>None of the {} runs of this view shows it.</p>\n", count(runs));
            (format!("No such run: {}", words(wanted)), body, 0)
        }
    };
    let nav = ways(place, at);
    page(&Frame {
        title: &heading,
        name: &place.scenario.name,
        heading: &heading,
        skip: None,
        body: &format!("{nav}{body}"),
        is_wide: false,
        is_below: true,
    })
}

/// What can be looked for, in words.
fn words(wanted: &str) -> &str {
    match wanted {
        "no-deal" => "no deal",
        "pause" => "a temporary pause",
        "fragile" => "a fragile peace",
        "durable" => "a durable peace",
        "tested" => "a guarantee tested",
        other => other,
    }
}

/// Back to the view, to the runs beside this one, and to the first run that shows something.
fn ways(place: Place<'_>, at: u64) -> String {
    let address = place.address;
    let to = |run: u64| place.link("/run", &address.showing("run", &run.to_string()));
    let mut view = address.clone();
    view.others.clear();
    let mut links = button(&place.link("", &view), "Back to the levers");
    let last = address.counts.draws * address.counts.replications - 1;
    if at > 0 {
        links.push_str(&button(&to(at - 1), "Run before"));
    }
    if at < last {
        links.push_str(&button(&to(at + 1), "Next run"));
    }
    let is_held = place.scenario.setting.model.belligerents.is_some() && place.scenario.simulation.hold > 0;
    let is_guaranteed = !place.scenario.setting.model.guarantees.is_empty();
    let names = Wanted::NAMES.into_iter().filter(|name| match *name {
        "pause" | "fragile" => is_held,
        "tested" => is_held && is_guaranteed,
        _ => true,
    });
    let found: String =
        names.map(|name| button(&place.link("/run", &address.showing("find", name)), words(name))).collect();
    format!(
        "<nav aria-label=\"Runs\">\n<div class=\"actions\">\n{links}</div>\n<p class=\"finds\">The first run with:</p>\n\
         <div class=\"actions\">\n{found}</div>\n</nav>\n"
    )
}
