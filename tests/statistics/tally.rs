//! Tallies: the same in any order, and honest about runs that share a draw.

use armistice::{
    Probability,
    statistics::{Confidence, Histogram, MeanSum, Proportion, beta_quantile, quantile_of_sorted, wilson},
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::close;

/// Merges the parts in the order that `order` sorts them into.
fn merged<T: Clone>(parts: &[T], order: &[u64], merge: impl Fn(&mut T, &T)) -> T {
    let mut places: Vec<usize> = (0..parts.len()).collect();
    places.sort_by_key(|&place| order[place % order.len()]);
    let mut whole = parts[places[0]].clone();
    for &place in &places[1..] {
        merge(&mut whole, &parts[place]);
    }
    whole
}

proptest! {
    #[test]
    fn a_mean_is_the_same_however_it_is_put_together(
        values in proptest::collection::vec(-1e6..1e6_f64, 1..60), size in 1_usize..20,
        order in proptest::collection::vec(any::<u64>(), 1..20),
    ) {
        let tally = |values: &[f64]| {
            let mut tally = MeanSum::default();
            values.iter().for_each(|&value| tally.record(value));
            tally
        };
        let parts: Vec<MeanSum> = values.chunks(size).map(tally).collect();
        prop_assert_eq!(merged(&parts, &order, MeanSum::merge), tally(&values));
    }

    #[test]
    fn a_histogram_is_the_same_however_it_is_put_together(
        values in proptest::collection::vec(-2.0..2.0_f64, 1..60), size in 1_usize..20,
        order in proptest::collection::vec(any::<u64>(), 1..20),
    ) {
        let tally = |values: &[f64]| {
            let mut tally = Histogram::new(-1.0, 1.0, 64);
            values.iter().for_each(|&value| tally.record(value));
            tally
        };
        let parts: Vec<Histogram> = values.chunks(size).map(tally).collect();
        prop_assert_eq!(merged(&parts, &order, Histogram::merge), tally(&values));
    }

    #[test]
    fn a_proportion_is_the_same_however_it_is_put_together(
        draws in proptest::collection::vec((0_u64..12, 0_u64..12), 1..60), size in 1_usize..20,
        order in proptest::collection::vec(any::<u64>(), 1..20),
    ) {
        let parts: Vec<Proportion> = draws.chunks(size).map(proportion).collect();
        let whole = merged(&parts, &order, Proportion::merge);
        prop_assert_eq!(&whole, &proportion(&draws));
        // Equal states give equal bytes.
        prop_assert_eq!(whole.band(0.8), proportion(&draws).band(0.8));
    }

    #[test]
    fn a_mean_and_a_variance_lose_nothing(offset in -9e5..9e5_f64, values in proptest::collection::vec(-1.0..1.0_f64, 2..80)) {
        // Rounded to the resolution first: what is tested is the adding up.
        let values: Vec<f64> = values.iter().map(|value| (value * 1e3).round() / 1e3).collect();
        let mut plain = MeanSum::default();
        let mut shifted = MeanSum::default();
        for value in &values {
            plain.record(*value);
            shifted.record(*value + offset.round());
        }
        prop_assert!((shifted.mean().unwrap() - offset.round() - plain.mean().unwrap()).abs() < 1e-9);
        prop_assert!((shifted.variance().unwrap() - plain.variance().unwrap()).abs() < 1e-12);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
        prop_assert!((plain.mean().unwrap() - mean).abs() < 1e-14);
        prop_assert!((plain.variance().unwrap() - variance).abs() < 1e-14);
    }

    #[test]
    fn a_histograms_quantile_is_right_to_a_bin(
        values in proptest::collection::vec(-1.0..1.0_f64, 1..80), p in 0.0..=1.0_f64,
    ) {
        let mut histogram = Histogram::new(-1.0, 1.0, 200);
        values.iter().for_each(|&value| histogram.record(value));
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        // The values on either side of the place, a bin (0.01) and the rounding away.
        let place = p * sorted.len() as f64;
        let below = sorted[(place.floor() as usize).saturating_sub(1)] - 0.01 - 1e-8;
        let above = sorted[(place.ceil() as usize).min(sorted.len() - 1)] + 0.01 + 1e-8;
        let found = histogram.quantile(p).unwrap();
        prop_assert!(below <= found && found <= above, "{below} <= {found} <= {above}");
    }

    #[test]
    fn a_clustered_interval_holds_its_estimate_and_stays_in_range(
        draws in proptest::collection::vec((0_u64..12, 0_u64..12), 1..60),
    ) {
        let tally = proportion(&draws);
        prop_assume!(tally.trials() > 0);
        let estimate = tally.estimate().unwrap();
        let interval = tally.interval(Confidence::P95).unwrap();
        prop_assert!(0.0 <= interval.low && interval.low <= estimate);
        prop_assert!(estimate <= interval.high && interval.high <= 1.0);
        let effective = tally.effective_trials().unwrap();
        prop_assert!(1.0 <= effective && effective <= tally.trials() as f64);
        if let Some(split) = tally.variance() {
            prop_assert!(split.between >= 0.0 && split.within >= 0.0);
            let band = tally.band(0.8).unwrap();
            prop_assert!(0.0 <= band.low && band.low <= band.high && band.high <= 1.0);
        }
    }
}

/// (extra trials, successes) of each draw.
fn proportion(draws: &[(u64, u64)]) -> Proportion {
    let mut tally = Proportion::default();
    for &(failures, successes) in draws {
        tally.record(successes, failures + successes);
    }
    tally
}

#[test]
fn decimal_values_keep_their_decimal_mean() {
    let mut tally = MeanSum::default();
    for _ in 0..1000 {
        tally.record(0.6);
    }
    assert_eq!((tally.mean(), tally.variance(), tally.standard_error()), (Some(0.6), Some(0.0), Some(0.0)));
}

#[test]
fn nothing_tallied_has_no_mean_share_or_quantile() {
    assert_eq!((MeanSum::default().mean(), MeanSum::default().variance()), (None, None));
    assert_eq!(Histogram::new(0.0, 1.0, 8).quantile(0.5), None);
    let nothing = Proportion::default();
    assert_eq!(
        (nothing.estimate(), nothing.standard_error(), nothing.interval(Confidence::P95)),
        (None, None, None)
    );
    assert_eq!((nothing.variance(), nothing.band(0.8), nothing.design_effect()), (None, None, None));
}

#[test]
#[should_panic(expected = "must lie between")]
fn a_value_that_is_no_number_is_refused() {
    MeanSum::default().record(f64::NAN);
}

#[test]
fn equal_values_have_that_value_for_every_quantile() {
    let mut histogram = Histogram::new(0.0, 1.0, 10);
    (0..7).for_each(|_| histogram.record(0.6));
    for p in [0.0, 0.1, 0.5, 0.9, 1.0] {
        assert_eq!(histogram.quantile(p), Some(0.6));
    }
}

#[test]
fn a_value_outside_the_bins_counts_at_the_end_and_in_the_mean() {
    let mut histogram = Histogram::new(0.0, 1.0, 4);
    histogram.record(-2.0);
    histogram.record(5.0);
    assert_eq!((histogram.counts(), histogram.mean()), (&[1, 0, 0, 1][..], Some(1.5)));
}

#[test]
fn a_value_on_an_edge_counts_in_the_bin_above_it() {
    let mut histogram = Histogram::new(0.0, 1.0, 100);
    // In binary 0.29 × 100 falls short of 29.
    (0..100).for_each(|percent| histogram.record(f64::from(percent) / 100.0));
    assert!(histogram.counts().iter().all(|&count| count == 1));
}

#[test]
fn one_run_a_draw_is_plain_wilson_without_a_band() {
    let mut tally = Proportion::default();
    (0..40).for_each(|draw| tally.record(u64::from(draw % 4 == 0), 1));
    let (found, expected) = (tally.interval(Confidence::P95).unwrap(), wilson(10, 40, Confidence::P95));
    close(found.low, expected.low, 1e-12);
    close(found.high, expected.high, 1e-12);
    close(tally.design_effect().unwrap(), 1.0, 1e-12);
    assert_eq!((tally.variance(), tally.band(0.8)), (None, None));
}

#[test]
fn one_draw_is_plain_wilson_without_a_band() {
    let mut tally = Proportion::default();
    tally.record(30, 100);
    assert_eq!(tally.interval(Confidence::P95), Some(wilson(30, 100, Confidence::P95)));
    close(tally.standard_error().unwrap(), (0.3_f64 * 0.7 / 100.0).sqrt(), 1e-15);
    assert_eq!(tally.band(0.8), None);
}

#[test]
fn draws_that_all_agree_count_as_many_runs_as_draws() {
    let mut tally = Proportion::default();
    (0..50).for_each(|_| tally.record(0, 10));
    tally.record(0, 0);
    assert_eq!(tally.interval(Confidence::P95), Some(wilson(0, 50, Confidence::P95)));
    assert_eq!(tally.variance().unwrap().parameters(), None);
}

#[test]
fn equal_draws_have_the_standard_error_of_their_shares() {
    let shares = [0.1, 0.4, 0.4, 0.9];
    let mut tally = Proportion::default();
    for successes in [1, 4, 4, 9] {
        tally.record(successes, 10);
    }
    let mean = 0.45;
    let variance = shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / 3.0;
    close(tally.standard_error().unwrap(), (variance / 4.0).sqrt(), 1e-15);
    // Analysis of variance: the sample variance of the shares, less what chance puts between them.
    let within = shares.iter().map(|share| share * (1.0 - share) * 10.0 / 9.0).sum::<f64>() / 4.0;
    let split = tally.variance().unwrap();
    close(split.within, within, 1e-15);
    close(split.between, variance - within / 10.0, 1e-15);
}

/// Runs of `draws` draws whose chance is Beta(`alpha`, `beta`), with `replications` runs each.
fn simulate(rng: &mut ChaCha8Rng, draws: u64, replications: u64, alpha: f64, beta: f64) -> Proportion {
    let mut tally = Proportion::default();
    for _ in 0..draws {
        let uniform = Probability::new(rng.random()).expect("a uniform number is a probability");
        let chance = beta_quantile(uniform, alpha, beta).expect("shapes are above 0");
        let successes = (0..replications).filter(|_| rng.random::<f64>() < chance).count() as u64;
        tally.record(successes, replications);
    }
    tally
}

#[test]
fn the_clustered_interval_covers_the_truth_as_often_as_it_says() {
    // 2,000 experiments: the coverage of a true 95 % interval has standard error 0.0049; 60 draws cost it up to a
    // point for want of Student's t. Plain Wilson, which takes all 600 runs for independent, covers far less.
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut clustered, mut plain) = (0, 0);
    for _ in 0..2000 {
        let tally = simulate(&mut rng, 60, 10, 2.0, 3.0);
        let holds = |interval: armistice::statistics::Interval| {
            u32::from(interval.low <= 0.4 && 0.4 <= interval.high)
        };
        clustered += holds(tally.interval(Confidence::P95).unwrap());
        plain += holds(wilson(tally.successes(), tally.trials(), Confidence::P95));
    }
    close(f64::from(clustered) / 2000.0, 0.945, 0.02);
    assert!(f64::from(plain) / 2000.0 < 0.80);
}

