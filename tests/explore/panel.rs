//! The levers of the explorer: each value of each is a valid scenario, and does what it says.

use std::sync::atomic::AtomicBool;

use armistice::{
    engine::{self, Options},
    explore::panel::{Control, Kind, Panel, Settings},
    scenario::{Override, Scenario},
};
use proptest::prelude::*;

use crate::support::{FLAGSHIP, parse, simulate};

/// Every shipped scenario, by its file.
fn shipped() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let scenarios = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    scenarios.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// Values of one lever: the ends and the middle of a slider, each level alone, each choice.
fn values(control: &Control) -> Vec<String> {
    match &control.kind {
        Kind::Slider(slider) => [0, slider.steps / 2, slider.steps].map(|step| slider.written(step)).into(),
        Kind::Levels(levels) => levels.names.iter().map(|name| name.to_string()).collect(),
        Kind::Choices(choices) => choices.all.iter().map(|choice| choice.id.clone()).collect(),
    }
}

fn set(panel: &Panel, pairs: &[(String, String)]) -> Settings {
    panel.read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))).unwrap()
}

#[test]
fn each_value_of_each_lever_is_a_valid_scenario_and_survives_its_address() {
    for (file, text) in shipped() {
        let scenario = Scenario::parse(&file, &text, &[]).unwrap();
        let panel = Panel::of(&scenario);
        assert!(panel.controls().count() > 1, "{file}");
        for control in panel.controls() {
            for value in values(control) {
                let settings = set(&panel, &[(control.id.clone(), value.clone())]);
                assert_eq!(set(&panel, &panel.pairs(&settings)), settings, "{file}: {}={value}", control.id);
                assert_eq!(panel.in_words(&settings).len(), usize::from(!settings.is_empty()));
                let overrides = panel.overrides(&settings);
                assert_eq!(overrides.is_empty(), settings.is_empty(), "{file}: {}={value}", control.id);
                Scenario::parse(&file, &text, &overrides)
                    .unwrap_or_else(|errors| panic!("{file}: {}={value}: {errors}", control.id));
            }
        }
    }
}

#[test]
fn the_strength_lever_is_the_strength_of_the_curve() {
    let few = ["simulation.draws=20", "simulation.replications=3"];
    let panel = Panel::of(&parse(FLAGSHIP, &[]));
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let whole = engine::simulate(&parse(FLAGSHIP, &few), &options, &|_| {}, &mut |_| Ok(()));
    let curve = whole.unwrap().guarantee_strength;
    assert_eq!(curve.len(), 11);
    for point in [&curve[0], &curve[7], &curve[10]] {
        let settings = set(&panel, &[("guarantee_strength".to_owned(), point.strength.to_string())]);
        let overrides = panel.overrides(&settings);
        let texts: Vec<&str> = overrides.iter().map(Override::as_str).chain(few).collect();
        let summary = simulate(FLAGSHIP, &texts).summary;
        for (metric, there) in [
            ("p_deal", &point.p_deal),
            ("p_durable", &point.p_durable),
            ("p_durable_given_deal", &point.p_durable_given_deal),
        ] {
            assert_eq!(summary.metrics[metric].value, there.value, "{metric} at {}", point.strength);
        }
    }
}

#[test]
fn a_line_that_is_lifted_is_like_none() {
    let few = ["simulation.draws=30", "simulation.replications=4"];
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/ukraine-2025.toml")).unwrap();
    let panel = Panel::of(&parse(FLAGSHIP, &[]));
    for (lever, block) in [
        (
            "red_lines.russia.territory",
            "[[red_lines]]\nactor = \"russia\"\nissue = \"territory\"\nmin = \"Contact line (unrecognised)\"\nkind = \"hard\"\n",
        ),
        (
            "red_lines.russia.mnf",
            "[[red_lines]]\nactor = \"russia\"\nissue = \"mnf\"\nmax = \"None\"\nkind = \"soft\"\npenalty = { low = 0.02, mode = 0.05, high = 0.12 }\n",
        ),
    ] {
        assert!(text.contains(block), "{lever}");
        let without = text
            .replace(block, "")
            .replace("[provenance.\"red_lines.russia.mnf\"]", "[provenance.\"red_lines.ukraine\"]");
        let settings = set(&panel, &[(lever.to_owned(), "off".to_owned())]);
        let overrides = panel.overrides(&settings);
        let texts: Vec<&str> = overrides.iter().map(Override::as_str).chain(few).collect();
        let lifted = simulate(FLAGSHIP, &texts).summary;
        assert_eq!(lifted.outcomes, simulate(&without, &few).summary.outcomes, "{lever}");
        assert_ne!(lifted.outcomes, simulate(FLAGSHIP, &few).summary.outcomes, "{lever} binds");
    }
}

#[test]
fn what_is_as_in_the_scenario_is_no_setting() {
    let panel = Panel::of(&parse(FLAGSHIP, &[]));
    for control in panel.controls() {
        let own: Vec<(String, String)> = match &control.kind {
            Kind::Slider(_) => continue,
            Kind::Levels(levels) => {
                let on = levels.names.iter().zip(&levels.on_table).filter(|(_, on)| **on);
                on.map(|(name, _)| (control.id.clone(), name.to_string())).collect()
            }
            Kind::Choices(choices) => vec![(control.id.clone(), choices.all[choices.own].id.clone())],
        };
        assert!(set(&panel, &own).is_empty(), "{}", control.id);
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_for_is_set_or_refused(
        pairs in prop::collection::vec((0..60_usize, ".{0,12}|[-0-9.e]{1,6}"), 0..6),
        names in prop::collection::vec(".{0,20}", 0..3),
    ) {
        let panel = Panel::of(&parse(FLAGSHIP, &[]));
        let ids: Vec<&str> = panel.controls().map(|control| control.id.as_str()).collect();
        let known = pairs.iter().map(|(at, value)| (ids[at % ids.len()], value.as_str()));
        let unknown = names.iter().map(|name| (name.as_str(), "1"));
        if let Ok(settings) = panel.read(known.chain(unknown)) {
            prop_assert_eq!(set(&panel, &panel.pairs(&settings)), settings);
        }
    }
}
