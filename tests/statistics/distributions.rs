//! The normal and Beta distributions against `statrs`, which computes them in other ways.
//!
//! `statrs` has its own `erfc` (good to 1e-10), `ln Γ`, continued fraction (at most 140 terms) and inverse of the
//! incomplete beta function (AS 109, which stops at a guess in the far tails). The grids stay where it is as good as
//! the tolerance; beyond them ours is checked against closed forms and an exact binomial sum.

use armistice::{
    Probability,
    statistics::{
        Confidence, beta_cumulative, beta_quantile, clopper_pearson, normal_cumulative, normal_quantile,
    },
};
use statrs::{
    distribution::{Beta, ContinuousCDF, Normal},
    function::{beta::inv_beta_reg, gamma::ln_gamma},
};

use super::close;

const SHAPES: [f64; 9] = [0.3, 0.5, 1.0, 2.0, 3.5, 8.0, 20.0, 60.0, 150.0];

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a test's probability")
}

#[test]
fn the_normal_distribution_agrees_with_statrs() {
    let normal = Normal::standard();
    for step in -900..=900 {
        let z = f64::from(step) / 100.0;
        close(normal_cumulative(z), normal.cdf(z), 1e-10);
    }
    for step in 1..2000 {
        let p = f64::from(step) / 2000.0;
        close(normal_quantile(probability(p)), normal.inverse_cdf(p), 1e-14);
    }
    for exponent in 4..300 {
        let p = libm::pow(10.0, -f64::from(exponent));
        close(normal_quantile(probability(p)), normal.inverse_cdf(p), 1e-13);
    }
}

#[test]
fn the_beta_distribution_agrees_with_statrs() {
    for alpha in SHAPES {
        for beta in SHAPES {
            let theirs = Beta::new(alpha, beta).expect("shapes above 0");
            for step in 1..200 {
                let p = f64::from(step) / 200.0;
                close(beta_cumulative(probability(p), alpha, beta).unwrap(), theirs.cdf(p), 1e-12);
                close(
                    beta_quantile(probability(p), alpha, beta).unwrap(),
                    inv_beta_reg(alpha, beta, p),
                    1e-11,
                );
            }
        }
    }
}

#[test]
fn clopper_and_pearsons_interval_agrees_with_statrs_up_to_a_hundred_thousand_trials() {
    for trials in [1_u64, 2, 10, 263, 1000, 10_000, 100_000] {
        for level in [0.8, 0.95, 0.999] {
            let confidence = Confidence::new(probability(level));
            let tail = 0.5 * (1.0 - level);
            for successes in (0..=40).map(|part| trials * part / 40) {
                let (x, failures) = (successes as f64, (trials - successes) as f64);
                let found = clopper_pearson(successes, trials, confidence);
                if successes > 0 {
                    close(found.low, inv_beta_reg(x, failures + 1.0, tail), 1e-10);
                }
                if successes < trials {
                    close(found.high, inv_beta_reg(x + 1.0, failures, 1.0 - tail), 1e-10);
                }
            }
        }
    }
}

#[test]
fn the_beta_quantile_of_a_million_trials_solves_the_binomial_sum() {
    // I_x(a, b) is the chance of at least a successes in a + b − 1 trials. The sum is good to 1e-8 of itself, for
    // want of digits in ln Γ; over the density, which is 15 or more, that leaves less than 1e-9 in x.
    for (a, b, p) in [(300_u32, 999_701_u32, 0.025), (400_001, 600_000, 0.975), (500_000, 500_000, 0.5)] {
        let x = beta_quantile(probability(p), f64::from(a), f64::from(b)).unwrap();
        let trials = f64::from(a + b - 1);
        let (a, b) = (f64::from(a), f64::from(b));
        let log_choose = ln_gamma(trials + 1.0) - ln_gamma(a + 1.0) - ln_gamma(trials - a + 1.0);
        let mut term = libm::exp(log_choose + a * libm::log(x) + (trials - a) * libm::log1p(-x));
        let density = term * a / x;
        let (mut sum, mut successes) = (0.0, a);
        while term > sum * 1e-18 && successes <= trials {
            sum += term;
            term *= (trials - successes) / (successes + 1.0) * x / (1.0 - x);
            successes += 1.0;
        }
        assert!(density > 15.0, "{a} {b}");
        close((sum - p) / density, 0.0, 1e-9);
    }
}
