//! Overrides written into the text of a scenario, so that what they change can be kept as a file of its own.
//!
//! Comments, order and spacing of the rest stay as they are. Only what a lever of the explorer sets is written: values of
//! tables that are there, items of lists, and tables of a list as a whole.

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::{
    super::tree::{Segment, identity},
    Override,
};

/// The text with overrides in it; `None` if one of them has no place there, or the text is not TOML.
///
/// Whether it says the same is for the caller to see, by parsing it.
#[must_use]
pub fn written(text: &str, overrides: &[Override]) -> Option<String> {
    let mut document: DocumentMut = text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()?;
    for given in overrides {
        let way: Vec<Segment> = given.way.iter().map(|(segment, _)| segment.clone()).collect();
        let value: Value = given.text[given.value..].trim().parse().ok()?;
        in_table(document.as_table_mut(), &way, "", value)?;
    }
    Some(document.to_string())
}

/// Sets a value at the way below a table, which is called `path`.
fn in_table(table: &mut dyn TableLike, way: &[Segment], path: &str, value: Value) -> Option<()> {
    let (Segment::Key(key), rest) = way.split_first()? else { return None };
    if rest.is_empty() {
        match table.get_mut(key) {
            Some(Item::Value(old)) => replace(old, value),
            _ => _ = table.insert(key, Item::Value(value)),
        }
        return Some(());
    }
    if !table.contains_key(key) {
        table.insert(key, Item::Table(Table::new()));
    }
    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
    match table.get_mut(key)? {
        Item::ArrayOfTables(list) => {
            let tables = list.iter().map(|table| table as &dyn TableLike).collect();
            let (place, rest) = find(tables, rest, &path)?;
            in_named(list.get_mut(place)?, rest, &path, value)
        }
        Item::Value(Value::Array(list)) => {
            if let ([Segment::Index(place)], true) = (rest, identity(&path).is_empty()) {
                replace(list.get_mut(*place)?, value);
                return Some(());
            }
            let tables: Option<Vec<&dyn TableLike>> =
                list.iter().map(|item| Some(item.as_inline_table()? as &dyn TableLike)).collect();
            let (place, rest) = find(tables?, rest, &path)?;
            in_named(list.get_mut(place)?.as_inline_table_mut()?, rest, &path, value)
        }
        item => in_table(item.as_table_like_mut()?, rest, &path, value),
    }
}

/// The table of a list that a way begins with, and the rest of the way.
fn find<'w>(tables: Vec<&dyn TableLike>, way: &'w [Segment], list: &str) -> Option<(usize, &'w [Segment])> {
    if let (Segment::Index(place), rest) = way.split_first()? {
        return Some((*place, rest));
    }
    let keys = identity(list);
    let (names, rest) = way.split_at_checked(keys.len()).filter(|_| !keys.is_empty())?;
    let is_named = |table: &&dyn TableLike| {
        keys.iter().zip(names).all(|(key, name)| {
            let own = table.get(key).and_then(Item::as_str);
            matches!((own, name), (Some(own), Segment::Key(name)) if own == name)
        })
    };
    let mut namesakes = (0..tables.len()).filter(|&place| is_named(&tables[place]));
    match rest.split_first() {
        Some((Segment::Index(place), rest)) => Some((namesakes.nth(*place)?, rest)),
        _ => Some((namesakes.next()?, rest)),
    }
}

/// Sets a value in a table of a list, or puts one in the place of all but its name.
fn in_named(table: &mut dyn TableLike, way: &[Segment], list: &str, value: Value) -> Option<()> {
    if !way.is_empty() {
        return in_table(table, way, list, value);
    }
    let Value::InlineTable(new) = value else { return None };
    let old: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in old.iter().filter(|key| !identity(list).contains(&key.as_str()) && !new.contains_key(key)) {
        table.remove(key);
    }
    for (key, value) in new {
        in_table(table, &[Segment::Key(key.to_string())], list, value)?;
    }
    Some(())
}

