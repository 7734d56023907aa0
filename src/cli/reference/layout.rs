//! Which sections the reference of a schema has, in which order, and what they are called.
//!
//! The tables of the file come in its order, each followed by the tables that stand in it alone; what stands in
//! several comes at the end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::phrases::{Names, alternatives, reference_of, spaced};

/// A place where a definition stands: the key, if it is one's value, in another definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'s> {
    pub(super) key: Option<&'s str>,
    pub(super) within: &'s str,
}

/// One section of the reference.
#[derive(Debug)]
pub(super) struct Section<'s> {
    /// Name of the definition: empty for the document itself, `None` for a table of numbers or texts.
    pub(super) name: Option<&'s str>,
    pub(super) title: String,
    /// Its address in the page.
    pub(super) slug: String,
    /// From 2, for a heading with as many `#`.
    pub(super) level: usize,
    pub(super) schema: &'s Value,
    pub(super) uses: Vec<Place<'s>>,
    /// Whether it begins with its header in the file, as `[simulation]` does.
    pub(super) has_header: bool,
}

impl<'s> Section<'s> {
    /// What it is.
    pub(super) fn about(&self) -> &'s str {
        self.schema["description"].as_str().unwrap_or_default()
    }
}

/// All sections.
#[derive(Debug)]
pub(super) struct Layout<'s> {
    pub(super) sections: Vec<Section<'s>>,
    pub(super) names: Names,
    definitions: Option<&'s Map<String, Value>>,
    uses: BTreeMap<&'s str, Vec<Place<'s>>>,
    toml: bool,
}

impl<'s> Layout<'s> {
    pub(super) fn of(schema: &'s Value, toml: bool) -> Self {
        let definitions = schema["$defs"].as_object();
        let uses = BTreeMap::new();
        let mut layout = Self { sections: Vec::new(), names: Names::default(), definitions, uses, toml };
        let order = layout.reach(schema);
        let title = if toml { "The top of the file" } else { "The document" };
        layout.add(Some(""), title.to_owned(), 2, schema, false);
        for (key, value) in properties(schema) {
            layout.of_key(key, value);
        }
        for name in order {
            layout.define(name, capital(&spaced(name)), 2);
        }
        layout
    }

    /// The section of a definition.
    pub(super) fn section(&self, name: &str) -> Option<&Section<'s>> {
        self.sections.iter().find(|section| section.name == Some(name))
    }

    /// A definition of the schema.
    pub(super) fn definition(&self, name: &str) -> Option<&'s Value> {
        self.definitions?.get(name)
    }

    /// Notes where every definition stands; returns them in the order in which they are met.
    fn reach(&mut self, root: &'s Value) -> Vec<&'s str> {
        let mut order: Vec<&'s str> = Vec::new();
        let mut next = 0;
        let (mut name, mut schema) = ("", root);
        loop {
            for (key, target) in references(schema) {
                if !order.contains(&target) {
                    order.push(target);
                }
                self.uses.entry(target).or_default().push(Place { key, within: name });
            }
            let Some(&following) = order.get(next) else { return order };
            next += 1;
            (name, schema) = (following, self.definition(following).unwrap_or(&Value::Null));
        }
    }

    /// The section of what stands at a key of the file itself.
    fn of_key(&mut self, key: &'s str, value: &'s Value) {
        let (inner, header) = header(key, value);
        match reference_of(inner) {
            Some(name) if self.toml && self.is_table(name) => {
                self.define_with(name, format!("`{header}`"), 2, true);
            }
            Some(name) if !self.is_shared(name) => self.define(name, capital(&spaced(name)), 2),
            Some(_) => {}
            // A table of which the author chooses the keys.
            None if self.toml && value["additionalProperties"].is_object() => {
                self.add(None, format!("`{header}`"), 2, value, true);
            }
            None => {}
        }
    }

    fn define(&mut self, name: &'s str, title: String, level: usize) {
        self.define_with(name, title, level, false);
    }

    fn define_with(&mut self, name: &'s str, title: String, level: usize, has_header: bool) {
        let Some(schema) = self.definition(name) else { return };
        if self.section(name).is_some() {
            return;
        }
        self.add(Some(name), title, level, schema, has_header);
        let is_choice = !schema["properties"].is_object();
        for (_, child) in references(schema) {
            if self.is_shared(child) {
                continue;
            }
            let own = self.definition(child).and_then(|child| child["properties"]["kind"]["const"].as_str());
            let own = own.map_or_else(|| spaced(child), str::to_owned);
            let title = if is_choice {
                format!("{}: {own}", capital(&spaced(name)))
            } else {
                capital(&spaced(child))
            };
            self.define(child, title, (level + 1).min(5));
        }
    }

    fn add(
        &mut self,
        name: Option<&'s str>,
        title: String,
        level: usize,
        schema: &'s Value,
        has_header: bool,
    ) {
        let taken =
            |slug: &str| self.sections.iter().any(|section| section.slug == slug) || slug == "contents";
        let plain = slug(&title);
        let slug = if taken(&plain) {
            (1..).map(|count| format!("{plain}-{count}")).find(|slug| !taken(slug)).unwrap_or(plain)
        } else {
            plain
        };
        let uses = name.and_then(|name| self.uses.get(name)).cloned().unwrap_or_default();
        if let Some(name) = name {
            self.names.insert(name, &title, &slug, schema, has_header);
        }
        self.sections.push(Section { name, title, slug, level, schema, uses, has_header });
    }

    /// Whether a definition stands in several others.
    fn is_shared(&self, name: &str) -> bool {
        let places = self.uses.get(name).into_iter().flatten();
        places.map(|place| place.within).filter(|within| *within != name).collect::<BTreeSet<_>>().len() > 1
    }

    /// Whether a definition is a table that stands in one place only.
    fn is_table(&self, name: &str) -> bool {
        let places = self.uses.get(name).into_iter().flatten();
        places.filter(|place| place.within != name).count() == 1
            && self.definition(name).is_some_and(|definition| definition["properties"].is_object())
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema["properties"].as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// All definitions that a schema refers to itself, each with the key whose value it is.
fn references(schema: &Value) -> Vec<(Option<&str>, &str)> {
    fn collect<'s>(key: Option<&'s str>, schema: &'s Value, found: &mut Vec<(Option<&'s str>, &'s str)>) {
        for member in alternatives(schema) {
            found.extend(reference_of(member).map(|name| (key, name)));
            for inner in ["items", "additionalProperties"].iter().filter_map(|word| member.get(*word)) {
                collect(key, inner, found);
            }
            for inner in member["prefixItems"].as_array().into_iter().flatten() {
                collect(key, inner, found);
            }
            for (key, inner) in properties(member) {
                collect(Some(key), inner, found);
            }
        }
    }
    let mut found = Vec::new();
    collect(None, schema, &mut found);
    found
}

/// What a key of the file holds in the end, and the header under which it is written.
fn header<'s>(key: &str, value: &'s Value) -> (&'s Value, String) {
    if let Some(items) = value.get("items") {
        return (items, format!("[[{key}]]"));
    }
    let mut path = key.to_owned();
    let mut inner = value;
    while let Some(values) = inner.get("additionalProperties").filter(|values| values.is_object()) {
        let is_leaf = reference_of(values).is_none() && !values["additionalProperties"].is_object();
        inner = values;
        if is_leaf {
            break;
        }
        path.push_str(".NAME");
    }
    (inner, format!("[{path}]"))
}

fn capital(words: &str) -> String {
    crate::report::findings::capitalise(words)
}

/// The address of a heading, as GitHub makes it.
pub(super) fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}
