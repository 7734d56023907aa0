//! The levers of the flagship: each is turned as `--set` turns it, and the summary moves the way that it should.
//!
//! Both sides of a comparison share their seed, and so the draws of all inputs that the lever leaves alone, the
//! luck of the talks and that of the ceasefires. What is left of chance is measured: an effect counts if it is more
//! than three standard errors from none, where the standard error is the jackknife's over draws of the paired
//! difference. Sixty draws of five runs suffice for most levers (a share moves by 0.1 or more, with an error of 0.02
//! to 0.03); the few that need more say so.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use std::collections::BTreeSet;

use armistice::engine::{RunRecord, summary::Central};

use support::{FLAGSHIP, Simulated, parse};

const DRAWS: u64 = 60;

fn turned(levers: &[&str]) -> Simulated {
    turned_with(DRAWS, levers)
}

fn turned_with(draws: u64, levers: &[&str]) -> Simulated {
    let draws = format!("simulation.draws={draws}");
    support::simulate(FLAGSHIP, &[&[draws.as_str(), "simulation.replications=5"], levers].concat())
}

/// The zone of agreement at the central values.
fn central(levers: &[&str]) -> Central {
    armistice::engine::examine(&parse(FLAGSHIP, levers))
}

/// A mean of something over some runs: its sum and how many runs it is of.
type Ratio = fn(&RunRecord) -> (f64, f64);

const P_DEAL: Ratio = |run| (f64::from(u8::from(run.signed)), 1.0);
const P_DURABLE: Ratio = |run| (f64::from(u8::from(run.outcome == "durable")), 1.0);
const P_DURABLE_GIVEN_DEAL: Ratio = |run| among_signed(run, f64::from(u8::from(run.outcome == "durable")));
const P_PAUSE: Ratio = |run| (f64::from(u8::from(run.outcome == "temporary_pause")), 1.0);
const ROUNDS_TO_DEAL: Ratio = |run| among_signed(run, f64::from(run.round));
const ATTEMPTS: Ratio = |run| among_signed(run, f64::from(run.attempts));
const INCIDENTS: Ratio = |run| among_signed(run, f64::from(run.incidents));
const STOPPED: Ratio = |run| (f64::from(run.stopped), f64::from(run.attempts));
const VALUE_TO_UKRAINE: Ratio = |run| value(run, 0);
const VALUE_TO_RUSSIA: Ratio = |run| value(run, 1);
const VALUE_TO_EUROPE: Ratio = |run| value(run, 3);

fn among_signed(run: &RunRecord, what: f64) -> (f64, f64) {
    if run.signed { (what, 1.0) } else { (0.0, 0.0) }
}

fn value(run: &RunRecord, actor: usize) -> (f64, f64) {
    run.values.get(actor).map_or((0.0, 0.0), |&value| (value, 1.0))
}

/// By how much a mean moved, and the standard error of that.
#[derive(Clone, Copy, Debug)]
struct Effect {
    moved: f64,
    standard_error: f64,
}

impl Effect {
    /// What a lever did to a mean.
    fn of(before: &Simulated, after: &Simulated, ratio: Ratio) -> Self {
        let (before, after) = (by_draw(before, ratio), by_draw(after, ratio));
        assert_eq!(before.len(), after.len(), "draws are paired");
        let total = |draws: &[(f64, f64)]| {
            draws.iter().fold((0.0, 0.0), |sum, draw| (sum.0 + draw.0, sum.1 + draw.1))
        };
        let without = |whole: (f64, f64), draw: (f64, f64)| (whole.0 - draw.0) / (whole.1 - draw.1);
        let wholes = (total(&before), total(&after));
        let moved = without(wholes.1, (0.0, 0.0)) - without(wholes.0, (0.0, 0.0));
        let left_out: Vec<f64> = (before.iter().zip(&after))
            .map(|(&before, &after)| without(wholes.1, after) - without(wholes.0, before))
            .collect();
        let draws = left_out.len() as f64;
        let mean = left_out.iter().sum::<f64>() / draws;
        let squares: f64 = left_out.iter().map(|moved| (moved - mean) * (moved - mean)).sum();
        Self { moved, standard_error: (squares * (draws - 1.0) / draws).sqrt() }
    }

