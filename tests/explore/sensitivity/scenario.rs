//! A scenario whose drivers are known: two divide a pie of 1, and each can live without a deal on a number that is
//! anywhere between 0 and 1. There is a zone of agreement where both numbers together are at most 1.
//!
//! Of that indicator, with variance 1/4, each number has a third alone (`E[f | x] = 1 − x` has variance 1/12) and two
//! thirds in all.

use std::sync::atomic::{AtomicBool, Ordering};

use armistice::{
    engine::{Metric, Options},
    explore::sensitivity::{Findings, Settings, Setup, Study, Trouble},
    scenario::Scenario,
};

const PIE: &str = r#"
name = "Pie"
[simulation]
seed = 3
draws = 1
replications = 1
rounds = 2
hold = 0
[actors.first]
label = "First"
must_sign = true
discount = 0.9
war_flow = { min = 0.0, max = 1.0 }
weariness = 0.0
[actors.second]
label = "Second"
must_sign = true
discount = 0.9
war_flow = { min = 0.0, max = 1.0 }
weariness = 0.0
responsiveness = { min = 0.4, max = 0.6 }
[[issues]]
id = "share"
range = { from = 0, to = 1, steps = 1001 }
values = { first = "more", second = "less" }
[weights]
first = { share = 1 }
second = { share = 1 }
[protocol]
kind = "alternating"
first = "first"
"#;

