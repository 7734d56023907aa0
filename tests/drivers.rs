//! What drives the result, from the runs of a simulation: a scenario whose drivers are known, and the warnings that
//! rest on them (model.md F).

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use std::sync::atomic::AtomicBool;

use armistice::engine::{self, Options, Summary, summary::Driver};

use support::simulate;

/// Two divide a pie in one round. The second answers with the chance `responsiveness` or takes no part, and the first
/// can live without a deal on a number that never matters: a deal comes exactly when the second answers.
const PIE: &str = r#"
name = "Pie"
[simulation]
seed = 3
draws = 400
replications = 10
rounds = 1
hold = 0
[actors.first]
label = "First"
must_sign = true
discount = 0.9
war_flow = { min = 0.1, max = 0.2 }
weariness = 0.0
[actors.second]
label = "Second"
must_sign = true
discount = 0.9
war_flow = { min = 0.1, max = 0.2 }
weariness = 0.0
responsiveness = { min = 0.1, max = 0.9 }
[[issues]]
id = "share"
range = { from = 0, to = 1, steps = 101 }
values = { first = "more", second = "less" }
[weights]
first = { share = 1 }
second = { share = 1 }
[protocol]
kind = "alternating"
first = "first"
"#;

const ANSWERS: &str = "actors.second.responsiveness";

#[track_caller]
fn pie(more: &str, levers: &[&str]) -> Summary {
    simulate(&(PIE.to_owned() + more), levers).summary
}

fn driver<'s>(summary: &'s Summary, key: &str) -> &'s Driver {
    summary.drivers[0].inputs.iter().find(|input| input.key == key).unwrap()
}

fn warned(summary: &Summary, words: &str) -> bool {
    summary.warnings.iter().any(|warning| warning.contains(words))
}

#[test]
fn an_input_that_is_all_there_is_has_all_of_the_variance() {
    let summary = pie("", &[]);
    let [deal] = summary.drivers.as_slice() else { panic!("nothing is watched: {:?}", summary.drivers) };
    assert_eq!((deal.metric.as_str(), deal.inputs.len()), ("p_deal", 3));
    let answers = &deal.inputs[0];
    assert_eq!(answers.key, ANSWERS);
    assert!(answers.told_apart && answers.interval.high > 0.99 && answers.share > 0.9, "{answers:?}");
    assert_eq!(answers.direction, "raises");
    // Between 0.1 and 0.9 the lowest third is 0.23 on average, the middle one 0.5, the highest 0.77.
    for (third, truth) in answers.thirds.iter().zip([0.1 + 0.8 / 6.0, 0.5, 0.9 - 0.8 / 6.0]) {
        // About 133 draws, each with a standard deviation of at most 0.17.
        assert!((third - truth).abs() < 0.05, "{:?}", answers.thirds);
    }
    for key in ["actors.first.war_flow", "actors.second.war_flow"] {
        let other = driver(&summary, key);
        assert!(!other.told_apart && other.share.abs() < 0.1 && other.direction == "unclear");
    }
    // A flat chance from 0.1 to 0.9 has a standard deviation of 0.8/√12.
    assert!((deal.deviation.unwrap() - 0.8 / 12.0_f64.sqrt()).abs() < 0.03);
    assert!(deal.explained.unwrap() > 0.9 && deal.absence.is_none());
}

#[test]
fn what_cannot_be_told_is_said_and_not_guessed() {
    let why = |levers: &[&str]| {
        let drivers = pie("", levers).drivers;
        assert!(drivers[0].inputs.is_empty() && drivers[0].explained.is_none());
        drivers[0].absence.clone().unwrap()
    };
    assert!(why(&["simulation.draws=99"]).contains("at least 100 draws"));
    assert!(why(&["simulation.replications=1"]).contains("two replications"));
    // All draws have the same chance, and differ by luck alone.
    assert!(why(&["actors.second.responsiveness=0.5"]).contains("differs too little between draws"));
    let fixed =
        ["actors.second.responsiveness=0.5", "actors.first.war_flow=0.1", "actors.second.war_flow=0.1"];
    assert!(pie("", &fixed).drivers.is_empty());
}

