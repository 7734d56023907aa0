//! Which inputs are assumptions: every one that is not a default, in groups, with its reason.
//!
//! Neighbours with the same reason share it, and the numbers of one list share a line, so that hundreds stay readable.

use crate::{
    engine::{Summary, summary::Input},
    report::numbers::{count, list, periods},
};

use super::markup::{escape, paragraph};

/// Inputs without a stated reason that are named before the list, at most.
const NAMED: usize = 8;

/// A sentence and the list.
pub(super) fn section(summary: &Summary) -> String {
    let inputs = &summary.inputs;
    if inputs.is_empty() {
        return paragraph("The scenario states no input of its own: all are defaults of the tool.");
    }
    let unstated: Vec<&str> =
        inputs.iter().filter(|input| kind(input) == "unstated").map(|input| input.key.as_str()).collect();
    let doubt = if unstated.is_empty() {
        String::new()
    } else {
        let more = unstated.len().saturating_sub(NAMED);
        let mut named: Vec<String> = unstated.iter().take(NAMED).map(|key| (*key).to_owned()).collect();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        format!(" Unstated: {}.", list(&named))
    };
    let lead = format!(
        "{}: {}. All else is a default of the tool. “a to b” alone is a range with all values alike likely.{doubt}",
        periods(inputs.len() as u64, "input"),
        provenances(&inputs.iter().collect::<Vec<_>>())
    );
    paragraph(&lead)
        + &groups(inputs).iter().map(|(name, inputs)| group(summary, name, inputs)).collect::<String>()
}

fn kind(input: &Input) -> &'static str {
    match input.provenance.as_str() {
        "assumption" => "assumption",
        "source" => "source",
        _ => "unstated",
    }
}

/// How many there are of each provenance, as far as there are any: `207 assumptions, 1 with a source`.
fn provenances(inputs: &[&Input]) -> String {
    let of = |wanted: &str| inputs.iter().filter(|input| kind(input) == wanted).count() as u64;
    let (assumed, sourced, unstated) = (of("assumption"), of("source"), of("unstated"));
    let parts = [
        (assumed, periods(assumed, "assumption")),
        (sourced, format!("{} with a source", count(sourced))),
        (unstated, format!("{} unstated", count(unstated))),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| part.0 > 0).map(|part| part.1).collect();
    parts.join(", ")
}

/// The inputs by what they describe, in the order in which it comes up.
fn groups(inputs: &[Input]) -> Vec<(String, Vec<&Input>)> {
    let mut groups: Vec<(String, Vec<&Input>)> = Vec::new();
    for input in inputs {
        let mut parts = input.key.split('.');
        let first = parts.next().unwrap_or_default();
        let name = match (first, parts.next()) {
            ("actors" | "issues", Some(second)) => format!("{first}.{second}"),
            _ => first.to_owned(),
        };
        match groups.iter_mut().find(|group| group.0 == name) {
            Some(group) => group.1.push(input),
            None => groups.push((name, vec![input])),
        }
    }
    groups
}

/// The name of a group for people.
fn title(summary: &Summary, name: &str) -> String {
    let label = |id: &str| match name.split_once('.') {
        Some(("actors", _)) => {
            summary.scenario.actors.iter().find(|actor| actor.id == id).map(|actor| actor.label.clone())
        }
        _ => summary.terms.iter().find(|issue| issue.id == id).map(|issue| issue.label.clone()),
    };
    match name.split_once('.') {
        Some((family, id)) => {
            let family = if family == "actors" { "Actor" } else { "Issue" };
            format!("{family}: {}", label(id).unwrap_or_else(|| id.to_owned()))
        }
        None => crate::report::findings::capitalise(&name.replace('_', " ")),
    }
}

fn group(summary: &Summary, name: &str, inputs: &[&Input]) -> String {
    let alike = |one: &&Input, next: &&Input| one.provenance == next.provenance && one.note == next.note;
    let rows: String = inputs.chunk_by(alike).map(|cluster| row(summary, cluster)).collect();
    format!(
        "<details class=\"group\" open=\"open\"><summary>{} ({})</summary>\n<ul class=\"inputs\">\n{rows}</ul>\n</details>\n",
        escape(&title(summary, name)),
        provenances(inputs)
    )
}

