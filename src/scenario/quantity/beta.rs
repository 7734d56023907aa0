//! The beta distribution on `[0, 1]`: its mode and its inverse cumulative function.
//!
//! The cumulative function is the regularised incomplete beta function by its continued fraction
//! (Abramowitz and Stegun 26.5.8, evaluated by Lentz's method); the inverse is found by bisection, which is
//! slower than Newton's method but can't fail.

/// Where the density peaks; the mean when it peaks at both ends or is flat.
pub(super) fn mode(alpha: f64, beta: f64) -> f64 {
    if alpha <= 1.0 && beta <= 1.0 {
        alpha / (alpha + beta)
    } else if alpha <= 1.0 {
        0.0
    } else if beta <= 1.0 {
        1.0
    } else {
        (alpha - 1.0) / (alpha + beta - 2.0)
    }
}

/// The number below which a share `p` of the distribution lies.
pub(super) fn quantile(alpha: f64, beta: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let scale = log_gamma(alpha + beta) - log_gamma(alpha) - log_gamma(beta);
    let (mut low, mut high) = (0.0, 1.0);
    // Halving 60 times leaves an interval narrower than the spacing of numbers near 0.01.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if cumulative(alpha, beta, scale, middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

fn log_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `I_x(α, β)`; `scale` is `ln Γ(α + β) − ln Γ(α) − ln Γ(β)`.
fn cumulative(alpha: f64, beta: f64, scale: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(scale + alpha * libm::log(x) + beta * libm::log1p(-x));
    if x < (alpha + 1.0) / (alpha + beta + 2.0) {
        front * fraction(alpha, beta, x) / alpha
    } else {
        1.0 - front * fraction(beta, alpha, 1.0 - x) / beta
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(alpha: f64, beta: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guarded = |number: f64| if number.abs() < TINY { TINY } else { number };
    let mut c = 1.0;
    let mut d = 1.0 / guarded(1.0 - (alpha + beta) * x / (alpha + 1.0));
    let mut result = d;
    for step in 1..=500 {
        let m = f64::from(step);
        let even = m * (beta - m) * x / ((alpha + 2.0 * m - 1.0) * (alpha + 2.0 * m));
        d = 1.0 / guarded(1.0 + even * d);
        c = guarded(1.0 + even / c);
        result *= d * c;
        let odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2.0 * m) * (alpha + 2.0 * m + 1.0));
        d = 1.0 / guarded(1.0 + odd * d);
        c = guarded(1.0 + odd / c);
        let factor = d * c;
        result *= factor;
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}
