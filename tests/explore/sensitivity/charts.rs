//! The charts and words of a study: whole, within their pictures, and never out of range.

use armistice::{
    explore::sensitivity::{Findings, findings::Shares},
    report::{
        explore::sensitivity::{charts, headline, text},
        text::Style,
    },
};

use crate::boxes::boxes;

use super::scenario::{SETTINGS, findings, pie};

/// A study with many inputs, long keys, and estimates that are out of range.
fn crowded() -> Findings {
    let mut found = findings(&pie(&[]), SETTINGS);
    let model = found.inputs[0].clone();
    found.inputs = (0..24)
        .map(|place| {
            let mut input = model.clone();
            input.key =
                format!("actors.federation_of_the_{place}_eastern_provinces.strategy.propose.exponent");
            let shares = input.shares.as_mut().unwrap();
            shares.first = 0.4 - 0.05 * f64::from(place);
            shares.first_interval.low = shares.first - 0.3;
            shares.total = 1.2 / f64::from(place + 1);
            shares.total_interval.high = shares.total + 0.2;
            input
        })
        .collect();
    found.chance = found.inputs[3].shares;
    found.others = found.inputs[20].shares;
    found
}

/// Nobody has any share, and nothing moves alone.
fn flat() -> Findings {
    let mut found = findings(&pie(&[]), SETTINGS);
    for input in &mut found.inputs {
        let none = armistice::engine::summary::Range { low: 0.0, high: 0.0 };
        input.shares = Some(Shares { first: 0.0, first_interval: none, total: 0.0, total_interval: none });
        if let Some(ends) = &mut input.tornado {
            (ends.at_low, ends.at_high, ends.standard_error) = (1.0, 1.0, 0.0);
        }
    }
    found
}

fn samples() -> [Findings; 3] {
    [findings(&pie(&[]), SETTINGS), crowded(), flat()]
}

#[test]
fn words_stay_within_the_pictures_and_apart() {
    for found in samples() {
        for chart in charts(&found) {
            for drawing in chart.drawings() {
                let boxes = boxes(&drawing);
                for (place, (one, words)) in boxes.iter().enumerate() {
                    let inside = one[0] > -2.0
                        && one[1] > -2.0
                        && one[2] < drawing.width + 2.0
                        && one[3] < drawing.height + 2.0;
                    assert!(inside, "{} at {}: “{words}” {one:?}", chart.id, drawing.width);
                    for (other, others) in &boxes[place + 1..] {
                        let apart = one[0] >= other[2] - 0.5
                            || other[0] >= one[2] - 0.5
                            || one[1] >= other[3] - 0.5
                            || other[1] >= one[3] - 0.5;
                        assert!(apart, "{} at {}: “{words}” and “{others}”", chart.id, drawing.width);
                    }
                }
            }
        }
    }
}

#[test]
fn words_have_no_share_below_nothing_or_above_all() {
    for found in samples() {
        let words = text::findings(&found, Style::Plain);
        assert!(!words.contains("NaN") && !words.contains("inf"), "{words}");
        assert!(words.contains("an illustrative what-if, not a forecast"), "{words}");
        let wide = words.lines().filter(|line| line.chars().count() > 80 && line.contains(' '));
        assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new());
        let table = words.lines().filter(|line| line.contains('(') && line.contains("%)"));
        assert!(table.clone().all(|line| !line.contains("-1") && !line.contains("120%")), "{words}");
    }
}

#[test]
fn the_headline_names_who_has_the_variance_or_that_nobody_has() {
    let [two, _, none] = samples();
    let said = headline(&two);
    assert!(said.starts_with("Zone of agreement hangs most on actors."), "{said}");
    assert!(
        said.contains("actors.first.war_flow (6") && said.contains("actors.second.war_flow (6"),
        "{said}"
    );
    assert_eq!(
        headline(&none),
        "No single input drives zone of agreement: none has a clear tenth of its variance"
    );
}
