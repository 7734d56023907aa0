//! Where the words of a drawing stand.

use armistice::report::figure::{Anchor, Drawing, Shape, letters};

/// Left, top, right and bottom of all words, with the words.
pub fn boxes(drawing: &Drawing) -> Vec<([f64; 4], &str)> {
    let place = |shape| match shape {
        &Shape::Words { at: (x, y), ref text, size, weight, anchor, .. } => {
            let width = letters::width(text, size, weight);
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            Some(([left, y - 0.72 * size, left + width, y + 0.2 * size], text.as_str()))
        }
        _ => None,
    };
    drawing.shapes.iter().filter_map(place).collect()
}
