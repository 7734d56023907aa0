//! Actors: who fights, who must sign, what they weigh, and the lines that they draw.

use crate::{
    model::{Actor, ActorId, Roles},
    negotiation::{Pressure, Silence},
};

use super::{
    super::{
        ParameterId,
        diagnostic::{Diagnostics, Finding},
        format::{Map, Number, Text},
        spec::{ActorSpec, Role, ScenarioSpec, SilenceWord},
        tree::Origin,
        wording::quoted,
    },
    Context, Manners,
};

fn has_role(spec: &ActorSpec, role: Role) -> bool {
    spec.roles.as_ref().is_some_and(|roles| roles.contains(&role))
}

/// For each actor, whether it must sign: by default when it fights.
pub(super) fn must_sign(spec: &ScenarioSpec) -> Vec<bool> {
    let signs = |actor: &ActorSpec| {
        actor.must_sign.map_or_else(|| has_role(actor, Role::Belligerent), |must_sign| must_sign.on)
    };
    spec.actors.entries.iter().map(|(_, actor)| signs(actor)).collect()
}

/// Whether it is unclear who fights: a role could not be read.
fn is_unclear(spec: &ScenarioSpec) -> bool {
    spec.actors.entries.iter().any(|(_, actor)| has_role(actor, Role::Broken))
}

/// Whether there are as many belligerents as there must be, two or none.
pub(super) fn is_sound(spec: &ScenarioSpec) -> bool {
    let count = spec.actors.entries.iter().filter(|(_, actor)| has_role(actor, Role::Belligerent)).count();
    !is_unclear(spec) && (count == 0 || count == 2)
}

/// The two belligerents, if there are any.
pub(super) fn belligerents(spec: &ScenarioSpec, diagnostics: &mut Diagnostics) -> Option<[ActorId; 2]> {
    let fights =
        spec.actors.entries.iter().enumerate().filter(|(_, (_, actor))| has_role(actor, Role::Belligerent));
    if is_unclear(spec) {
        return None;
    }
    let all: Vec<(usize, &Text)> = fights.map(|(place, (id, _))| (place, id)).collect();
    match all.as_slice() {
        [] => None,
        [(first, _), (second, _)] => Some([ActorId(*first), ActorId(*second)]),
        [(_, only)] => {
            diagnostics.report(
                Finding::new(only.origin, format!("{} is the only belligerent", quoted(only.as_str())))
                    .label("a ceasefire needs a second one")
                    .help("give the other side the role \"belligerent\"; a scenario of talks alone has no belligerent"),
            );
            None
        }
        [.., (_, last)] => {
            let names: Vec<String> = all.iter().map(|(_, id)| quoted(id.as_str())).collect();
            diagnostics.report(
                Finding::new(
                    last.origin,
                    format!("there are {} belligerents; a ceasefire has two", all.len()),
                )
                .label("one too many")
                .why(format!("{} have the role \"belligerent\"", names.join(", ")))
                .help("join the actors of one side, or give the others the role \"party\""),
            );
            None
        }
    }
}

/// The actors without weights and red lines, and how they sit at the table.
pub(super) fn actors(context: &mut Context<'_>) -> Option<(Vec<Actor<ParameterId>>, Vec<Manners>)> {
    let spec = context.spec;
    let count = spec.actors.entries.len();
    if count == 0 && !context.names.actors_broken {
        context.report(
            Finding::new(Origin::default(), "the scenario has no actor").help("add `[actors.NAME]` for each"),
        );
    }
    if count > 0 && context.must_sign.iter().all(|must| !must) {
        context.report(
            Finding::new(spec.actors.entries[0].0.origin, "no actor must sign")
                .label("somebody has to")
                .help("add `must_sign = true` to the actors without whom there is no deal"),
        );
    }
    let pressed: Vec<_> = spec.pressure.entries.iter().map(|(actor, _)| actor).collect();
    for actor in pressed {
        context.names.actor(actor, context.diagnostics);
    }
    let people = spec.actors.entries.iter().enumerate();
    let people: Vec<_> = people.map(|(place, (id, actor))| one_actor(place, id, actor, context)).collect();
    people.into_iter().collect::<Option<Vec<_>>>().map(|people| people.into_iter().unzip())
}

