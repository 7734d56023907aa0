//! First-order indices from draws that were made anyway, against closed forms: what they estimate, and how often their
//! intervals cover it.

use armistice::statistics::{BINS, FirstOrder, FirstOrderIndex, Proportion};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const RUNS: u64 = 10;

/// Draws of some uniforms with `RUNS` runs each, which succeed with a chance that depends on them.
fn tallies(seed: u64, draws: u64, inputs: usize, chance: impl Fn(&[f64]) -> f64) -> Vec<FirstOrder> {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut tallies = vec![FirstOrder::default(); inputs];
    for _ in 0..draws {
        let point: Vec<f64> = (0..inputs).map(|_| luck.random()).collect();
        let chance = chance(&point);
        let successes = (0..RUNS).filter(|_| luck.random::<f64>() < chance).count() as u64;
        tallies.iter_mut().zip(&point).for_each(|(tally, &at)| tally.record(FirstOrder::bin(at), successes));
    }
    tallies
}

fn indices(seed: u64, draws: u64, inputs: usize, chance: impl Fn(&[f64]) -> f64) -> Vec<FirstOrderIndex> {
    tallies(seed, draws, inputs, chance)
        .iter()
        .map(|tally| tally.index(RUNS).expect("draws that differ"))
        .collect()
}

/// `0.05 + (4 x1 + 3 x2 + 0 x3 + 2 x4) / 10`: `S` is 16/29, 9/29, 0 and 4/29 (statistics.md).
fn linear(x: &[f64]) -> f64 {
    0.05 + (4.0 * x[0] + 3.0 * x[1] + 2.0 * x[3]) / 10.0
}

/// What is between bins of the share of a straight line.
const SEEN: f64 = 1.0 - 1.0 / (BINS * BINS) as f64;

#[test]
fn a_straight_line_is_split_as_its_slopes_say() {
    // With 40,000 draws the largest standard error is 0.008.
    let found = indices(1, 40_000, 4, linear);
    for (index, truth) in found.iter().zip([16.0 / 29.0, 9.0 / 29.0, 0.0, 4.0 / 29.0]) {
        assert!(index.standard_error < 0.01);
        assert!((index.share - SEEN * truth).abs() < 3.0 * index.standard_error, "{index:?}, not {truth}");
        assert_eq!(index.p_value < 1e-6, truth > 0.0, "{index:?}");
    }
    // E[y given x1 in its lowest third] = 0.05 + (4/6 + 2.5)/10.
    let third = found[0].thirds[0];
    assert!((third.mean - (0.05 + (4.0 / 6.0 + 2.5) / 10.0)).abs() < 4.0 * third.standard_error);
}

#[test]
fn a_product_leaves_a_seventh_to_both_factors_together() {
    for index in indices(2, 40_000, 2, |x| x[0] * x[1]) {
        assert!((index.share - SEEN * 3.0 / 7.0).abs() < 3.0 * index.standard_error, "{index:?}");
    }
}

#[test]
fn an_input_that_is_all_there_is_explains_all_in_spite_of_chance() {
    let index = indices(3, 10_000, 1, |x| 0.2 + 0.6 * x[0])[0];
    assert!((index.share - SEEN).abs() < 3.0 * index.standard_error, "{index:?}");
    assert!(index.share > 0.95);
}

/// The interval is honest with as many draws as a report has: of 400 samples it covers the truth in at least 92 %
/// (95 % less three standard errors of such a share), whether much, little or nothing is explained.
#[test]
fn the_interval_covers_the_truth_as_often_as_it_says() {
    let truths = [16.0 / 29.0, 9.0 / 29.0, 0.0, 4.0 / 29.0].map(|truth| SEEN * truth);
    let mut covered = [0; 4];
    let mut mean = [0.0; 4];
    for seed in 0..400 {
        for (place, index) in indices(100 + seed, 1_000, 4, linear).iter().enumerate() {
            covered[place] += u32::from((index.share - truths[place]).abs() <= 1.96 * index.standard_error);
            mean[place] += index.share / 400.0;
        }
    }
    assert!(covered.iter().all(|&covered| covered >= 368), "{covered:?} of 400");
    // No bias: the mean of 400 has a standard error of at most 0.003.
    for (mean, truth) in mean.iter().zip(truths) {
        assert!((mean - truth).abs() < 0.01, "{mean:?}");
    }
}

#[test]
fn inputs_that_do_nothing_are_told_apart_as_rarely_as_the_p_value_says() {
    // 2,000 inputs of no effect beside one that does much, so that draws differ.
    let found = indices(4, 300, 2_001, |x| if x[0] < 0.5 { 0.1 } else { 0.9 });
    let below = |p: f64| found[1..].iter().filter(|index| index.p_value < p).count();
    // 100 of 2,000 with a standard error of 10; they share their draws.
    assert!((60..=140).contains(&below(0.05)), "{}", below(0.05));
    assert!(found[0].p_value < 1e-12);
    let mean = found[1..].iter().map(|index| index.share).sum::<f64>() / 2_000.0;
    assert!(mean.abs() < 0.003, "chance is taken off: {mean}");
}

#[test]
fn the_variance_between_draws_is_that_of_a_proportion() {
    let tally = &tallies(5, 500, 1, |x| x[0])[0];
    let mut luck = ChaCha8Rng::seed_from_u64(5);
    let mut proportion = Proportion::default();
    for _ in 0..500 {
        let chance: f64 = luck.random();
        proportion.record((0..RUNS).filter(|_| luck.random::<f64>() < chance).count() as u64, RUNS);
    }
    let between = tally.between(RUNS).unwrap();
    assert!((between.variance - proportion.variance().unwrap().between).abs() < 1e-12);
    // A uniform chance has a variance of 1/12.
    assert!((between.variance - 1.0 / 12.0).abs() < 3.0 * between.standard_error);
}

#[test]
fn there_is_no_index_of_what_cannot_be_told() {
    let alike = &tallies(6, 300, 1, |_| 1.0)[0];
    assert!(alike.index(RUNS).is_none(), "no draw differs");
    let mut few = FirstOrder::default();
    (0..2 * BINS - 1).for_each(|draw| few.record(draw % BINS, draw as u64 % 3));
    assert!(few.index(RUNS).is_none(), "too few draws");
    let single = &tallies(7, 300, 1, |x| x[0])[0];
    assert!(single.index(1).is_none() && single.between(1).is_none(), "one run a draw does not show chance");
    assert!(FirstOrder::default().between(RUNS).is_none());
}

#[test]
fn a_place_has_the_bin_that_holds_it() {
    assert_eq!([0.0, 0.0832, 0.0834, 0.5, 0.9999, 1.0].map(FirstOrder::bin), [0, 0, 1, 6, 11, 11]);
}

proptest! {
    #[test]
    fn draws_in_bins_are_the_same_however_they_are_put_together(
        draws in proptest::collection::vec((0..BINS, 0_u64..1_000_000), 1..60), size in 1_usize..20,
    ) {
        let tally = |draws: &[(usize, u64)]| {
            let mut tally = FirstOrder::default();
            draws.iter().for_each(|&(bin, successes)| tally.record(bin, successes));
            tally
        };
        let parts: Vec<FirstOrder> = draws.chunks(size).map(tally).collect();
        let merge = |parts: &mut dyn Iterator<Item = &FirstOrder>| {
            parts.fold(FirstOrder::default(), |mut whole, part| {
                whole.merge(part);
                whole
            })
        };
        prop_assert_eq!(merge(&mut parts.iter()), tally(&draws));
        prop_assert_eq!(merge(&mut parts.iter().rev()), tally(&draws));
    }
}
