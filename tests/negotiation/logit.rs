//! Logit choice, against closed-forms.md A10 and its limits.

use armistice::negotiation::{
    Protocol, Tactic,
    strategy::{Logit, logit},
};

use crate::builder::{Case, actor, alternating, hardline, issue, pie, rational, seat};

fn logit(decisiveness: f64, option: f64) -> crate::builder::Seat {
    seat(Tactic::Logit(Logit { decisiveness, option }))
}

#[test]
fn chances_are_those_of_the_textbook() {
    let accepts = |decisiveness, gain| Logit { decisiveness, option: 0.0 }.acceptance(gain);
    for (decisiveness, gain, chance) in
        [(5.0, 0.1, 0.6224593312), (10.0, -0.2, 0.1192029220), (1.0, 0.0, 0.5)]
    {
        assert!((accepts(decisiveness, gain) - chance).abs() < 1e-10);
    }
    let running = Logit { decisiveness: 4.0, option: 0.0 }.running_weights(&[0.2, 0.5, 0.3]);
    let chances =
        [running[0], running[1] - running[0], running[2] - running[1]].map(|part| part / running[2]);
    for (found, expected) in chances.iter().zip([0.1720595397, 0.5712577895, 0.2566826708]) {
        assert!((found - expected).abs() < 1e-10);
    }
    assert_eq!(logit::drawn(&running, 0.0), Some(0));
    assert_eq!(logit::drawn(&running, 0.1721), Some(1));
    assert_eq!(logit::drawn(&running, 0.9999), Some(2));
    let nothing = Logit { decisiveness: 4.0, option: 0.0 }.running_weights(&[f64::NEG_INFINITY; 2]);
    assert_eq!(logit::drawn(&nothing, 0.5), None);
}

/// One text, worth .6 to the responder: how often is it taken?
fn share_taken(decisiveness: f64, option: f64) -> f64 {
    let one = issue(vec![vec![1.0, 0.0], vec![0.6, 1.0]]);
    let sides = vec![(actor(0.9, 0.1), hardline(0.0)), (actor(0.9, 0.5), logit(decisiveness, option))];
    let case = Case::new(vec![one], sides, alternating(), 1);
    let taken = (0..20_000).filter(|&seed| case.play(seed).deal.is_some()).count();
    taken as f64 / 20_000.0
}

#[test]
fn texts_are_taken_as_often_as_the_formula_says() {
    for (decisiveness, option, chance) in
        [(5.0, 0.0, 0.6224593312), (0.0, 0.3, 0.5), (10.0, 0.3, 0.1192029220)]
    {
        let four_errors = 4.0 * (chance * (1.0f64 - chance) / 20_000.0).sqrt();
        assert!((share_taken(decisiveness, option) - chance).abs() < four_errors);
    }
    assert_eq!(share_taken(10_000.0, 0.0), 1.0);
}

#[test]
fn the_decisive_limit_is_a_best_reply() {
    // The proposer's best text is the least that the other, who is as decisive, still takes.
    let decisive = || logit(10_000.0, 0.0);
    let sides = vec![(actor(0.9, 0.0), decisive()), (actor(0.9, 0.25), decisive())];
    let table = |sides| Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 0 }, 1);
    let deals: Vec<_> = (0..20).map(|seed| table(sides.clone()).play(seed).deal).collect();
    let best = table(vec![(actor(0.9, 0.0), rational()), (actor(0.9, 0.25), rational())]).play(1).deal;
    assert_eq!(best, Some(7));
    assert!(deals.iter().all(|deal| *deal == best), "{deals:?}");
}

#[test]
fn without_decisiveness_every_text_is_as_likely() {
    let sides = vec![(actor(0.9, 0.0), logit(0.0, 0.0)), (actor(0.9, 0.0), hardline(2.0))];
    let case = Case::new(vec![pie(5)], sides, alternating(), 1);
    let mut counts = [0.0f64; 5];
    for seed in 0..10_000 {
        counts[case.play(seed).deal.expect("everything is taken")] += 1.0;
    }
    let four_errors = 4.0 * (0.2f64 * 0.8 / 10_000.0).sqrt();
    assert!(counts.iter().all(|count| (count / 10_000.0 - 0.2).abs() < four_errors), "{counts:?}");
}
