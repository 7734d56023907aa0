//! What holds in any talks (B8.3, B8.9, B8.10, B8.12), for random cases with every protocol and strategy.

use armistice::{
    model::Valuation,
    negotiation::{Clock, Ending, Member, Protocol, Rules, Speaker, Strategy, Tactic, Talks},
};
use proptest::prelude::*;

use crate::builder::{Case, watch};
use crate::random::{cases, tapes};
use crate::record::Event;

const SEEDS: std::ops::Range<u64> = 0..4;

/// Rounding that an acceptance forgives.
const ROUNDING: f64 = 2e-9;

/// What never signing is worth from this round of the track on, with a chance of breakdown after each.
fn worth_of_refusing(talks: &Talks<'_>, breakdown: f64, actor: usize, clock: Clock) -> f64 {
    let outside = |round: u32| {
        talks.outlook().reservation(actor, talks.outlook().round(clock.since_start - clock.round + round))
    };
    let discount = talks.outlook().discounts[actor];
    (clock.round..clock.rounds - 1).rev().fold(outside(clock.rounds - 1), |later, round| {
        let hoped = (1.0 - breakdown) * later + breakdown * outside(round + 1);
        (1.0 - discount) * outside(round) + discount * hoped
    })
}

/// The least that an actor may sign for: its outside option, or for one that reasons backward at its own seat what
/// refusing for good is worth, which is less where its outside option is going to fall.
fn least(case: &Case, talks: &Talks<'_>, actor: usize, clock: Clock, half: fn(&Strategy) -> &Tactic) -> f64 {
    let outside = talks.outlook().reservation(actor, clock.moment());
    let at_its_own_seat =
        case.rules.tracks[clock.track].members.contains(&Member::Actor(armistice::model::ActorId(actor)));
    let ultimatum = matches!(case.rules.tracks[clock.track].protocol, Protocol::Ultimatum { .. });
    match half(&case.rules.seats[actor].strategy) {
        // Chance may fall on a text below the outside option; it is seldom.
        Tactic::Hardline(_) | Tactic::Logit(_) => f64::NEG_INFINITY,
        Tactic::Concession(_) | Tactic::TitForTat(_) | Tactic::Micro(_) => outside,
        // What a front that moves makes of refusing is tested with the battlefield.
        Tactic::Rational if case.rules.battlefield.is_some() => f64::NEG_INFINITY,
        // The others can sign without it, so a text below its outside option may be the best that it can get.
        Tactic::Rational if !case.model.actors[actor].must_sign => f64::NEG_INFINITY,
        Tactic::Rational if at_its_own_seat && !ultimatum => {
            worth_of_refusing(talks, case.rules.breakdown, actor, clock)
        }
        Tactic::Rational => outside,
    }
}

/// The actors of a track, blocs resolved.
fn actors_of(rules: &Rules, track: usize) -> Vec<usize> {
    let members = rules.tracks[track].members.iter();
    let actors = members.flat_map(|member| match member {
        Member::Actor(actor) => vec![actor.0],
        Member::Bloc(bloc) => actors_of(rules, *bloc),
    });
    actors.collect()
}

