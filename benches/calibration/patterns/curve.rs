//! What the patterns say of a survival curve.

/// T12: of what breaks in five years, the part that breaks in the first.
#[must_use]
pub fn early(survival: &[f64]) -> f64 {
    (1.0 - survival[12]) / (1.0 - survival[60])
}

/// T13: the hazard of years 6 to 10 to that of year 1.
#[must_use]
pub fn late(survival: &[f64]) -> f64 {
    libm::log(survival[60] / survival[120]) / 5.0 / -libm::log(survival[12])
}

/// T3: by how much the second year's survival is better than the first's.
#[must_use]
pub fn falling(survival: &[f64]) -> f64 {
    survival[24] / survival[12] - survival[12]
}

/// From the smallest to the largest.
#[must_use]
pub fn spread(numbers: &[f64]) -> f64 {
    let most = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(f64::NEG_INFINITY, f64::max);
    most(&mut numbers.iter().copied()) + most(&mut numbers.iter().map(|number| -number))
}
