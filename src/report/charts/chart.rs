//! A chart: a finding, a picture in two widths, and the numbers behind it.

use crate::report::{
    CAVEAT,
    figure::{Drawing, Ink, Weight, png, svg},
};

/// Width of the picture on a desk, in CSS pixels.
pub const WIDE: f64 = 720.0;
/// Width of the picture on a phone.
pub const NARROW: f64 = 344.0;

/// The numbers behind a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the columns are.
    pub columns: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|&column| column.to_owned()).collect(), rows: Vec::new() }
    }
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Absence {
    /// Name of the chart's file.
    pub id: &'static str,
    /// A sentence.
    pub why: String,
}

impl Absence {
    /// No chart of this name, because.
    pub fn new(id: &'static str, why: impl Into<String>) -> Self {
        Self { id, why: why.into() }
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Name of its file, without an extension.
    pub id: &'static str,
    /// What the numbers say.
    pub title: String,
    /// How to read it.
    pub caption: String,
    /// What is to be seen, for those who can't see it.
    pub description: String,
    /// The numbers behind it.
    pub table: Table,
    wide: Drawing,
    narrow: Drawing,
}

impl Chart {
    /// A chart whose picture is drawn for any width.
    pub fn new(
        id: &'static str,
        title: String,
        caption: String,
        description: String,
        table: Table,
        draw: impl Fn(f64) -> Drawing,
    ) -> Self {
        Self { id, title, caption, description, table, wide: draw(WIDE), narrow: draw(NARROW) }
    }

    /// A file of its own: title, picture, caption and caveat.
    pub fn svg(&self) -> String {
        svg::file(&self.sheet(), &self.title, &self.description)
    }

    /// The same as PNG, at twice the size.
    pub fn png(&self) -> Vec<u8> {
        png::file(&self.sheet())
    }

    /// Two pictures for a page, which shows the one that fits (`class` `wide` or `narrow`).
    pub fn inline(&self) -> String {
        let wide = svg::inline(&self.wide, "wide", &self.title, &self.description);
        let narrow = svg::inline(&self.narrow, "narrow", &self.title, &self.description);
        wide + &narrow
    }

    /// All pictures of the chart: alone on a sheet, wide, and narrow.
    pub fn drawings(&self) -> [Drawing; 3] {
        [self.sheet(), self.wide.clone(), self.narrow.clone()]
    }

    /// Title, picture, caption and caveat on white paper.
    fn sheet(&self) -> Drawing {
        let margin = 24.0;
        let mut sheet = Drawing::new(WIDE + 2.0 * margin);
        let top = sheet.paragraph(margin, 18.0, &self.title, 18.0, Weight::Bold, Ink::Text) + 12.0;
        sheet.place(&self.wide, margin, top);
        let top = top + self.wide.height + 10.0;
        let top = sheet.paragraph(margin, top, &self.caption, 12.0, Weight::Regular, Ink::Muted) + 4.0;
        let caveat = format!("Armistice: {CAVEAT}.");
        sheet.height = sheet.paragraph(margin, top, &caveat, 12.0, Weight::Bold, Ink::Muted) + 14.0;
        let paper = [0.0, 0.0, sheet.width, sheet.height];
        let mut shapes = std::mem::take(&mut sheet.shapes);
        sheet.rectangle(paper, Ink::Paper, 1.0);
        sheet.shapes.append(&mut shapes);
        sheet
    }
}