#[test]
fn the_split_and_the_band_recover_the_spread_of_the_draws() {
    // Chances are Beta(4, 4): variance between 1/36, within E[p(1−p)] = 2/9. Standard errors by the delta method
    // stay below 0.0012 for either and 0.006 for a quantile; the tolerances are 4 of them.
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let tally = simulate(&mut rng, 10_000, 20, 4.0, 4.0);
    let split = tally.variance().unwrap();
    close(split.between, 1.0 / 36.0, 0.003);
    close(split.within, 2.0 / 9.0, 0.005);
    close(split.parameters().unwrap(), 1.0 / 9.0, 0.012);
    let band = tally.band(0.8).unwrap();
    let quantile = |p| beta_quantile(Probability::new(p).unwrap(), 4.0, 4.0).unwrap();
    close(band.low, quantile(0.1), 0.024);
    close(band.high, quantile(0.9), 0.024);
    // The raw shares of the draws spread wider: chance is in them.
    let noisy = |p: f64| {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let mut shares: Vec<f64> =
            (0..2000).map(|_| simulate(&mut rng, 1, 20, 4.0, 4.0).estimate().unwrap()).collect();
        shares.sort_by(f64::total_cmp);
        quantile_of_sorted(&shares, p).unwrap()
    };
    assert!(noisy(0.9) - noisy(0.1) > band.high - band.low + 0.02);
}

#[test]
fn draws_that_differ_by_chance_alone_have_a_narrow_band() {
    // One chance, 0.3, in all draws: the raw shares of 10 runs would spread over [0.1, 0.5].
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut tally = Proportion::default();
    for _ in 0..5000 {
        tally.record((0..10).filter(|_| rng.random::<f64>() < 0.3).count() as u64, 10);
    }
    let band = tally.band(0.8).unwrap();
    assert!(band.high - band.low < 0.08, "{band:?}");
    assert!(tally.variance().unwrap().parameters().unwrap() < 0.02);
    close(tally.design_effect().unwrap(), 1.0, 0.1);
}

#[test]
fn a_band_does_not_shrink_as_draws_are_added_but_the_error_does() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let few = simulate(&mut rng, 500, 10, 2.0, 2.0);
    let many = simulate(&mut rng, 8000, 10, 2.0, 2.0);
    let width = |tally: &Proportion| tally.band(0.8).map(|band| band.high - band.low).unwrap();
    close(width(&few) / width(&many), 1.0, 0.15);
    close(few.standard_error().unwrap() / many.standard_error().unwrap(), 4.0, 0.5);
}
