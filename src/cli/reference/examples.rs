//! An example of each table: one that was written here, or else one made of the keys that are required and a few
//! others.

use serde_json::Value;

use super::{
    layout::{Layout, Section},
    phrases::{alternatives, reference_of, spaced},
};

/// Examples by the title of their section.
const WRITTEN: &[(&str, &str)] = &[
    (
        "The top of the file",
        "name = \"Two neighbours\"\nquestion = \"Who gets the river?\"\nperiod = \"month\"",
    ),
    ("[simulation]", "[simulation]\nseed = 7\ndraws = 2000\nreplications = 5\nhold = 60"),
    (
        "[actors.NAME]",
        "[actors.north]\nlabel = \"North\"\nroles = [\"belligerent\"]\ndiscount = 0.98\n\
         war_flow = { low = 0.2, mode = 0.35, high = 0.5 }   # not known exactly",
    ),
    ("Halves", "strategy = { propose = { kind = \"micro\" }, accept = { kind = \"logit\" } }"),
    ("Tactic: concession", "strategy = { kind = \"concession\", exponent = 0.6 }   # concedes late"),
    ("Tactic: hardline", "strategy = { kind = \"hardline\", tolerance = 0.1 }"),
    (
        "Tactic: tit_for_tat",
        "strategy = { kind = \"tit_for_tat\", reciprocity = 0.8 }   # gives less than it gets",
    ),
    ("Tactic: logit", "strategy = { kind = \"logit\", decisiveness = { low = 10, mode = 20, high = 40 } }"),
    (
        "[[issues]]",
        "[[issues]]\nid = \"river\"\nlevels = [\"north keeps it\", \"shared\", \"south keeps it\"]\n\
         [issues.values]\nnorth = [1.0, 0.6, 0.0]\nsouth = \"more\"   # the last level is best",
    ),
    ("Range", "range = { from = 0, to = 100, unit = \"%\", steps = 21 }"),
    ("Ideal", "[issues.values]\nnorth = { ideal = \"shared\", curvature = 2.0 }"),
    ("Effect: none", "effect = { kind = \"none\" }"),
    ("Effect: guarantee", "effect = { kind = \"guarantee\", severity = [0.0, 0.5, 1.0] }"),
    (
        "Effect: presence",
        "effect = { kind = \"presence\", protects = \"south\", capability = [0.0, 0.1, 0.3] }",
    ),
    (
        "Effect: troop_cap",
        "effect = { kind = \"troop_cap\", actor = \"south\", capability = [0.6, 0.8, 1.0] }",
    ),
    ("Effect: sanctions_snapback", "effect = { kind = \"sanctions_snapback\", exposure = [0.0, 0.05, 0.1] }"),
    (
        "[weights.NAME]",
        "[weights.north]   # relative: this is two thirds and one third\nriver = 2\ntroops = 1",
    ),
    (
        "[[red_lines]]",
        "[[red_lines]]\nactor = \"south\"\nissue = \"river\"\nmin = \"shared\"   # what comes before it crosses the line\n\
         kind = \"hard\"",
    ),
    (
        "[[guarantees]]",
        "[[guarantees]]\nid = \"patron\"\nguarantor = \"patron\"\nprotects = \"south\"\nagainst = \"north\"\n\
         honour = { low = 0.2, mode = 0.4, high = 0.6 }",
    ),
    (
        "[monitoring]",
        "[monitoring]\nissue = \"monitors\"\ndetection = [0.3, 0.6, 0.9]   # one a level of the issue",
    ),
    ("[ceasefire]", "[ceasefire]\nincidents = 0.08\nescalation = { low = 0.2, mode = 0.3, high = 0.4 }"),
    ("Repair", "[ceasefire.repair]\nchance = 0.2\nproposer = \"patron\""),
    ("Protocol: alternating", "protocol = { kind = \"alternating\", first = \"north\" }"),
    (
        "Protocol: random_proposer",
        "protocol = { kind = \"random_proposer\", recognition = { north = 2, south = 1 } }",
    ),
    ("Protocol: ultimatum", "protocol = { kind = \"ultimatum\", proposer = \"patron\", round = 5 }"),
    (
        "Protocol: single_text",
        "protocol = { kind = \"single_text\", mediator = \"patron\", bridging = { south = 2 }, noise = 0.05 }",
    ),
    (
        "[[tracks]]",
        "[[tracks]]\nid = \"allies\"\nmembers = [\"south\", \"patron\"]\nrounds = 6\n\n\
         [[tracks]]\nid = \"summit\"\nmembers = [\"allies\", \"north\"]   # the first track speaks as one",
    ),
    ("[talks]", "[talks]\nbreakdown = 0.02"),
    ("[pressure.NAME]", "[pressure.south]\nby = \"patron\"\nstart = 6\nslope = 0.02\nmax = 0.2"),
    (
        "[beliefs.NAME]",
        "[beliefs.north]   # weak, middling or strong: nobody knows which\ntypes = [0.2, 0.35, 0.5]\nprior = [1, 2, 1]",
    ),
    (
        "[ratification.NAME]",
        "[ratification.south]\napproval = 0.6\nsensitivity = 10   # a better text has better chances\nvotes = 2",
    ),
    (
        "[battlefield]",
        "[battlefield]\npositions = 10\nstart = 5\nadvance = 0.55\n[battlefield.stakes]\nnorth = 0.3\nsouth = -0.3",
    ),
    (
        "[[expect]]",
        "[[expect]]\nmetric = \"p_durable\"\nmin = 0.1\nmax = 0.3\n\n\
         [[expect]]   # no worse than before\nmetric = \"p_deal\"\nbaseline = \"baseline/summary.json\"\n\
         change_min = -0.02",
    ),
    (
        "[provenance.NAME]",
        "[provenance.\"actors.north\"]   # all its numbers that say nothing nearer\nkind = \"assumption\"\n\
         note = \"No survey asks for it.\"",
    ),
    (
        "[[correlations]]",
        "[[correlations]]\nbetween = [\"actors.north.war_flow\", \"actors.south.war_flow\"]\nrank = -0.4",
    ),
    ("Distribution: triangular", "war_flow = { low = 0.2, mode = 0.35, high = 0.5 }"),
    ("Distribution: uniform", "war_flow = { min = 0.2, max = 0.5 }"),
    ("Distribution: normal", "war_flow = { mean = 0.35, sd = 0.1, min = 0.0, max = 0.7 }"),
    ("Distribution: beta", "honour = { alpha = 4, beta = 6 }"),
    ("Distribution: choice", "war_flow = { choices = [0.2, 0.5], weights = [3, 1] }"),
];

