//! Shares by backward induction round by round, and by going on until nothing changes, not by their closed forms.

use super::solved;

/// First's share with so many rounds to go, when `first_proposes` in the next.
fn share(rounds: u32, first_proposes: bool, patience: [f64; 2], option: f64) -> f64 {
    if rounds == 1 {
        return if first_proposes { 1.0 - option } else { 0.0 };
    }
    let later = share(rounds - 1, !first_proposes, patience, option);
    if first_proposes { 1.0 - patience[1] * (1.0 - later) } else { patience[0] * later }
}

/// What First expects of the coin after many rounds of it.
fn coin([first, second]: [f64; 2]) -> f64 {
    (0..10_000).fold(0.5, |v, _| 0.5 * (1.0 - second * (1.0 - v)) + 0.5 * first * v)
}

#[test]
fn shares_are_those_of_backward_induction() {
    for group in solved("ultimatum-and-patience", 5) {
        let patience = [group.given("first_patience"), group.given("second_patience")];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rounds")]
        let rounds = group.given("rounds") as u32;
        group.expect("1a", share(1, true, patience, 0.0));
        group.expect("1b", share(1, true, patience, group.given("option")));
        group.expect("2a", share(2, true, patience, 0.0));
        group.expect("2b", share(3, true, patience, 0.0));
        group.expect("3", share(rounds, true, patience, 0.0));
        group.expect("4a", share(1000, true, patience, 0.0));
        group.expect("4b", share(1000, false, patience, 0.0));
        let value = coin(patience);
        let lucky = 1.0 - patience[1] * (1.0 - value);
        group.expect("5a", value);
        group.expect("5b", lucky);
        group.expect_near("5c", 0.5 * lucky + 0.5 * patience[0] * value);
        let taken = 1.0 / (1.0 + (-group.given("decisiveness") * group.given("offer")).exp());
        group.expect("6a", taken);
        group.expect_near("6b", taken);
    }
}