/// Puts a value where another stands, with the space and the comment around that one.
fn replace(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    const TALKS: &str = include_str!("../../../tests/fixtures/fixed.toml");

    /// The text with overrides in it, which must say the same as the overrides do.
    fn expect_same(text: &str, overrides: &[&str]) -> String {
        let overrides: Vec<Override> = overrides.iter().map(|text| text.parse().unwrap()).collect();
        let wanted =
            Scenario::parse("talks.toml", text, &overrides).unwrap_or_else(|errors| panic!("{errors}"));
        let written = written(text, &overrides).unwrap();
        let read = Scenario::parse("talks.toml", &written, &[])
            .unwrap_or_else(|errors| panic!("{errors}\n{written}"));
        assert_eq!(read.setting, wanted.setting, "{written}");
        assert_eq!(read.simulation, wanted.simulation);
        let numbers = |scenario: &Scenario| {
            let numbers = scenario.parameters.iter().map(|one| (one.key.clone(), one.quantity.clone()));
            numbers.collect::<Vec<_>>()
        };
        assert_eq!(numbers(&read), numbers(&wanted), "{written}");
        written
    }

    #[test]
    fn comments_and_what_is_not_set_stay_as_they_are() {
        let text = TALKS.replace("seed = ", "# why\nseed   = ");
        let written = expect_same(&text, &["simulation.draws=7"]);
        let kept = text.lines().filter(|line| !line.starts_with("draws"));
        for line in kept {
            assert!(written.lines().any(|other| other == line), "`{line}` is not in:\n{written}");
        }
    }

    #[test]
    fn a_table_of_a_list_goes_by_its_name_however_it_is_written() {
        let flagship = include_str!("../../../scenarios/ukraine-2025.toml");
        let overrides = [
            "red_lines.ukraine.territory[1]={ max = \"1991 borders\", kind = \"hard\" }",
            "red_lines.russia.mnf={ min = \"None\", kind = \"hard\" }",
            "guarantees.european.honour=0.3",
            "monitoring.detection[1]=0.4",
            "issues.mnf.on_table=[\"None\", \"European (rear area)\"]",
            "simulation.seed=3",
        ];
        let written = expect_same(flagship, &overrides);
        assert!(
            written.contains("turnover = 0.020833333333333332                           # 1/48"),
            "{written}"
        );
        // The same as one line of tables in braces, and with keys that are dotted.
        let lines = "red_lines = [{ actor = \"ukraine\", issue = \"territory\", max = \"Legal recognition\", kind = \"hard\" }]\n";
        let start = flagship.find("[[red_lines]]").unwrap();
        let end = flagship
            .find("# ------------------------------------------------------------------------------ what")
            .unwrap();
        let inline = format!("{lines}{}{}", &flagship[..start], &flagship[end..])
            .replace("[provenance.\"red_lines", "[provenance.\"guarantees\".\"red_lines");
        let inline = inline.split("[provenance.").next().unwrap().to_owned();
        expect_same(&inline, &["red_lines.ukraine.territory={ max = \"1991 borders\", kind = \"hard\" }"]);
        let dotted = inline.replace("[simulation]\n", "").replace(
            "seed = 2025\ndraws = 1000\nreplications = 10\nhold = 60\npause = 12\n",
            "simulation.hold = 60\n",
        );
        expect_same(&dotted, &["simulation.draws=5", "simulation.seed=9"]);
    }

    #[test]
    fn what_has_no_place_is_not_written() {
        for given in ["issues.nothing.on_table=[\"a\"]", "issues[99].label=\"x\"", "name.of.nothing=1"] {
            assert_eq!(written(TALKS, &[given.parse().unwrap()]), None, "{given}");
        }
        assert_eq!(written("name = ", &["name=\"x\"".parse().unwrap()]), None);
    }
}
