//! A7: survival of a ceasefire and the value of a deal.

use armistice::theory::{
    annual_from_monthly, beta_geometric_survival, collapse_weight, combined_hazard, constant_hazard_survival,
    deal_value, finite_deal_present_value, hazard_from_survival, mean_periods_of_peace,
    median_periods_of_peace, monthly_from_annual,
};
use proptest::prelude::*;

use super::{EXACT, TABLE, close, discount, probability};

#[test]
fn a_constant_hazard_has_its_survival_median_mean_and_annual_rate() {
    for (hazard, survival, median, annual) in [
        (0.01, [0.8863848717, 0.7856781408, 0.5471566424, 0.2993803913], 69, 0.1136151283),
        (0.02, [0.7847167237, 0.6157803365, 0.2975531427, 0.0885378727], 35, 0.2152832763),
        (0.05, [0.5403600877, 0.2919890243, 0.0460697990, 0.0021224264], 14, 0.4596399123),
    ] {
        let rate = probability(hazard);
        for (periods, survival) in [12, 24, 60, 120].into_iter().zip(survival) {
            close(constant_hazard_survival(rate, periods), survival, TABLE);
        }
        assert_eq!(median_periods_of_peace(rate), Some(median));
        close(mean_periods_of_peace(rate), 1.0 / hazard, EXACT);
        close(annual_from_monthly(rate).get(), annual, TABLE);
        close(monthly_from_annual(annual_from_monthly(rate)).get(), hazard, EXACT);
    }
}

#[test]
fn a_survival_has_its_hazard() {
    for (survival, periods, hazard) in
        [(0.65, 12, 0.0352618642), (0.5, 12, 0.0561256873), (0.5, 24, 0.0284680588), (0.4, 60, 0.0151554940)]
    {
        close(hazard_from_survival(probability(survival), periods).unwrap().get(), hazard, TABLE);
    }
    assert!(hazard_from_survival(probability(0.5), 0).is_err());
    assert_eq!(hazard_from_survival(probability(0.0), 3).unwrap().get(), 1.0);
}

#[test]
fn the_ends_of_the_range_of_hazards_make_sense() {
    assert_eq!(median_periods_of_peace(probability(0.0)), None);
    assert_eq!(median_periods_of_peace(probability(1.0)), Some(1));
    assert_eq!(median_periods_of_peace(probability(0.5)), Some(1));
    // (1 − h)² = ½ up to rounding.
    assert_eq!(median_periods_of_peace(probability(1.0 - 0.5_f64.sqrt())), Some(2));
    assert_eq!(combined_hazard(&[]).get(), 0.0);
    assert_eq!(annual_from_monthly(probability(1.0)).get(), 1.0);
    assert_eq!(monthly_from_annual(probability(1.0)).get(), 1.0);
}

#[test]
fn a_deal_that_may_collapse_has_its_value() {
    for (peace, war, delta, hazard, value) in [
        (1.0, 0.0, 0.99, 0.01, 0.5025125628),
        (0.6, -0.5, 0.95, 0.02, 0.2971014493),
        (0.4, 0.1, 0.9, 0.1, 0.2578947368),
    ] {
        close(deal_value(discount(delta), probability(hazard), peace, war), value, TABLE);
        // The formula as it is usually written.
        let written = (peace * (1.0 - delta) + delta * hazard * war) / (1.0 - delta * (1.0 - hazard));
        close(deal_value(discount(delta), probability(hazard), peace, war), written, EXACT);
    }
    let present_value = deal_value(discount(0.99), probability(0.01), 1.0, 0.0) / (1.0 - 0.99);
    close(present_value, 50.2512562814, TABLE);
    for (peace, delta, hazard, value) in [(1.0, 0.99, 0.01, 19.2316512089), (0.6, 0.95, 0.02, 7.1321643507)] {
        let found = finite_deal_present_value(discount(delta), probability(hazard), peace, 0.0, 24);
        close(found, value, TABLE);
    }
}

#[test]
fn a_mixture_of_ceasefires_survives_longer_than_one_of_its_mean_hazard() {
    for ((a, b), survival) in [
        ((1.0, 19.0), [0.95, 0.61290323, 0.44186047, 0.24050633, 0.13669065]),
        ((0.5, 9.5), [0.95, 0.65986568, 0.5275311, 0.36554322, 0.26756811]),
        ((2.0, 38.0), [0.95, 0.58117647, 0.37941628, 0.15275201, 0.05899212]),
    ] {
        for (periods, survival) in [1, 12, 24, 60, 120].into_iter().zip(survival) {
            // Eight digits are given.
            let found = beta_geometric_survival(a, b, periods).unwrap();
            close(found, survival, 5e-9);
            assert!(periods == 1 || found > constant_hazard_survival(probability(0.05), periods));
        }
    }
    assert!(beta_geometric_survival(0.0, 1.0, 3).is_err());
}

proptest! {
    #[test]
    fn the_weight_of_collapse_rises_with_patience_and_with_hazard(
        delta in 0.0..0.98_f64, hazard in 0.0..0.98_f64, more in 0.0..0.01_f64,
    ) {
        let weight = |delta: f64, hazard: f64| collapse_weight(discount(delta), probability(hazard));
        prop_assert!((0.0..=1.0).contains(&weight(delta, hazard)));
        prop_assert!(weight(delta + more, hazard) >= weight(delta, hazard) - 1e-15);
        prop_assert!(weight(delta, hazard + more) >= weight(delta, hazard) - 1e-15);
    }

    #[test]
    fn a_deals_value_lies_between_peace_and_war(
        delta in 0.0..0.99_f64, hazard in 0.0..=1.0_f64, peace in 0.0..1.0_f64, loss in 0.0..1.0_f64,
    ) {
        let value = deal_value(discount(delta), probability(hazard), peace, peace - loss);
        prop_assert!(peace - loss - 1e-12 <= value && value <= peace + 1e-12);
        prop_assert_eq!(deal_value(discount(delta), probability(0.0), peace, peace - loss), peace);
    }

    #[test]
    fn a_long_horizon_has_the_value_of_an_endless_one(
        delta in 0.5..0.98_f64, hazard in 0.0..0.5_f64, peace in 0.0..1.0_f64, war in -1.0..0.0_f64,
    ) {
        let finite = finite_deal_present_value(discount(delta), probability(hazard), peace, war, 3000);
        let endless = deal_value(discount(delta), probability(hazard), peace, war) / (1.0 - delta);
        prop_assert!((finite - endless).abs() < 1e-9);
    }

    #[test]
    fn independent_causes_survive_as_their_product(
        hazards in proptest::collection::vec(0.0..=1.0_f64, 0..6), periods in 0_u32..50,
    ) {
        let causes: Vec<_> = hazards.into_iter().map(probability).collect();
        let product: f64 = causes.iter().map(|cause| constant_hazard_survival(*cause, periods)).product();
        prop_assert!((constant_hazard_survival(combined_hazard(&causes), periods) - product).abs() < 1e-12);
    }
}
