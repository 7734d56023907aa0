//! A traced run is the very run of the simulation: the same end, the same text, and as many of each event.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use armistice::{
    engine::{
        RunRecord,
        trace::{Event, Reply, Step, Trace, trace},
    },
    report::{text::Style, trace::story},
};

use support::{FLAGSHIP, parse, simulate};

const TOUR: &str = include_str!("../scenarios/mechanism-tour.toml");

fn events(trace: &Trace) -> impl Iterator<Item = &Event> {
    trace.ceasefire.iter().flat_map(|ceasefire| &ceasefire.periods).flat_map(|period| &period.events)
}

fn count(trace: &Trace, counts: impl Fn(&Event) -> usize) -> u32 {
    events(trace).map(counts).sum::<usize>().try_into().unwrap()
}

fn assert_same(row: &RunRecord, trace: &Trace) {
    let what = format!("run {}", trace.run.run);
    assert_eq!((row.draw, row.replication), (trace.run.draw, trace.run.replication), "{what}");
    assert_eq!(row.outcome, trace.outcome, "{what}");
    assert_eq!(row.signed, trace.deal.is_some(), "{what}");
    assert_eq!(row.round as usize, trace.rounds.len(), "{what}");
    if let Some(deal) = &trace.deal {
        let finite = |values: &[f64]| {
            values.iter().map(|value| value.is_finite().then_some(*value)).collect::<Vec<_>>()
        };
        assert_eq!(finite(&row.values), deal.values, "{what}");
        assert_eq!(finite(&row.realised), trace.realised, "{what}");
        assert!(trace.rounds.last().unwrap().steps.contains(&Step::Agreed), "{what}");
    }
    let silent = trace
        .rounds
        .iter()
        .flat_map(|round| &round.steps)
        .filter(|step| matches!(step, Step::Passed { .. } | Step::Answered { reply: Reply::Silent, .. }));
    assert_eq!(row.silent_rounds as usize, silent.count(), "{what}");
    let one = |is: bool| usize::from(is);
    assert_eq!(row.incidents, count(trace, |event| one(matches!(event, Event::Incident { .. }))), "{what}");
    assert_eq!(row.attempts, count(trace, |event| one(matches!(event, Event::Attempt { .. }))), "{what}");
    assert_eq!(row.stopped, count(trace, |event| one(*event == Event::Stopped)), "{what}");
    let called =
        |event: &Event| if let Event::Called { guarantees, .. } = event { guarantees.len() } else { 0 };
    let kept = |event: &Event| if let Event::Called { honoured, .. } = event { honoured.len() } else { 0 };
    assert_eq!(row.tested, count(trace, called), "{what}");
    assert_eq!(row.honoured, count(trace, kept), "{what}");
    let end = trace.ceasefire.as_ref().and_then(|ceasefire| {
        let collapsed = |event: &Event| matches!(event, Event::Collapsed { .. });
        ceasefire
            .periods
            .iter()
            .find(|period| period.events.iter().any(collapsed))
            .map(|period| period.period)
    });
    assert_eq!(row.collapsed_at, end, "{what}");
}

#[test]
fn a_traced_run_is_the_simulated_one() {
    // Guarantors' words are called on often enough to be seen.
    let tested = [
        "simulation.draws=30",
        "simulation.replications=6",
        "ceasefire.attack_ceiling=0.5",
        "actors.russia.war_flow=0.66",
        "guarantees.american.honour=0.2",
        "guarantees.european.honour=0.2",
    ];
    for (text, levers) in [(FLAGSHIP, &tested[..]), (TOUR, &tested[..2])] {
        let simulated = simulate(text, levers);
        let scenario = parse(text, levers);
        for (run, row) in simulated.rows.iter().enumerate() {
            assert_same(row, &trace(&scenario, run as u64));
        }
        assert!(
            text == TOUR || simulated.rows.iter().any(|row| row.honoured < row.tested),
            "no word was broken"
        );
    }
}

/// Eighty columns, no escape sequence without a style, and every round and month that says something.
#[test]
fn the_story_fits_a_terminal() {
    let scenario = parse(FLAGSHIP, &[]);
    for run in 0..20 {
        let told = story(&trace(&scenario, run), Style::Plain);
        assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
        assert!(!told.contains('\u{1b}') && told.ends_with("not a forecast.\n"), "{told}");
    }
}
