//! The tables of the page: made here, never typed in.

/// One stylised fact and what the defaults make of it.
pub struct Fact {
    pub id: &'static str,
    pub target: &'static str,
    /// Where the result has to lie.
    pub band: String,
    /// What the shipped defaults give.
    pub result: String,
    /// What rates drawn over their ranges give; empty where nothing is drawn.
    pub over_ranges: String,
    pub met: bool,
    pub status: Status,
    pub source: &'static str,
}

/// What a fact that is met is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It was looked at while defaults were chosen.
    Calibrated,
    /// It was not.
    Validated,
    /// The model can't but give it: a check of the code.
    ByConstruction,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
            Self::Validated => "validated",
            Self::ByConstruction => "by construction",
        }
    }
}

/// The table of all facts.
pub fn facts(facts: &[Fact]) -> String {
    let head = ["", "Target", "Band", "At the defaults", "Over the ranges", "Met", "Status", "Source"];
    let rows = facts.iter().map(|fact| {
        let met = if fact.met { "yes" } else { "**no**" };
        let over_ranges = if fact.over_ranges.is_empty() { "–" } else { &fact.over_ranges };
        let status = match fact.status {
            Status::Validated if !fact.met => "not validated",
            status => status.name(),
        };
        let (id, band) = (fact.id, &fact.band);
        [id, fact.target, band, &fact.result, over_ranges, met, status, fact.source]
            .map(str::to_owned)
            .to_vec()
    });
    markdown(&head, rows)
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
