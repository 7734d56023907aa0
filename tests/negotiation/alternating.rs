//! Rational alternating offers against the finite Rubinstein game (A2) on a grid.

use armistice::model::RedLineKind;

use crate::builder::{Case, actor, alternating, issue, pie, rational, red_line};

/// Two rational sides and one pie.
fn rubinstein(discounts: [f64; 2], war_flows: [f64; 2], levels: usize, rounds: u32) -> Case {
    let side = |index: usize| (actor(discounts[index], war_flows[index]), rational());
    Case::new(vec![pie(levels)], vec![side(0), side(1)], alternating(), rounds)
}

/// Model.md's bound: each round rounds a continuation up to the grid, then it is discounted.
fn bound(discount: f64, rounds: u32, levels: usize) -> f64 {
    let step = 1.0 / (levels - 1) as f64;
    // A deal that is short of a continuation by 1e-9 counts as rounding.
    (step + 1e-9) * (0..rounds).map(|round| discount.powi(round as i32)).sum::<f64>()
}

fn check(discounts: [f64; 2], war_flows: [f64; 2], rounds: u32, expected: f64, share: impl Fn(f64) -> f64) {
    for levels in [101, 1_001] {
        let case = rubinstein(discounts, war_flows, levels, rounds);
        let settlement = case.play(1);
        assert_eq!(settlement.rounds, 1, "rational sides agree at once");
        let found = case.signed_values(1).expect("rational sides with a surplus agree")[0];
        let bound = bound(discounts[0].max(discounts[1]), rounds, levels);
        let distance = (found - share(expected)).abs();
        assert!(
            distance <= bound,
            "δ = {discounts:?}, T = {rounds}, {levels} levels: {found}, not {} ± {bound}",
            share(expected)
        );
    }
}

#[test]
fn the_first_share_is_that_of_the_finite_rubinstein_game() {
    let table = [
        (
            [0.9, 0.8],
            [1.0, 0.2, 0.92, 0.344, 0.8624, 0.44768, 0.820928, 0.5223296, 0.79106816, 0.5760773120],
            5.0 / 7.0,
        ),
        (
            [0.5, 0.75],
            [
                1.0,
                0.25,
                0.625,
                0.34375,
                0.484375,
                0.37890625,
                0.431640625,
                0.39208984375,
                0.4118652344,
                0.3970336914,
            ],
            0.4,
        ),
        (
            [0.95, 0.95],
            [
                1.0,
                0.05,
                0.9525,
                0.095125,
                0.90963125,
                0.1358503125,
                0.8709422031,
                0.1726049070,
                0.8360253383,
                0.2057759286,
            ],
            20.0 / 39.0,
        ),
    ];
    for (discounts, shares, limit) in table {
        for (rounds, share) in (1..).zip(shares) {
            check(discounts, [0.0, 0.0], rounds, share, |share| share);
        }
        // By T = 200 the finite game is within (δ₁δ₂)^100 of the infinite one: 4e-5 for (.95, .95).
        let rest = (discounts[0] * discounts[1]).powi(100);
        assert!(rest < 4e-5);
        check(discounts, [0.0, 0.0], 200, limit, |share| share);
    }
}

#[test]
fn war_flows_while_bargaining_shift_the_share_as_the_closed_form_says() {
    let shares = [(1, 0.8), (2, 0.24), (3, 0.744), (5, 0.70368), (10, 0.50325412), (200, 0.6)];
    for (rounds, share) in shares {
        check([0.9, 0.8], [0.1, 0.2], rounds, share, |share| share);
    }
    // Shares below 0 are possible here, so the pie is laid out from −1/4 to 5/4.
    let inside = |share: f64| (share + 0.25) / 1.5;
    let shares = [(1, 0.9), (2, -0.167), (3, 0.84665), (5, 0.79748798), (10, -0.05895002), (200, 0.22026381)];
    for (rounds, share) in shares {
        // A pie of this width gives both sides together 1, as inside(x) + inside(1 − x) = 1.
        check([0.95, 0.97], [inside(-0.2), inside(0.1)], rounds, share, inside);
    }
}

/// Breakdown with chance `b` and hardly any discounting: `x₁ = d₁ + (1 − d₁ − d₂)/(2 − b)`.
#[test]
fn the_risk_of_breakdown_divides_the_surplus_as_binmore_rubinstein_and_wolinsky_found() {
    for (breakdown, outside, expected, rounds, levels) in
        [(0.1, [0.1, 0.2], 0.4684210526, 200, 1_001), (0.01, [0.3, 0.1], 0.6015075377, 1_200, 10_001)]
    {
        let patient = 1.0 - 1e-9;
        let mut case = rubinstein([patient; 2], outside, levels, rounds);
        case.rules.breakdown = breakdown;
        let found = case.signed_values(1).expect("there is a surplus")[0];
        let bound = bound(1.0 - breakdown, rounds, levels) + 1e-5;
        assert!((found - expected).abs() <= bound, "b = {breakdown}: {found}, not {expected} ± {bound}");
    }
}

