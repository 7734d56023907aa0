//! Data whose box is known, and data without one.

use armistice::explore::discover::{
    BadSamples, Found, Objective, Samples, Settings, Side, balance_by_chance, search,
};
use proptest::prelude::*;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Uniform points in five dimensions.
fn uniform(points: usize, rng: &mut impl Rng) -> Vec<Vec<f64>> {
    (0..5).map(|_| (0..points).map(|_| rng.random::<f64>()).collect()).collect()
}

fn all(samples: &Samples) -> Vec<usize> {
    (0..samples.len()).collect()
}

/// Of 2,000 uniform points those are of interest where x1 < 0.3 and x2 > 0.6. EMA Workbench, over six seeds: limits
/// 0.299 to 0.304 and 0.587 to 0.609, coverage at least 0.979 (`statistics.md`).
#[test]
fn a_known_corner_is_found_and_no_other_input_is_restricted() {
    for seed in 0..6 {
        let columns = uniform(2000, &mut ChaCha8Rng::seed_from_u64(seed));
        let interest = (0..2000).map(|point| columns[0][point] < 0.3 && columns[1][point] > 0.6).collect();
        let samples = Samples::new(columns, interest).unwrap();
        let trajectory = search(&samples, &all(&samples), &Settings::default());
        let dense = trajectory.steps.iter().find(|step| trajectory.density(step) >= 0.95).unwrap();
        assert_eq!(trajectory.restricted(dense), [0, 1], "seed {seed}");
        assert!(trajectory.coverage(dense) >= 0.9, "seed {seed}");
        assert!((dense.limits.high[0] - 0.3).abs() < 0.03, "seed {seed}: {}", dense.limits.high[0]);
        assert!((dense.limits.low[1] - 0.6).abs() < 0.03, "seed {seed}: {}", dense.limits.low[1]);

        let found = Found::new(&samples, &trajectory, trajectory.best(), 0.05);
        let sides: Vec<(usize, Side)> = found.tight.iter().map(|limit| (limit.column, limit.side)).collect();
        assert_eq!(sides, [(0, Side::High), (1, Side::Low)], "seed {seed}");
        assert!(found.tight.iter().all(|limit| limit.quasi_p < 1e-20));
        assert!(found.coverage > 0.9 && found.density > 0.9, "seed {seed}");
    }
}

/// Two boxes in one space, in opposite corners: what the first search does not take, the second does.
#[test]
fn a_second_box_is_found_in_what_the_first_one_leaves() {
    let columns = uniform(3000, &mut ChaCha8Rng::seed_from_u64(11));
    let in_first = |point: usize| columns[0][point] < 0.5 && columns[1][point] < 0.5;
    let in_second = |point: usize| columns[0][point] > 0.7 && columns[1][point] > 0.6;
    let interest = (0..3000).map(|point| in_first(point) || in_second(point)).collect();
    let samples = Samples::new(columns.clone(), interest).unwrap();
    let trajectory = search(&samples, &all(&samples), &Settings::default());
    let first = Found::new(&samples, &trajectory, trajectory.widest(0.9).unwrap(), 0.05);
    let inside = trajectory.inside(&samples, &first.limits);
    let rest: Vec<usize> = all(&samples).into_iter().filter(|point| !inside.contains(point)).collect();
    let trajectory = search(&samples, &rest, &Settings::default());
    let second = Found::new(&samples, &trajectory, trajectory.widest(0.9).unwrap(), 0.05);
    assert!(first.density > 0.85 && second.density > 0.85, "{} {}", first.density, second.density);
    assert!(first.coverage + second.coverage > 0.9, "{} {}", first.coverage, second.coverage);
    assert_eq!(trajectory.steps[0].points, 3000 - first.points);
}

/// The chance that a true box, or none, is told wrongly: 19 shuffles, so that 1 in 20 is the least p-value.
#[test]
fn a_box_beats_all_shuffles_where_there_is_one_and_only_some_where_there_is_none() {
    let columns = uniform(600, &mut ChaCha8Rng::seed_from_u64(5));
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let better = |interest: Vec<bool>, rng: &mut ChaCha8Rng| {
        let samples = Samples::new(columns.clone(), interest).unwrap();
        let members = all(&samples);
        let trajectory = search(&samples, &members, &Settings::default());
        let ours = trajectory.balance(&trajectory.steps[trajectory.best()]);
        let shuffled = (0..19).map(|_| balance_by_chance(&samples, &members, &Settings::default(), rng));
        shuffled.filter(|theirs| *theirs >= ours).count()
    };
    let corner = (0..600).map(|point| columns[0][point] < 0.5 && columns[3][point] > 0.5).collect();
    assert_eq!(better(corner, &mut rng), 0);
    let noise = (0..600).map(|_| rng.random::<f64>() < 0.25).collect();
    assert!(better(noise, &mut rng) > 0);
}

