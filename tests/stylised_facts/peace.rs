//! T1 to T10, T12 to T14 and the other patterns: how long peace holds, and why it ends.

use std::sync::OnceLock;

use armistice::ceasefire::Ceasefire;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{
    PAGE, is_fresh,
    patterns::{
        Case, Found, Set, draws,
        facts::{Fact, Status, banded, facts, ordered},
        measure::{measure, violations},
        set::BARE,
        signs::over_ranges,
    },
    support::parse,
    table::{markdown, number, put, row},
};

/// Draws of the mixture.
const DRAWS: usize = 400;

/// Sets of numbers over the ranges, and draws of the mixture for each.
const SETS: (usize, usize) = (100, 60);

fn found() -> &'static Found {
    static FOUND: OnceLock<Found> = OnceLock::new();
    FOUND.get_or_init(|| measure(&Set::shipped(), &draws(DRAWS)))
}

#[test]
fn the_defaults_give_the_facts() {
    for fact in facts(found()) {
        assert_ne!(fact.met, Some(false), "{}: {} is not {}", fact.id, fact.words(), fact.band);
    }
    let tested = tested();
    assert_eq!(tested.met, Some(true), "{}", tested.words());
}

#[test]
fn other_draws_of_the_mixture_give_them_as_well() {
    for fact in facts(&measure(&Set::shipped(), &draws(2 * DRAWS)[DRAWS..])) {
        assert_ne!(fact.met, Some(false), "{}: {} is not {}", fact.id, fact.words(), fact.band);
    }
}

#[test]
fn a_state_of_constant_violations_can_be_written() {
    let lasts = constant_violations();
    assert!(lasts < 0.5, "S(3) is {lasts:.3}");
}

fn constant_violations() -> f64 {
    let levers = [
        "ceasefire.incidents=0.95",
        "ceasefire.escalation=0.9",
        "ceasefire.damping=0",
        "ceasefire.attack_ceiling=0.3",
    ];
    violations(&Set { rates: parse(BARE, &levers).central().model.ceasefire, ..Set::shipped() })
}

#[test]
fn the_page_shows_what_the_defaults_give() {
    is_fresh(PAGE, |page| {
        let page = put(page, "facts", &facts_table());
        put(&page, "patterns", &patterns_table())
    });
}

/// Facts with a band, and how they fare over the ranges.
fn facts_table() -> String {
    let sets: Vec<Vec<Fact>> = {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let draws = draws(SETS.1);
        (0..SETS.0).map(|_| banded(&measure(&over_ranges(&mut rng), &draws))).collect()
    };
    let head = ["", "Pattern", "Band", "At the defaults", "Over the ranges", "Met", "Status", "Source"];
    let rows = banded(found()).into_iter().enumerate().map(|(place, fact)| {
        let over: Vec<&Fact> = sets.iter().map(|facts| &facts[place]).collect();
        row(&fact, Some(ranges(&over)))
    });
    markdown(&head, rows.chain([row(&tested(), Some("–".to_owned()))]))
}

/// The middle one with those at 10 and 90 % where a fact is one number, and in how many sets it is met.
fn ranges(facts: &[&Fact]) -> String {
    let met = facts.iter().filter(|fact| fact.met == Some(true)).count();
    let share = format!("met in {:.0} %", 100.0 * met as f64 / facts.len() as f64);
    if facts[0].value.len() > 1 {
        return share;
    }
    let mut sorted: Vec<f64> = facts.iter().map(|fact| fact.value[0]).collect();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| number(sorted[(share * (sorted.len() - 1) as f64).round() as usize], 2);
    format!("{} [{}, {}], {share}", at(0.5), at(0.1), at(0.9))
}

fn patterns_table() -> String {
    let head = ["", "Pattern", "Target", "At the defaults", "Met", "Status", "Reason"];
    let violations = constant_violations();
    let violations = Fact {
        id: "violations",
        pattern: "a ceasefire with violations all the time (ι .95, ε0 .9, η 0, A .3, an adversary that wants more): S(3)",
        band: "< .50",
        value: vec![violations],
        met: Some(violations < 0.5),
        status: Status::HeldOut,
        source: "a state of constant violations must be writable",
    };
    let rows = ordered(found()).into_iter().chain([violations]);
    markdown(&head, rows.map(|fact| row(&fact, None)))
}

/// Guarantors as treaty, troops on the ground and words alone make them: the means of their priors.
fn tested() -> Fact {
    let deviation = |honour: f64, seed: u64| {
        let terms = Case::guaranteed(honour, 0.5, 0.5).terms(&Set::shipped(), &draws(1)[0]);
        let ceasefire = Ceasefire::new(terms, 60);
        let [mut luck, mut details, mut politics] =
            [0, 1, 2].map(|stream| ChaCha8Rng::seed_from_u64(3 * seed + stream));
        let (mut tests, mut kept) = (0, 0);
        for _ in 0..50_000 {
            let history = ceasefire.simulate(&mut luck, &mut details, &mut politics);
            tests += history.tested[0];
            kept += history.honoured[0];
        }
        let error = libm::sqrt(honour * (1.0 - honour) / f64::from(tests));
        (f64::from(kept) / f64::from(tests) - honour) / error
    };
    let deviations =
        [(4.0 / 8.0, 1), (6.0 / 9.0, 2), (2.0 / 8.0, 3)].map(|(honour, seed)| deviation(honour, seed));
    let largest = deviations.iter().fold(0.0, |largest, one| f64::max(largest, one.abs()));
    Fact {
        id: "T10",
        pattern: "tested guarantees are honoured as often as h says (.50, .67, .25), simulated: the largest deviation in \
                  standard errors",
        band: "< 4",
        value: vec![largest],
        met: Some(largest < 4.0),
        status: Status::ByConstruction,
        source: "Berkemeier and Fuhrmann 2018, for the chances",
    }
}
