//! Keys that an earlier version of the format had. A new one is a line in the table.

use super::{
    diagnostic::Finding,
    tree::{Origin, Segment},
    wording::quoted,
};

/// A key that the format no longer has.
#[derive(Debug)]
pub(super) struct Retired {
    /// The dotted key; `*` stands for any name.
    key: &'static str,
    /// The key of the same table that says what it said, or most of it.
    pub instead: &'static str,
    /// What holds now.
    pub why: &'static str,
}

#[rustfmt::skip]
const RETIRED: &[Retired] = &[
    Retired { key: "actors.*.war_cost", instead: "return_cost", why: "war now costs `return_cost` once, on going back to it, in periods of utility 1" },
    Retired { key: "actors.*.scar", instead: "return_cost", why: "war after a collapse is now worth what today's is, less `return_cost`, paid once" },
    Retired { key: "actors.*.rearmament_gain", instead: "capability_drift", why: "what rearming is worth now follows from `capability_drift`" },
];

/// The retired key that names lead to, or into.
pub(super) fn find(names: &[&str]) -> Option<&'static Retired> {
    RETIRED.iter().find(|retired| leads(names, retired.key))
}

/// The retired key that a way leads to with one name more.
pub(super) fn below(way: &[Segment], key: &str) -> Option<&'static Retired> {
    let names = way.iter().filter_map(|segment| match segment {
        Segment::Key(name) => Some(name.as_str()),
        Segment::Index(_) => None,
    });
    find(&names.chain([key]).collect::<Vec<_>>())
}

/// The retired key that a dotted key in a text names.
pub(super) fn named(dotted: &str) -> Option<&'static Retired> {
    find(&dotted.split('.').collect::<Vec<_>>())
}

/// Whether names lead to what a dotted key with `*` for any name stands for, or into it.
pub(super) fn leads(names: &[&str], key: &str) -> bool {
    let mut names = names.iter();
    key.split('.').all(|wanted| names.next().is_some_and(|name| wanted == "*" || wanted == *name))
}

impl Retired {
    /// The name without the way to it.
    pub fn name(&self) -> &'static str {
        self.key.rsplit('.').next().unwrap_or(self.key)
    }

    /// That the key is written somewhere.
    pub fn finding(&self, origin: Origin) -> Finding {
        let (name, instead) = (quoted(self.name()), quoted(self.instead));
        let help = match origin.source {
            0 => "`armistice migrate FILE` rewrites the file, with a comment on each number that needs you"
                .to_owned(),
            _ => format!("set {instead}; the number is another"),
        };
        Finding::new(origin, format!("the key {name} is retired; {instead} took its place"))
            .label("a key of format 1")
            .why(self.why)
            .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::diagnostic::Diagnostics, *};

    #[test]
    fn a_retired_key_is_found_in_its_table_alone() {
        assert_eq!(find(&["actors", "north", "scar"]).unwrap().instead, "return_cost");
        assert_eq!(named("actors.north.war_cost").unwrap().name(), "war_cost");
        assert!(named("actors.north.war_cost.low").is_some(), "a part of it");
        for other in ["actors.north", "actors.scar", "weights.north.scar", "actors.north.scars", ""] {
            assert!(named(other).is_none(), "{other}");
        }
        let way = ["actors", "north"].map(|name| Segment::Key(name.to_owned()));
        assert!(below(&way, "rearmament_gain").is_some());
    }

    #[test]
    fn whoever_writes_it_is_told_what_took_its_place() {
        let mut diagnostics = Diagnostics::new("talks.toml", "scar = 0.1\n");
        let source = diagnostics.add_source("--set", "actors.north.war_cost=0.3");
        diagnostics.report(named("actors.a.scar").unwrap().finding(Origin { source: 0, start: 0, end: 4 }));
        diagnostics.report(named("actors.a.war_cost").unwrap().finding(Origin {
            source,
            start: 13,
            end: 21,
        }));
        let told = diagnostics.render(false);
        for part in [
            "the key `scar` is retired; `return_cost` took its place",
            "talks.toml:1:1",
            "armistice migrate FILE",
            "--set:1:14",
            "set `return_cost`",
        ] {
            assert!(told.contains(part), "`{part}` is not in:\n{told}");
        }
        assert_eq!(told.matches("armistice migrate").count(), 1, "an override is not in a file:\n{told}");
    }
}
