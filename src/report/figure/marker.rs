//! Marks that differ in shape as well as in colour.

use super::{color::Ink, drawing::Drawing};

/// A mark's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A square.
    Square,
    /// A triangle, point up.
    Triangle,
    /// A square on its corner.
    Diamond,
}

/// Draws a mark with a rim of paper, so that it stands out from what it covers.
pub fn mark(drawing: &mut Drawing, at: (f64, f64), marker: Marker, radius: f64, ink: Ink) {
    drawing.area(corners(at, marker, radius + 1.8), Ink::Paper, 1.0);
    drawing.area(corners(at, marker, radius), ink, 1.0);
}

fn corners((x, y): (f64, f64), marker: Marker, radius: f64) -> Vec<(f64, f64)> {
    match marker {
        Marker::Square => {
            let half = 0.85 * radius;
            vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        }
        Marker::Triangle => {
            vec![(x, y - 1.15 * radius), (x + radius, y + 0.75 * radius), (x - radius, y + 0.75 * radius)]
        }
        Marker::Diamond => {
            let long = 1.2 * radius;
            vec![(x, y - long), (x + long, y), (x, y + long), (x - long, y)]
        }
    }
}
