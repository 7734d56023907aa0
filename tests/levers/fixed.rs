//! Levers that are terms, or what terms hang on, under a text that is held fixed: how long peace lasts, exactly.
//!
//! A sign is asked for in the mean, beyond three standard errors, and in a share of the draws. Where it holds in each of
//! them, the share is 1.

use armistice::model::Model;

use crate::{
    measure::Effect,
    support::FLAGSHIP,
    text::{Level, all_lasting, ceasefire, ends, lasting, models, valued},
};

/// What other terms make of the middle text: without security, as it is, and with more of it.
const TEXTS: [&[Level]; 3] = [
    &[("guarantee", "None"), ("mnf", "None"), ("monitoring", "None")],
    &[],
    &[("guarantee", "Article-5-like (ratified)"), ("mnf", "European (US backstop)")],
];

/// What a step from each level of an issue to the next does, under a text.
fn steps(models: &[Model], issue: &'static str, names: &[&'static str], text: &[Level]) -> Vec<Effect> {
    let with = |name: &'static str| all_lasting(models, &[text, &[(issue, name)]].concat());
    names.windows(2).map(|step| Effect::exact(&with(step[0]), &with(step[1]))).collect()
}

/// What a lever does to the middle text.
fn turned(from: &[&str], to: &[&str]) -> Effect {
    let [from, to] = [from, to].map(|keys| all_lasting(&models(FLAGSHIP, keys), &[]));
    Effect::exact(&from, &to)
}

fn both(what: &str, chance: f64) -> [String; 2] {
    ["american", "european"].map(|guarantee| format!("guarantees.{guarantee}.{what}={chance}"))
}

fn of_both(what: &str, from: f64, to: f64) -> Effect {
    let [from, to] = [both(what, from), both(what, to)];
    turned(&from.each_ref().map(String::as_str), &to.each_ref().map(String::as_str))
}

#[test]
fn a_promise_that_is_kept_makes_peace_last() {
    for (from, to) in [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)] {
        of_both("honour", from, to).expect_up_in(1.0);
    }
}

#[test]
fn a_promise_that_is_believed_makes_peace_last() {
    for (from, to) in [(0.02, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.9)] {
        of_both("perceived", from, to).expect_up_in(0.98);
    }
}

#[test]
fn the_more_is_promised_the_longer_peace_lasts() {
    let names = ["None", "Consultation", "Article-5-like (political)", "Article-5-like (ratified)"];
    for text in TEXTS {
        for step in steps(&models(FLAGSHIP, &[]), "guarantee", &names, text) {
            step.expect_up_in(0.98);
        }
    }
    // A promise of nothing is none.
    turned(
        &["issues.guarantee.effect.severity=[0, 0, 0, 0]"],
        &both("severity", 0.0).each_ref().map(String::as_str),
    )
    .expect_none();
}

#[test]
fn a_force_makes_peace_last() {
    let names = ["None", "European (rear area)", "European (US backstop)"];
    for text in TEXTS {
        for step in steps(&models(FLAGSHIP, &[]), "mnf", &names, text) {
            step.expect_up_in(0.98);
        }
    }
}

#[test]
fn a_force_that_is_held_against_the_text_does_not() {
    turned(&[], &["issues.mnf.grievance=1"]).expect_down_in(0.98);
}

#[test]
fn monitors_make_peace_last() {
    let names = ["None", "OSCE-type", "US-led (early warning)"];
    for text in TEXTS {
        for step in steps(&models(FLAGSHIP, &[]), "monitoring", &names, text) {
            step.expect_up_in(0.9);
        }
    }
    turned(&["monitoring.detection=[0, 0, 0]"], &["monitoring.detection=[0.9, 0.9, 0.9]"]).expect_up_in(0.98);
    turned(&["monitoring.early_warning=[0, 0, 0]"], &["monitoring.early_warning=[0.6, 0.6, 0.6]"])
        .expect_up_in(0.98);
    turned(&["monitoring.false_alarm=[0, 0, 0]"], &["monitoring.false_alarm=[0.1, 0.1, 0.1]"]).expect_down();
}

/// While Russia is the one tempted; in a few draws Ukraine is.
#[test]
fn the_more_troops_ukraine_keeps_the_longer_peace_lasts() {
    let names = ["600,000", "700,000", "800,000", "No cap"];
    for text in TEXTS {
        for step in steps(&models(FLAGSHIP, &[]), "troops", &names, text) {
            step.expect_up_in(0.8);
        }
    }
}

