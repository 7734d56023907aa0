//! The shipped scenarios: each parses, says where its numbers come from, and does what its comment says.

mod exercises;
mod library;
mod plain;

use armistice::{
    ceasefire::{Chain, Honoured, chain::Ends},
    model::{
        Model,
        terms::{peace_flows, terms},
    },
    scenario::{Override, ProvenanceKind, Scenario},
};

const UKRAINE: &str = include_str!("../../scenarios/ukraine-2025.toml");
const COVER: &str = include_str!("../../scenarios/ukraine-2025-talks-as-cover.toml");
const RUBINSTEIN: &str = include_str!("../../scenarios/rubinstein-textbook.toml");
const ULTIMATUM: &str = include_str!("../../scenarios/classroom-ultimatum.toml");
const TOUR: &str = include_str!("../../scenarios/mechanism-tour.toml");
const COALITION: &str = include_str!("../../scenarios/ukraine-2025-coalition.toml");
const KOREA: &str = include_str!("../../scenarios/korea-1951.toml");
const CAMP_DAVID: &str = include_str!("../../scenarios/camp-david-1978.toml");
const BUDAPEST: &str = include_str!("../../scenarios/budapest-1994.toml");
const DAYTON: &str = include_str!("../../scenarios/dayton-1995.toml");
const GOOD_FRIDAY: &str = include_str!("../../scenarios/good-friday-1998.toml");
const MINSK: &str = include_str!("../../scenarios/minsk-2-2015.toml");
const DONBAS: &str = include_str!("../../scenarios/donbas-truces-2015-2020.toml");
const COLOMBIA: &str = include_str!("../../scenarios/colombia-farc-2016.toml");
const ALL: [&str; 14] = [
    UKRAINE,
    COALITION,
    COVER,
    KOREA,
    CAMP_DAVID,
    BUDAPEST,
    DAYTON,
    GOOD_FRIDAY,
    MINSK,
    DONBAS,
    COLOMBIA,
    RUBINSTEIN,
    ULTIMATUM,
    TOUR,
];

/// A scenario with some levers set.
fn with(text: &str, overrides: &[&str]) -> Scenario {
    let overrides: Vec<Override> =
        overrides.iter().map(|given| given.parse().unwrap_or_else(|error| panic!("{error}"))).collect();
    Scenario::parse("shipped.toml", text, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

/// How a ceasefire under the text with these levels ends within so many periods, as exact chances.
fn ends(model: &Model, levels: &[usize], periods: u32) -> Ends {
    let belligerents = model.belligerents.expect("somebody fights");
    let terms = terms(model, belligerents, levels, peace_flows(model, belligerents, levels));
    Chain::new(&terms, Honoured::Truly).ends(periods)
}

#[test]
fn every_stated_number_of_every_shipped_scenario_says_where_it_comes_from() {
    for text in ALL {
        let scenario = with(text, &[]);
        let silent = |parameter: &&armistice::scenario::Parameter| {
            let provenance = &parameter.provenance;
            provenance.kind == ProvenanceKind::Unstated || provenance.note.is_empty()
        };
        let stated = scenario.parameters.iter().filter(|parameter| parameter.stated);
        let keys: Vec<&str> = stated.filter(silent).map(|parameter| parameter.key.as_str()).collect();
        assert!(keys.is_empty(), "{}: {keys:#?}", scenario.name);
    }
}

#[test]
fn every_shipped_scenario_opens_with_its_question_sources_and_assumptions() {
    for text in ALL {
        let comment: String =
            text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        assert!(comment.contains("# WHAT IT ASKS."), "{comment}");
        assert!(comment.contains("WHAT IS GIVEN.") || comment.contains("# SOURCES."), "{comment}");
        assert!(comment.contains("ASSUM"), "{comment}");
        assert!(!with(text, &[]).question.is_empty());
    }
}

#[test]
fn every_lever_that_a_comment_names_can_be_set() {
    let mut levers = 0;
    for text in ALL {
        for line in text.lines().filter(|line| line.starts_with('#')) {
            let given = overrides_in(line);
            levers += given.len();
            with(text, &given);
        }
    }
    assert!(levers > 40, "{levers} levers were found");
}

/// What a shell would pass to each `--set` of a line.
fn overrides_in(line: &str) -> Vec<&str> {
    let given = line.split("--set ").skip(1);
    given
        .map(|rest| match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split_once('\'').expect("quotes are closed").0,
            None => match rest.find('"').filter(|quote| !rest[..*quote].contains(' ')) {
                Some(quote) => &rest[..quote + 2 + rest[quote + 1..].find('"').expect("quotes are closed")],
                None => rest.split_whitespace().next().expect("a lever follows"),
            },
        })
        .collect()
}
