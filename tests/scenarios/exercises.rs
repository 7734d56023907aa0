//! The exercises against their closed forms and the reference program, and the levers of their comments.

use armistice::{
    ceasefire::Motive,
    model::{DealSpace, Valuation},
    negotiation::{Blind, Luck, Talks},
    scenario::Scenario,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::{RUBINSTEIN, TOUR, ULTIMATUM, ends, with};

const HONOUR_A_TENTH: &str = "guarantees.patron.honour=0.1";
const BELIEVED_A_TENTH: &str = "guarantees.patron.perceived=0.1";

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

/// The levers of a case of the tour.
fn tour(levers: &[&str]) -> Scenario {
    with(TOUR, levers)
}

#[test]
fn the_tour_passes_the_cases_of_the_reference_program() {
    const GROWS: [&str; 2] = ["issues.terms.on_table=[\"Generous\"]", "actors.north.war_flow=0.45"];
    const MEDIUM: &str = "issues.guarantee.on_table=[\"Medium\"]";
    const WARNING: &str = "issues.monitoring.on_table=[\"Warning\"]";
    // Chances to hold 12, 60 and 120 months as reference.py has them (docs/decisions/one-utility.md), to all digits
    // printed. Those that its table has: content, as it stands, force, both, and the two that grow.
    type Case<'a> = (&'a [&'a str], [f64; 3]);
    let cases: [Case; 17] = [
        (&[], [0.708_853_904_1, 0.559_892_839_3, 0.458_040_465_7]),
        (
            &[
                "issues.terms.on_table=[\"Even\"]",
                "actors.north.war_flow=0.42",
                "actors.south.war_flow=0.42",
                "actors.north.capability=1",
            ],
            [0.988_910_690_1, 0.973_897_824_7, 0.957_095_355_8],
        ),
        (&["issues.monitoring.on_table=[\"Good\"]"], [0.777_628_713_5, 0.672_222_576_9, 0.594_856_566_0]),
        (&[WARNING], [0.897_355_074_4, 0.848_277_409_4, 0.807_693_366_3]),
        (
            &["issues.guarantee.on_table=[\"Paper\"]", HONOUR_A_TENTH, BELIEVED_A_TENTH],
            [0.772_034_666_1, 0.658_241_228_0, 0.574_138_209_1],
        ),
        (&[MEDIUM], [0.983_058_098_0, 0.965_513_415_6, 0.946_731_402_2]),
        (&[MEDIUM, WARNING], [0.996_566_906_3, 0.989_606_821_0, 0.981_432_482_1]),
        (&["issues.force.on_table=[\"Small\"]"], [0.851_827_748_0, 0.778_690_125_4, 0.719_599_444_0]),
        (&["issues.force.on_table=[\"Strong\"]"], [0.949_723_762_0, 0.918_474_421_9, 0.889_147_986_7]),
        (&["actors.north.war_flow=0.6"], [0.428_020_129_0, 0.062_296_205_4, 0.007_804_646_1]),
        (
            &[GROWS[0], GROWS[1], "actors.north.capability_drift=0.03"],
            [0.990_380_798_7, 0.850_026_917_1, 0.227_970_032_2],
        ),
        (
            &[GROWS[0], GROWS[1], "actors.north.capability_drift=0.03", MEDIUM],
            [0.997_940_004_4, 0.982_114_406_0, 0.860_137_577_8],
        ),
        (
            &["issues.terms.on_table=[\"Good for both\"]", GROWS[1], "actors.south.capability_drift=0.03"],
            [0.949_663_576_8, 0.844_883_573_1, 0.163_688_960_5],
        ),
        (&["ceasefire.consolidation=0"], [0.507_384_238_1, 0.033_296_960_2, 0.001_105_942_0]),
        (&[MEDIUM, HONOUR_A_TENTH, BELIEVED_A_TENTH], [0.847_856_576_6, 0.771_866_818_7, 0.710_856_626_3]),
        (
            &[MEDIUM, HONOUR_A_TENTH, "guarantees.patron.perceived=0.6"],
            [0.994_440_170_0, 0.981_730_643_8, 0.966_747_821_8],
        ),
        (
            &[MEDIUM, "guarantees.patron.honour=0.6", "guarantees.patron.perceived=0.6"],
            [0.995_278_115_4, 0.982_917_502_4, 0.968_216_117_8],
        ),
    ];
    for (levers, lasts) in cases {
        let model = tour(levers).central().model;
        let space = DealSpace::signable(&model);
        assert_eq!(space.len(), 1, "one text is on the table");
        let survival = ends(&model, &space.levels(0), 120).survival;
        for (months, chance) in [12, 60, 120].into_iter().zip(lasts) {
            let found = survival[months];
            assert!((found - chance).abs() < 5.1e-11, "{levers:?}: S({months}) = {found}, not {chance}");
        }
    }
}

#[test]
fn both_sign_the_text_of_the_tour_whatever_it_is_worth_to_them() {
    for levers in [&[][..], &["actors.north.war_flow=0.6"], &["actors.north.war_flow=0.2"]] {
        let case = tour(levers).central();
        let space = DealSpace::signable(&case.model);
        let valuation = Valuation::new(&case.model, &space);
        let talks = Talks::new(&space, &case.model, &case.rules, &valuation);
        let settlement = talks.play(&mut Luck::new(&|_| ChaCha8Rng::seed_from_u64(1)), &mut Blind);
        assert!(settlement.deal.is_some(), "{levers:?}");
    }
}

#[test]
fn who_grows_in_the_tour_breaks_it_and_means_to() {
    let grows = |side: &str, terms: &str| {
        let drift = format!("actors.{side}.capability_drift=0.03");
        let terms = format!("issues.terms.on_table=[\"{terms}\"]");
        let model = tour(&[&terms, "actors.north.war_flow=0.45", &drift]).central().model;
        ends(&model, &DealSpace::signable(&model).levels(0), 120).begun
    };
    // North is the first of the file, South the second. The numbers are the reference program's.
    let north = grows("north", "Generous");
    let south = grows("south", "Good for both");
    for ([growing, other], all, meant, least) in
        [(north, 0.743_570, 0.480_401, 0.002_211), ([south[1], south[0]], 0.760_665, 0.644_083, 0.049_810)]
    {
        assert!((growing.iter().sum::<f64>() - all).abs() < 5.1e-7, "{growing:?}");
        assert!((growing[Motive::Meant as usize] - meant).abs() < 5.1e-7, "{growing:?}");
        assert!((other.iter().sum::<f64>() - least).abs() < 5.1e-7, "{other:?}");
    }
}
