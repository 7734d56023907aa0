//! Whoever decides in an actor's stead: whatever it says, no hard red line of the actor is crossed, a refusal has its
//! reason, and what it lets stand is what is done.

use armistice::negotiation::{Answer, Clock, Luck, Observer, Plan, Refusal, Speaker, Talks, Turn};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{
    builder::{Case, watch},
    random::cases,
    record::{Event, Record},
};

/// Says yes to everything, no to everything, or does as it is told; and tables what comes next.
struct StandIn {
    says: Option<Answer>,
    texts: usize,
    next: usize,
    record: Record,
}

impl Observer for StandIn {
    fn round_began(&mut self, clock: Clock, plan: &Plan, aspirations: &[f64]) {
        self.record.round_began(clock, plan, aspirations);
    }

    fn tabled(&mut self, clock: Clock, by: Speaker, position: usize) {
        self.record.tabled(clock, by, position);
    }

    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer) {
        self.record.answered(clock, actor, position, answer);
    }

    fn returned(&mut self, clock: Clock, bloc: usize, position: usize) {
        self.record.returned(clock, bloc, position);
    }

    fn agreed(&mut self, clock: Clock, position: usize) {
        self.record.agreed(clock, position);
    }

    fn tables(&mut self, turn: Turn, own: Option<usize>) -> Option<usize> {
        if self.says.is_none() || self.texts == 0 {
            return own;
        }
        self.next += 7;
        let text = self.next % self.texts;
        // A mediator may have no line of its own to think of.
        if turn.kept.is_some() { own } else { Some(text) }
    }

    fn answers(&mut self, _: Clock, _: usize, _: usize, own: Answer) -> Answer {
        self.says.unwrap_or(own)
    }
}

fn stood_in(talks: &Talks<'_>, seed: u64, says: Option<Answer>, texts: usize) -> (Option<usize>, Record) {
    let mut stand_in = StandIn { says, texts, next: 0, record: Record::default() };
    let open = |part| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(part as u64);
        rng
    };
    let settlement = talks.play(&mut Luck::new(&open), &mut stand_in);
    (settlement.deal, stand_in.record)
}

proptest! {
    #[test]
    fn no_hard_red_line_is_crossed_whatever_is_said(case in cases(), seed in 0_u64..4) {
        case.with(|talks, _, valuation| {
            let (_, record) = stood_in(talks, seed, Some(Answer::Accept), valuation.len());
            for event in &record.0 {
                match *event {
                    Event::Answered(_, actor, Some(position), Answer::Accept) => {
                        prop_assert!(valuation.value(actor, position).is_finite());
                    }
                    Event::Answered(_, actor, Some(position), Answer::Refuse(Refusal::RedLine)) => {
                        prop_assert!(valuation.value(actor, position).is_infinite());
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_refusal_has_the_reason_that_the_actors_own_would_have(case in cases(), seed in 0_u64..4) {
        case.with(|talks, _, valuation| {
            let no = Answer::Refuse(Refusal::Voters);
            let (deal, record) = stood_in(talks, seed, Some(no), valuation.len());
            prop_assert_eq!(deal, None);
            for event in &record.0 {
                let Event::Answered(clock, actor, Some(position), answer) = *event else { continue };
                let value = valuation.value(actor, position);
                let outside = talks.outlook().reservation(actor, clock.moment());
                let expected = match () {
                    () if value.is_infinite() => Refusal::RedLine,
                    () if value < outside => Refusal::OutsideOption,
                    () => Refusal::Aspiration,
                };
                // What it costs an actor before its public counts as well.
                if !has_audience_costs(&case) {
                    prop_assert_eq!(answer, Answer::Refuse(expected));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn one_who_lets_the_strategies_decide_changes_nothing(case in cases(), seed in 0_u64..4) {
        case.with(|talks, _, valuation| {
            let (settlement, record) = watch(talks, seed);
            let stood_in = stood_in(talks, seed, None, valuation.len());
            prop_assert_eq!(stood_in, (settlement.deal, record));
            Ok(())
        })?;
    }
}

fn has_audience_costs(case: &Case) -> bool {
    case.rules.seats.iter().any(|seat| seat.audience_cost > 0.0)
}
