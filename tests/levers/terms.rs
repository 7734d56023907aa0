//! What is on the table and within red lines, and what the ceasefire counts. How long peace lasts under each term stands
//! in [`crate::fixed`].

use std::collections::BTreeSet;

use armistice::engine::summary::Central;

use crate::{
    measure::{Effect, INCIDENTS, P_DEAL, P_DURABLE, P_DURABLE_GIVEN_DEAL, P_PAUSE, metric, turned_with},
    support::{FLAGSHIP, Simulated, parse},
};

const DRAWS: u64 = 24;

fn turned(levers: &[&str]) -> Simulated {
    turned_with(DRAWS, levers)
}

/// The zone of agreement at the central values.
fn central(levers: &[&str]) -> Central {
    armistice::engine::examine(&parse(FLAGSHIP, levers))
}

/// The share of the deals within red lines that an actor would prefer to its outside option, at the central values.
fn acceptable(central: &Central, actor: &str) -> f64 {
    let told = central.acceptable.iter().find(|told| told.id == actor).unwrap();
    told.deals as f64 / central.within_red_lines as f64
}

/// The names of the levels of an issue that were signed.
fn signed_levels(simulated: &Simulated, issue: &str) -> BTreeSet<String> {
    let terms = simulated.summary.terms.iter().find(|terms| terms.id == issue).unwrap();
    terms.levels.iter().filter(|level| level.count > 0).map(|level| level.label.clone()).collect()
}

fn levels<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn only_levels_on_the_table_are_signed() {
    for (issue, level) in [
        ("troops", "800,000"),
        ("mnf", "European (US backstop)"),
        ("guarantee", "Consultation"),
        ("territory", "Contact line (unrecognised)"),
        ("status", "EU track (NATO renounced)"),
    ] {
        let given = turned_with(8, &[&format!("issues.{issue}.on_table=[\"{level}\"]")]);
        assert!(signed_levels(&given, issue).is_subset(&levels([level])), "{issue}");
    }
}

#[test]
fn what_one_side_likes_better_it_takes_more_often_and_the_other_less() {
    for (issue, kyivs, moscows) in [
        ("troops", "800,000", "700,000"),
        ("mnf", "European (US backstop)", "None"),
        ("guarantee", "Article-5-like (ratified)", "None"),
        ("territory", "Contact line (unrecognised)", "Donbas withdrawal (DMZ)"),
        ("status", "EU and NATO open", "Neutral (no EU)"),
    ] {
        let [kyivs, moscows] =
            [kyivs, moscows].map(|level| central(&[&format!("issues.{issue}.on_table=[\"{level}\"]")]));
        assert!(acceptable(&kyivs, "ukraine") > acceptable(&moscows, "ukraine"), "{issue}");
        assert!(acceptable(&kyivs, "russia") < acceptable(&moscows, "russia"), "{issue}");
    }
}

/// A force must be paid for: with other security terms where it has to be in the text, and not at all where it need not.
#[test]
fn the_dearer_a_foreign_force_is_to_moscow_the_less_often_one_is_signed() {
    let share = |penalty: &str| {
        let simulated = turned_with(30, &[&format!("red_lines.russia.mnf.penalty={penalty}")]);
        1.0 - simulated.summary.terms[3].levels[0].share
    };
    let (free, dear) = (share("0"), share("0.3"));
    assert!(free > dear + 0.1, "{free} and {dear}");
}

mod red_lines {
    use super::*;

    #[test]
    fn lines_that_exclude_each_other_leave_no_deal() {
        for lever in [
            "red_lines.ukraine.territory.max=\"1991 borders\"",
            "red_lines.russia.territory.min=\"Legal recognition\"",
        ] {
            let blocked = turned_with(4, &[lever]);
            assert_eq!((metric(&blocked, "p_deal"), metric(&blocked, "p_zone")), (0.0, 0.0), "{lever}");
            assert_eq!((blocked.summary.central.within_red_lines, blocked.summary.central.zone), (0, 0));
            assert!(!blocked.summary.blocking.sets.is_empty(), "{lever}: nobody is named");
        }
    }

    /// 3 levels of territory and 3 of troops are within both sides' lines; the rest has 4 · 3 · 3 · 3 · 4 = 432 combinations.
    #[test]
    fn a_line_that_moves_opens_or_closes_the_deals_beyond_it() {
        let within = |line: &str| central(&[line]).within_red_lines;
        assert_eq!(central(&[]).within_red_lines, 3 * 3 * 432);
        assert_eq!(within("red_lines.ukraine.territory.max=\"Legal recognition\""), 4 * 3 * 432);
        assert_eq!(within("red_lines.ukraine.troops.min=\"600,000\""), 3 * 4 * 432);
        assert_eq!(within("red_lines.ukraine.troops.min=\"800,000\""), 3 * 2 * 432);
        let sovereignty = r#"red_lines.ukraine.status={ max = "EU track (NATO parked)", kind = "hard" }"#;
        assert_eq!(within(sovereignty), 3 * 3 * 432 / 2);
        // A line is hard unless it says otherwise.
        assert_eq!(within("red_lines.ukraine.status.max=EU track (NATO parked)"), 3 * 3 * 432 / 2);
    }

