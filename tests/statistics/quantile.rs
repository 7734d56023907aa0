//! Hyndman and Fan's type 7.

use armistice::statistics::{quantile_of_counts, quantile_of_sorted};
use proptest::prelude::*;

use super::close;

/// Jain and Chlamtac's twenty values (1985), sorted.
const JAIN_CHLAMTAC: [f64; 20] = [
    0.02, 0.05, 0.09, 0.15, 0.27, 0.40, 0.42, 0.74, 0.83, 1.47, 3.39, 10.15, 10.28, 11.37, 11.39, 15.43,
    15.92, 22.37, 34.60, 38.62,
];

#[test]
fn the_median_of_jain_and_chlamtacs_values_is_exact() {
    close(quantile_of_sorted(&JAIN_CHLAMTAC, 0.5).unwrap(), 2.43, 1e-12);
}

#[test]
fn type_7_lies_at_place_n_minus_1_times_p() {
    // R: quantile(c(1, 3, 6, 10, 15), c(0, .1, .25, .5, .9, 1), type = 7)
    let values = [1.0, 3.0, 6.0, 10.0, 15.0];
    for (p, expected) in [(0.0, 1.0), (0.1, 1.8), (0.25, 3.0), (0.5, 6.0), (0.9, 13.0), (1.0, 15.0)] {
        close(quantile_of_sorted(&values, p).unwrap(), expected, 1e-12);
    }
}

#[test]
fn a_discrete_outcome_has_a_discrete_quantile() {
    // Where P² answers 0.386 (statistics.md).
    assert_eq!(quantile_of_counts(&[(0.0, 70), (1.0, 30)], 0.65), Some(0.0));
}

#[test]
fn nothing_seen_has_no_quantile() {
    assert_eq!(quantile_of_sorted(&[], 0.5), None);
    assert_eq!(quantile_of_counts(&[], 0.5), None);
    assert_eq!(quantile_of_counts(&[(3.0, 0)], 0.5), None);
}

proptest! {
    #[test]
    fn counts_give_the_quantile_of_the_values_written_out(
        counts in proptest::collection::vec(0_u64..5, 1..12), p in 0.0..=1.0_f64,
    ) {
        let counts: Vec<(f64, u64)> = counts.iter().enumerate().map(|(i, &n)| ((i * i) as f64 / 7.0, n)).collect();
        let values: Vec<f64> = counts.iter().flat_map(|&(value, n)| (0..n).map(move |_| value)).collect();
        prop_assert_eq!(quantile_of_counts(&counts, p), quantile_of_sorted(&values, p));
    }
}
