//! PRIM finds the boxes that EMA Workbench finds, step by step.
//!
//! The fixtures are what EMA Workbench does; `scripts/check-peers` searches there again (benches/peers/ema).

use armistice::explore::discover::{Limits, Objective, Samples, Settings, Side, limits_of, search};
use serde_json::Value;

const BIOFUELS: &str = include_str!("../../fixtures/ema/biofuels.json");
const CORNER: &str = include_str!("../../fixtures/ema/corner.json");

fn samples(fixture: &Value) -> Samples {
    let number = |value: &Value| value.as_f64().unwrap();
    let column = |values: &Value| values.as_array().unwrap().iter().map(number).collect();
    let columns = fixture["columns"].as_array().unwrap().iter().map(column).collect();
    let interest = fixture["of_interest"].as_str().unwrap().chars().map(|flag| flag == '1').collect();
    Samples::new(columns, interest).unwrap()
}

fn settings(of: &Value) -> Settings {
    let share = |name: &str| of[name].as_f64().unwrap();
    let objective = match of["objective"].as_str().unwrap() {
        "lenient1" => Objective::Gain,
        "lenient2" => Objective::WeightedGain,
        "original" => Objective::Density,
        other => panic!("an objective `{other}`"),
    };
    Settings { peel: share("peel_alpha"), paste: share("paste_alpha"), mass: share("mass_min"), objective }
}

/// The limits that a fixture's step lists, with their quasi-p-values.
fn tight(step: &Value) -> Vec<(usize, Side, f64, f64)> {
    let limit = |limit: &Value| {
        let column = usize::try_from(limit[0].as_u64().unwrap()).unwrap();
        let side = if limit[1] == "low" { Side::Low } else { Side::High };
        (column, side, limit[2].as_f64().unwrap(), limit[3].as_f64().unwrap())
    };
    step["limits"].as_array().unwrap().iter().map(limit).collect()
}

/// Searches again and compares every step: counts and limits to the bit, quasi-p-values to 1e-9 of their size.
#[expect(clippy::float_cmp, reason = "the limits are halves of sums of the same numbers")]
fn finds_the_same(text: &str) {
    let fixture: Value = serde_json::from_str(text).unwrap();
    let samples = samples(&fixture);
    let mut compared = 0;
    let mut pastes = 0;
    for peers in fixture["searches"].as_array().unwrap() {
        let settings = settings(&peers["settings"]);
        let mut members: Vec<usize> = (0..samples.len()).collect();
        for (place, peers) in peers["boxes"].as_array().unwrap().iter().enumerate() {
            let trajectory = search(&samples, &members, &settings);
            let theirs = peers["steps"].as_array().unwrap();
            for (at, (step, theirs)) in trajectory.steps.iter().zip(theirs).enumerate() {
                let what = format!("{settings:?}, box {place}, step {at}");
                assert_eq!(step.points as u64, theirs["points"].as_u64().unwrap(), "{what}");
                assert_eq!(step.of_interest as u64, theirs["of_interest"].as_u64().unwrap(), "{what}");
                assert_eq!(trajectory.coverage(step), theirs["coverage"].as_f64().unwrap(), "{what}");
                assert_eq!(trajectory.density(step), theirs["density"].as_f64().unwrap(), "{what}");
                assert_eq!(trajectory.mass(step), theirs["mass"].as_f64().unwrap(), "{what}");
                let ours = limits_of(&samples, &trajectory, &step.limits);
                let tight = tight(theirs);
                assert_eq!(ours.len(), tight.len(), "{what}");
                for (ours, (column, side, value, quasi_p)) in ours.iter().zip(tight) {
                    assert_eq!((ours.column, ours.side, ours.value), (column, side, value), "{what}");
                    let error = (ours.quasi_p - quasi_p).abs();
                    assert!(error <= 1e-9 * quasi_p, "{what}: {} is not {quasi_p}", ours.quasi_p);
                }
                compared += 1;
                pastes += usize::from(at > 0 && step.points > trajectory.steps[at - 1].points);
            }
            assert_eq!(trajectory.steps.len(), theirs.len(), "{settings:?}, box {place}");
            let chosen = usize::try_from(peers["chosen"].as_u64().unwrap()).unwrap();
            let inside = trajectory.inside(&samples, &trajectory.steps[chosen].limits);
            members.retain(|point| !inside.contains(point));
        }
    }
    assert!(compared > 150 && pastes > 0, "{compared} steps, {pastes} of them pastes");
}

#[test]
fn the_biofuel_cases_of_bryant_and_lempert_have_the_boxes_of_ema_workbench() {
    finds_the_same(BIOFUELS);
}

#[test]
fn a_corner_in_noise_with_ties_has_the_boxes_of_ema_workbench() {
    finds_the_same(CORNER);
}

/// The box that EMA Workbench's example inspects, from the table in `statistics.md` and from the example itself.
#[test]
fn the_box_that_the_biofuel_example_inspects_is_on_the_trajectory() {
    let samples = samples(&serde_json::from_str(BIOFUELS).unwrap());
    assert_eq!((samples.len(), samples.of_interest()), (882, 89));
    let all: Vec<usize> = (0..samples.len()).collect();
    let trajectory = search(&samples, &all, &Settings { peel: 0.1, ..Settings::default() });
    let step = &trajectory.steps[21];
    assert_eq!((step.points, step.of_interest), (87, 67));
    assert!((trajectory.coverage(step) - 0.752_809).abs() < 1e-6);
    assert!((trajectory.density(step) - 0.770_115).abs() < 1e-6);
    let limits = limits_of(&samples, &trajectory, &step.limits);
    let found: Vec<f64> = limits.iter().map(|limit| limit.value).collect();
    for (value, wanted) in found.iter().zip([72.650_002, 755.799_988, -0.422, 150.049_995]) {
        assert!((value - wanted).abs() < 1e-3, "{found:?}");
    }
    let first = &trajectory.steps[0];
    assert_eq!((first.points, first.limits.clone()), (882, Limits::whole(&samples)));
}
