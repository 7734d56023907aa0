//! Tracks: who sits at which table, under what protocol, and that everyone who must sign sits at the last one.

use std::sync::Arc;

use crate::{
    model::ActorId,
    negotiation::{Member, Track},
};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::Text,
        spec::{Quota, TrackSpec},
        tree::Origin,
        wording::{did_you_mean, quoted},
    },
    Context, protocols,
};

/// A member of a track and the actors that it stands for.
pub(super) struct Seated {
    pub name: Arc<str>,
    pub member: Member,
    actors: Vec<ActorId>,
}

/// The tracks in file order; without any, one of all actors.
pub(super) fn tracks(context: &mut Context<'_>) -> Option<Vec<Track<ParameterId>>> {
    let spec = context.spec;
    if spec.tracks.is_empty() {
        return implicit(context).map(|track| vec![track]);
    }
    if let Some(protocol) = &spec.protocol {
        context.report(
            Finding::new(
                protocol.origin().unwrap_or_default(),
                "the scenario has `tracks` and a `protocol` of its own",
            )
            .label("for a scenario with a single table")
            .see(spec.tracks[0].origin, "the first track")
            .help("move `protocol` into the track that it is for"),
        );
    }
    let mut seated: Vec<Option<Vec<Seated>>> = Vec::new();
    let mut tracks = Vec::new();
    for (place, track) in spec.tracks.iter().enumerate() {
        let members = members(place, track, &seated, context);
        tracks.push(members.as_ref().and_then(|members| one_track(track, members, context)));
        seated.push(members);
    }
    check_use(&seated, context);
    tracks.into_iter().collect()
}

fn implicit(context: &mut Context<'_>) -> Option<Track<ParameterId>> {
    let actors = context.names.actors.iter().enumerate();
    let seats: Vec<Seated> = actors
        .map(|(place, name)| Seated {
            name: name.clone(),
            member: Member::Actor(ActorId(place)),
            actors: vec![ActorId(place)],
        })
        .collect();
    let spec = context.spec;
    let rounds = spec.simulation.rounds;
    let protocol = protocols::protocol(
        spec.protocol.as_ref(),
        "protocol",
        &seats,
        rounds.small(),
        Origin::default(),
        context,
    )?;
    Some(Track {
        id: "talks".into(),
        label: "Talks".into(),
        members: seats.iter().map(|seat| seat.member).collect(),
        protocol,
        rounds: rounds.small(),
        quota: 0,
        returns: 3,
        concede_to_silence: false,
        bypass: false,
    })
}

fn is_used(id: &Text, context: &Context<'_>) -> bool {
    context.spec.tracks.iter().any(|track| track.members.iter().any(|member| member.text == id.text))
}

fn one_track(spec: &TrackSpec, seats: &[Seated], context: &mut Context<'_>) -> Option<Track<ParameterId>> {
    let quota = match spec.quota {
        Some(Quota::All) => seats.len(),
        Some(Quota::Count(count)) => {
            if count.small() as usize > seats.len() {
                context.report(
                    Finding::new(
                        count.origin,
                        format!("the quota of track {} is larger than the track", quoted(spec.id.as_str())),
                    )
                    .label(format!("it has {} members", seats.len()))
                    .help("write `quota = \"all\"` if everyone must agree"),
                );
            }
            count.small() as usize
        }
        None if is_used(&spec.id, context) => seats.len(),
        None => 0,
    };
    let rounds = spec.rounds.unwrap_or(context.spec.simulation.rounds).small();
    let key = format!("tracks.{}.protocol", spec.id.as_str());
    let protocol = protocols::protocol(spec.protocol.as_ref(), &key, seats, rounds, spec.origin, context)?;
    Some(Track {
        id: spec.id.text.clone(),
        label: spec.name.as_ref().unwrap_or(&spec.id).text.clone(),
        members: seats.iter().map(|seat| seat.member).collect(),
        protocol,
        rounds,
        quota,
        returns: spec.returns.small(),
        concede_to_silence: spec.concede_to_silence.on,
        bypass: spec.bypass.on,
    })
}

