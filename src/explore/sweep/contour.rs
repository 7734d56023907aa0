//! The contour of a target on a grid: marching squares (Lorensen and Cline's cubes in the plane).
//!
//! Each square between four neighbouring points is cut where its edges cross the target, in proportion. A saddle is
//! decided by the mean of its corners.

/// A place on the grid: fractional steps of the first and of the second lever.
pub type Place = (f64, f64);

/// The pieces of the contour. `values` has `sizes.0 · sizes.1` entries, the first lever slowest; squares with an unknown
/// corner have no contour.
///
/// # Panics
/// When there are fewer values.
#[must_use]
pub fn contour(values: &[Option<f64>], sizes: (usize, usize), target: f64) -> Vec<(Place, Place)> {
    let mut pieces = Vec::new();
    for one in 1..sizes.0 {
        for other in 1..sizes.1 {
            let corner = |i: usize, j: usize| {
                values[i * sizes.1 + j].map(|value| ((i as f64, j as f64), value - target))
            };
            let corners = [
                corner(one - 1, other - 1),
                corner(one, other - 1),
                corner(one, other),
                corner(one - 1, other),
            ];
            if let [Some(a), Some(b), Some(c), Some(d)] = corners {
                pieces.extend(square([a, b, c, d]));
            }
        }
    }
    pieces
}

/// The pieces in a square whose corners go around; a corner is in when it reaches the target.
fn square(corners: [(Place, f64); 4]) -> Vec<(Place, Place)> {
    let is_in = |side: usize| corners[side % 4].1 >= 0.0;
    let cuts: Vec<Place> = (0..4)
        .filter(|&side| is_in(side) != is_in(side + 1))
        .map(|side| {
            let ((from, low), (to, high)) = (corners[side], corners[(side + 1) % 4]);
            let part = low / (low - high);
            (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
        })
        .collect();
    match *cuts.as_slice() {
        [one, other] => vec![(one, other)],
        [one, two, three, four] => {
            let middle = corners.iter().map(|corner| corner.1).sum::<f64>() >= 0.0;
            // With the middle on the side of the first corner, the second and the fourth are cut off.
            if middle == is_in(0) { vec![(one, two), (three, four)] } else { vec![(four, one), (two, three)] }
        }
        _ => Vec::new(),
    }
}
