//! Silence makes talks last (B8.12), and is chosen where waiting is worth more than an answer.

use armistice::{
    model::ActorId,
    negotiation::{Answer, Member, Protocol},
};

use crate::builder::{Case, actor, alternating, issue, play, track, watch, yielding};
use crate::record::Event;

/// So decisive that whatever is worth more is done.
const SURELY: Option<f64> = Some(1e9);

/// A first offer that the other would take, if it answered.
fn waiting(responsiveness: f64, until: f64) -> Case {
    let mut silent = yielding();
    silent.silence.responsiveness = responsiveness;
    silent.silence.until = until;
    Case::new(
        vec![issue(vec![vec![0.6, 0.5], vec![0.4, 0.5]])],
        vec![(actor(0.9, 0.0), yielding()), (actor(0.9, 0.0), silent)],
        Protocol::RandomProposer { recognition: vec![1.0, 0.0] },
        2_000,
    )
}

#[test]
fn the_mean_waiting_time_for_an_answer_is_one_over_its_chance() {
    const PLAYS: u32 = 20_000;
    for chance in [0.1, 0.3, 0.8, 1.0] {
        let total: u64 = waiting(chance, 0.0).with(|talks, _, _| {
            (0..PLAYS)
                .map(|seed| {
                    let settlement = play(talks, seed.into());
                    assert!(settlement.deal.is_some());
                    u64::from(settlement.rounds)
                })
                .sum()
        });
        let mean = total as f64 / f64::from(PLAYS);
        // Geometric: variance (1 − ρ)/ρ².
        let error = ((1.0 - chance) / (chance * chance) / f64::from(PLAYS)).sqrt();
        assert!((mean - 1.0 / chance).abs() <= 4.0 * error, "ρ = {chance}: {mean} rounds");
    }
}

#[test]
fn an_actor_silent_until_a_round_answers_from_then_on() {
    for until in [0.0, 1.0, 7.0] {
        let (settlement, record) = waiting(1.0, until).watch(1);
        assert_eq!(f64::from(settlement.rounds), until + 1.0);
        let silent = |event: &&Event| matches!(event, Event::Answered(_, 1, Some(_), Answer::Silent));
        assert_eq!(record.0.iter().filter(silent).count() as f64, until);
    }
}

#[test]
fn a_silent_proposer_tables_nothing() {
    let mut case = waiting(1.0, 0.0);
    case.rules.seats[0].silence.until = 4.0;
    let (settlement, record) = case.watch(1);
    assert_eq!(settlement.rounds, 5);
    assert_eq!(record.texts().len(), 1);
    assert_eq!(record.silences(), [(0, 0), (1, 0), (2, 0), (3, 0)]);
}

/// The share of plays in which nobody leaves a text unanswered: those that end with the answer to the first one.
fn share_of_first_answers(case: &Case, plays: u32) -> f64 {
    let silent = case.with(|talks, _, _| {
        (0..plays).filter(|&seed| !watch(talks, seed.into()).1.silences().is_empty()).count()
    });
    1.0 - silent as f64 / f64::from(plays)
}

/// In one round silence and refusal both leave `W`, so only a text that is worth more, or the price of silence, is a
/// reason to answer.
#[test]
fn in_the_only_round_the_chance_of_an_answer_is_logistic_in_what_the_text_brings_above_no_deal() {
    const PLAYS: u32 = 20_000;
    for (decisiveness, war_flow, on_silence, responsiveness) in [
        (0.0, 0.3, 0.1, 1.0),
        (5.0, 0.3, 0.0, 1.0),
        (5.0, 0.3, 0.15, 0.6),
        (20.0, 0.45, 0.0, 0.9),
        // The text is worth less than no deal.
        (20.0, 0.8, 0.0, 1.0),
        (20.0, 0.8, 0.04, 1.0),
    ] {
        let mut case = waiting(responsiveness, 0.0);
        case.rules.tracks[0].rounds = 1;
        case.model.actors[1].war_flow = war_flow;
        case.rules.seats[1].silence.chosen = Some(decisiveness);
        case.rules.seats[1].pressure.on_silence = on_silence;
        let gain = f64::max(0.5, war_flow) - war_flow + on_silence;
        let chance = responsiveness / (1.0 + (-decisiveness * gain).exp());
        let found = share_of_first_answers(&case, PLAYS);
        let error = (chance * (1.0 - chance) / f64::from(PLAYS)).sqrt();
        assert!((found - chance).abs() <= 4.0 * error, "{found} is not {chance}");
    }
}

/// With the same text and outside option for long, `V − (1 − δ) W − δ V = (1 − δ)(V − W)` is what an answer now is worth
/// above an answer a round later.
#[test]
fn where_nothing_changes_an_answer_is_worth_what_a_round_of_peace_is() {
    const PLAYS: u32 = 20_000;
    for (discount, on_silence) in [(0.9, 0.0), (0.6, 0.0), (0.9, 0.03)] {
        let mut case = waiting(1.0, 0.0);
        case.rules.tracks[0].rounds = 50;
        case.model.actors[1].discount = discount;
        case.model.actors[1].war_flow = 0.1;
        case.rules.seats[1].silence.chosen = Some(20.0);
        case.rules.seats[1].pressure.on_silence = on_silence;
        let gain = (1.0 - discount) * (0.5 - 0.1) + on_silence;
        let chance = 1.0 / (1.0 + (-20.0 * gain).exp());
        let found = share_of_first_answers(&case, PLAYS);
        let error = (chance * (1.0 - chance) / f64::from(PLAYS)).sqrt();
        assert!((found - chance).abs() <= 4.0 * error, "{found} is not {chance}");
    }
}

