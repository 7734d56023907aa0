//! What colours and lines mean, in rows that fit.

use super::{
    axis::TICK_SIZE,
    color::Ink,
    drawing::{Anchor, Drawing, Weight},
    letters,
    marker::{Marker, mark},
};

/// How an entry is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    /// A box of a colour and an opacity.
    Fill(Ink, f64),
    /// A line.
    Line(Ink),
    /// Dashes.
    Dashes(Ink),
    /// A disc.
    Dot(Ink),
    /// A thin line with short ends.
    Whisker(Ink),
    /// A short upright line.
    Upright(Ink),
    /// A mark.
    Mark(Marker, Ink),
}

/// Draws the entries from a corner, broken into rows; returns the bottom edge.
pub fn legend(drawing: &mut Drawing, left: f64, top: f64, entries: &[(Key, &str)]) -> f64 {
    let right = drawing.width - left.min(8.0);
    let (mut x, mut y) = (left, top);
    for (key, text) in entries {
        let text = letters::shorten(text, TICK_SIZE, Weight::Regular, right - left - 24.0);
        let width = 24.0 + letters::width(&text, TICK_SIZE, Weight::Regular);
        if x > left && x + width > right {
            x = left;
            y += 19.0;
        }
        let middle = y + 8.0;
        match *key {
            Key::Fill(ink, opacity) => drawing.rectangle([x, middle - 5.0, 16.0, 10.0], ink, opacity),
            Key::Line(ink) => drawing.line(vec![(x, middle), (x + 16.0, middle)], 2.0, ink),
            Key::Dashes(ink) => drawing.dashes((x, middle), (x + 16.0, middle), 1.5, ink),
            Key::Dot(ink) => drawing.dot((x + 8.0, middle), 4.0, ink, 1.0),
            Key::Whisker(ink) => {
                drawing.line(vec![(x, middle), (x + 16.0, middle)], 1.5, ink);
                for end in [x, x + 16.0] {
                    drawing.line(vec![(end, middle - 4.0), (end, middle + 4.0)], 1.5, ink);
                }
            }
            Key::Upright(ink) => {
                drawing.line(vec![(x + 8.0, middle - 7.0), (x + 8.0, middle + 7.0)], 2.5, ink);
            }
            Key::Mark(marker, ink) => mark(drawing, (x + 8.0, middle), marker, 5.5, ink),
        }
        drawing.words((x + 21.0, middle + 0.35 * TICK_SIZE), &text, TICK_SIZE, Anchor::Start, Ink::Muted);
        x += width + 16.0;
    }
    y + 20.0
}
