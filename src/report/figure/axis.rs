//! Scales, ticks, and the frame of a plot.

use super::{
    color::Ink,
    drawing::{Anchor, Drawing, Weight},
    letters,
};

/// Letters at ticks.
pub const TICK_SIZE: f64 = 12.0;

/// A linear map from numbers to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Numbers at both ends.
    pub domain: (f64, f64),
    /// Pixels at both ends.
    pub pixels: (f64, f64),
}

impl Scale {
    /// The pixel of a number; what lies outside is moved to the nearer end.
    pub fn at(&self, number: f64) -> f64 {
        let (from, to) = self.domain;
        let share = if to > from { ((number - from) / (to - from)).clamp(0.0, 1.0) } else { 0.5 };
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }
}

/// Round numbers within a domain, about `wanted` of them: steps of 1, 2 or 5 times a power of ten.
pub fn ticks(domain: (f64, f64), wanted: f64) -> Vec<f64> {
    let span = domain.1 - domain.0;
    if !span.is_finite() || span <= 0.0 {
        return vec![domain.0];
    }
    let rough = span / wanted.max(1.0);
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= 0.999 * rough);
    let step = step.unwrap_or(rough);
    let mut tick = libm::ceil(domain.0 / step - 1e-9);
    let mut all = Vec::new();
    // Beyond 2^53 a number no longer grows by one: the bound on their number ends the loop there.
    while tick * step <= domain.1 + 1e-9 * span && all.len() < 50 {
        all.push(tick * step + 0.0);
        tick += 1.0;
    }
    all
}

/// Whole numbers within a domain, for periods and rounds.
pub fn whole_ticks(last: f64, wanted: f64) -> Vec<f64> {
    let steps = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 240.0, 600.0, 1200.0, 6000.0, 12000.0];
    let step = steps.into_iter().find(|step| last / step <= wanted.max(1.0)).unwrap_or(last);
    let mut all = vec![0.0];
    while all.last().is_some_and(|tick| tick + step <= last + 1e-9) {
        all.push(all[all.len() - 1] + step);
    }
    all
}

/// The frame in which numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// From numbers to places across.
    pub x: Scale,
    /// From numbers to places up.
    pub y: Scale,
}

impl Plot {
    /// A frame by its edges and domains.
    pub fn new([left, top, right, bottom]: [f64; 4], x: (f64, f64), y: (f64, f64)) -> Self {
        Self { x: Scale { domain: x, pixels: (left, right) }, y: Scale { domain: y, pixels: (bottom, top) } }
    }

    /// The pixel of a pair of numbers.
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// Lines across at numbers on the upward axis, with labels left of them.
    pub fn rows(&self, drawing: &mut Drawing, ticks: &[f64], label: impl Fn(f64) -> String) {
        for &tick in ticks {
            let y = self.y.at(tick);
            drawing.line(vec![(self.x.pixels.0, y), (self.x.pixels.1, y)], 1.0, Ink::Grid);
            let place = (self.x.pixels.0 - 6.0, y + 0.35 * TICK_SIZE);
            drawing.words(place, &label(tick), TICK_SIZE, Anchor::End, Ink::Muted);
        }
    }

    /// The axis across, with ticks, their labels, and what it measures below.
    pub fn base(&self, drawing: &mut Drawing, ticks: &[f64], label: impl Fn(f64) -> String, name: &str) {
        let (left, right) = self.x.pixels;
        let bottom = self.y.pixels.0;
        drawing.line(vec![(left, bottom), (right, bottom)], 1.0, Ink::Axis);
        let mut free = f64::NEG_INFINITY;
        for &tick in ticks {
            let x = self.x.at(tick);
            drawing.line(vec![(x, bottom), (x, bottom + 4.0)], 1.0, Ink::Axis);
            let text = label(tick);
            let half = letters::width(&text, TICK_SIZE, Weight::Regular) / 2.0;
            if x - half > free {
                let middle = f64::min(f64::max(x, half), drawing.width - half);
                let place = (middle, bottom + 6.0 + TICK_SIZE);
                drawing.words(place, &text, TICK_SIZE, Anchor::Middle, Ink::Muted);
                free = x + half + 4.0;
            }
        }
        let name = letters::shorten(name, TICK_SIZE, Weight::Regular, right - left + 30.0);
        drawing.words(((left + right) / 2.0, bottom + 36.0), &name, TICK_SIZE, Anchor::Middle, Ink::Muted);
    }

    /// Pixels below a plot that its base needs.
    pub const BASE: f64 = 42.0;
}

/// The corners of a staircase: each number holds from its place to the next.
pub fn steps(points: &[(f64, f64)], end: f64) -> Vec<(f64, f64)> {
    let mut stairs = Vec::with_capacity(2 * points.len());
    for (place, &(x, y)) in points.iter().enumerate() {
        stairs.push((x, y));
        let next = points.get(place + 1).map_or(end, |next| next.0);
        stairs.push((next, y));
    }
    stairs
}

/// A band between two lines, as a polygon.
pub fn band(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> Vec<(f64, f64)> {
    upper.iter().chain(lower.iter().rev()).copied().collect()
}