/// Binmore, Shaked and Sutton 1989. The engine's outside option is had while bargaining, not instead of it, so it
/// maps at the two ends: an option of nothing, and talks that end with the first refusal.
#[test]
fn an_outside_option_of_nothing_or_one_that_every_refusal_leads_to_bounds_the_share() {
    let found = |case: &Case| case.signed_values(1).expect("there is a surplus")[0];
    let never = found(&rubinstein([0.9; 2], [0.0, 0.0], 1_001, 200));
    assert!((never - 0.5263157895).abs() <= bound(0.9, 200, 1_001), "{never}");
    let mut at_once = rubinstein([0.9; 2], [0.0, 0.6], 1_001, 200);
    at_once.rules.breakdown = 1.0;
    assert!((found(&at_once) - 0.4).abs() < 1e-9, "1 − o");
}

#[test]
fn an_impatient_other_is_left_with_what_war_gives_it() {
    for (war_flows, expected) in [([0.0, 0.0], 1.0), ([0.1, 0.2], 0.8), ([0.35, 0.5], 0.5)] {
        let found = rubinstein([1e-12; 2], war_flows, 101, 20).signed_values(1).expect("there is a surplus");
        assert!((found[0] - expected).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn equally_patient_sides_come_to_the_nash_point_above_war() {
    let (discount, rounds, levels) = (0.99, 1_200, 4_001);
    for war_flows in [[0.0, 0.0], [0.1, 0.2], [0.5, 0.1]] {
        let surplus = 1.0 - war_flows[0] - war_flows[1];
        let nash = war_flows[0] + surplus / 2.0;
        let found =
            rubinstein([discount; 2], war_flows, levels, rounds).signed_values(1).expect("surplus")[0];
        let distance_of_theory = surplus * (1.0 / (1.0 + discount) - 0.5);
        let bound = bound(discount, rounds, levels) + distance_of_theory + 1e-5;
        assert!((found - nash).abs() <= bound, "{found} is not {nash} ± {bound}");
    }
}

/// A1: two linear issues that the sides weigh differently; the Nash point is the kink (.7, .6).
#[test]
fn patient_sides_trade_the_issues_that_they_care_about() {
    let line = |up: bool| {
        (0..=50).map(|step| f64::from(if up { step } else { 50 - step }) / 50.0).collect::<Vec<_>>()
    };
    let contested = || issue(vec![line(true), line(false)]);
    let mut sides = [actor(0.98, 0.0), actor(0.98, 0.0)];
    sides[0].weights = vec![0.7, 0.3];
    sides[1].weights = vec![0.4, 0.6];
    let sides = sides.map(|side| (side, rational())).to_vec();
    let case = Case::new(vec![contested(), contested()], sides, alternating(), 400);
    let found = case.signed_values(1).expect("there is a surplus");
    assert!((found[0] - 0.7).abs() < 0.02 && (found[1] - 0.6).abs() < 0.02, "{found:?}");
}

#[test]
fn talks_of_one_round_are_an_ultimatum_by_the_first_side() {
    use armistice::{model::ActorId, negotiation::Protocol};
    for war_flows in [[0.0, 0.0], [0.15, 0.3], [0.6, 0.6]] {
        let alternating = rubinstein([0.9, 0.8], war_flows, 41, 1);
        let mut ultimatum = alternating.clone();
        ultimatum.rules.tracks[0].protocol = Protocol::Ultimatum { proposer: ActorId(0), round: None };
        assert_eq!(alternating.watch(1), ultimatum.watch(1));
    }
}

#[test]
fn a_red_line_cuts_the_pie_and_the_rest_is_shared_as_before() {
    // Side 1 may not fall below .3, and a last offer leaves it just that.
    let mut case = rubinstein([0.9, 0.8], [0.0, 0.0], 11, 1);
    let allowed: Vec<bool> = (0..11).map(|level| level <= 7).collect();
    case.model.actors[1].red_lines.push(red_line(0, &allowed, RedLineKind::Hard));
    let found = case.signed_values(1).expect("there is a surplus");
    assert!((found[0] - 0.7).abs() < 1e-12 && (found[1] - 0.3).abs() < 1e-12, "{found:?}");
}
