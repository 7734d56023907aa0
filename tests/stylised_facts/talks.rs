//! T11: how often mediated talks end in a signature.

use armistice::scenario::Scenario;

use crate::{
    patterns::facts::{Fact, Status},
    support::{FLAGSHIP, Simulated, parse, simulate},
    table::{markdown, row},
};

/// The band of T11.
const BAND: (f64, f64) = (0.3, 0.6);

/// The scenario that `armistice new` writes: a mediator's single text in 24 rounds.
fn template() -> String {
    include_str!("../../src/cli/templates/ceasefire.toml").replace("{{name}}", "Template")
}

fn run(text: &str, draws: u32, levers: &[String]) -> Simulated {
    let size = [format!("simulation.draws={draws}"), "simulation.replications=2".into()];
    let levers: Vec<&str> = size.iter().chain(levers).map(String::as_str).collect();
    simulate(text, &levers)
}

fn signed(simulated: &Simulated) -> f64 {
    simulated.summary.metrics["p_deal"].value.unwrap()
}

fn is_in_band(share: f64) -> bool {
    (BAND.0..=BAND.1).contains(&share)
}

/// T11 as the page shows it.
pub fn table() -> String {
    let head = ["", "Pattern", "Band", "At the defaults", "Met", "Status", "Source"];
    markdown(&head, facts().iter().map(|fact| row(fact, None)))
}

/// The fact: of the mediated default and of the flagship, with 24 rounds each, whose outside options were set for it.
fn facts() -> [Fact; 2] {
    let fact = |pattern, share| Fact {
        id: "T11",
        pattern,
        band: ".30–.60",
        value: vec![share],
        met: Some(is_in_band(share)),
        status: Status::Calibrated,
        source: "Walter 1997; Bercovitch, second hand",
    };
    let template = signed(&run(&template(), 400, &[]));
    let flagship = signed(&run(FLAGSHIP, 400, &[]));
    [
        fact("mediated talks sign within 24 rounds: the scenario that `new` writes", template),
        fact("the same of the flagship, with 6 + 18 rounds", flagship),
    ]
}

/// A range of an actor, shifted and stretched.
fn changed(scenario: &Scenario, key: &str, shift: f64, scale: f64) -> String {
    let parameter = scenario.parameters.iter().find(|parameter| parameter.key == key).unwrap();
    let (low, high) = parameter.quantity.range();
    let [low, mode, high] = [low, parameter.mode(), high].map(|number| shift + scale * number);
    format!("{key}={{ low = {low:.4}, mode = {mode:.4}, high = {high:.4} }}")
}

/// The table of what would move the share.
pub fn variants() -> String {
    let all = ["ukraine", "russia", "us", "europe"];
    let flagship = parse(FLAGSHIP, &[]);
    let outside = |actors: &[&str], shift: f64| -> Vec<String> {
        let key = |actor: &&str| changed(&flagship, &format!("actors.{actor}.war_flow"), shift, 1.0);
        actors.iter().map(key).collect()
    };
    let patience = |actors: &[&str], scale: f64| -> Vec<String> {
        let key = |actor: &&str| changed(&flagship, &format!("actors.{actor}.strategy.exponent"), 0.0, scale);
        actors.iter().map(key).collect()
    };
    let sides = &all[..2];
    let mut rows = vec![
        ("flagship as shipped, 6 + 18 rounds", FLAGSHIP.to_owned(), Vec::new()),
        ("flagship, 6 + 12 rounds", FLAGSHIP.to_owned(), vec!["tracks.moscow.rounds=12".to_owned()]),
        ("b of both belligerents + .10", FLAGSHIP.to_owned(), outside(sides, 0.10)),
        ("b of all four + .10", FLAGSHIP.to_owned(), outside(&all, 0.10)),
        ("e of all four a quarter", FLAGSHIP.to_owned(), patience(&all, 0.25)),
        (
            "b of both belligerents + .10, their e a quarter",
            FLAGSHIP.to_owned(),
            [outside(sides, 0.10), patience(sides, 0.25)].concat(),
        ),
    ];
    rows.push(("template of `new`, 24 rounds", template(), Vec::new()));
    let new = parse(&template(), &[]);
    for (name, shift) in [("template, b of both − .12", -0.12), ("template, b of both + .05", 0.05)] {
        let keys =
            ["north", "south"].map(|actor| changed(&new, &format!("actors.{actor}.war_flow"), shift, 1.0));
        rows.push((name, template(), keys.to_vec()));
    }
    let rows = rows.into_iter().map(|(name, text, levers)| {
        let simulated = run(&text, 200, &levers);
        let share = signed(&simulated);
        let zone = simulated.summary.metrics["p_zone"].value.unwrap();
        let rounds = simulated.summary.metrics["rounds_to_deal"].value.unwrap();
        let band = if is_in_band(share) { "yes" } else { "no" };
        vec![
            name.to_owned(),
            format!("{share:.2}"),
            format!("{zone:.2}"),
            format!("{rounds:.1}"),
            band.to_owned(),
        ]
    });
    markdown(&["Scenario", "Signs", "Zone open in some round", "Rounds to a deal", "In the band"], rows)
}
