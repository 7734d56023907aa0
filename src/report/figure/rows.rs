//! Rows with a label and a bar: beside each other on a desk, one above the other on a phone.

use super::{
    axis::{Scale, TICK_SIZE},
    color::Ink,
    drawing::{Anchor, Drawing, Weight, line_height},
    letters,
};
use crate::engine::summary::Range;

/// Where labels and bars go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// From numbers to places across.
    pub x: Scale,
    label: f64,
    narrow: bool,
    size: f64,
}

impl Rows {
    /// Rows over a whole picture; `room` pixels are kept free at the right for figures.
    pub fn new(width: f64, domain: (f64, f64), room: f64) -> Self {
        let narrow = width < 500.0;
        let (left, label) = if narrow { (0.0, width) } else { (0.42 * width, 0.42 * width - 12.0) };
        Self { x: Scale { domain, pixels: (left, width - room) }, label, narrow, size: 13.0 }
    }

    /// Whether labels stand above the bars.
    pub fn narrow(&self) -> bool {
        self.narrow
    }

    /// Draws a label from a top edge; returns the middle of the row's bar, and the bottom edge.
    pub fn label(&self, drawing: &mut Drawing, top: f64, text: &str, ink: Ink) -> (f64, f64) {
        let step = line_height(self.size);
        let lines = letters::wrap(text, self.size, Weight::Regular, self.label, 2);
        let mut base = top + self.size;
        for line in &lines {
            drawing.words((0.0, base), line, self.size, Anchor::Start, ink);
            base += step;
        }
        let height = step * f64_of(lines.len());
        if self.narrow {
            (top + height + 7.0, top + height + 20.0)
        } else {
            (top + height / 2.0, top + height + 8.0)
        }
    }

    /// A heading above rows; returns its bottom edge.
    pub fn heading(&self, drawing: &mut Drawing, top: f64, text: &str) -> f64 {
        let limit = drawing.width;
        let lines = letters::wrap(text, 14.0, Weight::Bold, limit, 2);
        let mut bottom = top;
        for line in &lines {
            drawing.lettering((0.0, bottom + 14.0), line, 14.0, Weight::Bold, Anchor::Start, Ink::Text);
            bottom += line_height(14.0);
        }
        bottom + 5.0
    }

    /// A bar between two numbers around a middle line; returns its right edge.
    pub fn bar(&self, drawing: &mut Drawing, middle: f64, from: f64, to: f64, ink: Ink, opacity: f64) -> f64 {
        let (left, right) = (self.x.at(from), self.x.at(to));
        let height = if self.narrow { 12.0 } else { 15.0 };
        drawing.rectangle([left, middle - height / 2.0, right - left, height], ink, opacity);
        right
    }

    /// A figure right of a place.
    pub fn figure(&self, drawing: &mut Drawing, middle: f64, right: f64, text: &str) {
        let limit = drawing.width - right - 6.0;
        let text = letters::shorten(text, self.size, Weight::Regular, limit);
        drawing.words((right + 6.0, middle + 0.36 * self.size), &text, self.size, Anchor::Start, Ink::Text);
    }

    /// Words in place of a bar.
    pub fn note(&self, drawing: &mut Drawing, middle: f64, text: &str) {
        let limit = drawing.width - self.x.pixels.0 - 6.0;
        let text = letters::shorten(text, TICK_SIZE, Weight::Regular, limit);
        drawing.words((self.x.pixels.0 + 2.0, middle + 4.0), &text, TICK_SIZE, Anchor::Start, Ink::Muted);
    }
}

/// A thin line from end to end with short ends.
pub fn whisker(drawing: &mut Drawing, x: &Scale, range: Range, y: f64) {
    let (low, high) = (x.at(range.low), x.at(range.high));
    if high - low < 0.5 {
        return;
    }
    drawing.line(vec![(low, y), (high, y)], 1.5, Ink::Text);
    for end in [low, high] {
        drawing.line(vec![(end, y - 4.0), (end, y + 4.0)], 1.5, Ink::Text);
    }
}

/// A number of things as a number.
#[expect(clippy::cast_precision_loss, reason = "charts show counts far below 2^53")]
pub fn f64_of(number: usize) -> f64 {
    number as f64
}