/// Neighbours with one reason.
fn row(summary: &Summary, cluster: &[&Input]) -> String {
    let lines: String = cluster
        .chunk_by(|one, next| one.key != next.key && stem(&one.key) == stem(&next.key))
        .map(|inputs| line(summary, inputs))
        .collect();
    let kind = kind(cluster[0]);
    let note = if cluster[0].note.is_empty() { "no reason given" } else { &cluster[0].note };
    format!(
        "<li>{lines}<span class=\"tag {kind}\">{kind}</span> <span class=\"note\">{}</span></li>\n",
        escape(note)
    )
}

/// The key without its place in a list.
fn stem(key: &str) -> &str {
    place(key).map_or(key, |_| &key[..key.rfind('[').unwrap_or(key.len())])
}

/// The place in a list at the end of a key: 2 in `issues.troops.values.us[2]`.
fn place(key: &str) -> Option<usize> {
    key.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
}

/// One key, or the numbers of one list.
fn line(summary: &Summary, inputs: &[&Input]) -> String {
    let first = &inputs[0].key;
    let (key, values) = match inputs {
        [only] => (first.clone(), readable(&only.value)),
        _ => {
            let values: Vec<String> = inputs
                .iter()
                .map(|input| match level(summary, &input.key) {
                    Some(level) => format!("{level}: {}", readable(&input.value)),
                    None => readable(&input.value),
                })
                .collect();
            let last = place(&inputs[inputs.len() - 1].key).unwrap_or(0);
            (format!("{}[{}…{last}]", stem(first), place(first).unwrap_or(0)), values.join(" · "))
        }
    };
    format!(
        "<span class=\"line\"><code>{}</code> <span class=\"value\">{}</span></span>\n",
        escape(&key),
        escape(&values)
    )
}

/// The level that a number in a list of an issue is about.
fn level<'a>(summary: &'a Summary, key: &str) -> Option<&'a str> {
    let id = key.strip_prefix("issues.")?.split('.').next()?;
    let issue = summary.terms.iter().find(|issue| issue.id == id)?;
    issue.levels.get(place(key)?).map(|level| level.label.as_str())
}

/// A number or distribution in words: `0.25 to 0.55, most likely 0.42`; what is not known stays as it is.
pub(in crate::report) fn readable(value: &str) -> String {
    let Some(inner) = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return short(value);
    };
    let mut fields = Vec::new();
    for field in inner.split(',') {
        let Some((name, number)) = field.split_once('=') else { return value.to_owned() };
        fields.push((name.trim(), short(number.trim())));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, number)| (*name, number.as_str())).collect();
    match fields.as_slice() {
        [("low", low), ("mode", mode), ("high", high)] => format!("{low} to {high}, most likely {mode}"),
        [("min", min), ("max", max)] => format!("{min} to {max}"),
        [("mean", mean), ("sd", sd), ("min", min), ("max", max)] => {
            format!("about {mean}, standard deviation {sd}, within {min} to {max}")
        }
        _ => value.to_owned(),
    }
}

/// A number without digits that nobody reads.
fn short(number: &str) -> String {
    match number.parse::<f64>() {
        Ok(parsed) if number.len() > 7 && parsed.is_finite() && parsed.abs() < 1.0 => {
            format!("{parsed:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_written_in_words() {
        assert_eq!(readable("{ low = 0.25, mode = 0.42, high = 0.55 }"), "0.25 to 0.55, most likely 0.42");
        assert_eq!(readable("{ min = 0.5, max = 0.7 }"), "0.5 to 0.7");
        assert_eq!(readable("0.020833333333333332"), "0.0208");
        assert_eq!(
            readable("{ choices = [1, 2], weights = [1, 1] }"),
            "{ choices = [1, 2], weights = [1, 1] }"
        );
        assert_eq!(readable("12"), "12");
    }

    #[test]
    fn a_key_in_a_list_has_a_stem_and_a_place() {
        assert_eq!((stem("a.b[2]"), place("a.b[2]")), ("a.b", Some(2)));
        assert_eq!((stem("a.b"), place("a.b")), ("a.b", None));
    }
}
