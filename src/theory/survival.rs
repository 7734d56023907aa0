//! How long a ceasefire lasts under a constant hazard, what a deal that may collapse is worth, and why a mixture of
//! ceasefires looks as if peace consolidated.
//!
//! `h` is the chance of collapse in one period; a collapse comes at the period's end, and pays the war's flow from
//! the next on.

use super::Discount;
use crate::{OutOfRange, Probability, units::checked};

/// Chance that a ceasefire survives `periods` under a constant hazard: `S(t) = (1 − h)^t`.
///
/// ```
/// # use armistice::{Probability, theory::constant_hazard_survival};
/// let hazard = Probability::new(0.02)?;
/// assert!((constant_hazard_survival(hazard, 12) - 0.7847167237).abs() < 1e-9);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn constant_hazard_survival(hazard: Probability, periods: u32) -> f64 {
    libm::pow(1.0 - hazard.get(), f64::from(periods))
}

/// The hazard a month that makes `annual` a year: `1 − (1 − h_y)^(1/12)`.
///
/// ```
/// # use armistice::{Probability, theory::monthly_from_annual};
/// let monthly = monthly_from_annual(Probability::new(0.2152832763)?);
/// assert!((monthly.get() - 0.02).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn monthly_from_annual(annual: Probability) -> Probability {
    Probability::clamped(-libm::expm1(libm::log1p(-annual.get()) / 12.0))
}

/// The hazard a year that `monthly` makes: `1 − (1 − h_m)^12`.
///
/// ```
/// # use armistice::{Probability, theory::annual_from_monthly};
/// let annual = annual_from_monthly(Probability::new(0.02)?);
/// assert!((annual.get() - 0.2152832763).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn annual_from_monthly(monthly: Probability) -> Probability {
    Probability::clamped(-libm::expm1(12.0 * libm::log1p(-monthly.get())))
}

/// The hazard with which a share `survival` outlasts `periods`: `1 − S^(1/t)`.
///
/// ```
/// # use armistice::{Probability, theory::hazard_from_survival};
/// let hazard = hazard_from_survival(Probability::new(0.65)?, 12)?;
/// assert!((hazard.get() - 0.0352618642).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `periods` is 0.
pub fn hazard_from_survival(survival: Probability, periods: u32) -> Result<Probability, OutOfRange> {
    let periods = checked("a number of periods", f64::from(periods), 1.0, f64::MAX)?;
    Ok(Probability::clamped(-libm::expm1(libm::log(survival.get()) / periods)))
}

/// First period at which at most half survive: `⌈ln ½ / ln(1 − h)⌉`; `None` without a hazard.
///
/// ```
/// # use armistice::{Probability, theory::median_periods_of_peace};
/// assert_eq!(median_periods_of_peace(Probability::new(0.02)?), Some(35));
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn median_periods_of_peace(hazard: Probability) -> Option<u64> {
    let periods = -std::f64::consts::LN_2 / libm::log1p(-hazard.get());
    // Where half survive exactly, rounding must not add a period.
    (hazard.get() > 0.0).then(|| libm::ceil(periods * (1.0 - 1e-12)).max(1.0) as u64)
}

/// Mean periods until collapse, the one of collapse included: `1/h`; infinite without a hazard.
///
/// ```
/// # use armistice::{Probability, theory::mean_periods_of_peace};
/// assert_eq!(mean_periods_of_peace(Probability::new(0.02)?), 50.0);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn mean_periods_of_peace(hazard: Probability) -> f64 {
    1.0 / hazard.get()
}

/// The hazard of several independent causes together: `1 − Π(1 − h_k)`.
///
/// ```
/// # use armistice::{Probability, theory::combined_hazard};
/// let causes = [Probability::new(0.4)?, Probability::new(0.3)?];
/// assert!((combined_hazard(&causes).get() - 0.58).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn combined_hazard(causes: &[Probability]) -> Probability {
    Probability::clamped(1.0 - causes.iter().fold(1.0, |survival, cause| survival * (1.0 - cause.get())))
}

/// The weight that a deal's value puts on the war after its collapse: `θ = δh/(1 − δ(1 − h))`.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, collapse_weight}};
/// let weight = collapse_weight(Discount::new(0.99)?, Probability::new(0.01)?);
/// assert!((1.0 - weight - 0.5025125628).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn collapse_weight(discount: Discount, hazard: Probability) -> f64 {
    let (delta, hazard) = (discount.get(), hazard.get());
    delta * hazard / (1.0 - delta * (1.0 - hazard))
}

/// What a deal that pays `peace` a period until it collapses and `war` ever after is worth, as a flow a period:
/// `(u (1 − δ) + δhw)/(1 − δ (1 − h))`. Its present value is that over `1 − δ`.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, deal_value}};
/// let value = deal_value(Discount::new(0.95)?, Probability::new(0.02)?, 0.6, -0.5);
/// assert!((value - 0.2971014493).abs() < 1e-10);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn deal_value(discount: Discount, hazard: Probability, peace: f64, war: f64) -> f64 {
    let weight = collapse_weight(discount, hazard);
    (1.0 - weight) * peace + weight * war
}

/// Present value of the first `periods` periods of such a deal: `Σ_{t<T} δ^t (S(t) u + (1 − S(t)) w)`.
///
/// ```
/// # use armistice::{Probability, theory::{Discount, finite_deal_present_value}};
/// let value = finite_deal_present_value(Discount::new(0.99)?, Probability::new(0.01)?, 1.0, 0.0, 24);
/// assert!((value - 19.2316512089).abs() < 1e-9);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn finite_deal_present_value(
    discount: Discount,
    hazard: Probability,
    peace: f64,
    war: f64,
    periods: u32,
) -> f64 {
    let sum = |ratio: f64| (1.0 - libm::pow(ratio, f64::from(periods))) / (1.0 - ratio);
    let at_peace = sum(discount.get() * (1.0 - hazard.get()));
    at_peace * peace + (sum(discount.get()) - at_peace) * war
}

/// Share of ceasefires that survive `periods` when each has a constant hazard and hazards are spread as
/// Beta(`a`, `b`): `Π_{i<t} (b + i)/(a + b + i)` (beta-geometric; Weinberg and Gladen, *Biometrics* 42, 1986).
///
/// The hazard of those that are left falls with time although each one's is constant: the fragile ones go first.
/// It does not mean that peace consolidates.
///
/// ```
/// # use armistice::theory::beta_geometric_survival;
/// assert!((beta_geometric_survival(1.0, 19.0, 12)? - 0.61290323).abs() < 1e-8);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when `a` or `b` is not above 0 or not finite.
pub fn beta_geometric_survival(a: f64, b: f64, periods: u32) -> Result<f64, OutOfRange> {
    let a = checked("the shape a of a spread of hazards", a, f64::MIN_POSITIVE, f64::MAX)?;
    let b = checked("the shape b of a spread of hazards", b, f64::MIN_POSITIVE, f64::MAX)?;
    Ok((0..periods).map(f64::from).fold(1.0, |survival, i| survival * (b + i) / (a + b + i)))
}