    #[track_caller]
    fn expect_up(self) {
        assert!(self.moved > 3.0 * self.standard_error && self.moved > 0.0, "not up: {self:?}");
    }

    #[track_caller]
    fn expect_down(self) {
        assert!(self.moved < -3.0 * self.standard_error && self.moved < 0.0, "not down: {self:?}");
    }

    #[track_caller]
    fn expect_none(self) {
        assert_eq!((self.moved, self.standard_error), (0.0, 0.0));
    }
}

/// Sums over the runs of each draw.
fn by_draw(simulated: &Simulated, ratio: Ratio) -> Vec<(f64, f64)> {
    let draws = simulated.rows.chunk_by(|one, other| one.draw == other.draw);
    draws
        .map(|runs| runs.iter().map(ratio).fold((0.0, 0.0), |sum, run| (sum.0 + run.0, sum.1 + run.1)))
        .collect()
}

fn metric(simulated: &Simulated, name: &str) -> f64 {
    simulated.summary.metrics[name].value.unwrap_or(f64::NAN)
}

/// Attempts to attack by Russia, of all that were made.
fn russian_attempts(simulated: &Simulated) -> f64 {
    simulated.summary.ceasefire.attempts.iter().find(|side| side.label == "Russia").unwrap().count as f64
}

/// Deals that an actor would prefer to its outside option, at the central values.
fn acceptable(simulated: &Simulated, actor: &str) -> u64 {
    simulated.summary.central.acceptable.iter().find(|told| told.id == actor).unwrap().deals
}

/// The names of the levels of an issue that were signed.
fn signed_levels(simulated: &Simulated, issue: &str) -> BTreeSet<String> {
    let terms = simulated.summary.terms.iter().find(|terms| terms.id == issue).unwrap();
    terms.levels.iter().filter(|level| level.count > 0).map(|level| level.label.clone()).collect()
}

fn levels<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

/// The summary's metric is the mean that effects are measured on, and what was turned is told in the summary.
#[test]
fn effects_are_effects_on_the_metrics_of_the_summary() {
    let lever = "actors.russia.responsiveness=0.9";
    let (before, after) = (turned(&[]), turned(&[lever]));
    assert_eq!(after.summary.scenario.overrides.last().unwrap(), lever);
    for (name, ratio) in [
        ("p_deal", P_DEAL),
        ("p_durable", P_DURABLE),
        ("p_durable_given_deal", P_DURABLE_GIVEN_DEAL),
        ("p_temporary_pause", P_PAUSE),
    ] {
        let moved = metric(&after, name) - metric(&before, name);
        assert!((Effect::of(&before, &after, ratio).moved - moved).abs() < 1e-12, "{name}");
    }
}

mod tracks {
    use super::*;

    #[test]
    fn without_a_text_from_kyiv_europe_and_washington_there_is_no_deal_unless_they_are_bypassed() {
        let none = turned(&["tracks.allies.rounds=0"]);
        assert_eq!((metric(&none, "p_deal"), none.summary.talks[1].reached), (0.0, 0));
        let bypassed = turned(&["tracks.allies.rounds=0", "tracks.moscow.bypass=true"]);
        assert_eq!(bypassed.summary.talks[1].reached, bypassed.summary.counts.runs);
        Effect::of(&none, &bypassed, P_DEAL).expect_up();
    }

    #[test]
    fn a_bypass_helps_only_where_the_allies_found_no_text() {
        // With one round the allies have no text whenever one of them does not answer.
        let hurried = turned(&["tracks.allies.rounds=1"]);
        let bypassed = turned(&["tracks.allies.rounds=1", "tracks.moscow.bypass=true"]);
        assert!(hurried.summary.talks[0].agreed < hurried.summary.counts.runs);
        Effect::of(&hurried, &bypassed, P_DEAL).expect_up();

        // With six they nearly always have one, so there is nothing to bypass.
        let (as_it_is, bypassed) = (turned(&[]), turned(&["tracks.moscow.bypass=true"]));
        let without = as_it_is.summary.counts.runs - as_it_is.summary.talks[0].agreed;
        let moved =
            as_it_is.rows.iter().zip(&bypassed.rows).filter(|(one, other)| one != other).count() as u64;
        assert!(moved <= without, "{moved} runs moved, {without} were without a text");
    }