#[test]
fn what_drives_the_result_does_not_depend_on_threads() {
    let scenario = support::parse(PIE, &[]);
    let drivers = |threads| {
        let cancel = AtomicBool::new(false);
        let options = Options { threads: Some(threads), cancel: &cancel };
        engine::simulate(&scenario, &options, &|_| {}, &mut |_| Ok(())).unwrap().drivers
    };
    assert_eq!(drivers(1), drivers(3));
}

#[test]
fn an_input_tied_to_another_is_counted_with_what_it_tells_of_it() {
    let tied = "\n[[correlations]]\nbetween = [\"actors.first.war_flow\", \"actors.second.responsiveness\"]\nrank = 0.9\n";
    let summary = pie(tied, &[]);
    let input = driver(&summary, "actors.first.war_flow");
    // A rank correlation of 0.9 of uniforms: the line through them explains 0.81.
    assert!(input.told_apart && (input.share - 0.81).abs() < 0.1, "{input:?}");
    assert!(summary.drivers[0].correlated && !pie("", &[]).drivers[0].correlated);
}

#[test]
fn an_input_whose_middle_is_best_is_said_to_turn_and_one_that_only_raises_is_not() {
    // Each takes what is within a tenth of its scale from its ideal, so that a deal needs ideals that are close.
    let text = PIE.replace("{ min = 0.1, max = 0.2 }", "0.9").replace(
        "first = \"more\", second = \"less\"",
        "first = { ideal = 0.5 }, second = { ideal = { min = 0, max = 1 } }",
    );
    let summary = simulate(&text, &[]).summary;
    let ideal = driver(&summary, "issues.share.values.second.ideal");
    assert!(ideal.told_apart && ideal.direction == "turns", "{ideal:?}");
    assert!(warned(&summary, "More of `issues.share.values.second.ideal` does not always do the same to"));
    assert!(!warned(&summary, "More of `actors.second.responsiveness`"));
    assert!(!warned(&pie("", &[]), "does not always do the same"));
}

#[test]
fn an_unsourced_input_with_over_half_of_the_variance_is_warned_of_and_a_sourced_one_is_not() {
    let rests = "which has no source, carries the result";
    assert!(warned(&pie("", &[]), rests));
    let sourced = "\n[provenance.\"actors.second.responsiveness\"]\nkind = \"source\"\nnote = \"a survey\"\n";
    assert!(!warned(&pie(sourced, &[]), rests));
    let assumed = sourced.replace("\"source\"", "\"assumption\"");
    assert!(warned(&pie(&assumed, &[]), rests));
}

#[test]
fn an_input_with_less_than_half_is_not_said_to_carry_the_result() {
    // Half of the draws have no zone of agreement, by what the first can live without: two inputs share the variance.
    let summary = pie("", &["actors.first.war_flow={ choices = [0.1, 0.95], weights = [0.5, 0.5] }"]);
    let (one, two) = (driver(&summary, ANSWERS), driver(&summary, "actors.first.war_flow"));
    assert!(one.told_apart && two.told_apart, "{one:?} {two:?}");
    assert_eq!(two.direction, "lowers");
    let carries = |input: &Driver| input.share > 0.5;
    assert_eq!(carries(one) || carries(two), warned(&summary, "carries the result"));
}

#[test]
fn points_without_ranges_are_warned_of_and_ranges_are_not() {
    let all_points = "Every input is a single number";
    let ceasefire = include_str!("fixtures/fixed.toml");
    let run = |levers: &[&str]| simulate(ceasefire, levers).summary;
    assert!(warned(&run(&["simulation.draws=20"]), all_points));
    let ranged = ["simulation.draws=20", "actors.south.responsiveness={ min = 0.2, max = 0.4 }"];
    assert!(!warned(&run(&ranged), all_points));
}
