//! Paints shapes on a plotters backend.

use plotters::{
    prelude::DrawingBackend,
    style::{RGBAColor, ShapeStyle},
};

use super::{
    color::Ink,
    drawing::{Drawing, Shape},
};

/// Colour on light paper for plotters.
pub(super) fn color(ink: Ink, opacity: f64) -> RGBAColor {
    let (red, green, blue) = ink.light();
    RGBAColor(red, green, blue, opacity)
}

/// The pixel at a place.
#[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand pixels wide")]
pub(super) fn pixel((x, y): (f64, f64), scale: f64) -> (i32, i32) {
    (libm::round(x * scale) as i32, libm::round(y * scale) as i32)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are small and positive")]
fn length(pixels: f64, scale: f64) -> u32 {
    libm::round(pixels * scale).max(1.0) as u32
}

/// Paints all shapes, enlarged by `scale`; `letter` paints the words.
pub(super) fn paint<B: DrawingBackend>(
    drawing: &Drawing,
    backend: &mut B,
    scale: f64,
    mut letter: impl FnMut(&mut B, &Shape),
) {
    let stroke = |ink, opacity, thickness| ShapeStyle {
        color: color(ink, opacity),
        filled: true,
        stroke_width: length(thickness, scale),
    };
    for shape in &drawing.shapes {
        let painted = match shape {
            Shape::Rectangle { frame: [left, top, width, height], ink, opacity } => {
                let corner = pixel((left + width, top + height), scale);
                backend.draw_rect(pixel((*left, *top), scale), corner, &stroke(*ink, *opacity, 1.0), true)
            }
            Shape::Line { points, thickness, ink, opacity } => {
                let path = points.iter().map(|&point| pixel(point, scale));
                backend.draw_path(path, &stroke(*ink, *opacity, *thickness))
            }
            Shape::Area { points, ink, opacity } => {
                let path = points.iter().map(|&point| pixel(point, scale));
                backend.fill_polygon(path, &stroke(*ink, *opacity, 1.0))
            }
            Shape::Dot { at, radius, ink, opacity } => {
                let centre = pixel(*at, scale);
                backend.draw_circle(centre, length(*radius, scale), &stroke(*ink, *opacity, 1.0), true)
            }
            Shape::Words { .. } => {
                letter(backend, shape);
                Ok(())
            }
        };
        painted.expect("a picture in memory takes every shape");
    }
}