pub fn pie(levers: &[&str]) -> Scenario {
    let overrides: Vec<_> = levers.iter().map(|lever| lever.parse().unwrap()).collect();
    Scenario::parse("pie.toml", PIE, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

pub const SETTINGS: Settings =
    Settings { metric: Metric::Zone, samples: 1_024, replications: 1, trajectories: 8, inputs: None };

fn study_with(scenario: &Scenario, settings: Settings, threads: usize) -> Result<Study, Trouble> {
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(threads), cancel: &cancel };
    Setup::new(scenario, settings)?.run(&options, &|_| {})
}

pub fn findings(scenario: &Scenario, settings: Settings) -> Findings {
    let study = study_with(scenario, settings, 2).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    Findings::new(scenario, &study)
}

fn shares(findings: &Findings, key: &str) -> [f64; 2] {
    let (_, shares) = findings.studied().find(|(input, _)| input.key == key).unwrap();
    [shares.first, shares.total]
}

#[test]
fn a_zone_of_agreement_hangs_on_both_outside_options_alike_and_mostly_together() {
    let found = findings(&pie(&[]), SETTINGS);
    for key in ["actors.first.war_flow", "actors.second.war_flow"] {
        let [first, total] = shares(&found, key);
        assert!((first - 1.0 / 3.0).abs() < 0.03, "{key}: {first}");
        assert!((total - 2.0 / 3.0).abs() < 0.03, "{key}: {total}");
    }
    let [first, total] = shares(&found, "actors.second.responsiveness");
    assert!(first.abs() < 1e-12 && total.abs() < 1e-12, "how soon it answers has no part in it");
    assert!((found.mean - 0.5).abs() < 0.02 && (found.variance - 0.25).abs() < 0.001);
    assert!(found.chance.is_none() && found.others.is_none());
    assert_eq!(found.inputs[2].key, "actors.second.responsiveness");
    assert_eq!((found.inputs[2].screening.mu_star, found.inputs[2].screening.sigma), (0.0, 0.0));
}

#[test]
fn screening_keeps_what_moves_the_metric_and_shows_the_rest_together() {
    let found = findings(&pie(&[]), Settings { inputs: Some(2), ..SETTINGS });
    let kept: Vec<&str> = found.studied().map(|(input, _)| input.key.as_str()).collect();
    assert!(kept.len() == 2 && kept.iter().all(|key| key.ends_with("war_flow")), "{kept:?}");
    assert!(found.others.unwrap().total.abs() < 1e-12);
    let one = findings(&pie(&[]), Settings { inputs: Some(1), ..SETTINGS });
    let (_, left) = one.studied().next().unwrap();
    assert!((left.first - 1.0 / 3.0).abs() < 0.03, "of the whole variance all the same: {left:?}");
    assert!((one.others.unwrap().total - 2.0 / 3.0).abs() < 0.03);
}

#[test]
fn chance_is_an_input_of_its_own_that_more_runs_make_smaller() {
    let scenario = pie(&["actors.first.war_flow=0.2", "actors.second.war_flow=0.2", "simulation.rounds=1"]);
    let chance = |replications| {
        let settings = Settings { metric: Metric::Deal, samples: 512, replications, ..SETTINGS };
        findings(&scenario, settings).chance.unwrap()
    };
    // The deal is signed when the second answers, with a chance p that is anywhere between 0.4 and 0.6: the variance
    // is that of p, 0.2² / 12, and a run's own, E[p (1 − p)] over the number of runs.
    let own = 0.25 - 0.04 / 12.0;
    for replications in [1, 10, 100] {
        let expected =
            own / f64::from(replications as u32) / (0.04 / 12.0 + own / f64::from(replications as u32));
        let found = chance(replications);
        assert!((found.total - expected).abs() < 0.06, "{replications}: {found:?}, not {expected}");
    }
}

#[test]
fn the_tornado_tells_the_metric_at_both_ends() {
    let scenario = pie(&["actors.first.war_flow=0.2", "actors.second.war_flow=0.2", "simulation.rounds=1"]);
    let settings = Settings { metric: Metric::Deal, samples: 64, replications: 2, ..SETTINGS };
    let found = findings(&scenario, settings);
    let ends = found.inputs[0].tornado.unwrap();
    assert!((ends.low_end - 0.41).abs() < 1e-9 && (ends.high_end - 0.59).abs() < 1e-9);
    // 512 runs at each end: a standard error of 0.022.
    assert!((ends.at_low - 0.41).abs() < 0.09 && (ends.at_high - 0.59).abs() < 0.09, "{ends:?}");
    assert!(ends.standard_error > 0.0 && ends.standard_error < 0.032);
}

#[test]
fn the_same_study_gives_the_same_findings_with_any_threads() {
    let scenario = pie(&[]);
    let settings = Settings { metric: Metric::Deal, samples: 64, replications: 2, ..SETTINGS };
    let one = study_with(&scenario, settings, 1).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    let two = study_with(&scenario, settings, 2).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    assert_eq!(one, two);
}

#[test]
fn a_metric_without_variance_has_a_message_and_no_number() {
    let open = pie(&[
        "actors.first.war_flow={ min = 0.1, max = 0.2 }",
        "actors.second.war_flow={ min = 0.1, max = 0.2 }",
    ]);
    let trouble = study_with(&open, SETTINGS, 2).unwrap_err();
    assert!(matches!(trouble, Trouble::NoVariance(Some(1.0))), "{trouble:?}");
    let fixed =
        pie(&["actors.first.war_flow=0.1", "actors.second.war_flow=0.1", "actors.second.responsiveness=1.0"]);
    assert!(matches!(study_with(&fixed, SETTINGS, 2), Err(Trouble::NoInputs)));
}

#[test]
fn a_metric_of_deals_without_deals_has_a_message_and_no_number() {
    let closed = pie(&["actors.first.war_flow={ min = 0.8, max = 0.9 }", "actors.second.war_flow=0.8"]);
    let settings = Settings { metric: Metric::RoundsToDeal, samples: 32, ..SETTINGS };
    let trouble = study_with(&closed, settings, 2).unwrap_err();
    assert!(matches!(trouble, Trouble::Undefined { whole: 0, rows: 32 }), "{trouble:?}");
}

#[test]
fn draws_in_which_the_metric_has_no_value_are_left_out_and_counted() {
    let settings = Settings { metric: Metric::RoundsToDeal, samples: 256, replications: 8, ..SETTINGS };
    let found = findings(&pie(&["simulation.rounds=6"]), settings);
    assert!(found.counts.samples_whole < found.counts.samples && found.counts.samples_whole >= 16);
    assert!(found.notes.iter().any(|note| note.contains("has no value somewhere in")), "{:?}", found.notes);
    assert!(found.studied().all(|(_, shares)| shares.first.is_finite() && shares.total.is_finite()));
}

#[test]
fn few_base_samples_are_said_not_to_have_settled() {
    let few = findings(&pie(&[]), Settings { samples: 24, ..SETTINGS });
    assert!(!few.converged);
    assert!(
        few.notes.iter().any(|note| note.contains("base samples would bring it below 10")),
        "{:?}",
        few.notes
    );
    assert!(few.notes.iter().any(|note| note.contains("power of two")), "{:?}", few.notes);
    let many = findings(&pie(&[]), SETTINGS);
    assert!(many.converged, "{:?}", many.notes);
}

#[test]
fn one_input_without_a_source_that_has_over_half_of_the_variance_is_warned_of() {
    let found = findings(&pie(&[]), SETTINGS);
    assert_eq!(found.warnings.len(), 2);
    assert!(found.warnings[0].contains("has no source, has 6"), "{:?}", found.warnings);
    let sourced = PIE.to_owned() + "\n[provenance.\"actors\"]\nkind = \"source\"\nnote = \"a survey\"\n";
    let sourced = Scenario::parse("pie.toml", &sourced, &[]).unwrap();
    assert!(findings(&sourced, SETTINGS).warnings.is_empty());
}

#[test]
fn what_is_complete_when_it_is_interrupted_is_a_result() {
    let scenario = pie(&[]);
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(1), cancel: &cancel };
    let setup =
        Setup::new(&scenario, Settings { metric: Metric::Deal, ..SETTINGS }).unwrap_or_else(|_| panic!());
    let most = setup.runs();
    let stop = |done| {
        if done > most / 2 {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let study = setup.run(&options, &stop).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    assert!(study.rows >= 16 && study.rows < 1_024 && !study.is_complete());
    // The first rows are those that a smaller study has.
    let settings = Settings { metric: Metric::Deal, samples: study.rows, ..SETTINGS };
    let smaller = study_with(&scenario, settings, 2).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    assert_eq!((study.drivers, study.mean), (smaller.drivers, smaller.mean));
    cancel.store(true, Ordering::Relaxed);
    let early = setup.run(&options, &|_| {});
    assert!(matches!(early, Err(Trouble::Interrupted)));
}
