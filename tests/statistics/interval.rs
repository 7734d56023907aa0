//! Wilson and Clopper–Pearson against statsmodels; the normal and Beta quantiles under them.

use armistice::{
    Probability,
    statistics::{
        Confidence, Interval, beta_cumulative, beta_quantile, clopper_pearson, difference, normal_cumulative,
        normal_quantile, wilson, wilson_share,
    },
};
use proptest::prelude::*;

use super::close;

type Bounds = [f64; 2];

/// x, n, Wilson 95 %, Clopper–Pearson 95 %, Wilson 80 % (statsmodels).
#[rustfmt::skip]
const TABLE: [(u64, u64, Bounds, Bounds, Bounds); 11] = [
    (0, 1, [0.0, 0.7934506856], [0.0, 0.975], [0.0, 0.6215524968]),
    (0, 10, [0.0, 0.2775327999], [0.0, 0.3084971078], [0.0, 0.1410686821]),
    (1, 10, [0.0178762131, 0.4041500268], [0.0025285785, 0.445016117], [0.0304106443, 0.2824443014]),
    (5, 10, [0.2365930905, 0.7634069095], [0.1870860284, 0.8129139716], [0.3122044449, 0.6877955551]),
    (10, 10, [0.7224672001, 1.0], [0.6915028922, 1.0], [0.8589313179, 1.0]),
    (7, 20, [0.1811918241, 0.5671457233], [0.1539092048, 0.5921885345], [0.2294972572, 0.4932688365]),
    (81, 263, [0.2552885199, 0.366209577], [0.2527367456, 0.3676219226], [0.272788133, 0.3455647471]),
    (0, 100, [0.0, 0.0369934982], [0.0, 0.0362166926], [0.0, 0.0161583633]),
    (3, 1000, [0.0010207839, 0.0087830141], [0.0006190999, 0.0087420232], [0.0014551792, 0.0061746642]),
    (512, 1000, [0.4810325544, 0.5428756034], [0.4805226593, 0.5434065054], [0.491739656, 0.5322209917]),
    (5000, 10000, [0.4902020618, 0.5097979382], [0.4901513806, 0.5098486194], [0.4935927683, 0.5064072317]),
];

#[track_caller]
fn close_bounds(found: Interval, expected: Bounds) {
    close(found.low, expected[0], 1e-9);
    close(found.high, expected[1], 1e-9);
}

#[test]
fn wilson_and_clopper_pearson_match_statsmodels() {
    for (x, n, wilson_95, clopper_pearson_95, wilson_80) in TABLE {
        close_bounds(wilson(x, n, Confidence::P95), wilson_95);
        close_bounds(clopper_pearson(x, n, Confidence::P95), clopper_pearson_95);
        close_bounds(wilson(x, n, Confidence::P80), wilson_80);
    }
}

#[test]
fn no_success_gives_exactly_zero_and_no_failure_exactly_one() {
    for n in 1..2000 {
        for interval in [wilson, clopper_pearson] {
            assert_eq!(interval(0, n, Confidence::P95).low, 0.0);
            assert_eq!(interval(n, n, Confidence::P95).high, 1.0);
        }
    }
}

#[test]
fn no_trial_says_nothing() {
    let everything = Interval { low: 0.0, high: 1.0 };
    assert_eq!(wilson(0, 0, Confidence::P95), everything);
    assert_eq!(clopper_pearson(0, 0, Confidence::P95), everything);
    assert_eq!(wilson_share(Probability::new(0.3).unwrap(), 0.0, Confidence::P95), everything);
}

#[test]
fn a_certain_interval_is_the_whole_range() {
    let certain = Confidence::new(Probability::new(1.0).unwrap());
    assert_eq!(wilson(3, 10, certain), Interval { low: 0.0, high: 1.0 });
    assert_eq!(clopper_pearson(3, 10, certain), Interval { low: 0.0, high: 1.0 });
}

#[test]
fn the_levels_on_offer_have_their_normal_quantiles() {
    for (named, level) in [(Confidence::P95, 0.95), (Confidence::P80, 0.80)] {
        let made = Confidence::new(Probability::new(level).unwrap());
        close(made.z(), named.z(), 1e-14);
        assert_eq!(made.level(), named.level());
    }
}

