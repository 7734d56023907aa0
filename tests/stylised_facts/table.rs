//! The tables of the page: made here, never typed in.

use crate::patterns::facts::Fact;

/// A number with so many decimals, and without the zero before its point.
pub fn number(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let sign =
        if number < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "−" } else { "" };
    format!("{sign}{}", text.strip_prefix('0').filter(|rest| rest.starts_with('.')).unwrap_or(&text))
}

/// A pattern as a row: with how it fares over the ranges, where the table has that.
pub fn row(fact: &Fact, over_ranges: Option<String>) -> Vec<String> {
    let met = match fact.met {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "–",
    };
    let first = [fact.id, fact.pattern, fact.band].map(str::to_owned);
    let value = fact.value.iter().map(|value| number(*value, 3)).collect::<Vec<_>>().join(", ");
    let status = [met.to_owned(), fact.status.name().to_owned()];
    first
        .into_iter()
        .chain([value])
        .chain(over_ranges)
        .chain(status)
        .chain([fact.source.to_owned()])
        .collect()
}

/// A table in Markdown.
pub fn markdown(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule = format!("|{}\n", " --- |".repeat(head.len()));
    let rows: String = rows.map(|row| line(&row)).collect();
    line(&head) + &rule + &rows
}

/// The page with a table between its markers.
pub fn put(page: &str, name: &str, table: &str) -> String {
    let (begin, end) =
        (format!("<!-- {name}: made by tests/stylised_facts -->\n"), format!("<!-- {name}: end -->"));
    let from = page.find(&begin).unwrap_or_else(|| panic!("the page has no {begin}")) + begin.len();
    let to = page.find(&end).unwrap_or_else(|| panic!("the page has no {end}"));
    format!("{}\n{table}\n{}", &page[..from], &page[to..])
}
