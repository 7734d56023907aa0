//! When a guarantee deters, and what makes it credible.
//!
//! A challenger attacks when `p·G − c − d·h·L > V`: it wins `G` with chance `p`, pays `c`, and with chance `d·h` is
//! detected and punished by `L`; peace is worth `V` (Zagare and Kilgour, *Perfect Deterrence*, 2000). Monitoring
//! (`d`) and honour (`h`) are complements: only their product counts.

use crate::{OutOfRange, Probability, units::checked};

/// The chance `d·h` of a detected and honoured response from which on an attack does not pay: `(pG − c − V)/L`.
/// Above 1 nothing deters; at or below 0 no guarantee is needed.
///
/// ```
/// # use armistice::{Probability, theory::required_response};
/// let required = required_response(Probability::new(0.6)?, 1.0, 0.1, 1.5, 0.2)?;
/// assert!((required - 0.2).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when the punishment is not above 0, or a number is not finite.
pub fn required_response(
    victory: Probability,
    prize: f64,
    cost: f64,
    punishment: f64,
    peace: f64,
) -> Result<f64, OutOfRange> {
    let punishment = checked("a punishment above 0", punishment, f64::MIN_POSITIVE, f64::MAX)?;
    for (what, value) in [("a prize", prize), ("a cost of war", cost), ("the value of peace", peace)] {
        checked(what, value, f64::MIN, f64::MAX)?;
    }
    Ok((victory.get() * prize - cost - peace) / punishment)
}

/// Whether detection and honour reach the response that is [required](required_response). Who is indifferent keeps
/// the peace.
///
/// ```
/// # use armistice::{Probability, theory::is_deterred};
/// let [detection, honour] = [0.8, 0.25].map(|p| Probability::new(p).unwrap());
/// assert!(is_deterred(0.2, detection, honour) && !is_deterred(0.21, detection, honour));
/// ```
#[must_use]
pub fn is_deterred(required: f64, detection: Probability, honour: Probability) -> bool {
    // Tenths multiplied miss their product by a few units in the last place.
    detection.get() * honour.get() >= required - 1e-12
}

/// Chance that a guarantor honours its word: that the cost of doing so, drawn evenly from `costs`, is at most its
/// stake in being believed.
///
/// ```
/// # use armistice::theory::honour_from_stake;
/// assert!((honour_from_stake(0.3, [0.0, 1.0])?.get() - 0.3).abs() < 1e-12);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
///
/// # Errors
/// [`OutOfRange`] when a number is not finite, or the lower cost is not below the higher.
pub fn honour_from_stake(stake: f64, costs: [f64; 2]) -> Result<Probability, OutOfRange> {
    let stake = checked("a stake", stake, f64::MIN, f64::MAX)?;
    let high = checked("the highest cost", costs[1], f64::MIN, f64::MAX)?;
    let low = checked("the lowest cost, below the highest,", costs[0], f64::MIN, high.next_down())?;
    Probability::new(((stake - low) / (high - low)).clamp(0.0, 1.0))
}

/// Chance that at least one of several guarantors honours its word: `1 − Π(1 − h_g)` when they decide apart, the
/// largest `h_g` when they follow one another, and in between `(1 − ρ)` of the first and `ρ` of the second. To take
/// them for independent is optimistic.
///
/// ```
/// # use armistice::{Probability, theory::combined_honour};
/// let honours = [Probability::new(0.4)?, Probability::new(0.3)?];
/// assert!((combined_honour(&honours, Probability::new(0.0)?).get() - 0.58).abs() < 1e-12);
/// assert_eq!(combined_honour(&honours, Probability::new(1.0)?).get(), 0.4);
/// # Ok::<(), armistice::OutOfRange>(())
/// ```
#[must_use]
pub fn combined_honour(honours: &[Probability], correlation: Probability) -> Probability {
    let apart = 1.0 - honours.iter().fold(1.0, |none, honour| none * (1.0 - honour.get()));
    let together = honours.iter().fold(0.0, |most: f64, honour| most.max(honour.get()));
    let blend = (1.0 - correlation.get()) * apart + correlation.get() * together;
    Probability::clamped(blend)
}
