//! The scenario format: what a valid file becomes.

use armistice::{
    model::{ActorId, Effect, IssueId, RedLineKind, Repair, Values},
    negotiation::{Member, Protocol, Tactic},
    scenario::{Parameter, ProvenanceKind, Quantity, Scenario, json_schema},
};

const COMPLETE: &str = include_str!("fixtures/valid/complete.toml");

/// The shortest valid file: all the rest is defaults.
const SHORTEST: &str = r#"
name = "Two sides"
[actors.north]
must_sign = true
discount = 0.9
war_flow = 0.1
[actors.south]
must_sign = true
discount = 0.8
war_flow = 0.2
[[issues]]
id = "pie"
levels = ["all north", "half", "all south"]
values = { north = "less", south = "more" }
[weights]
north = { pie = 1 }
south = { pie = 1 }
"#;

/// By `sha256sum`.
const SHORTEST_HASH: &str = "1b91723ad10524173057834fbb62a48365ef9f9de7bdb0992466acb89352c1a7";

fn parse(text: &str) -> Scenario {
    Scenario::parse("test.toml", text, &[]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn parameter<'a>(scenario: &'a Scenario, key: &str) -> &'a Parameter {
    scenario.parameters.iter().find(|parameter| parameter.key == key).unwrap_or_else(|| panic!("no {key}"))
}

#[test]
fn actors_are_read_with_their_roles_and_numbers() {
    let scenario = parse(COMPLETE);
    assert_eq!((&*scenario.name, &*scenario.period), ("Guarantee or pause", "month"));
    let case = scenario.central();
    let [ukraine, russia, us, europe] = case.model.actors.as_slice() else { panic!("four actors") };
    assert_eq!((&*ukraine.id, &*ukraine.label), ("ukraine", "Ukraine"));
    assert!(ukraine.roles.belligerent && !ukraine.roles.guarantor && us.roles.guarantor && us.roles.mediator);
    assert_eq!([ukraine, russia, us, europe].map(|actor| actor.must_sign), [true, true, true, false]);
    assert_eq!((ukraine.discount, ukraine.war_flow, ukraine.weariness), (0.98, 0.42, 0.006));
    assert_eq!((russia.war_flow, russia.capability), (0.54, 1.5));
    assert_eq!((ukraine.resentment, russia.resentment), (0.0, 0.3));
    assert_eq!((ukraine.stakes, ukraine.surprise, ukraine.return_cost), (1.1, 6.0, 4.5));
    assert_eq!(russia.capability_drift, 0.004);
    let rates = &case.model.ceasefire;
    assert_eq!(
        (rates.containment_severity, rates.overt, rates.aid, rates.conditional_aid),
        (0.15, 0.6, 0.2, 0.33)
    );
    assert_eq!(case.model.ceasefire.spoilers, 0.02);
    assert_eq!(case.model.repair, Some(Repair { chance: 0.2, proposer: Some(ActorId(2)) }));
    assert_eq!(ukraine.weights, [0.3, 0.2, 0.3, 0.1, 0.05, 0.05]);
    assert_eq!(russia.weights[4], 0.0);
    assert_eq!(case.model.belligerents, Some([ActorId(0), ActorId(1)]));
}

