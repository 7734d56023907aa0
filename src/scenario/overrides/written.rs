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