#[test]
fn refusing_for_ever_is_worth_the_discounted_outside_options() {
    let mut case = waiting(1.0, 0.0);
    case.rules.tracks[0].rounds = 4;
    case.model.actors[1].discount = 0.8;
    (case.model.actors[1].war_flow, case.model.actors[1].weariness) = (0.5, 0.1);
    case.with(|talks, _, _| {
        let outlook = talks.outlook();
        // .2 (.5 + .8 · .4 + .64 · .3) + .512 · .2 and .2 · .3 + .8 · .2
        for (round, left, expected) in [(0, 3, 0.3048), (2, 1, 0.22), (3, 0, 0.2)] {
            assert!((outlook.refusing(1, outlook.round(round), left) - expected).abs() < 1e-12);
        }
    });
}

/// Actors 0 and 2 agree at once on level 1, worth .05 to actor 1. Where their bloc returns it, for the first time in the
/// third of nine rounds, they change it to level 2, which is worth .5. Actor 1 takes both.
fn waits_for_a_concession(discount: f64) -> Case {
    let sides = vec![
        (actor(0.9, 0.0), yielding()),
        (actor(discount, 0.0), yielding()),
        (actor(0.9, 0.0), yielding()),
    ];
    let values = vec![vec![1.0, 0.4, 0.3, -0.2], vec![0.0, 0.05, 0.5, 1.0], vec![0.4, 1.0, 0.3, -0.2]];
    let mut case = Case::new(vec![issue(values)], sides, alternating(), 6);
    let member = |actor| Member::Actor(ActorId(actor));
    let offers = Protocol::RandomProposer { recognition: vec![1.0, 0.0] };
    case.rules.tracks = vec![
        track("bloc", vec![member(0), member(2)], alternating(), 6),
        track("other", vec![Member::Bloc(0), member(1)], offers, 9),
    ];
    case.rules.tracks[1].returns = 2;
    case.rules.tracks[1].concede_to_silence = true;
    case.rules.seats[1].silence.chosen = SURELY;
    case
}

/// Rounds of silence before actor 1 signed, and the level that it signed.
fn silence_and_deal(case: &Case) -> (usize, usize) {
    let levels = case.signed_levels(1).expect("all sign in the end");
    (case.watch(1).1.silences().len(), levels[0])
}

#[test]
fn one_who_may_wait_for_a_better_text_is_silent_until_it_comes() {
    let case = waits_for_a_concession(0.9);
    assert_eq!(silence_and_deal(&case), (3, 2));
}

#[test]
fn nobody_waits_for_a_bloc_that_does_not_concede_to_silence() {
    let mut case = waits_for_a_concession(0.9);
    case.rules.tracks[1].concede_to_silence = false;
    assert_eq!(silence_and_deal(&case), (0, 1));
    case.rules.tracks[1].concede_to_silence = true;
    case.rules.tracks[1].returns = 0;
    assert_eq!(silence_and_deal(&case), (0, 1), "no return is left");
}

#[test]
fn one_who_is_only_absent_does_not_wait() {
    let mut case = waits_for_a_concession(0.9);
    case.rules.seats[1].silence.chosen = None;
    assert_eq!(silence_and_deal(&case), (0, 1));
}

/// It waits while `V(x) < (1 − δ³) W + δ³ V(x̂)`, that is, with `W = 0` while `δ³ > .1`.
#[test]
fn only_the_patient_wait() {
    assert_eq!(silence_and_deal(&waits_for_a_concession(0.465)), (3, 2));
    assert_eq!(silence_and_deal(&waits_for_a_concession(0.463)), (0, 1));
}

/// Waiting three rounds at `δ = .7` is worth `.343 · .5 − .05 = .1215` more than taking the text.
#[test]
fn a_dearer_silence_is_broken_sooner() {
    let mut case = waits_for_a_concession(0.7);
    case.rules.seats[1].pressure.on_silence = 0.121;
    assert_eq!(silence_and_deal(&case), (3, 2));
    case.rules.seats[1].pressure.on_silence = 0.122;
    assert_eq!(silence_and_deal(&case), (0, 1));
}

/// The first text comes a round after the talks began: `W = −ω, −2 ω, −3 ω` while it waits, and
/// `.3 (1 + .7 · 2 + .49 · 3) ω = 1.161 ω` is what that costs.
#[test]
fn the_weary_do_not_wait() {
    let mut case = waits_for_a_concession(0.7);
    case.model.actors[1].weariness = 0.104;
    assert_eq!(silence_and_deal(&case), (3, 2));
    case.model.actors[1].weariness = 0.105;
    assert_eq!(silence_and_deal(&case), (0, 1));
}

#[test]
fn the_price_of_silence_costs_nothing_but_silence() {
    let case = waiting(0.3, 0.0);
    let mut dear = case.clone();
    dear.rules.seats.iter_mut().for_each(|seat| seat.pressure.on_silence = 2.0);
    for seed in 0..20 {
        assert!(case.watch(seed) == dear.watch(seed), "nobody chooses to be silent");
    }
    dear.with(|talks, _, _| {
        let outlook = talks.outlook();
        assert_eq!(outlook.reservation(1, outlook.round(9)), 0.0);
    });
}

#[test]
fn a_proposer_chooses_no_silence() {
    let mut case = waiting(1.0, 0.0);
    // It would leave every text unanswered.
    case.rules.seats[0].silence.chosen = SURELY;
    case.model.actors[0].war_flow = 0.55;
    let (settlement, record) = case.watch(1);
    assert_eq!((settlement.rounds, record.silences().len()), (1, 0));
}
