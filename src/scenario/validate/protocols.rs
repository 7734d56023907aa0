//! Protocols: who may speak when, with the members of a track named by their keys.

use crate::negotiation::{Member, Protocol, protocol::stacked_alternating::Turns};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::{Count, Map, Number, Text},
        spec::{ProtocolSpec, Role, SingleTextSpec, TurnsWord},
        tree::Origin,
        wording::{did_you_mean, quoted},
    },
    Context, levels,
    tracks::Seated,
};

/// The protocol of a track; `key` is its dotted key.
pub(super) fn protocol(
    spec: Option<&ProtocolSpec>,
    key: &str,
    seats: &[Seated],
    rounds: u32,
    track: Origin,
    context: &mut Context<'_>,
) -> Option<Protocol<ParameterId>> {
    Some(match spec {
        None if seats.len() == 2 => Protocol::Alternating { first: 0 },
        None => random_proposer(None, key, seats, track, context)?,
        Some(ProtocolSpec::Broken) => return None,
        Some(ProtocolSpec::Alternating(spec)) => {
            if seats.len() != 2 {
                context.report(
                    Finding::new(
                        spec.origin,
                        format!("alternating offers are for two, but the table has {} members", seats.len()),
                    )
                    .label("needs exactly two members")
                    .help("use `random_proposer`, or a track that lets some members speak as one bloc"),
                );
                return None;
            }
            Protocol::Alternating {
                first: spec.first.as_ref().map_or(Some(0), |first| seat_of(first, seats, context))?,
            }
        }
        Some(ProtocolSpec::StackedAlternating(spec)) => {
            if let Some(bloc) = seats.iter().find(|seat| matches!(seat.member, Member::Bloc(_))) {
                context.report(
                    Finding::new(spec.origin, format!("{} can't take turns as a bloc", quoted(&bloc.name)))
                        .label("every member has to be an actor")
                        .help("name the bloc's actors, or use `random_proposer`"),
                );
                return None;
            }
            Protocol::StackedAlternating {
                turns: match spec.turns {
                    Some(TurnsWord::All) => Turns::All,
                    _ => Turns::One,
                },
            }
        }
        Some(ProtocolSpec::RandomProposer(spec)) => {
            random_proposer(spec.recognition.as_ref(), key, seats, spec.origin, context)?
        }
        Some(ProtocolSpec::Ultimatum(spec)) => {
            let proposer = context.names.actor(&spec.proposer, context.diagnostics)?;
            if let Some(round) = spec.round.filter(|round| !round.broken && round.small() >= rounds) {
                context.report(
                    Finding::new(round.origin, "the ultimatum comes after the last round")
                        .label(format!("the last round is {}", rounds.saturating_sub(1)))
                        .why("rounds are counted from 0")
                        .help("lower `round`, raise `rounds`, or leave `round` out for the last one"),
                );
            }
            Protocol::Ultimatum { proposer, round: spec.round.map(Count::small) }
        }
        Some(ProtocolSpec::SingleText(spec)) => single_text(spec, key, seats, context)?,
    })
}

/// The place of the member that a text names, or a report.
fn seat_of(text: &Text, seats: &[Seated], context: &mut Context<'_>) -> Option<usize> {
    if text.broken {
        return None;
    }
    let place = seats.iter().position(|seat| seat.name == text.text);
    if place.is_none() {
        context.report(
            Finding::new(text.origin, format!("{} is not a member of the track", quoted(text.as_str())))
                .label("no such member")
                .maybe_help(
                    context
                        .diagnostics
                        .suggest(|| did_you_mean(text.as_str(), seats.iter().map(|seat| &*seat.name))),
                ),
        );
    }
    place
}

/// One number a member: the written one, or the default for a member that is left out.
fn by_member(
    given: Option<&Map<Number>>,
    default: f64,
    key: &str,
    seats: &[Seated],
    context: &mut Context<'_>,
) -> Vec<ParameterId> {
    for (name, _) in given.iter().flat_map(|map| &map.entries) {
        seat_of(name, seats, context);
    }
    let number = |seat: &Seated| {
        let default = || Number::fixed(default, format!("{key}.{}", seat.name), Origin::default(), false);
        context.parameters.add(&given.and_then(|map| map.get(&seat.name)).cloned().unwrap_or_else(default))
    };
    seats.iter().map(number).collect()
}

fn random_proposer(
    given: Option<&Map<Number>>,
    key: &str,
    seats: &[Seated],
    origin: Origin,
    context: &mut Context<'_>,
) -> Option<Protocol<ParameterId>> {
    if let Some(given) = given
        && given.entries.iter().all(|(_, number)| number.is_zero())
    {
        let origin = given.entries.first().map_or(origin, |(name, _)| name.origin);
        context.report(
            Finding::new(origin, "nobody is ever drawn to propose")
                .label("all chances are 0")
                .help("give a member a `recognition` above 0, or leave `recognition` out for equal chances"),
        );
        return None;
    }
    let default = if given.is_some() { 0.0 } else { 1.0 };
    let recognition = by_member(given, default, &format!("{key}.recognition"), seats, context);
    Some(Protocol::RandomProposer { recognition })
}

fn single_text(
    spec: &SingleTextSpec,
    key: &str,
    seats: &[Seated],
    context: &mut Context<'_>,
) -> Option<Protocol<ParameterId>> {
    let mediator = context.names.actor(&spec.mediator, context.diagnostics);
    if let Some(actor) = mediator {
        context.check_role(actor, &spec.mediator, Role::Mediator, "mediator");
    }
    let start = spec.start.as_ref().map(|start| start_of(spec, start, context));
    let bridging = by_member(Some(&spec.bridging), 1.0, &format!("{key}.bridging"), seats, context);
    let (noise, slack) = (context.parameters.add(&spec.noise), context.parameters.add(&spec.slack));
    let start = match start {
        Some(start) => Some(start?),
        None => None,
    };
    Some(Protocol::SingleText { mediator: mediator?, bridging, noise, slack, start })
}

/// The opening text: a level on the table for every issue.
fn start_of(spec: &SingleTextSpec, start: &Map<Text>, context: &mut Context<'_>) -> Option<Vec<usize>> {
    for (issue, _) in &start.entries {
        context.names.issue(issue, context.diagnostics);
    }
    let mut text = Vec::new();
    for (place, issue) in context.spec.issues.iter().enumerate() {
        let levels = context.levels[place].clone();
        text.push(match start.get(issue.id.as_str()) {
            Some(level) => levels::level(level, issue, &levels, context.diagnostics),
            None if issue.id.broken => None,
            None => {
                let origin = start.entries.first().map_or(spec.origin, |(name, _)| name.origin);
                context.report(
                    Finding::new(
                        origin,
                        format!("the opening text says nothing on issue {}", quoted(issue.id.as_str())),
                    )
                    .label("`start` begins here")
                    .why("a text has a level on every issue")
                    .help(format!("add `{} = \"…\"` to `start`, or leave `start` out", issue.id.as_str())),
                );
                None
            }
        });
    }
    text.into_iter().collect()
}