#[test]
fn more_troops_make_ukraine_begin_more_of_the_wars_and_russia_fewer() {
    let models = models(FLAGSHIP, &[]);
    let begun = |level: &'static str, side: usize| -> Vec<f64> {
        let ends = models.iter().map(|model| ends(&ceasefire(model, &[("troops", level)])));
        ends.map(|ends| ends.begun[side].iter().sum()).collect()
    };
    let effect = |side| Effect::exact(&begun("700,000", side), &begun("No cap", side));
    effect(0).expect_up();
    effect(1).expect_down();
}

const CONTACT: &[Level] = &[("territory", "Contact line (unrecognised)")];
const WITHDRAWAL: &[Level] = &[("territory", "Donbas withdrawal (DMZ)")];

/// At the table land is what it seems: who has less of it has less.
#[test]
fn land_is_worth_less_to_who_gives_it_up() {
    let worth = |level: &'static str, actor: usize| -> Vec<f64> {
        let closed = format!("issues.territory.on_table=[\"{level}\"]");
        valued(FLAGSHIP, &["territory"], &[&closed])
            .iter()
            .map(|(_, _, worth)| worth.value(actor, 0))
            .collect()
    };
    let effect = |actor| Effect::exact(&worth(CONTACT[0].1, actor), &worth(WITHDRAWAL[0].1, actor));
    effect(0).expect_down_in(0.98);
    effect(1).expect_up_in(0.98);
}

/// Both at once have no sign; each alone has.
#[test]
fn ground_and_grievance_pull_apart() {
    let land = |keys: &[&str]| {
        let models = models(FLAGSHIP, keys);
        Effect::exact(&all_lasting(&models, CONTACT), &all_lasting(&models, WITHDRAWAL))
    };
    // Ground alone: a withdrawal makes the next war better for Russia.
    land(&["issues.territory.grievance=0"]).expect_down_in(0.9);
    // Grievance alone: it makes peace better for Russia, which is tempted, and worse for Ukraine.
    let alone = "issues.territory.effect.gain=[0, 0, 0, 0, 0]";
    let models = models(FLAGSHIP, &[alone]);
    let begun = |text: &[Level], side: usize| -> Vec<f64> {
        models.iter().map(|model| ends(&ceasefire(model, text)).begun[side].iter().sum()).collect()
    };
    Effect::exact(&begun(CONTACT, 0), &begun(WITHDRAWAL, 0)).expect_up_in(0.9);
    Effect::exact(&begun(CONTACT, 1), &begun(WITHDRAWAL, 1)).expect_down_in(0.9);
}

#[test]
fn a_better_war_for_either_side_shortens_peace() {
    for (side, worth) in
        [("russia", [0.54, 0.60, 0.66, 0.72, 0.80]), ("ukraine", [0.36, 0.42, 0.48, 0.54, 0.62])]
    {
        for step in worth.windows(2) {
            let [from, to] = [step[0], step[1]].map(|worth| format!("actors.{side}.war_flow={worth}"));
            turned(&[&from], &[&to]).expect_down_in(0.98);
        }
    }
}

#[test]
fn rearmament_of_russia_during_the_pause_shortens_peace() {
    turned(&["actors.russia.capability_drift=0"], &["actors.russia.capability_drift=0.012"])
        .expect_down_in(0.9);
}

#[test]
fn the_less_a_renewed_war_costs_and_the_more_surprise_brings_the_shorter_the_peace() {
    turned(&["actors.russia.return_cost=3"], &["actors.russia.return_cost=8"]).expect_up_in(0.98);
    turned(&["actors.russia.surprise=4"], &["actors.russia.surprise=11"]).expect_down_in(0.98);
}

#[test]
fn peace_that_does_not_consolidate_does_not_last() {
    turned(&["ceasefire.consolidation=0"], &["ceasefire.consolidation=0.2"]).expect_up_in(0.98);
}

/// Pressure, silence, tracks and an ultimatum are no part of a ceasefire: the same text lasts as long.
#[test]
fn levers_of_the_talks_leave_a_given_text_alone() {
    for keys in [
        &["pressure.ukraine.slope=0.05", "pressure.russia.max=0.5"][..],
        &["actors.russia.silence=\"absent\"", "pressure.russia.on_silence=0.2"],
        &["tracks.moscow.bypass=true", "tracks.allies.quota=0", "tracks.moscow.rounds=36"],
        &["tracks.moscow.protocol={ kind = \"ultimatum\", proposer = \"us\" }"],
        &["red_lines.russia.mnf.penalty=0.3"],
    ] {
        turned(&[], keys).expect_none();
    }
    assert!(lasting(&ceasefire(&models(FLAGSHIP, &[])[0], &[])) < 1.0);
}
