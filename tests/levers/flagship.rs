//! What the flagship as a whole has to be: neither peace nor war is a matter of course, who breaks it has a reason, and
//! what decides is substance.

use armistice::{
    ceasefire::{Ceasefire, Motive},
    engine::{Laboratory, RunRecord},
    model::{IssueId, Model, terms},
};

use crate::{
    measure::{metric, turned_with},
    support::{FLAGSHIP, Simulated, parse},
    text::{ends, valued},
};

const DRAWS: u64 = 400;

/// T11: history's mediated talks sign in .30 to .60.
fn signs_as_often_as_mediated_talks_do(flagship: &Simulated) {
    let signed = metric(flagship, "p_deal");
    assert!((0.3..=0.6).contains(&signed), "{signed}");
}

/// The levels of a deal by its number among all combinations of levels.
fn levels_of(model: &Model, deal: u32) -> Vec<usize> {
    let mut left = deal as usize;
    let mut levels: Vec<usize> = (model.issues.iter().rev())
        .map(|issue| {
            let count = issue.levels.len();
            let level = left % count;
            left /= count;
            level
        })
        .collect();
    levels.reverse();
    levels
}

/// Whether either side would mean to break some signed text of a draw in some month; and the chances, summed over the
/// signed texts, that a side begins a war, by its motive.
fn intent(model: &Model, runs: &[RunRecord]) -> (bool, [f64; 3]) {
    let sides = model.belligerents.unwrap();
    let mut meant = false;
    let mut begun = [0.0; 3];
    for deal in runs.iter().filter_map(|run| run.deal) {
        let levels = levels_of(model, deal);
        let terms = terms::terms(model, sides, &levels, terms::peace_flows(model, sides, &levels));
        for of_side in ends(&terms).begun {
            begun.iter_mut().zip(of_side).for_each(|(begun, of_side)| *begun += of_side);
        }
        let ceasefire = Ceasefire::new(terms, 60);
        meant |= (0..2).any(|side| ceasefire.is_meant(side));
    }
    (meant, begun)
}

/// A planned pause is possible, and not certain; and who begins a war mostly has a reason.
fn wars_have_reasons(flagship: &Simulated) {
    let scenario = parse(FLAGSHIP, &[]);
    let laboratory = Laboratory::new(&scenario);
    let (mut tempted, mut begun) = (0, [0.0; 3]);
    for runs in flagship.rows.chunk_by(|one, other| one.draw == other.draw) {
        let (meant, of_draw) = intent(&laboratory.case(runs[0].draw).model, runs);
        tempted += u64::from(meant);
        begun.iter_mut().zip(of_draw).for_each(|(begun, of_draw)| *begun += of_draw);
    }
    let share = tempted as f64 / DRAWS as f64;
    assert!((0.1..=0.5).contains(&share), "an attack is meant in {share} of the draws");
    let reasoned =
        (begun[Motive::Meant as usize] + begun[Motive::Feared as usize]) / begun.iter().sum::<f64>();
    assert!(reasoned >= 0.7, "{reasoned} of the attacks that end peace are meant or feared");
}

/// Neither how often somebody answers nor the noise of a choice or a style of bargaining.
fn what_drives_it_is_substance(flagship: &Simulated) {
    let substance = ["war_flow", "pressure.", "guarantees.", "weariness", "weights.", "values", "red_lines."];
    for drivers in &flagship.summary.drivers {
        let leading: Vec<&str> = drivers.inputs.iter().take(3).map(|input| input.key.as_str()).collect();
        assert_eq!(leading[0], "actors.russia.war_flow", "{}", drivers.metric);
        for key in leading {
            assert!(substance.iter().any(|part| key.contains(part)), "{}: {key}", drivers.metric);
        }
    }
    assert_eq!(flagship.summary.drivers.len(), 2);
}

#[test]
fn it_signs_as_often_as_history_did_and_breaks_for_reasons() {
    let flagship = turned_with(DRAWS, &[]);
    signs_as_often_as_mediated_talks_do(&flagship);
    wars_have_reasons(&flagship);
    what_drives_it_is_substance(&flagship);
}

/// Revealed preference: the war goes on.
#[test]
fn on_the_first_day_few_draws_hold_a_text_that_all_would_sign() {
    let first_day = turned_with(40, &["tracks.allies.rounds=1", "tracks.moscow.rounds=0"]);
    let zone = metric(&first_day, "p_zone");
    assert!(zone <= 0.3, "{zone}");
}

/// How much an issue's levels are worth to an actor by what they do to war and peace alone, in each draw: its stated
/// values and costs are taken away. Means over all guarantees, forces and monitors beside it; each level against the
/// first.
fn instrumental(issue: &str, actor: usize) -> Vec<Vec<f64>> {
    let levels =
        parse(FLAGSHIP, &[]).setting.model.issues.iter().find(|one| &*one.id == issue).unwrap().levels.len();
    let flat = vec!["0.5"; levels].join(", ");
    let mut keys: Vec<String> = ["ukraine", "russia", "us", "europe"]
        .map(|actor| format!("issues.{issue}.values.{actor}=[{flat}]"))
        .into_iter()
        .chain(["american", "european"].map(|guarantee| format!("guarantees.{guarantee}.cost=0")))
        .collect();
    keys.extend([format!("issues.{issue}.values_range=0"), "red_lines.russia.mnf.penalty=0".to_owned()]);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let of_draw =
        |(model, space, valuation): (Model, armistice::model::DealSpace, armistice::model::Valuation)| {
            let place = model.issues.iter().position(|one| &*one.id == issue).unwrap();
            let mean = |level: usize| {
                let with =
                    (0..space.len()).filter(|&position| space.level(position, IssueId(place)) == level);
                let values: Vec<f64> = with.map(|position| valuation.value(actor, position)).collect();
                values.iter().sum::<f64>() / values.len() as f64
            };
            (1..levels).map(|level| mean(level) - mean(0)).collect()
        };
    valued(FLAGSHIP, &["guarantee", "mnf", "monitoring"], &keys).into_iter().map(of_draw).collect()
}

/// Kyiv and Europe want a force and monitors for what they do, not as chips to be traded away; Moscow does not.
#[test]
fn a_force_and_monitors_are_wanted_for_the_peace_that_they_keep() {
    for issue in ["mnf", "monitoring"] {
        for (actor, wanted) in [(0, 0.9..=1.0), (3, 0.9..=1.0), (1, 0.0..=0.4)] {
            let draws = instrumental(issue, actor);
            for level in 0..draws[0].len() {
                let gains =
                    draws.iter().filter(|worth| worth[level] > 0.0).count() as f64 / draws.len() as f64;
                assert!(wanted.contains(&gains), "{issue} {level} for {actor}: {gains}");
            }
        }
    }
}

/// What answering would cost is a burden of the guarantors alone, and for them a small one: a promise that deters is
/// rarely called on.
#[test]
fn what_an_answer_costs_weighs_on_the_guarantors() {
    let worth = |cost: u32| {
        let keys =
            ["american", "european"].map(|guarantee| format!("guarantees.{guarantee}.answer_cost={cost}"));
        valued(FLAGSHIP, &["guarantee"], &keys.each_ref().map(String::as_str))
    };
    for ((_, space, free), (_, _, dear)) in worth(0).iter().zip(&worth(12)) {
        for position in 0..space.len() {
            let loss = |actor: usize| free.value(actor, position) - dear.value(actor, position);
            let promised = position > 0;
            assert_eq!((loss(2) > 0.0, loss(3) > 0.0), (promised, promised));
            assert_eq!([loss(0), loss(1)], [0.0, 0.0]);
        }
    }
}
