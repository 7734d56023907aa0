//! Pieces of HTML; every word from a scenario is escaped here.

use crate::report::{
    charts::{Chart, Table},
    figure::{Ink, svg},
};

pub(in crate::report) use svg::escape;

/// The palette as custom properties, on light paper, on dark, and in print.
pub(in crate::report) fn colors() -> String {
    let list = |of: fn(Ink) -> (u8, u8, u8)| {
        let property = |ink: Ink| {
            let (red, green, blue) = of(ink);
            format!("--{}:#{red:02X}{green:02X}{blue:02X};", ink.name())
        };
        Ink::ALL.into_iter().map(property).collect::<String>()
    };
    format!(
        ":root{{{}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{}}}}}\n",
        list(Ink::light),
        list(Ink::dark)
    )
}

/// A chart with its finding, both pictures, caption and numbers.
pub(in crate::report) fn figure(chart: &Chart) -> String {
    format!(
        "<figure id=\"{}\">\n<h3>{}</h3>\n{}<figcaption>{}</figcaption>\n{}</figure>\n",
        chart.id,
        escape(&chart.title),
        chart.inline(),
        escape(&chart.caption),
        details("The numbers behind this chart", &table(&chart.table))
    )
}

/// What opens on demand; nothing if it is empty.
pub(in crate::report) fn details(summary: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("<details><summary>{}</summary>\n{body}</details>\n", escape(summary))
}

/// A table that scrolls on its own where it is too wide; nothing if it has no rows.
pub(in crate::report) fn table(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let cells = |tag: &str, cells: &[String]| {
        let cell =
            |cell: &String| format!("<{tag}>{}</{}>", escape(cell), tag.split(' ').next().unwrap_or(tag));
        cells.iter().map(cell).collect::<String>()
    };
    let rows = table.rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row))).collect::<String>();
    format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        escape(&table.columns.join(", ")),
        cells("th scope=\"col\"", &table.columns)
    )
}

/// A paragraph.
pub(in crate::report) fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p>{}</p>\n", escape(text)) }
}

/// A numbered question with what answers it.
pub(in crate::report) fn section(number: u32, question: &str, body: &str) -> String {
    format!(
        "<section>\n<h2><span class=\"number\">{number}</span> {}</h2>\n{body}</section>\n",
        escape(question)
    )
}