    #[test]
    fn fewer_returns_of_the_text_make_fewer_deals() {
        Effect::of(&turned(&[]), &turned(&["tracks.moscow.returns=0"]), P_DEAL).expect_down();
    }

    #[test]
    fn fewer_rounds_with_moscow_make_fewer_deals() {
        let as_it_is = turned(&[]);
        Effect::of(&as_it_is, &turned(&["tracks.moscow.rounds=4"]), P_DEAL).expect_down();
        Effect::of(&as_it_is, &turned(&["tracks.moscow.rounds=24"]), P_DEAL).expect_up();
    }

    #[test]
    fn where_europes_signature_is_not_needed_the_quota_decides_whether_its_consent_is() {
        let optional = "actors.europe.must_sign=false";
        let all = turned(&[optional, "tracks.allies.quota=\"all\""]);
        let without = turned(&[optional, "tracks.allies.quota=0"]);
        Effect::of(&all, &without, VALUE_TO_EUROPE).expect_down();
        // As long as all must sign, a quota of those who need not changes nothing.
        Effect::of(&turned(&[]), &turned(&["tracks.allies.quota=0"]), P_DEAL).expect_none();
    }
}

mod silence {
    use super::*;

    #[test]
    fn a_moscow_that_never_answers_never_signs() {
        for lever in ["actors.russia.responsiveness=0", "actors.russia.silent_until=12"] {
            let silent = turned_with(8, &[lever]);
            assert_eq!(metric(&silent, "p_no_deal"), 1.0, "{lever}");
            let russia = &silent.summary.blocking.actors[1];
            assert_eq!((russia.label.as_str(), russia.share), ("Russia", 1.0));
            assert_eq!(russia.reasons.silence, russia.last_refusals);
        }
    }

    #[test]
    fn the_more_moscow_answers_the_more_deals_there_are() {
        let rarely = turned(&["actors.russia.responsiveness=0.1"]);
        let as_it_is = turned(&[]);
        let talking = turned(&["actors.russia.responsiveness=0.95", "actors.russia.silent_until=0"]);
        Effect::of(&rarely, &as_it_is, P_DEAL).expect_up();
        Effect::of(&as_it_is, &talking, P_DEAL).expect_up();
        let silence = |simulated: &Simulated| simulated.summary.blocking.actors[1].silent_rounds;
        assert!(silence(&talking) < silence(&as_it_is) && silence(&as_it_is) < silence(&rarely));
    }

    #[test]
    fn the_longer_moscow_is_silent_after_the_text_came_the_later_and_fewer_the_deals() {
        let at_once = turned(&["actors.russia.silent_until=0"]);
        let late = turned(&["actors.russia.silent_until=11"]);
        Effect::of(&at_once, &late, P_DEAL).expect_down();
        Effect::of(&at_once, &late, ROUNDS_TO_DEAL).expect_up();
    }
}

mod troops {
    use super::*;

    #[test]
    fn only_troop_levels_on_the_table_are_signed() {
        let fewer = turned(&["issues.troops.on_table=[\"600,000\", \"700,000\"]"]);
        assert_eq!(signed_levels(&fewer, "troops"), levels(["700,000"]));
        let given = turned(&["issues.troops.on_table=[\"800,000\"]"]);
        assert_eq!(signed_levels(&given, "troops"), levels(["800,000"]));
        let share = |simulated: &Simulated, actor: &str| {
            acceptable(simulated, actor) as f64 / simulated.summary.central.within_red_lines as f64
        };
        assert!(share(&given, "ukraine") > share(&fewer, "ukraine"));
        assert!(share(&given, "russia") < share(&fewer, "russia"));
    }

