//! Functions of the unit cube whose indices are known.

use std::f64::consts::PI;

use armistice::explore::sensitivity::{
    design::Saltelli,
    morris, sobol,
    sobol::{Indices, NoVariance},
    tornado,
};

fn ishigami(a: f64, b: f64) -> impl Fn(&[f64]) -> f64 {
    move |x| {
        let [x1, x2, x3] = [0, 1, 2].map(|input| 2.0 * PI * x[input] - PI);
        libm::sin(x1) + a * libm::sin(x2) * libm::sin(x2) + b * x3 * x3 * x3 * x3 * libm::sin(x1)
    }
}

fn sobol_g(a: &'static [f64]) -> impl Fn(&[f64]) -> f64 {
    move |x| x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn singles(inputs: usize) -> Vec<Vec<usize>> {
    (0..inputs).map(|input| vec![input]).collect()
}

fn indices(inputs: usize, rows: u64, f: impl Fn(&[f64]) -> f64) -> Indices {
    let design = Saltelli::new(inputs, singles(inputs), 2025);
    sobol::indices(&sobol::evaluate(&design, rows, f), 200, 7).unwrap()
}

/// Each index lies within `tolerance` of the truth and its interval holds the truth, for first and total.
#[track_caller]
fn all_as_known(indices: &Indices, first: &[f64], total: &[f64], tolerance: f64) {
    for (input, ((index, &first), &total)) in indices.groups.iter().zip(first).zip(total).enumerate() {
        for (name, estimate, truth) in [("S", index.first, first), ("ST", index.total, total)] {
            let off = (estimate.value - truth).abs();
            assert!(off < tolerance, "{name}{}: {estimate:?}, not {truth}", input + 1);
            // The last digits of a share of nothing at all are rounding.
            let holds = estimate.low - 1e-12 <= truth && truth <= estimate.high + 1e-12;
            assert!(holds, "{name}{}: {estimate:?} does not hold {truth}", input + 1);
        }
    }
}

const BASE: u64 = 1 << 14;

#[test]
fn the_ishigami_function_has_its_indices() {
    for (a, b, variance, first, total) in [
        (
            7.0,
            0.1,
            13.844_587_940_719_254,
            [0.313_905_191_147_811_46, 0.442_411_144_790_040_9, 0.0],
            [0.557_588_855_209_959_2, 0.442_411_144_790_040_9, 0.243_683_664_062_147_7],
        ),
        (
            7.0,
            0.05,
            8.916_942_440_349_827,
            [0.218_518_564_427_013_28, 0.686_894_643_648_692_9, 0.0],
            [0.313_105_355_6, 0.686_894_643_648_692_9, 0.094_586_791_924_293_73],
        ),
        (
            5.0,
            0.1,
            10.844_587_940_719_254,
            [0.400_742_568_334_590_6, 0.288_162_170_576_002_35, 0.0],
            [0.711_837_829_423_997_6, 0.288_162_170_576_002_35, 0.311_095_261_089_407_1],
        ),
    ] {
        let found = indices(3, BASE, ishigami(a, b));
        all_as_known(&found, &first, &total, 0.01);
        assert!((found.variance / variance - 1.0).abs() < 0.01, "variance {}", found.variance);
        assert!((found.mean - a / 2.0).abs() < 0.02, "mean {}", found.mean);
    }
}

/// `V_i = 1/(3 (1 + a_i)²)`, `V = Π (1 + V_i) − 1`, `S_i = V_i / V`, `ST_i = V_i Π_(j≠i) (1 + V_j) / V`.
fn indices_of_sobol_g(a: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let alone: Vec<f64> = a.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let whole: f64 = alone.iter().map(|alone| 1.0 + alone).product::<f64>();
    let first = alone.iter().map(|alone| alone / (whole - 1.0)).collect();
    let total = alone.iter().map(|alone| alone * whole / (1.0 + alone) / (whole - 1.0)).collect();
    (first, total)
}

#[test]
fn the_sobol_g_function_has_its_indices() {
    const ALL: [&[f64]; 4] = [
        &[0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0],
        &[0.0, 0.5, 3.0, 9.0, 99.0, 99.0],
        &[0.0, 1.0, 4.5, 9.0],
        &[0.0, 0.0, 0.0],
    ];
    for a in ALL {
        let (first, total) = indices_of_sobol_g(a);
        all_as_known(&indices(a.len(), BASE, sobol_g(a)), &first, &total, 0.01);
    }
    let (first, total) = indices_of_sobol_g(ALL[0]);
    assert!((first[0] - 0.716_192_168_9).abs() < 1e-9 && (total[1] - 0.242_198_192_8).abs() < 1e-9);
}

#[test]
fn the_inputs_of_a_sum_have_the_same_share_alone_and_in_all() {
    let shares = [16.0 / 29.0, 9.0 / 29.0, 0.0, 4.0 / 29.0];
    let found = indices(4, 4_096, |x| 4.0 * x[0] + 3.0 * x[1] + 2.0 * x[3]);
    all_as_known(&found, &shares, &shares, 0.01);
    assert!(found.groups[2].total.value < 1e-12);
}

#[test]
fn the_factors_of_a_product_share_a_seventh() {
    let found = indices(2, BASE, |x| x[0] * x[1]);
    all_as_known(&found, &[3.0 / 7.0; 2], &[4.0 / 7.0; 2], 0.01);
    assert!((found.variance - 7.0 / 144.0).abs() < 1e-3);
}

#[test]
fn a_group_has_the_share_of_its_inputs_together() {
    // Of the product of two, both together have all; the third input has the rest of the sum.
    let design = Saltelli::new(3, vec![vec![0, 1], vec![2]], 5);
    let rows = sobol::evaluate(&design, 4_096, |x| x[0] * x[1] + x[2]);
    let found = sobol::indices(&rows, 100, 1).unwrap();
    let (product, whole) = (7.0 / 144.0, 7.0 / 144.0 + 1.0 / 12.0);
    all_as_known(
        &found,
        &[product / whole, 1.0 - product / whole],
        &[product / whole, 1.0 - product / whole],
        0.01,
    );
}

#[test]
fn inputs_that_are_not_looked_at_leave_the_shares_of_the_others_alone() {
    let every = indices(4, BASE, |x| x[0] * x[1] + x[2] + 0.5 * x[3]);
    let design = Saltelli::new(4, vec![vec![0], vec![2]], 2025);
    let rows = sobol::evaluate(&design, BASE, |x| x[0] * x[1] + x[2] + 0.5 * x[3]);
    let some = sobol::indices(&rows, 100, 7).unwrap();
    for (some, every) in some.groups.iter().zip([every.groups[0], every.groups[2]]) {
        assert!((some.first.value - every.first.value).abs() < 0.01, "{some:?} {every:?}");
        assert!((some.total.value - every.total.value).abs() < 0.01, "{some:?} {every:?}");
    }
}

#[test]
fn a_function_without_variance_is_said_to_have_none() {
    let design = Saltelli::new(2, singles(2), 1);
    for constant in [0.0, 1.0, 0.1, -1e9] {
        let rows = sobol::evaluate(&design, 64, |_| constant);
        assert_eq!(sobol::indices(&rows, 10, 1), Err(NoVariance(Some(constant))));
    }
    assert_eq!(sobol::indices(&[], 10, 1), Err(NoVariance(None)));
}

#[test]
fn a_small_variance_around_a_large_mean_keeps_its_indices() {
    let found = indices(2, 1_024, |x| 1e6 + 2.0 * x[0] + x[1]);
    all_as_known(&found, &[0.8, 0.2], &[0.8, 0.2], 0.02);
}

#[test]
fn the_points_of_the_design_fill_every_coordinate_evenly_and_stay_inside() {
    // 300 inputs: more than the sequence has coordinates for.
    let design = Saltelli::new(300, singles(300), 9);
    let rows: Vec<[Vec<f64>; 2]> = (0..256).map(|row| design.row(row)).collect();
    for input in [0, 1, 127, 128, 255, 256, 299] {
        for which in [0, 1] {
            let mut seen = [false; 256];
            for row in &rows {
                let at = row[which][input];
                assert!(0.0 < at && at < 1.0);
                seen[(at * 256.0) as usize] = true;
            }
            assert!(seen.iter().all(|&seen| seen), "input {input} leaves gaps");
        }
    }
    let first =
        |input: usize, which: usize| rows.iter().map(move |row| row[which][input]).collect::<Vec<_>>();
    for (one, other) in [((0, 0), (0, 1)), ((0, 0), (128, 0)), ((0, 0), (256, 0)), ((0, 1), (128, 1))] {
        assert_ne!(first(one.0, one.1), first(other.0, other.1));
    }
    assert_ne!(Saltelli::new(3, singles(3), 1).row(0), Saltelli::new(3, singles(3), 2).row(0));
}

#[test]
fn a_mixed_point_has_the_group_of_b_and_all_else_of_a() {
    let design = Saltelli::new(4, vec![vec![1], vec![0, 3]], 3);
    let points = design.row(5);
    let [a, b] = &points;
    assert_eq!(design.mixed(&points, 0), [a[0], b[1], a[2], a[3]]);
    assert_eq!(design.mixed(&points, 1), [b[0], a[1], a[2], b[3]]);
}

/// Saltelli and others, *Global Sensitivity Analysis* (2008), exercise 4 of chapter 3, with the effects worked out
/// again: the book's 0.66 is 0.65.
#[test]
fn the_exercise_of_morris_screening_has_its_effects() {
    let (third, two) = (1.0 / 3.0, 2.0 / 3.0);
    let walks: [[(f64, f64, f64); 3]; 6] = [
        [(0.0, third, 0.97), (0.0, 1.0, 0.71), (two, 1.0, 2.39)],
        [(0.0, third, 0.97), (two, third, 2.30), (two, 1.0, 2.39)],
        [(two, 0.0, 1.87), (two, two, 2.40), (0.0, two, 0.87)],
        [(third, 1.0, 2.15), (1.0, 1.0, 1.71), (1.0, third, 1.54)],
        [(third, 1.0, 2.15), (third, third, 2.17), (1.0, third, 1.54)],
        [(third, two, 2.20), (third, 0.0, 1.87), (1.0, 0.0, 1.00)],
    ];
    let walks: Vec<_> = walks
        .iter()
        .map(|walk| {
            (walk.iter().map(|step| vec![step.0, step.1]).collect(), walk.iter().map(|step| step.2).collect())
        })
        .collect();
    let effects = morris::screen(2, &walks);
    for (effect, [mean, size, deviation]) in
        effects.iter().zip([[0.65, 1.62, 1.794_107_020_219_251], [0.21, 0.35, 0.411_995_145_602_469]])
    {
        assert!((effect.mean - mean).abs() < 1e-12, "{effect:?}");
        assert!((effect.size - size).abs() < 1e-12, "{effect:?}");
        assert!((effect.deviation - deviation).abs() < 1e-12, "{effect:?}");
        assert_eq!(effect.effects, 6);
    }
}

#[test]
fn the_effects_of_the_ishigami_function_over_the_whole_grid_are_as_known() {
    let f = ishigami(7.0, 0.1);
    let level = |digit: usize| [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0][digit];
    for (input, [size, mean, deviation]) in [
        [7.704_054_111_593_104, 7.704_054_111_593_104, 6.248_796_103_333_118_5],
        [7.875, 0.0, 7.875],
        [6.248_796_103_333_118_5, 0.0, 8.837_132_197_837_843],
    ]
    .into_iter()
    .enumerate()
    {
        let mut walks = Vec::new();
        for place in 0..32 {
            let mut point = vec![level(place % 4), level(place / 4 % 4)];
            point.insert(input, level(place / 16));
            let mut end = point.clone();
            end[input] += morris::STEP;
            let values = vec![f(&point), f(&end)];
            walks.push((vec![point, end], values));
        }
        let effect = morris::screen(3, &walks)[input];
        assert_eq!(effect.effects, 32);
        // The known deviation is that of a population, with 32; ours that of a sample, with 31.
        let population = effect.deviation * libm::sqrt(31.0 / 32.0);
        for (found, known) in [(effect.size, size), (effect.mean, mean), (population, deviation)] {
            assert!((found - known).abs() < 1e-9, "input {input}: {found}, not {known}");
        }
    }
}

#[test]
fn a_trajectory_changes_each_input_once_and_stays_on_the_grid() {
    for number in 0..50 {
        let points = morris::trajectory(7, 1, number);
        assert_eq!(points.len(), 8);
        let mut changed: Vec<usize> = points
            .windows(2)
            .map(|pair| {
                let differing: Vec<usize> =
                    (0..7).filter(|&input| pair[0][input] != pair[1][input]).collect();
                assert_eq!(differing.len(), 1);
                let step = (pair[0][differing[0]] - pair[1][differing[0]]).abs();
                assert!((step - morris::STEP).abs() < 1e-12);
                differing[0]
            })
            .collect();
        changed.sort_unstable();
        assert_eq!(changed, [0, 1, 2, 3, 4, 5, 6]);
        for at in points.iter().flatten() {
            let level = at * f64::from(morris::LEVELS - 1);
            assert!((0.0..=1.0).contains(at) && (level - libm::round(level)).abs() < 1e-12, "{at}");
        }
    }
    assert_ne!(morris::trajectory(7, 1, 0), morris::trajectory(7, 1, 1));
    assert_ne!(morris::trajectory(7, 1, 0), morris::trajectory(7, 2, 0));
}

#[test]
fn the_effects_of_a_sum_are_its_slopes_everywhere() {
    let f = |x: &[f64]| 4.0 * x[0] - 3.0 * x[1];
    let walks: Vec<_> = (0..4)
        .map(|number| {
            let points = morris::trajectory(3, 8, number);
            let values = points.iter().map(|point| f(point)).collect();
            (points, values)
        })
        .collect();
    let effects = morris::screen(3, &walks);
    for (effect, slope) in effects.iter().zip([4.0, -3.0, 0.0_f64]) {
        assert!((effect.mean - slope).abs() < 1e-12 && (effect.size - slope.abs()).abs() < 1e-12);
        assert!(effect.deviation < 1e-12);
    }
}

#[test]
fn a_tornado_tells_the_direction_of_each_input() {
    let swings = tornado::swings(3, |x| 4.0 * x[0] - 3.0 * x[1] + x[2] * (x[0] - 0.5));
    for (swing, change) in swings.iter().zip([4.0 * 0.9 + 0.5 * 0.9, -3.0 * 0.9, 0.0]) {
        assert!((swing.change() - change).abs() < 1e-12, "{swing:?}");
    }
}
