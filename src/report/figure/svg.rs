//! A picture as SVG: alone in a file with its colours, or inside a page that sets them.

use plotters::{
    prelude::{DrawingBackend, SVGBackend},
    style::{
        FontDesc, FontFamily, FontStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    color::Ink,
    drawing::{Anchor, Drawing, Shape, Weight},
    paint::{color, paint, pixel},
};

/// The reader's own sans-serif font.
const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', 'Helvetica Neue', Arial, sans-serif";

/// Plotters draws on whole pixels, so pictures are painted this much larger than they are shown.
const SCALE: f64 = 4.0;

/// A picture in a file of its own, on white paper, with a title and a description for those who can't see it.
pub fn file(drawing: &Drawing, title: &str, description: &str) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" font-family=\"{FONTS}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        width * SCALE,
        height * SCALE,
        escape(title),
        escape(description)
    );
    text.push_str(&shapes(drawing));
    text.push_str("</svg>\n");
    text
}

/// A picture inside a page: colours are the page's custom properties (`--blue`), the font is its own.
pub fn inline(drawing: &Drawing, class: &str, title: &str, description: &str) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut body = shapes(drawing);
    for ink in Ink::ALL {
        let (red, green, blue) = ink.light();
        let hex = format!("=\"#{red:02X}{green:02X}{blue:02X}\"");
        body = body.replace(&hex, &format!("=\"var(--{})\"", ink.name()));
    }
    format!(
        "<svg class=\"{class}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" role=\"img\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{body}</svg>\n",
        width * SCALE,
        height * SCALE,
        escape(title),
        escape(description)
    )
}

/// Text that can stand in XML and HTML, between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // XML 1.0 has no place for these, escaped or not.
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                safe.push('\u{FFFD}');
            }
            other => safe.push(other),
        }
    }
    safe
}

/// Control characters can't stand in XML, and plotters lets them through.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { letter }
        })
        .collect()
}

/// All shapes, without the element around them and without what says nothing.
fn shapes(drawing: &Drawing) -> String {
    let mut buffer = String::new();
    let size = pixel((drawing.width, drawing.height), SCALE);
    {
        let mut backend =
            SVGBackend::with_string(&mut buffer, (size.0.unsigned_abs(), size.1.unsigned_abs()));
        paint(drawing, &mut backend, SCALE, letter);
        backend.present().expect("a string takes every shape");
    }
    let start = buffer.find('\n').map_or(0, |end| end + 1);
    let end = buffer.rfind("</svg>").unwrap_or(buffer.len());
    buffer[start..end]
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" dy=\"0.76em\"", "")
        .replace(" text-anchor=\"start\"", "")
        .replace(" font-weight=\"bold\"", " font-weight=\"600\"")
        .replace(" \"/>", "\"/>")
        .replace("\n</text>", "</text>")
}

fn letter(backend: &mut SVGBackend<'_>, shape: &Shape) {
    let Shape::Words { at, text, size, weight, anchor, ink } = shape else { return };
    let style = match weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let horizontal = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    // Plotters divides sizes by 1.24, and shifts the base line for `Top`; `shapes` removes that shift.
    let font = FontDesc::new(FontFamily::SansSerif, size * SCALE * 1.24, style);
    let color = color(*ink, 1.0);
    let style = TextStyle::from(font).color(&color).pos(Pos::new(horizontal, VPos::Top));
    backend.draw_text(&printable(text), &style, pixel(*at, SCALE)).expect("a string takes every word");
}
