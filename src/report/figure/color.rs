//! The palette: Okabe and Ito's colours, which people with any colour vision tell apart, and greys.
//!
//! M. Okabe and K. Ito, "Color Universal Design", 2008.

/// A colour by its meaning, so that a page can show it on light and on dark paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words.
    Text,
    /// Words that matter less.
    Muted,
    /// The axis.
    Axis,
    /// Grid lines.
    Grid,
    /// Paper.
    Paper,
    /// What is not there, or nothing in particular.
    Grey,
    /// Okabe–Ito blue.
    Blue,
    /// Okabe–Ito orange.
    Orange,
    /// Okabe–Ito bluish green.
    Green,
    /// Okabe–Ito vermilion.
    Vermilion,
    /// Okabe–Ito sky blue.
    Sky,
    /// Okabe–Ito reddish purple.
    Purple,
}

impl Ink {
    /// All of them.
    pub const ALL: [Ink; 12] = [
        Ink::Text,
        Ink::Muted,
        Ink::Axis,
        Ink::Grid,
        Ink::Paper,
        Ink::Grey,
        Ink::Blue,
        Ink::Orange,
        Ink::Green,
        Ink::Vermilion,
        Ink::Sky,
        Ink::Purple,
    ];

    /// Its name in a style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Ink::Text => "text",
            Ink::Muted => "muted",
            Ink::Axis => "axis",
            Ink::Grid => "grid",
            Ink::Paper => "paper",
            Ink::Grey => "grey",
            Ink::Blue => "blue",
            Ink::Orange => "orange",
            Ink::Green => "green",
            Ink::Vermilion => "vermilion",
            Ink::Sky => "sky",
            Ink::Purple => "purple",
        }
    }

    /// Red, green and blue on light paper.
    pub fn light(self) -> (u8, u8, u8) {
        match self {
            Ink::Text => (0x1B, 0x20, 0x26),
            Ink::Muted => (0x55, 0x5E, 0x69),
            Ink::Axis => (0x8A, 0x93, 0x9E),
            Ink::Grid => (0xE3, 0xE6, 0xEA),
            Ink::Paper => (0xFF, 0xFF, 0xFF),
            Ink::Grey => (0x87, 0x8F, 0x99),
            Ink::Blue => (0x00, 0x72, 0xB2),
            Ink::Orange => (0xE6, 0x9F, 0x00),
            Ink::Green => (0x00, 0x9E, 0x73),
            Ink::Vermilion => (0xD5, 0x5E, 0x00),
            Ink::Sky => (0x56, 0xB4, 0xE9),
            Ink::Purple => (0xCC, 0x79, 0xA7),
        }
    }

    /// Red, green and blue on dark paper.
    pub fn dark(self) -> (u8, u8, u8) {
        match self {
            Ink::Text => (0xE8, 0xEA, 0xED),
            Ink::Muted => (0xA9, 0xB1, 0xBB),
            Ink::Axis => (0x7B, 0x85, 0x91),
            Ink::Grid => (0x33, 0x3A, 0x42),
            Ink::Paper => (0x1A, 0x1E, 0x23),
            Ink::Grey => (0x7F, 0x88, 0x92),
            Ink::Blue => (0x4A, 0xA5, 0xDD),
            Ink::Orange => (0xF0, 0xB0, 0x2C),
            Ink::Green => (0x2F, 0xC0, 0x95),
            Ink::Vermilion => (0xF0, 0x81, 0x3A),
            Ink::Sky => (0x8F, 0xCF, 0xF5),
            Ink::Purple => (0xDD, 0x97, 0xBE),
        }
    }
}
