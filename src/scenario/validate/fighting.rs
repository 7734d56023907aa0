//! The battlefield, private information and votes at home: what is optional about the talks, by actor.

use crate::{
    model::{ActorId, Prior},
    negotiation::{Battlefield, Ratification, Track},
};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::{Count, Number},
        spec::{BeliefsSpec, OutsideWord},
        tree::Origin,
        wording::quoted,
    },
    Context,
};

/// The most types that the others hold possible of an actor.
const MOST_TYPES: usize = 1000;

/// The most types of a belligerent whose ceasefire is watched: all deals are valued for each.
const MOST_TYPES_OF_WAR: usize = 12;

/// The most rounds times positions of the front that are planned for.
const MOST_MOMENTS: u64 = 200_000;

/// What the others believe of each actor, in actor order.
pub(super) fn beliefs(context: &mut Context<'_>) -> Vec<Option<Prior<ParameterId>>> {
    let spec = context.spec;
    for (actor, _) in &spec.beliefs.entries {
        context.names.actor(actor, context.diagnostics);
    }
    let each = spec.actors.entries.iter();
    each.enumerate()
        .map(|(place, (id, actor))| {
            let given = spec.beliefs.get(id.as_str())?;
            let fights = context.belligerents.is_some_and(|sides| sides.contains(&ActorId(place)));
            let most = if fights { MOST_TYPES_OF_WAR } else { MOST_TYPES };
            belief(id.as_str(), given, (&actor.war_flow, most), context)
        })
        .collect()
}

fn belief(
    actor: &str,
    spec: &BeliefsSpec,
    (war_flow, most): (&Number, usize),
    context: &mut Context<'_>,
) -> Option<Prior<ParameterId>> {
    let number = |name: &str, place: usize, number| {
        Number::fixed(number, format!("beliefs.{actor}.{name}[{place}]"), Origin::default(), false)
    };
    let types = spec.types.clone().unwrap_or_else(|| {
        let (low, high) = war_flow.quantity.range();
        let mut ends = vec![low, war_flow.quantity.mode(), high];
        ends.dedup();
        ends.into_iter().enumerate().map(|(place, end)| number("types", place, end)).collect()
    });
    let prior = spec
        .prior
        .clone()
        .unwrap_or_else(|| (0..types.len()).map(|place| number("prior", place, 1.0)).collect());
    let trouble = if types.is_empty() {
        Some("no type is possible".to_owned())
    } else if types.len() > most {
        Some(format!("there are {} types; at most {most} are possible", types.len()))
    } else if prior.len() != types.len() {
        Some(format!("{} weights for {} types", prior.len(), types.len()))
    } else {
        None
    };
    if let Some(trouble) = trouble {
        context.report(
            Finding::new(spec.origin, format!("the beliefs about {} do not fit together", quoted(actor)))
                .label(trouble)
                .help("write one number in `prior` for each one in `types`"),
        );
        return None;
    }
    let parameters = &mut context.parameters;
    Some(Prior {
        types: parameters.add_all(&types),
        weights: parameters.add_all(&prior),
        decisiveness: parameters.add(&spec.decisiveness),
    })
}

/// The vote at home of each actor, in actor order.
pub(super) fn ratifications(context: &mut Context<'_>) -> Vec<Option<Ratification<ParameterId>>> {
    let spec = context.spec;
    for (actor, vote) in &spec.ratification.entries {
        if let Some(id) = context.names.actor(actor, context.diagnostics)
            && !context.must_sign[id.0]
        {
            context.report(
                Finding::new(
                    vote.origin,
                    format!("{} ratifies a text that it need not sign", quoted(actor.as_str())),
                )
                .label("its signature is not needed")
                .help("set `must_sign = true`, or leave the vote out"),
            );
        }
    }
    let each = spec.actors.entries.iter();
    each.map(|(id, _)| {
        spec.ratification.get(id.as_str()).map(|vote| Ratification {
            approval: context.parameters.add(&vote.approval),
            sensitivity: context.parameters.add(&vote.sensitivity),
            votes: vote.votes.small(),
        })
    })
    .collect()
}

/// How the fighting goes.
pub(super) fn battlefield(
    tracks: Option<&[Track<ParameterId>]>,
    context: &mut Context<'_>,
) -> Option<Battlefield<ParameterId>> {
    let spec = context.spec.battlefield.as_ref()?;
    for (actor, _) in &spec.stakes.entries {
        context.names.actor(actor, context.diagnostics);
    }
    if context.belligerents.is_none() && super::actors::is_sound(context.spec) {
        context.report(
            Finding::new(spec.origin, "there is a battlefield, but nobody fights")
                .label("needs two belligerents")
                .help("give two actors the role \"belligerent\""),
        );
    }
    let positions = spec.positions.small();
    let start = spec.start.map_or(positions / 2, Count::small);
    if start == 0 || start >= positions {
        context.report(
            Finding::new(
                spec.start.map_or(spec.origin, |start| start.origin),
                "the war is decided before the talks",
            )
            .label(format!("the front starts at {start} of {positions}"))
            .why("at 0 and at `positions` one side has won")
            .help(format!("start between 1 and {}", positions.saturating_sub(1).max(1))),
        );
    }
    let rounds: u64 =
        tracks.iter().flat_map(|tracks| tracks.iter()).map(|track| u64::from(track.rounds)).sum();
    if rounds * u64::from(positions + 1) > MOST_MOMENTS {
        context.report(
            Finding::new(spec.origin, format!("{rounds} rounds at {} positions are too many", positions + 1))
                .label(format!("at most {MOST_MOMENTS} in all"))
                .help("lower `positions` or the rounds of the tracks"),
        );
    }
    let actors = context.names.actors.clone();
    let parameters = &mut context.parameters;
    let stake = |actor: &std::sync::Arc<str>| match spec.stakes.get(actor) {
        Some(stake) => parameters.add(stake),
        None => {
            let key = format!("battlefield.stakes.{actor}");
            parameters.add(&Number::fixed(0.0, key, Origin::default(), false))
        }
    };
    let stakes = actors.iter().map(stake).collect();
    Some(Battlefield {
        positions: positions as usize,
        start: start as usize,
        advance: parameters.add(&spec.advance),
        stakes,
        foresight: matches!(spec.outside_option, Some(OutsideWord::Value)),
    })
}