    /// Fewer deals to agree on make a smaller zone. They need not make fewer deals in the end: talks over less may
    /// come to terms sooner.
    #[test]
    fn a_harder_line_shrinks_the_zone_and_is_never_crossed() {
        let hard = "red_lines.ukraine.territory.max=\"Line frozen (no-force pledge)\"";
        let (as_it_is, harder) = (turned_with(30, &[]), turned_with(30, &[hard]));
        assert!(signed_levels(&as_it_is, "territory").contains("Donbas withdrawal (DMZ)"));
        assert!(!signed_levels(&harder, "territory").contains("Donbas withdrawal (DMZ)"));
        assert!(harder.summary.central.zone_last < as_it_is.summary.central.zone_last);
        assert!(metric(&harder, "p_zone") <= metric(&as_it_is, "p_zone"));
    }
}

mod guarantees {
    use super::*;

    #[test]
    fn promises_are_kept_as_often_as_they_are_honoured() {
        let free = ["guarantees.american.answer_cost=0", "guarantees.european.answer_cost=0"];
        let with = |honour: u32| {
            let keys = ["american", "european"].map(|given| format!("guarantees.{given}.honour={honour}"));
            let doubted = ["american", "european"].map(|given| format!("guarantees.{given}.perceived=0.05"));
            let lasting = "guarantees.american.turnover=0";
            turned_with(30, &[&free[..], &[&keys[0], &keys[1], &doubted[0], &doubted[1], lasting]].concat())
        };
        let (broken, kept) = (with(0), with(1));
        // Nobody sees true honour but the guarantor, which would have to pay for it.
        Effect::of(&broken, &kept, P_DEAL).expect_none();
        let honoured = |simulated: &Simulated| -> Vec<(u64, u64)> {
            let guarantees = &simulated.summary.ceasefire.guarantees;
            guarantees.iter().map(|told| (told.tested, told.honoured)).collect()
        };
        assert!(honoured(&broken).iter().all(|&(tested, honoured)| tested > 0 && honoured == 0));
        assert!(honoured(&kept).iter().all(|&(tested, honoured)| tested > 0 && honoured == tested));
    }

    #[test]
    fn a_promise_of_nothing_is_never_given() {
        let empty = turned(&["issues.guarantee.effect.severity=[0, 0, 0, 0]"]);
        assert!(empty.summary.ceasefire.guarantees.iter().all(|told| (told.given, told.tested) == (0, 0)));
    }
}

mod monitoring {
    use super::*;

    /// Promises that are kept, and that nobody believes, so that they are tested.
    #[test]
    fn early_warning_lets_guarantors_stop_attacks() {
        let kept = ["american", "european"].map(|given| format!("guarantees.{given}.honour=1"));
        let doubted = ["american", "european"].map(|given| format!("guarantees.{given}.perceived=0"));
        let with = |warning: f64| {
            let warning = format!("monitoring.early_warning=[{warning}, {warning}, {warning}]");
            turned_with(
                30,
                &[&kept[0], &kept[1], &doubted[0], &doubted[1], &warning, "actors.russia.war_flow=0.74"],
            )
        };
        let facts = [0.0, 0.8].map(|warning| with(warning).summary.ceasefire);
        assert_eq!((facts[0].warned, facts[0].stopped), (0, 0));
        assert!(facts[1].warned >= facts[1].stopped && facts[1].stopped > 0, "{:?}", facts[1]);
    }

    #[test]
    fn false_alarms_are_incidents() {
        let calm = turned(&["monitoring.false_alarm=[0, 0, 0]"]);
        let nervous = turned(&["monitoring.false_alarm=[0.1, 0.1, 0.1]"]);
        assert_eq!(calm.summary.ceasefire.false_alarms, 0);
        Effect::of(&calm, &nervous, INCIDENTS).expect_up();
    }
}

mod durable_or_pause {
    use super::*;

    #[test]
    fn a_longer_watch_finds_fewer_durable_deals() {
        let two_years = turned_with(24, &["simulation.hold=24"]);
        let ten_years = turned_with(24, &["simulation.hold=120"]);
        Effect::of(&two_years, &ten_years, P_DEAL).expect_none();
        // It is the same peace that is watched for longer.
        let lasting = Effect::of(&two_years, &ten_years, P_DURABLE_GIVEN_DEAL);
        assert!(lasting.rose == 0 && lasting.fell > 0, "{lasting:?}");
    }

    #[test]
    fn what_counts_as_a_pause_takes_from_fragile_peace_alone() {
        let (short, long) =
            (turned_with(24, &["simulation.pause=6"]), turned_with(24, &["simulation.pause=48"]));
        let pauses = Effect::of(&short, &long, P_PAUSE);
        assert!(pauses.fell == 0 && pauses.rose > 0, "{pauses:?}");
        Effect::of(&short, &long, P_DURABLE).expect_none();
        assert_eq!(metric(&turned_with(4, &["simulation.pause=0"]), "p_temporary_pause"), 0.0);
    }
}