#[test]
fn shuffling_keeps_the_flags_of_points_that_are_not_searched() {
    let columns = uniform(40, &mut ChaCha8Rng::seed_from_u64(5));
    let interest: Vec<bool> = (0..40).map(|point| point < 20).collect();
    let samples = Samples::new(columns, interest).unwrap();
    // All searched points are of interest, so that no box among them is denser.
    let members: Vec<usize> = (0..20).collect();
    let balance =
        balance_by_chance(&samples, &members, &Settings::default(), &mut ChaCha8Rng::seed_from_u64(7));
    assert!(balance <= 0.0);
}

#[test]
fn without_anything_to_tell_apart_the_box_is_that_of_all_points() {
    for interest in [vec![true; 30], vec![false; 30]] {
        let columns = vec![(0..30).map(f64::from).collect(), vec![1.0; 30]];
        let samples = Samples::new(columns, interest).unwrap();
        let trajectory = search(&samples, &all(&samples), &Settings::default());
        assert_eq!(trajectory.steps.len(), 1);
        let found = Found::new(&samples, &trajectory, trajectory.best(), 0.05);
        assert!(found.tight.is_empty());
        assert_eq!(found.points, 30);
    }
}

#[test]
fn samples_that_make_no_sense_are_refused() {
    assert_eq!(Samples::new(vec![], vec![]), Err(BadSamples::Empty));
    assert_eq!(Samples::new(vec![vec![1.0], vec![]], vec![true]), Err(BadSamples::Ragged { column: 1 }));
    assert_eq!(Samples::new(vec![vec![f64::NAN]], vec![true]), Err(BadSamples::NotFinite { column: 0 }));
}

#[test]
fn settings_out_of_range_are_refused() {
    assert!(Settings::default().check().is_ok());
    for (settings, name) in [
        (Settings { peel: 0.0, ..Settings::default() }, "peel"),
        (Settings { peel: f64::NAN, ..Settings::default() }, "peel"),
        (Settings { paste: 0.5, ..Settings::default() }, "paste"),
        (Settings { mass: 1.5, ..Settings::default() }, "mass"),
    ] {
        assert_eq!(settings.check().unwrap_err().name, name);
    }
}

proptest! {
    /// Counts, shares and limits agree with the points themselves, whatever these are.
    #[test]
    fn every_box_is_what_its_limits_hold(
        values in prop::collection::vec((0_u8..8, -5.0_f64..5.0, any::<bool>()), 2..120),
        peel in 0.01_f64..0.3,
        mass in 0.0_f64..0.3,
        objective in prop::sample::select(vec![Objective::Gain, Objective::WeightedGain, Objective::Density]),
    ) {
        let columns = vec![
            values.iter().map(|value| f64::from(value.0)).collect(),
            values.iter().map(|value| value.1).collect(),
        ];
        let samples = Samples::new(columns, values.iter().map(|value| value.2).collect()).unwrap();
        let settings = Settings { peel, mass, objective, ..Settings::default() };
        let trajectory = search(&samples, &all(&samples), &settings);
        let mut before: Option<&armistice::explore::discover::Step> = None;
        for step in &trajectory.steps {
            let inside = trajectory.inside(&samples, &step.limits);
            prop_assert_eq!(inside.len(), step.points);
            prop_assert_eq!(inside.iter().filter(|point| samples.interest()[**point]).count(), step.of_interest);
            prop_assert!(step.points == samples.len() || trajectory.mass(step) >= mass);
            if let Some(before) = before {
                let peeled = step.phase.name() == "peel";
                prop_assert_eq!(peeled, step.points < before.points);
                prop_assert!(!peeled || step.of_interest <= before.of_interest);
            }
            before = Some(step);
        }
        let found = Found::new(&samples, &trajectory, trajectory.best(), 0.05);
        prop_assert!(found.tight.iter().all(|limit| limit.quasi_p <= 0.05));
        prop_assert!(found.points >= trajectory.steps[found.step].points);
    }
}