fn one_actor(
    place: usize,
    id: &Text,
    spec: &ActorSpec,
    context: &mut Context<'_>,
) -> Option<(Actor<ParameterId>, Manners)> {
    let must_sign = context.must_sign[place];
    if must_sign && spec.discount.is_none() && spec.origin != Origin::default() {
        context.report(
            Finding::new(spec.origin, format!("{} has no `discount`", quoted(&format!("actors.{}", id.as_str()))))
                .label("required of an actor that must sign")
                .help("add `discount = ` and how much of a utility is left when it comes a period later, such as 0.98"),
        );
    }
    let default = Number::fixed(0.98, format!("actors.{}.discount", id.as_str()), spec.origin, false);
    let discount = context.parameters.add(spec.discount.as_ref().unwrap_or(&default));
    let parameters = &mut context.parameters;
    let actor = Actor {
        id: id.text.clone(),
        label: spec.label.as_ref().unwrap_or(id).text.clone(),
        roles: Roles {
            belligerent: has_role(spec, Role::Belligerent),
            guarantor: has_role(spec, Role::Guarantor),
            mediator: has_role(spec, Role::Mediator),
        },
        must_sign,
        discount,
        war_flow: parameters.add(&spec.war_flow),
        weariness: parameters.add(&spec.weariness),
        stakes: parameters.add(&spec.stakes),
        surprise: parameters.add(&spec.surprise),
        return_cost: parameters.add(&spec.return_cost),
        capability: parameters.add(&spec.capability),
        capability_drift: parameters.add(&spec.capability_drift),
        private: None,
        resentment: parameters.add(&spec.resentment),
        weights: Vec::new(),
        red_lines: Vec::new(),
    };
    let decisiveness = parameters.add(&spec.silence_decisiveness);
    let silence = Silence {
        responsiveness: parameters.add(&spec.responsiveness),
        until: parameters.add(&spec.silent_until),
        chosen: (spec.silence == Some(SilenceWord::Chosen)).then_some(decisiveness),
    };
    let audience_cost = parameters.add(&spec.audience_cost);
    Some((actor, Manners { silence, pressure: pressure(id, context)?, audience_cost }))
}

fn pressure(id: &Text, context: &mut Context<'_>) -> Option<Pressure<ParameterId>> {
    let spec = context.spec.pressure.get(id.as_str());
    let by = match spec.and_then(|pressure| pressure.by.as_ref()) {
        Some(by) => Some(context.names.actor(by, context.diagnostics)?),
        None => None,
    };
    let mut number = |given: Option<&Number>, key: &str| {
        let default =
            || Number::fixed(0.0, format!("pressure.{}.{key}", id.as_str()), Origin::default(), false);
        context.parameters.add(&given.cloned().unwrap_or_else(default))
    };
    Some(Pressure {
        by,
        start: number(spec.map(|pressure| &pressure.start), "start"),
        slope: number(spec.map(|pressure| &pressure.slope), "slope"),
        max: number(spec.map(|pressure| &pressure.max), "max"),
        on_silence: number(spec.map(|pressure| &pressure.on_silence), "on_silence"),
    })
}

/// The weight of each issue, for each actor.
pub(super) fn weights(context: &mut Context<'_>) -> Vec<Vec<ParameterId>> {
    let spec = context.spec;
    for (actor, issues) in &spec.weights.entries {
        context.names.actor(actor, context.diagnostics);
        for (issue, _) in &issues.entries {
            context.names.issue(issue, context.diagnostics);
        }
    }
    // Weights under a misspelt name are not missing.
    let known = |(actor, issues): &(Text, Map<Number>)| {
        let issue = |(issue, _): &(Text, Number)| context.names.issues.contains(&issue.text);
        context.names.actors.contains(&actor.text) && issues.entries.iter().all(issue) && !issues.broken
    };
    let misspelt = spec.weights.broken
        || context.names.issues.is_empty()
        || context.names.issues_broken
        || !spec.weights.entries.iter().all(known);
    let (actors, issues) = (context.names.actors.clone(), context.names.issues.clone());
    let mut all = Vec::new();
    for (place, actor) in actors.iter().enumerate() {
        let written: Vec<Option<&Number>> = issues.iter().map(|issue| context.weight(actor, issue)).collect();
        if context.must_sign[place]
            && !misspelt
            && written.iter().all(|weight| weight.is_none_or(Number::is_zero))
        {
            let given = spec.weights.entries.iter().find(|(name, _)| name.text == *actor);
            let origin = given.map_or(spec.actors.entries[place].0.origin, |(name, _)| name.origin);
            context.report(
                Finding::new(origin, format!("nothing matters to {}, which must sign", quoted(actor)))
                    .label("all its weights are 0")
                    .why("an actor that must sign needs a reason to prefer one deal to another")
                    .help(format!(
                        "give an issue a weight above 0 in `[weights.{actor}]`, or set `must_sign = false`"
                    )),
            );
        }
        let key = |issue: &str| format!("weights.{actor}.{issue}");
        let weights = written.iter().zip(&issues).map(|(weight, issue)| match weight {
            Some(weight) => context.parameters.add(weight),
            None => context.parameters.add(&Number::fixed(0.0, key(issue), Origin::default(), false)),
        });
        all.push(weights.collect());
    }
    all
}
