//! The draws of a scenario as points.

use std::sync::atomic::AtomicBool;

use armistice::{
    engine::{
        Laboratory, Metric, Options,
        seeds::{Purpose, stream},
    },
    explore::discover::{Condition, InvalidCondition, Relation, experiment},
    scenario::Scenario,
};

fn flagship() -> Scenario {
    let text = include_str!("../../../scenarios/ukraine-2025.toml");
    let overrides = ["simulation.draws=12".parse().unwrap(), "simulation.replications=3".parse().unwrap()];
    Scenario::parse("ukraine-2025.toml", text, &overrides).unwrap()
}

#[test]
fn the_drawn_numbers_are_those_of_the_case() {
    let scenario = flagship();
    let rng = || stream(scenario.simulation.seed, 3, 0, Purpose::Draw);
    let drawn = scenario.drawn(&mut rng());
    let case = scenario.draw(&mut rng());
    assert_eq!(drawn.len(), scenario.parameters.len());
    let place = scenario.parameters.iter().position(|p| p.key == "actors.russia.war_flow").unwrap();
    let russia = case.model.actors.iter().find(|actor| &*actor.id == "russia").unwrap();
    assert_eq!(drawn[place].to_bits(), russia.war_flow.to_bits());
    for (parameter, number) in scenario.parameters.iter().zip(&drawn) {
        let (low, high) = parameter.quantity.range();
        assert!(low <= *number && *number <= high, "{}: {number}", parameter.key);
    }
}

#[test]
fn an_experiment_has_the_drawn_inputs_and_the_value_of_every_draw() {
    let scenario = flagship();
    let laboratory = Laboratory::new(&scenario);
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let found = experiment(&laboratory, Metric::Durable, &options, &|_| ()).unwrap();
    assert!(found.complete);
    assert_eq!((found.drawn.len(), found.values.len()), (12, 12));
    let free = scenario.parameters.iter().filter(|parameter| !parameter.quantity.is_fixed()).count();
    assert!(found.inputs.len() == free && found.drawn.iter().all(|row| row.len() == free));
    let war = found.inputs.iter().find(|input| input.key == "actors.russia.war_flow").unwrap();
    assert_eq!(war.label, "Russia: war flow");
    assert!(!war.provenance.is_empty());
    for (draw, value) in (0..).zip(&found.values) {
        assert_eq!(*value, laboratory.run_draw(draw, 3, false).value(Metric::Durable));
    }
}

#[test]
fn draws_without_a_value_are_not_compared() {
    let scenario = flagship();
    let laboratory = Laboratory::new(&scenario);
    let cancel = AtomicBool::new(false);
    let options = Options { threads: None, cancel: &cancel };
    let mut found = experiment(&laboratory, Metric::Deal, &options, &|_| ()).unwrap();
    found.values[0] = None;
    let condition: Condition = "p_deal>=0".parse().unwrap();
    let samples = found.samples(&condition).unwrap();
    assert_eq!((samples.len(), samples.of_interest()), (11, 11));
    assert_eq!(found.compared()[0], 1);
}

#[test]
fn conditions_are_read_as_they_are_written() {
    let condition: Condition = " p_durable >= 0.8".parse().unwrap();
    assert_eq!(condition, Condition { metric: Metric::Durable, relation: Relation::AtLeast, threshold: 0.8 });
    assert!(condition.holds(0.8) && !condition.holds(0.79));
    let below: Condition = "periods_of_peace<24".parse().unwrap();
    assert!(below.holds(23.9) && !below.holds(24.0));
    assert_eq!(below.to_string(), "periods_of_peace < 24");
    let wrong = |text: &str| text.parse::<Condition>().unwrap_err();
    assert_eq!(wrong("p_durable"), InvalidCondition::NoSign);
    assert_eq!(wrong("p_peace>1"), InvalidCondition::Metric("p_peace".into()));
    assert_eq!(wrong("p_durable>NaN"), InvalidCondition::Number("NaN".into()));
    assert_eq!(wrong("p_durable>="), InvalidCondition::Number(String::new()));
}
