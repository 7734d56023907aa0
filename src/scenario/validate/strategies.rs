//! Strategies: how each actor makes and answers offers, and where a rule can't be used.

use crate::model::ActorId;
use crate::negotiation::{
    Member, Protocol, Strategy, Tactic, Track,
    strategy::{Concession, Hardline, Logit, Offers, Reference, Repeat, Time, TitForTat},
};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::{Number, Text},
        parameters::Parameters,
        spec::{
            ActorSpec, ConcessionSpec, OffersWord, ReferenceWord, RepeatWord, StrategySpec, TacticSpec,
            TimeWord,
        },
        tree::Origin,
        wording::quoted,
    },
    Context,
};

/// How each actor makes and answers offers.
pub(super) fn strategies(context: &mut Context<'_>) -> Vec<Strategy<ParameterId>> {
    let parameters = &mut context.parameters;
    let strategy = |(id, actor): &(Text, ActorSpec)| {
        let key = format!("actors.{}.strategy", id.as_str());
        match &actor.strategy {
            None => default(&key, parameters).into(),
            Some(StrategySpec::Whole(spec)) => tactic(spec, parameters).into(),
            Some(StrategySpec::Halves(halves)) => {
                let mut half = |spec: Option<&TacticSpec>, name: &str| match spec {
                    Some(spec) => tactic(spec, parameters),
                    None => default(&format!("{key}.{name}"), parameters),
                };
                Strategy {
                    propose: half(halves.propose.as_ref(), "propose"),
                    accept: half(halves.accept.as_ref(), "accept"),
                }
            }
        }
    };
    context.spec.actors.entries.iter().map(strategy).collect()
}

/// What an actor does whose strategy is not written.
fn default(key: &str, parameters: &mut Parameters) -> Tactic<ParameterId> {
    let mut number = |name: &str, number| {
        parameters.add(&Number::fixed(number, format!("{key}.{name}"), Origin::default(), false))
    };
    Tactic::Concession(Concession {
        exponent: number("exponent", 1.0),
        initial: number("initial", 0.0),
        tolerance: number("tolerance", 0.0),
        time: Time::default(),
        offers: Offers::default(),
    })
}

fn tactic(spec: &TacticSpec, parameters: &mut Parameters) -> Tactic<ParameterId> {
    match spec {
        TacticSpec::Concession(spec) => Tactic::Concession(concession(spec, parameters)),
        TacticSpec::Hardline(spec) => {
            Tactic::Hardline(Hardline { tolerance: parameters.add(&spec.tolerance) })
        }
        TacticSpec::TitForTat(spec) => Tactic::TitForTat(TitForTat {
            reciprocity: parameters.add(&spec.reciprocity),
            reference: match spec.reference {
                Some(ReferenceWord::Reservation) => Reference::Reservation,
                _ => Reference::FirstOffer,
            },
            offers: offers(spec.offers),
        }),
        TacticSpec::Micro(spec) => Tactic::Micro(match spec.repeat {
            Some(RepeatWord::Last) => Repeat::Last,
            _ => Repeat::Random,
        }),
        TacticSpec::Logit(spec) => Tactic::Logit(Logit {
            decisiveness: parameters.add(&spec.decisiveness),
            option: parameters.add(&spec.option),
        }),
        TacticSpec::Rational(_) | TacticSpec::Broken => Tactic::Rational,
    }
}

fn concession(spec: &ConcessionSpec, parameters: &mut Parameters) -> Concession<ParameterId> {
    Concession {
        exponent: parameters.add(&spec.exponent),
        initial: parameters.add(&spec.initial),
        tolerance: parameters.add(&spec.tolerance),
        time: match spec.time {
            Some(TimeWord::Open) => Time::Open,
            _ => Time::Closed,
        },
        offers: offers(spec.offers),
    }
}

fn offers(word: Option<OffersWord>) -> Offers {
    match word {
        Some(OffersWord::Lowest) => Offers::Lowest,
        _ => Offers::Kindest,
    }
}

/// Reports each actor that reasons backward where that can't be done: about members that take turns to take a text
/// or table another, and about others whose outside option it does not know, outside an ultimatum.
pub(super) fn check_reasoning(tracks: &[Track<ParameterId>], context: &mut Context<'_>) {
    let spec = context.spec;
    let reasons = |strategy: &StrategySpec| match strategy {
        StrategySpec::Whole(tactic) => matches!(tactic, TacticSpec::Rational(_)),
        StrategySpec::Halves(halves) => [&halves.propose, &halves.accept]
            .into_iter()
            .flatten()
            .any(|half| matches!(half, TacticSpec::Rational(_))),
    };
    for (place, (id, actor)) in spec.actors.entries.iter().enumerate() {
        if !actor.strategy.as_ref().is_some_and(reasons) {
            continue;
        }
        for track in tracks {
            if !track.members.contains(&Member::Actor(ActorId(place))) {
                continue;
            }
            let private = spec.beliefs.entries.iter().find(|(other, _)| other.text != id.text);
            let why = match (&track.protocol, private) {
                (Protocol::StackedAlternating { .. }, _) => {
                    "backward induction is not worked out for `stacked_alternating`"
                }
                (Protocol::Ultimatum { .. }, _) | (_, None) => continue,
                _ => "backward induction about private information is worked out for an `ultimatum` only",
            };
            context.report(
                Finding::new(
                    id.origin,
                    format!("{} can't be `rational` in track {}", quoted(id.as_str()), quoted(&track.id)),
                )
                .label("reasons backward from the last round")
                .why(why)
                .help("give it another strategy, such as `logit`, whose chances go by what it believes"),
            );
        }
    }
}
