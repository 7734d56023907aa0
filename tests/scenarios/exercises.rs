//! The exercises against their closed forms and reference table, and the levers of their comments.

use armistice::{
    model::{DealSpace, Valuation},
    negotiation::{Blind, Luck, Talks},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::{RUBINSTEIN, TOUR, ULTIMATUM, survival, with};

/// What the talks of an exercise agree on, as a level of its only issue.
fn agreed(text: &str, overrides: &[&str]) -> usize {
    let case = with(text, overrides).central();
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let talks = Talks::new(&space, &case.model, &case.rules, &valuation);
    let settlement = talks.play(&mut Luck::new(&|_| ChaCha8Rng::seed_from_u64(1)), &mut Blind);
    space.levels(settlement.deal.unwrap_or_else(|| panic!("{overrides:?}: no deal")))[0]
}

#[test]
fn the_first_proposer_gets_rubinsteins_share() {
    // closed-forms.md A2. A share may be off by as many levels of 1/1,000 as model.md B4 allows: 1/(1 − δ) at most.
    let cases: [(&[&str], f64, f64); 8] = [
        (&[], 5.0 / 7.0, 10.0),
        (&["simulation.rounds=1"], 1.0, 10.0),
        (&["simulation.rounds=2"], 0.2, 10.0),
        (&["simulation.rounds=3"], 0.92, 10.0),
        (&["simulation.rounds=4"], 0.344, 10.0),
        (&["simulation.rounds=5"], 0.8624, 10.0),
        (&["actors.first.discount=0.95", "actors.second.discount=0.95"], 20.0 / 39.0, 20.0),
        (&["actors.first.war_flow=0.1", "actors.second.war_flow=0.2"], 0.6, 10.0),
    ];
    for (overrides, share, off) in cases {
        #[expect(clippy::cast_precision_loss)]
        let level = agreed(RUBINSTEIN, overrides) as f64;
        assert!((level - 1000.0 * share).abs() <= off, "{overrides:?}: {level} of 1000, not {share}");
    }
}

#[test]
fn a_rational_responder_takes_the_least_and_no_less_than_it_has_without() {
    assert_eq!(agreed(ULTIMATUM, &[]), 0);
    assert_eq!(agreed(ULTIMATUM, &["actors.responder.war_flow=0.25"]), 25);
    assert_eq!(agreed(ULTIMATUM, &["protocol.proposer=responder"]), 100);
    let line = r#"red_lines=[{ actor = "responder", issue = "offer", min = "40 %", kind = "hard" }]"#;
    assert_eq!(agreed(ULTIMATUM, &[line]), 40);
}

#[test]
fn the_tour_passes_the_cases_of_the_reference_table() {
    const STRONGER: &str = "actors.north.capability=1.5";
    const HONOUR: &str = "guarantees.patron.honour=";
    let monitoring = |level: &str| format!("issues.monitoring.on_table=[\"{level}\"]");
    let guarantee = |level: &str| format!("issues.guarantee.on_table=[\"{level}\"]");
    let terms = |level: &str| format!("issues.terms.on_table=[\"{level}\"]");
    let honour = |share: f64| format!("{HONOUR}{share}");
    let weak_paper = || vec![STRONGER.to_owned(), monitoring("Weak"), guarantee("Paper")];
    let paper = |more: &[String]| [weak_paper(), more.to_vec()].concat();
    // model.md B6: months, and the chance to hold them, to the digits that stand there.
    type Case = (Vec<String>, &'static [(usize, f64)], f64);
    let cases: [Case; 11] = [
        (vec![], &[(1, 0.957180), (12, 0.678512), (60, 0.305888), (120, 0.127202)], 5e-7),
        (vec![terms("Bad"), STRONGER.to_owned()], &[(12, 0.537015), (60, 0.113402), (120, 0.019346)], 5e-7),
        (vec![monitoring("Good")], &[(12, 0.805559), (60, 0.538007)], 5e-7),
        (paper(&[honour(0.1)]), &[(12, 0.757696), (60, 0.437024)], 5e-7),
        (vec![monitoring("Medium"), guarantee("Medium")], &[(12, 0.934280), (60, 0.827434)], 5e-7),
        (
            vec![monitoring("Strong"), guarantee("Strong"), honour(0.8)],
            &[(12, 0.993706), (60, 0.982887)],
            5e-7,
        ),
        (vec![terms("Uneven"), STRONGER.to_owned()], &[(12, 0.648352), (60, 0.243467)], 5e-7),
        (vec!["ceasefire.consolidation=0".to_owned()], &[(12, 0.584644), (60, 0.067495)], 5e-7),
        // model.md C, T7 and T9.
        (paper(&[honour(0.0)]), &[(60, 0.367)], 5e-4),
        (paper(&[honour(0.1), "guarantees.patron.perceived=0.6".to_owned()]), &[(60, 0.688)], 5e-4),
        (paper(&[honour(0.6)]), &[(60, 0.735)], 5e-4),
    ];
    for (overrides, lasts, off) in cases {
        let case = with(TOUR, &overrides.iter().map(String::as_str).collect::<Vec<_>>()).central();
        let space = DealSpace::signable(&case.model);
        assert_eq!(space.len(), 1, "one text is on the table");
        let valuation = Valuation::new(&case.model, &space);
        for side in [0, 1] {
            let signs = valuation.value(side, 0) >= case.model.actors[side].war_flow;
            assert!(signs, "{overrides:?}: side {side} does not sign");
        }
        for &(months, chance) in lasts {
            let found = survival(&case.model, &space.levels(0), |side| valuation.flow(side, 0), months);
            assert!((found - chance).abs() <= off, "{overrides:?}: S({months}) = {found}, not {chance}");
        }
    }
}
