//! Overrides (`--set`): every key of the format can be set, and what is wrong with one is shown in the override.

use armistice::{
    model::{ActorId, RedLineKind},
    negotiation::{Protocol, Tactic},
    scenario::{Diagnostics, Override, Quantity, Scenario},
};

const COMPLETE: &str = include_str!("fixtures/valid/complete.toml");

fn set(overrides: &[&str]) -> Result<Scenario, Diagnostics> {
    let overrides: Vec<Override> =
        overrides.iter().map(|text| text.parse().unwrap_or_else(|error| panic!("{error}"))).collect();
    Scenario::parse("complete.toml", COMPLETE, &overrides)
}

fn with(overrides: &[&str]) -> Scenario {
    set(overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

fn quantity<'a>(scenario: &'a Scenario, key: &str) -> &'a Quantity {
    let mut found = scenario.parameters.iter().filter(|parameter| parameter.key == key);
    let parameter = found.next().unwrap_or_else(|| panic!("no {key}"));
    assert!(found.next().is_none(), "{key} twice");
    &parameter.quantity
}

#[test]
fn a_number_of_a_table_is_set() {
    let scenario = with(&["actors.ukraine.war_flow=0.3", "simulation.seed=7", "simulation.draws = 5"]);
    assert_eq!(quantity(&scenario, "actors.ukraine.war_flow"), &Quantity::Fixed(0.3));
    assert_eq!((scenario.simulation.seed, scenario.simulation.draws), (7, 5));
    assert_eq!(scenario.overrides[2], "simulation.draws = 5");
}

#[test]
fn tables_in_lists_go_by_name_or_place() {
    let scenario = with(&[
        "guarantees.article5_like.honour=0.9",
        "guarantees[1].honour=0.8",
        "issues.troops.values.ukraine[2]=0.7",
        "issues.troops.values_range=0",
        "red_lines.russia.mnf.penalty=0.15",
        "tracks.moscow.rounds=3",
        "expect.p_durable.min=0.01",
        "correlations[0].rank=-0.25",
    ]);
    assert_eq!(quantity(&scenario, "guarantees.article5_like.honour"), &Quantity::Fixed(0.9));
    assert_eq!(quantity(&scenario, "guarantees.european.honour"), &Quantity::Fixed(0.8));
    assert_eq!(quantity(&scenario, "issues.troops.values.ukraine[2]"), &Quantity::Fixed(0.7));
    assert_eq!(quantity(&scenario, "red_lines.russia.mnf.penalty"), &Quantity::Fixed(0.15));
    assert_eq!(scenario.setting.rules.tracks[1].rounds, 3);
    assert_eq!(scenario.expectations[0].min, Some(0.01));
}

#[test]
fn a_bare_word_is_a_text_and_tables_can_be_set_whole() {
    let scenario = with(&[
        "period=week",
        "name=Another name",
        "red_lines.ukraine.troops.min=800k",
        "red_lines.ukraine.troops.kind=soft",
        "actors.us.strategy={ kind = \"concession\", exponent = 2 }",
        "issues.mnf.on_table=[\"none\"]",
        "issues.mnf.effect={ kind = \"none\" }",
        "tracks.moscow.protocol={ kind = \"ultimatum\", proposer = \"us\" }",
    ]);
    assert_eq!((&*scenario.period, &*scenario.name), ("week", "Another name"));
    let line = &scenario.setting.model.actors[0].red_lines[0];
    assert_eq!(line.allowed, [false, false, true, true]);
    assert!(matches!(line.kind, RedLineKind::Soft(_)));
    assert!(matches!(scenario.setting.rules.seats[2].strategy.accept, Tactic::Concession(_)));
    assert_eq!(scenario.setting.model.issues[3].on_table, [true, false, false]);
    assert_eq!(scenario.setting.model.issues[3].effects, []);
    let last = &scenario.setting.rules.tracks[1].protocol;
    assert!(matches!(last, Protocol::Ultimatum { proposer: ActorId(2), round: None }), "{last:?}");
}

#[test]
fn a_key_that_the_file_leaves_out_is_added() {
    let scenario = with(&[
        "ceasefire.incidents=0.05",
        "pressure.europe={ by = \"us\", slope = 0.01, max = 0.1 }",
        "actors.europe.silent_until=3",
        "actors.europe.strategy.kind=hardline",
        "weights.russia.monitoring=0.1",
    ]);
    assert_eq!(quantity(&scenario, "ceasefire.incidents"), &Quantity::Fixed(0.05));
    assert_eq!(quantity(&scenario, "pressure.europe.max"), &Quantity::Fixed(0.1));
    assert_eq!(quantity(&scenario, "actors.europe.silent_until"), &Quantity::Fixed(3.0));
    assert!(matches!(scenario.setting.rules.seats[3].strategy.accept, Tactic::Hardline(_)));
}

