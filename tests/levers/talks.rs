//! Levers of the talks: tracks, silence, pressure, an ultimatum. How often they make all sign stands in the table
//! ([`crate::lever`]); here is what else they do.

use armistice::{
    engine::{Laboratory, zone},
    model::{DealSpace, Model, Valuation, terms},
    negotiation::Outlook,
};

use crate::{
    measure::{
        Effect, P_DEAL, ROUNDS_TO_DEAL, SILENT_ROUNDS, VALUE_TO_EUROPE, VALUE_TO_RUSSIA, VALUE_TO_UKRAINE,
        metric, turned, turned_with,
    },
    support::{FLAGSHIP, Simulated, parse},
    text::lasting,
};

/// The summary's metric is the mean that effects are measured on, and what was turned is told in the summary.
#[test]
fn effects_are_effects_on_the_metrics_of_the_summary() {
    let lever = "actors.russia.responsiveness=0.5";
    let (before, after) = (turned_with(20, &[]), turned_with(20, &[lever]));
    assert_eq!(after.summary.scenario.overrides.last().unwrap(), lever);
    for (name, ratio) in [
        ("p_deal", P_DEAL),
        ("p_durable", crate::measure::P_DURABLE),
        ("p_durable_given_deal", crate::measure::P_DURABLE_GIVEN_DEAL),
        ("p_temporary_pause", crate::measure::P_PAUSE),
    ] {
        let moved = metric(&after, name) - metric(&before, name);
        assert!((Effect::of(&before, &after, ratio).moved - moved).abs() < 1e-12, "{name}");
    }
}

mod tracks {
    use super::*;

    #[test]
    fn without_a_text_from_kyiv_europe_and_washington_there_is_no_deal_unless_they_are_bypassed() {
        let none = turned_with(30, &["tracks.allies.rounds=0"]);
        assert_eq!((metric(&none, "p_deal"), none.summary.talks[1].reached), (0.0, 0));
        let bypassed = turned_with(30, &["tracks.allies.rounds=0", "tracks.moscow.bypass=true"]);
        assert_eq!(bypassed.summary.talks[1].reached, bypassed.summary.counts.runs);
        Effect::of(&none, &bypassed, P_DEAL).expect_up();
    }

    #[test]
    fn a_bypass_changes_only_runs_in_which_the_allies_found_no_text() {
        let (as_it_is, bypassed) = (turned_with(30, &[]), turned_with(30, &["tracks.moscow.bypass=true"]));
        let without = as_it_is.summary.counts.runs - as_it_is.summary.talks[0].agreed;
        let moved =
            as_it_is.rows.iter().zip(&bypassed.rows).filter(|(one, other)| one != other).count() as u64;
        assert!(moved <= without, "{moved} runs moved, {without} were without a text");
        let signed = |simulated: &Simulated| simulated.rows.iter().filter(|run| run.signed).count();
        assert!(signed(&bypassed) >= signed(&as_it_is));
    }

    #[test]
    fn where_europes_signature_is_not_needed_the_quota_decides_whether_its_consent_is() {
        let optional = "actors.europe.must_sign=false";
        let all = turned(&[optional, "tracks.allies.quota=\"all\""]);
        let without = turned(&[optional, "tracks.allies.quota=0"]);
        Effect::of(&all, &without, VALUE_TO_EUROPE).expect_down();
        // As long as all must sign, a quota of those who need not changes nothing.
        Effect::of(&turned_with(8, &[]), &turned_with(8, &["tracks.allies.quota=0"]), P_DEAL).expect_none();
    }
}

mod silence {
    use super::*;

    #[test]
    fn a_moscow_that_never_answers_never_signs() {
        for lever in ["actors.russia.responsiveness=0", "actors.russia.silent_until=18"] {
            let silent = turned_with(8, &[lever]);
            assert_eq!(metric(&silent, "p_no_deal"), 1.0, "{lever}");
            let russia = &silent.summary.blocking.actors[1];
            assert_eq!(russia.label.as_str(), "Russia");
            assert_eq!(russia.reasons.silence, russia.last_refusals);
        }
    }

    #[test]
    fn silence_that_is_chosen_is_broken_by_what_it_costs() {
        let silent = turned_with(30, &["pressure.russia.on_silence=0"]);
        let costly = turned_with(30, &["pressure.russia.on_silence=0.2"]);
        let absent = turned_with(30, &["actors.russia.silence=\"absent\""]);
        Effect::of(&silent, &costly, SILENT_ROUNDS).expect_down();
        Effect::of(&silent, &absent, SILENT_ROUNDS).expect_down();
    }

    #[test]
    fn the_longer_moscow_is_silent_after_the_text_came_the_later_and_fewer_the_deals() {
        let at_once = turned_with(30, &[]);
        let late = turned_with(30, &["actors.russia.silent_until=17"]);
        Effect::of(&at_once, &late, P_DEAL).expect_down();
        Effect::of(&at_once, &late, ROUNDS_TO_DEAL).expect_up();
    }