    #[test]
    fn kyivs_red_line_on_troops_decides_which_levels_are_signed() {
        let signed = |line: &str| {
            let line = format!("red_lines.ukraine.troops.min=\"{line}\"");
            (signed_levels(&turned_with(30, &[&line]), "troops"), central(&[&line]).within_red_lines)
        };
        let (low, deals_low) = signed("600,000");
        let (high, deals_high) = signed("800,000");
        assert!(high.is_subset(&levels(["800,000", "No cap"])), "{high:?}");
        assert!(low.contains("700,000"), "{low:?}");
        // 3 levels of territory within both sides' lines, and of the rest 4 · 3 · 3 · 3 · 4 combinations.
        assert_eq!((deals_low, deals_high), (3 * 4 * 432, 3 * 2 * 432));
    }

    /// Counts of attempts are Poisson's at most, so their difference has a standard error of the root of their sum.
    #[test]
    fn a_tighter_cap_on_ukraines_capability_invites_attempts_by_russia() {
        let capped = turned_with(120, &["issues.troops.effect.capability=[0.3, 0.3, 0.3, 0.3]"]);
        let as_it_is = turned_with(120, &[]);
        let (before, after) = (russian_attempts(&as_it_is), russian_attempts(&capped));
        assert!(after - before > 3.0 * (after + before).sqrt(), "{before} to {after}");
    }
}

mod guarantees {
    use super::*;

    #[test]
    fn promises_that_are_kept_make_peace_last_and_change_no_deal() {
        let broken = turned(&["guarantees.american.honour=0", "guarantees.european.honour=0"]);
        let kept = turned(&["guarantees.american.honour=1", "guarantees.european.honour=1"]);
        Effect::of(&broken, &kept, P_DEAL).expect_none();
        Effect::of(&broken, &kept, P_DURABLE_GIVEN_DEAL).expect_up();
        let honoured = |simulated: &Simulated| -> Vec<(bool, u64)> {
            let guarantees = &simulated.summary.ceasefire.guarantees;
            guarantees.iter().map(|told| (told.tested > 0, told.honoured)).collect()
        };
        assert!(honoured(&broken).iter().all(|&told| told == (true, 0)));
        assert!(honoured(&kept).iter().all(|&(tested, honoured)| tested && honoured > 0));
    }

    #[test]
    fn promises_that_are_believed_deter() {
        let doubted = turned(&["guarantees.american.perceived=0.1", "guarantees.european.perceived=0.1"]);
        let believed = turned(&["guarantees.american.perceived=0.7", "guarantees.european.perceived=0.7"]);
        Effect::of(&doubted, &believed, ATTEMPTS).expect_down();
        Effect::of(&doubted, &believed, P_DURABLE_GIVEN_DEAL).expect_up();
    }

    #[test]
    fn a_promise_of_nothing_deters_nobody() {
        let as_it_is = turned(&[]);
        let empty = turned(&["issues.guarantee.effect.severity=[0, 0, 0, 0]"]);
        Effect::of(&as_it_is, &empty, ATTEMPTS).expect_up();
        Effect::of(&as_it_is, &empty, P_DURABLE_GIVEN_DEAL).expect_down();
        assert!(empty.summary.ceasefire.guarantees.iter().all(|told| (told.given, told.tested) == (0, 0)));
        let empty = turned(&["guarantees.american.severity=0", "guarantees.european.severity=0"]);
        Effect::of(&as_it_is, &empty, P_DURABLE_GIVEN_DEAL).expect_down();
    }

    #[test]
    fn without_article_five_like_guarantees_on_the_table_peace_is_shorter() {
        let as_it_is = turned(&[]);
        let consult = turned(&["issues.guarantee.on_table=[\"None\", \"Consultation\"]"]);
        let none = turned(&["issues.guarantee.on_table=[\"None\"]"]);
        assert!(signed_levels(&consult, "guarantee").is_subset(&levels(["None", "Consultation"])));
        Effect::of(&as_it_is, &consult, P_DURABLE_GIVEN_DEAL).expect_down();
        Effect::of(&consult, &none, P_DURABLE_GIVEN_DEAL).expect_down();
        Effect::of(&as_it_is, &none, P_DEAL).expect_down();
    }
}

