//! What was found as people read it: titles, and words that neither overlap nor leave the picture.

use std::sync::atomic::AtomicBool;

use armistice::{
    engine::Options,
    explore::discover::{
        Choice, Condition, Discovered, Experiment, Input, Plan, Samples, Settings, discover, searches,
    },
    report::explore::discover::{Report, document, draws, text},
    scenario::Scenario,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::boxes::boxes;

/// An experiment with inputs of long names and very different units, of interest where the first two are high.
fn experiment(signal: bool) -> Experiment {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let units = [1.0, -2e6, 1e-4, 40.0];
    let drawn: Vec<Vec<f64>> =
        (0..500).map(|_| units.iter().map(|unit| unit * rng.random::<f64>()).collect()).collect();
    let values = drawn
        .iter()
        .map(|row| {
            let inside = row[0] > 0.5 && row[1] < -1e6;
            let inside = if signal { inside } else { rng.random::<f64>() < 0.3 };
            Some(if inside { 0.9 } else { 0.2 })
        })
        .collect();
    let inputs = (0..units.len())
        .map(|place| Input {
            key: format!("issues.a_long_name.values.somebody[{place}]"),
            label: format!(
                "Recognition of the line of contact as a border, part {place}: value for the Coalition"
            ),
            quantity: "{ min = 0, max = 1 }".into(),
            provenance: "assumption",
            note: String::new(),
        })
        .collect();
    Experiment { inputs, drawn, values, complete: true }
}

fn with_report(signal: bool, check: impl FnOnce(&Report<'_>)) {
    let source = include_str!("../../../scenarios/ukraine-2025.toml");
    let scenario = Scenario::parse("ukraine-2025.toml", source, &[]).unwrap();
    let condition: Condition = "p_durable>=0.8".parse().unwrap();
    let experiment = experiment(signal);
    let samples: Samples = experiment.samples(&condition).unwrap();
    let plan = Plan {
        settings: Settings::default(),
        choice: Choice::Balance,
        boxes: 2,
        weak: 0.05,
        shuffles: 39,
        seed: 1,
    };
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let told = std::sync::atomic::AtomicU64::new(0);
    let progress = |done| {
        told.fetch_max(done, std::sync::atomic::Ordering::Relaxed);
    };
    let boxes: Vec<Discovered> = discover(&samples, &plan, &options, &progress).unwrap();
    assert!(told.into_inner() <= searches(&plan));
    check(&Report {
        scenario: &scenario,
        condition: &condition,
        plan: &plan,
        experiment: &experiment,
        samples: &samples,
        boxes: &boxes,
    });
}

#[test]
fn a_box_that_is_there_is_the_title_of_its_charts() {
    with_report(true, |report| {
        let charts = report.charts();
        assert!(report.boxes[0].stands());
        assert_eq!((charts[0].id, charts[1].id), ("peeling_1", "limits_1"));
        assert!(charts[0].title.starts_with("Within limits on 2 inputs, "), "{}", charts[0].title);
        assert!(charts[0].title.contains("durable peace in at least 80% of runs"), "{}", charts[0].title);
        assert_eq!(charts[1].table.rows.len(), 2);
        assert!(document(report).contains("\"stands\": true"));
        assert_eq!(draws(report).iter().filter(|byte| **byte == b'\n').count(), 501);
    });
}

#[test]
fn where_no_box_is_better_than_chance_it_says_so_and_shows_no_limits() {
    with_report(false, |report| {
        assert_eq!(report.boxes.len(), 1);
        let charts = report.charts();
        assert_eq!(charts.len(), 1);
        assert!(charts[0].title.starts_with("No box is better than chance"), "{}", charts[0].title);
        let words = text(report, |head, text| format!("{head}{text}\n"));
        assert!(words.contains("No box is better than chance") && !words.contains("quasi-p"), "{words}");
    });
}

#[test]
fn no_words_leave_a_chart_or_cover_others() {
    for signal in [true, false] {
        with_report(signal, |report| {
            for chart in report.charts() {
                roxmltree::Document::parse(&chart.svg()).unwrap();
                for drawing in chart.drawings() {
                    let boxes = boxes(&drawing);
                    for (place, (one, words)) in boxes.iter().enumerate() {
                        let inside = one[0] > -2.0
                            && one[1] > -2.0
                            && one[2] < drawing.width + 2.0
                            && one[3] < drawing.height + 2.0;
                        assert!(inside, "{} at {}: “{words}”", chart.id, drawing.width);
                        for (other, others) in &boxes[place + 1..] {
                            let apart = one[0] >= other[2] - 0.5
                                || other[0] >= one[2] - 0.5
                                || one[1] >= other[3] - 0.5
                                || other[1] >= one[3] - 0.5;
                            assert!(apart, "{}: “{words}” covers “{others}”", chart.id);
                        }
                    }
                }
            }
        });
    }
}
