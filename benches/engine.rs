//! How long a run takes, and what it spends its time on.
//!
//! `flagship` is one draw of ukraine-2025 with its ten replications, whole and by stage; `fixed` is a thousand runs of
//! the smallest scenario whose inputs are all fixed: two actors, one issue, 20 rounds, 60 months. All on one thread.

use std::{hint::black_box, sync::atomic::AtomicBool};

use armistice::{
    ceasefire::Ceasefire,
    engine::{
        Options,
        ceasefires::Ceasefires,
        run::Bench,
        seeds::{self, Behaviour, Purpose, behaviour, stream},
        simulate,
    },
    model::{DealSpace, Valuation, terms},
    negotiation::{Blind, Luck, Talks},
    scenario::{Override, Scenario},
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const FLAGSHIP: &str = include_str!("../scenarios/ukraine-2025.toml");
const FIXED: &str = include_str!("fixed.toml");

fn scenario(name: &str, text: &str, changes: &[&str]) -> Scenario {
    let overrides: Vec<Override> = changes.iter().map(|change| change.parse().expect("a change")).collect();
    Scenario::parse(name, text, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

fn whole(scenario: &Scenario) {
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(1), cancel: &cancel };
    black_box(simulate(scenario, &options, &|_| {}, &mut |_| Ok(())).expect("one thread"));
}

/// Stages of one draw of the flagship.
fn flagship(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("flagship");
    group.sample_size(20);
    let scenario = scenario("ukraine-2025.toml", FLAGSHIP, &[]);
    let space = DealSpace::signable(&scenario.setting.model);
    let draw = || scenario.draw(&mut stream(2025, 0, 0, Purpose::Draw));
    let case = draw();
    let valuation = Valuation::new(&case.model, &space);
    let play = |talks: &Talks<'_>, replication: u64| {
        talks.play(&mut Luck::new(&|part| seeds::talks(2025, 0, replication, part)), &mut Blind)
    };
    let talks = Talks::new(&space, &case.model, &case.rules, &valuation);
    let signed =
        (0..10).find_map(|replication| play(&talks, replication).deal).expect("one of ten runs signs");
    let ceasefire = || {
        let belligerents = case.model.belligerents.expect("the flagship has belligerents");
        let satisfaction = belligerents.map(|side| valuation.flow(side.0, signed));
        Ceasefire::new(terms::terms(&case.model, belligerents, &space.levels(signed), satisfaction), 60)
    };

    group.bench_function("1 draw", |bencher| bencher.iter(draw));
    group.bench_function("2 valuation", |bencher| bencher.iter(|| Valuation::new(&case.model, &space)));
    group.bench_function("3 talks, ten times", |bencher| {
        bencher.iter(|| {
            let talks = Talks::new(&space, &case.model, &case.rules, &valuation);
            (0..10).for_each(|replication| {
                black_box(play(&talks, replication));
            });
        });
    });
    group.bench_function("4 ceasefire, ten times", |bencher| {
        bencher.iter(|| {
            let ceasefire = ceasefire();
            (0..10).for_each(|replication| {
                let mut luck = stream(2025, 0, replication, Purpose::Ceasefire);
                let mut details = behaviour(2025, 0, replication, Behaviour::Response);
                let mut politics = behaviour(2025, 0, replication, Behaviour::Politics);
                black_box(ceasefire.simulate(&mut luck, &mut details, &mut politics));
            });
        });
    });
    group.bench_function("whole draw", |bencher| {
        bencher.iter(|| {
            let case = draw();
            let valuation = Valuation::new(&case.model, &space);
            let bench = Bench::new(&case, &space, &valuation);
            let mut ceasefires = Ceasefires::new();
            (0..10).for_each(|replication| {
                black_box(bench.run(&scenario.simulation, 0, replication, &mut ceasefires, &mut Blind));
            });
        });
    });
    group.finish();
}

fn fixed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fixed");
    let scenario = scenario("fixed.toml", FIXED, &["simulation.draws=100", "simulation.replications=1000"]);
    group.throughput(Throughput::Elements(100_000)).sample_size(10);
    group.bench_function("100,000 runs", |bencher| bencher.iter(|| whole(&scenario)));
    group.finish();
}

criterion_group!(benches, flagship, fixed);
criterion_main!(benches);