    #[test]
    fn a_text_comes_back_unasked_only_where_silence_is_conceded_to() {
        let rarely = "actors.russia.responsiveness=0.2";
        let kept = turned_with(30, &[rarely]);
        let conceded = turned_with(30, &[rarely, "tracks.moscow.concede_to_silence=true"]);
        let returns = |simulated: &Simulated| simulated.summary.talks[1].mean_returns.unwrap();
        assert!(returns(&conceded) > returns(&kept) + 0.5, "{} {}", returns(&kept), returns(&conceded));
    }
}

mod ultimatum {
    use super::*;

    #[test]
    fn one_text_is_taken_or_left_in_the_last_round() {
        let talks = turned_with(30, &[]);
        let one = turned_with(30, &["tracks.moscow.protocol={ kind = \"ultimatum\", proposer = \"us\" }"]);
        Effect::of(&talks, &one, ROUNDS_TO_DEAL).expect_up();
        let rounds = |simulated: &Simulated| {
            simulated.summary.talks[1].rounds.iter().map(|round| round.agreed).collect::<Vec<_>>()
        };
        let (last, before) =
            rounds(&one).split_last().map(|(last, before)| (*last, before.to_vec())).unwrap();
        assert!(last > 0 && before.iter().all(|agreed| *agreed == 0));
    }
}

pub mod pressure {
    use super::*;

    const NONE: [&str; 2] = ["pressure.ukraine.slope=0", "pressure.russia.slope=0"];

    #[test]
    fn pressure_makes_the_deal_worse_for_who_is_pressed() {
        let pressed = |side: &str| {
            let free = NONE.iter().filter(|key| !key.contains(side)).map(|key| (*key).to_owned());
            let keys = [format!("pressure.{side}.slope=0.05"), format!("pressure.{side}.max=0.3")];
            let keys: Vec<String> = free.chain(keys).collect();
            turned_with(36, &keys.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let free = turned_with(36, &NONE);
        let (kyiv, moscow) = (pressed("ukraine"), pressed("russia"));
        Effect::of(&free, &kyiv, VALUE_TO_UKRAINE).expect_down();
        Effect::of(&free, &moscow, VALUE_TO_RUSSIA).expect_down();
        let zone = |simulated: &Simulated| simulated.summary.central.zone_last;
        assert!(zone(&kyiv) > zone(&free) && zone(&moscow) > zone(&free));
    }

    /// Over five years, exactly: among the texts that all would sign in the end, how much less those last that only
    /// pressure on Kyiv, and on Moscow, makes signable than those that need none.
    pub fn what_only_pressure_makes_signable() -> [Effect; 2] {
        let scenario = parse(FLAGSHIP, &NONE);
        let laboratory = Laboratory::new(&scenario);
        let mut found = [Vec::new(), Vec::new()];
        for draw in 0..60 {
            let case = laboratory.case(draw);
            let space = DealSpace::signable(&case.model);
            let valuation = Valuation::new(&case.model, &space);
            let outlook = Outlook::new(&case.model, &case.rules, &valuation);
            let signers = zone::signers(&case.model);
            let outside: Vec<f64> =
                signers.iter().map(|&actor| outlook.reservation(actor, outlook.round(23))).collect();
            let signs = |position: usize, pressed: Option<usize>| {
                signers.iter().zip(&outside).all(|(&actor, outside)| {
                    let pressure = if pressed == Some(actor) { PRESSURE } else { 0.0 };
                    valuation.value(actor, position) >= outside - pressure
                })
            };
            let free: Vec<usize> = (0..space.len()).filter(|&position| signs(position, None)).collect();
            for (side, found) in found.iter_mut().enumerate() {
                let only_pressed = (0..space.len())
                    .filter(|&position| signs(position, Some(side)) && !signs(position, None));
                let only_pressed: Vec<usize> = only_pressed.collect();
                if !free.is_empty() && !only_pressed.is_empty() {
                    let mean = |texts: &[usize]| mean_lasting(&case.model, &space, texts);
                    found.push((mean(&free), mean(&only_pressed)));
                }
            }
        }
        found.map(|draws: Vec<(f64, f64)>| {
            assert!(draws.len() >= 15, "{}", draws.len());
            let (free, pressed): (Vec<f64>, Vec<f64>) = draws.into_iter().unzip();
            Effect::exact(&free, &pressed)
        })
    }

    const PRESSURE: f64 = 0.1;

    /// Mean S(60) over some forty of the texts.
    fn mean_lasting(model: &Model, space: &DealSpace, texts: &[usize]) -> f64 {
        let some = texts.iter().step_by((texts.len() / 40).max(1));
        let lasting: Vec<f64> = some
            .map(|&position| {
                let (levels, sides) = (space.levels(position), model.belligerents.unwrap());
                lasting(&terms::terms(model, sides, &levels, terms::peace_flows(model, sides, &levels)))
            })
            .collect();
        lasting.iter().sum::<f64>() / lasting.len() as f64
    }
}