#[test]
fn later_overrides_win() {
    let scenario = with(&["simulation.seed=1", "simulation.seed=2"]);
    assert_eq!(scenario.simulation.seed, 2);
}

#[test]
fn the_hash_is_of_the_file_and_not_of_the_overrides() {
    assert_eq!(with(&[]).text_hash, with(&["simulation.seed=2"]).text_hash);
    assert_eq!(with(&[]).text_hash.len(), 64);
}

/// The red lines of an actor: on which issue, which levels are on the right side, and whether it is hard.
fn lines(scenario: &Scenario, actor: usize) -> Vec<(usize, Vec<bool>, bool)> {
    let lines = scenario.setting.model.actors[actor].red_lines.iter();
    lines.map(|line| (line.issue.0, line.allowed.clone(), matches!(line.kind, RedLineKind::Hard))).collect()
}

#[test]
fn a_red_line_is_added_by_one_override() {
    let own = lines(&with(&[]), 0);
    let economy = |hard| (5, vec![true, true, false], hard);
    for (given, hard) in [
        ("red_lines.ukraine.economy={ max = \"phased relief\", kind = \"hard\" }", true),
        ("red_lines.ukraine.economy={ max = \"phased relief\" }", true),
        ("red_lines.ukraine.economy.max=\"phased relief\"", true),
        ("red_lines.ukraine.economy.max=phased relief", true),
        (
            "red_lines.ukraine.economy={ levels = [\"sanctions stay\", \"phased relief\"], kind = \"soft\" }",
            false,
        ),
    ] {
        assert_eq!(lines(&with(&[given]), 0), [own.clone(), vec![economy(hard)]].concat(), "{given}");
        assert_eq!(lines(&with(&[given, given]), 0).len(), own.len() + 1, "{given}, twice");
    }
    let soft = with(&[
        "red_lines.ukraine.economy.penalty=0.3",
        "red_lines.ukraine.economy.kind=soft",
        "red_lines.ukraine.economy.max=phased relief",
    ]);
    assert_eq!(lines(&soft, 0), [own, vec![economy(false)]].concat());
    assert_eq!(quantity(&soft, "red_lines.ukraine.economy.penalty"), &Quantity::Fixed(0.3));
}

#[test]
fn a_second_red_line_on_an_issue_is_added_by_its_place() {
    let scenario = with(&[
        "red_lines.ukraine.troops[1]={ min = \"800k\", kind = \"soft\", penalty = 0.2 }",
        "red_lines.ukraine.troops.kind=hard",
        "red_lines.ukraine.troops[1].penalty=0.3",
    ]);
    let troops = [(0, vec![false, true, true, true], true), (0, vec![false, false, true, true], false)];
    assert_eq!(lines(&scenario, 0), troops);
}

#[test]
fn a_list_that_the_file_leaves_out_is_begun() {
    let without = COMPLETE.split("[[red_lines]]").next().unwrap().to_owned()
        + COMPLETE
            .split_once("[[guarantees]]")
            .map(|(_, after)| "[[guarantees]]".to_owned() + after)
            .unwrap()
            .as_str();
    let given: Override = "red_lines.ukraine.troops.min=700k".parse().unwrap();
    let scenario =
        Scenario::parse("complete.toml", &without, &[given]).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(lines(&scenario, 0), lines(&with(&[]), 0));
    assert!(lines(&scenario, 1).is_empty());
}

#[test]
fn tables_of_a_list_are_added_whole_with_the_name_of_their_key() {
    let scenario = with(&[
        "guarantees.second={ guarantor = \"us\", protects = \"ukraine\", against = \"russia\", honour = 0.4 }",
        "guarantees.second.cost=0.2",
        "issues.prisoners={ levels = [\"some\", \"all\"], values = { ukraine = \"more\", russia = \"less\" } }",
        "weights.ukraine.prisoners=0.1",
        "tracks.allies={ members = [\"europe\", \"us\"] }",
        "tracks.moscow={ members = [\"ukraine\", \"russia\"] }",
        "tracks.summit={ members = [\"allies\", \"moscow\"], rounds = 4 }",
        "expect.p_deal={ min = 0.1 }",
    ]);
    assert_eq!(quantity(&scenario, "guarantees.second.honour"), &Quantity::Fixed(0.4));
    assert_eq!(quantity(&scenario, "guarantees.second.cost"), &Quantity::Fixed(0.2));
    assert_eq!(&*scenario.setting.model.issues.last().unwrap().id, "prisoners");
    assert_eq!(
        scenario.setting.rules.tracks.iter().map(|track| track.rounds).collect::<Vec<_>>(),
        [18, 18, 4]
    );
    let expected = scenario.expectations.last().unwrap();
    assert_eq!((&*expected.metric, expected.min), ("p_deal", Some(0.1)));
}

