//! A picture as a list of shapes in CSS pixels; later shapes cover earlier ones.

use super::{color::Ink, letters};

/// Thickness of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For most words.
    Regular,
    /// For titles.
    Bold,
}

/// Which end of a line stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rectangle {
        /// Left, top, width, height.
        frame: [f64; 4],
        /// Colour.
        ink: Ink,
        /// Opacity in `[0, 1]`.
        opacity: f64,
    },
    /// A line through points.
    Line {
        /// Its points.
        points: Vec<(f64, f64)>,
        /// Thickness.
        thickness: f64,
        /// Colour.
        ink: Ink,
        /// Opacity in `[0, 1]`.
        opacity: f64,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        ink: Ink,
        /// Opacity in `[0, 1]`.
        opacity: f64,
    },
    /// A filled disc.
    Dot {
        /// Centre.
        at: (f64, f64),
        /// Radius.
        radius: f64,
        /// Colour.
        ink: Ink,
        /// Opacity in `[0, 1]`.
        opacity: f64,
    },
    /// A line of words.
    Words {
        /// Where it is anchored, on the base line.
        at: (f64, f64),
        /// The words.
        text: String,
        /// Pixels an em.
        size: f64,
        /// Thickness.
        weight: Weight,
        /// Which end stands there.
        anchor: Anchor,
        /// Colour.
        ink: Ink,
    },
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Shapes, from back to front.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// An empty picture; its height is set when it is known.
    pub fn new(width: f64) -> Self {
        Self { width, height: 0.0, shapes: Vec::new() }
    }

    /// A filled rectangle.
    pub fn rectangle(&mut self, frame: [f64; 4], ink: Ink, opacity: f64) {
        if frame[2] > 0.0 && frame[3] > 0.0 {
            self.shapes.push(Shape::Rectangle { frame, ink, opacity });
        }
    }

    /// A line through points.
    pub fn line(&mut self, points: Vec<(f64, f64)>, thickness: f64, ink: Ink) {
        if points.len() > 1 {
            self.shapes.push(Shape::Line { points, thickness, ink, opacity: 1.0 });
        }
    }

    /// A line of dashes from one point to another.
    pub fn dashes(&mut self, from: (f64, f64), to: (f64, f64), thickness: f64, ink: Ink) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = libm::hypot(dx, dy);
        let (dash, gap) = (5.0, 4.0);
        let mut start = 0.0;
        while start < length {
            let end = f64::min(start + dash, length);
            let at = |along: f64| (from.0 + dx * along / length, from.1 + dy * along / length);
            self.line(vec![at(start), at(end)], thickness, ink);
            start += dash + gap;
        }
    }

    /// A filled polygon.
    pub fn area(&mut self, points: Vec<(f64, f64)>, ink: Ink, opacity: f64) {
        if points.len() > 2 {
            self.shapes.push(Shape::Area { points, ink, opacity });
        }
    }

    /// A filled disc.
    pub fn dot(&mut self, at: (f64, f64), radius: f64, ink: Ink, opacity: f64) {
        self.shapes.push(Shape::Dot { at, radius, ink, opacity });
    }

    /// A line of words.
    pub fn words(&mut self, at: (f64, f64), text: &str, size: f64, anchor: Anchor, ink: Ink) {
        self.lettering(at, text, size, Weight::Regular, anchor, ink);
    }

    /// A line of words of some weight.
    pub fn lettering(
        &mut self,
        at: (f64, f64),
        text: &str,
        size: f64,
        weight: Weight,
        anchor: Anchor,
        ink: Ink,
    ) {
        if !text.is_empty() {
            self.shapes.push(Shape::Words { at, text: text.to_owned(), size, weight, anchor, ink });
        }
    }

    /// Words broken into lines from a top edge; returns the bottom edge.
    pub fn paragraph(&mut self, left: f64, top: f64, text: &str, size: f64, weight: Weight, ink: Ink) -> f64 {
        let step = line_height(size);
        let mut bottom = top;
        for line in letters::balance(text, size, weight, self.width - 2.0 * left) {
            self.lettering((left, bottom + size), &line, size, weight, Anchor::Start, ink);
            bottom += step;
        }
        bottom
    }

    /// Puts another picture into this one.
    pub fn place(&mut self, other: &Drawing, left: f64, top: f64) {
        let shift = |(x, y): (f64, f64)| (x + left, y + top);
        for shape in &other.shapes {
            let mut shape = shape.clone();
            match &mut shape {
                Shape::Rectangle { frame, .. } => {
                    frame[0] += left;
                    frame[1] += top;
                }
                Shape::Line { points, .. } | Shape::Area { points, .. } => {
                    for point in points {
                        *point = shift(*point);
                    }
                }
                Shape::Dot { at, .. } | Shape::Words { at, .. } => *at = shift(*at),
            }
            self.shapes.push(shape);
        }
    }
}

/// From one base line to the next.
pub fn line_height(size: f64) -> f64 {
    libm::round(size * 1.35)
}
