//! How wide words are: Open Sans, embedded, measures every chart and letters the PNGs.
//!
//! Readers see SVG and HTML in their own sans-serif font; Open Sans is among the wider ones, and
//! a little slack covers most of the rest, so that words fit wherever they are shown.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};

use super::drawing::Weight;

/// How much wider than Open Sans the reader's font may be: DejaVu Sans, common on Linux, is.
fn slack(weight: Weight) -> f64 {
    match weight {
        Weight::Regular => 1.08,
        Weight::Bold => 1.18,
    }
}

static REGULAR: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf"))
        .expect("the embedded font is whole")
});
static SEMIBOLD: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(include_bytes!("../../../assets/fonts/OpenSans-Semibold.ttf"))
        .expect("the embedded font is whole")
});

/// The embedded font.
pub(super) fn font(weight: Weight) -> &'static FontRef<'static> {
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &SEMIBOLD,
    }
}

/// The font's own scale for letters of `size` pixels an em.
#[expect(clippy::cast_possible_truncation, reason = "pixels need no more than single precision")]
pub(super) fn scale(font: &FontRef<'static>, size: f64) -> PxScale {
    let em = font.units_per_em().unwrap_or(1000.0);
    PxScale::from(size as f32 * font.height_unscaled() / em)
}

/// Width of a line in pixels, with slack for other fonts.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let font = font(weight);
    let scaled = font.as_scaled(scale(font, size));
    let advance = |letter: char| {
        let glyph = font.glyph_id(letter);
        // A letter that the font lacks is as wide as an ideograph.
        if glyph.0 == 0 { size } else { f64::from(scaled.h_advance(glyph)) }
    };
    slack(weight) * text.chars().map(advance).sum::<f64>()
}

/// Shortens a line to fit, with an ellipsis.
pub fn shorten(text: &str, size: f64, weight: Weight, limit: f64) -> String {
    if width(text, size, weight) <= limit {
        return text.to_owned();
    }
    let mut letters: Vec<char> = text.chars().collect();
    while letters.pop().is_some() {
        let short: String = letters.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&short, size, weight) <= limit {
            return short;
        }
    }
    "…".to_owned()
}

/// Breaks a text into at most `most` lines that fit; what is left over is shortened.
pub fn wrap(text: &str, size: f64, weight: Weight, limit: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, size, weight) <= limit {
            line = longer;
        } else if lines.len() + 1 == most {
            let rest = words.fold(longer, |all, next| format!("{all} {next}"));
            line = rest;
            break;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    lines.push(line);
    lines.iter().map(|line| shorten(line, size, weight, limit)).collect()
}

/// Breaks a text into as few lines as fit, of about the same length.
pub fn balance(text: &str, size: f64, weight: Weight, limit: f64) -> Vec<String> {
    let mut best = wrap(text, size, weight, limit, usize::MAX);
    let lines = best.len();
    let mut narrower = limit;
    while lines > 1 && narrower > limit / 2.0 {
        narrower -= 8.0;
        let next = wrap(text, size, weight, narrower, usize::MAX);
        if next.len() > lines || next.iter().any(|line| line.ends_with('…')) {
            break;
        }
        best = next;
    }
    best
}
