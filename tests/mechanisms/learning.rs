//! Learning: what the belligerents believe of a guarantor moves with every test of its word.

use armistice::ceasefire::{Ceasefire, Chain, Expectations, Honoured, Terms, war::War};

use crate::{
    RESTLESS, Streams, expect_one_number_a_period, expect_survival,
    learnt::survival_with_learning,
    support::{FIXED, simulate},
    talks,
    terms::case,
};

/// A guarantee in which the belligerents believe, with a belief that is worth so many tests. Attacks are frequent and
/// often contained, so that there are many tests to learn from.
fn believed(honour: f64, perceived: f64, learning: f64) -> Terms {
    let mut terms = case([0.6, 0.55], 1.5, 0.8, honour, 0.2);
    terms.rates.attack_ceiling = 0.3;
    terms.rates.containment_without_response = 0.6;
    terms.rates.consolidation = 0.0;
    terms.guarantors[0].honour.perceived = perceived;
    terms.guarantors[0].honour.learning = learning;
    terms
}

/// `Ĥ` when side 0 attacks, against whom the word is given.
fn believed_answer(war: &War) -> f64 {
    war.now().answers[0].chance
}

/// A word that is kept takes `d_F ΔŜ` off what beginning a war is worth, and with it attacks; waiting stays as it was
/// foreseen at signing, so that the rest of a history is decided by both.
#[test]
fn what_is_learnt_moves_war_and_attacks_and_not_waiting() {
    let terms = believed(0.5, 0.4, 3.0);
    let expected = Expectations::at_signing(&terms);
    let seen = armistice::ceasefire::war::seen(&terms.monitoring, &terms.rates);
    let foreseen = War::at_signing(&terms);
    let [mut kept, mut broken] = [foreseen.clone(), foreseen.clone()];
    kept.learn(0, true);
    broken.learn(0, false);
    let attacks = |war: &War| {
        let begins = war.now().begins[0];
        armistice::ceasefire::expectations::attack(&terms, begins, expected.after(0).waiting[0][0], 0)
    };
    for (war, posterior) in [(&kept, (0.4 * 3.0 + 1.0) / 4.0), (&broken, 0.4 * 3.0 / 4.0)] {
        let moved = foreseen.now().begins[0] - war.now().begins[0];
        assert!((moved - seen * terms.guarantors[0].severity * (posterior - 0.4)).abs() < 1e-12);
        // The other side's attack is answered only as far as aid hangs on its conduct.
        let own = foreseen.now().begins[1] - war.now().begins[1];
        assert!((own - terms.rates.conditional_aid * moved).abs() < 1e-12);
    }
    assert_eq!(attacks(&foreseen), expected.after(0).attacks[0][0]);
    assert!(attacks(&kept) < attacks(&foreseen) - 1e-3 && attacks(&foreseen) < attacks(&broken) - 1e-3);
}

#[test]
fn the_belief_after_some_tests_is_the_mean_of_the_beta_posterior() {
    let terms = believed(0.1, 0.6, 3.0);
    for (kept, broken) in [(0, 1), (1, 0), (2, 5), (7, 0)] {
        let mut war = War::at_signing(&terms);
        (0..kept).for_each(|_| war.learn(0, true));
        (0..broken).for_each(|_| war.learn(0, false));
        let posterior = (0.6 * 3.0 + f64::from(kept)) / (3.0 + f64::from(kept + broken));
        assert!((believed_answer(&war) - posterior).abs() < 1e-12);
    }
}

#[test]
fn by_the_belief_itself_the_expected_belief_is_the_path() {
    let mut terms = believed(0.4, 0.6, 2.0);
    terms.guarantors[0].honour.decay = 0.03;
    // After each of these beginnings, what is expected after one more test is what is believed now.
    for beginning in [&[][..], &[true], &[false, true], &[false, false, true, false]] {
        let mut war = War::at_signing(&terms);
        for &kept in beginning {
            war.learn(0, kept);
            war.step();
        }
        let now = believed_answer(&war);
        let after = |kept| {
            let mut war = war.clone();
            war.learn(0, kept);
            believed_answer(&war)
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
        let [plain, mut stubborn] =
            [&plain, &stubborn].map(|ceasefire| Streams::of(seed).history(ceasefire, None));
        // What war is worth is worked out anew after a test, to its last digits but one.
        for (war, foreseen) in stubborn.war.iter_mut().zip(plain.war) {
            assert!((*war - foreseen).abs() < 1e-14);
            *war = foreseen;
        }
        assert_eq!(plain, stubborn);
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
    let plain = simulate(FIXED, &RESTLESS);
    let learning = simulate(FIXED, &[&RESTLESS[..], &["guarantees.promise.learning=0.5"]].concat());
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
