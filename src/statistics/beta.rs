//! The Beta distribution: what Clopper and Pearson's interval and a Beta prior are read from.
//!
//! `I_x(a, b)` is the continued fraction of DLMF 8.17.22, evaluated by Lentz's method on the side of the mean
//! where it converges; the quantile is Newton's method kept inside a bracket. All from `libm`, because the
//! quantile of a prior reaches every number that a simulation prints.

use crate::{OutOfRange, Probability, units::checked};

/// Chance that a Beta(`alpha`, `beta`) number is at most `x`: the regularised incomplete beta function
/// `I_x(α, β)`.
///
/// ```
/// # use armistice::{Probability, statistics::beta_cumulative};
/// assert!((beta_cumulative(Probability::new(0.5)?, 4.0, 4.0)? - 0.5).abs() < 1e-14);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `alpha` or `beta` is not above 0 or not finite.
pub fn beta_cumulative(x: Probability, alpha: f64, beta: f64) -> Result<f64, OutOfRange> {
    check_shapes(alpha, beta)?;
    Ok(cumulative(x.get(), alpha, beta, log_beta(alpha, beta)))
}

/// The number that a Beta(`alpha`, `beta`) number stays below with chance `p`, to about 1e-12.
///
/// ```
/// # use armistice::{Probability, statistics::beta_quantile};
/// // Beta(1, n) stays below 1 − (1 − p)^(1/n).
/// assert!((beta_quantile(Probability::new(0.75)?, 1.0, 2.0)? - 0.5).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `alpha` or `beta` is not above 0 or not finite.
pub fn beta_quantile(p: Probability, alpha: f64, beta: f64) -> Result<f64, OutOfRange> {
    check_shapes(alpha, beta)?;
    let p = p.get();
    if p == 0.0 || p == 1.0 {
        return Ok(p);
    }
    let log_beta = log_beta(alpha, beta);
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = alpha / (alpha + beta);
    for _ in 0..200 {
        let error = cumulative(x, alpha, beta, log_beta) - p;
        if error < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let log_density = (alpha - 1.0) * libm::log(x) + (beta - 1.0) * libm::log1p(-x) - log_beta;
        let newton = x - error / libm::exp(log_density);
        let next = if low < newton && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-15 * x {
            return Ok(next);
        }
        x = next;
    }
    Ok(x)
}

fn check_shapes(alpha: f64, beta: f64) -> Result<(), OutOfRange> {
    checked("a Beta distribution's alpha", alpha, f64::MIN_POSITIVE, f64::MAX)?;
    checked("a Beta distribution's beta", beta, f64::MIN_POSITIVE, f64::MAX)?;
    Ok(())
}

fn log_beta(alpha: f64, beta: f64) -> f64 {
    libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta)
}

fn cumulative(x: f64, alpha: f64, beta: f64, log_beta: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let scale = libm::exp(alpha * libm::log(x) + beta * libm::log1p(-x) - log_beta);
    if x < (alpha + 1.0) / (alpha + beta + 2.0) {
        (scale * continued_fraction(x, alpha, beta) / alpha).min(1.0)
    } else {
        (1.0 - scale * continued_fraction(1.0 - x, beta, alpha) / beta).max(0.0)
    }
}

fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |y: f64| if y.abs() < TINY { TINY } else { y };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..20_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            step = c * d;
            fraction *= step;
        }
        if (step - 1.0).abs() <= 1e-16 {
            break;
        }
    }
    fraction
}