mod force {
    use super::*;

    const BACKSTOPPED: &str = "issues.mnf.on_table=[\"European (US backstop)\"]";

    #[test]
    fn a_multinational_force_that_must_be_in_the_deal_costs_deals() {
        let none = turned(&["issues.mnf.on_table=[\"None\"]"]);
        let forced = turned(&[BACKSTOPPED]);
        assert_eq!(signed_levels(&none, "mnf"), levels(["None"]));
        assert_eq!(signed_levels(&forced, "mnf"), levels(["European (US backstop)"]));
        Effect::of(&none, &forced, P_DEAL).expect_down();
    }

    #[test]
    fn the_stronger_the_force_the_fewer_attempts_by_russia() {
        let paper = turned_with(120, &[BACKSTOPPED, "issues.mnf.effect.capability=[0, 0, 0]"]);
        let strong = turned_with(120, &[BACKSTOPPED, "issues.mnf.effect.capability=[0, 0.5, 1]"]);
        let (before, after) = (russian_attempts(&paper), russian_attempts(&strong));
        assert!(before - after > 3.0 * (after + before).sqrt(), "{before} to {after}");
        Effect::of(&paper, &strong, P_DURABLE_GIVEN_DEAL).expect_up();
    }

    #[test]
    fn the_dearer_a_foreign_force_is_to_moscow_the_less_often_one_is_signed() {
        let share = |penalty: &str| {
            let simulated = turned(&[&format!("red_lines.russia.mnf.penalty={penalty}")]);
            1.0 - simulated.summary.terms[3].levels[0].share
        };
        let (free, dear) = (share("0"), share("0.3"));
        assert!(free > dear + 0.05, "{free} and {dear}");
    }
}

mod monitoring {
    use super::*;

    #[test]
    fn without_american_monitors_on_the_table_peace_is_shorter() {
        let as_it_is = turned(&[]);
        let osce = turned(&["issues.monitoring.on_table=[\"None\", \"OSCE-type\"]"]);
        let none = turned(&["issues.monitoring.on_table=[\"None\"]"]);
        Effect::of(&as_it_is, &osce, P_DURABLE_GIVEN_DEAL).expect_down();
        Effect::of(&osce, &none, P_DURABLE_GIVEN_DEAL).expect_down();
        Effect::of(&as_it_is, &none, P_DEAL).expect_down();
    }

    #[test]
    fn detection_deters() {
        let blind = turned(&["monitoring.detection=[0, 0, 0]"]);
        let sharp = turned(&["monitoring.detection=[0.95, 0.95, 0.95]"]);
        Effect::of(&blind, &sharp, ATTEMPTS).expect_down();
        Effect::of(&blind, &sharp, P_DURABLE_GIVEN_DEAL).expect_up();
        assert_eq!(blind.summary.ceasefire.detected, 0);
    }

    #[test]
    fn early_warning_lets_guarantors_stop_attacks() {
        let unwarned = turned(&["monitoring.early_warning=[0, 0, 0]"]);
        let warned = turned(&["monitoring.early_warning=[0.8, 0.8, 0.8]"]);
        assert_eq!((unwarned.summary.ceasefire.warned, unwarned.summary.ceasefire.stopped), (0, 0));
        Effect::of(&unwarned, &warned, STOPPED).expect_up();
    }

    #[test]
    fn false_alarms_are_incidents() {
        let calm = turned(&["monitoring.false_alarm=[0, 0, 0]"]);
        let nervous = turned(&["monitoring.false_alarm=[0.1, 0.1, 0.1]"]);
        assert_eq!(calm.summary.ceasefire.false_alarms, 0);
        Effect::of(&calm, &nervous, INCIDENTS).expect_up();
    }
}

mod red_lines {
    use super::*;

