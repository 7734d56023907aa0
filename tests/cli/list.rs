//! `armistice list --scores`: what is known of the cases of history, scored.

use armistice::history::RECORDS;
use serde_json::Value;

use crate::support::Workplace;

#[test]
fn the_scores_name_every_case_of_history_and_compare_with_who_knows_nothing() {
    let here = Workplace::new();
    let text = here.armistice(&["list", "--scores", "--draws", "2"]).expect_code(0).stdout();
    for record in &RECORDS {
        assert!(text.lines().any(|line| line.starts_with(record.name)), "{}\n{text}", record.name);
    }
    for row in ["the model", "base rates, a coin"] {
        assert!(text.lines().any(|line| line.starts_with(row)), "{row}\n{text}");
    }
}

#[test]
fn the_scores_can_be_read_by_a_program() {
    let here = Workplace::new();
    let text = here.armistice(&["list", "--scores", "--draws", "2", "--json"]).expect_code(0).stdout();
    let scores: Value = serde_json::from_str(&text).unwrap();
    let cases = scores["cases"].as_array().unwrap();
    assert_eq!(cases.len(), RECORDS.len());
    for case in cases {
        let begun = case["text_of_history"]["begun"].as_array().unwrap();
        let shares: f64 = begun.iter().map(|side| side["share"].as_f64().unwrap()).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{case:#}");
        assert!((0.0..=1.0).contains(&case["signed"].as_f64().unwrap()), "{case:#}");
    }
    for who in ["model", "base_rates"] {
        for event in ["signed", "holds", "begun"] {
            assert!((0.0..=1.0).contains(&scores["brier"][who][event].as_f64().unwrap()), "{who} {event}");
        }
    }
}

#[test]
fn draws_are_for_the_scores_alone() {
    let refused = Workplace::new().armistice(&["list", "--draws", "2"]).expect_code(2).stderr();
    assert!(refused.contains("--scores"), "{refused}");
}
