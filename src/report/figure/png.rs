//! A picture as PNG, at twice its size in CSS pixels, lettered in the embedded font.
//!
//! It is painted four times as large and averaged down, which smooths every edge the same way on any machine.

use ab_glyph::{Font, ScaleFont, point};
use plotters::prelude::{BitMapBackend, DrawingBackend};

use super::{
    color::Ink,
    drawing::{Anchor, Drawing, Shape},
    letters,
    paint::{paint, pixel},
};

/// Painted pixels for one CSS pixel.
const SCALE: f64 = 4.0;
/// Painted pixels for one pixel of the PNG, along each side.
const AVERAGED: usize = 2;

/// The PNG's bytes.
pub fn file(drawing: &Drawing) -> Vec<u8> {
    let (width, height) = pixel((drawing.width, drawing.height), SCALE);
    let (width, height) = (width.unsigned_abs().max(4), height.unsigned_abs().max(4));
    let (red, green, blue) = Ink::Paper.light();
    let mut painted = [red, green, blue].repeat(width as usize * height as usize);
    {
        let mut backend = BitMapBackend::with_buffer(&mut painted, (width, height));
        paint(drawing, &mut backend, SCALE, |_, _| {});
        backend.present().expect("a buffer takes every shape");
    }
    for shape in &drawing.shapes {
        letter(&mut painted, width as usize, shape);
    }
    encode(&average(&painted, width as usize, height as usize), width / 2, height / 2)
}

/// Blends a line of words into the picture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positions in a picture are small"
)]
fn letter(painted: &mut [u8], width: usize, shape: &Shape) {
    let Shape::Words { at, text, size, weight, anchor, ink } = shape else { return };
    let font = letters::font(*weight);
    let scale = letters::scale(font, size * SCALE);
    let scaled = font.as_scaled(scale);
    let advance: f32 = text.chars().map(|letter| scaled.h_advance(font.glyph_id(letter))).sum();
    let start = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => advance / 2.0,
        Anchor::End => advance,
    };
    let base = (at.1 * SCALE) as f32;
    let mut left = (at.0 * SCALE) as f32 - start;
    let height = painted.len() / 3 / width;
    let (red, green, blue) = ink.light();
    for letter in text.chars() {
        let glyph = font.glyph_id(letter).with_scale_and_position(scale, point(left, base));
        left += scaled.h_advance(glyph.id);
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let bounds = outline.px_bounds();
        outline.draw(|x, y, coverage| {
            let (x, y) = (bounds.min.x + x as f32, bounds.min.y + y as f32);
            if x < 0.0 || y < 0.0 || x >= width as f32 || y >= height as f32 {
                return;
            }
            let place = 3 * (y as usize * width + x as usize);
            let coverage = coverage.clamp(0.0, 1.0);
            for (channel, letter) in painted[place..place + 3].iter_mut().zip([red, green, blue]) {
                let mixed = f32::from(*channel) * (1.0 - coverage) + f32::from(letter) * coverage;
                *channel = (mixed + 0.5) as u8;
            }
        });
    }
}

/// The mean of every square of pixels.
#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
fn average(painted: &[u8], width: usize, height: usize) -> Vec<u8> {
    let (columns, rows) = (width / AVERAGED, height / AVERAGED);
    let mut mean = Vec::with_capacity(3 * columns * rows);
    let square = AVERAGED * AVERAGED;
    for row in 0..rows {
        for column in 0..columns {
            for channel in 0..3 {
                let pixels = (0..square).map(|pixel| {
                    let (x, y) = (column * AVERAGED + pixel % AVERAGED, row * AVERAGED + pixel / AVERAGED);
                    usize::from(painted[3 * (y * width + x) + channel])
                });
                mean.push(((pixels.sum::<usize>() + square / 2) / square) as u8);
            }
        }
    }
    mean
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    // More effort makes charts 1 % smaller, and takes more than twice the time.
    encoder.set_compression(::png::Compression::Balanced);
    encoder.set_filter(::png::Filter::NoFilter);
    // 192 pixels an inch: shown at its size in CSS pixels.
    let density = ::png::PixelDimensions { xppu: 7559, yppu: 7559, unit: ::png::Unit::Meter };
    encoder.set_pixel_dims(Some(density));
    let mut writer = encoder.write_header().expect("a vector takes all bytes");
    writer.write_image_data(pixels).expect("the buffer has one value for each channel of each pixel");
    writer.finish().expect("a vector takes all bytes");
    bytes
}