/// The example of a section, in TOML.
pub(super) fn of(section: &Section<'_>, layout: &Layout<'_>) -> String {
    let title = section.title.trim_matches('`');
    let written = WRITTEN.iter().find(|(name, _)| *name == title);
    written.map_or_else(|| made(section, title, layout), |(_, text)| (*text).to_owned())
}

fn made(section: &Section<'_>, title: &str, layout: &Layout<'_>) -> String {
    if section.schema["properties"].is_object() {
        let keys = keys(section.schema, layout, 0);
        if section.has_header {
            let lines = keys.iter().map(|(key, value)| format!("{key} = {value}\n"));
            return format!("{title}\n{}", lines.collect::<String>());
        }
        return format!("{} = {}", key_of(section, layout), braces(&keys));
    }
    format!("{title}\nNAME = {}", value(&section.schema["additionalProperties"], layout, 0))
}

/// The key whose value a table without a header is: its own, or that of the choice in which it stands.
fn key_of(section: &Section<'_>, layout: &Layout<'_>) -> String {
    let mut uses = &section.uses;
    for _ in 0..4 {
        match uses.first() {
            Some(place) if place.key.is_some() => return place.key.unwrap_or_default().to_owned(),
            Some(place) => match layout.section(place.within) {
                Some(outer) => uses = &outer.uses,
                None => break,
            },
            None => break,
        }
    }
    spaced(section.name.unwrap_or("key")).replace(' ', "_")
}

/// The required keys of a table and a few that have defaults, with values; if it has neither, its first keys.
fn keys(table: &Value, layout: &Layout<'_>, depth: usize) -> Vec<(String, String)> {
    const MOST_OPTIONAL: usize = 3;
    let is_required =
        |key: &str| table["required"].as_array().is_some_and(|keys| keys.iter().any(|name| name == key));
    let properties = || table["properties"].as_object().into_iter().flatten();
    let has_default = |schema: &Value| depth == 0 && !schema["default"].is_null();
    let is_bare = !properties().any(|(key, schema)| is_required(key) || has_default(schema));
    let mut optional = 0;
    let mut found = Vec::new();
    for (key, schema) in properties() {
        if !is_required(key) {
            if depth > 0 || optional == MOST_OPTIONAL || !(is_bare || has_default(schema)) {
                continue;
            }
            optional += 1;
        }
        found.push((bare(key), value(schema, layout, depth + 1)));
    }
    found
}

fn braces(keys: &[(String, String)]) -> String {
    let inner: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    if inner.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", inner.join(", ")) }
}

/// A value that a schema allows.
fn value(schema: &Value, layout: &Layout<'_>, depth: usize) -> String {
    const DEEPEST: usize = 5;
    if let Some(default) = schema.get("default") {
        return toml(default);
    }
    let schema = alternatives(schema)[0];
    if let Some(only) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return toml(only);
    }
    if depth > DEEPEST {
        return "{}".to_owned();
    }
    if let Some(definition) = reference_of(schema).and_then(|name| layout.definition(name)) {
        return value(definition, layout, depth + 1);
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"].get(0)?.as_str());
    match kind {
        Some("string") => "\"…\"".to_owned(),
        Some("boolean") => "true".to_owned(),
        Some("integer") => schema["minimum"].as_i64().unwrap_or(1).max(1).to_string(),
        Some("number") => between(schema),
        Some("array") => format!("[{}]", value(&schema["items"], layout, depth + 1)),
        _ if schema["additionalProperties"].is_object() => {
            format!("{{ NAME = {} }}", value(&schema["additionalProperties"], layout, depth + 1))
        }
        _ => braces(&keys(schema, layout, depth)),
    }
}

/// A number within its range, not too large.
fn between(schema: &Value) -> String {
    let bound = |words: [&str; 2]| words.iter().find_map(|word| schema[*word].as_f64());
    let least = bound(["minimum", "exclusiveMinimum"]).unwrap_or(0.0).max(0.0);
    let most = bound(["maximum", "exclusiveMaximum"]).unwrap_or(1.0).min(least + 1.0);
    ((least + most) / 2.0).to_string()
}

/// A JSON value in TOML.
pub(super) fn toml(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Number(number) => {
            number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string())
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| (bare(key), toml(value))).collect();
            braces(&entries)
        }
        Value::Bool(_) | Value::String(_) => value.to_string(),
    }
}

/// A key as TOML writes it.
fn bare(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { Value::from(key).to_string() }
}