    #[test]
    fn lines_that_exclude_each_other_leave_no_deal() {
        for lever in [
            "red_lines.ukraine.territory.max=\"1991 borders\"",
            "red_lines.russia.territory.min=\"Legal recognition\"",
        ] {
            let blocked = turned_with(8, &[lever]);
            assert_eq!((metric(&blocked, "p_deal"), metric(&blocked, "p_zone")), (0.0, 0.0), "{lever}");
            assert_eq!((blocked.summary.central.within_red_lines, blocked.summary.central.zone), (0, 0));
            let blockers = &blocked.summary.blocking.sets;
            assert!(!blockers.is_empty(), "{lever}: nobody is named");
        }
    }

    /// Fewer deals to agree on make a smaller zone. They need not make fewer deals in the end: talks over less may
    /// come to terms sooner.
    #[test]
    fn a_harder_line_on_territory_shrinks_the_zone_and_is_never_crossed() {
        let hard = "red_lines.ukraine.territory.max=\"Line frozen (no-force pledge)\"";
        let (as_it_is, harder) = (turned(&[]), turned(&[hard]));
        assert!(signed_levels(&as_it_is, "territory").contains("Donbas withdrawal (DMZ)"));
        assert!(!signed_levels(&harder, "territory").contains("Donbas withdrawal (DMZ)"));
        assert!(harder.summary.central.zone < as_it_is.summary.central.zone);
        Effect::of(&as_it_is, &harder, VALUE_TO_RUSSIA).expect_down();
    }

    #[test]
    fn a_line_removed_opens_the_deals_beyond_it() {
        let removed = central(&["red_lines.ukraine.territory.max=\"Legal recognition\""]);
        // 4 levels of territory within Moscow's line instead of 3.
        assert_eq!((central(&[]).within_red_lines, removed.within_red_lines), (3 * 3 * 432, 4 * 3 * 432));
    }

    #[test]
    fn the_line_can_be_settled_before_the_talks() {
        let contact = turned(&["issues.territory.on_table=[\"Contact line (unrecognised)\"]"]);
        let withdrawal = turned(&["issues.territory.on_table=[\"Donbas withdrawal (DMZ)\"]"]);
        assert_eq!(signed_levels(&contact, "territory"), levels(["Contact line (unrecognised)"]));
        assert_eq!(signed_levels(&withdrawal, "territory"), levels(["Donbas withdrawal (DMZ)"]));
        Effect::of(&contact, &withdrawal, VALUE_TO_UKRAINE).expect_down();
        Effect::of(&contact, &withdrawal, VALUE_TO_RUSSIA).expect_up();
    }

    #[test]
    fn ukraines_status_can_be_settled_before_the_talks() {
        let open = turned(&["issues.status.on_table=[\"EU and NATO open\"]"]);
        let neutral = turned(&["issues.status.on_table=[\"Neutral (no EU)\"]"]);
        assert_eq!(signed_levels(&open, "status"), levels(["EU and NATO open"]));
        assert_eq!(signed_levels(&neutral, "status"), levels(["Neutral (no EU)"]));
        assert!(acceptable(&open, "ukraine") > acceptable(&neutral, "ukraine"));
        assert!(acceptable(&open, "russia") < acceptable(&neutral, "russia"));
    }

    #[test]
    fn a_red_line_on_sovereignty_can_be_drawn() {
        let line = r#"red_lines.ukraine.status={ max = "EU track (NATO parked)", kind = "hard" }"#;
        let (before, after) = (turned(&[]), turned(&[line]));
        let allowed = levels(["EU and NATO open", "EU track (NATO parked)"]);
        let barred = levels(["EU track (NATO renounced)", "Neutral (no EU)"]);
        assert!(!signed_levels(&before, "status").is_disjoint(&barred));
        assert!(signed_levels(&after, "status").is_subset(&allowed));
        // 2 of 4 levels of status.
        assert_eq!(2 * after.summary.central.within_red_lines, before.summary.central.within_red_lines);
        assert!(after.summary.central.zone < before.summary.central.zone);
        assert!(metric(&after, "p_zone") <= metric(&before, "p_zone"));
        Effect::of(&before, &after, VALUE_TO_RUSSIA).expect_down();
        let by_a_key = turned(&["red_lines.ukraine.status.max=EU track (NATO parked)"]);
        assert!(by_a_key.rows == after.rows, "a line is hard unless it says otherwise");
    }
}

