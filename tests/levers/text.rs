//! One text, held fixed: what it is worth and how long its peace lasts in each draw of a scenario, exactly.
//!
//! Nothing is simulated here, so that two texts, or one text under two settings, differ in a draw by the lever alone.

use armistice::{
    ceasefire::{Chain, Honoured, Terms, chain::Ends},
    engine::Laboratory,
    model::{
        DealSpace, Model, Valuation,
        terms::{peace_flows, terms},
    },
};

use crate::support::parse;

/// A level of an issue by name.
pub type Level = (&'static str, &'static str);

/// The text that levers are turned on: it is neither side's, and each of its terms has room to either side.
pub const MIDDLE: [Level; 7] = [
    ("territory", "Line frozen (no-force pledge)"),
    ("troops", "800,000"),
    ("guarantee", "Article-5-like (political)"),
    ("mnf", "European (rear area)"),
    ("monitoring", "OSCE-type"),
    ("economy", "Phased relief (snapback)"),
    ("status", "EU track (NATO renounced)"),
];

/// Draws on which a text is looked at.
pub const DRAWS: u64 = 200;

/// The drawn models of a scenario with some keys set.
pub fn models(scenario: &str, levers: &[&str]) -> Vec<Model> {
    let scenario = parse(scenario, levers);
    let laboratory = Laboratory::new(&scenario);
    (0..DRAWS).map(|draw| laboratory.case(draw).model).collect()
}

/// The levels of the middle text, but for some of its terms.
pub fn levels(model: &Model, but: &[Level]) -> Vec<usize> {
    let level = |issue: &armistice::model::Issue| {
        let given = MIDDLE.iter().chain(but).rfind(|(id, _)| *id == &*issue.id);
        let (_, name) = given.unwrap_or_else(|| panic!("the text says nothing of {}", issue.id));
        (issue.levels.iter().position(|level| **level == **name)).unwrap_or_else(|| panic!("no level {name}"))
    };
    model.issues.iter().map(level).collect()
}

/// What the ceasefire hangs on under the middle text, but for some of its terms.
pub fn ceasefire(model: &Model, but: &[Level]) -> Terms {
    let (levels, sides) = (levels(model, but), model.belligerents.unwrap());
    terms(model, sides, &levels, peace_flows(model, sides, &levels))
}

/// How the ceasefire ends within five years.
pub fn ends(terms: &Terms) -> Ends {
    Chain::new(terms, Honoured::Truly).ends(60)
}

/// S(60).
pub fn lasting(terms: &Terms) -> f64 {
    ends(terms).survival[60]
}

/// S(60) in each draw.
pub fn all_lasting(models: &[Model], but: &[Level]) -> Vec<f64> {
    models.iter().map(|model| lasting(&ceasefire(model, but))).collect()
}

/// The deals of a scenario in which only these issues are open, all others as in the middle text; and what they are
/// worth in each draw.
pub fn valued(scenario: &str, open: &[&str], levers: &[&str]) -> Vec<(Model, DealSpace, Valuation)> {
    let closed = MIDDLE.iter().filter(|(issue, _)| !open.contains(issue));
    let closed: Vec<String> =
        closed.map(|(issue, level)| format!("issues.{issue}.on_table=[\"{level}\"]")).collect();
    let levers: Vec<&str> = closed.iter().map(String::as_str).chain(levers.iter().copied()).collect();
    let value = |model: Model| {
        let space = DealSpace::on_table(&model);
        let valuation = Valuation::new(&model, &space);
        (model, space, valuation)
    };
    models(scenario, &levers).into_iter().map(value).collect()
}