/// Who sits at the table of a track.
fn members(
    place: usize,
    spec: &TrackSpec,
    before: &[Option<Vec<Seated>>],
    context: &mut Context<'_>,
) -> Option<Vec<Seated>> {
    if spec.members.is_empty() && spec.origin != Origin::default() {
        context.report(
            Finding::new(spec.origin, format!("track {} has no members", quoted(spec.id.as_str())))
                .help("name actors, or earlier tracks, in `members`"),
        );
    }
    let mut seats: Vec<Seated> = Vec::new();
    let mut complete = true;
    for text in &spec.members {
        let Some(seat) = member(place, text, before, context) else {
            complete = false;
            continue;
        };
        for actor in &seat.actors {
            let twice = seats.iter().find(|other| other.actors.contains(actor));
            if let Some(other) = twice {
                let name = quoted(&context.names.actors[actor.0]);
                let how = if other.name == seat.name {
                    "named twice".to_owned()
                } else {
                    format!("already there as {}", quoted(&other.name))
                };
                context.report(
                    Finding::new(
                        text.origin,
                        format!("{name} sits twice in track {}", quoted(spec.id.as_str())),
                    )
                    .label(how)
                    .help("leave out one of the two"),
                );
            }
        }
        seats.push(seat);
    }
    complete.then_some(seats).filter(|seats| !seats.is_empty())
}

fn member(
    place: usize,
    text: &Text,
    before: &[Option<Vec<Seated>>],
    context: &mut Context<'_>,
) -> Option<Seated> {
    if text.broken {
        return None;
    }
    if let Some(actor) = context.names.actors.iter().position(|actor| *actor == text.text) {
        let actor = ActorId(actor);
        return Some(Seated { name: text.text.clone(), member: Member::Actor(actor), actors: vec![actor] });
    }
    let Some(track) = context.names.tracks.iter().position(|track| *track == text.text) else {
        let names: Vec<Arc<str>> =
            context.names.actors.iter().chain(&context.names.tracks[..place]).cloned().collect();
        context.report(
            Finding::new(
                text.origin,
                format!("there is no actor and no earlier track {}", quoted(text.as_str())),
            )
            .label("no such member")
            .maybe_help(
                context.diagnostics.suggest(|| did_you_mean(text.as_str(), names.iter().map(|name| &**name))),
            ),
        );
        return None;
    };
    if track < place {
        let actors = before[track].as_ref()?.iter().flat_map(|seat| seat.actors.iter().copied()).collect();
        return Some(Seated { name: text.text.clone(), member: Member::Bloc(track), actors });
    }
    let own = &context.spec.tracks[place].id;
    let circle = reaches(track, place, context);
    let what = if track == place {
        format!("track {} is a member of itself", quoted(own.as_str()))
    } else if circle {
        format!("tracks {} and {} wait for each other", quoted(own.as_str()), quoted(text.as_str()))
    } else {
        format!("track {} comes only after {}", quoted(text.as_str()), quoted(own.as_str()))
    };
    let help = if circle || track == place {
        "take one of the tracks out of the other's members"
    } else {
        "put the track whose text is needed first in the file"
    };
    context.report(
        Finding::new(text.origin, what)
            .label(if circle || track == place { "this closes a circle" } else { "not an earlier track" })
            .why("a track speaks as a bloc with the text that it agreed, so it has to run earlier")
            .help(help),
    );
    None
}

/// Whether a track has another one among its members, or their members, and so on.
fn reaches(from: usize, to: usize, context: &Context<'_>) -> bool {
    let mut seen = vec![false; context.spec.tracks.len()];
    let mut open = vec![from];
    while let Some(track) = open.pop() {
        if track == to {
            return true;
        }
        if std::mem::replace(&mut seen[track], true) {
            continue;
        }
        for member in &context.spec.tracks[track].members {
            open.extend(context.names.tracks.iter().position(|name| *name == member.text));
        }
    }
    false
}

/// Every track but the last is used, and the last one seats all who must sign.
fn check_use(seated: &[Option<Vec<Seated>>], context: &mut Context<'_>) {
    let spec = context.spec;
    let Some((last, others)) = spec.tracks.split_last() else { return };
    if seated.iter().any(Option::is_none) {
        return;
    }
    for track in others {
        if !track.id.broken && !is_used(&track.id, context) {
            context.report(
                Finding::new(
                    track.id.origin,
                    format!("nobody takes up the text of track {}", quoted(track.id.as_str())),
                )
                .label("no later track has it as a member")
                .why("only the last track signs; the text of an earlier one has to reach it")
                .help(format!("add {} to the `members` of a later track", quoted(track.id.as_str()))),
            );
        }
    }
    let Some(Some(table)) = seated.last() else { return };
    for (place, (id, _)) in spec.actors.entries.iter().enumerate() {
        let present = table.iter().any(|seat| seat.actors.contains(&ActorId(place)));
        if context.must_sign[place] && !present {
            context.report(
                Finding::new(
                    last.id.origin,
                    format!("{} must sign but has no seat in the last track", quoted(id.as_str())),
                )
                .label("the track that signs")
                .see(id.origin, "the actor")
                .help(format!(
                    "add {} or a track with it to the members, or set `must_sign = false`",
                    quoted(id.as_str())
                )),
            );
        }
    }
}