#[test]
fn the_normal_quantile_undoes_the_normal_distribution() {
    // Φ⁻¹(1e-10) from Wichura's test values.
    let quantile = |p| normal_quantile(Probability::new(p).unwrap());
    close(quantile(0.25), -0.6744897501960817, 1e-15);
    close(quantile(0.001), -3.090232306167814, 1e-14);
    close(quantile(1e-20), -9.262340089798408, 1e-13);
    assert_eq!(quantile(0.5), 0.0);
    assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    for i in 1..1000 {
        let p = f64::from(i) / 1000.0;
        close(normal_cumulative(quantile(p)), p, 1e-15);
    }
}

#[test]
fn the_beta_distribution_has_its_closed_forms() {
    for i in 1..100 {
        let x = f64::from(i) / 100.0;
        let at = |alpha, beta| beta_cumulative(Probability::new(x).unwrap(), alpha, beta).unwrap();
        close(at(1.0, 1.0), x, 1e-14);
        close(at(3.0, 1.0), x * x * x, 1e-14);
        close(at(2.0, 2.0), x * x * (3.0 - 2.0 * x), 1e-14);
        // The arcsine law.
        close(at(0.5, 0.5), std::f64::consts::FRAC_2_PI * libm::asin(libm::sqrt(x)), 1e-13);
        close(
            at(4.0, 7.5),
            1.0 - beta_cumulative(Probability::new(1.0 - x).unwrap(), 7.5, 4.0).unwrap(),
            1e-13,
        );
    }
}

#[test]
fn a_beta_distribution_needs_shapes_above_zero() {
    let half = Probability::new(0.5).unwrap();
    for shape in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(beta_quantile(half, shape, 1.0).is_err());
        assert!(beta_cumulative(half, 1.0, shape).is_err());
    }
}

proptest! {
    #[test]
    fn an_interval_holds_its_estimate_and_stays_in_range(
        (x, n) in (1_u64..3000).prop_flat_map(|n| (0..=n, Just(n))),
    ) {
        let share = x as f64 / n as f64;
        for interval in [wilson(x, n, Confidence::P95), clopper_pearson(x, n, Confidence::P95)] {
            prop_assert!(0.0 <= interval.low && interval.low <= share);
            prop_assert!(share <= interval.high && interval.high <= 1.0);
        }
    }

    #[test]
    fn more_evidence_never_widens_an_interval(share in 0.0..=1.0_f64, trials in 1.0..1e6_f64, more in 1.0..10.0_f64) {
        let share = Probability::new(share).unwrap();
        let width = |trials| {
            let interval = wilson_share(share, trials, Confidence::P95);
            interval.high - interval.low
        };
        prop_assert!(width(trials * more) <= width(trials) + 1e-15);
    }

    #[test]
    fn the_beta_quantile_undoes_the_beta_distribution(
        p in 0.001..0.999_f64, alpha in 0.3..60.0_f64, beta in 0.3..60.0_f64,
    ) {
        let p = Probability::new(p).unwrap();
        let x = Probability::new(beta_quantile(p, alpha, beta).unwrap()).unwrap();
        prop_assert!((beta_cumulative(x, alpha, beta).unwrap() - p.get()).abs() < 1e-11);
    }
}

/// Newcombe (1998), *Statistics in Medicine* 17, table II, method 10.
#[test]
fn differences_of_shares_match_newcombe() {
    for ((x, m), (y, n), bounds) in [
        ((56, 70), (48, 80), [0.0524, 0.3339]),
        ((9, 10), (3, 10), [0.1705, 0.8090]),
        ((5, 56), (0, 29), [-0.0381, 0.1926]),
        ((10, 10), (0, 10), [0.6075, 1.0]),
    ] {
        let of = |successes: u64, trials: u64| {
            (successes as f64 / trials as f64, wilson(successes, trials, Confidence::P95))
        };
        let found = difference(of(x, m), of(y, n));
        close(found.low, bounds[0], 5e-5);
        close(found.high, bounds[1], 5e-5);
    }
}
