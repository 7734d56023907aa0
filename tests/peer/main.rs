//! Negotiations go as they do in NegMAS, by the options that reproduce its rules: the same offers, by the same
//! actors, in the same rounds, and the same agreement.
//!
//! The fixtures are what NegMAS does; `scripts/check-peers` plays them there again (benches/peers/negmas).

mod fixture;

use fixture::{Fixture, Record};

/// Plays all negotiations of a fixture and tells each that does not go as in NegMAS.
#[track_caller]
fn all_go_as_in_negmas(text: &str) {
    let fixtures = Fixture::all(text);
    let differences: Vec<String> = fixtures.iter().filter_map(difference).collect();
    let count = differences.len();
    assert!(count == 0, "{count} of {} differ:\n{}", fixtures.len(), differences.join("\n"));
}

fn difference(fixture: &Fixture) -> Option<String> {
    let played = fixture.play();
    let peers = &fixture.peers;
    if played == *peers {
        return None;
    }
    let offers = played.offers.len().max(peers.offers.len());
    let first = (0..offers).find(|&place| played.offers.get(place) != peers.offers.get(place));
    let offer = |record: &Record, place: usize| format!("{:?}", record.offers.get(place));
    let apart = first.map_or_else(
        || format!("agreement {:?}, in NegMAS {:?}", played.agreement, peers.agreement),
        |place| format!("offer {place} {}, in NegMAS {}", offer(&played, place), offer(peers, place)),
    );
    Some(format!("{}: {apart}", fixture.name))
}

#[test]
fn negotiations_of_two_parties_go_as_in_negmas() {
    all_go_as_in_negmas(fixture::TWO_PARTIES);
}

#[test]
fn negotiations_of_three_parties_go_as_in_negmas() {
    all_go_as_in_negmas(fixture::THREE_PARTIES);
}

#[test]
fn the_fixtures_have_all_strategies_at_every_place_and_one_to_three_issues() {
    let two = Fixture::all(fixture::TWO_PARTIES);
    let three = Fixture::all(fixture::THREE_PARTIES);
    let names: Vec<&str> = two.iter().chain(&three).map(|fixture| fixture.name.as_str()).collect();
    let having = |part: &str| names.iter().filter(|name| name.contains(part)).count();
    assert!(names.len() >= 60);
    for strategy in ["boulware", "linear", "conceder", "tit_for_tat", "micro"] {
        assert!(names.iter().any(|name| name.starts_with(strategy)));
        assert!(having(&format!("-{strategy}-one-")) > 0 && having(&format!("-{strategy}-all-")) > 0);
    }
    for issues in ["-1-issue", "-2-issues", "-3-issues"] {
        assert!(having(issues) >= 20);
    }
    let agreed = two.iter().chain(&three).filter(|fixture| fixture.peers.agreement.is_some()).count();
    assert!(agreed >= 40 && names.len() - agreed >= 10, "{agreed} of {} agree", names.len());
}
