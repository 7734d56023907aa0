//! Parts of a simulation: made apart and joined they are the whole, also through a file; and one that somebody has
//! tampered with is refused or comes to some report, but never to a crash.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use std::sync::atomic::AtomicBool;

use armistice::{
    engine::{self, Options, Partial, RunRecord, Summary},
    report::{charts::Gallery, html, text},
    scenario::Scenario,
};

use support::{FIXED, FLAGSHIP, parse};

fn options(cancel: &AtomicBool) -> Options<'_> {
    Options { threads: Some(2), cancel }
}

fn part(scenario: &Scenario, number: u64, of: u64) -> Partial {
    let (cancel, part) = (AtomicBool::new(false), Partial::shard(scenario, number, of));
    let mut rows = 0;
    let mut count = |some: &[RunRecord]| {
        rows += some.len() as u64;
        Ok(())
    };
    let part = engine::simulate_part(scenario, &options(&cancel), &|_| {}, part, &mut count).unwrap();
    assert!(part.is_done() && part.fits(scenario, number, of));
    assert_eq!((part.runs(), rows), (rows, engine::runs_of_shard(scenario, number, of)));
    part
}

/// The summary of what there is, without the curve over guarantee strengths, which takes long.
fn summary(scenario: &Scenario, part: Partial) -> Summary {
    let cancel = AtomicBool::new(true);
    engine::conclude(scenario, part, &options(&cancel), &|_| {}).unwrap()
}

#[test]
fn parts_join_in_any_order_also_through_text() {
    let cut_up = ["simulation.draws=2", "simulation.replications=20001"];
    for (text, levers) in
        [(FIXED, &["simulation.draws=700"][..]), (FIXED, &cut_up), (FLAGSHIP, &["simulation.draws=18"])]
    {
        let scenario = parse(text, levers);
        let whole = summary(&scenario, part(&scenario, 1, 1));
        let parts: Vec<String> =
            (1..=4).map(|number| serde_json::to_string(&part(&scenario, number, 4)).unwrap()).collect();
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 2, 0, 3]] {
            let mut parts =
                order.map(|place| serde_json::from_str::<Partial>(&parts[place]).unwrap()).into_iter();
            let mut joined = parts.next().unwrap();
            for part in parts {
                joined.join(part, &scenario).unwrap();
            }
            assert_eq!(summary(&scenario, joined), whole);
        }
    }
}

#[test]
fn parts_with_a_gap_or_an_overlap_do_not_join() {
    let scenario = parse(FIXED, &["simulation.draws=400"]);
    let mut first = part(&scenario, 1, 4);
    let error = first.join(part(&scenario, 3, 4), &scenario).unwrap_err();
    assert!(error.to_string().contains("do not follow each other"), "{error}");
    assert!(first.join(part(&scenario, 1, 2), &scenario).is_err());
    assert!(first.join(Partial::shard(&scenario, 2, 4), &scenario).is_err(), "it is not done");
}

/// What a part goes on to does not depend on where it was stopped, if only each stop is between chunks.
#[test]
fn a_part_that_was_stopped_goes_on_to_the_same() {
    let scenario = parse(FIXED, &["simulation.draws=3000"]);
    let whole = serde_json::to_string(&part(&scenario, 1, 1)).unwrap();
    let mut stopped = Partial::whole(&scenario);
    let mut stops = 0;
    while !stopped.is_done() {
        let cancel = AtomicBool::new(false);
        let mut once = |_: &[RunRecord]| {
            cancel.store(true, std::sync::atomic::Ordering::Relaxed);
            Ok(())
        };
        stopped = engine::simulate_part(&scenario, &options(&cancel), &|_| {}, stopped, &mut once).unwrap();
        assert!(stopped.fits(&scenario, 1, 1));
        stopped = serde_json::from_str(&serde_json::to_string(&stopped).unwrap()).unwrap();
        stops += 1;
    }
    assert!(stops > 1);
    assert_eq!(serde_json::to_string(&stopped).unwrap(), whole);
}

/// Every number of a part, replaced by others of at most 14 digits: `armistice merge` takes no longer ones.
#[test]
fn tampered_counts_are_refused_or_come_to_some_report() {
    let scenario = parse(FIXED, &["simulation.draws=30", "simulation.replications=3"]);
    let text = serde_json::to_string(&part(&scenario, 1, 1)).unwrap();
    let bytes = text.as_bytes();
    let numbers: Vec<(usize, usize)> = (1..bytes.len())
        .filter(|&place| bytes[place].is_ascii_digit() && !bytes[place - 1].is_ascii_digit())
        .map(|place| (place, bytes[place..].iter().take_while(|byte| byte.is_ascii_digit()).count()))
        .collect();
    let (mut refused, mut shown) = (0, 0);
    for &(place, length) in &numbers {
        for number in ["0", "1", "61", "4294967296", "99999999999999"] {
            let changed = format!("{}{number}{}", &text[..place], &text[place + length..]);
            match serde_json::from_str::<Partial>(&changed) {
                Ok(part) if part.fits(&scenario, 1, 1) => {
                    let summary = summary(&scenario, part);
                    text::summary(&summary, text::Style::Plain);
                    shown += 1;
                    if shown % 50 == 0 {
                        html::page(&summary, &Gallery::of(&summary));
                    }
                }
                _ => refused += 1,
            }
        }
    }
    assert!(shown > 50 && refused > numbers.len(), "{refused} of {} were refused", numbers.len() * 5);
}
