//! The stages of a simulation, each ready to be run again and again: what the benches time and count.
//!
//! Those of the flagship, ukraine-2025, are of its first draw with ten replications. All on one thread.

use std::{hint::black_box, sync::atomic::AtomicBool};

use armistice::{
    ceasefire::Ceasefire,
    engine::{
        Options, Summary,
        seeds::{self, Behaviour, Purpose, behaviour, stream},
        simulate,
        zone::blockers_of_case,
    },
    model::{DealSpace, Valuation, terms},
    negotiation::{Blind, Luck, Settlement, Talks},
    report::{
        charts::{Chart, Gallery},
        html, json, text,
    },
    scenario::{Case, Override, Scenario},
};

const FLAGSHIP: &str = include_str!("../../scenarios/ukraine-2025.toml");
const FIXED: &str = include_str!("../fixed.toml");

/// Shows each stage: its name, and its work.
pub fn each(see: &mut dyn FnMut(&str, &mut dyn FnMut())) {
    let scenario = scenario("ukraine-2025.toml", FLAGSHIP, 1, 10);
    let space = DealSpace::signable(&scenario.setting.model);
    let draw = || scenario.draw(&mut stream(2025, 0, 0, Purpose::Draw));
    let case = draw();
    let valuation = Valuation::new(&case.model, &space);
    let prepared = || Talks::new(&space, &case.model, &case.rules, &valuation);
    let known = prepared();
    let signed = ten_talks(&known).find_map(|settlement| settlement.deal).expect("one of ten runs signs");
    see("draw", &mut || {
        black_box(draw());
    });
    see("valuation", &mut || {
        black_box(Valuation::new(&case.model, &space));
    });
    see("talks", &mut || {
        ten_talks(&prepared()).for_each(|settlement| {
            black_box(settlement);
        })
    });
    // The same once everything that depends on the clock alone has been found.
    see("talks-known", &mut || {
        ten_talks(&known).for_each(|settlement| {
            black_box(settlement);
        })
    });
    see("ceasefire", &mut || ten_ceasefires(&case, &space, signed));
    see("zone", &mut || {
        black_box(blockers_of_case(&case.model, &case.rules, &valuation));
    });
    let summary = whole(&scenario);
    see("report", &mut || report(&summary));
    for (name, replications) in [("fixed-once", 1), ("fixed-runs", 2001)] {
        let scenario = self::scenario("fixed.toml", FIXED, 1, replications);
        see(name, &mut || {
            black_box(whole(&scenario));
        });
    }
}

fn scenario(name: &str, text: &str, draws: u64, replications: u64) -> Scenario {
    let changes = [format!("simulation.draws={draws}"), format!("simulation.replications={replications}")];
    let overrides: Vec<Override> = changes.iter().map(|change| change.parse().expect("a change")).collect();
    Scenario::parse(name, text, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

fn whole(scenario: &Scenario) -> Summary {
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(1), cancel: &cancel };
    simulate(scenario, &options, &|_| {}, &mut |_| Ok(())).expect("one thread")
}

fn ten_talks<'t>(talks: &'t Talks<'_>) -> impl Iterator<Item = Settlement> + 't {
    (0..10).map(|replication| {
        let open = |part| seeds::talks(2025, 0, replication, part);
        talks.play(&mut Luck::new(&open), &mut Blind)
    })
}

fn ten_ceasefires(case: &Case, space: &DealSpace, signed: usize) {
    let belligerents = case.model.belligerents.expect("the flagship has belligerents");
    let levels = space.levels(signed);
    let flows = terms::peace_flows(&case.model, belligerents, &levels);
    let terms = terms::terms(&case.model, belligerents, &levels, flows);
    let ceasefire = Ceasefire::new(terms, 60);
    for replication in 0..10 {
        let mut luck = stream(2025, 0, replication, Purpose::Ceasefire);
        let mut details = behaviour(2025, 0, replication, Behaviour::Response);
        let mut politics = behaviour(2025, 0, replication, Behaviour::Politics);
        black_box(ceasefire.simulate(&mut luck, &mut details, &mut politics));
    }
}

/// All that is written of a run but its rows and the charts' second pictures, which are pixels.
fn report(summary: &Summary) {
    let gallery = Gallery::of(summary);
    black_box(gallery.charts.iter().map(Chart::svg).collect::<Vec<_>>());
    black_box(html::page(summary, &gallery));
    black_box(json::summary(summary).expect("a summary is JSON"));
    black_box(text::summary(summary, text::Style::Plain));
}