#[test]
fn issues_are_read_with_levels_values_and_effects() {
    let case = parse(COMPLETE).central();
    let [troops, reparations, guarantee, mnf, monitoring, economy] = case.model.issues.as_slice() else {
        panic!("six issues")
    };
    assert_eq!(
        troops.levels.iter().map(|level| &**level).collect::<Vec<_>>(),
        ["600k", "700k", "800k", "no cap"]
    );
    assert_eq!(troops.values[0], Values::Table(vec![0.0, 0.4, 0.9, 1.0]));
    assert_eq!(troops.values[2], Values::Ideal { ideal: 2.0 / 3.0, curvature: 2.0 });
    assert_eq!(troops.values[3], Values::Ideal { ideal: 1.0, curvature: 1.0 });
    assert_eq!(
        troops.effects,
        [
            Effect::TroopCap { actor: ActorId(0), capability: vec![0.85, 0.92, 1.0, 1.05] },
            Effect::Ground { actor: ActorId(0), gain: vec![-0.1, -0.05, 0.0, 0.02] }
        ]
    );

    assert_eq!((reparations.levels.len(), &*reparations.levels[1]), (11, "30 billion USD"));
    assert_eq!(reparations.values[0], Values::Ideal { ideal: 1.0, curvature: 1.0 });
    assert_eq!(reparations.values[1], Values::Ideal { ideal: 0.0, curvature: 1.0 });
    let Values::Ideal { ideal, .. } = reparations.values[2] else { panic!("an ideal") };
    assert!((ideal - 0.3).abs() < 1e-15, "90 of 300 is {ideal}");

    assert_eq!(guarantee.effects, [Effect::Guarantee { severity: vec![0.0, 0.2, 0.6] }]);
    assert_eq!(mnf.on_table, [true, true, false]);
    assert_eq!(mnf.effects, [Effect::Presence { protects: ActorId(0), capability: vec![0.0, 0.1, 0.25] }]);
    assert_eq!(monitoring.effects, []);
    assert_eq!(economy.effects, [Effect::SanctionsSnapback { exposure: vec![0.05, 0.05, -0.05] }]);
}

#[test]
fn security_terms_are_no_grievance_unless_the_file_says_so() {
    let case = parse(COMPLETE).central();
    let grievances: Vec<f64> = case.model.issues.iter().map(|issue| issue.grievance).collect();
    // Troops say so; guarantee, force and monitoring have 0, reparations and economy 1.
    assert_eq!(grievances, [0.1, 1.0, 0.0, 0.0, 0.0, 1.0]);
    let troops = COMPLETE.replacen("grievance = { low = 0.0, mode = 0.1, high = 0.4 }", "", 1);
    assert_eq!(parse(&troops).central().model.issues[0].grievance, 0.0);
}

#[test]
fn a_range_of_values_is_flat_cut_to_0_and_1_and_centred_on_what_is_written() {
    let scenario = parse(COMPLETE);
    let best = parameter(&scenario, "issues.troops.values.ukraine[3]");
    assert_eq!((&best.quantity, best.mode()), (&Quantity::Uniform { min: 0.9, max: 1.0 }, 1.0));
    let middle = parameter(&scenario, "issues.troops.values.ukraine[1]");
    assert_eq!((&middle.quantity, middle.mode()), (&Quantity::Uniform { min: 0.3, max: 0.5 }, 0.4));
    // Without `values_range` the values stay fixed.
    assert_eq!(parameter(&scenario, "issues.economy.values.us[0]").quantity, Quantity::Fixed(0.4));
}

#[test]
fn red_lines_allow_the_levels_on_their_right_side() {
    let case = parse(COMPLETE).central();
    let lines = |actor: usize| &case.model.actors[actor].red_lines[0];
    assert_eq!((lines(0).issue, &lines(0).kind), (IssueId(0), &RedLineKind::Hard));
    assert_eq!(lines(0).allowed, [false, true, true, true]);
    assert_eq!(
        (lines(1).allowed.as_slice(), &lines(1).kind),
        ([true, false, false].as_slice(), &RedLineKind::Soft(0.08))
    );
    assert_eq!(
        (lines(3).allowed.as_slice(), &lines(3).kind),
        ([true, true, false].as_slice(), &RedLineKind::Soft(0.10))
    );
}

#[test]
fn two_lines_of_an_actor_on_one_issue_have_keys_of_their_own() {
    let line = "[[red_lines]]\nactor = \"russia\"\nissue = \"mnf\"\nlevels = [\"none\"]\nkind = \"soft\"\npenalty = 0.3\n";
    let text = format!("{COMPLETE}{line}");
    let scenario = parse(&text);
    assert_eq!(parameter(&scenario, "red_lines.russia.mnf[1].penalty").quantity, Quantity::Fixed(0.3));
    let given = "red_lines.russia.mnf[1].penalty=0.4".parse().unwrap();
    let scenario = Scenario::parse("test.toml", &text, &[given]).unwrap();
    assert_eq!(parameter(&scenario, "red_lines.russia.mnf[1].penalty").quantity, Quantity::Fixed(0.4));
    assert_eq!(parameter(&scenario, "red_lines.russia.mnf.penalty").mode(), 0.08);
}

