//! Kaplan–Meier, its intervals and the log-rank test on Freireich's leukaemia trial (1963; lifelines 0.30.3).

use armistice::statistics::{Confidence, Interval, KaplanMeier, Step, log_rank, wilson};
use proptest::prelude::*;

use super::close;

/// Weeks in remission; a minus sign marks the censored.
const SIX_MP: [i32; 21] =
    [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
const PLACEBO: [i32; 21] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

fn from_times(weeks: &[i32]) -> KaplanMeier {
    KaplanMeier::from_times(weeks.iter().map(|&week| (f64::from(week.abs()), week > 0)))
}

fn from_counts(weeks: &[i32]) -> KaplanMeier {
    let (mut events, mut censored) = ([0; 36], [0; 36]);
    for week in weeks {
        let counts = if *week > 0 { &mut events } else { &mut censored };
        counts[week.unsigned_abs() as usize] += 1;
    }
    KaplanMeier::from_counts(&events, &censored)
}

fn event_steps(curve: &KaplanMeier) -> Vec<&Step> {
    curve.steps().iter().filter(|step| step.events > 0).collect()
}

#[test]
fn six_mp_matches_lifelines_from_times_and_from_counts() {
    #[rustfmt::skip]
    let expected = [
        (6.0, 21, 3, 0.8571428571, 0.0763603548, [0.7074793, 1.0], [0.6197180, 0.9515517]),
        (7.0, 17, 1, 0.8067226891, 0.0869352852, [0.6363327, 0.9771127], [0.5631466, 0.9228090]),
        (10.0, 15, 1, 0.7529411765, 0.0963496530, [0.5640993, 0.9417830], [0.5031995, 0.8893618]),
        (13.0, 12, 1, 0.6901960784, 0.1068147078, [0.4808431, 0.8995491], [0.4316102, 0.8490660]),
        (16.0, 11, 1, 0.6274509804, 0.1140538653, [0.4039095, 0.8509924], [0.3675109, 0.8049122]),
        (22.0, 7, 1, 0.5378151261, 0.1282337517, [0.2864816, 0.7891487], [0.2677789, 0.7467908]),
        (23.0, 6, 1, 0.4481792717, 0.1345914568, [0.1843849, 0.7119737], [0.1880521, 0.6801426]),
    ];
    for curve in [from_times(&SIX_MP), from_counts(&SIX_MP)] {
        let steps = event_steps(&curve);
        assert_eq!(steps.len(), expected.len());
        for (step, (time, at_risk, events, survival, standard_error, plain, log_log)) in
            steps.iter().zip(expected)
        {
            assert_eq!((step.time, step.at_risk, step.events), (time, at_risk, events));
            close(step.survival, survival, 1e-10);
            close(step.standard_error(), standard_error, 1e-10);
            for (found, expected) in [
                (step.plain_interval(Confidence::P95), plain),
                (step.log_log_interval(Confidence::P95), log_log),
            ] {
                // Seven digits are given, the last of them rounded up once (at 22 it is 0.74679072).
                close(found.low, expected[0], 1e-7);
                close(found.high, expected[1], 1e-7);
            }
        }
        assert_eq!(curve.median(), Some(23.0));
        for (horizon, mean) in [(12.0, 10.783193277), (24.0, 18.357422969), (35.0, 23.287394958)] {
            close(curve.restricted_mean(horizon), mean, 1e-9);
        }
    }
}

#[test]
fn placebo_matches_lifelines() {
    #[rustfmt::skip]
    let expected = [
        (1.0, 0.904762), (2.0, 0.809524), (3.0, 0.761905), (4.0, 0.666667), (5.0, 0.571429), (8.0, 0.380952),
        (11.0, 0.285714), (12.0, 0.190476), (15.0, 0.142857), (17.0, 0.095238), (22.0, 0.047619), (23.0, 0.0),
    ];
    for curve in [from_times(&PLACEBO), from_counts(&PLACEBO)] {
        for (time, survival) in expected {
            close(curve.at(time), survival, 5e-7);
        }
        assert_eq!(event_steps(&curve).len(), expected.len());
        assert_eq!(curve.median(), Some(8.0));
        close(curve.restricted_mean(12.0), 7.285714286, 1e-9);
    }
}

#[test]
fn the_two_arms_differ_by_the_published_log_rank() {
    let test = log_rank(&from_times(&SIX_MP), &from_times(&PLACEBO)).unwrap();
    close(test.statistic, 16.792940989216547, 1e-11);
    close(test.p_value, 4.168809109e-5, 1e-13);
    let other_way = log_rank(&from_counts(&PLACEBO), &from_counts(&SIX_MP)).unwrap();
    close(other_way.statistic, test.statistic, 1e-11);
}

#[test]
fn curves_without_an_event_cannot_be_told_apart() {
    let quiet = KaplanMeier::from_counts(&[0, 0], &[0, 7]);
    assert_eq!(log_rank(&quiet, &quiet), None);
    assert_eq!(log_rank(&KaplanMeier::default(), &KaplanMeier::default()), None);
}

#[test]
fn nothing_seen_survives() {
    let nothing = KaplanMeier::from_counts(&[], &[]);
    assert!(nothing.steps().is_empty());
    assert_eq!((nothing.at(5.0), nothing.median(), nothing.restricted_mean(4.0)), (1.0, None, 4.0));
}

#[test]
fn without_an_event_the_interval_is_wilsons_on_those_at_risk() {
    let curve = KaplanMeier::from_counts(&[0, 0, 0], &[0, 3, 7]);
    assert_eq!(curve.steps()[0].log_log_interval(Confidence::P95), Interval { low: 1.0, high: 1.0 });
    assert_eq!(curve.steps()[1].log_log_interval(Confidence::P95), wilson(10, 10, Confidence::P95));
    assert_eq!(curve.steps()[2].log_log_interval(Confidence::P95), wilson(7, 7, Confidence::P95));
}

#[test]
fn once_all_are_gone_the_interval_is_wilsons_on_all() {
    let curve = KaplanMeier::from_counts(&[0, 4, 6], &[]);
    let found = curve.steps()[2].log_log_interval(Confidence::P95);
    let expected = wilson(0, 10, Confidence::P95);
    close(found.low, expected.low, 0.0);
    close(found.high, expected.high, 1e-14);
    assert_eq!(curve.steps()[2].standard_error(), 0.0);
}

#[test]
fn a_half_is_a_median_however_it_is_rounded() {
    // 10 → 9 → … → 5 of 10: the product of ratios is a half up to rounding.
    let curve = KaplanMeier::from_counts(&[0, 1, 1, 1, 1, 1], &[0, 0, 0, 0, 0, 5]);
    assert_eq!(curve.median(), Some(5.0));
}

#[test]
fn clusters_widen_the_interval_by_the_root_of_their_design_effect() {
    let plain = from_times(&SIX_MP);
    let clustered = plain.clone().with_design_effect(2.25);
    for (plain, clustered) in plain.steps().iter().zip(clustered.steps()) {
        assert_eq!(plain.survival, clustered.survival);
        close(clustered.standard_error(), 1.5 * plain.standard_error(), 1e-15);
    }
    assert_eq!(
        clustered.with_design_effect(1.0).steps()[3].standard_error(),
        plain.steps()[3].standard_error()
    );
}

proptest! {
    #[test]
    fn without_censoring_survival_is_the_share_not_yet_gone(events in proptest::collection::vec(0_u64..9, 2..40)) {
        let curve = KaplanMeier::from_counts(&events, &[]);
        let total: u64 = events.iter().sum();
        let mut left = total;
        for (step, events) in curve.steps().iter().zip(&events) {
            left -= events;
            if total > 0 {
                prop_assert!((step.survival - left as f64 / total as f64).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn the_restricted_mean_is_the_mean_of_times_cut_at_the_horizon(
        times in proptest::collection::vec(1_u32..30, 1..40), horizon in 1_u32..40,
    ) {
        let curve = KaplanMeier::from_times(times.iter().map(|&time| (f64::from(time), true)));
        let mean = times.iter().map(|&time| f64::from(time.min(horizon))).sum::<f64>() / times.len() as f64;
        prop_assert!((curve.restricted_mean(f64::from(horizon)) - mean).abs() < 1e-10);
    }

    #[test]
    fn intervals_hold_the_survival_and_stay_in_range(
        counts in proptest::collection::vec((0_u64..6, 0_u64..6), 1..30), design_effect in 1.0..8.0_f64,
    ) {
        let (events, censored): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
        let curve = KaplanMeier::from_counts(&events, &censored).with_design_effect(design_effect);
        for step in curve.steps() {
            for interval in [step.plain_interval(Confidence::P95), step.log_log_interval(Confidence::P95)] {
                prop_assert!(0.0 <= interval.low && interval.low <= step.survival);
                prop_assert!(step.survival <= interval.high && interval.high <= 1.0);
            }
        }
    }
}
