//! The ceasefire against the reference in Python (`benches/peers/one_utility`): its own cases and 200 random ones.

use armistice::ceasefire::{
    Chain, Guarantor, Honour, Honoured, Monitoring, Motive, Rates, Side, Terms,
    chain::Ends,
    foresight::{AnswerCost, Forces, Found, Group, Restraints, Work},
};
use serde_json::Value;

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("`{key}` is a number"))
}

fn pair(value: &Value) -> [f64; 2] {
    [0, 1].map(|place| value[place].as_f64().expect("two numbers"))
}

/// The terms of a case of the reference.
fn read(case: &Value) -> Terms {
    let (rates, answers, monitoring) = (&case["rates"], &case["answers"], &case["monitoring"]);
    let side = |side: &Value| {
        let today = number(side, "capability");
        let or = |key: &str, other: f64| side[key].as_f64().unwrap_or(other);
        let signed = or("signed_capability", today);
        // The reference's start, cap and drift are those of forces on the ground that the text leaves.
        let ground = signed / today;
        Side {
            war_flow: number(side, "war_flow"),
            flow: or("grievance_flow", number(side, "flow")),
            resentment: 0.0,
            discount: number(side, "discount"),
            stakes: number(side, "stakes"),
            surprise: number(side, "surprise"),
            return_cost: number(side, "return_cost"),
            capability: today,
            capability_cap: or("cap", f64::INFINITY) / ground,
            capability_drift: number(side, "drift") / ground,
            ground,
            presence: number(side, "presence"),
        }
    };
    Terms {
        rates: Rates {
            attack_ceiling: number(rates, "attempt"),
            decisiveness: number(rates, "decisiveness"),
            exposure: number(rates, "exposure"),
            preemption: number(rates, "preemption"),
            incidents: number(rates, "incidents"),
            spoilers: 0.0,
            escalation: number(rates, "escalation"),
            damping: number(rates, "damping"),
            deescalation: number(rates, "calming"),
            containment_with_response: number(rates, "contained_answered"),
            containment_without_response: number(rates, "contained_alone"),
            containment_severity: number(rates, "severity_scale"),
            consolidation: number(rates, "consolidation"),
            consolidation_time: number(rates, "consolidation_time"),
            overt: number(rates, "overt"),
            aid: number(rates, "aid"),
            conditional_aid: pair(&answers["binds"])[0],
            honour_correlation: 1.0,
        },
        sides: [side(&case["sides"][0]), side(&case["sides"][1])],
        guarantors: vec![Guarantor {
            honour: Honour {
                honour: number(answers, "true"),
                perceived: number(answers, "perceived"),
                decay: 0.0,
                turnover: 0.0,
                turnover_factor: 1.0,
                learning: 0.0,
            },
            severity: number(answers, "severity"),
            protects: 0,
        }],
        monitoring: Monitoring {
            detection: number(monitoring, "detection"),
            early_warning: number(monitoring, "early_warning"),
            false_alarm: number(monitoring, "false_alarm"),
        },
    }
}

fn cases() -> Vec<(String, Terms, Value)> {
    let text = include_str!("fixtures/one_utility/ceasefires.json");
    let document: Value = serde_json::from_str(text).expect("the fixture is JSON");
    let entries = document["cases"].as_array().expect("a list of cases").clone();
    let one = |entry: Value| {
        let name = entry["name"].as_str().expect("a case has a name").to_owned();
        (name, read(&entry["case"]), entry["expected"].clone())
    };
    entries.into_iter().map(one).collect()
}

#[test]
fn the_exact_chain_is_the_reference() {
    let mut most: f64 = 0.0;
    let cases = cases();
    assert_eq!(cases.len(), 207);
    for (name, terms, expected) in cases {
        let chain = Chain::new(&terms, Honoured::Truly);
        let Ends { survival, begun, .. } = chain.ends(120);
        let mut close = |what: &str, found: f64, expected: f64| {
            let off = (found - expected).abs();
            most = most.max(off);
            assert!(off < 1e-9, "{name}: {what} is {found}, not {expected}");
        };
        let values = chain.expectations().value();
        let by = |motive: Motive| begun.map(|begun| begun[motive as usize]);
        for side in 0..2 {
            close("a value", values[side], pair(&expected["values"])[side]);
            close("a war begun", begun[side].iter().sum(), pair(&expected["begun"])[side]);
            close("a war meant", by(Motive::Meant)[side], pair(&expected["meant"])[side]);
            close("a war feared", by(Motive::Feared)[side], pair(&expected["feared"])[side]);
        }
        for (at, expected) in expected["survival"].as_object().expect("points of survival") {
            let at: usize = at.parse().expect("a period");
            close("survival", survival[at], expected.as_f64().expect("a share"));
        }
    }
    println!("at most {most:e} off");
}

#[test]
fn the_fast_valuation_is_the_readable_chain() {
    let discounts = [0.9, 0.985, 0.97];
    let mut most: f64 = 0.0;
    for (name, terms, _) in cases() {
        let flows: Vec<[f64; 2]> =
            (0..5).map(|deal| [0, 1].map(|side| terms.sides[side].flow - 0.03 * f64::from(deal))).collect();
        let cost = AnswerCost { guarantor: 0, actor: 1, cost: 3.0 };
        let (forces, restraints) = (Forces::new(&terms), Restraints::new(&terms, &[cost]));
        let group = Group {
            terms: &terms,
            forces: &forces,
            restraints: &restraints,
            flows: &flows,
            discounts: &discounts,
        };
        let mut found = Found::room(flows.len(), discounts.len());
        group.fill(&mut Work::default(), &mut found);
        for (deal, flows) in flows.iter().enumerate() {
            let mut terms = terms.clone();
            (0..2).for_each(|side| terms.sides[side].flow = flows[side]);
            let chain = Chain::new(&terms, Honoured::AsPerceived);
            let mut close = |what: &str, found: f64, expected: f64| {
                let off = (found - expected).abs();
                most = most.max(off);
                assert!(off < 1e-12, "{name}: {what} of deal {deal} is {found}, not {expected}");
            };
            for side in 0..2 {
                close("the value", found.peace[side][deal], chain.expectations().value()[side]);
            }
            for (place, &discount) in discounts.iter().enumerate() {
                close("the weight", found.weights[place][deal], chain.collapse_weight(discount));
            }
            let answers = 3.0 * (1.0 - discounts[1]) * chain.answers(0, discounts[1]);
            close("the cost of answers", found.costs[1][deal], answers);
        }
    }
    println!("at most {most:e} off");
}