#[test]
fn guarantees_are_believed_as_they_are_true_unless_the_file_says_otherwise() {
    let scenario = parse(COMPLETE);
    let [american, european] = scenario.setting.model.guarantees.as_slice() else { panic!("two guarantees") };
    assert_ne!(american.honour.perceived, american.honour.honour);
    assert_eq!(european.honour.perceived, european.honour.honour);
    assert_eq!(
        (american.guarantor, american.protects, american.against),
        (ActorId(2), ActorId(0), ActorId(1))
    );
    assert_eq!((american.issue, european.issue), (Some(IssueId(2)), None));
    let case = scenario.central();
    assert_eq!(case.model.guarantees[0].honour.turnover_factor, 0.8);
    assert_eq!(case.model.guarantees[1].severity, 1.0);
    assert_eq!([0, 1].map(|place: usize| case.model.guarantees[place].honour.learning), [4.0, 0.0]);
    assert_eq!([0, 1].map(|place: usize| case.model.guarantees[place].answer_cost), [1.0, 0.0]);
}

#[test]
fn monitoring_has_numbers_for_each_level_and_one_number_holds_at_all() {
    let case = parse(COMPLETE).central();
    assert_eq!(case.model.monitoring.issue, Some(IssueId(4)));
    let detection: Vec<f64> = case.model.monitoring.levels.iter().map(|level| level.detection).collect();
    let alarms: Vec<f64> = case.model.monitoring.levels.iter().map(|level| level.false_alarm).collect();
    assert_eq!((detection, alarms), (vec![0.30, 0.50, 0.85], vec![0.02, 0.02, 0.02]));
}

#[test]
fn tracks_run_in_order_and_a_later_one_seats_an_earlier_one_as_a_bloc() {
    let scenario = parse(COMPLETE);
    let case = scenario.central();
    let [allies, moscow] = case.rules.tracks.as_slice() else { panic!("two tracks") };
    assert_eq!(allies.members, [0, 3, 2].map(|actor| Member::Actor(ActorId(actor))));
    assert_eq!(moscow.members, [Member::Bloc(0), Member::Actor(ActorId(1))]);
    assert_eq!((allies.rounds, moscow.rounds), (6, 18));
    // Everybody in a bloc, and in the last track only those who must.
    assert_eq!((allies.quota, moscow.quota, allies.returns, allies.bypass), (3, 0, 3, false));
    assert_eq!([allies, moscow].map(|track| track.concede_to_silence), [false, true]);
    let Protocol::SingleText { mediator, bridging, noise, slack, start } = &allies.protocol else { panic!() };
    assert_eq!(
        (*mediator, bridging.as_slice(), *noise, *slack),
        (ActorId(2), [2.0, 1.0, 1.0].as_slice(), 0.05, 0.0)
    );
    assert_eq!(*start, None);
    assert_eq!(moscow.protocol, Protocol::RandomProposer { recognition: vec![0.6, 0.4] });
    assert_eq!(case.rules.breakdown, 0.01);
}

#[test]
fn an_opening_text_is_a_level_for_every_issue() {
    let start = "start = { troops = \"800k\", reparations = \"30 billion USD\", guarantee = \"consult\", mnf = \"none\", \
                 monitoring = \"US-led\", economy = \"phased relief\" }";
    let text = COMPLETE.replacen("noise = 0.05", &format!("noise = 0.05, {start}"), 1);
    let case = parse(&text).central();
    let Protocol::SingleText { start, .. } = &case.rules.tracks[0].protocol else { panic!("a single text") };
    assert_eq!(start.as_deref(), Some([2, 1, 1, 0, 2, 1].as_slice()));
}