mod pressure {
    use super::*;

    const NONE: [&str; 2] = ["pressure.ukraine.slope=0", "pressure.russia.slope=0"];

    #[test]
    fn pressure_on_kyiv_makes_the_deal_worse_for_kyiv() {
        let free = turned(&NONE);
        let pressed = turned(&[
            "pressure.ukraine={ by = \"us\", start = 0, slope = 0.05, max = 0.3 }",
            "pressure.russia.slope=0",
        ]);
        Effect::of(&free, &pressed, VALUE_TO_UKRAINE).expect_down();
        assert!(pressed.summary.central.zone_last > free.summary.central.zone_last);
    }

    #[test]
    fn pressure_on_moscow_makes_more_deals_that_are_worse_for_moscow() {
        let free = turned(&NONE);
        let pressed =
            turned(&["pressure.ukraine.slope=0", "pressure.russia.slope=0.05", "pressure.russia.max=0.3"]);
        Effect::of(&free, &pressed, P_DEAL).expect_up();
        Effect::of(&free, &pressed, VALUE_TO_RUSSIA).expect_down();
    }

    #[test]
    fn pressing_everyone_buys_signatures_and_not_durability() {
        let free = turned_with(120, &NONE);
        let all = ["ukraine", "russia", "us", "europe"]
            .map(|actor| format!("pressure.{actor}={{ start = 0, slope = 0.05, max = 0.5 }}"));
        let pressed = turned_with(120, &all.each_ref().map(String::as_str));
        Effect::of(&free, &pressed, P_DEAL).expect_up();
        let durable = Effect::of(&free, &pressed, P_DURABLE_GIVEN_DEAL);
        assert!(durable.moved < 0.0, "{durable:?}");
        let zones = [&free, &pressed].map(|simulated| simulated.summary.central.zone_last);
        assert!(zones[1] > 2 * zones[0], "{zones:?}");
    }
}

mod durable_or_pause {
    use super::*;

    #[test]
    fn a_longer_watch_finds_fewer_durable_deals() {
        let two_years = turned(&["simulation.hold=24"]);
        let ten_years = turned(&["simulation.hold=120"]);
        Effect::of(&two_years, &ten_years, P_DEAL).expect_none();
        Effect::of(&two_years, &ten_years, P_DURABLE_GIVEN_DEAL).expect_down();
    }

    #[test]
    fn what_counts_as_a_pause_takes_from_fragile_peace_alone() {
        let (short, long) = (turned(&["simulation.pause=6"]), turned(&["simulation.pause=48"]));
        Effect::of(&short, &long, P_PAUSE).expect_up();
        Effect::of(&short, &long, P_DURABLE).expect_none();
        assert_eq!(metric(&turned_with(8, &["simulation.pause=0"]), "p_temporary_pause"), 0.0);
    }

    #[test]
    fn peace_that_does_not_consolidate_does_not_last() {
        let never = turned(&["ceasefire.consolidation=0"]);
        let more = turned(&["ceasefire.consolidation=0.3"]);
        Effect::of(&never, &more, P_DURABLE_GIVEN_DEAL).expect_up();
    }

    #[test]
    fn rearmament_during_the_pause_invites_attempts() {
        let steady = turned_with(120, &["actors.russia.capability_drift=0"]);
        let racing = turned_with(120, &["actors.russia.capability_drift=0.2"]);
        let (before, after) = (russian_attempts(&steady), russian_attempts(&racing));
        assert!(after - before > 3.0 * (after + before).sqrt(), "{before} to {after}");
    }

    #[test]
    fn the_less_renewed_war_costs_moscow_the_shorter_the_peace() {
        let cheap = turned(&["actors.russia.war_cost=0.05"]);
        let dear = turned(&["actors.russia.war_cost=0.6"]);
        Effect::of(&cheap, &dear, ATTEMPTS).expect_down();
        Effect::of(&cheap, &dear, P_DURABLE_GIVEN_DEAL).expect_up();
    }
}
