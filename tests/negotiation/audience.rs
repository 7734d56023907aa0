//! Audience costs: an actor that asked for more in public takes less only at a price (Fearon 1994).

use armistice::negotiation::{Answer, Protocol, Refusal};

use crate::builder::{Case, Seat, actor, concession, hardline, pie, yielding};
use crate::record::Event;

/// Side 0 asks for everything, is then offered half, and would have .3 without a deal.
fn case(audience_cost: f64) -> Case {
    let proud = Seat { audience_cost, ..yielding_after_asking() };
    let sides = vec![(actor(0.9, 0.3), proud), (actor(0.9, 0.5), yielding())];
    Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 0 }, 2)
}

/// Asks for the best deal and would take anything that is no worse than none.
fn yielding_after_asking() -> Seat {
    let mut seat = hardline(0.0);
    seat.strategy.accept = yielding().strategy.accept;
    seat
}

#[test]
fn who_asked_for_all_does_not_take_half_when_backing_down_is_dear() {
    // V − a (pledge − u) = .5 − .5 a against .3.
    assert_eq!(case(0.0).play(1).deal, Some(5));
    assert_eq!(case(0.39).play(1).deal, Some(5));
    let (settlement, record) = case(0.41).watch(1);
    assert_eq!(settlement.deal, None);
    let refused = |event: &Event| matches!(event, Event::Answered(clock, 0, Some(5), Answer::Refuse(Refusal::OutsideOption)) if clock.round == 1);
    assert!(record.0.iter().any(refused));
}

#[test]
fn who_has_asked_for_nothing_loses_nothing() {
    let proud = Seat { audience_cost: 5.0, ..concession(1.0) };
    let sides = vec![(actor(0.9, 0.3), proud), (actor(0.9, 0.0), hardline(0.0))];
    let case = Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 1 }, 1);
    assert_eq!(case.play(1).deal, None);
    let sides =
        vec![(actor(0.9, 0.0), Seat { audience_cost: 5.0, ..yielding() }), (actor(0.9, 0.0), hardline(0.0))];
    assert_eq!(Case::new(vec![pie(11)], sides, Protocol::Alternating { first: 1 }, 1).play(1).deal, Some(0));
}