fn zone_of_agreement(case: &Case, talks: &Talks<'_>, valuation: &Valuation, round: u32) -> Vec<usize> {
    let must: Vec<usize> =
        (0..case.model.actors.len()).filter(|&actor| case.model.actors[actor].must_sign).collect();
    let acceptable = |&position: &usize| {
        must.iter().all(|&actor| {
            valuation.value(actor, position)
                >= talks.outlook().reservation(actor, talks.outlook().round(round)) - ROUNDING
        })
    };
    (0..valuation.len()).filter(acceptable).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// B8.3.
    #[test]
    fn nobody_signs_or_tables_less_than_no_deal_is_worth(case in cases()) {
        case.with(|talks, _, valuation| {
            for seed in SEEDS {
                let (settlement, record) = watch(talks, seed);
                // When the text on the table was put there: its author is bound by it until it is answered.
                let mut tabled_at: Option<Clock> = None;
                for event in &record.0 {
                    if let Event::Tabled(clock, ..) = event {
                        tabled_at = Some(*clock);
                    }
                    match event {
                        Event::Agreed(clock, deal) => {
                            let all = actors_of(&case.rules, clock.track);
                            for actor in all.into_iter().filter(|&actor| case.model.actors[actor].must_sign) {
                                let value = valuation.value(actor, *deal);
                                prop_assert!(value > f64::NEG_INFINITY, "no hard red line");
                                let takes = least(&case, talks, actor, *clock, |strategy| &strategy.accept);
                                // The author of a text signs by what it tables.
                                let tables =
                                    least(&case, talks, actor, tabled_at.unwrap_or(*clock), |strategy| &strategy.propose);
                                prop_assert!(value >= takes.min(tables) - ROUNDING, "actor {actor} signs {value}");
                            }
                        }
                        Event::Tabled(clock, Speaker::Actor(actor), deal)
                            if !matches!(case.rules.tracks[clock.track].protocol, Protocol::SingleText { .. })
                                && case.rules.tracks[clock.track].members.contains(&Member::Actor(armistice::model::ActorId(*actor))) =>
                        {
                            let value = valuation.value(*actor, *deal);
                            prop_assert!(value > f64::NEG_INFINITY, "no hard red line");
                            prop_assert!(value >= least(&case, talks, *actor, *clock, |strategy| &strategy.propose) - ROUNDING, "actor {actor} tables {value}");
                        }
                        _ => {}
                    }
                }
                if let Some(deal) = settlement.deal {
                    let last = record.agreements().last().copied();
                    prop_assert_eq!(last.map(|(clock, text)| (clock.track, text)), Some((settlement.track, deal)));
                    prop_assert_eq!(last.map(|(clock, _)| clock.since_start + 1), Some(settlement.rounds));
                    prop_assert!(deal < valuation.len() && settlement.ending == Ending::Signed);
                    for actor in 0..case.model.actors.len() {
                        prop_assert!(!case.model.actors[actor].must_sign || valuation.value(actor, deal) > f64::NEG_INFINITY);
                    }
                }
                let rounds: u32 = case.rules.tracks.iter().map(|track| track.rounds).sum();
                prop_assert!(settlement.rounds <= rounds);
            }
            Ok(())
        })?;
    }

    /// B8.7, within one process: the same seed, the same talks, in whatever order they are played.
    #[test]
    fn the_same_seed_makes_the_same_talks(case in cases()) {
        let forward: Vec<_> = case.with(|talks, _, _| SEEDS.map(|seed| watch(talks, seed)).collect());
        let backward: Vec<_> = case.with(|talks, _, _| SEEDS.rev().map(|seed| watch(talks, seed)).collect());
        prop_assert!(forward.iter().eq(backward.iter().rev()));
    }

    /// B8.9.
    #[test]
    fn talks_of_no_rounds_never_bring_a_deal(mut case in cases()) {
        case.rules.tracks.iter_mut().for_each(|track| track.rounds = 0);
        let settlement = case.play(1);
        prop_assert_eq!((settlement.deal, settlement.rounds), (None, 0));
    }

    /// B8.10.
    #[test]
    fn an_empty_zone_of_agreement_is_never_signed_by_those_who_reckon(mut tape in tapes()) {
        let mut case = tape.case();
        let dearer = tape.between(0.0, 0.6);
        case.model.actors.iter_mut().for_each(|actor| actor.war_flow += dearer);
        for seat in &mut case.rules.seats {
            for half in [&mut seat.strategy.propose, &mut seat.strategy.accept] {
                if matches!(half, Tactic::Hardline(_) | Tactic::Logit(_)) {
                    *half = Tactic::Rational;
                }
            }
        }
        // With a front that moves, the zone is another one in each position.
        case.rules.battlefield = None;
        case.make_reasonable();
        let rounds: u32 = case.rules.tracks.iter().map(|track| track.rounds).sum();
        case.with(|talks, _, valuation| {
            if (0..rounds).all(|round| zone_of_agreement(&case, talks, valuation, round).is_empty()) {
                for seed in SEEDS {
                    prop_assert_eq!(watch(talks, seed).0.deal, None);
                }
            }
            Ok(())
        })?;
    }

    /// B8.12.
    #[test]
    fn nothing_is_signed_while_one_that_must_sign_is_silent(mut tape in tapes()) {
        let mut case = tape.case();
        let silent = tape.below(2);
        case.rules.seats[silent].silence.responsiveness = 0.0;
        for seed in SEEDS {
            prop_assert_eq!(case.play(seed).deal, None);
        }
    }
}