#[test]
fn seats_have_strategy_silence_and_pressure() {
    let case = parse(COMPLETE).central();
    let [ukraine, russia, us, europe] = case.rules.seats.as_slice() else { panic!("four seats") };
    assert!(matches!(&ukraine.strategy.accept, Tactic::Concession(concession) if concession.exponent == 0.6));
    assert!(matches!(&russia.strategy.accept, Tactic::Hardline(hardline) if hardline.tolerance == 0.1));
    assert_eq!(us.strategy, Tactic::Rational.into());
    assert!(matches!(&europe.strategy.accept, Tactic::Concession(concession) if concession.exponent == 1.0));
    assert_eq!((ukraine.silence.responsiveness, russia.silence.until), (0.95, 2.0));
    assert_eq!(
        (ukraine.pressure.by, ukraine.pressure.slope, ukraine.pressure.max),
        (Some(ActorId(2)), 0.02, 0.12)
    );
    assert_eq!((ukraine.silence.chosen, russia.silence.chosen), (None, Some(20.0)));
    assert_eq!((ukraine.pressure.on_silence, russia.pressure.on_silence), (0.0, 0.03));
    assert_eq!((europe.pressure.by, europe.pressure.slope, europe.pressure.max), (None, 0.0, 0.0));
}

#[test]
fn the_longest_key_of_provenance_says_where_a_number_comes_from() {
    let more = "[provenance.\"guarantees.article5_like.honour\"]\nkind = \"assumption\"\nnote = \"politics may turn\"\n";
    let scenario = parse(&format!("{COMPLETE}{more}"));
    let of = |key: &str| {
        let provenance = &parameter(&scenario, key).provenance;
        (provenance.kind, provenance.note.as_str())
    };
    assert_eq!(of("guarantees.article5_like.honour"), (ProvenanceKind::Assumption, "politics may turn"));
    assert_eq!(of("guarantees.european.honour"), (ProvenanceKind::Source, "Berkemeier and Fuhrmann 2018"));
    assert_eq!(of("actors.ukraine.war_flow"), (ProvenanceKind::Unstated, ""));
    assert_eq!(ProvenanceKind::Source.as_str(), "source");
}

#[test]
fn a_short_file_gets_the_defaults_of_the_model() {
    let scenario = parse(SHORTEST);
    let simulation = &scenario.simulation;
    assert_eq!(
        (simulation.draws, simulation.replications, simulation.hold, simulation.pause),
        (1000, 10, 60, 12)
    );
    assert!(scenario.is_fixed() && scenario.correlations.is_empty() && scenario.expectations.is_empty());
    let case = scenario.central();
    let rates = &case.model.ceasefire;
    assert_eq!((rates.attack_ceiling, rates.decisiveness, rates.exposure), (0.07, 38.0, 0.06));
    assert_eq!(
        (rates.incidents, rates.escalation, rates.damping, rates.deescalation),
        (0.15, 0.30, 0.6, 0.5)
    );
    assert_eq!(
        (rates.containment_with_response, rates.containment_without_response, rates.containment_severity),
        (0.75, 0.10, 0.15)
    );
    assert_eq!((rates.consolidation, rates.consolidation_time), (0.12, 24.0));
    assert_eq!((rates.overt, rates.aid, rates.conditional_aid), (0.62, 0.2, 0.33));
    assert_eq!((rates.preemption, rates.spoilers, rates.honour_correlation), (0.0, 0.0, 1.0));
    let north = &case.model.actors[0];
    assert_eq!((north.stakes, north.surprise, north.return_cost, north.capability), (1.0, 7.0, 4.0, 1.0));
    let seen = &case.model.monitoring.levels[0];
    assert_eq!((seen.detection, seen.early_warning, seen.false_alarm), (0.3, 0.0, 0.0));
    // Talks alone: nobody fights, so nothing is held.
    assert_eq!(case.model.belligerents, None);
    let [talks] = case.rules.tracks.as_slice() else { panic!("one track") };
    assert_eq!(
        (talks.rounds, talks.members.len(), &talks.protocol),
        (24, 2, &Protocol::Alternating { first: 0 })
    );
    assert!(
        scenario.parameters.iter().all(|parameter| parameter.provenance.kind == ProvenanceKind::Unstated)
    );
    let stated = scenario.parameters.iter().filter(|parameter| parameter.stated).count();
    assert_eq!(stated, 8, "two discounts, war flows, weights and ideals");
}