#[test]
fn a_table_that_is_replaced_whole_keeps_its_name() {
    let scenario = with(&["red_lines.ukraine.troops={ min = \"800k\" }"]);
    assert_eq!(lines(&scenario, 0), [(0, vec![false, false, true, true], true)]);
}

#[test]
fn an_override_that_is_wrong_is_shown_itself() {
    for (name, given) in [
        ("unknown_key", "actors.ukraine.warflow=0.3"),
        ("unknown_actor", "actors.ukrane.war_flow=0.3"),
        ("unknown_entry", "guarantees.article5.honour=0.9"),
        ("unknown_red_line", "red_lines.ukraine.troop.penalty=0.1"),
        ("new_line_of_nobody", "red_lines.ukrane.mnf.max=none"),
        ("new_line_at_no_level", "red_lines.ukraine.mnf={ max = \"rear-area\", kind = \"hard\" }"),
        ("new_line_nowhere", "red_lines.ukraine.mnf.kind=soft"),
        ("new_line_switched", "red_lines.ukraine.mnf=true"),
        ("new_entry_half", "guarantees.british={ honour = 0.5 }"),
        ("new_entry_by_a_key", "guarantees.turkish.honour=0.5"),
        ("new_entry_misnamed", "guarantees.british={ id = \"french\", honour = 0.5 }"),
        ("kind_with_keys_of_another", "actors.ukraine.strategy.kind=rational"),
        ("unknown_section", "simulations.seed=4"),
        ("out_of_range", "actors.ukraine.war_flow=3"),
        ("wrong_type", "actors.ukraine.war_flow=much"),
        ("not_toml", "actors.ukraine.war_flow={ low = 0.1"),
        ("no_parts", "actors.ukraine.weariness.low=0.1"),
        ("no_such_place", "issues[9].label=x"),
        ("unknown_level", "issues.mnf.on_table=[\"none\", \"backstop\"]"),
    ] {
        insta::assert_snapshot!(
            name,
            set(&[given]).map(|scenario| scenario.name).expect_err(given).to_string()
        );
    }
}

#[test]
fn rounds_that_no_track_follows_are_not_set_in_silence() {
    const UKRAINE: &str = include_str!("../scenarios/ukraine-2025.toml");
    let given = || ["simulation.rounds=4".parse().unwrap()];
    let errors = Scenario::parse("ukraine-2025.toml", UKRAINE, &given()).unwrap_err();
    insta::assert_snapshot!("rounds_of_no_track", errors.to_string());
    let scenario = with(&["simulation.rounds=4"]);
    assert_eq!(
        scenario.setting.rules.tracks.iter().map(|track| track.rounds).collect::<Vec<_>>(),
        [6, 4],
        "the first track has its own rounds"
    );
}

#[test]
fn a_kind_is_changed_by_setting_the_whole_table() {
    let scenario = with(&["actors.ukraine.strategy={ kind = \"rational\" }"]);
    assert!(matches!(scenario.setting.rules.seats[0].strategy.accept, Tactic::Rational));
}

#[test]
fn an_override_without_key_or_value_is_refused_before_any_file() {
    for (given, why) in [
        ("seed", "it has no `=`"),
        ("=4", "it has no key"),
        ("seed=", "it has no value"),
        ("a..b=1", "a part of its key is empty"),
        ("a[x]=1", "a place in `[…]` must be a whole number"),
        ("a[1=1", "a `[` is not closed"),
        ("\"a=1", "it has no `=`"),
        ("a[0]b=1", "its key is not dotted"),
    ] {
        let error = given.parse::<Override>().expect_err(given).to_string();
        assert!(error.contains(why), "{error}");
    }
    let quoted: Override = "provenance.\"actors.us\".note=a = b".parse().unwrap();
    assert_eq!(quoted.key(), "provenance.\"actors.us\".note");
}
