//! Learning: what the belligerents believe of a guarantor moves with every test of its word.

use armistice::ceasefire::{Ceasefire, Chain, Honoured, Terms, calculus::Calculus};

use crate::{
    Streams, expect_one_number_a_period, expect_survival,
    learnt::survival_with_learning,
    support::{FIXED, simulate},
    talks,
    terms::case,
};

/// A guarantee in which the belligerents believe, with a belief that is worth so many tests. Attacks are frequent and
/// often contained, so that there are many tests to learn from.
fn believed(honour: f64, perceived: f64, learning: f64) -> Terms {
    let mut terms = case([0.45, 0.45], 1.5, 0.8, honour, 0.5);
    terms.rates.attack_ceiling = 0.3;
    terms.rates.containment_without_response = 0.6;
    terms.rates.consolidation = 0.0;
    terms.guarantors[0].honour.perceived = perceived;
    terms.guarantors[0].honour.learning = learning;
    terms
}

#[test]
fn the_belief_after_some_tests_is_the_mean_of_the_beta_posterior() {
    let terms = believed(0.1, 0.6, 3.0);
    for (kept, broken) in [(0, 1), (1, 0), (2, 5), (7, 0)] {
        let mut calculus = Calculus::at_signing(&terms);
        (0..kept).for_each(|_| calculus.learn(0, true));
        (0..broken).for_each(|_| calculus.learn(0, false));
        let posterior = (0.6 * 3.0 + f64::from(kept)) / (3.0 + f64::from(kept + broken));
        assert!((calculus.perceived_answer() - posterior).abs() < 1e-12);
    }
}

#[test]
fn by_the_belief_itself_the_expected_belief_is_the_path() {
    let mut terms = believed(0.4, 0.6, 2.0);
    terms.guarantors[0].honour.decay = 0.03;
    // After each of these beginnings, what is expected after one more test is what is believed now.
    for beginning in [&[][..], &[true], &[false, true], &[false, false, true, false]] {
        let mut calculus = Calculus::at_signing(&terms);
        for &kept in beginning {
            calculus.learn(0, kept);
            calculus.step();
        }
        let now = calculus.perceived_answer();
        let after = |kept| {
            let mut calculus = calculus.clone();
            calculus.learn(0, kept);
            calculus.perceived_answer()
        };
        assert!((now * after(true) + (1.0 - now) * after(false) - now).abs() < 1e-12);
    }
}

#[test]
fn histories_in_which_the_belligerents_learn_agree_with_the_exact_chain() {
    for (honour, perceived, learning) in [(0.2, 0.6, 1.0), (0.7, 0.2, 0.5)] {
        let terms = believed(honour, perceived, learning);
        let exact = survival_with_learning(&terms, 24);
        let unlearnt = Chain::new(&terms, Honoured::Truly).survival(24);
        assert!((exact[24] - unlearnt[24]).abs() > 0.004, "{} {}", exact[24], unlearnt[24]);
        let ceasefire = Ceasefire::new(terms, 24);
        let mut streams = Streams::of(2);
        expect_survival(400_000, &exact, || streams.history(&ceasefire, None));
    }
}

#[test]
fn a_belief_that_nothing_moves_gives_the_histories_without_learning() {
    let plain = Ceasefire::new(believed(0.3, 0.6, 0.0), 60);
    let stubborn = Ceasefire::new(believed(0.3, 0.6, 1e15), 60);
    for seed in 0..5_000 {
        let history = |ceasefire| Streams::of(seed).history(ceasefire, None);
        assert_eq!(history(&plain), history(&stubborn));
    }
}

#[test]
fn histories_are_the_same_up_to_the_first_test() {
    let mut tested = 0;
    for hold in [1, 6, 24, 60] {
        let plain = Ceasefire::new(believed(0.1, 0.6, 0.0), hold);
        let learning = Ceasefire::new(believed(0.1, 0.6, 1.0), hold);
        for seed in 0..3_000 {
            let mut streams = Streams::of(seed);
            let history = streams.history(&learning, None);
            expect_one_number_a_period(&streams, &history);
            if history.tested[0] == 0 {
                assert_eq!(history, Streams::of(seed).history(&plain, None));
            }
            tested += history.tested[0];
        }
    }
    assert!(tested > 1_000);
}

#[test]
fn learning_leaves_the_talks_alone() {
    let plain = simulate(FIXED, &[]);
    let learning = simulate(FIXED, &["guarantees.promise.learning=0.5"]);
    assert!(plain.rows.iter().map(talks).eq(learning.rows.iter().map(talks)));
    assert!(plain.rows != learning.rows);
    let untested = |run: &&armistice::engine::RunRecord| run.tested == 0;
    for run in learning.rows.iter().filter(untested) {
        assert_eq!(
            plain.rows.iter().find(|plain| (plain.draw, plain.replication) == (run.draw, run.replication)),
            Some(run)
        );
    }
}