#[test]
fn the_effect_of_a_range_may_be_given_at_its_two_ends() {
    let issue = "[[issues]]\nid = \"aid\"\nrange = { from = 0, to = 10, steps = 5 }\n\
                 effect = { kind = \"sanctions_snapback\", exposure = [0.0, 0.2] }\n";
    let case = parse(&SHORTEST.replace("[weights]", &format!("{issue}[weights]"))).central();
    let [Effect::SanctionsSnapback { exposure }] = &*case.model.issues[1].effects else {
        panic!("an effect")
    };
    assert_eq!(exposure.as_slice(), [0.0, 0.05, 0.1, 0.2 * 0.75, 0.2]);
    assert_eq!(&*case.model.issues[1].levels[1], "2.5");
}

#[test]
fn drawn_chances_to_propose_add_up_to_1() {
    let text = COMPLETE.replace("allies = 0.6, russia = 0.4", "allies = 3, russia = 1");
    let case = parse(&text).central();
    assert_eq!(case.rules.tracks[1].protocol, Protocol::RandomProposer { recognition: vec![0.75, 0.25] });
}

#[test]
fn files_with_a_mark_of_byte_order_and_with_windows_line_ends_are_read() {
    let note = "[provenance.actors]\nkind = \"source\"\nnote = \"\"\"two\n\tlines\"\"\"\n";
    let text = format!("\u{feff}{COMPLETE}{note}").replace('\n', "\r\n");
    assert_eq!(parse(&text).central(), parse(COMPLETE).central());
}

#[test]
fn the_hash_is_the_sha_256_of_the_text() {
    assert_eq!(parse(SHORTEST).text_hash, SHORTEST_HASH);
}

#[test]
fn the_schema_describes_every_key_and_covers_the_complete_file() {
    let schema = json_schema();
    assert_eq!(schema["title"], "Armistice scenario");
    let definitions = schema["$defs"].as_object().unwrap();
    for (name, definition) in definitions.iter().chain([(&"Scenario".to_owned(), &schema)]) {
        for (key, described) in definition["properties"].as_object().into_iter().flatten() {
            let has_words = described["description"].as_str().is_some_and(|words| !words.is_empty());
            assert!(has_words || key == "kind", "{name}.{key} has no description");
        }
    }
    let text: toml::Table = COMPLETE.parse().unwrap();
    let file = serde_json::to_value(text).unwrap();
    assert!(covers(&schema, definitions, &file), "{file}");
    assert_eq!(schema["properties"]["period"]["default"], "month");
    let discount = &definitions["Actor"]["properties"]["discount"]["anyOf"][0];
    assert_eq!((&discount["minimum"], &discount["exclusiveMaximum"]), (&0.0.into(), &1.0.into()));
}

/// Whether a value fits its schema, as far as this schema goes.
fn covers(
    schema: &serde_json::Value,
    definitions: &serde_json::Map<String, serde_json::Value>,
    value: &serde_json::Value,
) -> bool {
    use serde_json::Value;
    if let Some(name) = schema["$ref"].as_str() {
        return covers(&definitions[name.trim_start_matches("#/$defs/")], definitions, value);
    }
    if let Some(members) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        return members.iter().any(|member| covers(member, definitions, value));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.contains(value);
    }
    if schema.get("const").is_some() {
        return schema["const"] == *value;
    }
    match (schema["type"].as_str(), value) {
        (Some("string"), Value::String(_)) | (Some("boolean"), Value::Bool(_)) => true,
        (Some("integer"), Value::Number(number)) => number.is_u64(),
        (Some("number"), Value::Number(number)) => {
            let number = number.as_f64().expect("a float");
            schema["minimum"].as_f64().is_none_or(|low| number >= low)
                && schema["maximum"].as_f64().is_none_or(|high| number <= high)
        }
        (Some("array"), Value::Array(items)) => {
            items.iter().all(|item| covers(&schema["items"], definitions, item))
        }
        (Some("object"), Value::Object(keys)) => {
            let required = schema["required"].as_array().into_iter().flatten();
            required.into_iter().all(|key| keys.contains_key(key.as_str().expect("a key")))
                && keys.iter().all(|(key, value)| match schema["properties"].get(key) {
                    Some(schema) => covers(schema, definitions, value),
                    None => {
                        schema["additionalProperties"].is_object()
                            && covers(&schema["additionalProperties"], definitions, value)
                    }
                })
        }
        _ => false,
    }
}
